//! Pages by their numbers: the server says whether there are more, and where they are is known without it.
//!
//! The links of an answer begin with the address that the server believes it has (`ROOT_URL`), which often is not the one
//! that the administrator typed. So they are never followed, only counted on to be there.

use crate::error::{Code, Error};
use crate::host::{Asked, Kind, Next};
use crate::http::{Headers, next_link};

/// The largest page that servers give, unless they were set up otherwise (`MAX_RESPONSE_ITEMS`).
pub const LIMIT: i64 = 50;

/// One page of a list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Place {
    /// Its number; the first is 1.
    pub page: i64,
    /// Whether nothing is left out of a list of commits, though something could be: the server does not have the commit
    /// any more whose history is known.
    pub whole: bool,
}

impl Place {
    /// Where every list begins.
    pub const FIRST: Place = Place { page: 1, whole: false };

    /// The place that a cursor tells.
    ///
    /// # Errors
    /// `internal` when the cursor is none of [`Place::cursor`].
    pub fn of(cursor: &str) -> Result<Place, Error> {
        let (number, whole) = match cursor.strip_suffix(WHOLE) {
            Some(number) => (number, true),
            None => (cursor, false),
        };
        match number.parse() {
            Ok(page) if page > 0 => Ok(Place { page, whole }),
            _ => Err(Error::new(Code::Internal, format!("expected the number of a page, found {cursor:?}"))),
        }
    }

    /// The cursor that tells this place.
    pub fn cursor(self) -> Next {
        Next::Cursor(format!("{}{}", self.page, if self.whole { WHOLE } else { "" }))
    }
}

/// Where the next page begins, after one of `found` elements.
pub fn next(asked: &Asked<'_>, headers: &Headers, found: usize) -> Option<Next> {
    let found = i64::try_from(found).unwrap_or(i64::MAX);
    let page = asked.url.and_then(|url| parameter(url, "page")).and_then(|page| page.parse().ok()).unwrap_or(1_i64);
    let links = headers.get("link").map(|_| next_link(headers));
    let total = headers.number("x-total-count");
    let goes_on = match (&links, total) {
        (Some(Ok(link)), _) => link.is_some(),
        // Lists of one page have no links, and proxies drop them. What the account may not see is counted as well.
        (_, Some(total)) => found > 0 && page.saturating_mul(found) < total,
        (_, None) => found == LIMIT,
    };
    let linked = || links.and_then(Result::ok).flatten().and_then(|link| parameter(&link, "page")?.parse().ok());
    let number = if asked.url.is_some() { None } else { linked() };
    let whole = asked.kind == Kind::Commits && asked.url.is_some_and(|url| parameter(url, "not").is_none());
    goes_on.then(|| Place { page: number.unwrap_or_else(|| page.saturating_add(1)), whole }.cursor())
}

/// The value of a query parameter.
pub fn parameter(url: &str, name: &str) -> Option<String> {
    let (_, query) = url.split_once('?')?;
    let mut pairs = form_urlencoded::parse(query.as_bytes());
    pairs.find_map(|(key, value)| (key == name).then(|| value.into_owned()))
}

/// Behind the number of a page that is asked for without leaving anything out.
const WHOLE: &str = "-whole";

#[cfg(test)]
mod tests {
    use super::*;
    use crate::json::Extent;

    fn asked(url: Option<&str>) -> Asked<'_> {
        Asked {
            kind: Kind::Branches,
            repository_id: None,
            base_url: Some("https://git.example.com"),
            url,
            extent: Extent::Whole,
        }
    }

    #[test]
    fn the_server_says_whether_there_are_more() {
        let first = "https://git.example.com/api/v1/repos/octo-org/payments/branches?limit=50";
        let second = format!("{first}&page=2");
        let link = ("Link", "<https://elsewhere.example/api/v1/x?limit=50&page=3>; rel=\"next\"");
        let last = ("Link", "<https://elsewhere.example/api/v1/x?limit=50&page=1>; rel=\"first\"");
        let total = |total: &'static str| ("X-Total-Count", total);
        for (url, headers, found, expected, because) in [
            (
                Some(second.as_str()),
                vec![link, total("120")],
                50,
                Some("3"),
                "a link to another origin is only counted on",
            ),
            (Some(second.as_str()), vec![link], 0, Some("3"), "all of a page may be hidden from the account"),
            (Some(second.as_str()), vec![last, total("120")], 20, None, "links, but none goes on"),
            (Some(first), vec![total("3")], 3, None, "one page has no links"),
            (Some(first), vec![total("70")], 50, Some("2"), "a proxy dropped the links"),
            (Some(first), vec![total("70")], 20, Some("2"), "the server gives less than was asked for"),
            (Some(second.as_str()), vec![total("70")], 20, Some("3"), "on the second page as well"),
            (Some(second.as_str()), vec![total("70")], 0, None, "nothing is the end"),
            (Some(first), vec![("Link", "nonsense"), total("70")], 50, Some("2"), "links that cannot be read"),
            (Some(first), vec![], 50, Some("2"), "nothing is told: a full page"),
            (Some(first), vec![], 49, None, "nothing is told: a page that is not full"),
            (Some(first), vec![], 51, None, "nothing is told: a server that knows no pages"),
            (None, vec![link], 50, Some("3"), "what was asked is not known"),
        ] {
            let headers: Headers = headers.into_iter().collect();
            let expected = expected.map(|cursor| Next::Cursor(cursor.to_owned()));
            assert_eq!(next(&asked(url), &headers, found), expected, "{because}");
        }
    }

    #[test]
    fn cursors_are_read_back_and_nonsense_refused() {
        for place in [Place::FIRST, Place { page: 7, whole: true }] {
            let Next::Cursor(cursor) = place.cursor() else { panic!("no cursor") };
            assert_eq!(Place::of(&cursor), Ok(place));
        }
        for cursor in ["", "0", "-1", "2&files=true", "whole", "-whole"] {
            assert_eq!(Place::of(cursor).unwrap_err().code, Code::Internal, "{cursor}");
        }
    }
}
