//! One small repository told twice, as REST tells it and as GraphQL does: the rows are the same.

use std::collections::BTreeSet;

use serde_json::{Value, json};

use super::GitHub;
use super::in_bulk::{branches, fields, pull_requests, query};
use crate::host::{Asked, Host, Kind, Page};
use crate::http::{Headers, Response};
use crate::json::Extent;
use crate::model::{Authorship, PullRequest, Update};

#[test]
fn the_same_commits_either_way() {
    let repository = Repository::odd();
    let by_rest = rows(Kind::Commits, &json!(repository.commits.iter().map(Commit::rest).collect::<Vec<_>>()));
    let branch = |branch: &Branch| json!({ "name": branch.name, "commit": { "sha": sha(branch.commits[0]) } });
    let branches_by_rest = rows(Kind::Branches, &json!(repository.branches.iter().map(branch).collect::<Vec<_>>()));
    let answer = repository.refs();
    asks_for_exactly(&query(&branches(true)), &answer);
    let mut in_bulk = bulk(Kind::Branches, &answer);
    assert_eq!(in_bulk.rows.branches, branches_by_rest.branches);
    in_bulk.rows.commits.sort_by(|a, b| a.sha.cmp(&b.sha));
    let mut expected = by_rest.commits;
    assert!(expected.iter().any(|commit| commit.parents.as_ref().is_some_and(|parents| parents.len() == 5)));
    // Six parents are more than the query asks for: REST is to tell them.
    expected.retain(|commit| commit.parents.as_ref().is_none_or(|parents| parents.len() < 6));
    assert_eq!(expected.len(), repository.commits.len() - 1);
    expected.sort_by(|a, b| a.sha.cmp(&b.sha));
    // Only REST says who wrote a commit, for its commands: a first reading, which runs none, does not ask for addresses.
    expected.iter_mut().for_each(|commit| commit.authorship = Authorship::default());
    in_bulk.rows.commits.iter_mut().for_each(|commit| commit.authorship = Authorship::default());
    assert_eq!(in_bulk.rows.commits, expected);
}

#[test]
fn the_same_pull_requests_either_way() {
    let pulls = pulls();
    let by_rest = rows(Kind::PullRequests, &json!(pulls.iter().map(Pull::rest).collect::<Vec<_>>())).pull_requests;
    let answer = json!({ "data": {
        "rateLimit": limit(),
        "repository": { "pullRequests": {
            "pageInfo": { "hasNextPage": false, "endCursor": "x" },
            "nodes": pulls.iter().map(Pull::graphql).collect::<Vec<_>>(),
        } },
    } });
    asks_for_exactly(&query(&pull_requests(true)), &answer);
    assert_eq!(sorted(bulk(Kind::PullRequests, &answer).rows.pull_requests), sorted(by_rest));
}

fn sorted(mut pulls: Vec<PullRequest>) -> Vec<PullRequest> {
    pulls.sort_by_key(|pull| pull.number);
    pulls
}

fn rows(kind: Kind, body: &Value) -> Update {
    let page = answered(kind, "https://api.github.com/repositories/1/x", body);
    assert_eq!((page.error, page.skipped), (None, Vec::new()));
    page.rows
}

fn bulk(kind: Kind, body: &Value) -> Page {
    let page = answered(kind, "https://api.github.com/graphql", body);
    assert_eq!(page.error, None);
    page
}

fn answered(kind: Kind, url: &str, body: &Value) -> Page {
    let asked = Asked {
        kind,
        repository_id: Some("1"),
        base_url: Some("https://github.com"),
        url: Some(url),
        extent: Extent::Whole,
    };
    let body = serde_json::to_vec(body).unwrap();
    GitHub.page(&asked, &Response { status: 200, headers: &Headers::default(), body: &body }, None)
}

/// An answer here has the fields that the query asks for, and no others.
pub fn asks_for_exactly(query: &str, answer: &Value) {
    let mut told = BTreeSet::new();
    members(&answer["data"], &mut told);
    assert_eq!(told, fields(query));
}

