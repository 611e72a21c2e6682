//! Where the API is for a connection's address, and how its paths are made.

use crate::error::{Code, Error};
use crate::host::address::{Typed, is_segment, typed};
use crate::http::encode;

/// The API's root for the address of a connection, without a slash at its end.
///
/// A server may live below a path of its origin: <https://docs.gitea.com/development/api-usage>.
pub fn api_root(base_url: &str) -> Result<String, Error> {
    let Typed { origin, path } = typed(base_url, "https://git.example.com")?;
    let path = path.trim_end_matches('/');
    Ok(if path.ends_with("/api/v1") { format!("{origin}{path}") } else { format!("{origin}{path}/api/v1") })
}

/// `owner/repo` as two path segments.
pub fn repository_path(full_name: &str) -> Result<String, Error> {
    match full_name.trim().trim_matches('/').split_once('/') {
        Some((owner, name)) if is_segment(owner) && is_segment(name) => {
            Ok(format!("{}/{}", encode(owner), encode(name)))
        }
        _ => Err(Error::new(Code::Misconfigured, format!("expected owner/repository, found {full_name:?}"))),
    }
}

/// One path segment, such as an organisation's name.
pub fn segment(name: &str) -> Result<String, Error> {
    match name.trim().trim_matches('/') {
        name if is_segment(name) => Ok(encode(name)),
        _ => Err(Error::new(
            Code::Misconfigured,
            format!("expected the name of an organisation or a user, found {name:?}"),
        )),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_api_is_found_from_what_people_type() {
        for (typed, root, because) in [
            ("https://git.example.com", "https://git.example.com/api/v1", "the address of the pages"),
            (" https://Git.Example.com/ ", "https://git.example.com/api/v1", "with capitals, a slash and blanks"),
            ("https://git.example.com:3000", "https://git.example.com:3000/api/v1", "on a port"),
            ("https://git.example.com:443", "https://git.example.com/api/v1", "on the usual port"),
            ("https://example.com/gitea", "https://example.com/gitea/api/v1", "below a path"),
            ("https://example.com/gitea/api/v1/", "https://example.com/gitea/api/v1", "already the API"),
            ("http://127.0.0.1:3000", "http://127.0.0.1:3000/api/v1", "without TLS"),
        ] {
            assert_eq!(api_root(typed).as_deref(), Ok(root), "{because}");
        }
    }

    #[test]
    fn addresses_that_cannot_work_are_refused() {
        for typed in ["", "git.example.com", "ssh://git@h/x", "https://me:pw@h", "https://h/?x", "https://h/../x"] {
            assert_eq!(api_root(typed).unwrap_err().code, Code::Misconfigured, "{typed}");
        }
    }

    #[test]
    fn paths_are_made_of_exactly_the_names_given() {
        assert_eq!(repository_path("octo-org/payments").as_deref(), Ok("octo-org/payments"));
        assert_eq!(repository_path("octo-org/a b#1").as_deref(), Ok("octo-org/a%20b%231"));
        for name in ["payments", "a/b/c", "../x", "a/..", "/", "", "a/b\\c"] {
            assert!(repository_path(name).is_err(), "{name}");
        }
        assert_eq!(segment("octo-org").as_deref(), Ok("octo-org"));
        assert!(segment("a/b").is_err());
    }
}
