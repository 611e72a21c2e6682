//! Azure DevOps' lists: what stands around their elements, and where they go on.

use serde::de::DeserializeOwned;
use serde_json::Value;

use crate::error::{Code, Error};
use crate::lenient::{self, Placed};

use super::wire;

/// The elements of an answer.
pub struct Items<W> {
    placed: Vec<Placed<W>>,
    unread: Vec<Error>,
    /// How many there were, those included that could not be read.
    pub count: usize,
    /// Whether it was a list, and not an element alone.
    pub is_list: bool,
}

/// The elements of a list, read one by one when they cannot be read together, or an element alone.
pub fn items<W: DeserializeOwned>(body: &[u8]) -> Result<Items<W>, Error> {
    if let Some(value) = lenient::object::<wire::List<W>>(body).and_then(|list| list.value) {
        let count = value.len();
        return Ok(Items { placed: lenient::placed(value, "value"), unread: Vec::new(), count, is_list: true });
    }
    let mut tree = lenient::object_tree(body)?;
    match tree.get_mut("value").map(Value::take) {
        Some(Value::Array(value)) => {
            let count = value.len();
            let (placed, unread) = lenient::elements(value, "value");
            Ok(Items { placed, unread, count, is_list: true })
        }
        Some(_) => Err(Error::new(Code::Malformed, "expected a list, found something else").within("value")),
        None => {
            let one = Placed { at: String::new(), item: lenient::from_tree(tree)? };
            Ok(Items { placed: vec![one], unread: Vec::new(), count: 1, is_list: false })
        }
    }
}

impl<W> Items<W> {
    /// The rows; what cannot be read is told, and its siblings are kept. An element alone is all or nothing.
    pub fn rows<M>(
        self,
        skipped: &mut Vec<Error>,
        mut map: impl FnMut(W) -> Result<M, Error>,
    ) -> Result<Vec<M>, Error> {
        skipped.extend(self.unread);
        let mut rows = Vec::with_capacity(self.placed.len());
        for Placed { at, item } in self.placed {
            match map(item) {
                Ok(row) => rows.push(row),
                Err(error) if self.is_list => skipped.push(error.within(&at)),
                Err(error) => return Err(error),
            }
        }
        Ok(rows)
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
