//! A host that is nobody's, for stories about sync itself: its requests are `sim://kind/argument?page=n`, and it can be as
//! limited as the worst of the real ones.

use serde::{Deserialize, Serialize};

use super::world::{Answer, Peer, Remote, date, moment};
use super::{Connection, RepositoryRef};
use crate::error::{Code, Error};
use crate::host::{Asked, Delivery, Description, Host, Kind, Next, Page, Partial, Proven, Reading, Server, Want};
use crate::http::{Headers, Request, Response};
use crate::model::{Branch, Commit, PullRequest, Repository, State};
use crate::signature::Secret;
use crate::time::Timestamp;

/// What the simulated host can do.
#[derive(Clone, Copy)]
pub struct Simulated {
    /// How many items a page has.
    pub page: usize,
    /// Whether lists tell parents.
    pub parents: bool,
    /// Whether lists of commits can leave out what a known commit reaches.
    pub ranges: Ranges,
    /// Whether commits are listed at all.
    pub lists: bool,
    /// Whether branches come with their newest commits.
    pub bulk: bool,
    /// Whether messages and pull requests are cut in lists.
    pub cuts: bool,
    /// Whether pull requests are sorted and limited by their updates.
    pub updates: bool,
}

/// What a list of commits does with a known one.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Ranges {
    /// It leaves out what the known one reaches.
    Honest,
    /// It does not care.
    Ignored,
    /// It takes the two the other way round.
    Reversed,
}

/// A host without any weakness.
pub const STRONG: Simulated = Simulated {
    page: 10,
    parents: true,
    ranges: Ranges::Ignored,
    lists: true,
    bulk: false,
    cuts: false,
    updates: true,
};

/// What the server says.
#[derive(Default, Serialize, Deserialize)]
struct Told {
    branches: Vec<(String, String)>,
    commits: Vec<Listed>,
    pulls: Vec<(i64, Option<i64>, State)>,
    /// Whether the pull requests are cut.
    cut: bool,
    repositories: Vec<String>,
    next: Option<String>,
    etag: Option<String>,
    unchanged: bool,
}

/// A commit as the server says it.
#[derive(Serialize, Deserialize)]
struct Listed {
    sha: String,
    parents: Option<Vec<String>>,
    date: i64,
    message: String,
    cut: bool,
}

impl Host for Simulated {
    fn name(&self) -> &'static str {
        unreachable!("stories do not ask for it")
    }

    fn service_types(&self) -> &'static [&'static str] {
        unreachable!("stories do not ask for them")
    }

    fn describe(&self) -> Description {
        unreachable!("stories do not ask for it")
    }

    fn verify<'a>(&self, _: Delivery<'a>, _: &[Secret], _: Option<Timestamp>) -> Result<Proven<'a>, Error> {
        unreachable!("stories have no deliveries")
    }

    fn read(&self, _: &Proven<'_>) -> Result<Reading, Error> {
        unreachable!("stories have no deliveries")
    }

    fn request(&self, want: &Want, next: Option<&Next>, _: &Server<'_>) -> Result<Request, Error> {
        let url = match (next, want) {
            (Some(Next::Url(url)), _) => url.clone(),
            (_, Want::Branches { bulk: true, .. }) if self.bulk => "sim://bulk/?page=0".to_owned(),
            (_, Want::Branches { etag, .. }) => format!("sim://branches/{}?page=0", etag.as_deref().unwrap_or("")),
            (_, Want::Commit { sha, .. }) => format!("sim://commit/{sha}?page=0"),
            (_, Want::Commits { from, known: Some(known), .. }) if self.ranges != Ranges::Ignored => {
                format!("sim://commits/{known}..{from}?page=0")
            }
            (_, Want::Commits { from, .. }) => format!("sim://commits/{from}?page=0"),
            (_, Want::PullRequest { number, .. }) => format!("sim://pull/{number}?page=0"),
            (_, Want::PullRequests { etag, since, .. }) if self.updates => {
                let since = since.map_or(String::new(), |since| date(since).to_string());
                format!("sim://pulls/{}/{since}?page=0", etag.as_deref().unwrap_or(""))
            }
            (_, want) => format!("sim://{:?}/?page=0", want.kind()),
        };
        Ok(Request { method: "GET".to_owned(), url, headers: Headers::default(), credential: None, body: None })
    }

    fn page(&self, asked: &Asked<'_>, response: &Response<'_>, _: Option<Timestamp>) -> Page {
        let code = match response.status {
            200 => None,
            400 => Some(Code::BadRequest),
            401 => Some(Code::AuthFailed),
            404 => Some(Code::NotFound),
            429 => Some(Code::RateLimited),
            501 => Some(Code::Unsupported),
            _ => Some(Code::Unavailable),
        };
        if let Some(code) = code {
            return Page { error: Some(Error::new(code, "as the story wants it")), ..Page::default() };
        }
        assert!(asked.kind != Kind::Account);
        let told: Told = serde_json::from_slice(response.body).unwrap();
        let mut page =
            Page { next: told.next.map(Next::Url), etag: told.etag, unchanged: told.unchanged, ..Page::default() };
        page.rows.branches = told
            .branches
            .into_iter()
            .map(|(name, head)| Branch {
                repository_id: asked.repository_id.map(str::to_owned),
                name,
                head: Some(head),
                ..Branch::default()
            })
            .collect();
        for Listed { sha, parents, date, message, cut } in told.commits {
            if cut {
                page.partial.push(Partial::Commit(sha.clone()));
            }
            let committed_at = Some(moment(date));
            page.rows.commits.push(Commit { sha, message, parents, committed_at, ..Commit::default() });
        }
        if told.cut {
            page.partial.extend(told.pulls.iter().map(|(number, ..)| Partial::PullRequest(*number)));
        }
        page.rows.pull_requests = told
            .pulls
            .into_iter()
            .map(|(number, updated, state)| PullRequest {
                number,
                state,
                updated_at: updated.map(moment),
                ..PullRequest::default()
            })
            .collect();
        page.rows.repositories = told
            .repositories
            .into_iter()
            .map(|name| Repository { id: name.clone(), name: name.clone(), full_name: name, ..Repository::default() })
            .collect();
        page
    }
}

