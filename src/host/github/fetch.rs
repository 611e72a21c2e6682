//! What is wanted becomes a request, an answer becomes a page: GitHub's REST API, and GraphQL where it takes over.

use crate::error::{Code, Error};
use crate::host::address::followed;
use crate::host::field::present;
use crate::host::verdict::Verdict;
use crate::host::{Asked, Kind, Next, Page, Server, Want};
use crate::http::{Header, Headers, Placement, Request, Response, encode, next_link};
use crate::lenient;
use crate::model::Update;
use crate::time::Timestamp;

use super::address::{api_root, has_graphql, repository_path, segment};
use super::verdict;
use super::{graphql, map, wire};

/// The request for what is wanted, or for the page behind `next`.
pub fn request(want: &Want, next: Option<&Next>, server: &Server<'_>) -> Result<Request, Error> {
    let root = api_root(server.base_url)?;
    let (url, body) = match (next, in_bulk(want, next, &root)?) {
        (_, Some(query)) => (format!("{root}{}", graphql::PATH), Some(query)),
        (Some(Next::Url(link)), None) => (followed(link, Some(&root), None)?, None),
        (Some(Next::Cursor(_)), None) => {
            return Err(Error::new(Code::Internal, "GitHub's REST API pages by links, not by cursors"));
        }
        (None, None) => (format!("{root}{}", path(want, server.credential == APP)?), None),
    };
    let etag = match want {
        Want::Branches { etag, .. } | Want::PullRequests { etag, .. } if next.is_none() && body.is_none() => {
            etag.as_deref()
        }
        _ => None,
    };
    let mut headers = headers();
    if let Some(etag) = etag {
        headers.0.push(Header { name: "If-None-Match".to_owned(), value: etag.to_owned() });
    }
    if body.is_some() {
        headers.0.push(Header { name: "Content-Type".to_owned(), value: "application/json".to_owned() });
    }
    Ok(Request {
        method: if body.is_some() { "POST" } else { "GET" }.to_owned(),
        url,
        headers,
        credential: Some(Placement {
            credential: "token".to_owned(),
            header: "Authorization".to_owned(),
            prefix: "Bearer ".to_owned(),
            user: None,
        }),
        body,
    })
}

/// The headers of every request; GitHub refuses those that do not say who asks.
pub fn headers() -> Headers {
    [("Accept", "application/vnd.github+json"), ("User-Agent", "Jigit"), ("X-GitHub-Api-Version", API_VERSION)]
        .into_iter()
        .collect()
}

/// The query of a want that GraphQL answers cheaper, on servers that have it. A link of REST is followed all the same.
fn in_bulk(want: &Want, next: Option<&Next>, root: &str) -> Result<Option<String>, Error> {
    match next {
        None if has_graphql(root) => graphql::body(want, None),
        Some(Next::Cursor(after)) if has_graphql(root) => graphql::body(want, Some(after)),
        _ => Ok(None),
    }
}

/// Path and query; each of them stands in the description's endpoints. Tokens of an App's installation belong to nobody, and see
/// exactly the repositories that it was given, all of one owner; lists of the owner's would hold its public ones as well, see
/// <https://docs.github.com/en/rest/apps/installations#list-repositories-accessible-to-the-app-installation>.
fn path(want: &Want, is_app: bool) -> Result<String, Error> {
    Ok(match want {
        Want::Account if is_app => "/installation/repositories?per_page=1".to_owned(),
        Want::Signature { .. } => return Err(Error::new(Code::Internal, "GitHub tells no signature apart")),
        Want::Repositories { .. } | Want::UserRepositories { .. } if is_app => {
            "/installation/repositories?per_page=100".to_owned()
        }
        Want::Account => "/user".to_owned(),
        Want::Branches { full_name, .. } => format!("/repos/{}/branches?per_page=100", repository_path(full_name)?),
        // Lists hold messages and descriptions whole, and a commit alone is answered with its patches.
        Want::Commit { .. } | Want::PullRequest { .. } => {
            return Err(Error::new(Code::Internal, "GitHub cuts nothing in lists"));
        }
        Want::Commits { full_name, from, since, .. } => {
            let since = since.map(|since| format!("&since={}", encode(&since.to_string()))).unwrap_or_default();
            format!("/repos/{}/commits?sha={}&per_page=100{since}", repository_path(full_name)?, encode(from))
        }
        // The direction's default hangs on the order, so it is always sent.
        Want::PullRequests { full_name, .. } => {
            format!("/repos/{}/pulls?state=all&sort=updated&direction=desc&per_page=100", repository_path(full_name)?)
        }
        Want::Repositories { owner: Some(owner), .. } => {
            format!("/orgs/{}/repos?type=all&sort=pushed&direction=desc&per_page=100", segment(owner)?)
        }
        // With `affiliation`, GitHub refuses `type`.
        Want::Repositories { owner: None, .. } => {
            let affiliation = encode("owner,collaborator,organization_member");
            format!("/user/repos?affiliation={affiliation}&sort=pushed&direction=desc&per_page=100")
        }
        Want::Repository { full_name } => format!("/repos/{}", repository_path(full_name)?),
        Want::UserRepositories { owner } => {
            format!("/users/{}/repos?type=owner&sort=pushed&direction=desc&per_page=100", segment(owner)?)
        }
    })
}

