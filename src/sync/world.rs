//! A host's server, a virtual clock and a store, for stories: a test says what happens and calls [`World::drive`].
//!
//! The server is a [`Remote`], which knows only what Git knows, and a [`Peer`], which says it the way that one kind of host
//! does. Every host has a peer beside its tests; [`super::simulated`] has one that is nobody's.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use super::{Connection, Input, RepositoryRef, Step, Task, Turn, Unconfirmed, step};
use crate::host::Host;
use crate::http::{Headers, Request, Response};
use crate::issue_key::Rules;
use crate::model::{State, Update};
use crate::time::Timestamp;

/// A repository on a server.
#[derive(Clone, Default)]
pub struct Remote {
    pub commits: BTreeMap<String, Made>,
    /// The heads by branch.
    pub branches: BTreeMap<String, String>,
    /// The pull requests by number.
    pub pulls: BTreeMap<i64, Pull>,
    /// Whether the repository is not there, or not to be seen.
    pub missing: bool,
    /// Counts the commits, so that each has an id of its own.
    made: u64,
}

/// A commit on a server.
#[derive(Clone, Debug, Default)]
pub struct Made {
    pub parents: Vec<String>,
    /// Seconds after the beginning of 2026.
    pub date: i64,
    pub message: String,
}

/// A pull request on a server.
#[derive(Clone, Copy, Debug)]
pub struct Pull {
    /// Seconds after the beginning of 2026.
    pub updated: i64,
    pub state: State,
}

/// The moment of a date of a [`Remote`].
pub fn moment(date: i64) -> Timestamp {
    Timestamp::from_seconds(1_767_225_600 + date)
}

/// The date of a [`Remote`] that a moment is.
pub fn date(moment: Timestamp) -> i64 {
    moment.0.div_euclid(1_000) - 1_767_225_600
}

impl Remote {
    /// Adds a commit with parents and a date; its id looks like Git's.
    pub fn commit(&mut self, parents: &[&str], date: i64) -> String {
        self.made += 1;
        let sha = crate::signature::sha256_hex(&self.made.to_le_bytes()).get(..40).unwrap().to_owned();
        let parents = parents.iter().map(|parent| (*parent).to_owned()).collect();
        let message = match self.made % 8 {
            0 => format!("PAY-{} Work", self.made),
            4 => format!("Work\n\nThe key comes late: PAY-{}", self.made),
            _ => format!("Work {}", self.made),
        };
        self.commits.insert(sha.clone(), Made { parents, date, message });
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

    /// Merges a branch into another, with a merge commit.
    pub fn merge(&mut self, from: &str, into: &str, date: i64) {
        let (into_head, from_head) = (self.branches[into].clone(), self.branches[from].clone());
        let merge = self.commit(&[&into_head, &from_head], date);
        self.branches.insert(into.to_owned(), merge);
    }

    /// Everything a commit reaches, newest first, as hosts list it.
    pub fn log<'a>(&'a self, from: &'a str) -> Vec<String> {
        let mut log: Vec<(i64, String)> =
            self.reached([from]).into_iter().map(|sha| (-self.commits[sha].date, sha.to_owned())).collect();
        log.sort();
        log.into_iter().map(|(_, sha)| sha).collect()
    }

    /// What `from` reaches and `known` does not, newest first.
    pub fn range<'a>(&'a self, known: &'a str, from: &'a str) -> Vec<String> {
        let known = self.reached([known]);
        self.log(from).into_iter().filter(|sha| !known.contains(sha.as_str())).collect()
    }

    fn reached<'a>(&'a self, from: impl IntoIterator<Item = &'a str>) -> HashSet<&'a str> {
        let mut reached = HashSet::new();
        let mut open: Vec<&str> = from.into_iter().collect();
        while let Some(sha) = open.pop() {
            if reached.insert(sha) {
                open.extend(self.commits[sha].parents.iter().map(String::as_str));
            }
        }
        reached
    }

    /// The commits that any branch reaches.
    pub fn reachable(&self) -> BTreeSet<String> {
        self.reached(self.branches.values().map(String::as_str)).into_iter().map(str::to_owned).collect()
    }

    /// Whether any branch reaches a commit.
    pub fn is_reached(&self, sha: &str) -> bool {
        self.reached(self.branches.values().map(String::as_str)).contains(sha)
    }
}

