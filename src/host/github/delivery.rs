//! GitHub's webhooks: who sent a delivery, and what it means.

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

/// Checks `X-Hub-Signature-256` against every secret, so that a secret can be changed without losing deliveries:
/// <https://docs.github.com/en/webhooks/using-webhooks/validating-webhook-deliveries>.
pub fn verify<'a>(delivery: Delivery<'a>, secrets: &[Secret]) -> Result<Proven<'a>, Error> {
    if secrets.iter().all(Secret::is_empty) {
        return Ok(delivery.proven(Proof::None));
    }
    let signature = delivery.headers.get(SIGNATURE).map(str::trim).filter(|signature| !signature.is_empty());
    let Some(signature) = signature else {
        let error = match delivery.headers.get(OLD_SIGNATURE) {
            Some(_) => format!("expected the header {SIGNATURE}, found only {OLD_SIGNATURE}, which proves too little"),
            None => format!("expected the header {SIGNATURE}, found none: the webhook has no secret"),
        };
        return Err(Error::new(Code::NotSigned, error));
    };
    let Some(claimed) = signature.strip_prefix("sha256=").and_then(unhex) else {
        return Err(Error::new(Code::BadSignature, format!("expected sha256= and hex digits in {SIGNATURE}")));
    };
    if delivery.is_signed(secrets, &claimed) {
        Ok(delivery.proven(Proof::Signed))
    } else {
        Err(Error::new(Code::BadSignature, "the signature fits no secret of this connection"))
    }
}

/// What a delivery means.
pub fn read(proven: &Proven<'_>) -> Result<Reading, Error> {
    let headers = proven.delivery.headers;
    let Some(event) = headers.get("x-github-event").map(str::trim).filter(|event| !event.is_empty()) else {
        return Err(Error::new(Code::Malformed, "expected the header X-GitHub-Event, found none"));
    };
    let json = json(headers, proven.delivery.body)?;
    let body = &lenient::body(&json);
    // https://docs.github.com/en/webhooks/webhook-events-and-payloads
    let mut reading = match event {
        "push" => push(body, proven.extent)?,
        "create" => created(body)?,
        "delete" => deleted(body)?,
        "pull_request" => pull_request(body, proven.extent)?,
        "repository" => repository(body)?,
        // What an App was told without asking: <https://docs.github.com/en/webhooks/webhook-events-and-payloads#installation>.
        "installation" | "installation_repositories" | "installation_target" => installation(body)?,
        "ping" => Reading::ignored("ping"),
        _ => Reading::ignored("unknown_event"),
    };
    if proven.proof == Proof::None {
        reading.poke_instead_of_rows();
    }
    reading.event = Some(lenient::shortened(event, LONGEST_EVENT));
    let id = headers.get("x-github-delivery").map(str::trim);
    reading.delivery_id = id.filter(|id| !id.is_empty() && id.len() <= LONGEST_ID).map(str::to_owned);
    Ok(reading)
}

/// The JSON of a body; hooks of the content type `application/x-www-form-urlencoded` carry it in the field `payload`.
fn json<'a>(headers: &Headers, body: &'a [u8]) -> Result<Cow<'a, [u8]>, Error> {
    let is_form = match headers.get("content-type") {
        Some(kind) => kind.trim_start().to_ascii_lowercase().starts_with("application/x-www-form-urlencoded"),
        None => body.starts_with(b"payload="),
    };
    if !is_form {
        return Ok(Cow::Borrowed(body));
    }
    match form_urlencoded::parse(body).find(|(name, _)| name == "payload") {
        Some((_, payload)) => Ok(Cow::Owned(payload.into_owned().into_bytes())),
        None => Err(Error::new(Code::Malformed, "expected the field payload in the form, found none")),
    }
}

/// Commits and a branch's new head. Parents are never told, so sync always looks at the branch, too.
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
    let repository = repository_row(push.repository, &mut skipped);
    let id = repository.as_ref().map(|repository| repository.id.as_str());
    let is_deleted = push.deleted == Some(true) || push.after.as_ref().is_some_and(|after| is_zero(&after.0));
    let mut reading = Reading {
        pokes: match (is_deleted, push.forced == Some(true)) {
            (true, _) => vec![Poke::new(id, Kind::Branches, branch)],
            (false, true) => vec![Poke::new(id, Kind::Branches, branch), Poke::new(id, Kind::Commits, branch)],
            (false, false) => vec![Poke::new(id, Kind::Commits, branch)],
        },
        ..Reading::default()
    };
    let commits = push.commits.0.unwrap_or_default();
    reading.update.commits = commits.rows(body, "commits", &mut skipped, |wire| map::push_commit(wire, id))?;
    let pusher = push.pusher.unwrap_or_default();
    pushed_by(&mut reading.update.commits, pusher.name, pusher.email);
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

/// A new branch. Its head is not told.
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
        deleted: is_deleted,
        ..Branch::default()
    });
    reading.update.repositories.extend(repository);
    Ok(reading)
}

/// A pull request, whatever happened to it: the delivery has all of it.
#[inline(never)]
fn pull_request(body: &str, extent: Extent) -> Result<Reading, Error> {
    let event: wire::PullRequestEvent<'_> = lenient::document_to(extent, body)?;
    let Some(wire) = event.pull_request else {
        return Err(Error::new(Code::Malformed, "expected a pull request, found none").within("pull_request"));
    };
    let mut reading = Reading::default();
    let repository = repository_row(event.repository, &mut reading.skipped);
    let id = repository.as_ref().map(|repository| repository.id.as_str());
    let row = map::pull_request(wire, id).map_err(|error| error.within("pull_request"))?;
    if row.updated_at.is_none() {
        // Pull requests apply only forward by this time; without it the row cannot be placed.
        reading.pokes.push(Poke::new(row.repository_id.as_deref(), Kind::PullRequests, None));
    }
    reading.update.pull_requests.push(row);
    reading.update.repositories.extend(repository);
    Ok(reading)
}

/// A repository that was created, renamed, moved, changed or deleted.
#[inline(never)]
fn repository(body: &str) -> Result<Reading, Error> {
    let event: wire::RepositoryEvent<'_> = lenient::document(body)?;
    let Some(wire) = event.repository else {
        return Err(Error::new(Code::Malformed, "expected a repository, found none").within("repository"));
    };
    let row = map::repository(wire).map_err(|error| error.within("repository"))?;
    let action = present(event.action).unwrap_or_default();
    let mut reading = Reading::default();
    reading.pokes.push(match action.as_str() {
        // What a connection covers may have changed.
        "created" | "deleted" | "transferred" => Poke::new(None, Kind::Repositories, None),
        _ => Poke::new(Some(&row.id), Kind::Repository, None),
    });
    if action != "deleted" {
        reading.update.repositories.push(row);
    }
    Ok(reading)
}

/// An App was installed, given or refused repositories, suspended or removed, or the account that it is installed on has a new
/// name: whatever it was, what the connection covers may have changed. The repositories are told without their branches.
#[inline(never)]
fn installation(body: &str) -> Result<Reading, Error> {
    let wire::Anything {} = lenient::document(body)?;
    Ok(Reading { pokes: vec![Poke::new(None, Kind::Repositories, None)], ..Reading::default() })
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

/// No event of GitHub's has a longer name.
const LONGEST_EVENT: usize = 64;
/// GitHub sends GUIDs; something much longer is no id, and the body tells duplicates as well.
const LONGEST_ID: usize = 128;
const SIGNATURE: &str = "X-Hub-Signature-256";
/// SHA-1; GitHub still sends it beside the other one.
const OLD_SIGNATURE: &str = "X-Hub-Signature";
