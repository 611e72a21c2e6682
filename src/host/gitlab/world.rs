//! GitLab's server for stories: what a simulated repository holds, in GitLab's own addresses, headers and JSON.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use super::GitLab;
use crate::host::Host;
use crate::http::{Header, Headers, Request, encode};
use crate::model::State;
use crate::sync::world::{Answer, Made, Peer, Pull, Remote, date, moment};
use crate::sync::{Connection, RepositoryRef};
use crate::time::Timestamp;

/// A self-managed server below a relative root, behind a proxy: its own name for itself is another than the one that is asked.
#[derive(Clone, Copy)]
pub struct GitLabPeer {
    /// Whether commits that no branch reaches are gone at once; others answer for them until they clean up, which they do
    /// after weeks.
    pub cleans_up: bool,
    /// Whether commits are counted; where they are not, a next page stands behind every full one and may be empty.
    pub counts: bool,
    /// Whether the proxy drops links, so that only the number of the next page is told.
    pub drops_links: bool,
}

/// What is usual.
pub const USUAL: GitLabPeer = GitLabPeer { cleans_up: false, counts: true, drops_links: false };

/// The project's number.
const ID: &str = "4711";
/// Where the API is.
const ROOT: &str = "https://git.example.com/gitlab/api/v4/projects/4711/";
/// Where the server believes it is.
const OWN: &str = "http://gitlab.internal/gitlab/api/v4/projects/4711/";

impl Peer for GitLabPeer {
    fn host(&self) -> &dyn Host {
        &GitLab
    }

    fn connection(&self) -> Connection {
        Connection {
            host: "gitlab".to_owned(),
            base_url: "https://git.example.com/gitlab".to_owned(),
            credential: "token".to_owned(),
            repo_type: "SingleRepository".to_owned(),
            repository_id: "octo-org/billing/payments".to_owned(),
            pull_requests: true,
            poll_ms: 300_000,
            ..Connection::default()
        }
    }

    fn repository(&self) -> RepositoryRef {
        RepositoryRef {
            id: ID.to_owned(),
            full_name: "octo-org/billing/payments".to_owned(),
            default_branch: Some("main".to_owned()),
        }
    }

    fn answer(&self, remote: &Remote, request: &Request) -> Answer {
        let (path, mut query) = asked(request);
        let answer = match path.as_str() {
            "repository/branches" => branches(remote, &mut query),
            "repository/commits" => self.commits(remote, &mut query),
            "merge_requests" => self.merge_requests(remote, &mut query),
            other => {
                let sha = other.strip_prefix("repository/commits/").unwrap_or_else(|| panic!("asked for {other}"));
                if let Some(sha) = sha.strip_suffix("/signature") {
                    assert_eq!(query, BTreeMap::new());
                    return signature(&remote.commits[sha]);
                }
                assert_eq!(query.remove("stats").as_deref(), Some("false"));
                match remote.commits.get(sha).filter(|_| self.has(remote, sha)) {
                    Some(made) => Answer::json(&commit(sha, made)),
                    None => message(404, "404 Commit Not Found"),
                }
            }
        };
        assert!(query.is_empty(), "{path} has no parameters {query:?}");
        tagged(answer, request.headers.get("If-None-Match"))
    }

    fn refusal(&self, status: u16) -> Answer {
        let limited = [
            ("Content-Type", "text/plain"),
            ("RateLimit-Limit", "2000"),
            ("RateLimit-Name", "throttle_authenticated_api"),
            ("RateLimit-Observed", "2001"),
            ("RateLimit-Remaining", "0"),
            ("Retry-After", "60"),
        ];
        let deploying = [("Content-Type", "text/html"), ("Retry-After", "120")];
        match status {
            401 => message(401, "401 Unauthorized"),
            404 => message(404, "404 Project Not Found"),
            429 => Answer { status, headers: limited.into_iter().collect(), body: b"Retry later\n".to_vec() },
            503 => Answer {
                status,
                headers: deploying.into_iter().collect(),
                body: b"<html>Deploy in progress</html>".to_vec(),
            },
            other => panic!("no story has GitLab answer {other}"),
        }
    }
}

impl GitLabPeer {
    /// Whether the server has a commit.
    fn has(&self, remote: &Remote, sha: &str) -> bool {
        remote.commits.contains_key(sha) && (!self.cleans_up || remote.is_reached(sha))
    }

