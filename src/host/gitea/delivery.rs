//! Webhooks of Gitea and Forgejo: who sent a delivery, and what it means.

use std::borrow::Cow;

use crate::error::{Code, Error};
use crate::host::field::{branch_of, commit_id, is_zero, present, pushed_by};
use crate::host::{Delivery, Kind, Poke, Proof, Proven, Reading};
use crate::http::Headers;
use crate::json::Extent;
use crate::lenient;
use crate::model::{Branch, Repository};
use crate::signature::{Secret, unhex};

use super::{map, wire};

/// Checks the signature against every secret, so that a secret can be changed without losing deliveries:
/// <https://docs.gitea.com/usage/repository/webhooks>.
///
/// What is signed is the JSON, also where it travels inside of a form:
/// <https://github.com/go-gitea/gitea/blob/main/services/webhook/deliver.go>.
pub fn verify<'a>(delivery: Delivery<'a>, secrets: &[Secret]) -> Result<Proven<'a>, Error> {
    if secrets.iter().all(Secret::is_empty) {
        return Ok(delivery.proven(Proof::None));
    }
    let Some(signature) = signature(delivery.headers) else {
        return Err(Error::new(
            Code::NotSigned,
            "expected the header X-Gitea-Signature, found none or an empty one: the webhook has no secret",
        ));
    };
    let Some(claimed) = unhex(signature) else {
        return Err(Error::new(Code::BadSignature, "expected hex digits as the signature"));
    };
    let Some(signed) = json(delivery.headers, delivery.body) else {
        return Err(Error::new(Code::BadSignature, "expected the field payload in the form, found none"));
    };
    let signed = match &signed {
        Cow::Borrowed(_) => delivery,
        Cow::Owned(json) => Delivery::new(delivery.headers, json),
    };
    if signed.is_signed(secrets, &claimed) {
        Ok(delivery.proven(Proof::Signed))
    } else {
        Err(Error::new(Code::BadSignature, "the signature fits no secret of this connection"))
    }
}

/// The signature; all headers that have one say the same. Without a secret they are sent as well, and empty.
fn signature(headers: &Headers) -> Option<&str> {
    let plain = ["X-Forgejo-Signature", "X-Gitea-Signature", "X-Gogs-Signature"];
    let plain = plain.iter().find_map(|name| headers.get(name).map(str::trim).filter(|text| !text.is_empty()));
    let prefixed =
        || headers.get("X-Hub-Signature-256")?.trim().strip_prefix("sha256=").filter(|text| !text.is_empty());
    plain.or_else(prefixed)
}

/// What a delivery means.
pub fn read(proven: &Proven<'_>) -> Result<Reading, Error> {
    let headers = proven.delivery.headers;
    let Some(event) = event(headers) else {
        return Err(Error::new(Code::Malformed, "expected the header X-Gitea-Event, found none"));
    };
    let Some(json) = json(headers, proven.delivery.body) else {
        return Err(Error::new(Code::Malformed, "expected the field payload in the form, found none"));
    };
    let body = &lenient::body(&json);
    // https://github.com/go-gitea/gitea/blob/main/modules/webhook/type.go
    let mut reading = match event {
        "push" => push(body, proven.extent)?,
        "create" => created(body)?,
        "delete" => deleted(body)?,
        "pull_request" | "pull_request_approved" | "pull_request_rejected" | "pull_request_comment" => {
            pull_request(body, proven.extent)?
        }
        "repository" => repository(body)?,
        _ => Reading::ignored("unknown_event"),
    };
    if proven.proof == Proof::None {
        reading.poke_instead_of_rows();
    }
    reading.event = Some(lenient::shortened(event, LONGEST_EVENT));
    let id = named(headers, "Delivery");
    reading.delivery_id = id.filter(|id| id.len() <= LONGEST_ID).map(str::to_owned);
    Ok(reading)
}

/// The event's name. For events that are like none of other hosts it is empty, and only their type is told.
fn event(headers: &Headers) -> Option<&str> {
    named(headers, "Event").or_else(|| named(headers, "Event-Type"))
}

/// A header that is sent under several names, of which Gitea's old name is the last. Those of other hosts, which are sent
/// too, tell nothing.
fn named<'a>(headers: &'a Headers, name: &str) -> Option<&'a str> {
    ["Forgejo", "Gitea", "Gogs"]
        .iter()
        .find_map(|host| headers.get(&format!("X-{host}-{name}")).map(str::trim).filter(|text| !text.is_empty()))
}

/// The JSON of a body; hooks of the content type `application/x-www-form-urlencoded` carry it in the field `payload`.
fn json<'a>(headers: &Headers, body: &'a [u8]) -> Option<Cow<'a, [u8]>> {
    let is_form = match headers.get("content-type") {
        Some(kind) => kind.trim_start().to_ascii_lowercase().starts_with("application/x-www-form-urlencoded"),
        None => body.starts_with(b"payload="),
    };
    if !is_form {
        return Some(Cow::Borrowed(body));
    }
    let (_, payload) = form_urlencoded::parse(body).find(|(name, _)| name == "payload")?;
    Some(Cow::Owned(payload.into_owned().into_bytes()))
}

