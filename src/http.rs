//! Requests and responses as values, and what their headers say: links, limits, waiting times.

use serde::{Deserialize, Serialize};

use crate::error::{Code, Error};
use crate::time::Timestamp;

/// One header of a request, a response or a delivery. Names are compared without case.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Header {
    /// Its name.
    pub name: String,
    /// Its value.
    pub value: String,
}

/// Headers in the order they came.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Headers(pub Vec<Header>);

impl Headers {
    /// The first value of a header, whatever the case of its name.
    pub fn get(&self, name: &str) -> Option<&str> {
        self.0.iter().find(|header| header.name.eq_ignore_ascii_case(name)).map(|header| header.value.as_str())
    }

    /// The first value of a header as a whole number.
    pub fn number(&self, name: &str) -> Option<i64> {
        self.get(name)?.trim().parse().ok()
    }
}

impl<N: Into<String>, V: Into<String>> FromIterator<(N, V)> for Headers {
    fn from_iter<I: IntoIterator<Item = (N, V)>>(pairs: I) -> Headers {
        Headers(pairs.into_iter().map(|(name, value)| Header { name: name.into(), value: value.into() }).collect())
    }
}

/// A request for Java to send. It says which credential goes into which header; the credential itself is never here.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Request {
    /// `GET`; other methods are only for endpoints that say so.
    pub method: String,
    /// The whole address.
    pub url: String,
    /// Headers without a secret.
    pub headers: Headers,
    /// The credential that goes into a header, if any.
    pub credential: Option<Placement>,
    /// The body, for endpoints that take one: JSON.
    pub body: Option<String>,
}

/// Where a credential goes: header `name` gets `prefix` and then the credential.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Placement {
    /// Which credential of the connection, as in the host's description: `token`.
    pub credential: String,
    /// The header's name.
    pub header: String,
    /// What stands before the credential, such as `Bearer `.
    pub prefix: String,
    /// For HTTP Basic (RFC 7617): the user name, which may be empty; `user:credential` then stands in base64.
    pub user: Option<String>,
}

/// The answer to a request, as it came.
#[derive(Clone, Debug)]
pub struct Response<'a> {
    /// The status, or 0 when there was no answer at all.
    pub status: u16,
    /// The headers.
    pub headers: &'a Headers,
    /// The body, decompressed.
    pub body: &'a [u8],
}

/// How fast the host lets us go.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Pace {
    /// Requests per window.
    pub limit: Option<i64>,
    /// Requests left in this window.
    pub remaining: Option<i64>,
    /// When the window ends.
    pub resets_at: Option<Timestamp>,
    /// How long to wait before the next request, in milliseconds, if the host said so or a limit is reached.
    pub wait_ms: Option<i64>,
}

/// The target of `rel="next"` in the Link headers (RFC 8288).
///
/// # Errors
/// [`Code::Malformed`] when a header is not a list of links.
pub fn next_link(headers: &Headers) -> Result<Option<String>, Error> {
    for header in headers.0.iter().filter(|header| header.name.eq_ignore_ascii_case("link")) {
        for link in unquoted(&header.value, ',').map(str::trim).filter(|link| !link.is_empty()) {
            let Some(inner) = link.strip_prefix('<') else {
                let found = link.chars().next().unwrap_or(' ');
                let sentence = format!("expected \"<\" at the start of a Link header, found {found:?}");
                return Err(Error::new(Code::Malformed, sentence));
            };
            let Some((target, parameters)) = inner.split_once('>') else {
                let sentence = "expected \">\" behind the address in a Link header, found its end";
                return Err(Error::new(Code::Malformed, sentence));
            };
            let is_next =
                unquoted(parameters, ';').filter_map(|parameter| parameter.split_once('=')).any(|(name, value)| {
                    name.trim().eq_ignore_ascii_case("rel")
                        && value
                            .trim()
                            .trim_matches('"')
                            .split_ascii_whitespace()
                            .any(|rel| rel.eq_ignore_ascii_case("next"))
                });
            if is_next {
                return Ok(Some(target.to_owned()));
            }
        }
    }
    Ok(None)
}

/// Splits a text where a separator stands neither in quotes nor in an address.
fn unquoted(text: &str, separator: char) -> impl Iterator<Item = &str> {
    let (mut quoted, mut in_address) = (false, false);
    text.split(move |character| {
        match character {
            '"' if !in_address => quoted = !quoted,
            '<' if !quoted => in_address = true,
            '>' if !quoted => in_address = false,
            _ => {}
        }
        character == separator && !quoted && !in_address
    })
}

