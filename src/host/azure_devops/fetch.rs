//! Azure DevOps' REST API: what is wanted becomes a request, an answer becomes a page.

use crate::error::{Code, Error};
use crate::host::address::followed;
use crate::host::verdict::Verdict;
use crate::host::{Asked, Kind, Next, Page, Partial, Server, Want};
use crate::http::{Headers, Placement, Request, Response, encode, origin};
use crate::json::Extent;
use crate::lenient;
use crate::model::{PullRequest, Repository};
use crate::time::Timestamp;

use super::list::{LIST, Place, items, parameter};
use super::verdict::{self, NEWEST, VERSIONS};
use super::{address, map, wire};

/// The request for what is wanted, or for the page behind `next`.
pub fn request(want: &Want, next: Option<&Next>, server: &Server<'_>) -> Result<Request, Error> {
    let root = address::root(server.base_url)?;
    let version = VERSIONS.iter().find(|version| Some(**version) == server.dialect).unwrap_or(&NEWEST);
    let url = match next {
        Some(Next::Url(link)) => followed(link, Some(&root), None)?,
        Some(Next::Cursor(cursor)) => format!("{root}{}", path(want, Some(cursor), version)?),
        None => format!("{root}{}", path(want, None, version)?),
    };
    Ok(Request {
        method: "GET".to_owned(),
        url,
        // Without the second one, a token that is not accepted is answered by a page for people.
        headers: Headers::from_iter([
            ("Accept", "application/json"),
            ("X-TFS-FedAuthRedirect", "Suppress"),
            ("User-Agent", "Jigit"),
        ]),
        credential: Some(Placement {
            credential: "token".to_owned(),
            header: "Authorization".to_owned(),
            prefix: "Basic ".to_owned(),
            user: Some(String::new()),
        }),
        body: None,
    })
}

/// Path and query; each of them stands in the description's endpoints.
fn path(want: &Want, cursor: Option<&str>, version: &str) -> Result<String, Error> {
    let api = format!("api-version={version}");
    let of = |repository_id: &str| Ok(format!("/_apis/git/repositories/{}", address::segment(repository_id)?));
    Ok(match want {
        // This one is a preview in every version.
        Want::Account => format!("/_apis/connectionData?{api}-preview"),
        Want::Branches { repository_id, .. } => {
            let next = cursor.map(|token| format!("&continuationToken={}", encode(token))).unwrap_or_default();
            // Without the size of a page, a token makes pages of 100.
            format!("{}/refs?filter=heads%2F&%24top={BRANCHES}{next}&{api}", of(repository_id)?)
        }
        // The number of changes is the default: it keeps the list of changed files out of the answer.
        Want::Commit { repository_id, sha, .. } => {
            format!("{}/commits/{}?changeCount=0&{api}", of(repository_id)?, encode(sha))
        }
        Want::Commits { repository_id, from, known, since, .. } => {
            let skip = number(cursor.unwrap_or("0"))?;
            let range = range(from, known.as_deref());
            let since = since.map(|since| format!("&{FROM_DATE}={}", encode(&since.to_string()))).unwrap_or_default();
            format!("{}/commits?{range}{since}&{COMMITS_TOP}={ITEMS}&{COMMITS_SKIP}={skip}&{api}", of(repository_id)?)
        }
        Want::PullRequest { repository_id, number, .. } => {
            format!("{}/pullrequests/{number}?{api}", of(repository_id)?)
        }
        Want::PullRequests { repository_id, since, .. } => {
            format!("{}/pullrequests?{}&{api}", of(repository_id)?, pull_requests(*since, cursor)?)
        }
        // A project that is not found is asked for once more; there are no repositories of users.
        Want::Signature { .. } => return Err(Error::new(Code::Internal, "Azure DevOps tells no signature apart")),
        Want::Repositories { owner: Some(owner), .. } | Want::UserRepositories { owner } => {
            format!("/{}/_apis/git/repositories?{api}", address::segment(owner)?)
        }
        Want::Repositories { owner: None, .. } => format!("/_apis/git/repositories?{api}"),
        Want::Repository { full_name } => {
            let (project, name) = address::repository(full_name)?;
            format!("/{project}/_apis/git/repositories/{name}?{api}")
        }
    })
}

