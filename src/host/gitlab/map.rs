//! From GitLab's words to the model's: pure, and every value that it makes is valid.

use crate::error::Error;
use crate::host::field::{address, authorship, authorship_signed_apart, commit_id, missing, person, present};
use crate::model::{self, State};
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

/// A commit, alone or of a list. GitLab does not tell whose account it is, so its author is the name that Git has.
///
/// # Errors
/// `malformed` without an id.
pub fn commit(wire: wire::Commit<'_>, repository_id: Option<&str>) -> Result<model::Commit, Error> {
    Ok(model::Commit {
        repository_id: repository_id.map(str::to_owned),
        sha: commit_id(wire.id).ok_or_else(|| missing("id", "a commit's id"))?,
        message: wire.message.0.or(wire.title.0).map(Text::into_string).unwrap_or_default(),
        author: person(None, wire.author_name.0.clone()),
        authored_at: wire.authored_date.0.0,
        committed_at: wire.committed_date.0.or(wire.created_at.0),
        parents: wire.parent_ids.map(|ids| ids.into_iter().filter_map(|id| commit_id(Some(id))).collect()),
        url: address(wire.web_url.0),
        issue_keys: Vec::new(),
        authorship: authorship_signed_apart(wire.author_name.0, wire.author_email.0, wire.committer_email.0),
    })
}

/// Whether GitLab verified a signature: the key is one of the committer's account, which has the committer's address. Of the
/// other words, some say that the key is somebody's, but not whose commit it is.
pub fn is_verified(wire: wire::Signature<'_>) -> bool {
    wire.verification_status.is_some_and(|status| status.0 == "verified")
}

/// A commit of a push. Its `timestamp` is the committer's; it stands for the author's, too, until sync reads the commit again,
/// which every push asks it to.
///
/// # Errors
/// `malformed` without an id.
pub fn push_commit(wire: wire::PushCommit<'_>, repository_id: Option<&str>) -> Result<model::Commit, Error> {
    let author = wire.author.unwrap_or_default();
    Ok(model::Commit {
        repository_id: repository_id.map(str::to_owned),
        sha: commit_id(wire.id).ok_or_else(|| missing("id", "a commit's id"))?,
        message: wire.message.or(wire.title).map(Text::into_string).unwrap_or_default(),
        author: person(None, author.name.clone()),
        authored_at: wire.timestamp.0,
        committed_at: wire.timestamp.0,
        parents: None,
        url: address(wire.url),
        issue_keys: Vec::new(),
        authorship: authorship(author.name, author.email),
    })
}

/// A merge request, alone or of a list. `repository_id` is what the caller knows of where it belongs.
///
/// # Errors
/// `malformed` without a number.
pub fn merge_request(wire: wire::MergeRequest<'_>, repository_id: Option<&str>) -> Result<model::PullRequest, Error> {
    let user = wire.author.0.unwrap_or_default();
    let title = wire.title.0.map(Text::into_string).unwrap_or_default();
    Ok(model::PullRequest {
        repository_id: repository_id.map(str::to_owned).or(wire.target_project_id.0).or(wire.project_id.0),
        id: wire.id.0,
        number: wire.iid.ok_or_else(|| missing("iid", "a merge request's number"))?,
        state: state(wire.state.as_ref(), wire.draft.or(wire.work_in_progress), &title),
        title,
        description: wire.description.0.map(Text::into_string),
        source_branch: present(wire.source_branch),
        target_branch: present(wire.target_branch),
        author: person(user.username, None),
        author_id: user.id.0,
        created_at: wire.created_at.0,
        updated_at: wire.updated_at.0,
        merged_at: wire.merged_at.0,
        closed_at: wire.closed_at.0,
        url: address(wire.web_url.0),
        issue_keys: Vec::new(),
    })
}

/// The merge request of a delivery, which somebody acted on: its author only where that is the author.
///
/// # Errors
/// `malformed` without a number.
pub fn merge_request_of_event(
    wire: wire::MergeRequestAttributes<'_>,
    actor: wire::User<'_>,
    repository_id: Option<&str>,
) -> Result<model::PullRequest, Error> {
    let title = wire.title.0.map(Text::into_string).unwrap_or_default();
    let is_author = match (&actor.id.0, &wire.author_id.0) {
        (Some(actor), Some(author)) => actor == author,
        // Older servers send no id of who acted; whoever opens a merge request is its author.
        _ => wire.action.is_some_and(|action| action.0 == "open"),
    };
    Ok(model::PullRequest {
        repository_id: repository_id.map(str::to_owned),
        id: wire.id.0,
        number: wire.iid.ok_or_else(|| missing("iid", "a merge request's number"))?,
        state: state(wire.state.as_ref(), wire.draft.or(wire.work_in_progress), &title),
        title,
        description: wire.description.0.map(Text::into_string),
        source_branch: present(wire.source_branch),
        target_branch: present(wire.target_branch),
        author: person(actor.username.filter(|_| is_author), None),
        author_id: wire.author_id.0,
        created_at: wire.created_at.0,
        updated_at: wire.updated_at.0,
        merged_at: None,
        closed_at: None,
        url: address(wire.url),
        issue_keys: Vec::new(),
    })
}

