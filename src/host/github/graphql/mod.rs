//! GitHub's GraphQL API, for first reads: many branches with their newest commits, and pull requests, in one answer each.
//!
//! The texts of the queries are files beside this one and never change while Jigit runs; the description lists their digests.
//! Whatever an answer lacks, and whatever is wrong with it, REST can tell as well: then the error is `unsupported`, there are
//! no rows, and sync asks REST.

use std::collections::BTreeSet;

use serde::Serialize;

use crate::error::{Code, Error};
use crate::host::field::present;
use crate::host::verdict::{LONGEST_WAIT_MS, Verdict};
use crate::host::{Asked, Kind, Next, Page, Want};
use crate::http::{Pace, Response, retry_after_ms};
use crate::json;
use crate::lenient;
use crate::model::Update;
use crate::signature::sha256_hex;
use crate::time::Timestamp;

use super::address::names;
use super::{map, verdict, wire as rest};

mod wire;

/// Where the API is, below the root of REST, on servers that have it there.
pub const PATH: &str = "/graphql";

/// The SHA-256 of each query.
pub fn digests() -> Vec<String> {
    [BRANCHES, PULL_REQUESTS].map(|query| sha256_hex(query.as_bytes())).to_vec()
}

/// The body of a request.
#[derive(Serialize)]
struct Body<'a> {
    query: &'a str,
    variables: Variables<'a>,
}

#[derive(Serialize)]
struct Variables<'a> {
    owner: &'a str,
    name: &'a str,
    first: u32,
    after: Option<&'a str>,
}

/// The body that asks for what is wanted; none when it is not wanted in bulk. `after` is where the former page ended.
pub fn body(want: &Want, after: Option<&str>) -> Result<Option<String>, Error> {
    let (query, first, full_name) = match want {
        Want::Branches { full_name, bulk: true, .. } if after.is_none() => (BRANCHES, FEW_BRANCHES, full_name),
        Want::Branches { full_name, bulk: true, .. } => (BRANCHES, MANY_BRANCHES, full_name),
        Want::PullRequests { full_name, bulk: true, .. } => (PULL_REQUESTS, MOST, full_name),
        _ => return Ok(None),
    };
    let (owner, name) = names(full_name)?;
    json::write(&Body { query, variables: Variables { owner, name, first, after } })
        .map(Some)
        .map_err(|error| Error::new(Code::Internal, format!("the query cannot be written: {error}")))
}

/// Whether an answer comes from here. A repository may have the name `graphql`; what is wanted tells them apart.
pub fn answers(asked: &Asked<'_>) -> bool {
    matches!(asked.kind, Kind::Branches | Kind::PullRequests) && asked.url.is_some_and(|url| url.ends_with(PATH))
}

/// What an answer means.
pub fn page(asked: &Asked<'_>, response: &Response<'_>, now: Option<Timestamp>) -> Page {
    let body = lenient::body(response.body);
    let (read, limit) = match answer(response, &body) {
        Ok(answer) => {
            let data = answer.data.unwrap_or_default();
            let limit = data.rate_limit;
            (whole(answer.errors, data.repository, response).and_then(|repository| rows(asked, repository)), limit)
        }
        Err(error) => (Err(error), None),
    };
    match read {
        Ok(page) => {
            let pace = pace(response, limit, page.next.is_some(), now);
            Page { pace, ..page }
        }
        Err(error) => {
            let verdict = Verdict::Failed(error.clone());
            Page { pace: verdict::pace(response, &verdict, now), error: Some(error), ..Page::default() }
        }
    }
}