/// Where a walk through commits begins and what it leaves out.
///
/// With two versions, the walk begins at `compareVersion` and leaves out what `itemVersion` reaches: the vendor's example
/// <https://learn.microsoft.com/en-us/rest/api/azure/devops/git/commits/get-commits-batch> asks for
/// `develop` and `master` and is answered by the 17 commits that `develop` is behind.
#[inline(never)]
fn range(from: &str, known: Option<&str>) -> String {
    let version = |name: &str, sha: &str| {
        format!("searchCriteria.{name}.version={}&searchCriteria.{name}.versionType=commit", encode(sha))
    };
    match known {
        Some(known) => format!("{}&{}", version("itemVersion", known), version("compareVersion", from)),
        None => version("itemVersion", from),
    }
}

/// The query for pull requests. Nothing sorts or filters them by their last change, so after a first reading of all of
/// them, those that are active are read again, and those that were closed since. A cursor is such as `completed:100`.
#[inline(never)]
fn pull_requests(since: Option<Timestamp>, cursor: Option<&str>) -> Result<String, Error> {
    let first = if since.is_some() { "active:0" } else { "all:0" };
    let cursor = cursor.unwrap_or(first);
    let Some((status, skip)) = cursor.split_once(':').filter(|(status, _)| STATUSES.contains(status)) else {
        return Err(unknown_cursor(cursor));
    };
    let closed = match since {
        Some(since) if matches!(status, "completed" | "abandoned") => {
            format!("&searchCriteria.queryTimeRangeType=closed&{MIN_TIME}={}", encode(&since.to_string()))
        }
        _ => String::new(),
    };
    Ok(format!("{STATUS}={status}{closed}&%24top={ITEMS}&%24skip={}", number(skip)?))
}

fn number(cursor: &str) -> Result<u64, Error> {
    cursor.parse().map_err(|_| unknown_cursor(cursor))
}

fn unknown_cursor(cursor: &str) -> Error {
    Error::new(Code::Internal, format!("expected a cursor of ours, found {cursor:?}"))
}

/// What an answer means.
pub fn page(asked: &Asked<'_>, response: &Response<'_>, now: Option<Timestamp>) -> Page {
    let verdict = verdict::verdict(response);
    let mut page = Page { pace: verdict::pace(response, &verdict, now), ..Page::default() };
    let version = asked.url.and_then(|url| parameter(url, "api-version"));
    let version = version.as_deref().map(|version| version.trim_end_matches("-preview"));
    if let Some(older) = verdict::older_version(version, response) {
        page.moved = true;
        page.dialect = Some(older.to_owned());
        return page;
    }
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
    page
}

#[inline(never)]
fn read(asked: &Asked<'_>, response: &Response<'_>, page: &mut Page) -> Result<(), Error> {
    let body = &lenient::body(response.body);
    let root = asked.base_url.and_then(|base_url| address::root(base_url).ok());
    let root = root.as_deref();
    match asked.kind {
        Kind::Account => page.account = Some(account(body)?),
        Kind::Branches => branches(body, asked, response, page)?,
        Kind::Commits => commits(body, asked, page)?,
        Kind::PullRequests => requests(body, asked, root, page)?,
        Kind::Repositories => page.rows.repositories = repositories(body, root, &mut page.skipped)?,
        Kind::Repository => page.rows.repositories = vec![map::repository(lenient::document(body)?, root)?],
    }
    Ok(())
}

#[inline(never)]
fn account(body: &str) -> Result<String, Error> {
    map::account(lenient::document(body)?)
}

#[inline(never)]
fn branches(body: &str, asked: &Asked<'_>, response: &Response<'_>, page: &mut Page) -> Result<(), Error> {
    let items = items(Extent::Whole, body)?;
    let rows = items.rows(body, LIST, &mut page.skipped, |wire| map::branch(wire, asked.repository_id))?;
    page.rows.branches = rows.into_iter().flatten().collect();
    let token = response.headers.get("x-ms-continuationtoken").map(str::trim).filter(|token| !token.is_empty());
    page.next = token.map(|token| Next::Cursor(token.to_owned()));
    Ok(())
}

/// The commits of a list, or one alone. The Link header of a list leads to the list's first page again; it is not read.
#[inline(never)]
fn commits(body: &str, asked: &Asked<'_>, page: &mut Page) -> Result<(), Error> {
    let items = items::<wire::Commit<'_>>(asked.extent, body)?;
    let place = asked.url.filter(|_| !items.is_alone()).and_then(|url| Place::of(url, COMMITS_TOP, COMMITS_SKIP));
    page.next = place.and_then(|place| place.behind(items.len())).map(|skip| Next::Cursor(skip.to_string()));
    let partial = &mut page.partial;
    let is_list = !items.is_alone();
    page.rows.commits = items.rows(body, LIST, &mut page.skipped, |wire| {
        let is_cut = is_list && wire.comment_truncated == Some(true);
        let row = map::commit(wire, asked.repository_id, None)?;
        partial.extend(is_cut.then(|| Partial::Commit(row.sha.clone())));
        Ok(row)
    })?;
    Ok(())
}

