//! From GitHub's words to the model's: pure, and every value that it makes is valid.

use crate::error::{Code, Error};
use crate::lenient::{Moment, Nv};
use crate::model;
use crate::text::Text;

use super::wire;

/// A branch of a list.
///
/// # Errors
/// `malformed` without a name.
pub fn branch(wire: wire::Branch, repository_id: Option<&str>) -> Result<model::Branch, Error> {
    Ok(model::Branch {
        repository_id: repository_id.map(str::to_owned),
        name: present(wire.name).ok_or_else(|| missing("name", "a branch's name"))?,
        head: wire.commit.and_then(|commit| commit_id(commit.0.sha)),
        ..model::Branch::default()
    })
}

/// A commit of a list.
///
/// # Errors
/// `malformed` without an id.
pub fn commit(wire: wire::Commit, repository_id: Option<&str>) -> Result<model::Commit, Error> {
    let git = wire.commit.map(|git| git.0).unwrap_or_default();
    let account = wire.author.and_then(|account| account.0.login);
    let author = git.author.map(|author| author.0).unwrap_or_default();
    Ok(model::Commit {
        repository_id: repository_id.map(str::to_owned),
        sha: commit_id(wire.sha).ok_or_else(|| missing("sha", "a commit's id"))?,
        message: git.message.map(|text| text.0).unwrap_or_default(),
        author: person(account, author.name),
        authored_at: author.date.0,
        committed_at: git.committer.and_then(|committer| committer.0.date.0),
        parents: wire.parents.map(|parents| parents.into_iter().filter_map(|parent| commit_id(parent.0.sha)).collect()),
        url: address(wire.html_url),
        issue_keys: Vec::new(),
    })
}

/// A commit of a push. Its `timestamp` is the committer's; where the author's is not told, as in older deliveries, it stands
/// for both until sync reads the commit again, which every push asks it to.
///
/// # Errors
/// `malformed` without an id.
pub fn push_commit(wire: wire::PushCommit, repository_id: Option<&str>) -> Result<model::Commit, Error> {
    let author = wire.author.map(|author| author.0).unwrap_or_default();
    let committed = wire.committer.map(|committer| committer.0.date).unwrap_or_default();
    Ok(model::Commit {
        repository_id: repository_id.map(str::to_owned),
        sha: commit_id(wire.id).ok_or_else(|| missing("id", "a commit's id"))?,
        message: wire.message.map(|text| text.0).unwrap_or_default(),
        author: person(author.username, author.name),
        authored_at: first(author.date, wire.timestamp),
        committed_at: first(committed, wire.timestamp),
        parents: None,
        url: address(wire.url),
        issue_keys: Vec::new(),
    })
}

fn first(exact: Moment, other: Moment) -> Option<crate::time::Timestamp> {
    exact.0.or(other.0)
}

/// A pull request, from a list or from a delivery. `repository_id` is what the caller knows of where it belongs.
///
/// # Errors
/// `malformed` without a number.
pub fn pull_request(wire: wire::PullRequest, repository_id: Option<&str>) -> Result<model::PullRequest, Error> {
    let state = state(&wire);
    let user = wire.user.map(|user| user.0).unwrap_or_default();
    let base = wire.base.map(|base| base.0).unwrap_or_default();
    let base_id = base.repo.and_then(|repository| repository.0.id.0);
    Ok(model::PullRequest {
        repository_id: repository_id.map(str::to_owned).or(base_id),
        id: wire.id.0,
        number: wire.number.ok_or_else(|| missing("number", "a pull request's number"))?,
        title: wire.title.map(|text| text.0).unwrap_or_default(),
        description: wire.body.map(|text| text.0),
        state,
        source_branch: wire.head.and_then(|head| present(head.0.reference)),
        target_branch: present(base.reference),
        author: person(user.login, None),
        author_id: user.id.0,
        created_at: wire.created_at.0,
        updated_at: wire.updated_at.0,
        merged_at: wire.merged_at.0,
        closed_at: wire.closed_at.0,
        url: address(wire.html_url),
        issue_keys: Vec::new(),
    })
}