/// An answer of a server.
#[derive(Clone, Debug, Default)]
pub struct Answer {
    pub status: u16,
    pub headers: Headers,
    pub body: Vec<u8>,
}

impl Answer {
    /// 200 with JSON.
    pub fn json(body: &serde_json::Value) -> Answer {
        let headers = [("Content-Type", "application/json; charset=utf-8")].into_iter().collect();
        Answer { status: 200, headers, body: body.to_string().into_bytes() }
    }

    /// A status without anything else.
    pub fn status(status: u16) -> Answer {
        Answer { status, ..Answer::default() }
    }
}

/// How a kind of host says what a [`Remote`] knows. Sizes of pages are what the request asks for.
pub trait Peer {
    /// The host.
    fn host(&self) -> &dyn Host;
    /// A connection to it.
    fn connection(&self) -> Connection;
    /// The repository of the stories.
    fn repository(&self) -> RepositoryRef;
    /// What the server answers.
    fn answer(&self, remote: &Remote, request: &Request) -> Answer;
    /// How the server refuses with a status: 401, 404, 429 or 503.
    fn refusal(&self, status: u16) -> Answer;
}

/// What a request asks for, to be taken apart by name; what nobody takes is nothing that the server knows.
pub struct Query(pub Vec<(String, String)>);

impl Query {
    /// The parameters of an address behind its `?`.
    pub fn of(query: &str) -> Query {
        Query(form_urlencoded::parse(query.as_bytes()).into_owned().collect())
    }

    /// The first value of a parameter, if it is asked for.
    pub fn take(&mut self, name: &str) -> Option<String> {
        let at = self.0.iter().position(|(found, _)| found == name)?;
        Some(self.0.remove(at).1)
    }

    /// The value of a parameter that has to be there.
    pub fn text(&mut self, name: &str) -> String {
        self.take(name).unwrap_or_else(|| panic!("{name} is not asked for"))
    }

    /// A number that has to be there.
    pub fn number(&mut self, name: &str) -> usize {
        self.text(name).parse().unwrap()
    }
}

/// What Java would keep: rows and state, written together.
#[derive(Clone, Default)]
pub struct Store {
    pub states: HashMap<Task, String>,
    pub commits: BTreeMap<String, Kept>,
    pub branches: BTreeMap<String, Option<String>>,
    pub pulls: BTreeMap<i64, State>,
    pub repositories: BTreeMap<String, (i64, bool)>,
    /// Commits that gave commands when they were first seen, and whether that was a first reading.
    pub commands: BTreeMap<String, bool>,
    /// Commits that gave commands and whose signatures the host verified.
    pub signed: BTreeSet<String>,
}

/// A commit that is kept.
#[derive(Clone, Debug, Default)]
pub struct Kept {
    pub parents: Option<Vec<String>>,
    pub committed: Option<Timestamp>,
    pub message: String,
    /// The pass that last met it.
    pub pass: Option<i64>,
    pub unreachable: bool,
}