    /// A list of commits; from a commit that is not there, and in a range with an end that is not there, there are none.
    fn commits(&self, remote: &Remote, query: &mut BTreeMap<String, String>) -> Answer {
        let named = query.remove("ref_name").unwrap();
        let log = match named.split_once("..") {
            Some((known, from)) if self.has(remote, known) && self.has(remote, from) => remote.range(known, from),
            None if self.has(remote, &named) => remote.log(&named),
            _ => Vec::new(),
        };
        let mut log: Vec<_> = log.iter().map(|sha| (sha, &remote.commits[sha])).collect();
        if let Some(since) = query.remove("since") {
            let since = date(Timestamp::parse(&since).unwrap());
            log.retain(|(_, made)| made.date >= since);
        }
        let (place, shown) = page(&log, query, self.counts);
        let shown: Vec<Value> = shown.iter().map(|(sha, made)| commit(sha, made)).collect();
        self.paged(
            Answer::json(&Value::Array(shown)),
            place,
            &format!("repository/commits?id={ID}&order=default&ref_name={}&trailers=false", encode(&named)),
        )
    }

    fn merge_requests(&self, remote: &Remote, query: &mut BTreeMap<String, String>) -> Answer {
        let fixed = [("scope", "all"), ("state", "all"), ("order_by", "updated_at"), ("sort", "desc")];
        for (name, value) in fixed {
            assert_eq!(query.remove(name).as_deref(), Some(value), "{name}");
        }
        let mut pulls: Vec<_> = remote.pulls.iter().collect();
        pulls.sort_by_key(|(number, pull)| (-pull.updated, -**number));
        if let Some(since) = query.remove("updated_after") {
            let since = Timestamp::parse(&since).unwrap();
            pulls.retain(|(_, pull)| moment(pull.updated) >= since);
        }
        let (place, shown) = page(&pulls, query, true);
        let shown: Vec<Value> = shown.iter().map(|(number, pull)| merge_request(**number, pull)).collect();
        self.paged(
            Answer::json(&Value::Array(shown)),
            place,
            &format!("merge_requests?id={ID}&order_by=updated_at&scope=all&sort=desc&state=all"),
        )
    }

    /// An answer with what says where the next page is.
    fn paged(&self, mut answer: Answer, (number, next): (usize, Option<usize>), list: &str) -> Answer {
        let next_number = next.map(|next| next.to_string()).unwrap_or_default();
        let mut told =
            vec![("X-Page", number.to_string()), ("X-Per-Page", "100".to_owned()), ("X-Next-Page", next_number)];
        if !self.drops_links {
            let link = |page: usize, rel: &str| format!("<{OWN}{list}&page={page}&per_page=100>; rel=\"{rel}\"");
            let links: Vec<String> =
                next.map(|next| link(next, "next")).into_iter().chain([link(1, "first")]).collect();
            told.push(("Link", links.join(", ")));
        }
        answer.headers.0.extend(told.into_iter().collect::<Headers>().0);
        answer
    }
}

/// What is asked of the project: the path and the parameters, of which none comes twice.
fn asked(request: &Request) -> (String, BTreeMap<String, String>) {
    assert_eq!((request.method.as_str(), &request.body), ("GET", &None));
    let credential = request.credential.as_ref().unwrap();
    assert_eq!((credential.header.as_str(), credential.prefix.as_str()), ("PRIVATE-TOKEN", ""));
    let asked = request.url.strip_prefix(ROOT).unwrap_or_else(|| panic!("asked {}", request.url));
    let (path, query) = asked.split_once('?').unwrap_or((asked, ""));
    let mut parameters = BTreeMap::new();
    for (name, value) in form_urlencoded::parse(query.as_bytes()) {
        let twice = parameters.insert(name.into_owned(), value.into_owned());
        assert_eq!(twice, None, "{}", request.url);
    }
    (path.to_owned(), parameters)
}

fn per_page(query: &mut BTreeMap<String, String>) -> usize {
    let size = query.remove("per_page").map_or(20, |size| size.parse().unwrap());
    assert!((1..=100).contains(&size), "a page has 100 items at most");
    size
}

/// What is on a page, and the numbers of this page and the next one.
fn page<'a, T>(all: &'a [T], query: &mut BTreeMap<String, String>, counts: bool) -> ((usize, Option<usize>), &'a [T]) {
    let size = per_page(query);
    let number: usize = query.remove("page").map_or(1, |number| number.parse().unwrap());
    let start = all.len().min((number - 1) * size);
    let shown = &all[start..all.len().min(start + size)];
    let goes_on = if counts { all.len() > start + size } else { shown.len() == size };
    ((number, goes_on.then_some(number + 1)), shown)
}

