//! Where GitHub's API is for a connection's address, and how its paths are made.

use crate::error::{Code, Error};
use crate::host::address::{Typed, is_segment, typed};
use crate::http::{encode, origin};

/// The API's root for the address of a connection, without a slash at its end.
///
/// github.com and data residency have an API host of their own, Enterprise Server a path:
/// <https://docs.github.com/en/enterprise-server@latest/rest/using-the-rest-api/getting-started-with-the-rest-api>.
/// Plain HTTP is taken as it is; only tests on the same machine use it.
pub fn api_root(base_url: &str) -> Result<String, Error> {
    let Typed { origin, path } = typed(base_url, "https://github.com")?;
    let Some(server) = origin.strip_prefix("https://") else { return Ok(format!("{origin}{path}")) };
    Ok(match server {
        "github.com" | "www.github.com" | "api.github.com" => "https://api.github.com".to_owned(),
        _ if path.ends_with("/api/v3") => format!("{origin}{path}"),
        _ if server.ends_with(".ghe.com") && server.starts_with("api.") => origin,
        _ if server.ends_with(".ghe.com") => format!("https://api.{server}"),
        _ => format!("{origin}{path}/api/v3"),
    })
}

/// Whether GraphQL is below the root of REST, so that a request to it is one to the API: only where the API has a host of its
/// own. Enterprise Server has it beside, at `/api/graphql`:
/// <https://docs.github.com/en/enterprise-server@latest/graphql/guides/forming-calls-with-graphql>.
pub fn has_graphql(api_root: &str) -> bool {
    origin(api_root).is_some_and(|origin| origin == api_root)
}

/// `owner/repo` as two path segments.
pub fn repository_path(full_name: &str) -> Result<String, Error> {
    names(full_name).map(|(owner, name)| format!("{}/{}", encode(owner), encode(name)))
}

/// The owner and the name of `owner/repo`.
pub fn names(full_name: &str) -> Result<(&str, &str), Error> {
    match full_name.trim().trim_matches('/').split_once('/') {
        Some((owner, name)) if is_segment(owner) && is_segment(name) => Ok((owner, name)),
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
            ("https://github.com", "https://api.github.com", "the address of the pages"),
            (" https://www.GitHub.com/ ", "https://api.github.com", "with www, capitals and blanks"),
            ("https://api.github.com/", "https://api.github.com", "the address of the API"),
            ("https://github.com/octo-org", "https://api.github.com", "an organisation's page"),
            ("https://octocorp.ghe.com", "https://api.octocorp.ghe.com", "data residency"),
            ("https://api.octocorp.ghe.com", "https://api.octocorp.ghe.com", "its API"),
            ("https://git.example.com", "https://git.example.com/api/v3", "Enterprise Server"),
            ("https://git.example.com:8443/", "https://git.example.com:8443/api/v3", "on a port"),
            ("https://git.example.com:443", "https://git.example.com/api/v3", "on the usual port"),
            ("https://git.example.com/api/v3/", "https://git.example.com/api/v3", "already the API"),
            ("https://example.com/github", "https://example.com/github/api/v3", "behind a path"),
            ("https://notghe.com", "https://notghe.com/api/v3", "not data residency"),
            ("http://127.0.0.1:4010", "http://127.0.0.1:4010", "a test on this machine"),
            ("http://127.0.0.1:4010/api/v3/", "http://127.0.0.1:4010/api/v3", "and one with a path"),
        ] {
            assert_eq!(api_root(typed).as_deref(), Ok(root), "{because}");
            let has_a_host_of_its_own = !root.ends_with("/api/v3");
            assert_eq!(has_graphql(root), has_a_host_of_its_own, "{because}");
        }
    }

    #[test]
    fn addresses_that_cannot_work_are_refused() {
        for typed in [
            "",
            "github.com",
            "ftp://github.com",
            "https://me:pw@github.com",
            "https://h/?x",
            "https://h/a b",
            "https://h/../x",
        ] {
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
