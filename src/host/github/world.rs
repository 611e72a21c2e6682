//! GitHub's server for the stories of sync: what a simulated repository holds, in the JSON of REST and of GraphQL.
//!
//! It knows the requests that this host makes and no others: an unknown path, parameter or query is a panic.

use base64::Engine;
use base64::engine::general_purpose::STANDARD_NO_PAD;
use serde::Deserialize;
use serde_json::{Value, json};

use super::tests::shapes::{commit, commit_in_bulk, last_updated_first, newest, pull_request, pull_request_in_bulk};
use super::{GitHub, graphql};
use crate::host::Host;
use crate::http::Request;
use crate::signature::sha256_hex;
use crate::sync::world::{Answer, Peer, Pull, Remote, moment};
use crate::sync::{Connection, RepositoryRef};
use crate::time::Timestamp;

/// A server with the repository `octo/demo`, whose id is 1.
pub struct GitHubPeer {
    pub base_url: &'static str,
    pub api_root: &'static str,
    pub graphql: Graphql,
}

/// Whether there is GraphQL.
pub enum Graphql {
    None,
    Whole,
    /// It gives up on every page but the first.
    FirstPages,
}

/// The body of a request to GraphQL.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Body {
    query: String,
    variables: Variables,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Variables {
    owner: String,
    name: String,
    first: usize,
    after: Option<String>,
}

impl Peer for GitHubPeer {
    fn host(&self) -> &dyn Host {
        &GitHub
    }

    fn connection(&self) -> Connection {
        Connection {
            host: "github".to_owned(),
            base_url: self.base_url.to_owned(),
            credential: "token".to_owned(),
            repo_type: "SingleRepository".to_owned(),
            repository_id: "octo/demo".to_owned(),
            pull_requests: true,
            poll_ms: 300_000,
            ..Connection::default()
        }
    }

    fn repository(&self) -> RepositoryRef {
        RepositoryRef { id: "1".to_owned(), full_name: "octo/demo".to_owned(), default_branch: Some("main".to_owned()) }
    }

    fn answer(&self, remote: &Remote, request: &Request) -> Answer {
        for (name, value) in
            [("Accept", "application/vnd.github+json"), ("User-Agent", "Jigit"), ("X-GitHub-Api-Version", "2022-11-28")]
        {
            assert_eq!(request.headers.get(name), Some(value));
        }
        let credential = request.credential.as_ref().unwrap();
        assert_eq!((credential.header.as_str(), credential.prefix.as_str()), ("Authorization", "Bearer "));
        let below = request.url.strip_prefix(self.api_root).unwrap();
        if below == graphql::PATH { self.in_bulk(remote, request) } else { self.listed(remote, request, below) }
    }

    /// The shapes: <https://docs.github.com/en/rest/using-the-rest-api/troubleshooting-the-rest-api>.
    fn refusal(&self, status: u16) -> Answer {
        let (headers, message) = match status {
            401 => (vec![], "Bad credentials"),
            404 => (vec![], "Not Found"),
            422 => (vec![], "Validation Failed"),
            429 => {
                (vec![("Retry-After", "60")], "You have exceeded a secondary rate limit. Please wait a few minutes.")
            }
            503 => {
                let headers = [("Content-Type", "text/html; charset=utf-8")].into_iter().collect();
                return Answer {
                    status,
                    headers,
                    body: b"<!DOCTYPE html><title>Unicorn! &middot; GitHub</title>".to_vec(),
                };
            }
            other => panic!("GitHub refuses with {other} in no story"),
        };
        let told = json!({ "message": message, "documentation_url": "https://docs.github.com/rest", "status": status.to_string() });
        let mut answer = limited("core", &told);
        answer.status = status;
        answer.headers.0.extend(headers.into_iter().collect::<crate::http::Headers>().0);
        answer
    }
}

impl GitHubPeer {
    /// A list of REST: <https://docs.github.com/en/rest/using-the-rest-api/using-pagination-in-the-rest-api>.
    fn listed(&self, remote: &Remote, request: &Request, below: &str) -> Answer {
        assert_eq!((request.method.as_str(), &request.body), ("GET", &None));
        let (path, query) = below.split_once('?').unwrap();
        let mut query: Vec<(&str, String)> = query
            .split('&')
            .map(|pair| pair.split_once('=').unwrap())
            .map(|(name, value)| (name, value.replace("%3A", ":")))
            .collect();
        // Links lead to a repository by its id, and have the page as their last parameter.
        let by_name = path.strip_prefix("/repos/octo/demo/");
        let number: usize = match by_name {
            Some(_) => 1,
            None => query.pop().filter(|(name, _)| *name == "page").unwrap().1.parse().unwrap(),
        };
        let list = by_name.or_else(|| path.strip_prefix("/repositories/1/")).unwrap();
        let query: Vec<(&str, &str)> = query.iter().map(|(name, value)| (*name, value.as_str())).collect();
        let has_etag = request.headers.get("If-None-Match").is_some();
        let (items, total): (Vec<Value>, usize) = match (list, query.as_slice()) {
            ("branches", [("per_page", "100")]) => {
                let branch = |(name, head): (&String, &String)| json!({ "name": name, "commit": { "sha": head }, "protected": false });
                (paged(remote.branches.iter(), number).map(branch).collect(), remote.branches.len())
            }
            ("commits", [("sha", from), ("per_page", "100"), since @ ..]) => {
                assert!(!has_etag, "commits are asked for without an ETag");
                let since = match since {
                    [] => None,
                    [("since", since)] => Some(Timestamp::parse(since).unwrap()),
                    other => panic!("unexpected {other:?}"),
                };
                if !remote.commits.contains_key(*from) {
                    return self.refusal(404);
                }
                let mut log = remote.log(from);
                log.retain(|sha| since.is_none_or(|since| moment(remote.commits[sha].date) >= since));
                (paged(log.iter(), number).map(|sha| commit(remote, sha)).collect(), log.len())
            }
            ("pulls", [("state", "all"), ("sort", "updated"), ("direction", "desc"), ("per_page", "100")]) => {
                let pulls = last_updated_first(remote);
                (paged(pulls.iter(), number).map(|(number, pull)| pull_request(*number, pull)).collect(), pulls.len())
            }
            other => panic!("unexpected {other:?}"),
        };
        let mut answer = limited("core", &Value::Array(items));
        let etag = format!("W/\"{}\"", sha256_hex(&answer.body));
        let links = self.links(list, &query, number, total.div_ceil(100));
        if request.headers.get("If-None-Match") == Some(&etag) {
            answer.status = 304;
            answer.body.clear();
        }
        answer.headers.0.extend([("ETag", etag)].into_iter().chain(links).collect::<crate::http::Headers>().0);
        answer
    }

