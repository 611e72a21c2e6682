//! From GitHub's words to the model's: pure, and every value that it makes is valid.

use crate::error::{Code, Error};
use crate::host::field::{address, authorship, commit_id, missing, person, present, signed_authorship};
use crate::lenient::Moment;
use crate::model::{self, Authorship};
use crate::text::Text;

use super::wire;

/// A branch of a list.
///
/// # Errors
/// `malformed` without a name.
pub fn branch(wire: wire::Branch<'_>, repository_id: Option<&str>) -> Result<model::Branch, Error> {
    Ok(model::Branch {
        repository_id: repository_id.map(str::to_owned),
        name: present(wire.name).ok_or_else(|| missing("name", "a branch's name"))?,
        head: wire.commit.and_then(|commit| commit_id(commit.sha)),
        ..model::Branch::default()
    })
}

/// A commit of a list.
///
/// # Errors
/// `malformed` without an id.
pub fn commit(wire: wire::Commit<'_>, repository_id: Option<&str>) -> Result<model::Commit, Error> {
    let git = wire.commit.unwrap_or_default();
    let account = wire.author.0.and_then(|account| account.login);
    let author = git.author.0.unwrap_or_default();
    let committer = git.committer.unwrap_or_default();
    let verified = git.verification.0.is_some_and(|verification| verification.verified == Some(true));
    Ok(model::Commit {
        repository_id: repository_id.map(str::to_owned),
        sha: commit_id(wire.sha).ok_or_else(|| missing("sha", "a commit's id"))?,
        message: git.message.0.map(Text::into_string).unwrap_or_default(),
        author: person(account, author.name.0.clone()),
        authored_at: author.date.0,
        committed_at: committer.date.0,
        parents: wire.parents.map(|parents| parents.into_iter().filter_map(|parent| commit_id(parent.sha)).collect()),
        url: address(wire.html_url.0),
        issue_keys: Vec::new(),
        authorship: signed_authorship(author.name.0, author.email.0, committer.email.0, verified),
    })
}

/// A commit of a push. Its `timestamp` is the committer's; where the author's is not told, as in older deliveries, it stands
/// for both until sync reads the commit again, which every push asks it to.
///
/// # Errors
/// `malformed` without an id.
pub fn push_commit(wire: wire::PushCommit<'_>, repository_id: Option<&str>) -> Result<model::Commit, Error> {
    let author = wire.author.unwrap_or_default();
    let committed = wire.committer.map(|committer| committer.date).unwrap_or_default();
    Ok(model::Commit {
        repository_id: repository_id.map(str::to_owned),
        sha: commit_id(wire.id).ok_or_else(|| missing("id", "a commit's id"))?,
        message: wire.message.map(Text::into_string).unwrap_or_default(),
        author: person(author.username.0, author.name.0.clone()),
        authored_at: first(author.date, wire.timestamp),
        committed_at: first(committed, wire.timestamp),
        parents: None,
        url: address(wire.url),
        issue_keys: Vec::new(),
        authorship: Authorship {
            pushed_before: wire.distinct == Some(false),
            ..authorship(author.name.0, author.email.0)
        },
    })
}

fn first(exact: Moment, other: Moment) -> Option<crate::time::Timestamp> {
    exact.0.or(other.0)
}

/// A pull request, from a list or from a delivery. `repository_id` is what the caller knows of where it belongs.
///
/// # Errors
/// `malformed` without a number.
pub fn pull_request(wire: wire::PullRequest<'_>, repository_id: Option<&str>) -> Result<model::PullRequest, Error> {
    let state = state(&wire);
    let user = wire.user.0.filter(|user| !is_ghost(user)).unwrap_or_default();
    let base = wire.base.unwrap_or_default();
    let base_id = base.repo.and_then(|repository| repository.id.0);
    Ok(model::PullRequest {
        repository_id: repository_id.map(str::to_owned).or(base_id),
        id: wire.id.0,
        number: wire.number.ok_or_else(|| missing("number", "a pull request's number"))?,
        title: wire.title.0.map(Text::into_string).unwrap_or_default(),
        description: wire.body.0.map(Text::into_string).filter(|text| !text.is_empty()),
        state,
        source_branch: wire.head.0.and_then(|head| present(head.reference)),
        target_branch: present(base.reference),
        author: person(user.login, None),
        author_id: user.id.0,
        created_at: wire.created_at.0,
        updated_at: wire.updated_at.0,
        merged_at: wire.merged_at.0,
        closed_at: wire.closed_at.0,
        url: address(wire.html_url.0),
        issue_keys: Vec::new(),
    })
}

/// In place of deleted accounts, REST shows this one: <https://github.com/ghost>. GraphQL and webhooks show none.
fn is_ghost(user: &wire::User<'_>) -> bool {
    user.login.as_ref().is_some_and(|login| login.0.trim().eq_ignore_ascii_case("ghost"))
}

/// GitHub knows open and closed; lists tell a merge by its time only. A draft that was closed is closed.
fn state(wire: &wire::PullRequest<'_>) -> model::State {
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
pub fn repository(wire: wire::Repository<'_>) -> Result<model::Repository, Error> {
    let owner = wire.owner.unwrap_or_default();
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

/// The account's name. That of an installation is the account that the App is installed on, which owns all that it sees.
///
/// # Errors
/// `malformed` without one, `not_found` when the installation sees nothing.
pub fn account(wire: wire::Holder<'_>) -> Result<String, Error> {
    let Some(repositories) = wire.repositories.filter(|_| wire.login.is_none()) else {
        return present(wire.login).ok_or_else(|| missing("login", "an account's name"));
    };
    let mut owners = repositories.into_iter().flatten().filter_map(|repository| repository.owner);
    let owner = owners.find_map(|owner| present(owner.login));
    owner.ok_or_else(|| Error::new(Code::NotFound, "the installation of the App has no repository"))
}
