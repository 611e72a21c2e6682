//! A simulated host, a virtual clock and a store, for stories: a test says what happens and calls [`World::drive`].

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet, HashSet};

use super::{Connection, Input, RepositoryRef, Step, Task, Turn, step};
use crate::error::{Code, Error};
use crate::host::{Asked, Delivery, Description, Host, Kind, Next, Page, Proven, Reading, Server, Want};
use crate::http::{Headers, Pace, Request, Response};
use crate::issue_key::Rules;
use crate::model::{Branch, Commit, PullRequest, State, Update};
use crate::signature::Secret;
use crate::time::Timestamp;

/// How many items a page of the simulated host has.
const PAGE: usize = 10;

/// A repository on the simulated host.
#[derive(Default)]
pub struct Remote {
    pub commits: BTreeMap<String, (Vec<String>, i64)>,
    pub branches: BTreeMap<String, String>,
    pub pulls: BTreeMap<i64, (i64, State)>,
    /// Answers with these statuses before anything else is answered.
    pub faults: Vec<u16>,
    pub requests: Vec<String>,
    pub missing: bool,
    made: u64,
}

impl Remote {
    /// Adds a commit with parents and a date; its id looks like Git's.
    pub fn commit(&mut self, parents: &[&str], date: i64) -> String {
        self.made += 1;
        let sha = crate::signature::sha256_hex(&self.made.to_le_bytes()).get(..40).unwrap().to_owned();
        self.commits.insert(sha.clone(), (parents.iter().map(|parent| (*parent).to_owned()).collect(), date));
        sha
    }

    /// Adds a line of commits on a branch.
    pub fn grow(&mut self, branch: &str, count: usize, from_date: i64) {
        for number in 0..count {
            let head = self.branches.get(branch).cloned();
            let parents: Vec<&str> = head.as_deref().into_iter().collect();
            let sha = self.commit(&parents, from_date + i64::try_from(number).unwrap());
            self.branches.insert(branch.to_owned(), sha);
        }
    }

    /// Everything a commit reaches, newest first, as hosts list it.
    fn log(&self, from: &str) -> Vec<String> {
        let mut reached = BTreeSet::new();
        let mut open = vec![from.to_owned()];
        while let Some(sha) = open.pop() {
            if reached.insert(sha.clone()) {
                open.extend(self.commits[&sha].0.iter().cloned());
            }
        }
        let mut log: Vec<String> = reached.into_iter().collect();
        log.sort_by_key(|sha| (-self.commits[sha].1, sha.clone()));
        log
    }

    /// The commits that any branch reaches.
    pub fn reachable(&self) -> BTreeSet<String> {
        self.branches.values().flat_map(|head| self.log(head)).collect()
    }
}

/// The simulated host: its requests are `sim://kind/argument?page=n`.
pub struct Simulated(pub RefCell<Remote>);

// Stories run on one thread; the trait asks for what real hosts are.
unsafe impl Sync for Simulated {}

impl Host for Simulated {
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
            (_, Want::Commits { from, .. }) => format!("sim://commits/{from}?page=0"),
            (_, Want::Branches { etag, .. }) => format!("sim://branches/{}?page=0", etag.as_deref().unwrap_or("")),
            (_, Want::PullRequests { etag, .. }) => format!("sim://pulls/{}?page=0", etag.as_deref().unwrap_or("")),
            (_, want) => format!("sim://{:?}/x?page=0", want.kind()),
        };
        Ok(Request { method: "GET".to_owned(), url, headers: Headers::default(), credential: None, body: None })
    }

    fn page(&self, asked: &Asked<'_>, response: &Response<'_>, _: Option<Timestamp>) -> Page {
        let error = match response.status {
            200 => None,
            401 => Some(Code::AuthFailed),
            404 => Some(Code::NotFound),
            429 => Some(Code::RateLimited),
            _ => Some(Code::Unavailable),
        };
        if let Some(code) = error {
            return Page { error: Some(Error::new(code, "as the story wants it")), ..Page::default() };
        }
        let mut page = self.answer(asked.url.unwrap());
        for branch in &mut page.rows.branches {
            branch.repository_id = asked.repository_id.map(str::to_owned);
        }
        assert!(asked.kind != Kind::Account);
        page
    }
}

