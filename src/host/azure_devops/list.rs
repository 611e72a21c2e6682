//! Azure DevOps' lists: what stands around their elements, and where they go on.

use serde::Deserialize;

use crate::error::{Code, Error};
use crate::json::Extent;
use crate::lenient::{self, List};

use super::wire;

/// The elements of a list, or an element alone, read to some extent.
///
/// # Errors
/// `malformed` when the body is no object, or has something else where its list should be.
pub fn items<'a, W: Deserialize<'a>>(extent: Extent, body: &'a str) -> Result<List<W>, Error> {
    match lenient::document_to::<wire::List<W>>(extent, body)?.value {
        Some(list) if list.is_refused() => {
            Err(Error::new(Code::Malformed, "expected a list, found something else").within(LIST))
        }
        Some(list) => Ok(list),
        None => lenient::list_to(extent, body),
    }
}

/// Where a page stands in its list.
pub struct Place {
    top: u64,
    skip: u64,
}

impl Place {
    /// As the address says that was asked; the names are as they stand in it.
    pub fn of(url: &str, top: &str, skip: &str) -> Option<Place> {
        let number = |name: &str| parameter(url, &name.replace("%24", "$"))?.parse().ok();
        Some(Place { top: number(top)?, skip: number(skip)? })
    }

    /// How many elements stand before the next page; none when this page was not full.
    pub fn behind(&self, found: usize) -> Option<u64> {
        let found = found as u64;
        (self.top > 0 && found >= self.top).then(|| self.skip.saturating_add(found))
    }
}

/// The value of a parameter in an address.
pub fn parameter(url: &str, name: &str) -> Option<String> {
    let (_, query) = url.split_once('?')?;
    form_urlencoded::parse(query.as_bytes()).find(|(found, _)| found == name).map(|(_, value)| value.into_owned())
}

/// The member that an answer's list stands in.
pub const LIST: &str = "value";
