//! From Gitea's words to the model's: pure, and every value that it makes is valid.

use crate::error::Error;
use crate::host::field::{address, authorship, commit_id, missing, person, present, signed_authorship};
use crate::model;
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
        head: wire.commit.and_then(|commit| commit_id(commit.id)),
        ..model::Branch::default()
    })
}

/// A commit of a list.
///
/// # Errors
/// `malformed` without an id.
pub fn commit(wire: wire::Commit<'_>, repository_id: Option<&str>) -> Result<model::Commit, Error> {
    let git = wire.commit.unwrap_or_default();
    let account = known(wire.author.0.unwrap_or_default());
    let author = git.author.0.unwrap_or_default();
    let committer = git.committer.unwrap_or_default();
    let verified = git.verification.0.is_some_and(|verification| verification.verified == Some(true));
    Ok(model::Commit {
        repository_id: repository_id.map(str::to_owned),
        sha: commit_id(wire.sha).ok_or_else(|| missing("sha", "a commit's id"))?,
        message: git.message.0.map(Text::into_string).unwrap_or_default(),
        author: person(account.login, author.name.0.clone()),
        authored_at: author.date.0,
        committed_at: committer.date.0,
        parents: wire.parents.map(|parents| parents.into_iter().filter_map(|parent| commit_id(parent.sha)).collect()),
        url: address(wire.html_url.0),
        issue_keys: Vec::new(),
        authorship: signed_authorship(author.name.0, author.email.0, committer.email.0, verified),
    })
}

/// A commit of a push. Its one time is the author's; it stands for both until sync reads the commit again, which every push
/// asks it to.
///
/// # Errors
/// `malformed` without an id.
pub fn push_commit(wire: wire::PushCommit<'_>, repository_id: Option<&str>) -> Result<model::Commit, Error> {
    let author = wire.author.unwrap_or_default();
    Ok(model::Commit {
        repository_id: repository_id.map(str::to_owned),
        sha: commit_id(wire.id).ok_or_else(|| missing("id", "a commit's id"))?,
        message: wire.message.map(Text::into_string).unwrap_or_default(),
        author: person(author.username.0, author.name.0.clone()),
        authored_at: wire.timestamp.0,
        committed_at: wire.timestamp.0,
        parents: None,
        url: address(wire.url),
        issue_keys: Vec::new(),
        authorship: authorship(author.name.0, author.email.0),
    })
}

/// A pull request, from a list or from a delivery. `repository_id` is what the caller knows of where it belongs.
///
/// # Errors
/// `malformed` without a number.
pub fn pull_request(wire: wire::PullRequest<'_>, repository_id: Option<&str>) -> Result<model::PullRequest, Error> {
    let state = state(&wire);
    let user = known(wire.user.0.unwrap_or_default());
    let head = wire.head.0.unwrap_or_default();
    let base = wire.base.unwrap_or_default();
    let base_id = base.repo_id.0.clone().filter(|id| !is_gone(id));
    Ok(model::PullRequest {
        repository_id: repository_id.map(str::to_owned).or(base_id),
        id: wire.id.0,
        number: wire.number.ok_or_else(|| missing("number", "a pull request's number"))?,
        title: wire.title.0.map(Text::into_string).unwrap_or_default(),
        description: wire.body.0.map(Text::into_string),
        state,
        source_branch: branch_name(head),
        target_branch: branch_name(base),
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

/// The branch at one end of a pull request. The reference is another than the branch's once the branch is gone.
fn branch_name(end: wire::End<'_>) -> Option<String> {
    let is_branch = |name: &String| !name.starts_with("refs/");
    present(end.reference).filter(is_branch).or_else(|| present(end.label).filter(is_branch))
}

/// Open and closed, and a flag for what was merged. A draft that was closed is closed.
fn state(wire: &wire::PullRequest<'_>) -> model::State {
    let is_open = wire.state.as_ref().is_none_or(|state| !state.0.eq_ignore_ascii_case("closed"));
    let is_draft = wire.draft.unwrap_or_else(|| wire.title.0.as_ref().is_some_and(|title| is_in_progress(&title.0)));
    match (wire.merged == Some(true) || wire.merged_at.0.is_some(), is_open, is_draft) {
        (true, _, _) => model::State::Merged,
        (false, false, _) => model::State::Closed,
        (false, true, true) => model::State::Draft,
        (false, true, false) => model::State::Open,
    }
}

/// Whether a title says that it is a draft, as servers decide unless they were set up otherwise:
/// `WORK_IN_PROGRESS_PREFIXES` in <https://docs.gitea.com/administration/config-cheat-sheet>.
fn is_in_progress(title: &str) -> bool {
    ["WIP:", "[WIP]"]
        .iter()
        .any(|prefix| title.get(..prefix.len()).is_some_and(|start| start.eq_ignore_ascii_case(prefix)))
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
        (Some(name), None) => match present(owner.login) {
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
pub fn account(wire: wire::User<'_>) -> Result<String, Error> {
    present(wire.login).ok_or_else(|| missing("login", "an account's name"))
}

/// An account that exists: a ghost stands in place of one that was deleted.
fn known(user: wire::User<'_>) -> wire::User<'_> {
    if user.id.0.as_deref().is_some_and(is_gone) { wire::User::default() } else { user }
}

/// Whether an id says that the thing is not there any more.
fn is_gone(id: &str) -> bool {
    id.starts_with('-')
}
