//! Azure DevOps' server for stories: what a simulated repository holds, in its own addresses, headers and JSON.

use serde_json::{Value, json};

use super::AzureDevOps;
use super::verdict::VERSIONS;
use crate::host::Host;
use crate::http::{Header, Request};
use crate::model::State;
use crate::sync::world::{Answer, Made, Peer, Pull, Query, Remote, moment};
use crate::sync::{Connection, RepositoryRef};
use crate::time::Timestamp;

/// A collection of Azure DevOps.
pub struct AzurePeer {
    /// The newest version of the API that it knows.
    pub version: &'static str,
    /// Whether it heeds `compareVersion`.
    pub compares: bool,
    /// Whether it heeds the time since which pull requests are to be closed.
    pub closed_since: bool,
    /// No list of branches is longer, whatever is asked for.
    pub branches: usize,
}

/// Services, as documented.
pub const SERVICES: AzurePeer = AzurePeer { version: "7.0", compares: true, closed_since: true, branches: 1_000 };

const ROOT: &str = "https://dev.azure.com/octo-org";
const REPOSITORY: &str = "7c9e6679-7425-40de-944b-e07fc1f90ae7";
const FIRST_PAGE: &str = "searchCriteria.%24skip=0&searchCriteria.%24top=100";

impl Peer for AzurePeer {
    fn host(&self) -> &dyn Host {
        &AzureDevOps
    }

    fn connection(&self) -> Connection {
        Connection {
            host: "azure_devops".to_owned(),
            base_url: ROOT.to_owned(),
            credential: "token".to_owned(),
            repo_type: "SingleRepository".to_owned(),
            repository_id: "Payments Team/payments".to_owned(),
            pull_requests: true,
            poll_ms: 300_000,
            ..Connection::default()
        }
    }

    fn repository(&self) -> RepositoryRef {
        RepositoryRef {
            id: REPOSITORY.to_owned(),
            full_name: "Payments Team/payments".to_owned(),
            default_branch: Some("main".to_owned()),
        }
    }

    fn answer(&self, remote: &Remote, request: &Request) -> Answer {
        assert_eq!((request.method.as_str(), &request.body), ("GET", &None));
        assert_eq!(request.headers.get("Accept"), Some("application/json"));
        assert_eq!(request.headers.get("X-TFS-FedAuthRedirect"), Some("Suppress"));
        let placement = request.credential.as_ref().unwrap();
        assert_eq!((placement.prefix.as_str(), placement.user.as_deref()), ("Basic ", Some("")));
        let (path, query) = request.url.split_once('?').unwrap();
        let path = path.strip_prefix(ROOT).and_then(|path| path.strip_prefix("/_apis/git/repositories/")).unwrap();
        let path: Vec<&str> = path.strip_prefix(REPOSITORY).unwrap().split('/').skip(1).collect();
        let mut query = Query::of(query);
        let version = query.text("api-version");
        let place = |version: &str| VERSIONS.iter().position(|known| *known == version);
        if place(&version).unwrap() < place(self.version).unwrap() {
            let said = format!("The requested REST API version of {version} is out of range for this server.");
            return refused(400, "VssVersionOutOfRangeException", &said);
        }
        let answer = match path.as_slice() {
            ["refs"] => self.references(remote, &mut query),
            ["commits"] => self.commits(remote, &mut query),
            ["commits", sha] => {
                assert_eq!(query.text("changeCount"), "0");
                match remote.commits.get(*sha) {
                    Some(made) => Answer::json(&commit(sha, made, true)),
                    None => unknown(sha),
                }
            }
            ["pullrequests"] => self.pull_requests(remote, &mut query),
            ["pullrequests", number] => {
                let number: i64 = number.parse().unwrap();
                Answer::json(&pull_request(number, &remote.pulls[&number], true))
            }
            other => panic!("nobody answers {other:?}"),
        };
        assert!(query.0.is_empty(), "nobody knows {:?}", query.0);
        answer
    }

    fn refusal(&self, status: u16) -> Answer {
        let page = |status, body: &str| Answer {
            status,
            headers: [("Content-Type", "text/html; charset=utf-8")].into_iter().collect(),
            body: body.as_bytes().to_vec(),
        };
        match status {
            401 => {
                page(203, "<!DOCTYPE html>\r\n<html><head><title>Azure DevOps Services | Sign In</title></head></html>")
            }
            404 => refused(
                404,
                "GitRepositoryNotFoundException",
                "TF401019: The Git repository with name or identifier payments does not exist or you do not have permissions.",
            ),
            429 => {
                let mut answer = refused(
                    429,
                    "RequestBlockedException",
                    "TF400733: The request has been canceled: Request was blocked due to exceeding usage of resource 'Concurrency'.",
                );
                answer.headers.0.push(Header { name: "Retry-After".to_owned(), value: "120".to_owned() });
                answer
            }
            503 => page(503, "<html>The service is unavailable.</html>"),
            other => panic!("never refused by {other}"),
        }
    }
}

impl AzurePeer {
    fn references(&self, remote: &Remote, query: &mut Query) -> Answer {
        assert_eq!(query.text("filter"), "heads/");
        let top = query.number("$top").min(self.branches);
        let from = query.take("continuationToken").unwrap_or_default();
        let mut names = remote.branches.iter().filter(|(name, _)| format!("refs/heads/{name}") >= from);
        let shown = names.by_ref().take(top).map(|(name, head)| {
            let name = format!("refs/heads/{name}");
            json!({"name": name, "objectId": head, "creator": {"displayName": "Dev 1", "uniqueName": "dev1@example.com"}})
        });
        let mut answer = list(shown.collect());
        if let Some((name, _)) = names.next() {
            let value = format!("refs/heads/{name}");
            answer.headers.0.push(Header { name: "x-ms-continuationtoken".to_owned(), value });
        }
        answer
    }

