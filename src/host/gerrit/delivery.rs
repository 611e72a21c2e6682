//! The deliveries of Gerrit's plugin webhooks: nothing proves who sent them, so they only say where to look.

use crate::error::Error;
use crate::host::field::{branch_of, missing, present};
use crate::host::{Delivery, Kind, Poke, Proof, Proven, Reading};
use crate::json::{self, Raw};
use crate::lenient;
use crate::model::{State, Unlinked};
use crate::signature::sha256_hex;
use crate::text::Text;

use super::{map, wire};

/// The plugin signs nothing and sends no secret, whatever the connection has
/// (<https://gerrit.googlesource.com/plugins/webhooks/>): there is nothing to check.
pub fn verify(delivery: Delivery<'_>) -> Proven<'_> {
    delivery.proven(Proof::None)
}

/// What a delivery means. The event's name stands in the body.
pub fn read(proven: &Proven<'_>) -> Result<Reading, Error> {
    let body = lenient::body(proven.delivery.body);
    let event: wire::Event<'_> = lenient::document(&body)?;
    let kind = present(event.kind.clone()).ok_or_else(|| missing("type", "an event's name"))?;
    let at = map::seconds(&event.event_created_on);
    // https://gerrit-review.googlesource.com/Documentation/cmd-stream-events.html#events
    let (mut reading, about) = match kind.as_str() {
        "patchset-created"
        | "change-restored"
        | "topic-changed"
        | "wip-state-changed"
        | "private-state-changed"
        | "change-abandoned"
        | "change-deleted"
        | "change-merged" => change(event, &kind)?,
        "ref-updated" | "batch-ref-updated" => references(event, &body)?,
        "project-created" => new_project(event)?,
        "project-head-updated" => new_head(event)?,
        "dropped-output" => (lost_events(), String::new()),
        _ => (Reading::ignored("unknown_event"), String::new()),
    };
    reading.poke_instead_of_rows();
    reading.delivery_id = at.filter(|_| !about.is_empty()).map(|at| id(&format!("{kind}:{about}:{}", at.0 / 1000)));
    reading.event = Some(lenient::shortened(&kind, LONGEST_EVENT));
    Ok(reading)
}

/// What came with an event, and what it is about, to know it again when it is sent twice.
type About = (Reading, String);

/// A change, whatever happened to it: the event has all of it.
#[inline(never)]
fn change(event: wire::Event<'_>, kind: &str) -> Result<About, Error> {
    let at = map::seconds(&event.event_created_on);
    let Some(wire) = event.change else { return Err(missing("change", "a change")) };
    let project = present(wire.project.clone()).or_else(|| project_name(event.project));
    let is_private = wire.private == Some(true);
    let row = map::event_change(wire, project.as_deref(), kind, at).map_err(|error| error.within("change"))?;
    let patch_set = event.patch_set.and_then(|patch_set| patch_set.number.0).unwrap_or_default();
    let about = format!(
        "{}:{}:{patch_set}:{}{}{}",
        project.as_deref().unwrap_or_default(),
        row.number,
        if row.state == State::Draft { "wip" } else { "" },
        if is_private { "private" } else { "" },
        row.source_branch.as_deref().unwrap_or_default(),
    );
    let mut reading =
        Reading { pokes: vec![Poke::new(project.as_deref(), Kind::PullRequests, None)], ..Reading::default() };
    if kind == "change-merged" {
        reading.pokes.push(Poke::new(project.as_deref(), Kind::Commits, row.target_branch.as_deref()));
    }
    if is_private || kind == "change-deleted" {
        reading.update.unlinked.push(Unlinked { repository_id: project.clone(), number: row.number });
    } else {
        reading.update.pull_requests.push(row);
    }
    reading.update.repositories.extend(project.as_deref().map(map::repository));
    Ok((reading, about))
}

/// References that moved. Gerrit keeps reviews in references, too; only branches count.
#[inline(never)]
fn references(event: wire::Event<'_>, body: &str) -> Result<About, Error> {
    let project = project_name(event.project);
    let mut reading = Reading::default();
    let listed = event.ref_updates.unwrap_or_default().read(body, "refUpdates", &mut reading.skipped);
    let listed = listed.into_iter().map(|update| (update.at("refUpdates"), update.item));
    let updates: Vec<_> = listed.chain(event.ref_update.map(|update| ("refUpdate".to_owned(), update))).collect();
    if updates.is_empty() {
        return Err(missing("refUpdate", "a reference that moved"));
    }
    let (mut about, mut only_tags) = (Vec::new(), true);
    for (at, item) in updates {
        let Some(reference) = present(item.ref_name) else {
            reading.skipped.push(missing("refName", "a reference's name").within(&at));
            continue;
        };
        let project = present(item.project).or_else(|| project.clone());
        let revision = item.new_rev.as_ref().map_or("", |revision| &*revision.0);
        about.push(format!("{}:{reference}@{revision}", project.as_deref().unwrap_or_default()));
        // Old servers write the short name.
        let Some(name) = branch_of(&reference).filter(|name| *name != "HEAD") else {
            only_tags &= reference.starts_with("refs/tags/");
            continue;
        };
        let branch = map::moved_branch(item.new_rev, name, project.as_deref());
        let kind = if branch.deleted { Kind::Branches } else { Kind::Commits };
        reading.pokes.push(Poke::new(project.as_deref(), kind, Some(name)));
        reading.update.branches.push(branch);
        let known = reading.update.repositories.iter().any(|known| Some(known.id.as_str()) == project.as_deref());
        reading.update.repositories.extend(project.as_deref().filter(|_| !known).map(map::repository));
    }
    if about.is_empty() {
        return Err(missing("refUpdate.refName", "a reference's name"));
    }
    if reading.pokes.is_empty() {
        reading.ignored = Some(if only_tags { "tag" } else { "not_a_branch" }.to_owned());
    }
    Ok((reading, about.join(",")))
}

/// A project that is new to the connection, perhaps.
fn new_project(event: wire::Event<'_>) -> Result<About, Error> {
    let name = named_project(event.project_name, event.project)?;
    let mut reading = Reading { pokes: vec![Poke::new(None, Kind::Repositories, None)], ..Reading::default() };
    let mut row = map::repository(&name);
    row.default_branch = present(event.head_name).and_then(|head| branch_of(&head).map(str::to_owned));
    reading.update.repositories.push(row);
    Ok((reading, name))
}

/// Another branch is shown first.
fn new_head(event: wire::Event<'_>) -> Result<About, Error> {
    let name = named_project(event.project_name, event.project)?;
    let mut reading = Reading { pokes: vec![Poke::new(Some(&name), Kind::Repository, None)], ..Reading::default() };
    let mut row = map::repository(&name);
    row.default_branch = present(event.new_head).and_then(|head| branch_of(&head).map(str::to_owned));
    let about = format!("{name}:{}", row.default_branch.as_deref().unwrap_or_default());
    reading.update.repositories.push(row);
    Ok((reading, about))
}

/// Gerrit lost events: anything may have changed.
fn lost_events() -> Reading {
    let everywhere = |kind| Poke::new(None, kind, None);
    let pokes = [Kind::Repositories, Kind::Branches, Kind::PullRequests].map(everywhere).to_vec();
    Reading { pokes, ..Reading::default() }
}

fn named_project(name: Option<Text<'_>>, project: Option<Raw<'_>>) -> Result<String, Error> {
    present(name).or_else(|| project_name(project)).ok_or_else(|| missing("projectName", "a project's name"))
}

/// The project of an event: webhooks write an object where the stream of events has a text.
fn project_name(project: Option<Raw<'_>>) -> Option<String> {
    let Raw(written) = project?;
    let name = json::read(written).or_else(|_| json::read::<wire::Project<'_>>(written).map(|project| project.name));
    present(name.ok()?)
}

/// An id that is never too long to be kept.
fn id(about: &str) -> String {
    if about.len() <= LONGEST_ID && !about.contains(char::is_control) {
        about.to_owned()
    } else {
        sha256_hex(about.as_bytes())
    }
}

/// No event of Gerrit's has a longer name.
const LONGEST_EVENT: usize = 64;
/// What is longer is told by its digest.
const LONGEST_ID: usize = 128;
