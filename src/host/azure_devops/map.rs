//! From Azure DevOps' words to the model's: pure, and every value that it makes is valid.

use crate::error::{Code, Error};
use crate::host::field::{address, authorship, branch_of, commit_id, missing, person, present};
use crate::http::encode;
use crate::model;
use crate::text::Text;
use crate::time::Timestamp;

use super::wire;

/// A branch of a list; none when the reference is something else.
///
/// # Errors
/// `malformed` without a name.
pub fn branch(wire: wire::Reference<'_>, repository_id: Option<&str>) -> Result<Option<model::Branch>, Error> {
    let name = present(wire.name).ok_or_else(|| missing("name", "a reference's name"))?;
    Ok(branch_of(&name).map(|name| model::Branch {
        repository_id: repository_id.map(str::to_owned),
        name: name.to_owned(),
        head: commit_id(wire.object_id),
        ..model::Branch::default()
    }))
}

/// A commit, from a list, alone or from a push. `site` is where browsers find its repository, for pushes do not tell
/// where they find the commit.
///
/// # Errors
/// `malformed` without an id.
pub fn commit(wire: wire::Commit<'_>, repository_id: Option<&str>, site: Option<&str>) -> Result<model::Commit, Error> {
    let author = wire.author.0.unwrap_or_default();
    let sha = commit_id(wire.commit_id).ok_or_else(|| missing("commitId", "a commit's id"))?;
    Ok(model::Commit {
        repository_id: repository_id.map(str::to_owned),
        message: wire.comment.0.map(Text::into_string).unwrap_or_default(),
        author: person(None, author.name.clone()),
        authored_at: author.date.0,
        committed_at: wire.committer.and_then(|committer| committer.date.0),
        parents: wire.parents.map(|parents| parents.into_iter().filter_map(commit_id).collect()),
        url: web(wire.remote_url.0).or_else(|| site.map(|site| format!("{site}/commit/{sha}"))),
        sha,
        issue_keys: Vec::new(),
        authorship: authorship(author.name, author.email),
    })
}

/// The user name and the e-mail address of an account: `DOMAIN\\user` on Server, mostly an address on Services.
pub fn account_of(wire: wire::Identity<'_>) -> (Option<Text<'static>>, Option<Text<'static>>) {
    match present(wire.unique_name) {
        Some(name) if name.contains('@') => (None, Some(Text(name.into()))),
        Some(name) => (name.rsplit('\\').next().map(|user| Text(user.to_owned().into())), None),
        None => (None, None),
    }
}

/// A pull request. `repository_id` is what the caller knows of where it belongs, `site` where browsers find that.
///
/// # Errors
/// `malformed` without a number.
pub fn pull_request(
    wire: wire::PullRequest<'_>,
    repository_id: Option<&str>,
    site: Option<&str>,
    updated_at: Option<Timestamp>,
) -> Result<model::PullRequest, Error> {
    let number = wire.pull_request_id.ok_or_else(|| missing("pullRequestId", "a pull request's number"))?;
    let status = present(wire.status).unwrap_or_default().to_ascii_lowercase();
    let state = state(&status, wire.is_draft == Some(true));
    let author = wire.created_by.unwrap_or_default();
    let closed_at = wire.closed_date.0;
    Ok(model::PullRequest {
        repository_id: repository_id.map(str::to_owned).or(wire.repository.and_then(|repository| repository.id.0)),
        id: Some(number.to_string()),
        number,
        title: wire.title.map(Text::into_string).unwrap_or_default(),
        description: wire.description.map(Text::into_string),
        state,
        source_branch: branch_name(wire.source_ref_name),
        target_branch: branch_name(wire.target_ref_name),
        author: person(author.display_name, author.unique_name),
        author_id: author.id.0,
        created_at: wire.creation_date.0,
        updated_at,
        // One that was opened again keeps the time at which it was abandoned.
        merged_at: closed_at.filter(|_| state == model::State::Merged),
        closed_at: closed_at.filter(|_| matches!(state, model::State::Merged | model::State::Closed)),
        url: site.map(|site| format!("{site}/pullrequest/{number}")),
        issue_keys: Vec::new(),
    })
}

/// Whether the description of a pull request may have been cut. The server counts UTF-16 units, and what it
/// does to a character on the edge is not told.
pub fn may_be_cut(description: Option<&str>) -> bool {
    description.is_some_and(|text| text.encode_utf16().count() + CUT_TOLERANCE >= LONGEST_DESCRIPTION)
}

/// <https://learn.microsoft.com/en-us/rest/api/azure/devops/git/pull-requests/get-pull-requests#pullrequeststatus>
fn state(status: &str, is_draft: bool) -> model::State {
    match (status, is_draft) {
        ("completed", _) => model::State::Merged,
        ("abandoned", _) => model::State::Closed,
        (_, true) => model::State::Draft,
        (_, false) => model::State::Open,
    }
}

/// A repository; `root` is the address of its collection, where that is known.
///
/// # Errors
/// `malformed` without an id or a name, `forbidden` when it is disabled: nothing of it can be read until it is enabled.
pub fn repository(wire: wire::Repository<'_>, root: Option<&str>) -> Result<model::Repository, Error> {
    let url = site(&wire, root);
    let project = wire.project.unwrap_or_default();
    let name = present(wire.name).ok_or_else(|| missing("name", "a repository's name"))?;
    let owner = present(project.name).ok_or_else(|| missing("project.name", "a project's name"))?;
    let full_name = format!("{owner}/{name}");
    if wire.is_disabled == Some(true) {
        let sentence = format!("the repository {full_name} is disabled; nothing of it can be read until it is enabled");
        return Err(Error::new(Code::Forbidden, sentence));
    }
    Ok(model::Repository {
        id: wire.id.0.ok_or_else(|| missing("id", "a repository's id"))?,
        name,
        full_name,
        owner_id: project.id.0,
        url,
        default_branch: branch_name(wire.default_branch),
    })
}

