//! Where Gerrit is for a connection's address, and how its paths and queries are made.

use crate::error::{Code, Error};
use crate::host::address::{Typed, typed};
use crate::http::encode;

/// The address of the pages for people, without a slash at its end. Gerrit may stand behind a path.
pub fn web_root(base_url: &str) -> Result<String, Error> {
    let Typed { origin, path } = typed(base_url, "https://gerrit.example.com")?;
    let path = path.strip_suffix(AUTHENTICATED).unwrap_or(&path);
    Ok(format!("{origin}{}", path.trim_end_matches('/')))
}

/// The API's root: below `/a`, requests are made as the account, not anonymously
/// (<https://gerrit-review.googlesource.com/Documentation/rest-api.html#authentication>).
pub fn api_root(base_url: &str) -> Result<String, Error> {
    Ok(format!("{}{AUTHENTICATED}", web_root(base_url)?))
}

/// A project's name as one segment of a path.
pub fn segment(project: &str) -> Result<String, Error> {
    is_project(project).then(|| encode(project)).ok_or_else(|| no_project(project))
}

/// A project's name as people see it in an address: its slashes stay.
pub fn path(project: &str) -> String {
    project.split('/').map(encode).collect::<Vec<_>>().join("/")
}

/// A project's name in the language of queries
/// (<https://gerrit-review.googlesource.com/Documentation/user-search.html>).
///
/// A phrase stands in quotes or in braces; old servers know no escape for what ends it. A leading `^` starts a regular
/// expression.
pub fn phrase(project: &str) -> Result<String, Error> {
    let text = if project.starts_with('^') { format!("^{}", literal(project)) } else { project.to_owned() };
    match (is_project(project), text.contains(['"', '\\']), text.contains('}')) {
        (true, false, _) => Ok(format!("\"{text}\"")),
        (true, true, false) => Ok(format!("{{{text}}}")),
        _ => Err(no_project(project)),
    }
}

/// A regular expression that matches exactly this text; Gerrit's have some signs more than others
/// (<https://www.brics.dk/automaton/doc/dk/brics/automaton/RegExp.html>).
pub fn literal(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for character in text.chars() {
        if character.is_ascii() && !character.is_ascii_alphanumeric() && !"/_ ".contains(character) {
            out.push('\\');
        }
        out.push(character);
    }
    out
}

/// The path that an administrator typed, in front of projects or as one.
pub fn typed_path(path: &str) -> &str {
    path.trim().trim_matches('/')
}

fn is_project(name: &str) -> bool {
    !name.contains(char::is_control)
        && !name.contains('\\')
        && name.split('/').all(|part| !matches!(part, "" | "." | ".."))
}

fn no_project(found: &str) -> Error {
    Error::new(Code::Misconfigured, format!("expected the name of a project, found {found:?}"))
}

/// What stands between Gerrit's address and a path of the API that wants an account.
const AUTHENTICATED: &str = "/a";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_api_is_found_from_what_people_type() {
        for (typed, root, because) in [
            ("https://gerrit.example.com", "https://gerrit.example.com/a", "the address of the pages"),
            (" https://Gerrit.example.com:443/ ", "https://gerrit.example.com/a", "capitals, blanks, the usual port"),
            ("https://gerrit.example.com/a", "https://gerrit.example.com/a", "the address of the API"),
            ("https://gerrit.example.com/a/", "https://gerrit.example.com/a", "and with a slash"),
            ("https://example.com/r", "https://example.com/r/a", "behind a path"),
            ("https://example.com/code/r/a", "https://example.com/code/r/a", "the API behind a path"),
            ("https://example.com/beta", "https://example.com/beta/a", "a path that only ends with the letter"),
            ("http://127.0.0.1:8080", "http://127.0.0.1:8080/a", "a test on this machine"),
        ] {
            assert_eq!(api_root(typed).as_deref(), Ok(root), "{because}");
        }
        for typed in ["", "gerrit.example.com", "ssh://gerrit.example.com:29418", "https://h/../x", "https://h/?q=x"] {
            assert_eq!(api_root(typed).unwrap_err().code, Code::Misconfigured, "{typed}");
        }
    }

    #[test]
    fn a_project_is_one_segment_whatever_its_depth() {
        for (project, expected) in [
            ("payments", Some("payments")),
            ("octo-org/libs/money", Some("octo-org%2Flibs%2Fmoney")),
            ("octo-org/a.b c", Some("octo-org%2Fa.b%20c")),
            ("a+b&c'd#e", Some("a%2Bb%26c%27d%23e")),
            ("", None),
            ("/payments", None),
            ("octo-org//payments", None),
            ("octo-org/../payments", None),
            ("octo-org\\payments", None),
            ("pay\nments", None),
        ] {
            assert_eq!(segment(project).ok().as_deref(), expected, "{project:?}");
        }
        assert_eq!(path("octo-org/a.b c"), "octo-org/a.b%20c");
    }

    #[test]
    fn a_project_cannot_leave_its_place_in_a_query() {
        for (project, expected, because) in [
            ("octo-org/payments", Some(r#""octo-org/payments""#), "quoted"),
            ("a b OR status:open", Some(r#""a b OR status:open""#), "operators are words in quotes"),
            ("{br}", Some(r#""{br}""#), "braces are nothing in quotes"),
            (r#"q"uote"#, Some(r#"{q"uote}"#), "a quote is nothing in braces"),
            (r#"q"}uote"#, None, "no way to write both"),
            ("^odd", Some(r"{^\^odd}"), "a leading ^ is not meant as an expression"),
            ("^.*", Some(r"{^\^\.\*}"), "nor what follows it"),
            ("a/../b", None, "no project"),
        ] {
            assert_eq!(phrase(project).ok().as_deref(), expected, "{because}");
        }
    }

    #[test]
    fn an_expression_matches_what_it_was_made_of() {
        assert_eq!(literal("octo-org/a.b (c)~<d>"), r"octo\-org/a\.b \(c\)\~\<d\>");
        assert_eq!(literal("ümlaut_1"), "ümlaut_1");
    }
}