/// The pull requests of a list, or one alone.
#[inline(never)]
fn requests(body: &str, asked: &Asked<'_>, root: Option<&str>, page: &mut Page) -> Result<(), Error> {
    let items = items::<wire::PullRequest<'_>>(Extent::Whole, body)?;
    let is_list = !items.is_alone();
    page.next = asked.url.filter(|_| is_list).and_then(|url| next_pull_requests(url, items.len())).map(Next::Cursor);
    // A server that does not know the filter answers with all; what was closed before is known.
    let since = asked.url.and_then(|url| parameter(url, MIN_TIME)).and_then(|since| Timestamp::parse(&since));
    let is_old = |row: &PullRequest| matches!((row.closed_at, since), (Some(closed), Some(since)) if closed < since);
    let rows = items.rows(body, LIST, &mut page.skipped, |wire| {
        let site = wire.repository.as_ref().and_then(|repository| map::site(repository, root));
        map::pull_request(wire, asked.repository_id, site.as_deref(), None)
    })?;
    page.rows.pull_requests = rows.into_iter().filter(|row| !is_old(row)).collect();
    if is_list {
        let cut = page.rows.pull_requests.iter().filter(|row| map::may_be_cut(row.description.as_deref()));
        page.partial = cut.map(|row| Partial::PullRequest(row.number)).collect();
    }
    Ok(())
}

/// Where the list of pull requests goes on: with the next page, else with the next status.
fn next_pull_requests(url: &str, found: usize) -> Option<String> {
    let status = parameter(url, STATUS)?;
    if let Some(skip) = Place::of(url, "%24top", "%24skip").and_then(|place| place.behind(found)) {
        return Some(format!("{status}:{skip}"));
    }
    match status.as_str() {
        "active" => Some("completed:0".to_owned()),
        "completed" => Some("abandoned:0".to_owned()),
        _ => None,
    }
}

/// The repositories of a list. Disabled ones are left out: they are there, but answer nothing, often for years.
#[inline(never)]
fn repositories(body: &str, root: Option<&str>, skipped: &mut Vec<Error>) -> Result<Vec<Repository>, Error> {
    let rows = items::<wire::Repository<'_>>(Extent::Whole, body)?.rows(body, LIST, skipped, |wire| {
        match wire.is_disabled {
            Some(true) => Ok(None),
            _ => map::repository(wire, root).map(Some),
        }
    })?;
    Ok(rows.into_iter().flatten().collect())
}

/// An answer that is at another address: below the same collection it is followed, else somebody has to do something.
fn moved(asked: &Asked<'_>, response: &Response<'_>, page: &mut Page) -> Result<(), Error> {
    let Some(location) = response.headers.get("location").map(str::trim).filter(|location| !location.is_empty()) else {
        let sentence = format!("Azure DevOps answered {} without saying where to go", response.status);
        return Err(Error::new(Code::Redirected, sentence));
    };
    let to = location.to_ascii_lowercase();
    if SIGN_IN.iter().any(|sign| to.contains(sign)) {
        return Err(verdict::sign_in(response));
    }
    let root = asked.base_url.map(address::root).transpose()?;
    let next = followed(location, root.as_deref(), asked.url);
    page.next = Some(Next::Url(next.map_err(|error| match (origin(location), asked.url.and_then(origin)) {
        // A login of the company's own, in front of the server. Organisations that moved stay with the same vendor.
        (Some(to), from) if Some(&to) != from.as_ref() && !is_services(&to) => verdict::sign_in(response),
        _ => error,
    })?));
    page.moved = true;
    Ok(())
}

fn is_services(origin: &str) -> bool {
    origin == "https://dev.azure.com" || origin.ends_with(".visualstudio.com")
}

/// As many branches as a page may have.
const BRANCHES: usize = 1000;
/// Commits and pull requests on a page.
const ITEMS: usize = 100;
/// What addresses hold that lead to a page to sign in.
const SIGN_IN: [&str; 5] = ["/_signin", "://login.", ".vssps.", "/oauth2/", "/adfs/"];
/// The lists of pull requests that are asked for.
const STATUSES: [&str; 4] = ["all", "active", "completed", "abandoned"];
const COMMITS_SKIP: &str = "searchCriteria.%24skip";
const COMMITS_TOP: &str = "searchCriteria.%24top";
const FROM_DATE: &str = "searchCriteria.fromDate";
const MIN_TIME: &str = "searchCriteria.minTime";
const STATUS: &str = "searchCriteria.status";