    fn links(&self, list: &str, query: &[(&str, &str)], number: usize, pages: usize) -> Option<(&'static str, String)> {
        let query: String =
            query.iter().map(|(name, value)| format!("{name}={}&", value.replace(':', "%3A"))).collect();
        let link = |page: usize, relation: &str| {
            format!("<{}/repositories/1/{list}?{query}page={page}>; rel=\"{relation}\"", self.api_root)
        };
        let back = (number > 1).then(|| [link(number - 1, "prev"), link(1, "first")]);
        let on = (number < pages).then(|| [link(number + 1, "next"), link(pages, "last")]);
        let links: Vec<String> = back.into_iter().chain(on).flatten().collect();
        (!links.is_empty()).then(|| ("Link", links.join(", ")))
    }

    /// An answer of GraphQL: branches are counted, pull requests stay where their cursor points.
    fn in_bulk(&self, remote: &Remote, request: &Request) -> Answer {
        assert_eq!((request.method.as_str(), request.headers.get("Content-Type")), ("POST", Some("application/json")));
        assert_eq!(request.headers.get("If-None-Match"), None);
        let Body { query, variables } = serde_json::from_str(request.body.as_ref().unwrap()).unwrap();
        let Variables { owner, name, first, after } = variables;
        assert_eq!((owner.as_str(), name.as_str()), ("octo", "demo"));
        match (&self.graphql, &after) {
            (Graphql::None, _) => return self.refusal(404),
            (Graphql::FirstPages, Some(_)) => {
                let message = "Something went wrong while executing your query. This may be the result of a timeout.";
                return Answer {
                    status: 502,
                    ..limited("graphql", &json!({ "data": null, "errors": [{ "message": message }] }))
                };
            }
            _ => {}
        }
        let after = after.map(|after| String::from_utf8(STANDARD_NO_PAD.decode(after).unwrap()).unwrap());
        let part = |nodes: Vec<Value>, ends: bool, cursor: Option<String>| {
            let page_info =
                json!({ "hasNextPage": !ends, "endCursor": cursor.map(|cursor| STANDARD_NO_PAD.encode(cursor)) });
            json!({ "pageInfo": page_info, "nodes": nodes })
        };
        let asked = graphql::digests().iter().position(|digest| *digest == sha256_hex(query.as_bytes()));
        let (cost, repository) = match (asked, first) {
            (Some(0), 10 | 50) => {
                let from = after.map_or(0, |after| after.parse().unwrap());
                let node = |(name, head): (&String, &String)| {
                    let newest = newest(remote, head, 10).into_iter();
                    let history: Vec<Value> = newest.map(|sha| commit_in_bulk(remote, sha)).collect();
                    json!({ "name": name, "target": { "oid": head, "history": { "nodes": history } } })
                };
                let nodes: Vec<Value> = remote.branches.iter().skip(from).take(first).map(node).collect();
                let end = from + nodes.len();
                let refs = part(nodes, end >= remote.branches.len(), (end > from).then(|| end.to_string()));
                (if first == 10 { 1 } else { 6 }, json!({ "isEmpty": remote.branches.is_empty(), "refs": refs }))
            }
            (Some(1), 100) => {
                let cursor = |(number, pull): &(i64, Pull)| format!("cursor:v2:{:012}:{number:012}", pull.updated);
                let mut left = last_updated_first(remote);
                left.retain(|pull| after.as_ref().is_none_or(|after| cursor(pull) < *after));
                let shown = left.get(..first).unwrap_or(&left);
                let nodes = shown.iter().map(|(number, pull)| pull_request_in_bulk(*number, pull)).collect();
                (1, json!({ "pullRequests": part(nodes, shown.len() == left.len(), shown.last().map(cursor)) }))
            }
            other => panic!("unexpected query {other:?}"),
        };
        let rate_limit = json!({ "cost": cost, "limit": 5000, "remaining": 4900, "resetAt": "2027-01-15T09:00:00Z" });
        limited("graphql", &json!({ "data": { "rateLimit": rate_limit, "repository": repository } }))
    }
}

/// 200 with what is left of a budget.
fn limited(resource: &str, body: &Value) -> Answer {
    let mut answer = Answer::json(body);
    let limits =
        [("Limit", "5000"), ("Remaining", "4900"), ("Reset", "1800003600"), ("Used", "100"), ("Resource", resource)];
    answer.headers.0.extend(
        limits
            .map(|(name, value)| (format!("X-RateLimit-{name}"), value))
            .into_iter()
            .collect::<crate::http::Headers>()
            .0,
    );
    answer
}

fn paged<I: Iterator>(items: I, number: usize) -> impl Iterator<Item = I::Item> {
    items.skip((number - 1) * 100).take(100)
}
