//! Where GitHub's API is for a connection's address, and which links of its answers may be followed.

use crate::error::{Code, Error};
use crate::http::{encode, origin};

/// The API's root for the address of a connection, without a slash at its end.
///
/// github.com and data residency have an API host of their own, Enterprise Server a path:
/// <https://docs.github.com/en/enterprise-server@latest/rest/using-the-rest-api/getting-started-with-the-rest-api>.
/// Plain HTTP is taken as it is; only tests on the same machine use it.
pub fn api_root(base_url: &str) -> Result<String, Error> {
    let typed = base_url.trim().trim_end_matches('/');
    let origin = origin(typed).filter(|_| !typed.contains(['?', '#', '\\', ' ']) && !typed.contains(char::is_control));
    let Some(origin) = origin else {
        return Err(Error::new(
            Code::Misconfigured,
            "expected an address such as https://github.com, found something else",
        ));
    };
    // The path as it was typed; the origin may be shorter than what was typed before it, by the scheme's port.
    let path = typed.split_once("://").and_then(|(_, rest)| rest.find('/').and_then(|at| rest.get(at..))).unwrap_or("");
    let Some(server) = origin.strip_prefix("https://") else { return Ok(format!("{origin}{path}")) };
    if path.split('/').any(|segment| segment == "." || segment == "..") {
        return Err(Error::new(Code::Misconfigured, "expected an address without . and .. in its path"));
    }
    Ok(match server {
        "github.com" | "www.github.com" | "api.github.com" => "https://api.github.com".to_owned(),
        _ if path.ends_with("/api/v3") => format!("{origin}{path}"),
        _ if server.ends_with(".ghe.com") && server.starts_with("api.") => origin,
        _ if server.ends_with(".ghe.com") => format!("https://api.{server}"),
        _ => format!("{origin}{path}/api/v3"),
    })
}

/// A link of an answer as a whole address, when it stays inside of the API.
///
/// A credential goes along with the next request, so a link to another origin is refused, and so is one to the pages
/// for people on the same server. Without a root and an address that was asked, this cannot be checked.
pub fn followed(link: &str, root: Option<&str>, asked_url: Option<&str>) -> Result<String, Error> {
    let refused =
        |why: &str| Err(Error::new(Code::Redirected, why).with("link_origin", origin(link).unwrap_or_default()));
    let home = root.or(asked_url).and_then(origin);
    let whole = match (&home, link) {
        (_, "") => return refused("expected where to go on, found an empty link"),
        (Some(home), path) if path.starts_with('/') && !path.starts_with("//") => format!("{home}{path}"),
        (_, link) => link.to_owned(),
    };
    let Some(target) = origin(&whole).filter(|_| !whole.contains(['\\', ' ']) && !whole.contains(char::is_control))
    else {
        return refused("expected a link to the same server, found something else");
    };
    match (home, root) {
        (Some(home), _) if home != target => {
            refused("the answer leads to another server, where the credential must not go")
        }
        (_, Some(root)) if !below(&whole, root) => refused("the answer leads out of the API"),
        _ => Ok(whole),
    }
}

/// Whether an address lies below a root of the same origin, with no way out by `..`.
fn below(url: &str, root: &str) -> bool {
    let path_of = |url: &str| -> String {
        let rest = url.split_once("://").map_or("", |(_, rest)| rest);
        let path = rest.find('/').and_then(|at| rest.get(at..)).unwrap_or("/");
        path.split(['?', '#']).next().unwrap_or_default().to_owned()
    };
    let (path, root) = (path_of(url), path_of(root));
    let root = root.trim_end_matches('/');
    let climbs = path.to_ascii_lowercase().replace("%2e", ".").split('/').any(|segment| segment == "..");
    !climbs && path.strip_prefix(root).is_some_and(|rest| rest.starts_with('/'))
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

fn is_segment(text: &str) -> bool {
    !matches!(text, "" | "." | "..") && !text.contains(['/', '\\']) && !text.contains(char::is_control)
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
    fn only_links_inside_of_the_api_are_followed() {
        let (cloud, server) = ("https://api.github.com", "https://git.example.com/api/v3");
        for (link, root, followed_to, because) in [
            (
                "https://api.github.com/repositories/1/commits?page=2",
                cloud,
                Some("https://api.github.com/repositories/1/commits?page=2"),
                "another path",
            ),
            ("/repositories/1", cloud, Some("https://api.github.com/repositories/1"), "without a server"),
            ("https://API.github.com:443/user", cloud, Some("https://API.github.com:443/user"), "the same origin"),
            ("https://api.github.com.evil.example/x", cloud, None, "another server"),
            ("//evil.example/x", cloud, None, "another server, without a scheme"),
            ("https://api.github.com@evil.example/x", cloud, None, "a user name that looks like the server"),
            ("http://api.github.com/x", cloud, None, "without TLS"),
            (
                "https://git.example.com/api/v3/repositories/1",
                server,
                Some("https://git.example.com/api/v3/repositories/1"),
                "below the root",
            ),
            ("https://git.example.com/login?return_to=x", server, None, "a page for people"),
            ("https://git.example.com/api/v3/../../login", server, None, "up and away"),
            ("https://git.example.com/api/v3/%2e%2E/login", server, None, "up and away, encoded"),
            ("https://git.example.com/api/v30", server, None, "begins alike"),
            ("", cloud, None, "nothing"),
        ] {
            assert_eq!(followed(link, Some(root), None).ok().as_deref(), followed_to, "{because}");
        }
    }

    #[test]
    fn without_a_root_the_address_that_was_asked_counts() {
        let asked = Some("https://api.github.com/repos/octo-org/payments");
        assert!(followed("https://api.github.com/repositories/1", None, asked).is_ok());
        assert_eq!(followed("https://evil.example/", None, asked).unwrap_err().code, Code::Redirected);
        assert!(followed("https://anywhere.example/", None, None).is_ok());
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