/// GitLab knows opened, closed, merged, and locked while it is being merged. Before there was a field for drafts, the title
/// told: <https://docs.gitlab.com/user/project/merge_requests/drafts/>. A draft that was closed is closed.
fn state(state: Option<&Text<'_>>, draft: Option<bool>, title: &str) -> State {
    match state.map(|state| &*state.0) {
        Some("merged") => State::Merged,
        Some("closed") => State::Closed,
        _ if draft.unwrap_or_else(|| says_draft(title)) => State::Draft,
        _ => State::Open,
    }
}

fn says_draft(title: &str) -> bool {
    let title = title.trim_start().to_ascii_lowercase();
    ["draft:", "[draft]", "(draft)", "wip:", "[wip]"].iter().any(|mark| title.starts_with(mark))
}

/// A project.
///
/// # Errors
/// `malformed` without an id or a path.
pub fn project(wire: wire::Project<'_>) -> Result<model::Repository, Error> {
    let owner_id = wire.namespace.and_then(|namespace| namespace.id.0);
    let (full_name, name) = names(wire.path_with_namespace)?;
    Ok(model::Repository {
        id: wire.id.0.ok_or_else(|| missing("id", "a project's id"))?,
        name,
        full_name,
        owner_id,
        url: address(wire.web_url),
        default_branch: present(wire.default_branch),
    })
}

/// The project of a delivery; `id` is what stands beside it and says which it is.
///
/// # Errors
/// `malformed` without an id or a path.
pub fn project_of_event(wire: wire::EventProject<'_>, id: Option<String>) -> Result<model::Repository, Error> {
    let (full_name, name) = names(wire.path_with_namespace)?;
    Ok(model::Repository {
        id: wire.id.0.or(id).ok_or_else(|| missing("id", "a project's id"))?,
        name,
        full_name,
        owner_id: None,
        url: address(wire.web_url),
        default_branch: present(wire.default_branch),
    })
}

/// A project's whole path and its last part. GitLab's `name` may be anything that people like to read.
fn names(path: Option<Text<'_>>) -> Result<(String, String), Error> {
    let full_name = present(path).ok_or_else(|| missing("path_with_namespace", "a project's path"))?;
    let name = full_name.rsplit('/').find(|part| !part.is_empty()).unwrap_or(&full_name).to_owned();
    Ok((full_name, name))
}

/// The account's name.
///
/// # Errors
/// `malformed` without one.
pub fn account(wire: wire::User<'_>) -> Result<String, Error> {
    present(wire.username).ok_or_else(|| missing("username", "an account's name"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn states_are_told_by_a_word_a_flag_and_the_title() {
        for (word, draft, title, expected, because) in [
            ("opened", Some(false), "Refunds", State::Open, "usual"),
            ("opened", Some(true), "Draft: Refunds", State::Draft, "the flag and the title"),
            ("opened", Some(false), "Draft: Refunds", State::Open, "the flag counts where there is one"),
            ("opened", None, "WIP: Refunds", State::Draft, "the old mark"),
            ("opened", None, " [draft] Refunds", State::Draft, "in brackets, in small letters"),
            ("opened", None, "(Draft) Refunds", State::Draft, "in parentheses"),
            ("opened", None, "Drafting refunds", State::Open, "a word that begins alike"),
            ("locked", Some(false), "Refunds", State::Open, "being merged"),
            ("merged", Some(true), "Draft: Refunds", State::Merged, "merged is more than a draft"),
            ("closed", Some(true), "Draft: Refunds", State::Closed, "closed, too"),
            ("sleeping", None, "Refunds", State::Open, "a word of newer servers"),
        ] {
            assert_eq!(state(Some(&Text(word.into())), draft, title), expected, "{because}");
        }
        assert_eq!(state(None, None, "Refunds"), State::Open);
    }
}
