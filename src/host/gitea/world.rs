//! Gitea's server for stories: what a simulated repository holds, in Gitea's own addresses, headers and JSON.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use super::Gitea;
use crate::host::Host;
use crate::http::{Headers, Request};
use crate::model::State;
use crate::sync::world::{Answer, Made, Peer, Pull, Remote, moment};
use crate::sync::{Connection, RepositoryRef};
use crate::time::Timestamp;

/// A server below a path, which names itself otherwise in its links.
#[derive(Clone, Copy)]
pub struct GiteaPeer {
    /// Whether an answer says how many items there are.
    pub totals: bool,
    /// Whether an answer links to the next page; lists of one page never do.
    pub links: bool,
    /// How many items a page has at most.
    pub most: usize,
    /// Whether commits that no branch reaches are gone at once; others answer for them until they clean up.
    pub cleans_up: bool,
}

/// What is usual.
pub const USUAL: GiteaPeer = GiteaPeer { totals: true, links: true, most: 50, cleans_up: false };

/// Where the repository is in the API.
const ROOT: &str = "https://git.example.com/gitea/api/v1/repos/octo-org/payments/";
/// Where the server believes it is.
const OWN: &str = "http://gitea.internal:3000/api/v1/repos/octo-org/payments/";
/// Where the server believes its pages are.
const PAGES: &str = "http://gitea.internal:3000/octo-org/payments";

impl Peer for GiteaPeer {
    fn host(&self) -> &dyn Host {
        &Gitea
    }

    fn connection(&self) -> Connection {
        Connection {
            host: "gitea".to_owned(),
            base_url: "https://git.example.com/gitea".to_owned(),
            credential: "token".to_owned(),
            repo_type: "SingleRepository".to_owned(),
            repository_id: "octo-org/payments".to_owned(),
            pull_requests: true,
            poll_ms: 300_000,
            ..Connection::default()
        }
    }

    fn repository(&self) -> RepositoryRef {
        RepositoryRef {
            id: "42".to_owned(),
            full_name: "octo-org/payments".to_owned(),
            default_branch: Some("main".to_owned()),
        }
    }

    fn answer(&self, remote: &Remote, request: &Request) -> Answer {
        let (path, mut query) = asked(request);
        let mut fixed = |name: &str, value: &str| assert_eq!(query.remove(name).as_deref(), Some(value), "{name}");
        let answer = match path.as_str() {
            "branches" => {
                let branches: Vec<_> = remote.branches.iter().collect();
                self.paged(&path, &branches, &mut query, |(name, head)| branch(name, head, &remote.commits[*head]))
            }
            "commits" => {
                ["stat", "verification", "files"].iter().for_each(|name| fixed(name, "false"));
                let (sha, not) = (query.remove("sha").unwrap(), query.remove("not"));
                if !self.has(remote, &sha) {
                    return message(404, "object does not exist [id: , rel_path: ]");
                }
                if not.as_ref().is_some_and(|not| !self.has(remote, not)) {
                    // `git rev-list` fails over it; servers in production do not say why.
                    return message(500, "");
                }
                let log = not.map_or_else(|| remote.log(&sha), |not| remote.range(&not, &sha));
                self.paged(&path, &log, &mut query, |sha| commit(sha, &remote.commits[sha]))
            }
            "pulls" => {
                fixed("state", "all");
                fixed("sort", "recentupdate");
                let mut pulls: Vec<_> = remote.pulls.iter().collect();
                pulls.sort_by_key(|(number, pull)| (-pull.updated, -**number));
                self.paged(&path, &pulls, &mut query, |(number, pull)| pull_request(**number, pull))
            }
            other => panic!("asked for {other}"),
        };
        assert!(query.is_empty(), "{path} has no parameters {query:?}");
        answer
    }

    fn refusal(&self, status: u16) -> Answer {
        let html = |body: &str, wait: Option<&str>| Answer {
            status,
            headers: [("Content-Type", "text/html")]
                .into_iter()
                .chain(wait.map(|wait| ("Retry-After", wait)))
                .collect(),
            body: body.as_bytes().to_vec(),
        };
        match status {
            401 => message(401, "user does not exist [uid: 0, name: ]"),
            404 => Answer {
                status,
                ..Answer::json(&json!({
                    "errors": null,
                    "message": "The target couldn't be found.",
                    "url": "http://gitea.internal:3000/api/swagger",
                }))
            },
            // Only proxies have limits, and only they are there while the server is not.
            429 => html("<html><body>Too Many Requests</body></html>", Some("30")),
            503 => html("<html><body>503 Service Unavailable</body></html>", None),
            other => panic!("no story has Gitea answer {other}"),
        }
    }
}

impl GiteaPeer {
    /// Whether the server has a commit.
    fn has(&self, remote: &Remote, sha: &str) -> bool {
        remote.commits.contains_key(sha) && (!self.cleans_up || remote.is_reached(sha))
    }