/// What an answer means.
pub fn page(asked: &Asked<'_>, response: &Response<'_>, now: Option<Timestamp>) -> Page {
    if graphql::answers(asked) {
        return graphql::page(asked, response, now);
    }
    let verdict = verdict::verdict(asked.kind, response);
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
    // A full page, and with it its ETag, may stay as it is when a branch is added behind it.
    let is_full = page.rows.branches.len() + page.skipped.len() >= PAGE;
    if page.error.is_none() && !page.moved && !is_full {
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
        Kind::Branches => {
            page.rows.branches = lenient::rows(body, &mut page.skipped, |wire| map::branch(wire, repository_id))?
        }
        Kind::Commits => {
            page.rows.commits =
                lenient::rows_to(asked.extent, body, &mut page.skipped, |wire| map::commit(wire, repository_id))?
        }
        Kind::PullRequests => {
            page.rows.pull_requests =
                lenient::rows_to(asked.extent, body, &mut page.skipped, |wire| map::pull_request(wire, repository_id))?;
        }
        Kind::Repositories => page.rows = repositories(body, &mut page.skipped)?,
        Kind::Repository => page.rows.repositories = vec![map::repository(lenient::document(body)?)?],
    }
    if let Some(left_out) =
        response.headers.get("x-github-sso").filter(|value| value.trim_start().starts_with("partial-results"))
    {
        let sentence = "organisations are left out until the token is approved for their single sign-on";
        page.skipped.push(Error::new(Code::SsoRequired, sentence).with("organisations", organisations(left_out)));
    }
    page.next = match next_link(response.headers)? {
        // The first repository of an installation names it; the others are none of the account's.
        Some(link) if asked.kind != Kind::Account => Some(follow(asked, &link)?),
        _ => None,
    };
    Ok(())
}

#[inline(never)]
fn account(body: &str) -> Result<String, Error> {
    map::account(lenient::document(body)?)
}

/// A list of repositories, or the object around it that an App's installation gets.
#[inline(never)]
fn repositories(body: &str, skipped: &mut Vec<Error>) -> Result<Update, Error> {
    let around = match body.trim_ascii_start().starts_with('{') {
        true => lenient::document::<wire::Installation<'_>>(body)?.repositories,
        false => None,
    };
    let repositories = match around {
        Some(list) => list.rows(body, "repositories", skipped, map::repository)?,
        None => lenient::rows(body, skipped, map::repository)?,
    };
    Ok(Update { repositories, ..Update::default() })
}

/// A renamed or transferred repository: the same page is at another address.
#[inline(never)]
fn moved(asked: &Asked<'_>, response: &Response<'_>, page: &mut Page) -> Result<(), Error> {
    let told =
        lenient::document::<wire::Message<'_>>(&lenient::body(response.body)).ok().and_then(|body| present(body.url));
    let Some(location) = response.headers.get("location").map(|location| location.trim().to_owned()).or(told) else {
        return Err(Error::new(
            Code::Redirected,
            format!("GitHub answered {} without saying where to go", response.status),
        ));
    };
    page.next = Some(follow(asked, &location)?);
    page.moved = true;
    Ok(())
}

fn follow(asked: &Asked<'_>, link: &str) -> Result<Next, Error> {
    let root = asked.base_url.map(api_root).transpose()?;
    followed(link, root.as_deref(), asked.url).map(Next::Url)
}

/// The ids in `partial-results; organizations=1,2`: <https://docs.github.com/en/rest/authentication/authenticating-to-the-rest-api>.
fn organisations(header: &str) -> String {
    let ids = header.split_once("organizations=").map_or("", |(_, ids)| ids);
    ids.chars().filter(|c| c.is_ascii_digit() || *c == ',').take(200).collect()
}

/// The kind of credential that is exchanged for the token of an App's installation.
pub const APP: &str = "app";

/// How many items a page of branches has.
const PAGE: usize = 100;

/// The version that every GitHub since Enterprise Server 3.9 knows; older ones ignore the header.
const API_VERSION: &str = "2022-11-28";