/// Where browsers find a repository: as it says itself, else below its collection or, in deliveries, beside its API.
pub fn site(wire: &wire::Repository<'_>, root: Option<&str>) -> Option<String> {
    let told = web(wire.web_url.clone()).or_else(|| web(wire.remote_url.clone()));
    told.or_else(|| {
        let project = wire.project.as_ref().and_then(|project| present(project.name.clone()))?;
        let name = present(wire.name.clone())?;
        let api = web(wire.url.clone());
        let below = match (root, api.as_deref().and_then(|api| api.split_once("/_apis/"))) {
            (Some(root), _) => format!("{root}/{}", encode(&project)),
            // The project may stand in front of the API, as its id.
            (None, Some((root, _))) if root.rsplit('/').next().is_some_and(is_guid) => root.to_owned(),
            (None, Some((root, _))) => format!("{root}/{}", encode(&project)),
            (None, None) => return None,
        };
        Some(format!("{below}/_git/{}", encode(&name)))
    })
}

/// Where a browser finds something, without the name of whoever asked for it.
fn web(text: Option<Text<'_>>) -> Option<String> {
    let url = address(text)?;
    let (scheme, rest) = url.split_once("://")?;
    let authority = rest.split('/').next().unwrap_or(rest);
    match authority.rsplit_once('@') {
        Some((user, _)) => rest.get(user.len() + 1..).map(|rest| format!("{scheme}://{rest}")),
        None => Some(url),
    }
}

/// The repository that an address in the API is about, such as `…/_apis/git/repositories/{id}/pushes/14`.
pub fn repository_of(api: Option<Text<'_>>) -> Option<String> {
    let url = present(api)?;
    let mut segments = url.split(['/', '?']).skip_while(|segment| !segment.eq_ignore_ascii_case("repositories"));
    segments.nth(1).filter(|id| is_guid(id)).map(str::to_owned)
}

/// Whether a text has the form of the ids of repositories and projects.
fn is_guid(text: &str) -> bool {
    text.len() == 36
        && text.bytes().enumerate().all(|(at, byte)| match at {
            8 | 13 | 18 | 23 => byte == b'-',
            _ => byte.is_ascii_hexdigit(),
        })
}

/// The name of a branch without `refs/heads/`; references that are no branches keep their names.
fn branch_name(reference: Option<Text<'_>>) -> Option<String> {
    let reference = present(reference)?;
    Some(branch_of(&reference).map(str::to_owned).unwrap_or(reference))
}

/// The account's name, or its id where the name is an e-mail address.
///
/// # Errors
/// `malformed` without any.
pub fn account(wire: wire::ConnectionData<'_>) -> Result<String, Error> {
    let user = wire.authenticated_user.unwrap_or_default();
    let name = person(user.custom_display_name, user.provider_display_name);
    name.or(user.id.0).ok_or_else(|| missing("authenticatedUser", "the account that the token belongs to"))
}

/// Lists cut descriptions to so many characters.
const LONGEST_DESCRIPTION: usize = 400;
/// So many characters less than that may be a cut description as well.
const CUT_TOLERANCE: usize = 3;

#[cfg(test)]
mod tests {
    use super::*;

    fn text(text: &str) -> Option<Text<'_>> {
        Some(Text(text.into()))
    }

    #[test]
    fn addresses_for_browsers_name_nobody() {
        for (url, expected, because) in [
            ("https://dev1@dev.azure.com/o/p/_git/r", Some("https://dev.azure.com/o/p/_git/r"), "a user in front"),
            ("https://dev1:x@y@h/o", Some("https://h/o"), "and something like a password"),
            ("https://dev.azure.com/o/p/_git/r@2", Some("https://dev.azure.com/o/p/_git/r@2"), "an @ in a path"),
            ("git@ssh.dev.azure.com:v3/o/p/r", None, "no address for browsers"),
            ("javascript:alert(1)", None, "code"),
        ] {
            assert_eq!(web(text(url)).as_deref(), expected, "{because}");
        }
    }

    #[test]
    fn repositories_are_known_by_the_address_of_what_is_in_them() {
        let id = "1b9d6bcd-bbfd-4b2d-9b5d-ab8dfbbd4bed";
        for (url, expected) in [
            (format!("https://dev.azure.com/o/_apis/git/repositories/{id}/pushes/14"), Some(id)),
            (format!("https://tfs.example.com/tfs/c/p/_apis/repos/git/repositories/{id}?x"), Some(id)),
            ("https://dev.azure.com/o/_apis/git/repositories/payments/pushes/14".to_owned(), None),
            ("https://dev.azure.com/o/_apis/git/repositories".to_owned(), None),
        ] {
            assert_eq!(repository_of(text(&url)).as_deref(), expected, "{url}");
        }
    }

    #[test]
    fn a_description_of_the_greatest_length_may_be_cut() {
        for (text, expected, because) in [
            ("x".repeat(400), true, "exactly so long"),
            ("x".repeat(397), true, "three characters may stand for the rest"),
            ("x".repeat(396), false, "shorter"),
            ("\u{1F600}".repeat(200), true, "an emoji counts twice"),
            ("ä".repeat(396), false, "other characters once"),
        ] {
            assert_eq!(may_be_cut(Some(&text)), expected, "{because}");
        }
        assert!(!may_be_cut(None));
    }
}
