//! From Gerrit's words to the model's: pure, and every value that it makes is valid.

use crate::error::{Code, Error};
use crate::host::field::{address, authorship, commit_id, is_zero, missing, person, present, pushed_by};
use crate::lenient::Id;
use crate::model::{self, State};
use crate::text::Text;
use crate::time::Timestamp;

use super::address::path;
use super::{date, wire};

/// The account's name.
///
/// # Errors
/// `malformed` without any.
pub fn account(wire: wire::Account<'_>) -> Result<String, Error> {
    present(wire.username)
        .or_else(|| present(wire.name))
        .or(wire.id.0)
        .ok_or_else(|| missing("username", "an account's name"))
}

/// A project; Gerrit knows it by its name and has no other id. `key` is its name in a list.
///
/// # Errors
/// `malformed` without a name.
pub fn project(wire: wire::Project<'_>, key: Option<&str>, web_root: Option<&str>) -> Result<model::Repository, Error> {
    let name =
        key.map(str::to_owned).or_else(|| wire.name.map(Text::into_string)).filter(|name| !name.trim().is_empty());
    let name = name.ok_or_else(|| missing("name", "a project's name"))?;
    Ok(model::Repository {
        url: web_root.map(|root| format!("{root}/admin/repos/{}", path(&name))),
        ..repository(&name)
    })
}

/// A project of which nothing but the name is known.
pub fn repository(name: &str) -> model::Repository {
    model::Repository {
        id: name.to_owned(),
        name: name.rsplit('/').find(|part| !part.is_empty()).unwrap_or(name).to_owned(),
        full_name: name.to_owned(),
        ..model::Repository::default()
    }
}

/// Whether a project can be read; hidden ones cannot, not even by their owners.
pub fn is_readable(wire: &wire::Project<'_>) -> bool {
    wire.state.as_ref().is_none_or(|state| !state.0.eq_ignore_ascii_case("HIDDEN"))
}

/// A branch of a list of references; `HEAD` and what is no branch is none.
///
/// # Errors
/// `malformed` without a name.
pub fn branch(wire: wire::Branch<'_>, repository_id: Option<&str>) -> Result<Option<model::Branch>, Error> {
    let reference = present(wire.reference).ok_or_else(|| missing("ref", "a reference's name"))?;
    let name = reference.strip_prefix("refs/heads/").filter(|name| !name.is_empty());
    Ok(name.map(|name| model::Branch {
        repository_id: repository_id.map(str::to_owned),
        name: name.to_owned(),
        head: commit_id(wire.revision),
        ..model::Branch::default()
    }))
}

/// A commit of gitiles' log.
///
/// # Errors
/// `malformed` without an id.
pub fn log_entry(wire: wire::LogEntry<'_>, place: &Place<'_>) -> Result<model::Commit, Error> {
    let sha = commit_id(wire.commit).ok_or_else(|| missing("commit", "a commit's id"))?;
    let author = wire.author.0.unwrap_or_default();
    let time = |time: Option<Text<'_>>| time.and_then(|time| date::parse(&time.0));
    Ok(model::Commit {
        repository_id: place.project.map(str::to_owned),
        message: wire.message.0.map(Text::into_string).unwrap_or_default(),
        author: person(None, author.name.clone()),
        authored_at: time(author.time),
        committed_at: wire.committer.and_then(|committer| time(committer.time)),
        parents: wire.parents.map(|parents| parents.into_iter().filter_map(|parent| commit_id(Some(parent))).collect()),
        url: place.url(|root, project| format!("{root}/plugins/gitiles/{project}/+/{sha}")),
        issue_keys: Vec::new(),
        authorship: authorship(author.name, author.email),
        sha,
    })
}

/// A commit that was asked for alone.
///
/// # Errors
/// `malformed` without an id.
pub fn commit(mut wire: wire::Commit<'_>, place: &Place<'_>) -> Result<model::Commit, Error> {
    let sha = commit_id(wire.commit.take()).ok_or_else(|| missing("commit", "a commit's id"))?;
    let url = place.url(|root, _| format!("{root}/q/{sha}"));
    Ok(git_commit(wire, sha, url, place))
}

fn git_commit(wire: wire::Commit<'_>, sha: String, url: Option<String>, place: &Place<'_>) -> model::Commit {
    let author = wire.author.unwrap_or_default();
    model::Commit {
        repository_id: place.project.map(str::to_owned),
        sha,
        message: wire.message.map(Text::into_string).unwrap_or_default(),
        author: person(None, author.name.clone()),
        authored_at: author.date.0,
        committed_at: wire.committer.and_then(|committer| committer.date.0),
        parents: wire
            .parents
            .map(|parents| parents.into_iter().filter_map(|parent| commit_id(parent.commit)).collect()),
        url,
        issue_keys: Vec::new(),
        authorship: authorship(author.name, author.email),
    }
}