impl Store {
    fn apply(&mut self, task: Task, rows: &Update, state: &str) {
        let pass = rows.pass.as_ref();
        let of_commits = pass.filter(|pass| pass.repository_id.is_some());
        if of_commits.is_some_and(|pass| pass.first) {
            self.commits.values_mut().for_each(|kept| _ = kept.pass.get_or_insert(0));
        }
        for commit in &rows.commits {
            let kept = self.commits.entry(commit.sha.clone()).or_default();
            kept.parents = commit.parents.clone().or(kept.parents.take());
            kept.committed = commit.committed_at.or(kept.committed);
            kept.message.clone_from(&commit.message);
            kept.unreachable = false;
        }
        for (sha, pass) in of_commits.iter().flat_map(|pass| pass.met.iter().map(move |sha| (sha, pass))) {
            if let Some(kept) = self.commits.get_mut(sha) {
                kept.pass = Some(pass.number);
                kept.unreachable = false;
            }
        }
        if let Some(pass) = of_commits.filter(|pass| pass.last) {
            for kept in self.commits.values_mut() {
                let looked_for = pass.since.is_none() || kept.committed >= pass.since;
                kept.unreachable |= looked_for && kept.pass.is_some_and(|met| met < pass.before);
            }
        }
        for repository in &rows.repositories {
            let number = pass.map_or(0, |pass| pass.number);
            self.repositories.insert(repository.id.clone(), (number, true));
        }
        if let Some(pass) = pass.filter(|pass| pass.repository_id.is_none() && pass.last) {
            self.repositories.values_mut().for_each(|(met, visible)| *visible &= *met >= pass.before);
        }
        for commit in rows.smart_commits.iter().filter(|commit| !commit.merge) {
            self.commands.entry(commit.sha.clone()).or_insert(commit.first_read);
            if commit.signed {
                self.signed.insert(commit.sha.clone());
            }
        }
        for branch in &rows.branches {
            self.branches.insert(branch.name.clone(), branch.head.clone().filter(|_| !branch.deleted));
        }
        self.pulls.extend(rows.pull_requests.iter().map(|pull| (pull.number, pull.state)));
        self.states.insert(task, state.to_owned());
    }

    /// The branches that are alive.
    pub fn alive(&self) -> BTreeMap<String, String> {
        self.branches.iter().filter_map(|(name, head)| Some((name.clone(), head.clone()?))).collect()
    }

    /// The commits that are on a branch.
    pub fn reachable(&self) -> BTreeSet<String> {
        self.commits.iter().filter(|(_, kept)| !kept.unreachable).map(|(sha, _)| sha.clone()).collect()
    }
}

/// So many steps are taken twice: a first reading, but for the long tail of commits that some hosts tell one by one.
const DOUBLED: usize = 150;

/// Something that happens on the server.
pub type Happening = Box<dyn Fn(&mut Remote)>;

/// A server, a clock and a store.
pub struct World<'p> {
    pub peer: &'p dyn Peer,
    pub remote: Remote,
    pub now: Timestamp,
    pub store: Store,
    pub rules: Rules,
    pub connection: Connection,
    /// Crash before storing the answers with these numbers.
    pub crashes: HashSet<usize>,
    /// What happens before the requests with these numbers are answered.
    pub happenings: HashMap<usize, Happening>,
    /// The statuses of the next answers, the last one first, before anything else is answered.
    pub faults: Vec<u16>,
    /// Whether each of the first steps is taken twice, to see that without an answer the same is asked again.
    pub doubles: bool,
    /// Whether the next step of the next task that is driven reads everything again.
    pub again: bool,
    /// What the next round has to confirm.
    pub unconfirmed: Unconfirmed,
    /// The addresses that were asked.
    pub requests: Vec<String>,
    answers: usize,
    repository: RepositoryRef,
}