    /// One page of a list, with what the server says of the others.
    fn paged<T>(
        &self,
        path: &str,
        rows: &[T],
        query: &mut BTreeMap<String, String>,
        said: impl Fn(&T) -> Value,
    ) -> Answer {
        let size: usize = query.remove("limit").map_or(30, |limit| limit.parse().unwrap());
        let size = size.min(self.most);
        let number: usize = query.remove("page").map_or(1, |page| page.parse().unwrap());
        assert!(number > 0, "pages begin with 1");
        let start = rows.len().min((number - 1) * size);
        let shown = &rows[start..rows.len().min(start + size)];
        let mut answer = Answer::json(&shown.iter().map(said).collect());
        let pages = rows.len().div_ceil(size);
        let mut told: Vec<(&str, String)> = Vec::new();
        if self.totals {
            told.push(("X-Total-Count", rows.len().to_string()));
        }
        if self.links && pages > 1 {
            let link = |page: usize, rel: &str| format!("<{OWN}{path}?limit={size}&page={page}>; rel=\"{rel}\"");
            let forward = [link(number + 1, "next"), link(pages, "last")];
            let back = [link(1, "first"), link(number.saturating_sub(1), "prev")];
            let (forward, back) =
                (forward.into_iter().filter(|_| number < pages), back.into_iter().filter(|_| number > 1));
            told.push(("Link", forward.chain(back).collect::<Vec<_>>().join(",")));
        }
        answer.headers.0.extend(told.into_iter().collect::<Headers>().0);
        answer
    }
}

/// What is asked of the repository: the path and the parameters, of which none comes twice.
fn asked(request: &Request) -> (String, BTreeMap<String, String>) {
    assert_eq!((request.method.as_str(), &request.body), ("GET", &None));
    let credential = request.credential.as_ref().unwrap();
    assert_eq!((credential.header.as_str(), credential.prefix.as_str()), ("Authorization", "token "));
    let asked = request.url.strip_prefix(ROOT).unwrap_or_else(|| panic!("asked {}", request.url));
    let (path, query) = asked.split_once('?').unwrap_or((asked, ""));
    let mut parameters = BTreeMap::new();
    for (name, value) in form_urlencoded::parse(query.as_bytes()) {
        let twice = parameters.insert(name.into_owned(), value.into_owned());
        assert_eq!(twice, None, "{}", request.url);
    }
    (path.to_owned(), parameters)
}

/// A moment as the server writes it: whole seconds, in the zone of whoever committed.
fn zoned(date: i64) -> String {
    moment(date + 7_200).to_string().replace(".000Z", "+02:00")
}

/// A moment of the server's own.
fn stamp(moment: Timestamp) -> String {
    moment.to_string().replace(".000Z", "Z")
}

fn branch(name: &str, head: &str, made: &Made) -> Value {
    json!({
        "name": name,
        "commit": {
            "id": head,
            "message": made.message,
            "url": format!("{PAGES}/commit/{head}"),
            "timestamp": zoned(made.date),
            "added": null,
        },
        "protected": false,
    })
}

fn commit(sha: &str, made: &Made) -> Value {
    let person = |name: &str, date: i64| json!({ "name": name, "email": "dev@example.com", "date": zoned(date) });
    json!({
        "url": format!("{OWN}git/commits/{sha}"),
        "sha": sha,
        "created": zoned(made.date),
        "html_url": format!("{PAGES}/commit/{sha}"),
        "commit": {
            "author": person("Dev 1", made.date - 60),
            "committer": person("Dev 2", made.date),
            "message": format!("{}\n", made.message),
        },
        "author": null,
        "committer": null,
        "parents": made.parents.iter().map(|sha| json!({ "sha": sha, "created": zoned(0) })).collect::<Vec<_>>(),
        "files": null,
        "stats": null,
    })
}

fn pull_request(number: i64, pull: &Pull) -> Value {
    let (is_draft, is_merged) = (pull.state == State::Draft, pull.state == State::Merged);
    let is_closed = is_merged || pull.state == State::Closed;
    let updated = stamp(moment(pull.updated));
    json!({
        "id": 900 + number,
        "number": number,
        "user": { "id": 11, "login": "dev1", "email": "dev1@example.com" },
        "title": format!("{}PAY-{number} Refunds", if is_draft { "WIP: " } else { "" }),
        "body": "As agreed.",
        "state": if is_closed { "closed" } else { "open" },
        "draft": is_draft,
        "html_url": format!("{PAGES}/pulls/{number}"),
        "merged": is_merged,
        "merged_at": is_merged.then_some(&updated),
        "base": { "label": "main", "ref": "main", "repo_id": 42 },
        "head": { "label": format!("feature/{number}"), "ref": format!("feature/{number}"), "repo_id": 42 },
        "created_at": stamp(moment(0)),
        "updated_at": updated,
        "closed_at": is_closed.then_some(&updated),
    })
}

fn message(status: u16, message: &str) -> Answer {
    Answer { status, ..Answer::json(&json!({ "message": message, "url": "http://gitea.internal:3000/api/swagger" })) }
}