/// The answer, if there is one: statuses are those of REST, but GitHub gives up on a query after ten seconds, and then
/// asking once more helps nobody.
fn answer<'a>(response: &Response<'_>, body: &'a str) -> Result<wire::Answer<'a>, Error> {
    match verdict::verdict(Kind::Repository, response) {
        Verdict::Read => {}
        Verdict::Failed(error) if error.code == Code::RateLimited => return Err(error),
        Verdict::Failed(error) if error.code == Code::Unavailable && !gave_up(response, body) => return Err(error),
        Verdict::Failed(error) => return Err(unsupported(error)),
        Verdict::Empty | Verdict::Moved | Verdict::Unchanged => {
            return Err(verdict::refused(Code::Unsupported, response, None));
        }
    }
    lenient::document(body).map_err(unsupported)
}

/// Whether a server's error is about this query, and not about the server.
fn gave_up(response: &Response<'_>, body: &str) -> bool {
    let about_the_query = || lenient::document::<wire::Answer<'_>>(body).is_ok_and(|answer| answer.errors.is_some());
    matches!(response.status, 408 | 502 | 504) || about_the_query()
}

/// The repository of an answer without errors. Errors come with the status 200, also where a part of the data is there:
/// <https://spec.graphql.org/October2021/#sec-Errors> and, for limits,
/// <https://docs.github.com/en/graphql/overview/rate-limits-and-query-limits-for-the-graphql-api>.
fn whole<'a>(
    errors: Option<Vec<Option<wire::Problem<'_>>>>,
    repository: Option<wire::Repository<'a>>,
    response: &Response<'_>,
) -> Result<wire::Repository<'a>, Error> {
    let problems: Vec<(String, String)> = errors
        .into_iter()
        .flatten()
        .flatten()
        .map(|problem| (present(problem.kind).unwrap_or_default(), present(problem.message).unwrap_or_default()))
        .collect();
    let is_limit = |(kind, message): &&(String, String)| kind == "RATE_LIMITED" || verdict::names_a_limit(message);
    let code = |problem: &(String, String)| match problem.0.as_str() {
        "NOT_FOUND" if repository.is_none() => Code::NotFound,
        _ => Code::Unsupported,
    };
    let told = match problems.iter().find(is_limit) {
        Some(limit) => Some((Code::RateLimited, limit)),
        None => problems.first().map(|first| (code(first), first)),
    };
    match (told, repository) {
        (Some((code, (kind, message))), _) => {
            let error = verdict::refused(code, response, Some(message.clone()));
            Err(if kind.is_empty() { error } else { error.with("type", kind) })
        }
        (None, Some(repository)) => Ok(repository),
        (None, None) => Err(incomplete("expected a repository, found none", "data.repository")),
    }
}

fn rows(asked: &Asked<'_>, repository: wire::Repository<'_>) -> Result<Page, Error> {
    match asked.kind {
        Kind::Branches => match repository.refs {
            Some(refs) => branches(refs, asked.repository_id),
            None if repository.is_empty == Some(true) => Ok(Page::default()),
            None => Err(incomplete("expected branches, found none", REFS)),
        },
        _ => match repository.pull_requests {
            Some(pull_requests) => self::pull_requests(pull_requests, asked.repository_id),
            None => Err(incomplete("expected pull requests, found none", PULLS)),
        },
    }
}

/// Branches, and the commits that they reach, each once. A commit with more parents than were asked for is left out: whoever
/// walks the history meets a parent that it does not know, and reads on by REST.
#[inline(never)]
fn branches(refs: wire::Connection<wire::Ref<'_>>, repository_id: Option<&str>) -> Result<Page, Error> {
    let (nodes, next) = part(refs, REFS)?;
    let mut rows = Update::default();
    let mut met = BTreeSet::new();
    for wire::Ref { name, target } in nodes {
        let wire::Target { oid, history } = target.unwrap_or_default();
        let pointer = oid.map(|oid| rest::Pointer { sha: Some(oid) });
        let branch = map::branch(rest::Branch { name, commit: pointer }, repository_id).map_err(unread(REFS))?;
        if branch.head.is_none() {
            return Err(
                incomplete("expected the commit that a branch points to, found none", "target.oid").within(REFS)
            );
        }
        rows.branches.push(branch);
        for commit in history.into_iter().flat_map(|history| history.nodes).flatten().flatten() {
            let Some(commit) = commit.rest() else { continue };
            let commit = map::commit(commit, repository_id).map_err(unread(REFS))?;
            if met.insert(commit.sha.clone()) {
                rows.commits.push(commit);
            }
        }
    }
    Ok(Page { rows, next, ..Page::default() })
}

