//! GitLab's REST API: what is wanted becomes a request, an answer becomes a page.

use crate::error::{Code, Error};
use crate::host::address::followed;
use crate::host::verdict::Verdict;
use crate::host::{Asked, Kind, Next, Page, Server, Want};
use crate::http::{Header, Headers, Placement, Request, Response, encode};
use crate::lenient;
use crate::model::Repository;
use crate::time::Timestamp;

use super::address::{api_root, group, id, project, user};
use super::cursor::{COMMITS, Cursor, parameter};
use super::{map, verdict};

/// The request for what is wanted, or for the page behind `next`.
pub fn request(want: &Want, next: Option<&Next>, server: &Server<'_>) -> Result<Request, Error> {
    let root = api_root(server.base_url)?;
    let url = match next {
        Some(Next::Url(link)) => followed(link, Some(&root), None)?,
        Some(Next::Cursor(text)) => {
            let cursor = Cursor::read(text)?;
            format!("{root}{}&{}", path(want, cursor.commits.as_deref(), server.dialect)?, cursor.parameter())
        }
        None => format!("{root}{}", path(want, None, server.dialect)?),
    };
    let etag = match want {
        Want::Branches { etag, .. } | Want::PullRequests { etag, .. } if next.is_none() => etag.as_deref(),
        _ => None,
    };
    let mut headers: Headers = [("Accept", "application/json"), ("User-Agent", "Jigit")].into_iter().collect();
    if let Some(etag) = etag {
        headers.0.push(Header { name: "If-None-Match".to_owned(), value: etag.to_owned() });
    }
    Ok(Request {
        method: "GET".to_owned(),
        url,
        headers,
        credential: Some(Placement {
            credential: "token".to_owned(),
            header: "PRIVATE-TOKEN".to_owned(),
            prefix: String::new(),
            user: None,
        }),
        body: None,
    })
}

/// Path and query; each of them stands in the description's endpoints. `commits` is what an earlier page of commits was of.
fn path(want: &Want, commits: Option<&str>, dialect: Option<&str>) -> Result<String, Error> {
    Ok(match want {
        Want::Account => "/user".to_owned(),
        // By name, so that a branch that is deleted meanwhile does not move the others to another page.
        Want::Branches { repository_id, .. } => {
            format!("/projects/{}/repository/branches?pagination=keyset&per_page=100", id(repository_id)?)
        }
        Want::Commit { repository_id, sha, .. } => {
            format!("/projects/{}/repository/commits/{}?stats=false", id(repository_id)?, encode(sha))
        }
        Want::Commits { repository_id, from, known, since, .. } => {
            let known = known.as_deref().filter(|known| *known != from && dialect != Some(&whole(known)));
            let range = known.map_or_else(|| from.clone(), |known| format!("{known}{RANGE}{from}"));
            let since = since.map(|since| format!("&since={}", encode(&since.to_string()))).unwrap_or_default();
            let commits = encode(commits.unwrap_or(&range));
            format!("/projects/{}/repository/commits?{COMMITS}={commits}&per_page=100{since}", id(repository_id)?)
        }
        Want::PullRequest { .. } => return Err(Error::new(Code::Internal, "GitLab cuts nothing in lists")),
        Want::PullRequests { repository_id, since, .. } => {
            let since = since.map(|since| format!("&updated_after={}", encode(&since.to_string()))).unwrap_or_default();
            format!(
                "/projects/{}/merge_requests?scope=all&state=all&order_by=updated_at&sort=desc&per_page=100{since}",
                id(repository_id)?
            )
        }
        Want::Signature { repository_id, sha } => {
            format!("/projects/{}/repository/commits/{}{SIGNATURE}", id(repository_id)?, encode(sha))
        }
        Want::Repositories { owner: Some(owner), subgroups } => {
            format!("/groups/{}/projects?include_subgroups={subgroups}&with_shared=false&{LISTED}", group(owner)?)
        }
        Want::Repositories { owner: None, .. } => format!("/projects?membership=true&pagination=keyset&{LISTED}"),
        Want::Repository { full_name } => format!("/projects/{}", project(full_name)?),
        Want::UserRepositories { owner } => format!("/users/{}/projects?{LISTED}", user(owner)?),
    })
}

