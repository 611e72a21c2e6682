//! Where an organisation or a collection is, and how its paths are made.

use crate::error::{Code, Error};
use crate::host::address::{Typed, is_segment, typed};
use crate::http::encode;

/// The address of the organisation or the collection, without a slash at its end: `_apis` lies below it.
///
/// Services have `https://dev.azure.com/{organisation}` and the older `https://{organisation}.visualstudio.com`, Server
/// has `https://{host}[:port][/tfs]/{collection}`:
/// <https://learn.microsoft.com/en-us/azure/devops/integrate/how-to/call-rest-api>. What people copy along from a
/// browser's address is left out. Plain HTTP is taken as it is; only tests on the same machine use it.
pub fn root(base_url: &str) -> Result<String, Error> {
    let Typed { origin, path } = typed(base_url, "https://dev.azure.com/ORGANISATION")?;
    let Some(server) = origin.strip_prefix("https://") else { return Ok(format!("{origin}{path}")) };
    let segments = path.split('/').filter(|segment| !segment.is_empty());
    let segments: Vec<&str> = segments.take_while(|segment| !is_below(segment)).collect();
    if server == "dev.azure.com" {
        return match segments.first() {
            Some(organisation) => Ok(format!("{origin}/{organisation}")),
            None => Err(incomplete("the organisation, such as https://dev.azure.com/ORGANISATION")),
        };
    }
    if server.ends_with(".visualstudio.com") {
        return Ok(origin);
    }
    match segments.as_slice() {
        [] => Err(incomplete("the collection, such as https://tfs.example.com/tfs/DefaultCollection")),
        [folder] if folder.eq_ignore_ascii_case("tfs") => {
            Err(incomplete("the collection, such as https://tfs.example.com/tfs/DefaultCollection"))
        }
        segments => Ok(format!("{origin}/{}", segments.join("/"))),
    }
}

/// Whether a segment begins what lies below a collection.
fn is_below(segment: &str) -> bool {
    segment.eq_ignore_ascii_case("_apis") || segment.eq_ignore_ascii_case("_git")
}

fn incomplete(what: &str) -> Error {
    Error::new(Code::Misconfigured, format!("expected an address that ends in {what}, found none in it"))
}

/// `project/repository` as the two segments that its API's path is made of.
pub fn repository(full_name: &str) -> Result<(String, String), Error> {
    match full_name.trim().trim_matches('/').split_once('/') {
        Some((project, name)) if is_segment(project) && is_segment(name) => Ok((encode(project), encode(name))),
        _ => Err(Error::new(Code::Misconfigured, format!("expected project/repository, found {full_name:?}"))),
    }
}

/// One path segment, such as a project's name or an id.
pub fn segment(name: &str) -> Result<String, Error> {
    match name.trim().trim_matches('/') {
        name if is_segment(name) => Ok(encode(name)),
        _ => Err(Error::new(Code::Misconfigured, format!("expected the name of a project, found {name:?}"))),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_collection_is_found_from_what_people_type() {
        for (typed, expected, because) in [
            ("https://dev.azure.com/octo-org", "https://dev.azure.com/octo-org", "Services"),
            (" https://DEV.azure.com/octo-org/ ", "https://dev.azure.com/octo-org", "with capitals and blanks"),
            ("https://dev.azure.com/octo-org/Payments", "https://dev.azure.com/octo-org", "a project's page"),
            (
                "https://dev.azure.com/octo-org/Payments/_git/api",
                "https://dev.azure.com/octo-org",
                "a repository's page",
            ),
            ("https://octo-org.visualstudio.com", "https://octo-org.visualstudio.com", "the older form"),
            (
                "https://octo-org.visualstudio.com/DefaultCollection",
                "https://octo-org.visualstudio.com",
                "and one that is older still",
            ),
            (
                "https://tfs.example.com/tfs/DefaultCollection/",
                "https://tfs.example.com/tfs/DefaultCollection",
                "Server",
            ),
            (
                "https://tfs.example.com:8443/DefaultCollection",
                "https://tfs.example.com:8443/DefaultCollection",
                "on a port, without the folder",
            ),
            (
                "https://tfs.example.com/tfs/My%20Collection/_apis",
                "https://tfs.example.com/tfs/My%20Collection",
                "the address of the API",
            ),
            ("https://notvisualstudio.com/x", "https://notvisualstudio.com/x", "not Services"),
            ("http://127.0.0.1:4010", "http://127.0.0.1:4010", "a test on this machine"),
            ("http://127.0.0.1:4010/octo-org/", "http://127.0.0.1:4010/octo-org", "and one with a path"),
        ] {
            assert_eq!(root(typed).as_deref(), Ok(expected), "{because}");
        }
    }

    #[test]
    fn addresses_that_cannot_work_are_refused() {
        for typed in [
            "",
            "dev.azure.com/octo-org",
            "https://dev.azure.com",
            "https://dev.azure.com/_apis",
            "https://tfs.example.com",
            "https://tfs.example.com/tfs/",
            "https://octo-org@dev.azure.com/octo-org",
            "https://h/a b",
            "https://h/../x",
        ] {
            assert_eq!(root(typed).unwrap_err().code, Code::Misconfigured, "{typed}");
        }
    }

    #[test]
    fn paths_are_made_of_exactly_the_names_given() {
        let (project, name) = repository("Payments Team/payments.api").unwrap();
        assert_eq!((project.as_str(), name.as_str()), ("Payments%20Team", "payments.api"));
        for name in ["payments", "a/b/c", "../x", "a/..", "/", "", "a/b\\c"] {
            assert!(repository(name).is_err(), "{name}");
        }
        assert_eq!(segment("Zahlung #1").as_deref(), Ok("Zahlung%20%231"));
        assert!(segment("a/b").is_err());
    }
}
