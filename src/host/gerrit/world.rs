//! Gerrit's server for stories: what a simulated project holds, in the addresses, headers and JSON of Gerrit and of gitiles.

use chrono::DateTime;
use serde_json::{Value, json};

use super::Gerrit;
use super::fetch::OPTIONS;
use crate::host::Host;
use crate::http::{Header, Request};
use crate::model::State;
use crate::signature::sha256_hex;
use crate::sync::world::{Answer, Made, Peer, Pull, Query, Remote, moment};
use crate::sync::{Connection, RepositoryRef};
use crate::time::Timestamp;

/// A Gerrit.
pub struct GerritPeer {
    /// Whether it has the plugin that lists commits.
    pub gitiles: bool,
}

const ROOT: &str = "https://gerrit.example.com/a";
const PROJECT: &str = "octo-org/payments";
const SEGMENT: &str = "octo-org%2Fpayments";

impl Peer for GerritPeer {
    fn host(&self) -> &dyn Host {
        &Gerrit
    }

    fn connection(&self) -> Connection {
        Connection {
            host: "gerrit".to_owned(),
            base_url: "https://gerrit.example.com".to_owned(),
            credential: "token".to_owned(),
            username: "jigit".to_owned(),
            repo_type: "SingleRepository".to_owned(),
            repository_id: PROJECT.to_owned(),
            pull_requests: true,
            poll_ms: 300_000,
            ..Connection::default()
        }
    }

    /// Which branch a project shows first is never told.
    fn repository(&self) -> RepositoryRef {
        RepositoryRef { id: PROJECT.to_owned(), full_name: PROJECT.to_owned(), default_branch: None }
    }

    fn answer(&self, remote: &Remote, request: &Request) -> Answer {
        assert_eq!((request.method.as_str(), &request.body), ("GET", &None));
        assert_eq!(request.headers.get("Accept"), Some("application/json"));
        let placement = request.credential.as_ref().unwrap();
        assert_eq!((placement.prefix.as_str(), placement.user.as_deref()), ("Basic ", Some("jigit")));
        let (path, query) = request.url.split_once('?').unwrap_or((&request.url, ""));
        let path: Vec<&str> = path.strip_prefix(ROOT).unwrap().split('/').skip(1).collect();
        let mut query = Query::of(query);
        let answer = match path.as_slice() {
            ["projects", SEGMENT, "branches", ""] => branches(remote, &mut query),
            ["projects", SEGMENT, "commits", sha] => match visible(remote, sha) {
                Some(made) => json(&commit(remote, sha, made)),
                None => text(404, &format!("Not found: {sha}\n")),
            },
            ["plugins", "gitiles", ..] if !self.gitiles => return text(404, "Not Found"),
            ["plugins", "gitiles", SEGMENT, "+log", range] => log(remote, range, &mut query),
            ["changes", ""] => changes(remote, &mut query),
            other => panic!("nobody answers {other:?}"),
        };
        assert!(query.0.is_empty(), "nobody knows {:?}", query.0);
        answer
    }

    fn refusal(&self, status: u16) -> Answer {
        match status {
            401 => text(401, "Unauthorized"),
            404 => text(404, "Not found: octo-org/payments\n"),
            429 => {
                let mut answer = text(429, "Quota exceeded");
                answer.headers.0.push(Header { name: "Retry-After".to_owned(), value: "30".to_owned() });
                answer
            }
            503 => text(503, "Service Unavailable"),
            other => panic!("never refused by {other}"),
        }
    }
}

/// A good answer, with what keeps scripts from using it.
fn json(body: &Value) -> Answer {
    let mut answer = Answer::json(body);
    answer.body = [b")]}'\n", answer.body.as_slice(), b"\n"].concat();
    answer
}

fn text(status: u16, said: &str) -> Answer {
    let headers = [("Content-Type", "text/plain;charset=utf-8")].into_iter().collect();
    Answer { status, headers, body: said.as_bytes().to_vec() }
}

/// A commit that some branch reaches: others are there and not shown.
fn visible<'r>(remote: &'r Remote, sha: &str) -> Option<&'r Made> {
    remote.commits.get(sha).filter(|_| remote.is_reached(sha))
}

/// The references; the first ones are no branches, and count.
fn branches(remote: &Remote, query: &mut Query) -> Answer {
    let (most, start) = (query.number("n"), query.number("S"));
    let others = [("HEAD".to_owned(), "main".to_owned()), ("refs/meta/config".to_owned(), "c".repeat(40))];
    let heads = remote.branches.iter().map(|(name, head)| (format!("refs/heads/{name}"), head.clone()));
    let shown = others.into_iter().chain(heads).skip(start).take(most);
    json(&shown.map(|(name, revision)| json!({"ref": name, "revision": revision})).collect())
}