/// What an answer means.
pub fn page(asked: &Asked<'_>, response: &Response<'_>, now: Option<Timestamp>) -> Page {
    let verdict = verdict::verdict(response);
    let mut page = Page { pace: verdict::pace(response, &verdict, now), ..Page::default() };
    let read = match verdict {
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
    if page.error.is_none() && !page.moved {
        page.etag = response.headers.get("etag").map(str::to_owned);
    }
    page
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
    match asked.kind {
        Kind::Account => page.account = Some(account(body)?),
        Kind::Commits if asked.url.is_some_and(|url| url.ends_with(SIGNATURE)) => {
            page.signed = map::is_verified(lenient::document(body)?);
            return Ok(());
        }
        Kind::Branches => {
            page.rows.branches = lenient::rows(body, &mut page.skipped, |wire| map::branch(wire, repository_id))?
        }
        Kind::Commits => {
            page.rows.commits =
                lenient::rows_to(asked.extent, body, &mut page.skipped, |wire| map::commit(wire, repository_id))?
        }
        Kind::PullRequests => {
            page.rows.pull_requests = lenient::rows_to(asked.extent, body, &mut page.skipped, |wire| {
                map::merge_request(wire, repository_id)
            })?;
        }
        Kind::Repositories => page.rows.repositories = lenient::rows(body, &mut page.skipped, map::project)?,
        Kind::Repository => page.rows.repositories = vec![repository(body)?],
    }
    page.next = Cursor::told(response.headers, asked.url)?.map(|cursor| Next::Cursor(cursor.text()));
    let nothing_came = page.rows.commits.is_empty() && page.skipped.is_empty() && page.next.is_none();
    if asked.kind == Kind::Commits && nothing_came {
        return no_commits(asked.url.unwrap_or_default(), page);
    }
    Ok(())
}

#[inline(never)]
fn account(body: &str) -> Result<String, Error> {
    map::account(lenient::document(body)?)
}

#[inline(never)]
fn repository(body: &str) -> Result<Repository, Error> {
    map::project(lenient::document(body)?)
}

/// GitLab answers with an empty list where a commit is not there (any more), as if it had no history.
///
/// A range is empty when either end is not there, and when there is nothing between them. Which it is, it does not tell, so the
/// newer end is asked for alone. An empty list is none without its first commit, unless that is too old.
fn no_commits(url: &str, page: &mut Page) -> Result<(), Error> {
    let Some(commits) = parameter(url, COMMITS).filter(|_| parameter(url, "page").is_none()) else { return Ok(()) };
    match commits.split_once(RANGE) {
        Some((known, _)) => {
            page.moved = true;
            page.dialect = Some(whole(known));
            Ok(())
        }
        None if parameter(url, "since").is_some() => Ok(()),
        None => Err(Error::new(
            Code::NotFound,
            "expected the commit that was asked for, found none: it is not there any more",
        )),
    }
}

/// A renamed or transferred project: it is at its number. The address that GitLab gives is made of the server's configuration,
/// which behind a proxy is often not what was asked, so of a number only the number is taken.
#[inline(never)]
fn moved(asked: &Asked<'_>, response: &Response<'_>, page: &mut Page) -> Result<(), Error> {
    let Some(location) = response.headers.get("location").map(str::trim) else {
        return Err(Error::new(
            Code::Redirected,
            format!("GitLab answered {} without saying where to go", response.status),
        ));
    };
    let root = asked.base_url.map(api_root).transpose()?;
    let link = followed(location, root.as_deref(), asked.url).or_else(|error| {
        let number = location.rsplit_once("/projects/").map(|(_, number)| number);
        let is_number = |number: &&str| !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit());
        match (root, number.filter(is_number)) {
            (Some(root), Some(number)) if asked.kind == Kind::Repository => Ok(format!("{root}/projects/{number}")),
            _ => Err(error),
        }
    })?;
    if asked.url == Some(&link) {
        return Err(Error::new(Code::Redirected, "the answer leads to where it came from"));
    }
    page.next = Some(Next::Url(link));
    page.moved = true;
    Ok(())
}

/// The word for not leaving out what a commit reaches, because a range from it came back empty.
fn whole(known: &str) -> String {
    format!("whole:{known}")
}

/// The end of the address of a commit's signature; no other address of commits is without a query.
const SIGNATURE: &str = "/signature";
/// What stands between the ends of a range of commits: what the second reaches and the first does not
/// (<https://git-scm.com/docs/gitrevisions>).
const RANGE: &str = "..";
/// By number, so that new projects come last; `simple` leaves out settings and secrets that are not read.
const LISTED: &str = "order_by=id&sort=asc&simple=true&per_page=100";
