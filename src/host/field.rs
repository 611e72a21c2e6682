//! From the texts of hosts to values that the model may hold: ids of commits, names of branches and people, addresses.

use crate::error::{Code, Error};
use crate::model::{Authorship, Commit};
use crate::text::{Text, ascii};

/// The branch that a full reference names, if it names one. Only the first `refs/heads/` is not part of the name.
pub fn branch_of(reference: &str) -> Option<&str> {
    match reference.strip_prefix("refs/heads/") {
        Some(name) => (!name.is_empty()).then_some(name),
        None => (!reference.is_empty() && !reference.starts_with("refs/")).then_some(reference),
    }
}

/// A commit's id; all zeros, of whatever length, mean that there is none.
///
/// Ids are 40 or 64 hex digits. Recorded deliveries with other words in their place are read as well, but nothing that
/// could be mistaken for an option, a path or markup.
pub fn commit_id(text: Option<Text<'_>>) -> Option<String> {
    let id = text?.0;
    let is_id = !id.is_empty()
        && id.len() <= 64
        && ascii::is_all(id.as_bytes(), |eight| {
            ascii::between(eight, b'0', b'9')
                | ascii::between(eight, b'A', b'Z')
                | ascii::between(eight, b'a', b'z')
                | ascii::between(eight, b'-', b'-')
        })
        && !id.starts_with('-')
        && !is_zero(&id);
    is_id.then(|| id.into_owned())
}

/// Whether an id says "no commit": zeros, as many as the repository's ids are long.
pub fn is_zero(id: &str) -> bool {
    !id.is_empty() && id.bytes().all(|byte| byte == b'0')
}

/// The host's user name where it is known, else the name of the Git metadata; never something with an e-mail address in it.
pub fn person(account: Option<Text<'_>>, name: Option<Text<'_>>) -> Option<String> {
    let nameless = |name: &String| !holds_address(name);
    present(account).filter(nameless).or_else(|| present(name).filter(nameless))
}

/// What Git says of a commit's author; whoever wrote the commit could write anything there.
pub fn authorship(name: Option<Text<'_>>, email: Option<Text<'_>>) -> Authorship {
    Authorship { name: present(name), email: present(email), ..Authorship::default() }
}

/// The same, with whether the host verified a signature. It proves who the committer is, so that it says something of an
/// author only where that is the same e-mail address.
pub fn signed_authorship(
    name: Option<Text<'_>>,
    email: Option<Text<'_>>,
    committer: Option<Text<'_>>,
    verified: bool,
) -> Authorship {
    let (author, same) = own_authorship(name, email, committer);
    Authorship { signed: verified && same, ..author }
}

/// The same for a host that tells only when asked apart whether it verified a signature.
pub fn authorship_signed_apart(
    name: Option<Text<'_>>,
    email: Option<Text<'_>>,
    committer: Option<Text<'_>>,
) -> Authorship {
    let (author, same) = own_authorship(name, email, committer);
    Authorship { signed_apart: same, ..author }
}

/// What Git says of the author, and whether the committer has the same address.
fn own_authorship(name: Option<Text<'_>>, email: Option<Text<'_>>, committer: Option<Text<'_>>) -> (Authorship, bool) {
    let author = authorship(name, email);
    let same =
        author.email.as_ref().zip(present(committer)).is_some_and(|(one, other)| one.eq_ignore_ascii_case(&other));
    (author, same)
}

/// Lets the account that pushed commits vouch for them.
pub fn pushed_by(commits: &mut [Commit], account: Option<Text<'_>>, email: Option<Text<'_>>) {
    let (account, email) = (present(account), present(email));
    for commit in commits {
        commit.authorship.account.clone_from(&account);
        commit.authorship.account_email.clone_from(&email);
    }
}

/// Whether a text holds an e-mail address: an `@` with something on both sides.
fn holds_address(text: &str) -> bool {
    text.contains('@')
        && text
            .split(|c: char| c.is_whitespace() || "<>()[]\"',;:".contains(c))
            .any(|word| word.split_once('@').is_some_and(|(local, domain)| !local.is_empty() && !domain.is_empty()))
}