/// A change as a pull request and, when it was merged, the commit that it became: every way to submit makes what it
/// merges the current patch set.
///
/// # Errors
/// `malformed` without a number.
pub fn change(
    mut wire: wire::Change<'_>,
    place: &Place<'_>,
) -> Result<(model::PullRequest, Option<model::Commit>), Error> {
    let number = number(wire.number.0.as_deref(), "_number")?;
    let told = present(wire.project);
    let place = Place { project: place.project.or(told.as_deref()), ..*place };
    let state = state(wire.status.as_ref(), wire.work_in_progress == Some(true));
    let url = place.url(|root, project| format!("{root}/c/{project}/+/{number}"));
    let sha = commit_id(wire.current_revision);
    let commit = sha.as_ref().and_then(|sha| wire.revisions.as_mut()?.remove(sha)).and_then(|revision| revision.commit);
    let mut commit = sha.zip(commit).map(|(sha, commit)| git_commit(commit, sha, url.clone(), &place));
    let owner = wire.owner.unwrap_or_default();
    // Whoever owns a change uploaded it as himself.
    pushed_by(commit.as_mut_slice(), owner.username.clone(), owner.email);
    let merged_at = wire.submitted.0.filter(|_| state == State::Merged);
    let target_branch = target(wire.branch);
    let target_is_branch = target_branch.as_ref().is_none_or(|name| !name.starts_with("refs/"));
    let pull_request = model::PullRequest {
        repository_id: place.project.map(str::to_owned),
        id: Some(number.to_string()),
        number,
        title: wire.subject.map(Text::into_string).unwrap_or_default(),
        description: commit.as_ref().map(|commit| commit.message.clone()),
        state,
        source_branch: present(wire.topic),
        target_branch,
        author: person(owner.username, owner.name),
        author_id: owner.id.0,
        created_at: wire.created.0,
        updated_at: wire.updated.0,
        merged_at,
        // When a change was abandoned is not told.
        closed_at: merged_at,
        url,
        issue_keys: Vec::new(),
    };
    // A change of a project's settings is merged as well, but not into a branch.
    let is_history = state == State::Merged && target_is_branch;
    Ok((pull_request, commit.filter(|_| is_history)))
}

/// A change inside of an event, and when the event was.
///
/// # Errors
/// `malformed` without a number.
pub fn event_change(
    wire: wire::EventChange<'_>,
    project: Option<&str>,
    kind: &str,
    at: Option<Timestamp>,
) -> Result<model::PullRequest, Error> {
    let number = number(wire.number.0.as_deref(), "number")?;
    let state = match (wire.status.as_ref(), kind) {
        // Very old servers leave the status out.
        (None, "change-merged") => State::Merged,
        (None, "change-abandoned") => State::Closed,
        (status, _) => state(status, wire.wip == Some(true)),
    };
    let owner = wire.owner.unwrap_or_default();
    Ok(model::PullRequest {
        repository_id: project.map(str::to_owned),
        id: Some(number.to_string()),
        number,
        title: wire.subject.map(Text::into_string).unwrap_or_default(),
        description: wire.commit_message.map(Text::into_string),
        state,
        source_branch: present(wire.topic),
        target_branch: target(wire.branch),
        author: person(owner.username, owner.name),
        author_id: owner.id.0,
        created_at: seconds(&wire.created_on),
        updated_at: seconds(&wire.last_updated).or(at),
        merged_at: at.filter(|_| kind == "change-merged"),
        closed_at: at.filter(|_| matches!(kind, "change-merged" | "change-abandoned")),
        url: address(wire.url),
        issue_keys: Vec::new(),
    })
}

/// A branch that moved. `name` is its short name.
pub fn moved_branch(new_revision: Option<Text<'_>>, name: &str, project: Option<&str>) -> model::Branch {
    let deleted = new_revision.as_ref().is_some_and(|revision| is_zero(&revision.0));
    model::Branch {
        repository_id: project.map(str::to_owned),
        name: name.to_owned(),
        head: commit_id(new_revision),
        deleted,
        issue_keys: Vec::new(),
    }
}

/// Gerrit's states; a draft that was abandoned is closed.
fn state(status: Option<&Text<'_>>, is_work_in_progress: bool) -> State {
    match status.map(|status| status.0.to_ascii_uppercase()).as_deref() {
        Some("MERGED") => State::Merged,
        Some("ABANDONED") => State::Closed,
        Some("DRAFT") => State::Draft,
        _ if is_work_in_progress => State::Draft,
        _ => State::Open,
    }
}

/// The branch that a change is for; old servers may write the whole reference.
fn target(branch: Option<Text<'_>>) -> Option<String> {
    present(branch).map(|name| name.strip_prefix("refs/heads/").map_or(name.clone(), str::to_owned))
}

/// A change's number, which old servers write as a text.
pub fn number(text: Option<&str>, field: &str) -> Result<i64, Error> {
    let text = text.ok_or_else(|| missing(field, "a change's number"))?;
    text.parse().map_err(|_| Error::new(Code::Malformed, format!("expected a number, found {text:?}")).within(field))
}

/// A time in seconds since the epoch, as a number or a text.
pub fn seconds(id: &Id) -> Option<Timestamp> {
    id.0.as_deref()?.parse().ok().and_then(|seconds| Timestamp::from_seconds(seconds).in_calendar())
}

/// Where things of an answer belong: the project, and the address of the pages for people, as far as they are known.
#[derive(Clone, Copy)]
pub struct Place<'a> {
    /// The project's name.
    pub project: Option<&'a str>,
    /// Without a slash at its end.
    pub web_root: Option<&'a str>,
}

impl Place<'_> {
    fn url(&self, make: impl Fn(&str, &str) -> String) -> Option<String> {
        Some(make(self.web_root?, &path(self.project?)))
    }
}