#[inline(never)]
fn pull_requests(list: wire::Connection<wire::PullRequest<'_>>, repository_id: Option<&str>) -> Result<Page, Error> {
    let (nodes, next) = part(list, PULLS)?;
    let pull_requests: Result<_, _> =
        nodes.into_iter().map(|wire| map::pull_request(wire.rest(), repository_id).map_err(unread(PULLS))).collect();
    Ok(Page { rows: Update { pull_requests: pull_requests?, ..Update::default() }, next, ..Page::default() })
}

/// The elements of a part of a list, and where the next one begins.
fn part<T>(list: wire::Connection<T>, at: &str) -> Result<(Vec<T>, Option<Next>), Error> {
    let nodes: Option<Vec<T>> = list.nodes.and_then(|nodes| nodes.into_iter().collect());
    let Some(nodes) = nodes else {
        return Err(incomplete("expected a list without gaps, found one with gaps or none", "nodes").within(at));
    };
    let wire::PageInfo { has_next_page, end_cursor } = list.page_info.unwrap_or_default();
    match (has_next_page, end_cursor.filter(|cursor| !cursor.is_empty())) {
        (Some(false), _) => Ok((nodes, None)),
        (Some(true), Some(cursor)) => Ok((nodes, Some(Next::Cursor(cursor)))),
        _ => Err(incomplete("expected where the next page begins, found nothing", at)),
    }
}

fn incomplete(sentence: &str, at: &str) -> Error {
    Error::new(Code::Unsupported, sentence).within(at)
}

fn unread(at: &str) -> impl Fn(Error) -> Error {
    move |error| unsupported(error).within(at)
}

fn unsupported(error: Error) -> Error {
    Error { code: Code::Unsupported, ..error }
}

/// How fast GitHub lets us go. GraphQL has a budget of its own: when what is left does not pay for another page like this one,
/// only another page has to wait.
fn pace(response: &Response<'_>, limit: Option<wire::RateLimit>, goes_on: bool, now: Option<Timestamp>) -> Pace {
    let told = verdict::pace(response, &Verdict::Read, now);
    let asked_to_wait = retry_after_ms(response.headers, now);
    let Some(limit) = limit else { return Pace { wait_ms: asked_to_wait, ..told } };
    let resets_at = limit.reset_at.0.or(told.resets_at);
    let remaining = limit.remaining.or(told.remaining);
    let is_spent = remaining.is_some_and(|remaining| remaining < limit.cost.unwrap_or(1));
    let now = now.or_else(|| response.headers.get("date").and_then(Timestamp::parse_http));
    let until_reset = match (is_spent && goes_on, resets_at, now) {
        (true, Some(resets_at), Some(now)) => Some(resets_at.0.saturating_sub(now.0).clamp(0, LONGEST_WAIT_MS)),
        _ => None,
    };
    Pace { limit: limit.limit.or(told.limit), remaining, resets_at, wait_ms: asked_to_wait.max(until_reset) }
}

const REFS: &str = "data.repository.refs";
const PULLS: &str = "data.repository.pullRequests";

const BRANCHES: &str = include_str!("branches.graphql");
const PULL_REQUESTS: &str = include_str!("pull_requests.graphql");

/// The first page: most repositories have no more, and it costs one point.
const FEW_BRANCHES: u32 = 10;
/// Six points; a page of 100 would cost no less per branch, and be nearer to the ten seconds after which GitHub gives up.
const MANY_BRANCHES: u32 = 50;
/// GitHub gives no more; one point.
const MOST: u32 = 100;