/// GitHub knows open and closed; lists tell a merge by its time only. A draft that was closed is closed.
fn state(wire: &wire::PullRequest) -> model::State {
    let is_open = wire.state.as_ref().is_none_or(|state| !state.0.eq_ignore_ascii_case("closed"));
    match (wire.merged == Some(true) || wire.merged_at.0.is_some(), is_open, wire.draft) {
        (true, _, _) => model::State::Merged,
        (false, false, _) => model::State::Closed,
        (false, true, Some(true)) => model::State::Draft,
        (false, true, _) => model::State::Open,
    }
}

/// A repository.
///
/// # Errors
/// `malformed` without an id or any name.
pub fn repository(wire: wire::Repository) -> Result<model::Repository, Error> {
    let owner = wire.owner.map(|owner| owner.0).unwrap_or_default();
    let (name, full_name) = match (present(wire.name), present(wire.full_name)) {
        (Some(name), Some(full_name)) => (name, full_name),
        (None, Some(full_name)) => (full_name.rsplit('/').next().unwrap_or_default().to_owned(), full_name),
        (Some(name), None) => match present(owner.login).or_else(|| present(owner.name)) {
            Some(login) => (name.clone(), format!("{login}/{name}")),
            None => return Err(missing("full_name", "a repository's path")),
        },
        (None, None) => return Err(missing("full_name", "a repository's path")),
    };
    Ok(model::Repository {
        id: wire.id.0.ok_or_else(|| missing("id", "a repository's id"))?,
        name,
        full_name,
        owner_id: owner.id.0,
        url: address(wire.html_url),
        default_branch: present(wire.default_branch),
    })
}

/// The account's name.
///
/// # Errors
/// `malformed` without one.
pub fn account(wire: wire::User) -> Result<String, Error> {
    present(wire.login).ok_or_else(|| missing("login", "an account's name"))
}

/// The branch that a full reference names, if it names one. Only the first `refs/heads/` is not part of the name.
pub fn branch_of(reference: &str) -> Option<&str> {
    match reference.strip_prefix("refs/heads/") {
        Some(name) => (!name.is_empty()).then_some(name),
        None => (!reference.is_empty() && !reference.starts_with("refs/")).then_some(reference),
    }
}

/// A commit's id; all zeros, of whatever length, mean that there is none.
///
/// GitHub's ids are 40 or 64 hex digits. Recorded deliveries with other words in their place are read as well, but
/// nothing that could be mistaken for an option, a path or markup.
pub fn commit_id(text: Option<Text>) -> Option<String> {
    let id = text?.0;
    let is_id = !id.is_empty()
        && id.len() <= 64
        && id.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
        && !id.starts_with('-')
        && !is_zero(&id);
    is_id.then_some(id)
}

/// Whether an id says "no commit": zeros, as many as the repository's ids are long.
pub fn is_zero(id: &str) -> bool {
    !id.is_empty() && id.bytes().all(|byte| byte == b'0')
}

/// The host's user name where it is known, else the name of the Git metadata; never something with an e-mail address in it.
fn person(account: Option<Text>, name: Option<Text>) -> Option<String> {
    let nameless = |name: &String| !holds_address(name);
    present(account).filter(nameless).or_else(|| present(name).filter(nameless))
}

/// Whether a text holds an e-mail address: an `@` with something on both sides.
fn holds_address(text: &str) -> bool {
    text.split(|c: char| c.is_whitespace() || "<>()[]\"',;:".contains(c))
        .any(|word| word.split_once('@').is_some_and(|(local, domain)| !local.is_empty() && !domain.is_empty()))
}

/// Where a browser finds something; addresses that a browser would run, not open, are left out.
fn address(text: Option<Text>) -> Option<String> {
    let url = present(text)?;
    let is_web = match url.split_once(':') {
        Some((scheme, _)) => scheme.eq_ignore_ascii_case("https") || scheme.eq_ignore_ascii_case("http"),
        None => true,
    };
    (is_web && !url.contains(char::is_whitespace) && !url.contains(char::is_control)).then_some(url)
}

/// A text that is not empty.
pub fn present(text: Option<Text>) -> Option<String> {
    let text = text?.0.trim().to_owned();
    (!text.is_empty()).then_some(text)
}

/// The inside of a nested value.
pub fn inner<T>(nested: Option<Nv<T>>) -> Option<T> {
    nested.map(|Nv(inside)| inside)
}

fn missing(field: &str, what: &str) -> Error {
    Error::new(Code::Malformed, format!("expected {what}, found none")).within(field)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(text: &str) -> Option<Text> {
        Some(Text(text.to_owned()))
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