/// Commits and a branch's new head. Parents are never told, nor whether history was rewritten, nor more than the newest few
/// commits, so sync always looks at the branch, too.
#[inline(never)]
fn push(body: &str, extent: Extent) -> Result<Reading, Error> {
    let push: wire::Push<'_> = lenient::document_to(extent, body)?;
    let mut skipped = Vec::new();
    let reference = present(push.reference);
    let branch = reference.as_deref().and_then(branch_of);
    // Third parties trim the reference; the commits are worth reading without it.
    if let (Some(reference), None) = (&reference, branch) {
        return Ok(Reading::ignored(if reference.starts_with("refs/tags/") { "tag" } else { "not_a_branch" }));
    }
    if push.before.as_ref().is_some_and(|before| !before.0.is_empty()) && push.before == push.after {
        // The button "Test Delivery" pushes nothing: a commit upon itself, without its time, or zeros upon zeros.
        return Ok(Reading::ignored("ping"));
    }
    let repository = repository_row(push.repository, &mut skipped);
    let id = repository.as_ref().map(|repository| repository.id.as_str());
    let is_deleted = push.after.as_ref().is_some_and(|after| is_zero(&after.0));
    let kind = if is_deleted { Kind::Branches } else { Kind::Commits };
    let mut reading = Reading { pokes: vec![Poke::new(id, kind, branch)], ..Reading::default() };
    let commits = push.commits.0.unwrap_or_default();
    reading.update.commits = commits.rows(body, "commits", &mut skipped, |wire| map::push_commit(wire, id))?;
    let pusher = push.pusher.unwrap_or_default();
    pushed_by(&mut reading.update.commits, pusher.login, pusher.email);
    reading.update.branches.extend(branch.map(|name| Branch {
        repository_id: id.map(str::to_owned),
        name: name.to_owned(),
        head: commit_id(push.after),
        deleted: is_deleted,
        issue_keys: Vec::new(),
    }));
    reading.update.repositories.extend(repository);
    reading.skipped = skipped;
    Ok(reading)
}

/// A new branch.
#[inline(never)]
fn created(body: &str) -> Result<Reading, Error> {
    reference(body, false)
}

/// A branch that is gone.
#[inline(never)]
fn deleted(body: &str) -> Result<Reading, Error> {
    reference(body, true)
}

fn reference(body: &str, is_deleted: bool) -> Result<Reading, Error> {
    let event: wire::Reference<'_> = lenient::document(body)?;
    match present(event.ref_type).as_deref() {
        Some("branch") => {}
        Some("tag") => return Ok(Reading::ignored("tag")),
        _ => return Ok(Reading::ignored("not_a_branch")),
    }
    let reference = present(event.reference).unwrap_or_default();
    let Some(name) = branch_of(&reference).map(str::to_owned) else {
        return Err(Error::new(Code::Malformed, "expected a branch's name, found none").within("ref"));
    };
    let mut reading = Reading::default();
    let repository = repository_row(event.repository, &mut reading.skipped);
    let id = repository.as_ref().map(|repository| repository.id.as_str());
    reading.pokes.push(Poke::new(id, Kind::Branches, Some(&name)));
    reading.update.branches.push(Branch {
        repository_id: id.map(str::to_owned),
        name,
        head: commit_id(event.sha).filter(|_| !is_deleted),
        deleted: is_deleted,
        issue_keys: Vec::new(),
    });
    reading.update.repositories.extend(repository);
    Ok(reading)
}

/// A pull request, whatever happened to it: the delivery has all of it.
#[inline(never)]
fn pull_request(body: &str, extent: Extent) -> Result<Reading, Error> {
    let event: wire::PullRequestEvent<'_> = lenient::document_to(extent, body)?;
    let mut reading = Reading::default();
    let repository = repository_row(event.repository, &mut reading.skipped);
    let id = repository.as_ref().map(|repository| repository.id.as_str());
    match (event.pull_request, id) {
        (Some(wire), _) => {
            let row = map::pull_request(wire, id).map_err(|error| error.within("pull_request"))?;
            if row.updated_at.is_none() {
                // Pull requests apply only forward by this time; without it the row cannot be placed.
                reading.pokes.push(Poke::new(row.repository_id.as_deref(), Kind::PullRequests, None));
            }
            reading.update.pull_requests.push(row);
        }
        // The server could not put it together, such as when its branch was deleted meanwhile.
        (None, Some(id)) => reading.pokes.push(Poke::new(Some(id), Kind::PullRequests, None)),
        (None, None) => {
            return Err(Error::new(Code::Malformed, "expected a pull request, found none").within("pull_request"));
        }
    }
    reading.update.repositories.extend(repository);
    Ok(reading)
}

/// A repository that was created or deleted: what a connection covers may have changed.
#[inline(never)]
fn repository(body: &str) -> Result<Reading, Error> {
    let event: wire::RepositoryEvent<'_> = lenient::document(body)?;
    let Some(wire) = event.repository else {
        return Err(Error::new(Code::Malformed, "expected a repository, found none").within("repository"));
    };
    let row = map::repository(wire).map_err(|error| error.within("repository"))?;
    let mut reading = Reading::default();
    reading.pokes.push(Poke::new(None, Kind::Repositories, None));
    if present(event.action).as_deref() != Some("deleted") {
        reading.update.repositories.push(row);
    }
    Ok(reading)
}

/// The repository of a delivery; third parties trim it, and the rest is worth reading without it.
fn repository_row(wire: Option<wire::Repository<'_>>, skipped: &mut Vec<Error>) -> Option<Repository> {
    match map::repository(wire?) {
        Ok(repository) => Some(repository),
        Err(error) => {
            skipped.push(error.within("repository"));
            None
        }
    }
}

/// No event has a longer name.
const LONGEST_EVENT: usize = 64;
/// Deliveries have GUIDs; something much longer is no id, and the body tells duplicates as well.
const LONGEST_ID: usize = 128;
