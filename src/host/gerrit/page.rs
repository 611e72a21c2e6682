//! An answer of Gerrit's REST API or of the log of gitiles becomes a page.

use serde_json::Value;

use crate::error::{Code, Error};
use crate::host::field::commit_id;
use crate::host::verdict::Verdict;
use crate::host::{Asked, Kind, Next, Page};
use crate::http::Response;
use crate::lenient::{self, Placed};
use crate::model::Unlinked;
use crate::text::Text;
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
    let body = json(response.body);
    if body.first() == Some(&b'<') {
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
        Kind::Commits => commits(body, &place, page)?,
        Kind::PullRequests => changes(asked, body, &place, page)?,
        Kind::Repositories => projects(asked, body, &place, page)?,
        Kind::Repository => project(body, &place, page)?,
    }
    Ok(())
}

/// A body without what Gerrit writes before JSON so that no script can use it
/// (<https://gerrit-review.googlesource.com/Documentation/rest-api.html#output>).
fn json(body: &[u8]) -> &[u8] {
    let body = lenient::without_mark(body).trim_ascii_start();
    body.strip_prefix(b")]}'").unwrap_or(body).trim_ascii_start()
}

#[inline(never)]
fn account(body: &[u8]) -> Result<String, Error> {
    map::account(lenient::document(body)?)
}

#[inline(never)]
fn branches(asked: &Asked<'_>, body: &[u8], page: &mut Page) -> Result<(), Error> {
    let (items, unread) = lenient::list::<wire::Branch>(body)?;
    let count = items.len() + unread.len();
    page.skipped.extend(unread);
    for Placed { at, item } in items {
        match map::branch(item, asked.repository_id) {
            Ok(branch) => page.rows.branches.extend(branch),
            Err(error) if at.is_empty() => return Err(error),
            Err(error) => page.skipped.push(error.within(&at)),
        }
    }
    page.next = behind(asked, count, count >= LONGEST_LIST);
    Ok(())
}

#[inline(never)]
fn changes(asked: &Asked<'_>, body: &[u8], place: &Place<'_>, page: &mut Page) -> Result<(), Error> {
    let (items, unread) = lenient::list::<wire::Change>(body)?;
    let count = items.len() + unread.len();
    // The sign that there are more may be on one that could not be read.
    let mut more = !unread.is_empty() && count >= MOST_CHANGES;
    page.skipped.extend(unread);
    for Placed { at, item } in items {
        more |= item.more == Some(true);
        let is_private = item.is_private == Some(true);
        match map::change(item, place) {
            // Became private while it was read: nothing of it is for everybody in Jira.
            Ok((row, _)) if is_private => {
                page.rows.unlinked.push(Unlinked { repository_id: row.repository_id, number: row.number });
            }
            Ok((row, commit)) => {
                page.rows.pull_requests.push(row);
                page.rows.commits.extend(commit);
            }
            Err(error) if at.is_empty() => return Err(error),
            Err(error) => page.skipped.push(error.within(&at)),
        }
    }
    page.next = behind(asked, count, more);
    Ok(())
}

/// A page of gitiles' log, or a commit alone.
#[inline(never)]
fn commits(body: &[u8], place: &Place<'_>, page: &mut Page) -> Result<(), Error> {
    let (entries, next) = match log(body, &mut page.skipped)? {
        Some(log) => log,
        None => {
            page.rows.commits.push(map::commit(lenient::document(body)?, place)?);
            return Ok(());
        }
    };
    for Placed { at, item } in entries {
        match map::log_entry(item, place) {
            Ok(commit) => page.rows.commits.push(commit),
            Err(error) => page.skipped.push(error.within(&at)),
        }
    }
    page.next = commit_id(next).map(Next::Cursor);
    Ok(())
}

type Log = (Vec<Placed<wire::LogEntry>>, Option<Text>);

/// The entries of a log and where it goes on; they are read one by one when the whole cannot be read in one go.
fn log(body: &[u8], skipped: &mut Vec<Error>) -> Result<Option<Log>, Error> {
    if let Some(log) = lenient::object::<wire::Log>(body) {
        return Ok(log.log.map(|entries| (lenient::placed(entries, "log"), log.next)));
    }
    let mut tree = lenient::object_tree(body)?;
    let entries = match tree.get_mut("log").map(Value::take) {
        None | Some(Value::Null) => return Ok(None),
        Some(Value::Array(entries)) => entries,
        Some(_) => return Err(Error::new(Code::Malformed, "expected a list").within("log")),
    };
    let (entries, unread) = lenient::elements(entries, "log");
    skipped.extend(unread);
    Ok(Some((entries, tree.get("next").and_then(Value::as_str).map(|next| Text(next.to_owned())))))
}

/// Projects by name, without Gerrit's own and without those that cannot be read.
#[inline(never)]
fn projects(asked: &Asked<'_>, body: &[u8], place: &Place<'_>, page: &mut Page) -> Result<(), Error> {
    let projects = by_name(body, &mut page.skipped)?;
    let count = projects.len() + page.skipped.len();
    let mut more = count >= LONGEST_LIST;
    for (name, project) in projects.into_iter().filter_map(|(name, project)| Some((name, project?))) {
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

fn by_name(body: &[u8], skipped: &mut Vec<Error>) -> Result<wire::Projects, Error> {
    if let Some(projects) = lenient::object(body) {
        return Ok(projects);
    }
    let mut projects = wire::Projects::new();
    if let Value::Object(members) = lenient::object_tree(body)? {
        for (name, project) in members {
            match lenient::from_tree(project) {
                Ok(project) => {
                    projects.insert(name, project);
                }
                Err(error) => skipped.push(error.within(&name)),
            }
        }
    }
    Ok(projects)
}

#[inline(never)]
fn project(body: &[u8], place: &Place<'_>, page: &mut Page) -> Result<(), Error> {
    let project: wire::Project = lenient::document(body)?;
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
