//! What is wanted becomes a request to Gerrit's REST API or to the log of gitiles.

use crate::error::{Code, Error};
use crate::host::field::commit_id;
use crate::host::{Next, Server, Want};
use crate::http::{Headers, Placement, Request, encode};
use crate::text::Text;
use crate::time::Timestamp;

use super::address::{api_root, literal, phrase, segment, typed_path};

/// The request for what is wanted, or for the page that begins at `next`.
pub fn request(want: &Want, next: Option<&Next>, server: &Server<'_>) -> Result<Request, Error> {
    let root = api_root(server.base_url)?;
    let user = server.username.trim();
    if user.is_empty() {
        return Err(Error::new(Code::Misconfigured, "expected the user name that the password belongs to, found none"));
    }
    let headers: Headers = [("Accept", "application/json"), ("User-Agent", "Jigit")].into_iter().collect();
    Ok(Request {
        method: "GET".to_owned(),
        url: format!("{root}{}", path(want, next)?),
        headers,
        credential: Some(Placement {
            credential: "token".to_owned(),
            header: "Authorization".to_owned(),
            prefix: "Basic ".to_owned(),
            user: Some(user.to_owned()),
        }),
        body: None,
    })
}

/// Path and query; each of them stands in the description's endpoints.
#[inline(never)]
fn path(want: &Want, next: Option<&Next>) -> Result<String, Error> {
    Ok(match want {
        Want::Account => "/accounts/self".to_owned(),
        Want::Branches { full_name, .. } => {
            format!("/projects/{}/branches/?n={LONGEST_LIST}&S={}", segment(full_name)?, start(next)?)
        }
        Want::Commit { full_name, sha, .. } => format!("/projects/{}/commits/{}", segment(full_name)?, encode(sha)),
        Want::Commits { full_name, from, known, .. } => {
            let range = match known {
                Some(known) => format!("{}..{}", encode(known), encode(from)),
                None => encode(from),
            };
            let start = first_commit(next)?.map(|sha| format!("&s={sha}")).unwrap_or_default();
            format!("/plugins/gitiles/{}/+log/{range}?format=JSON&n={LONGEST_LOG}{start}", segment(full_name)?)
        }
        // Lists hold the messages whole.
        Want::PullRequest { .. } => return Err(Error::new(Code::Internal, "Gerrit cuts nothing in lists")),
        Want::PullRequests { full_name, since, .. } => {
            let query = encode(&query(full_name, *since)?);
            let options = OPTIONS.map(|option| format!("o={option}")).join("&");
            format!("/changes/?q={query}&{options}&n={MOST_CHANGES}&S={}", start(next)?)
        }
        // The type of projects is not asked for: Gerrit looks at it after it cut the list, so that a page may lack the
        // sign that there are more.
        Want::Signature { .. } => return Err(Error::new(Code::Internal, "Gerrit tells no signature apart")),
        Want::Repositories { owner: None, .. } => format!("/projects/?n={LONGEST_LIST}&S={}", start(next)?),
        Want::Repositories { owner: Some(owner), subgroups } => {
            let owner = typed_path(owner);
            segment(owner)?;
            let of = match subgroups {
                true => format!("p={}", encode(&format!("{owner}/"))),
                false => format!("r={}", encode(&format!("{}/[^/]+", literal(owner)))),
            };
            format!("/projects/?{of}&n={LONGEST_LIST}&S={}", start(next)?)
        }
        Want::Repository { full_name } => format!("/projects/{}", segment(typed_path(full_name))?),
        Want::UserRepositories { .. } => return Err(Error::new(Code::Internal, "a path is never answered by 404")),
    })
}

/// The changes of a project that were updated at some time or later; what is private stays so.
fn query(project: &str, since: Option<Timestamp>) -> Result<String, Error> {
    let query = format!("project:{} -is:private", phrase(project)?);
    // `2026-01-02T03:04:05.678Z` is `2026-01-02 03:04:05` there, in UTC.
    let since = since.and_then(Timestamp::in_calendar).map(|since| since.to_string());
    Ok(match since.as_deref().and_then(|since| since.get(..19)) {
        Some(since) => format!("{query} after:\"{}\"", since.replace('T', " ")),
        None => query,
    })
}

/// The place in a list that a page begins at.
fn start(next: Option<&Next>) -> Result<u64, Error> {
    match next {
        None => Ok(0),
        Some(Next::Cursor(place)) => place.parse().map_err(|_| no_cursor()),
        Some(Next::Url(_)) => Err(no_cursor()),
    }
}

/// The commit that a page of the log begins with.
fn first_commit(next: Option<&Next>) -> Result<Option<String>, Error> {
    match next {
        None => Ok(None),
        Some(Next::Cursor(sha)) => commit_id(Some(Text(sha.into()))).map(Some).ok_or_else(no_cursor),
        Some(Next::Url(_)) => Err(no_cursor()),
    }
}

fn no_cursor() -> Error {
    Error::new(Code::Internal, "Gerrit pages by places in lists and by commits, found something else")
}

/// How many projects or branches are asked for at once; Gerrit may give fewer.
pub const LONGEST_LIST: usize = 500;
/// How many commits are asked for at once. For each page, gitiles walks from the first commit, so large pages are cheaper.
pub const LONGEST_LOG: usize = 500;
/// How many changes are asked for at once; Gerrit may give fewer.
pub const MOST_CHANGES: usize = 100;
/// What changes are to tell: nothing about files
/// (<https://gerrit-review.googlesource.com/Documentation/rest-api-changes.html#query-options>).
pub const OPTIONS: [&str; 4] = ["CURRENT_REVISION", "CURRENT_COMMIT", "DETAILED_ACCOUNTS", "SKIP_DIFFSTAT"];
