//! Where the next page of a list begins, as GitLab tells it and as it is asked for.
//!
//! GitLab's next link repeats every parameter of the request and adds all defaults, and its scheme and host are those of the
//! server's own configuration, which behind a proxy is often not what was asked. So the link is not followed as it is: only
//! what says where to go on is taken from it, and put into a request of ours, to the same server and with listed parameters.

use form_urlencoded::parse;

use crate::error::{Code, Error};
use crate::http::{Headers, encode, next_link};

/// A place in a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cursor {
    /// The commits that were asked for, where it is a list of commits: a later page must be one of the very same list.
    pub commits: Option<String>,
    /// The parameter that says where to go on.
    name: String,
    /// Its value.
    value: String,
}

impl Cursor {
    /// What an answer says of the next page: <https://docs.gitlab.com/api/rest/#pagination>. The number alone is left where a
    /// proxy drops long headers.
    pub fn told(headers: &Headers, asked_url: Option<&str>) -> Result<Option<Cursor>, Error> {
        let number = headers.get("x-next-page").map(str::trim).filter(|number| !number.is_empty());
        let (name, value) = match (next_link(headers)?, number) {
            (Some(link), _) => place(&link)
                .ok_or_else(|| Error::new(Code::Malformed, "expected a page in the next link, found none"))?,
            (None, Some(number)) => (PAGE.to_owned(), number.to_owned()),
            (None, None) => return Ok(None),
        };
        if asked_url.and_then(place).is_some_and(|(asked, at)| asked == name && at == value) {
            return Err(Error::new(Code::Malformed, "expected another page in the next link, found the same one"));
        }
        Ok(Some(Cursor { commits: asked_url.and_then(|url| parameter(url, COMMITS)), name, value }))
    }

    /// Reads what [`Cursor::text`] wrote.
    pub fn read(text: &str) -> Result<Cursor, Error> {
        let commits = parameter(text, COMMITS);
        let unknown = || Error::new(Code::Internal, "expected a page of a list of GitLab's, found something else");
        let (name, value) = place(text).ok_or_else(unknown)?;
        Ok(Cursor { commits, name, value })
    }

    /// The text to keep.
    pub fn text(&self) -> String {
        let commits = self.commits.as_deref().map(|commits| format!("{COMMITS}={}&", encode(commits)));
        format!("?{}{}", commits.unwrap_or_default(), self.parameter())
    }

    /// The parameter that says where to go on, for a query.
    pub fn parameter(&self) -> String {
        format!("{}={}", self.name, encode(&self.value))
    }
}

/// The parameter of an address that says where in a list it is.
fn place(url: &str) -> Option<(String, String)> {
    PLACES.iter().find_map(|name| Some(((*name).to_owned(), parameter(url, name)?)))
}

/// A parameter of an address that is not empty.
pub fn parameter(url: &str, name: &str) -> Option<String> {
    let (_, query) = url.split_once('?')?;
    let query = query.split('#').next().unwrap_or_default();
    parse(query.as_bytes())
        .find(|(found, value)| found == name && !value.is_empty())
        .map(|(_, value)| value.into_owned())
}

/// What lists go on by; a number stands beside the others and is the least of them.
const PLACES: [&str; 5] = ["cursor", "page_token", "id_after", "id_before", PAGE];
const PAGE: &str = "page";
/// The parameter that names commits.
pub const COMMITS: &str = "ref_name";

#[cfg(test)]
mod tests {
    use super::*;

    fn told(link: &str) -> Option<String> {
        let headers: Headers = [("Link", format!("<{link}>; rel=\"next\""))].into_iter().collect();
        let asked = "https://h/api/v4/x?ref_name=a..b&per_page=100";
        Cursor::told(&headers, Some(asked)).unwrap().map(|cursor| cursor.text())
    }

    #[test]
    fn only_the_place_is_taken_from_a_link() {
        for (link, place, because) in [
            ("https://h/x?id=1&order=default&page=2&per_page=100&trailers=false", "page=2", "a number"),
            ("http://evil.example/x?page=3&private_token=x", "page=3", "whatever server it names"),
            ("https://h/x?id_after=42&page=1&pagination=keyset", "id_after=42", "an id, and the number says nothing"),
            (
                "https://h/x?page_token=fix%2F%23+1%26x&pagination=keyset",
                "page_token=fix%2F%23%201%26x",
                "a branch's name",
            ),
            ("https://h/x?cursor=eyJpZCI6IjI2In0%3D", "cursor=eyJpZCI6IjI2In0%3D", "an opaque one"),
        ] {
            assert_eq!(told(link), Some(format!("?ref_name=a..b&{place}")), "{because}");
        }
    }

    #[test]
    fn a_cursor_is_read_back() {
        for text in ["?page=2", "?ref_name=a..b&page=12", "?page_token=fix%2F%23%201%26x"] {
            assert_eq!(Cursor::read(text).map(|cursor| cursor.text()).as_deref(), Ok(text));
        }
        for text in ["", "2", "?", "?page=", "?path=src"] {
            assert_eq!(Cursor::read(text).unwrap_err().code, Code::Internal, "{text}");
        }
    }

    #[test]
    fn links_that_lead_nowhere_are_an_error() {
        let same: Headers = [("Link", "<https://h/x?page=2>; rel=\"next\"")].into_iter().collect();
        for (link, asked) in [(&same, "https://h/x?page=2"), (&same, "https://other/x?per_page=100&page=2")] {
            let error = Cursor::told(link, Some(asked)).unwrap_err();
            assert_eq!(error.to_string(), "expected another page in the next link, found the same one");
        }
        let without: Headers = [("Link", "<https://h/x?per_page=100>; rel=\"next\"")].into_iter().collect();
        assert_eq!(
            Cursor::told(&without, None).unwrap_err().to_string(),
            "expected a page in the next link, found none"
        );
    }

    #[test]
    fn the_number_is_enough() {
        let headers: Headers = [("X-Next-Page", "3")].into_iter().collect();
        assert_eq!(Cursor::told(&headers, None).unwrap().map(|cursor| cursor.text()).as_deref(), Some("?page=3"));
        let last: Headers = [("X-Next-Page", "")].into_iter().collect();
        assert_eq!(Cursor::told(&last, None).unwrap(), None);
    }
}