/// Branches by name; the next page begins behind the last one of this.
fn branches(remote: &Remote, query: &mut BTreeMap<String, String>) -> Answer {
    assert_eq!(query.remove("pagination").as_deref(), Some("keyset"));
    let (size, behind) = (per_page(query), query.remove("page_token"));
    let all: Vec<_> =
        remote.branches.iter().filter(|(name, _)| behind.as_ref().is_none_or(|last| last < *name)).collect();
    let shown: Vec<Value> = all
        .iter()
        .take(size)
        .map(|(name, head)| {
            let commit = commit(head, &remote.commits[*head]);
            json!({ "name": name, "commit": commit, "merged": false, "protected": false, "default": *name == "main" })
        })
        .collect();
    let mut answer = Answer::json(&Value::Array(shown));
    if let Some((last, _)) = all.get(size - 1).filter(|_| all.len() > size) {
        let list = format!("repository/branches?id={ID}&page=1&page_token={}", encode(last));
        let value = format!("<{OWN}{list}&pagination=keyset&per_page={size}>; rel=\"next\"");
        answer.headers.0.push(Header { name: "Link".to_owned(), value });
    }
    answer
}

fn commit(sha: &str, made: &Made) -> Value {
    let committer = if made.message.contains("by herself") { "Dev 1" } else { "Dev 2" };
    // In the committer's zone, as Git has it.
    let committed = moment(made.date + 7_200).to_string().replace('Z', "+02:00");
    json!({
        "id": sha,
        "short_id": &sha[..8],
        "created_at": committed,
        "parent_ids": made.parents,
        "title": made.message.lines().next(),
        "message": format!("{}\n", made.message),
        "author_name": "Dev 1",
        "author_email": "dev1@example.com",
        "authored_date": moment(made.date - 60).to_string().replace('Z', "+00:00"),
        "committer_name": committer,
        "committer_email": format!("{}@example.com", committer.to_lowercase().replace(' ', "")),
        "committed_date": committed,
        "trailers": {},
        "extended_trailers": {},
        "web_url": format!("http://gitlab.internal/gitlab/octo-org/billing/payments/-/commit/{sha}"),
    })
}

/// What GitLab says of a signature: a commit is signed when its message says so, and verified when it says that.
fn signature(made: &Made) -> Answer {
    let status = ["unverified_author_email", "verified"].into_iter().find(|word| made.message.contains(word));
    match status {
        Some(status) => Answer::json(&json!({
            "signature_type": "SSH",
            "verification_status": status,
            "key": { "id": 11, "title": "Laptop", "usage_type": "auth_and_signing" },
            "commit_source": "gitaly",
        })),
        None => message(404, "404 Signature Not Found"),
    }
}

fn merge_request(number: i64, pull: &Pull) -> Value {
    let is_draft = pull.state == State::Draft;
    let updated = moment(pull.updated);
    let ended = |state: State| (pull.state == state).then_some(updated);
    json!({
        "id": 900_000 + number,
        "iid": number,
        "project_id": 4711,
        "target_project_id": 4711,
        "title": format!("{}PAY-{number} Refunds", if is_draft { "Draft: " } else { "" }),
        "description": "As agreed.",
        "state": match pull.state {
            State::Merged => "merged",
            State::Closed => "closed",
            _ => "opened",
        },
        "draft": is_draft,
        "work_in_progress": is_draft,
        "author": { "id": 501, "username": "dev1", "name": "Dev 1" },
        "source_branch": format!("feature/{number}"),
        "target_branch": "main",
        "created_at": moment(0),
        "updated_at": updated,
        "merged_at": ended(State::Merged),
        "closed_at": ended(State::Closed),
        "web_url": format!("http://gitlab.internal/gitlab/octo-org/billing/payments/-/merge_requests/{number}"),
    })
}

fn message(status: u16, message: &str) -> Answer {
    Answer { status, ..Answer::json(&json!({ "message": message })) }
}

/// Every good answer has an entity tag, and is not sent again to who has it.
fn tagged(mut answer: Answer, known: Option<&str>) -> Answer {
    if answer.status != 200 {
        return answer;
    }
    let tag = format!("W/\"{}\"", &crate::signature::sha256_hex(&answer.body)[..32]);
    if known == Some(&tag) {
        answer.status = 304;
        answer.body.clear();
    }
    answer.headers.0.push(Header { name: "ETag".to_owned(), value: tag });
    answer
}