/// A page of gitiles' log.
fn log(remote: &Remote, range: &str, query: &mut Query) -> Answer {
    assert_eq!(query.take("format").as_deref(), Some("JSON"));
    let (most, start) = (query.number("n"), query.take("s"));
    let (known, from) = range.split_once("..").map_or((None, range), |(known, from)| (Some(known), from));
    if known.into_iter().chain([from]).any(|sha| visible(remote, sha).is_none()) {
        let mut answer = text(404, "<!DOCTYPE html><html><head><title>Not Found</title></head></html>");
        answer.headers =
            [("Content-Type", "text/html;charset=utf-8"), ("X-Gitiles-Error", "CANNOT_PARSE_GITILES_VIEW")]
                .into_iter()
                .collect();
        return answer;
    }
    let log = known.map_or_else(|| remote.log(from), |known| remote.range(known, from));
    let first = start.map_or(0, |start| log.iter().position(|sha| *sha == start).unwrap());
    let entries = log.iter().skip(first).take(most).map(|sha| {
        let made = &remote.commits[sha];
        let time = DateTime::from_timestamp_millis(moment(made.date).0).unwrap();
        let time = time.format("%a %b %d %H:%M:%S %Y %z").to_string();
        let person = json!({"name": "Dev 1", "email": "dev1@example.com", "time": time});
        let message = format!("{}\n", made.message);
        json!({
            "commit": sha, "tree": "9".repeat(40), "parents": made.parents,
            "author": person, "committer": person, "message": message,
        })
    });
    let mut page = json!({"log": entries.collect::<Vec<_>>()});
    if let Some(next) = log.get(first + most) {
        page["next"] = json!(next);
    }
    json(&page)
}

/// As Gerrit writes it in its JSON, in UTC.
fn time(date: i64) -> String {
    moment(date).to_string().replace('T', " ").replace('Z', "000000")
}

fn commit(remote: &Remote, sha: &str, made: &Made) -> Value {
    let person = json!({"name": "Dev 1", "email": "dev1@example.com", "date": time(made.date), "tz": 60});
    let subject = |message: &str| message.lines().next().unwrap_or_default().to_owned();
    let parents = made.parents.iter();
    let parents = parents.map(|sha| json!({"commit": sha, "subject": subject(&remote.commits[sha].message)}));
    json!({
        "commit": sha, "parents": parents.collect::<Vec<_>>(), "author": person, "committer": person,
        "subject": subject(&made.message), "message": made.message,
    })
}

fn changes(remote: &Remote, query: &mut Query) -> Answer {
    let asked = query.take("q").unwrap();
    let after = asked.strip_prefix(r#"project:"octo-org/payments" -is:private"#).unwrap();
    let after = after.strip_prefix(r#" after:""#).map(|after| after.strip_suffix('"').unwrap());
    let after = after.map(|after| Timestamp::parse(after).unwrap());
    OPTIONS.iter().for_each(|option| assert_eq!(query.take("o").as_deref(), Some(*option)));
    let (most, start) = (query.number("n"), query.number("S"));
    let mut found: Vec<(i64, &Pull)> = remote.pulls.iter().map(|(number, pull)| (*number, pull)).collect();
    found.retain(|(_, pull)| after.is_none_or(|after| moment(pull.updated) >= after));
    found.sort_by_key(|(number, pull)| (-pull.updated, -number));
    let shown = found.iter().skip(start).take(most);
    let mut shown: Vec<Value> = shown.map(|(number, pull)| change(remote, *number, pull)).collect();
    if let Some(last) = shown.last_mut().filter(|_| found.len() > start + most) {
        last["_more_changes"] = json!(true);
    }
    json(&json!(shown))
}

/// The commit that a merged change became: one of the main branch.
pub fn merged(remote: &Remote, number: i64) -> Option<String> {
    let log = remote.log(remote.branches.get("main")?);
    log.get(usize::try_from(number * 7).unwrap() % log.len()).cloned()
}

fn change(remote: &Remote, number: i64, pull: &Pull) -> Value {
    let merged = merged(remote, number).filter(|_| pull.state == State::Merged);
    let told = match &merged {
        Some(sha) => commit(remote, sha, &remote.commits[sha]),
        None => commit(remote, "", &Made { message: format!("PAY-{number} Work\n"), ..Made::default() }),
    };
    let sha = merged.unwrap_or_else(|| sha256_hex(&number.to_le_bytes()).get(..40).unwrap().to_owned());
    let mut revision =
        json!({"kind": "REWORK", "_number": 1, "ref": format!("refs/changes/1/{number}/1"), "commit": told});
    // Inside of a change, its id is the key.
    revision["commit"].as_object_mut().unwrap().remove("commit");
    let mut change = json!({
        "id": format!("{SEGMENT}~{number}"), "project": PROJECT, "branch": "main", "subject": told["subject"],
        "created": time(0), "updated": time(pull.updated), "_number": number, "current_revision": sha,
        "owner": {"_account_id": 1_000_001, "name": "Dev 1", "email": "dev1@example.com", "username": "dev1"},
        "revisions": {sha: revision},
    });
    change["status"] = json!(match pull.state {
        State::Open | State::Draft => "NEW",
        State::Merged => "MERGED",
        State::Closed => "ABANDONED",
    });
    if pull.state == State::Draft {
        change["work_in_progress"] = json!(true);
    }
    if pull.state == State::Merged {
        change["submitted"] = json!(time(pull.updated));
    }
    change
}