impl<'p> World<'p> {
    pub fn new(peer: &'p dyn Peer) -> World<'p> {
        World {
            peer,
            remote: Remote::default(),
            now: Timestamp(1_800_000_000_000),
            store: Store::default(),
            rules: Rules::unknown(),
            connection: peer.connection(),
            crashes: HashSet::new(),
            happenings: HashMap::new(),
            faults: Vec::new(),
            doubles: true,
            again: false,
            unconfirmed: Unconfirmed::default(),
            requests: Vec::new(),
            answers: 0,
            repository: peer.repository(),
        }
    }

    /// A step from what is stored.
    pub fn step(&self, task: Task, input: Option<&Input<'_>>) -> Step {
        self.step_from(self.store.states.get(&task).map(String::as_str), task, input)
    }

    fn step_from(&self, state: Option<&str>, task: Task, input: Option<&Input<'_>>) -> Step {
        let turn = Turn {
            host: self.peer.host(),
            connection: &self.connection,
            task,
            repository: Some(&self.repository),
            rules: &self.rules,
            durations: Default::default(),
            again: self.again && input.is_none(),
            unconfirmed: Some(&self.unconfirmed).filter(|_| input.is_none()),
        };
        step(&turn, state, input, self.now).unwrap()
    }

    /// Drives a task as Java does until it rests, and moves the clock to when it is due again. Answers with what it last
    /// decided.
    pub fn drive(&mut self, task: Task) -> Step {
        let mut step = self.step(task, None);
        if step.fetch.is_none() {
            self.store.apply(task, &Update::default(), &step.state);
        }
        for _ in 0..10_000 {
            let Some(fetch) = &step.fetch else {
                self.now = step.due_at.unwrap();
                return step;
            };
            let url = fetch.url.clone();
            self.requests.push(url.clone());
            self.answers += 1;
            if let Some(happening) = self.happenings.remove(&self.answers) {
                happening(&mut self.remote);
            }
            let answer = match self.faults.pop() {
                None | Some(200) if self.remote.missing => self.peer.refusal(404),
                None | Some(200) => self.peer.answer(&self.remote, fetch),
                Some(status) => self.peer.refusal(status),
            };
            let response = Response { status: answer.status, headers: &answer.headers, body: &answer.body };
            step = self.step_from(Some(&step.state), task, Some(&Input { url: &url, response }));
            if self.crashes.remove(&self.answers) {
                step = self.step(task, None);
                continue;
            }
            self.store.apply(task, &step.rows, &step.state);
            (self.again, self.unconfirmed) = (false, Unconfirmed::default());
            if self.doubles && self.answers < DOUBLED && step.fetch.is_some() {
                assert_eq!(self.step(task, None).fetch, step.fetch, "a step without an answer asks the same again");
            }
        }
        panic!("the task never rests");
    }

    /// How many answers came so far.
    pub fn answered(&self) -> usize {
        self.answers
    }

    /// How many requests were sent since this was last asked.
    pub fn sent(&mut self) -> usize {
        std::mem::take(&mut self.requests).len()
    }

    /// The store holds what the server has: no commit less, none alive that no branch reaches, the same heads.
    pub fn assert_complete(&self, because: &str) {
        let (reachable, kept) = (self.remote.reachable(), self.store.reachable());
        let missing: Vec<_> = reachable.difference(&kept).collect();
        assert!(
            missing.is_empty(),
            "{because}: {} commits are missing or marked, such as {:?}",
            missing.len(),
            missing.first()
        );
        let dead: Vec<_> = kept.difference(&reachable).collect();
        assert!(
            dead.is_empty(),
            "{because}: {} commits look alive, but no branch reaches them, such as {:?}",
            dead.len(),
            dead.first()
        );
        assert_eq!(self.store.alive(), self.remote.branches, "{because}");
    }

    /// Every commit that is kept has its whole message and, if it mentions an issue, its parents.
    pub fn assert_whole(&self, because: &str) {
        for (sha, kept) in &self.store.commits {
            let made = &self.remote.commits[sha];
            let names_an_issue = made.message.contains("PAY-");
            let told = kept.parents.as_ref().or((!names_an_issue).then_some(&made.parents));
            assert_eq!(told, Some(&made.parents), "{because}: parents of {sha}");
            assert_eq!(kept.message.trim_end(), made.message.trim_end(), "{because}: message of {sha}");
            assert_eq!(kept.committed, Some(moment(made.date)), "{because}: time of {sha}");
        }
    }

    /// The store holds the server's pull requests.
    pub fn assert_pulls(&self, because: &str) {
        let states: BTreeMap<i64, State> =
            self.remote.pulls.iter().map(|(number, pull)| (*number, pull.state)).collect();
        assert_eq!(self.store.pulls, states, "{because}");
    }
}