fn members(json: &Value, into: &mut BTreeSet<String>) {
    match json {
        Value::Object(inner) => inner.iter().for_each(|(name, value)| {
            into.insert(name.clone());
            members(value, into);
        }),
        Value::Array(items) => items.iter().for_each(|item| members(item, into)),
        _ => {}
    }
}

fn limit() -> Value {
    json!({ "cost": 1, "limit": 5000, "remaining": 4999, "resetAt": "2026-03-02T12:10:00Z" })
}

fn sha(name: &str) -> String {
    crate::signature::sha256_hex(name.as_bytes()).split_at(40).0.to_owned()
}

/// A commit, told without a language.
struct Commit {
    name: &'static str,
    message: &'static str,
    git_author: &'static str,
    account: Option<&'static str>,
    parents: Vec<&'static str>,
}

struct Branch {
    name: &'static str,
    commits: Vec<&'static str>,
}

struct Repository {
    commits: Vec<Commit>,
    branches: Vec<Branch>,
}

impl Repository {
    /// Authors known and unknown, a bot, an address in place of a name, and commits of no, two, five and six parents.
    fn odd() -> Repository {
        let commit = |name, message, git_author, account, parents: &[&'static str]| Commit {
            name,
            message,
            git_author,
            account,
            parents: parents.to_vec(),
        };
        let commits = vec![
            commit("root", "PAY-1 Begin", "Dev 1", Some("dev1"), &[]),
            commit("a", "PAY-2 Rates\n\nSee OPS-2, too.\n", "Dev 2", None, &["root"]),
            commit("b", "Bump a library", "dependabot[bot]", Some("dependabot[bot]"), &["root"]),
            commit("c", "PAY-3 Fees", "dev3@example.com", None, &["root"]),
            commit("d", "PAY-4 \u{1F600}", "Dev 1", Some("dev1"), &["c"]),
            commit("two", "Merge branch 'a'", "Dev 1", Some("dev1"), &["root", "a"]),
            commit("five", "Merge five", "Dev 1", Some("dev1"), &["a", "b", "c", "d", "two"]),
            commit("six", "PAY-6 Merge six", "Dev 1", Some("dev1"), &["root", "a", "b", "c", "d", "two"]),
        ];
        let branches = vec![
            Branch { name: "main", commits: vec!["two", "a", "root"] },
            Branch { name: "dependabot/npm/x", commits: vec!["b", "root"] },
            Branch { name: "feature/PAY-4-ü#1", commits: vec!["d", "c", "root"] },
            Branch { name: "octopus", commits: vec!["five", "two", "d", "c", "b", "a", "root"] },
            Branch { name: "larger", commits: vec!["six", "two", "d", "c", "b", "a", "root"] },
        ];
        Repository { commits, branches }
    }

    fn refs(&self) -> Value {
        let node = |name: &&str| self.commits.iter().find(|commit| commit.name == *name).unwrap().graphql();
        let branch = |branch: &Branch| {
            let history: Vec<Value> = branch.commits.iter().map(node).collect();
            json!({ "name": branch.name, "target": { "oid": sha(branch.commits[0]), "history": { "nodes": history } } })
        };
        let nodes: Vec<Value> = self.branches.iter().map(branch).collect();
        json!({ "data": {
            "rateLimit": limit(),
            "repository": {
                "isEmpty": false,
                "refs": { "pageInfo": { "hasNextPage": false, "endCursor": "x" }, "nodes": nodes },
            },
        } })
    }
}

impl Commit {
    fn url(&self) -> String {
        format!("https://github.com/octo-org/payments/commit/{}", sha(self.name))
    }

    fn rest(&self) -> Value {
        json!({
            "sha": sha(self.name),
            "html_url": self.url(),
            "commit": {
                "message": self.message,
                "author": { "name": self.git_author, "email": "dev1@example.com", "date": AUTHORED },
                "committer": { "name": "GitHub", "email": "noreply@example.com", "date": COMMITTED },
            },
            "author": self.account.map(|login| json!({ "login": login, "id": 501 })),
            "parents": self.parents.iter().map(|name| json!({ "sha": sha(name) })).collect::<Vec<_>>(),
        })
    }

