//! An answer of Gerrit's REST API or of the log of gitiles becomes a page.

use crate::error::{Code, Error};
use crate::host::field::commit_id;
use crate::host::verdict::Verdict;
use crate::host::{Asked, Kind, Next, Page};
use crate::http::Response;
use crate::json::Attempt;
use crate::json::Extent;
use crate::lenient::{self, List};
use crate::model::Unlinked;
use crate::time::Timestamp;

use super::address::web_root;
use super::fetch::{LONGEST_LIST, MOST_CHANGES};
use super::map::Place;
use super::verdict;
use super::{map, wire};

/// What an answer means.
pub fn page(asked: &Asked<'_>, response: &Response<'_>, now: Option<Timestamp>) -> Page {
    let verdict = verdict::verdict(asked, response);
    let mut page = Page { pace: verdict::pace(response, &verdict, now), ..Page::default() };
    page.error = match verdict {
        Verdict::Read => read(asked, response, &mut page).err(),
        Verdict::Empty | Verdict::Moved => None,
        Verdict::Unchanged => {
            page.unchanged = true;
            None
        }
        Verdict::Failed(error) => Some(error),
    };
    page
}

fn read(asked: &Asked<'_>, response: &Response<'_>, page: &mut Page) -> Result<(), Error> {
    let body = lenient::body(response.body);
    let body = json(&body);
    if body.starts_with('<') {
        return Err(Error::new(
            Code::Malformed,
            "expected JSON, found a page for people: a proxy or a login may be in the way",
        ));
    }
    let root = asked.base_url.and_then(|base_url| web_root(base_url).ok());
    let place = Place { project: asked.repository_id, web_root: root.as_deref() };
    match asked.kind {
        Kind::Account => page.account = Some(account(body)?),
        Kind::Branches => branches(asked, body, page)?,
        Kind::Commits => commits(asked.extent, body, &place, page)?,
        Kind::PullRequests => changes(asked, body, &place, page)?,
        Kind::Repositories => projects(asked, body, &place, page)?,
        Kind::Repository => project(body, &place, page)?,
    }
    Ok(())
}

/// A body without what Gerrit writes before JSON so that no script can use it
/// (<https://gerrit-review.googlesource.com/Documentation/rest-api.html#output>).
fn json(body: &str) -> &str {
    let body = body.trim_ascii_start();
    body.strip_prefix(")]}'").unwrap_or(body).trim_ascii_start()
}

#[inline(never)]
fn account(body: &str) -> Result<String, Error> {
    map::account(lenient::document(body)?)
}

#[inline(never)]
fn branches(asked: &Asked<'_>, body: &str, page: &mut Page) -> Result<(), Error> {
    let list = lenient::list(body)?;
    let count = list.len();
    let branch = |wire| map::branch(wire, asked.repository_id);
    page.rows.branches.extend(list.rows(body, "", &mut page.skipped, branch)?.into_iter().flatten());
    page.next = behind(asked, count, count >= LONGEST_LIST);
    Ok(())
}

#[inline(never)]
fn changes(asked: &Asked<'_>, body: &str, place: &Place<'_>, page: &mut Page) -> Result<(), Error> {
    let list: List<wire::Change<'_>> = lenient::list(body)?;
    let count = list.len();
    let before = page.skipped.len();
    let mut more = false;
    let changes = list.rows(body, "", &mut page.skipped, |wire| {
        more |= wire.more == Some(true);
        let is_private = wire.is_private == Some(true);
        map::change(wire, place).map(|(row, commit)| (row, commit, is_private))
    })?;
    // The sign that there are more may be on one that could not be read.
    more |= page.skipped.len() > before && count >= MOST_CHANGES;
    for (row, commit, is_private) in changes {
        if is_private {
            // Became private while it was read: nothing of it is for everybody in Jira.
            page.rows.unlinked.push(Unlinked { repository_id: row.repository_id, number: row.number });
        } else {
            page.rows.pull_requests.push(row);
            page.rows.commits.extend(commit);
        }
    }
    page.next = behind(asked, count, more);
    Ok(())
}

/// A page of gitiles' log, or a commit alone.
#[inline(never)]
fn commits(extent: Extent, body: &str, place: &Place<'_>, page: &mut Page) -> Result<(), Error> {
    let wire::Log { log, next } = lenient::document_to(extent, body)?;
    match log {
        None => page.rows.commits.push(map::commit(lenient::document(body)?, place)?),
        Some(log) if log.is_refused() => return Err(Error::new(Code::Malformed, "expected a list").within("log")),
        Some(log) => {
            page.rows.commits = log.rows(body, "log", &mut page.skipped, |wire| map::log_entry(wire, place))?;
        }
    }
    page.next = commit_id(next).map(Next::Cursor);
    Ok(())
}

/// Projects by name, without Gerrit's own and without those that cannot be read.
#[inline(never)]
fn projects(asked: &Asked<'_>, body: &str, place: &Place<'_>, page: &mut Page) -> Result<(), Error> {
    let projects: wire::Projects<'_> = lenient::document(body)?;
    let count = projects.len();
    let mut more = count >= LONGEST_LIST;
    for (name, Attempt(project)) in projects {
        let project = match project {
            Ok(Some(project)) => project,
            Ok(None) => continue,
            Err(error) => {
                page.skipped.push(lenient::malformed(body, &error).within(&name));
                continue;
            }
        };
        more |= project.more == Some(true);
        if GERRITS_OWN.contains(&name.as_str()) || !map::is_readable(&project) {
            continue;
        }
        match map::project(project, Some(&name), place.web_root) {
            Ok(row) => page.rows.repositories.push(row),
            Err(error) => page.skipped.push(error.within(&name)),
        }
    }
    page.next = behind(asked, count, more);
    Ok(())
}

#[inline(never)]
fn project(body: &str, place: &Place<'_>, page: &mut Page) -> Result<(), Error> {
    let project: wire::Project<'_> = lenient::document(body)?;
    if !map::is_readable(&project) {
        return Err(Error::new(Code::NotFound, "the project is hidden: nobody can read it"));
    }
    page.rows.repositories.push(map::project(project, None, place.web_root)?);
    Ok(())
}

/// Where the next page begins: behind what was asked for and came.
fn behind(asked: &Asked<'_>, count: usize, more: bool) -> Option<Next> {
    let query = asked.url.and_then(|url| url.split_once('?')).map_or("", |(_, query)| query);
    let start = form_urlencoded::parse(query.as_bytes()).find(|(name, _)| name == "S");
    let start = start.and_then(|(_, start)| start.parse::<u64>().ok()).unwrap_or(0);
    (more && count > 0).then(|| Next::Cursor(start.saturating_add(count as u64).to_string()))
}

/// Projects that hold Gerrit's own settings.
const GERRITS_OWN: [&str; 2] = ["All-Projects", "All-Users"];
