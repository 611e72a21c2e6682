//! Azure DevOps' service hooks: who sent a delivery, and what it means.

use base64::Engine;
use base64::alphabet::STANDARD;
use base64::engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig};

use crate::error::{Code, Error};
use crate::host::field::{branch_of, commit_id, is_zero, missing, present, pushed_by};
use crate::host::{Delivery, Kind, Poke, Proof, Proven, Reading};
use crate::json::Extent;
use crate::lenient;
use crate::model::{Branch, Repository};
use crate::signature::{Secret, equal};

use super::{map, wire};

/// Checks what the subscription was told to send along: the password of HTTP Basic (RFC 7617), whoever the user is, or a
/// header of ours. Deliveries are not signed:
/// <https://learn.microsoft.com/en-us/azure/devops/service-hooks/services/webhooks>. Every secret is tried, so that a secret
/// can be changed without losing deliveries.
pub fn verify<'a>(delivery: Delivery<'a>, secrets: &[Secret]) -> Result<Proven<'a>, Error> {
    let mut secrets = secrets.iter().filter(|secret| !secret.is_empty()).peekable();
    if secrets.peek().is_none() {
        return Ok(delivery.proven(Proof::None));
    }
    let header = |name: &str| delivery.headers.get(name).map(str::trim).filter(|value| !value.is_empty());
    let (authorization, own) = (header("Authorization"), header(OWN_HEADER).unwrap_or_default());
    if authorization.is_none() && own.is_empty() {
        let sentence = format!(
            "expected a password (HTTP Basic) or the header {OWN_HEADER}, found neither: the subscription sends no secret"
        );
        return Err(Error::new(Code::NotSigned, sentence));
    }
    let basic = authorization.and_then(basic).unwrap_or_default();
    let colon = basic.iter().position(|byte| *byte == b':');
    let password = colon.and_then(|colon| basic.get(colon + 1..)).unwrap_or_default();
    // Every secret is compared with everything, whichever fits: the time does not tell which one did.
    let fits = secrets.fold(false, |fits, secret| {
        let secret = secret.as_bytes();
        // A secret with a colon in it may have been given as user and password.
        equal(password, secret) | equal(&basic, secret) | equal(own.as_bytes(), secret) | fits
    });
    if fits {
        Ok(delivery.proven(Proof::SharedSecret))
    } else {
        Err(Error::new(
            Code::BadSignature,
            format!("neither the password nor {OWN_HEADER} is this connection's secret"),
        ))
    }
}

/// What `user:password` a header says, if it is one of HTTP Basic.
fn basic(authorization: &str) -> Option<Vec<u8>> {
    let (scheme, credentials) = authorization.split_once(' ')?;
    if !scheme.eq_ignore_ascii_case("basic") {
        return None;
    }
    LENIENT.decode(credentials.trim()).ok()
}

/// What a delivery means. No header tells the event; the body does.
pub fn read(proven: &Proven<'_>) -> Result<Reading, Error> {
    let body = &lenient::body(proven.delivery.body);
    let envelope: wire::Envelope<'_> = lenient::document(body)?;
    let event = present(envelope.event_type.clone()).ok_or_else(|| missing("eventType", "an event's name"))?;
    // https://learn.microsoft.com/en-us/azure/devops/service-hooks/events
    let mut reading = match event.as_str() {
        "git.push" => push(body, proven.extent)?,
        // The last one tells of every attempt to merge, also of those that fail and of pull requests that are still open.
        "git.pullrequest.created" | "git.pullrequest.updated" | "git.pullrequest.merged" => {
            pull_request(body, &envelope)?
        }
        "git.repo.created" | "git.repo.deleted" | "git.repo.forked" | "git.repo.statuschanged" => listed(),
        "git.repo.renamed" => renamed(body)?,
        _ => Reading::ignored("unknown_event"),
    };
    if proven.proof == Proof::None {
        reading.poke_instead_of_rows();
    }
    reading.event = Some(lenient::shortened(&event, LONGEST_EVENT));
    reading.delivery_id = envelope.id.0;
    Ok(reading)
}

/// What a connection covers may have changed.
fn listed() -> Reading {
    Reading { pokes: vec![Poke::new(None, Kind::Repositories, None)], ..Reading::default() }
}