impl Peer for Simulated {
    fn host(&self) -> &dyn Host {
        self
    }

    fn connection(&self) -> Connection {
        Connection {
            host: "simulated".to_owned(),
            base_url: "sim://".to_owned(),
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
        let (rest, number) = request.url.strip_prefix("sim://").unwrap().split_once("?page=").unwrap();
        let (kind, argument) = rest.split_once('/').unwrap();
        let number: usize = number.parse().unwrap();
        let mut told = Told::default();
        let total = match kind {
            "commit" => {
                told.commits = vec![self.commit(remote, argument, true)];
                1
            }
            "commits" if !self.lists => return Answer::status(501),
            "commits" => {
                let log = match argument.split_once("..") {
                    None => remote.log(argument),
                    Some((known, from)) if self.ranges == Ranges::Reversed => remote.range(from, known),
                    Some((known, from)) => remote.range(known, from),
                };
                told.commits = log
                    .iter()
                    .skip(number * self.page)
                    .take(self.page)
                    .map(|sha| self.commit(remote, sha, false))
                    .collect();
                log.len()
            }
            "branches" | "bulk" => {
                let etag = crate::signature::sha256_hex(format!("{:?}", remote.branches).as_bytes());
                told.unchanged = etag == argument;
                told.etag = (kind == "branches").then_some(etag);
                let shown = remote.branches.iter().skip(number * self.page).take(self.page);
                told.branches = shown.map(|(name, head)| (name.clone(), head.clone())).collect();
                if kind == "bulk" {
                    let newest = told.branches.iter().flat_map(|(_, head)| remote.log(head).into_iter().take(5));
                    told.commits = newest.map(|sha| self.commit(remote, &sha, false)).collect();
                }
                remote.branches.len()
            }
            "pull" => {
                let number = argument.parse().unwrap();
                let pull = &remote.pulls[&number];
                told.pulls = vec![(number, self.updates.then_some(pull.updated), pull.state)];
                1
            }
            "pulls" | "PullRequests" => {
                told.cut = self.cuts;
                let since = argument.split_once('/').and_then(|(_, since)| since.parse::<i64>().ok());
                let mut pulls: Vec<_> = remote.pulls.iter().collect();
                if self.updates {
                    pulls.sort_by_key(|(number, pull)| (-pull.updated, **number));
                    pulls.retain(|(_, pull)| since.is_none_or(|since| pull.updated >= since));
                }
                let shown = pulls.iter().skip(number * self.page).take(self.page);
                told.pulls =
                    shown.map(|(number, pull)| (**number, self.updates.then_some(pull.updated), pull.state)).collect();
                pulls.len()
            }
            "Repositories" => {
                told.repositories = remote.branches.keys().skip(number * self.page).take(self.page).cloned().collect();
                remote.branches.len()
            }
            other => panic!("the story asks for {other}"),
        };
        if (number + 1) * self.page < total && !told.unchanged {
            told.next = Some(format!("sim://{rest}?page={}", number + 1));
        }
        Answer::json(&serde_json::to_value(&told).unwrap())
    }

    fn refusal(&self, status: u16) -> Answer {
        Answer::status(status)
    }
}

impl Simulated {
    fn commit(&self, remote: &Remote, sha: &str, alone: bool) -> Listed {
        let made = &remote.commits[sha];
        let first_line = made.message.lines().next().unwrap_or_default();
        let cut = self.cuts && !alone && first_line.len() < made.message.len();
        let message = if cut { first_line.to_owned() } else { made.message.clone() };
        let parents = (self.parents || alone).then(|| made.parents.clone());
        Listed { sha: sha.to_owned(), parents, date: made.date, message, cut }
    }
}