    fn graphql(&self) -> Value {
        let parents: Vec<Value> = self.parents.iter().take(5).map(|name| json!({ "oid": sha(name) })).collect();
        json!({
            "oid": sha(self.name),
            "message": self.message,
            "url": self.url(),
            "authoredDate": AUTHORED,
            "committedDate": COMMITTED,
            "author": { "name": self.git_author, "user": self.account.map(|login| json!({ "login": login })) },
            "parents": { "totalCount": self.parents.len(), "nodes": parents },
        })
    }
}

const AUTHORED: &str = "2026-02-28T09:00:00Z";
const COMMITTED: &str = "2026-03-02T10:15:00Z";

/// A pull request, told without a language.
#[derive(Clone)]
struct Pull {
    number: i64,
    body: Option<&'static str>,
    /// The kind of account, its name as REST tells it, and its id; none was deleted.
    author: Option<(&'static str, &'static str, i64)>,
    draft: bool,
    merged: bool,
    closed: bool,
    fork: bool,
}

/// Every state, and every kind of author.
fn pulls() -> Vec<Pull> {
    let dev1 = Some(("User", "dev1", 501));
    let open = Pull {
        number: 1,
        body: Some("See PAY-1."),
        author: dev1,
        draft: false,
        merged: false,
        closed: false,
        fork: false,
    };
    vec![
        open.clone(),
        Pull { number: 2, draft: true, ..open.clone() },
        Pull { number: 3, merged: true, closed: true, ..open.clone() },
        Pull { number: 4, closed: true, ..open.clone() },
        Pull { number: 5, closed: true, draft: true, ..open.clone() },
        Pull { number: 6, fork: true, ..open.clone() },
        Pull { number: 7, author: Some(("Bot", "dependabot[bot]", 49_699_333)), ..open.clone() },
        Pull { number: 8, author: Some(("Mannequin", "dev9", 909)), ..open.clone() },
        Pull { number: 9, author: None, ..open.clone() },
        Pull { number: 10, body: None, ..open },
    ]
}

impl Pull {
    fn url(&self) -> String {
        format!("https://github.com/octo-org/payments/pull/{}", self.number)
    }

    fn time(&self, is_there: bool) -> Option<&'static str> {
        is_there.then_some("2026-03-02T10:20:00Z")
    }

    fn rest(&self) -> Value {
        let user = match self.author {
            Some((kind, login, id)) => json!({ "login": login, "id": id, "type": kind }),
            None => json!({ "login": "ghost", "id": 10137, "type": "User" }),
        };
        let repository = json!({ "id": 1, "full_name": "octo-org/payments" });
        let head = if self.fork { json!({ "id": 2, "full_name": "dev3/payments" }) } else { repository.clone() };
        json!({
            "id": 2_791_474_370_i64 + self.number,
            "number": self.number,
            "title": format!("PAY-{} Rates", self.number),
            "body": self.body,
            "state": if self.closed { "closed" } else { "open" },
            "draft": self.draft,
            "user": user,
            "head": { "ref": "feature/rates", "repo": head },
            "base": { "ref": "main", "repo": repository },
            "created_at": AUTHORED,
            "updated_at": COMMITTED,
            "merged_at": self.time(self.merged),
            "closed_at": self.time(self.closed),
            "html_url": self.url(),
        })
    }

    fn graphql(&self) -> Value {
        let author = self.author.map(|(kind, login, id)| {
            json!({ "__typename": kind, "login": login.trim_end_matches("[bot]"), "databaseId": id })
        });
        json!({
            "fullDatabaseId": (2_791_474_370_i64 + self.number).to_string(),
            "number": self.number,
            "title": format!("PAY-{} Rates", self.number),
            "body": self.body.unwrap_or_default(),
            "state": match (self.merged, self.closed) { (true, _) => "MERGED", (_, true) => "CLOSED", _ => "OPEN" },
            "isDraft": self.draft,
            "author": author,
            "headRefName": "feature/rates",
            "baseRefName": "main",
            "createdAt": AUTHORED,
            "updatedAt": COMMITTED,
            "mergedAt": self.time(self.merged),
            "closedAt": self.time(self.closed),
            "url": self.url(),
        })
    }
}