    fn commits(&self, remote: &Remote, query: &mut Query) -> Answer {
        let item = version(query, "itemVersion").unwrap();
        let compared = version(query, "compareVersion");
        let since = since(query, "searchCriteria.fromDate");
        let (top, skip) = (query.number("searchCriteria.$top"), query.number("searchCriteria.$skip"));
        if let Some(gone) =
            [Some(&item), compared.as_ref()].into_iter().flatten().find(|sha| !remote.commits.contains_key(*sha))
        {
            return unknown(gone);
        }
        let log = match compared {
            Some(compared) if self.compares => remote.range(&item, &compared),
            _ => remote.log(&item),
        };
        let is_shown = |sha: &&String| since.is_none_or(|since| moment(remote.commits[*sha].date) >= since);
        let shown = log.iter().filter(is_shown).skip(skip).take(top);
        let mut answer = list(shown.map(|sha| commit(sha, &remote.commits[sha], false)).collect());
        // Whatever page is asked for, this leads to the first one.
        let first = format!("<{ROOT}/_apis/git/repositories/{REPOSITORY}/commits?{FIRST_PAGE}>; rel=\"next\"");
        answer.headers.0.push(Header { name: "Link".to_owned(), value: first });
        answer
    }

    fn pull_requests(&self, remote: &Remote, query: &mut Query) -> Answer {
        let status = query.text("searchCriteria.status");
        let since = since(query, "searchCriteria.minTime");
        assert_eq!(query.take("searchCriteria.queryTimeRangeType").as_deref(), since.map(|_| "closed"));
        let since = since.filter(|_| self.closed_since);
        let (top, skip) = (query.number("$top"), query.number("$skip"));
        let is_shown = |pull: &Pull| {
            (status == "all" || status == status_of(pull.state))
                && since.is_none_or(|since| moment(pull.updated) >= since)
        };
        let shown = remote.pulls.iter().rev().filter(|(_, pull)| is_shown(pull)).skip(skip).take(top);
        list(shown.map(|(number, pull)| pull_request(*number, pull, false)).collect())
    }
}

fn list(value: Vec<Value>) -> Answer {
    Answer::json(&json!({"count": value.len(), "value": value}))
}

fn refused(status: u16, kind: &str, said: &str) -> Answer {
    let body =
        json!({"$id": "1", "innerException": null, "message": said, "typeKey": kind, "errorCode": 0, "eventId": 3000});
    Answer { status, ..Answer::json(&body) }
}

fn unknown(sha: &str) -> Answer {
    let said = format!(
        "TF401175:The version descriptor <Commit: {sha} > could not be resolved to a version in the repository payments"
    );
    refused(404, "GitUnresolvableToCommitException", &said)
}

/// The time of a pull request; those of commits have no fractions.
fn fine_time(date: i64) -> String {
    moment(date).to_string().replace(".000Z", ".1234567Z")
}

fn time(date: i64) -> String {
    moment(date).to_string().replace(".000Z", "Z")
}

/// A commit, alone or in a list: there without parents, and only with the first line of its message.
fn commit(sha: &str, made: &Made, is_alone: bool) -> Value {
    let person = json!({"name": "Dev 1", "email": "dev1@example.com", "date": time(made.date)});
    let url = format!("{ROOT}/Payments%20Team/_git/payments/commit/{sha}");
    let mut commit = json!({"commitId": sha, "author": person, "committer": person, "remoteUrl": url});
    let line = made.message.lines().next().unwrap_or_default();
    commit["comment"] = json!(if is_alone { made.message.as_str() } else { line });
    if is_alone {
        commit["parents"] = json!(made.parents);
    } else if line != made.message {
        commit["commentTruncated"] = json!(true);
    }
    commit
}

fn status_of(state: State) -> &'static str {
    match state {
        State::Open | State::Draft => "active",
        State::Merged => "completed",
        State::Closed => "abandoned",
    }
}

/// A pull request; one in fifty has a description that lists cut.
fn pull_request(number: i64, pull: &Pull, is_alone: bool) -> Value {
    let length = if number % 50 == 0 { 600 } else { 40 };
    let mut told = json!({
        "repository": {"id": REPOSITORY, "name": "payments", "project": {"name": "Payments Team"}},
        "pullRequestId": number,
        "status": status_of(pull.state),
        "isDraft": pull.state == State::Draft,
        "createdBy": {"displayName": "Dev 1", "id": "9a1b2c3d-1111-4222-8333-444455556666", "uniqueName": "dev1@example.com"},
        "creationDate": fine_time(0),
        "title": format!("PAY-{number} Work"),
        "description": "x".repeat(if is_alone { length } else { length.min(400) }),
        "sourceRefName": format!("refs/heads/feature/{number}"),
        "targetRefName": "refs/heads/main",
    });
    if status_of(pull.state) != "active" {
        told["closedDate"] = json!(fine_time(pull.updated));
    }
    told
}

/// Since when, if it is asked.
fn since(query: &mut Query, name: &str) -> Option<Timestamp> {
    query.take(name).map(|time| Timestamp::parse(&time).unwrap())
}

/// A commit of a list's criteria.
fn version(query: &mut Query, name: &str) -> Option<String> {
    let version = query.take(&format!("searchCriteria.{name}.version"))?;
    assert_eq!(query.text(&format!("searchCriteria.{name}.versionType")), "commit");
    Some(version)
}