/// Where a browser finds something; addresses that a browser would run, not open, are left out.
pub fn address(text: Option<Text<'_>>) -> Option<String> {
    let url = present(text)?;
    let is_web = url.starts_with("https://")
        || match url.split_once(':') {
            Some((scheme, _)) => scheme.eq_ignore_ascii_case("https") || scheme.eq_ignore_ascii_case("http"),
            None => true,
        };
    let is_whole = ascii::is_all(url.as_bytes(), |eight| ascii::between(eight, b'!', b'~'))
        || !url.contains(|c: char| c.is_whitespace() || c.is_control());
    (is_web && is_whole).then_some(url)
}

/// A text that is not empty.
pub fn present(text: Option<Text<'_>>) -> Option<String> {
    let text = text?.0;
    let trimmed = text.trim();
    match trimmed.len() {
        0 => None,
        length if length == text.len() => Some(text.into_owned()),
        _ => Some(trimmed.to_owned()),
    }
}

/// The error of a field that must be there and is not: `what` says what was expected.
pub fn missing(field: &str, what: &str) -> Error {
    Error::new(Code::Malformed, format!("expected {what}, found none")).within(field)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(text: &str) -> Option<Text<'_>> {
        Some(Text(text.into()))
    }

    #[test]
    fn an_author_is_never_an_email_address() {
        for (account, name, expected, because) in [
            (text("dev1"), text("Dev 1"), Some("dev1"), "the account is known"),
            (None, text("Dev 1"), Some("Dev 1"), "else the name of the Git metadata"),
            (text(""), text("Dev 1"), Some("Dev 1"), "an empty account is none"),
            (None, text("dev1@example.com"), None, "an address in place of a name"),
            (None, text("Dev 1 <dev1@example.com>"), None, "an address behind the name"),
            (None, text("(dev1@localhost)"), None, "in parentheses, without a dot"),
            (None, text("@dev1"), Some("@dev1"), "a handle is no address"),
            (None, text("Dev @ home"), Some("Dev @ home"), "an @ alone neither"),
            (text("dependabot[bot]"), None, Some("dependabot[bot]"), "bots have brackets"),
            (None, text("  "), None, "blanks are no name"),
        ] {
            assert_eq!(person(account, name).as_deref(), expected, "{because}");
        }
    }

    #[test]
    fn commit_ids_are_words_and_zeros_are_none() {
        let sha256 = "a".repeat(64);
        for (id, valid, because) in [
            ("6dcb09b5b57875f334f61aebed695e2e4193db5e", true, "SHA-1"),
            (sha256.as_str(), true, "SHA-256"),
            ("0000000000000000000000000000000000000000", false, "no commit"),
            (&"0".repeat(64), false, "no commit, SHA-256"),
            ("", false, "nothing"),
            ("--upload-pack", false, "an option"),
            ("../../x", false, "a path"),
            ("<b>", false, "markup"),
        ] {
            assert_eq!(commit_id(text(id)).is_some(), valid, "{because}");
        }
    }

    #[test]
    fn only_the_first_refs_heads_is_stripped() {
        for (reference, expected, because) in [
            ("refs/heads/main", Some("main"), "usual"),
            ("refs/heads/refs/heads/x", Some("refs/heads/x"), "a branch may be called so"),
            ("feature/refs/heads/x", Some("feature/refs/heads/x"), "already short"),
            ("refs/tags/v1", None, "a tag"),
            ("refs/heads/", None, "nothing left"),
        ] {
            assert_eq!(branch_of(reference), expected, "{because}");
        }
    }

    #[test]
    fn addresses_that_a_browser_would_run_are_left_out() {
        for (url, valid) in [
            ("https://github.com/octo-org/payments/commit/1", true),
            ("http://ghe.example.com/x", true),
            ("javascript:alert(1)", false),
            ("data:text/html,x", false),
            ("https://h/\nx", false),
        ] {
            assert_eq!(address(text(url)).is_some(), valid, "{url}");
        }
    }
}