/// The waiting time of `Retry-After`: seconds or an HTTP date (RFC 9110, section 10.2.3), in milliseconds.
///
/// A date needs `now`; without it, it is measured against the response's own `Date`.
pub fn retry_after_ms(headers: &Headers, now: Option<Timestamp>) -> Option<i64> {
    let text = headers.get("retry-after")?.trim();
    if let Ok(seconds) = text.parse::<i64>() {
        return Some(seconds.clamp(0, LONGEST_WAIT_MS / 1000) * 1000);
    }
    let until = Timestamp::parse_http(text)?;
    let now = now.or_else(|| headers.get("date").and_then(Timestamp::parse_http))?;
    Some((until.0 - now.0).clamp(0, LONGEST_WAIT_MS))
}

/// The scheme, host and port of an address in lower case, with the port of the scheme left out: what credentials are bound to.
pub fn origin(url: &str) -> Option<String> {
    let (scheme, rest) = url.split_once("://")?;
    let scheme = scheme.to_ascii_lowercase();
    let authority = rest.split(['/', '?', '#']).next()?;
    if authority.is_empty() || authority.contains(['@', '\\', ' ']) {
        return None;
    }
    let authority = authority.to_ascii_lowercase();
    let default = match scheme.as_str() {
        "https" => ":443",
        "http" => ":80",
        _ => return None,
    };
    Some(format!("{scheme}://{}", authority.strip_suffix(default).unwrap_or(&authority)))
}

/// Percent-encodes everything but RFC 3986's unreserved characters, for one path segment or query value.
pub fn encode(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for byte in text.bytes() {
        match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' => out.push(char::from(byte)),
            other => {
                out.push('%');
                out.push_str(&format!("{other:02X}"));
            }
        }
    }
    out
}

/// No host may make us wait longer than this: a day.
const LONGEST_WAIT_MS: i64 = 86_400_000;

#[cfg(test)]
mod tests {
    use super::*;

    fn link(value: &str) -> Headers {
        [("Link", value)].into_iter().collect()
    }

    #[test]
    fn the_next_link_is_found_among_others() {
        for (value, expected, because) in [
            (
                r#"<https://h/a?page=2>; rel="next", <https://h/a?page=9>; rel="last""#,
                Some("https://h/a?page=2"),
                "GitHub",
            ),
            (
                r#"<https://h/a?x=1,2>; rel="prev", <https://h/b?x=3,4>; rel=next"#,
                Some("https://h/b?x=3,4"),
                "commas inside, no quotes",
            ),
            (r#"<https://h/a>; title="x, rel=next"; rel="last""#, None, "a quoted comma"),
            (r#"<https://h/a>; title="x; rel=next"; rel="last""#, None, "a quoted semicolon"),
            (r#"<https://h/a"b>; rel="prev", <https://h/c>; rel="next""#, Some("https://h/c"), "a quote in an address"),
            (r#"<https://h/a>; rel="next prefetch""#, Some("https://h/a"), "several relations"),
            ("", None, "empty"),
        ] {
            assert_eq!(next_link(&link(value)).unwrap().as_deref(), expected, "{because}");
        }
        assert_eq!(next_link(&Headers::default()).unwrap(), None);
        let two: Headers =
            [("Link", "<https://h/a>; rel=prev"), ("link", "<https://h/b>; rel=next")].into_iter().collect();
        assert_eq!(next_link(&two).unwrap().as_deref(), Some("https://h/b"), "a header of its own each");
    }

    #[test]
    fn a_broken_link_header_says_what_was_expected() {
        assert_eq!(
            next_link(&link("https://h/a; rel=next")).unwrap_err().to_string(),
            "expected \"<\" at the start of a Link header, found 'h'"
        );
    }

    #[test]
    fn retry_after_is_seconds_or_a_date() {
        let now = Timestamp::parse("2026-10-21T07:28:00Z");
        let headers = |value: &str| -> Headers { [("Retry-After", value)].into_iter().collect() };
        assert_eq!(retry_after_ms(&headers("8"), now), Some(8_000));
        assert_eq!(retry_after_ms(&headers("Wed, 21 Oct 2026 07:28:08 GMT"), now), Some(8_000));
        assert_eq!(retry_after_ms(&headers("99999999"), now), Some(86_400_000));
        assert_eq!(retry_after_ms(&headers("soon"), now), None);
    }

    #[test]
    fn origins_are_compared_without_default_ports_and_refuse_user_names() {
        assert_eq!(origin("HTTPS://API.github.com:443/x").as_deref(), Some("https://api.github.com"));
        assert_eq!(origin("http://127.0.0.1:4010/x").as_deref(), Some("http://127.0.0.1:4010"));
        assert_eq!(origin("https://me@evil.example/x"), None);
        assert_eq!(origin("ftp://h/x"), None);
    }

    #[test]
    fn everything_but_unreserved_characters_is_encoded() {
        assert_eq!(encode("feature/ä#1 %"), "feature%2F%C3%A4%231%20%25");
    }
}
