//! What a delivery of GitLab's means.

use crate::error::{Code, Error};
use crate::host::field::{branch_of, commit_id, is_zero, missing, present, pushed_by};
use crate::host::{Kind, Poke, Proof, Proven, Reading};
use crate::http::Headers;
use crate::json::Extent;
use crate::lenient;
use crate::model::{Branch, Repository, State};

use super::{map, verify, wire};

/// What a delivery means.
pub fn read(proven: &Proven<'_>) -> Result<Reading, Error> {
    let headers = proven.delivery.headers;
    let Some(event) = headers.get("x-gitlab-event").map(str::trim).filter(|event| !event.is_empty()) else {
        return Err(Error::new(Code::Malformed, "expected the header X-Gitlab-Event, found none"));
    };
    let body = &lenient::body(proven.delivery.body);
    let mut name = event.to_owned();
    // https://docs.gitlab.com/user/project/integrations/webhook_events/
    let mut reading = match event {
        "Push Hook" => push(body, proven.extent)?,
        "Merge Request Hook" => merge_request(body, proven.extent)?,
        "Tag Push Hook" => Reading::ignored("tag"),
        // Those of a group tell of its projects, those of a server of everything: the body says what it is.
        "Project Hook" | "System Hook" => {
            let kind = kind(body)?;
            name = format!("{event} {kind}");
            told_by_the_body(&kind, body, proven.extent)?
        }
        _ => Reading::ignored("unknown_event"),
    };
    if proven.proof == Proof::None {
        reading.poke_instead_of_rows();
    }
    reading.event = Some(lenient::shortened(&name, LONGEST_EVENT));
    reading.delivery_id = delivery_id(headers);
    Ok(reading)
}

/// The id that stays the same when a delivery is sent again. The signed one comes first; older servers send neither.
///
/// The event's id alone is not enough: hooks that set off each other share it. With the request's own id nothing is taken for a
/// duplicate that is none; what is sent again is then told by its body.
fn delivery_id(headers: &Headers) -> Option<String> {
    let header = |name: &str| {
        let value = headers.get(name).map(str::trim);
        value.filter(|value| !value.is_empty() && value.len() <= LONGEST_ID)
    };
    if let Some(id) = header(verify::ID).or_else(|| header("idempotency-key")) {
        return Some(id.to_owned());
    }
    let request = header("x-gitlab-webhook-uuid")?;
    Some(match header("x-gitlab-event-uuid") {
        Some(event) => format!("{event}/{request}"),
        None => request.to_owned(),
    })
}

/// What a delivery of a system hook says it is.
#[inline(never)]
fn kind(body: &str) -> Result<String, Error> {
    let wire: wire::Kind<'_> = lenient::document(body)?;
    present(wire.object_kind)
        .or_else(|| present(wire.event_name))
        .ok_or_else(|| missing("event_name", "an event's name"))
}

/// <https://docs.gitlab.com/administration/system_hooks/>
fn told_by_the_body(kind: &str, body: &str, extent: Extent) -> Result<Reading, Error> {
    match kind {
        "push" => push(body, extent),
        "merge_request" => merge_request(body, extent),
        "repository_update" => repository_update(body),
        "tag_push" => Ok(Reading::ignored("tag")),
        // What a connection covers may have changed.
        "project_create" | "project_destroy" | "project_transfer" => {
            Ok(Reading { pokes: vec![Poke::new(None, Kind::Repositories, None)], ..Reading::default() })
        }
        "project_rename" | "project_update" => project(body),
        _ => Ok(Reading::ignored("unknown_event")),
    }
}