/// Commits and new heads, of several branches perhaps. Neither the commits' parents nor whether a branch was rewritten
/// are told, so sync always looks at both.
#[inline(never)]
fn push(body: &str, extent: Extent) -> Result<Reading, Error> {
    let event: wire::Event<wire::Push<'_>> = lenient::document_to(extent, body)?;
    let push = event.resource.unwrap_or_default();
    let mut skipped = Vec::new();
    let site = push.repository.as_ref().and_then(|repository| map::site(repository, None));
    let told = push.repository.as_ref().and_then(|repository| repository.id.0.clone());
    let id = told.or_else(|| map::repository_of(push.url));
    let id = id.as_deref();
    let mut reading = Reading::default();
    let mut left_out = None;
    for update in push.ref_updates.unwrap_or_default().read(body, "resource.refUpdates", &mut skipped) {
        let at = update.at("resource.refUpdates");
        let item = update.item;
        let Some(reference) = present(item.name) else {
            skipped.push(missing("name", "a reference's name").within(&at));
            continue;
        };
        let Some(name) = branch_of(&reference) else {
            left_out = Some(if reference.starts_with("refs/tags/") { "tag" } else { "not_a_branch" });
            continue;
        };
        let is_deleted = item.new_object_id.as_ref().is_some_and(|id| is_zero(&id.0));
        reading.pokes.push(Poke::new(id, Kind::Branches, Some(name)));
        if !is_deleted {
            reading.pokes.push(Poke::new(id, Kind::Commits, Some(name)));
        }
        reading.update.branches.push(Branch {
            repository_id: id.map(str::to_owned),
            name: name.to_owned(),
            head: commit_id(item.new_object_id),
            deleted: is_deleted,
            issue_keys: Vec::new(),
        });
    }
    match left_out {
        Some(reason) if reading.update.branches.is_empty() => {
            return Ok(Reading { skipped, ..Reading::ignored(reason) });
        }
        // The subscription sends only where to ask, or nothing.
        None if reading.update.branches.is_empty() => reading.pokes.push(Poke::new(id, Kind::Branches, None)),
        _ => {}
    }
    let commits = push.commits.0.unwrap_or_default();
    let commit = |wire| map::commit(wire, id, site.as_deref());
    reading.update.commits = commits.rows(body, "resource.commits", &mut skipped, commit)?;
    let (account, email) = map::account_of(push.pushed_by.unwrap_or_default());
    pushed_by(&mut reading.update.commits, account, email);
    reading.update.repositories.extend(repository_row(push.repository, &mut skipped));
    reading.skipped = skipped;
    Ok(reading)
}

/// A pull request, whatever happened to it: its status tells, the name of the event does not.
#[inline(never)]
fn pull_request(body: &str, envelope: &wire::Envelope<'_>) -> Result<Reading, Error> {
    let event: wire::Event<wire::PullRequest<'_>> = lenient::document(body)?;
    let wire = event.resource.unwrap_or_default();
    let told = wire.repository.as_ref().and_then(|repository| repository.id.0.clone());
    let id = told.or_else(|| map::repository_of(wire.url.clone()));
    let id = id.as_deref();
    let mut reading = Reading::default();
    // The subscription sends only where to ask, or nothing.
    if wire.pull_request_id.is_none() || wire.status.is_none() {
        reading.pokes.push(Poke::new(id, Kind::PullRequests, None));
        return Ok(reading);
    }
    let site = wire.repository.as_ref().and_then(|repository| map::site(repository, None));
    let repository = wire.repository.clone();
    let row = map::pull_request(wire, id, site.as_deref(), envelope.created_date.0)
        .map_err(|error| error.within("resource"))?;
    // Pull requests apply only forward by this time; without it the row cannot be placed.
    if row.updated_at.is_none() || map::may_be_cut(row.description.as_deref()) {
        reading.pokes.push(Poke::new(id, Kind::PullRequests, None));
    }
    reading.update.pull_requests.push(row);
    reading.update.repositories.extend(repository_row(repository, &mut reading.skipped));
    Ok(reading)
}

/// A repository with another name.
#[inline(never)]
fn renamed(body: &str) -> Result<Reading, Error> {
    let event: wire::Event<wire::RepositoryEvent<'_>> = lenient::document(body)?;
    let Some(repository) = event.resource.and_then(|event| event.repository) else { return Ok(listed()) };
    let mut reading = Reading::default();
    reading.pokes.push(match repository.id.0.as_deref() {
        Some(id) => Poke::new(Some(id), Kind::Repository, None),
        None => Poke::new(None, Kind::Repositories, None),
    });
    reading.update.repositories.extend(repository_row(Some(repository), &mut reading.skipped));
    Ok(reading)
}

/// The repository of a delivery, when all of it is told: many deliveries leave its default branch out, and a row without
/// one would make the stored one be forgotten.
fn repository_row(wire: Option<wire::Repository<'_>>, skipped: &mut Vec<Error>) -> Option<Repository> {
    match map::repository(wire?, None) {
        Ok(row) => Some(row).filter(|row| row.default_branch.is_some() && row.url.is_some()),
        // Nothing of it can be read, and sync will notice.
        Err(error) if error.code == Code::Forbidden => None,
        Err(error) => {
            skipped.push(error.within("resource.repository"));
            None
        }
    }
}

/// No event of Azure DevOps' has a longer name.
const LONGEST_EVENT: usize = 64;
/// For those who cannot use HTTP Basic, such as behind a proxy that takes it for its own.
const OWN_HEADER: &str = "X-Jigit-Secret";
/// Base64 with or without its padding.
const LENIENT: GeneralPurpose = GeneralPurpose::new(
    &STANDARD,
    GeneralPurposeConfig::new().with_decode_padding_mode(DecodePaddingMode::Indifferent),
);
