//! Where GitLab's API is for a connection's address, and how its paths are made.

use crate::error::{Code, Error};
use crate::host::address::{Typed, is_segment, typed};
use crate::http::encode;

/// The API's root for the address of a connection, without a slash at its end.
///
/// A server may live below a path of its own, a relative root: <https://docs.gitlab.com/install/relative_url/>. On gitlab.com
/// there is none, so whatever page was typed, the API is where it always is.
pub fn api_root(base_url: &str) -> Result<String, Error> {
    let Typed { origin, path } = typed(base_url, "https://gitlab.com")?;
    Ok(match origin.as_str() {
        "https://gitlab.com" | "https://www.gitlab.com" => format!("https://gitlab.com{API}"),
        _ if path.ends_with(API) => format!("{origin}{path}"),
        _ => format!("{origin}{path}{API}"),
    })
}

/// A project's path of any depth, or its number, as one segment: <https://docs.gitlab.com/api/rest/#namespaced-paths>.
pub fn project(full_name: &str) -> Result<String, Error> {
    let path = full_name.trim().trim_matches('/');
    let is_number = !path.is_empty() && path.bytes().all(|byte| byte.is_ascii_digit());
    if is_number || (path.contains('/') && path.split('/').all(is_segment)) {
        return Ok(encode(path));
    }
    Err(Error::new(Code::Misconfigured, format!("expected group/project, found {full_name:?}")))
}

/// A group's path of any depth as one segment.
pub fn group(path: &str) -> Result<String, Error> {
    let trimmed = path.trim().trim_matches('/');
    if trimmed.split('/').all(is_segment) {
        return Ok(encode(trimmed));
    }
    Err(Error::new(Code::Misconfigured, format!("expected the path of a group, found {path:?}")))
}

/// A user's name as one segment. Users are in no group, so a path of several parts is no user's, and there was no such group.
pub fn user(name: &str) -> Result<String, Error> {
    let trimmed = name.trim().trim_matches('/');
    match is_segment(trimmed) {
        true => Ok(encode(trimmed)),
        false => {
            Err(Error::new(Code::NotFound, format!("expected a group that the token sees, found none at {name:?}")))
        }
    }
}

/// A project's number: names of projects change, and proxies decode the slash in them.
pub fn id(repository_id: &str) -> Result<String, Error> {
    match is_segment(repository_id) {
        true => Ok(encode(repository_id)),
        false => Err(Error::new(Code::Internal, "expected the id of a project, found none")),
    }
}

/// Version 4 is the only one since GitLab 11.
const API: &str = "/api/v4";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_api_is_found_from_what_people_type() {
        for (typed, root, because) in [
            ("https://gitlab.com", "https://gitlab.com/api/v4", "the address of the pages"),
            (" https://www.GitLab.com/ ", "https://gitlab.com/api/v4", "with www, capitals and blanks"),
            ("https://gitlab.com/octo-org", "https://gitlab.com/api/v4", "a group's page"),
            ("https://gitlab.com/api/v4/", "https://gitlab.com/api/v4", "already the API"),
            ("https://git.example.com", "https://git.example.com/api/v4", "self-managed"),
            ("https://git.example.com:8443/", "https://git.example.com:8443/api/v4", "on a port"),
            ("https://git.example.com:443", "https://git.example.com/api/v4", "on the usual port"),
            ("https://git.example.com/gitlab/", "https://git.example.com/gitlab/api/v4", "below a relative root"),
            ("https://git.example.com/gitlab/api/v4", "https://git.example.com/gitlab/api/v4", "its API"),
            ("https://git.example.com/Tools/GitLab", "https://git.example.com/Tools/GitLab/api/v4", "in capitals"),
            ("https://notgitlab.com/gitlab.com", "https://notgitlab.com/gitlab.com/api/v4", "not gitlab.com"),
            ("http://127.0.0.1:4010", "http://127.0.0.1:4010/api/v4", "a test on this machine"),
        ] {
            assert_eq!(api_root(typed).as_deref(), Ok(root), "{because}");
        }
    }

    #[test]
    fn addresses_that_cannot_work_are_refused() {
        for typed in
            ["", "gitlab.com", "ftp://gitlab.com", "https://me:pw@gitlab.com", "https://h/?x", "https://h/../x"]
        {
            assert_eq!(api_root(typed).unwrap_err().code, Code::Misconfigured, "{typed}");
        }
    }

    #[test]
    fn paths_are_one_segment_each() {
        for (path, expected) in [
            ("octo-org/payments", "octo-org%2Fpayments"),
            (" /octo-org/billing/payments/ ", "octo-org%2Fbilling%2Fpayments"),
            ("octo-org/a b#1", "octo-org%2Fa%20b%231"),
            ("4711", "4711"),
        ] {
            assert_eq!(project(path).as_deref(), Ok(expected));
        }
        for path in ["payments", "../user", "octo-org/..", "octo-org//x", "/", "", "a\\b/c"] {
            assert_eq!(project(path).unwrap_err().code, Code::Misconfigured, "{path}");
        }
        assert_eq!(group("octo-org/billing/").as_deref(), Ok("octo-org%2Fbilling"));
        for path in ["", "/", "a//b", "a/../b"] {
            assert_eq!(group(path).unwrap_err().code, Code::Misconfigured, "{path}");
        }
        assert_eq!(user("dev1").as_deref(), Ok("dev1"));
        assert_eq!(user("octo-org/billing").unwrap_err().code, Code::NotFound);
        assert_eq!(id("4711").as_deref(), Ok("4711"));
        assert_eq!(id("").unwrap_err().code, Code::Internal);
    }
}