/// Commits and a branch's new head. Parents are never told, of more than 20 commits the older ones are not, and nor is whether
/// the branch was rewritten, so sync always looks at the branch, too.
#[inline(never)]
fn push(body: &str, extent: Extent) -> Result<Reading, Error> {
    let push: wire::Push<'_> = lenient::document_to(extent, body)?;
    let mut skipped = Vec::new();
    let reference = present(push.reference);
    let branch = reference.as_deref().and_then(branch_of);
    if let (Some(reference), None) = (&reference, branch) {
        return Ok(Reading::ignored(if reference.starts_with("refs/tags/") { "tag" } else { "not_a_branch" }));
    }
    let repository = repository_row(push.project, push.project_id.0.clone(), &mut skipped);
    let id = repository.as_ref().map(|repository| repository.id.clone()).or(push.project_id.0);
    let id = id.as_deref();
    let is_deleted = push.after.as_ref().is_some_and(|after| is_zero(&after.0));
    let kind = if is_deleted { Kind::Branches } else { Kind::Commits };
    let mut reading = Reading { pokes: vec![Poke::new(id, kind, branch)], ..Reading::default() };
    let commits = push.commits.0.unwrap_or_default();
    reading.update.commits = commits.rows(body, "commits", &mut skipped, |wire| map::push_commit(wire, id))?;
    pushed_by(&mut reading.update.commits, push.user_username, push.user_email);
    reading.update.branches.extend(branch.map(|name| Branch {
        repository_id: id.map(str::to_owned),
        name: name.to_owned(),
        head: commit_id(push.after).filter(|_| !is_deleted),
        deleted: is_deleted,
        issue_keys: Vec::new(),
    }));
    reading.update.repositories.extend(repository);
    reading.skipped = skipped;
    Ok(reading)
}

/// A merge request, whatever happened to it. Its author's name, and when it was merged or closed, are told by the API only.
#[inline(never)]
fn merge_request(body: &str, extent: Extent) -> Result<Reading, Error> {
    let event: wire::MergeRequestEvent<'_> = lenient::document_to(extent, body)?;
    let Some(mut wire) = event.object_attributes else {
        return Err(missing("object_attributes", "a merge request"));
    };
    let mut reading = Reading::default();
    let told = wire.target_project_id.0.clone();
    // The hook's own project is the target, but in some deliveries it does not say so.
    let is_target = |project: &wire::EventProject<'_>| told.is_none() || project.id.0 == told;
    let project = match (event.project, wire.target.take()) {
        (Some(project), Some(target)) => Some(if is_target(&project) { project } else { target }),
        (project, target) => project.or(target),
    };
    let repository = repository_row(project, told.clone(), &mut reading.skipped);
    let id = told.or_else(|| repository.as_ref().map(|repository| repository.id.clone()));
    let actor = event.user.unwrap_or_default();
    let row =
        map::merge_request_of_event(wire, actor, id.as_deref()).map_err(|error| error.within("object_attributes"))?;
    let is_open = matches!(row.state, State::Draft | State::Open);
    if !is_open || row.author.is_none() || row.updated_at.is_none() || row.url.is_none() || id.is_none() {
        reading.pokes.push(Poke::new(id.as_deref(), Kind::PullRequests, None));
    }
    reading.update.pull_requests.push(row);
    reading.update.repositories.extend(repository);
    Ok(reading)
}

/// One or more branches of a project moved, also where so many did that no push is told for each of them.
#[inline(never)]
fn repository_update(body: &str) -> Result<Reading, Error> {
    let event: wire::RepositoryUpdate<'_> = lenient::document(body)?;
    let references: Vec<String> =
        event.changes.into_iter().flatten().flatten().filter_map(|change| present(change.reference)).collect();
    if !references.is_empty() && references.iter().all(|reference| branch_of(reference).is_none()) {
        let are_tags = references.iter().all(|reference| reference.starts_with("refs/tags/"));
        return Ok(Reading::ignored(if are_tags { "tag" } else { "not_a_branch" }));
    }
    let id = event.project_id.0.ok_or_else(|| missing("project_id", "a project's id"))?;
    Ok(Reading { pokes: vec![Poke::new(Some(&id), Kind::Branches, None)], ..Reading::default() })
}

/// A project with another name, path or visibility.
#[inline(never)]
fn project(body: &str) -> Result<Reading, Error> {
    let event: wire::ProjectEvent = lenient::document(body)?;
    let id = event.project_id.0.ok_or_else(|| missing("project_id", "a project's id"))?;
    Ok(Reading { pokes: vec![Poke::new(Some(&id), Kind::Repository, None)], ..Reading::default() })
}

/// The repository of a delivery; templates trim it, and the rest is worth reading without it.
fn repository_row(
    wire: Option<wire::EventProject<'_>>,
    id: Option<String>,
    skipped: &mut Vec<Error>,
) -> Option<Repository> {
    match map::project_of_event(wire?, id) {
        Ok(repository) => Some(repository),
        Err(error) => {
            skipped.push(error.within("project"));
            None
        }
    }
}

/// No event of GitLab's has a longer name.
const LONGEST_EVENT: usize = 64;
/// GitLab sends UUIDs; something much longer is no id, and the body tells duplicates as well.
const LONGEST_ID: usize = 128;
