//! The address that an administrator typed, and which links of a host's answers may be followed.

use crate::error::{Code, Error};
use crate::http::origin;

/// An address as it was typed, taken apart.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Typed {
    /// Scheme, host and port in lower case, without the scheme's own port.
    pub origin: String,
    /// The path as it was typed, without a slash at its end.
    pub path: String,
}

/// Takes the address of a connection apart. Plain HTTP is taken as it is; only tests on the same machine use it.
///
/// # Errors
/// `misconfigured` when it is no address, or one with a user, a query, or `.` and `..` in its path.
pub fn typed(base_url: &str, example: &str) -> Result<Typed, Error> {
    let typed = base_url.trim().trim_end_matches('/');
    let origin = origin(typed).filter(|_| !typed.contains(['?', '#', '\\', ' ']) && !typed.contains(char::is_control));
    let Some(origin) = origin else {
        let sentence = format!("expected an address such as {example}, found something else");
        return Err(Error::new(Code::Misconfigured, sentence));
    };
    // The path as it was typed; the origin may be shorter than what was typed before it, by the scheme's port.
    let path = typed.split_once("://").and_then(|(_, rest)| rest.find('/').and_then(|at| rest.get(at..))).unwrap_or("");
    if path.split('/').any(|segment| segment == "." || segment == "..") {
        return Err(Error::new(Code::Misconfigured, "expected an address without . and .. in its path"));
    }
    Ok(Typed { origin, path: path.to_owned() })
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

/// Whether a text can be one segment of a path.
pub fn is_segment(text: &str) -> bool {
    !matches!(text, "" | "." | "..") && !text.contains(['/', '\\']) && !text.contains(char::is_control)
}

#[cfg(test)]
mod tests {
    use super::*;

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
}
