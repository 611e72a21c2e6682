//! What GitHub says of the commits and pull requests of the stories, over REST and over GraphQL.

use std::collections::BTreeSet;

use serde_json::{Value, json};

use crate::model::State;
use crate::sync::world::{Pull, Remote, moment};

/// GitHub's times have no fractions.
fn time(date: i64) -> String {
    moment(date).to_string().replace(".000Z", "Z")
}

pub fn commit(remote: &Remote, sha: &str) -> Value {
    let made = &remote.commits[sha];
    let signature = json!({ "name": "Dev 1", "email": "dev1@example.com", "date": time(made.date) });
    let parents: Vec<Value> = made.parents.iter().map(|parent| json!({ "sha": parent })).collect();
    json!({
        "sha": sha,
        "html_url": format!("https://github.com/octo/demo/commit/{sha}"),
        "commit": { "message": made.message, "author": signature, "committer": signature, "comment_count": 0 },
        "author": { "login": "dev1", "id": 501, "type": "User" },
        "committer": null,
        "parents": parents,
    })
}

pub fn commit_in_bulk(remote: &Remote, sha: &str) -> Value {
    let made = &remote.commits[sha];
    let parents: Vec<Value> = made.parents.iter().take(5).map(|parent| json!({ "oid": parent })).collect();
    json!({
        "oid": sha,
        "message": made.message,
        "url": format!("https://github.com/octo/demo/commit/{sha}"),
        "authoredDate": time(made.date),
        "committedDate": time(made.date),
        "author": { "name": "Dev 1", "user": { "login": "dev1" } },
        "parents": { "totalCount": made.parents.len(), "nodes": parents },
    })
}

pub fn pull_request(number: i64, pull: &Pull) -> Value {
    let is_closed = matches!(pull.state, State::Closed | State::Merged);
    let end = |name: &str| json!({ "ref": name, "repo": { "id": 1, "full_name": "octo/demo" } });
    json!({
        "id": 2_000_000_000 + number,
        "number": number,
        "title": format!("PAY-{number} Work"),
        "body": null,
        "state": if is_closed { "closed" } else { "open" },
        "draft": pull.state == State::Draft,
        "user": { "login": "dev1", "id": 501, "type": "User" },
        "head": end("feature/0"),
        "base": end("main"),
        "created_at": time(0),
        "updated_at": time(pull.updated),
        "merged_at": (pull.state == State::Merged).then(|| time(pull.updated)),
        "closed_at": is_closed.then(|| time(pull.updated)),
        "html_url": format!("https://github.com/octo/demo/pull/{number}"),
    })
}

pub fn pull_request_in_bulk(number: i64, pull: &Pull) -> Value {
    let state = match pull.state {
        State::Merged => "MERGED",
        State::Closed => "CLOSED",
        _ => "OPEN",
    };
    json!({
        "fullDatabaseId": (2_000_000_000 + number).to_string(),
        "number": number,
        "title": format!("PAY-{number} Work"),
        "body": "",
        "state": state,
        "isDraft": pull.state == State::Draft,
        "author": { "__typename": "User", "login": "dev1", "databaseId": 501 },
        "headRefName": "feature/0",
        "baseRefName": "main",
        "createdAt": time(0),
        "updatedAt": time(pull.updated),
        "mergedAt": (pull.state == State::Merged).then(|| time(pull.updated)),
        "closedAt": matches!(pull.state, State::Closed | State::Merged).then(|| time(pull.updated)),
        "url": format!("https://github.com/octo/demo/pull/{number}"),
    })
}

/// The newest commits behind a head, as Git walks them.
pub fn newest<'a>(remote: &'a Remote, head: &'a str, count: usize) -> Vec<&'a str> {
    let mut open = BTreeSet::from([(remote.commits[head].date, head)]);
    let mut newest = Vec::new();
    while newest.len() < count
        && let Some((_, sha)) = open.pop_last()
    {
        open.extend(remote.commits[sha].parents.iter().map(|parent| (remote.commits[parent].date, parent.as_str())));
        newest.push(sha);
    }
    newest
}

/// Those of the same moment have the higher number first.
pub fn last_updated_first(remote: &Remote) -> Vec<(i64, Pull)> {
    let mut pulls: Vec<(i64, Pull)> = remote.pulls.iter().map(|(number, pull)| (*number, *pull)).collect();
    pulls.sort_by_key(|(number, pull)| std::cmp::Reverse((pull.updated, *number)));
    pulls
}