impl Simulated {
    fn answer(&self, url: &str) -> Page {
        let server = self.0.borrow();
        let (rest, number) = url.strip_prefix("sim://").unwrap().split_once("?page=").unwrap();
        let (kind, argument) = rest.split_once('/').unwrap();
        let number: usize = number.parse().unwrap();
        let mut page = Page { pace: Pace::default(), ..Page::default() };
        let total = match kind {
            "commits" => {
                let log = server.log(argument);
                let shown = log.iter().skip(number * PAGE).take(PAGE);
                page.rows.commits = shown.map(|sha| commit(sha, &server.commits[sha].0)).collect();
                log.len()
            }
            "branches" => {
                let etag = format!(
                    "{:x}",
                    server.branches.iter().fold(7_u64, |sum, (name, head)| {
                        name.bytes()
                            .chain(head.bytes())
                            .fold(sum, |sum, byte| sum.wrapping_mul(31).wrapping_add(byte.into()))
                    })
                );
                page.unchanged = etag == argument;
                page.etag = Some(etag);
                let shown = server.branches.iter().skip(number * PAGE).take(PAGE);
                page.rows.branches = shown
                    .map(|(name, head)| Branch { name: name.clone(), head: Some(head.clone()), ..Branch::default() })
                    .collect();
                server.branches.len()
            }
            "pulls" => {
                let mut pulls: Vec<_> = server.pulls.iter().collect();
                pulls.sort_by_key(|(number, (updated, _))| (-updated, **number));
                let shown = pulls.iter().skip(number * PAGE).take(PAGE);
                page.rows.pull_requests = shown
                    .map(|(number, (updated, state))| PullRequest {
                        number: **number,
                        state: *state,
                        updated_at: Some(Timestamp(*updated)),
                        ..PullRequest::default()
                    })
                    .collect();
                pulls.len()
            }
            other => panic!("the story asks for {other}"),
        };
        if (number + 1) * PAGE < total && !page.unchanged {
            page.next = Some(Next::Url(format!("sim://{rest}?page={}", number + 1)));
        }
        page
    }
}

fn commit(sha: &str, parents: &[String]) -> Commit {
    Commit { sha: sha.to_owned(), message: sha.to_owned(), parents: Some(parents.to_vec()), ..Commit::default() }
}

/// What Java would keep: rows and state, written together.
#[derive(Clone, Default)]
pub struct Store {
    pub state: Option<String>,
    pub commits: BTreeSet<String>,
    pub branches: BTreeMap<String, Option<String>>,
    pub pulls: BTreeMap<i64, State>,
}

impl Store {
    fn apply(&mut self, rows: &Update, state: &str) {
        self.commits.extend(rows.commits.iter().map(|commit| commit.sha.clone()));
        for branch in &rows.branches {
            self.branches.insert(branch.name.clone(), branch.head.clone().filter(|_| !branch.deleted));
        }
        self.pulls.extend(rows.pull_requests.iter().map(|pull| (pull.number, pull.state)));
        self.state = Some(state.to_owned());
    }

    /// The branches that are alive.
    pub fn alive(&self) -> BTreeMap<String, String> {
        self.branches.iter().filter_map(|(name, head)| Some((name.clone(), head.clone()?))).collect()
    }
}

/// A host, a clock and a store.
pub struct World {
    pub host: Simulated,
    pub now: Timestamp,
    pub store: Store,
    pub rules: Rules,
    /// Crash before storing the answers with these numbers.
    pub crashes: HashSet<usize>,
    answers: usize,
    connection: Connection,
    repository: RepositoryRef,
}

impl World {
    pub fn new() -> World {
        World {
            host: Simulated(RefCell::new(Remote::default())),
            now: Timestamp(1_800_000_000_000),
            store: Store::default(),
            rules: Rules::unknown(),
            crashes: HashSet::new(),
            answers: 0,
            connection: Connection {
                host: "simulated".to_owned(),
                base_url: "sim://".to_owned(),
                repo_type: "SingleRepository".to_owned(),
                repository_id: "octo/demo".to_owned(),
                history_days: 0,
                pull_requests: true,
                poll_ms: 300_000,
                ..Connection::default()
            },
            repository: RepositoryRef {
                id: "1".to_owned(),
                full_name: "octo/demo".to_owned(),
                default_branch: Some("main".to_owned()),
            },
        }
    }

    /// One step, as Java would take it.
    pub fn step(&mut self, task: Task, input: Option<&Input<'_>>) -> Step {
        let turn = Turn {
            host: &self.host,
            connection: &self.connection,
            task,
            repository: Some(&self.repository),
            rules: &self.rules,
        };
        step(&turn, self.store.state.as_deref(), input, self.now).unwrap()
    }

    /// Drives a task until it rests, and moves the clock to when it is due again. Answers with what it last decided.
    pub fn drive(&mut self, task: Task) -> Step {
        let mut step = self.step(task, None);
        for _ in 0..10_000 {
            let Some(fetch) = &step.fetch else {
                self.now = step.due_at.unwrap();
                return step;
            };
            let url = fetch.url.clone();
            let status = {
                let mut server = self.host.0.borrow_mut();
                server.requests.push(url.clone());
                if server.missing { 404 } else { server.faults.pop().unwrap_or(200) }
            };
            let headers = Headers::default();
            let input = Input { url: &url, response: Response { status, headers: &headers, body: b"" } };
            step = self.step(task, Some(&input));
            self.answers += 1;
            if self.crashes.remove(&self.answers) {
                step = self.step(task, None);
                continue;
            }
            self.store.apply(&step.rows, &step.state);
        }
        panic!("the task never rests");
    }

    /// How many requests were sent since this was last asked.
    pub fn requests(&mut self) -> usize {
        std::mem::take(&mut self.host.0.borrow_mut().requests).len()
    }
}
