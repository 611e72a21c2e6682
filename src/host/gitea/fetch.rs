//! The REST API: what is wanted becomes a request, an answer becomes a page.

use crate::error::{Code, Error};
use crate::host::address::followed;
use crate::host::verdict::Verdict;
use crate::host::{Asked, Kind, Next, Page, Server, Want};
use crate::http::{Headers, Placement, Request, Response, encode};
use crate::lenient;
use crate::time::Timestamp;

use super::address::{api_root, repository_path, segment};
use super::paging::{self, LIMIT, Place, parameter};
use super::verdict;
use super::{map, wire};

/// The request for what is wanted, or for the page behind `next`.
pub fn request(want: &Want, next: Option<&Next>, server: &Server<'_>) -> Result<Request, Error> {
    let root = api_root(server.base_url)?;
    let url = match next {
        Some(Next::Url(link)) => followed(link, Some(&root), None)?,
        Some(Next::Cursor(cursor)) => format!("{root}{}", path(want, Place::of(cursor)?)?),
        None => format!("{root}{}", path(want, Place::FIRST)?),
    };
    let headers: Headers = [("Accept", "application/json"), ("User-Agent", "Jigit")].into_iter().collect();
    Ok(Request {
        method: "GET".to_owned(),
        url,
        headers,
        credential: Some(Placement {
            credential: "token".to_owned(),
            header: "Authorization".to_owned(),
            prefix: "token ".to_owned(),
            user: None,
        }),
        body: None,
    })
}

/// Path and query; each of them stands in the description's endpoints.
fn path(want: &Want, place: Place) -> Result<String, Error> {
    let list = match want {
        Want::Account => return Ok("/user".to_owned()),
        Want::Repository { full_name } => return Ok(format!("/repos/{}", repository_path(full_name)?)),
        Want::Commit { .. } | Want::PullRequest { .. } => {
            return Err(Error::new(Code::Internal, "Gitea cuts nothing in lists"));
        }
        Want::Branches { full_name, .. } => format!("/repos/{}/branches?", repository_path(full_name)?),
        Want::Commits { full_name, from, known, .. } => {
            let not = known.as_ref().filter(|_| !place.whole).map(|known| format!("not={}&", encode(known)));
            let (repository, from, not) = (repository_path(full_name)?, encode(from), not.unwrap_or_default());
            // Without these, an answer holds the names of all files and the counts of all lines that a commit changed.
            format!("/repos/{repository}/commits?sha={from}&stat=false&verification=false&files=false&{not}")
        }
        Want::PullRequests { full_name, .. } => {
            format!("/repos/{}/pulls?state=all&sort=recentupdate&", repository_path(full_name)?)
        }
        Want::Signature { .. } => return Err(Error::new(Code::Internal, "Gitea tells no signature apart")),
        Want::Repositories { owner: Some(owner), .. } => format!("/orgs/{}/repos?", segment(owner)?),
        Want::Repositories { owner: None, .. } => "/user/repos?".to_owned(),
        Want::UserRepositories { owner } => format!("/users/{}/repos?", segment(owner)?),
    };
    Ok(match place.page {
        1 => format!("{list}limit={LIMIT}"),
        page => format!("{list}limit={LIMIT}&page={page}"),
    })
}

/// What an answer means.
pub fn page(asked: &Asked<'_>, response: &Response<'_>, now: Option<Timestamp>) -> Page {
    let verdict = verdict::verdict(asked.kind, response);
    let mut page = Page { pace: verdict::pace(response, &verdict, now), ..Page::default() };
    let read = match verdict {
        // Git fails over a commit to leave out that it does not have any more: asked once more for everything.
        Verdict::Failed(_) if response.status == 500 && leaves_out(asked) => {
            page.moved = true;
            page.next = Some(Place { page: 1, whole: true }.cursor());
            Ok(())
        }
        Verdict::Read => read(asked, response, &mut page),
        Verdict::Empty => Ok(()),
        Verdict::Unchanged => {
            page.unchanged = true;
            Ok(())
        }
        Verdict::Moved => moved(asked, response, &mut page),
        Verdict::Failed(error) => Err(error),
    };
    page.error = read.err();
    page
}

/// Whether commits were asked for without those that a known one reaches.
fn leaves_out(asked: &Asked<'_>) -> bool {
    asked.kind == Kind::Commits && asked.url.is_some_and(|url| parameter(url, "not").is_some())
}

#[inline(never)]
fn read(asked: &Asked<'_>, response: &Response<'_>, page: &mut Page) -> Result<(), Error> {
    let body = &lenient::body(response.body);
    if lenient::is_page(body.as_bytes()) {
        return Err(Error::new(
            Code::Malformed,
            "expected JSON, found a page for people: a proxy or a login may be in the way",
        ));
    }
    let repository_id = asked.repository_id;
    // A list of nothing may be null, such as the branches of an empty repository.
    let list = if body.trim_ascii() == "null" { "[]" } else { body };
    let (rows, skipped) = (&mut page.rows, &mut page.skipped);
    let read = match asked.kind {
        Kind::Account => {
            page.account = Some(account(body)?);
            return Ok(());
        }
        Kind::Repository => {
            rows.repositories = vec![repository(body)?];
            return Ok(());
        }
        Kind::Branches => {
            rows.branches = lenient::rows(list, skipped, |wire: wire::Branch<'_>| map::branch(wire, repository_id))?;
            rows.branches.len()
        }
        Kind::Commits => {
            rows.commits = lenient::rows_to(asked.extent, list, skipped, |wire: wire::Commit<'_>| {
                map::commit(wire, repository_id)
            })?;
            rows.commits.len()
        }
        Kind::PullRequests => {
            rows.pull_requests =
                lenient::rows_to(asked.extent, list, skipped, |wire| map::pull_request(wire, repository_id))?;
            rows.pull_requests.len()
        }
        Kind::Repositories => {
            rows.repositories = lenient::rows(list, skipped, map::repository)?;
            rows.repositories.len()
        }
    };
    page.next = paging::next(asked, response.headers, read + page.skipped.len());
    Ok(())
}

#[inline(never)]
fn account(body: &str) -> Result<String, Error> {
    map::account(lenient::document(body)?)
}

#[inline(never)]
fn repository(body: &str) -> Result<crate::model::Repository, Error> {
    map::repository(lenient::document(body)?)
}

/// A renamed or transferred repository: the same page is at another path. What is asked for there stays what was asked for,
/// whatever the query of the new address says.
fn moved(asked: &Asked<'_>, response: &Response<'_>, page: &mut Page) -> Result<(), Error> {
    let Some(location) = response.headers.get("location").map(str::trim) else {
        return Err(Error::new(
            Code::Redirected,
            format!("Gitea answered {} without saying where to go", response.status),
        ));
    };
    let link = match asked.url {
        Some(url) => {
            let path = location.split(['?', '#']).next().unwrap_or_default();
            url.split_once('?').map_or_else(|| path.to_owned(), |(_, query)| format!("{path}?{query}"))
        }
        None => location.to_owned(),
    };
    let root = asked.base_url.map(api_root).transpose()?;
    page.next = Some(Next::Url(followed(&link, root.as_deref(), asked.url)?));
    page.moved = true;
    Ok(())
}
