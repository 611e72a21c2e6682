//! Synchronisation as a state machine: (state, answer, now) → (state, rows, what next). It never asks, stores or waits itself.
//!
//! Each task has a saved state and does rounds: a round reads everything the first time and only what changed afterwards.
//! The laws:
//! - *the save law*: the rows and the state of a step are stored together or not at all; only then is the next request sent.
//!   A crash repeats a request and never skips one;
//! - a step without an answer changes nothing: it says what to ask;
//! - every row may come twice; storing it twice is storing it once;
//! - the core decides how long to wait, Java only waits.

use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

use crate::error::{Code, Error};
use crate::host::{Asked, Host, Next, Page, Server, Want};
use crate::http::{Pace, Request, Response};
use crate::issue_key::{KeyRules, Rules};
use crate::json;
use crate::link;
use crate::model::Update;
use crate::smart_commit;
use crate::time::Timestamp;

mod branches;
mod check;
mod filter;
mod pace;
mod pull_requests;
mod repositories;
#[cfg(test)]
mod simulated;
#[cfg(test)]
pub(crate) mod stories;
#[cfg(test)]
mod tests;
#[cfg(test)]
pub(crate) mod world;

pub use check::Check;

/// What a task reads.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Task {
    /// The branches of a repository and the commits on them.
    Branches,
    /// A test of the connection: nothing of it is stored.
    Check,
    /// The pull requests of a repository.
    PullRequests,
    /// The repositories of the connection's scope.
    Repositories,
}

/// What sync has to know of a connection.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Connection {
    /// The host's name.
    pub host: String,
    /// The server's address, as the administrator typed it.
    pub base_url: String,
    /// The kind of credential that it has, one of the host's description; empty means the first.
    #[serde(default)]
    pub credential: String,
    /// The user name that belongs to the credential, for hosts that want one.
    #[serde(default)]
    pub username: String,
    /// What it covers: `SingleRepository`, `GroupOfRepositories` or `AllRepositories`.
    pub repo_type: String,
    /// The repository's path, or the name of the organisation, group or user; empty means all that the credential sees.
    pub repository_id: String,
    /// Whether groups inside of the group are covered.
    #[serde(default)]
    pub subgroups: bool,
    /// A regular expression that the name or the path of a repository must match as a whole; empty matches all.
    #[serde(default)]
    pub repository_pattern: String,
    /// A regular expression for repositories that are left out; empty leaves out none.
    #[serde(default)]
    pub repository_exclude: String,
    /// The paths of the only repositories to read; empty reads all.
    #[serde(default)]
    pub repositories: Vec<String>,
    /// Whose commits are read.
    #[serde(default)]
    pub branch_strategy: BranchStrategy,
    /// The names of the branches to read, or their masks.
    #[serde(default)]
    pub branches: Vec<String>,
    /// How many days of history are read; 0 reads all.
    pub history_days: i64,
    /// Whether pull requests are read.
    pub pull_requests: bool,
    /// How often to look for changes, in milliseconds.
    pub poll_ms: i64,
    /// Which of the keys that are found it wants.
    #[serde(default)]
    pub rules: KeyRules,
    /// Whether commands in commit messages are looked for.
    #[serde(default)]
    pub smart_commits: bool,
}

json::members! { Connection: host base_url credential username repo_type repository_id subgroups repository_pattern repository_exclude repositories branch_strategy branches history_days pull_requests poll_ms rules smart_commits }

/// Whose commits are read. The names of all branches are, whatever is chosen here.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum BranchStrategy {
    /// Those of every branch.
    #[default]
    All,
    /// Those of the repository's default branch.
    Default,
    /// Those of branches that match one of several masks, such as `bug/*`.
    Mask,
    /// Those of branches that are named, and of the default branch when none is.
    Selected,
}

/// A repository, as far as a request needs it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RepositoryRef {
    /// The host's id.
    pub id: String,
    /// Its path.
    pub full_name: String,
    /// The branch to read first.
    #[serde(default)]
    pub default_branch: Option<String>,
}

/// What webhooks told of a repository and no reading has met since: it may have been outdated when it came.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Unconfirmed {
    /// The names of branches.
    pub branches: Vec<String>,
    /// When the oldest of the commits was committed.
    pub oldest_commit: Option<Timestamp>,
}

/// How far a task is.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Progress {
    /// What is being read: `repositories`, `branches`, `commits`, `pull_requests` or `nothing`.
    pub phase: String,
    /// Parts that are done: repositories found, branches read to their end, pages of pull requests.
    pub done: i64,
    /// Parts in all, when that is known.
    pub total: Option<i64>,
    /// Items looked at since the task began, whether they mention an issue or not.
    pub seen: i64,
}

/// Everything a step is about, but for its state.
pub struct Turn<'a> {
    /// The host.
    pub host: &'a dyn Host,
    /// The connection.
    pub connection: &'a Connection,
    /// The task.
    pub task: Task,
    /// The task's repository.
    pub repository: Option<&'a RepositoryRef>,
    /// The rules for issue keys.
    pub rules: &'a Rules,
    /// How Jira counts time, for commands in commit messages.
    pub durations: smart_commit::Options,
    /// Whether everything is to be read once more and repaired, whatever was read before.
    pub again: bool,
    /// What a round that begins has to confirm.
    pub unconfirmed: Option<&'a Unconfirmed>,
}

/// An answer of the host.
pub struct Input<'a> {
    /// The address that was asked.
    pub url: &'a str,
    /// What came back.
    pub response: Response<'a>,
}

/// What a step decided.
///
/// The save law: the rows and `state` are stored together, in one transaction, or not at all. Only then is `fetch` sent.
#[derive(Debug, Default, Serialize)]
pub struct Step {
    /// The state to save with the rows.
    pub state: String,
    /// Rows to store; at the boundary they are the tail of the frame.
    #[serde(skip)]
    pub rows: Update,
    /// The request to send next; none when the task rests.
    pub fetch: Option<Request>,
    /// When the task is due again, if it rests.
    pub due_at: Option<Timestamp>,
    /// Until when the whole connection must not ask anything.
    pub rest_until: Option<Timestamp>,
    /// What to tell the administrator.
    pub problem: Option<Error>,
    /// How far the task is.
    pub progress: Progress,
    /// How fast the host lets us go.
    pub pace: Pace,
    /// The results of a connection test.
    pub checks: Vec<Check>,
    /// Whether everything was read once.
    pub complete: bool,
    /// Whether what remains is only history.
    pub history: bool,
    /// How many answers in a row were refusals, this one included; 0 when it is a good one.
    pub failures: u32,
}

/// One kind of task: what it wants next and what an answer does to its state.
trait Work: Default + Serialize + DeserializeOwned {
    /// Starts a round if none is running.
    fn begin(&mut self, turn: &Turn<'_>, now: Timestamp);
    /// What to ask next; nothing when the round is over.
    fn want(&self, turn: &Turn<'_>) -> Result<Option<(Want, Option<Next>)>, Error>;
    /// Takes in a good answer, its issue keys found, and gives the rows to store.
    fn absorb(&mut self, turn: &Turn<'_>, page: Page, now: Timestamp) -> Result<Update, Error>;
    /// Takes in a refusal that is part of the plan; false when it is not.
    fn forgive(&mut self, turn: &Turn<'_>, error: &Error, now: Timestamp) -> Result<bool, Error>;
    /// Goes on at another address, because the host redirects.
    fn follow(&mut self, next: Next);
    /// Forgets the running round, because its cursors are of no use any more.
    fn restart(&mut self);
    /// Reads everything once more, keeping only what is needed to notice what is not there any more.
    fn again(&mut self);
    /// How far it is.
    fn progress(&self) -> Progress;
    /// Whether a whole round was done.
    fn complete(&self) -> bool;
    /// Whether what remains is only history.
    fn history(&self) -> bool;
    /// Asks later whether the host verified the signatures of commits, as far as that is not too many.
    fn ask_for_signatures(&mut self, _commits: Vec<String>) {}
    /// The results of a connection test.
    fn checks(&self) -> Vec<Check> {
        Vec::new()
    }
}

/// A saved state: the same on every node, understood by this version and newer ones.
#[derive(Default, Serialize, Deserialize)]
struct Saved<W> {
    version: u32,
    /// Failures in a row that pass by themselves.
    failures: u32,
    /// Redirects in a row.
    redirects: u32,
    /// How the server wants to be asked, as the host last said.
    #[serde(default)]
    dialect: Option<String>,
    work: W,
}

/// The version of states that this code writes.
const STATE_VERSION: u32 = 1;

/// More redirects in a row than any honest host sends.
const MOST_REDIRECTS: u32 = 5;

/// One turn of sync.
///
/// # Errors
/// `too_new` when the state was written by a newer version, `internal` when it cannot be read or the task lacks its repository.
pub fn step(turn: &Turn<'_>, state: Option<&str>, input: Option<&Input<'_>>, now: Timestamp) -> Result<Step, Error> {
    match turn.task {
        Task::Branches => run::<branches::Branches>(turn, state, input, now),
        Task::Check => run::<check::Checking>(turn, state, input, now),
        Task::PullRequests => run::<pull_requests::PullRequests>(turn, state, input, now),
        Task::Repositories => run::<repositories::Repositories>(turn, state, input, now),
    }
}

/// Leaves out the commits of a delivery when it is about none of the branches whose commits are read.
///
/// # Errors
/// `misconfigured` when a mask is too large.
pub fn only_wanted_branches(rows: &mut Update, strategy: BranchStrategy, branches: &[String]) -> Result<(), Error> {
    let default = rows.repositories.first().and_then(|repository| repository.default_branch.as_deref());
    let wanted = filter::Branches::of(strategy, branches, default)?;
    if !rows.branches.is_empty() && !rows.branches.iter().any(|branch| wanted.want(&branch.name)) {
        rows.commits.clear();
    }
    Ok(())
}

#[inline(never)]
fn run<W: Work>(
    turn: &Turn<'_>,
    state: Option<&str>,
    input: Option<&Input<'_>>,
    now: Timestamp,
) -> Result<Step, Error> {
    let mut saved: Saved<W> = match load(state) {
        // Whatever was saved, reading once more is possible.
        Err(error) if turn.again && error.code == Code::Internal => Saved::default(),
        saved => saved?,
    };
    if turn.again {
        saved.work.again();
        (saved.failures, saved.redirects) = (0, 0);
    }
    saved.work.begin(turn, now);
    let first_read = !saved.work.complete();
    let mut step = Step::default();
    if let Some(input) = input {
        take_in(&mut saved, turn, input, now, &mut step)?;
    }
    link::keep(&mut step.rows, turn.rules);
    if turn.connection.smart_commits {
        link::find_commands(&mut step.rows, turn.rules, &turn.durations, first_read);
        if !first_read {
            saved.work.ask_for_signatures(link::signed_apart(&step.rows));
        }
    }
    step.checks = saved.work.checks();
    step.progress = saved.work.progress();
    step.complete = saved.work.complete();
    step.failures = saved.failures;
    step.history = saved.work.history();
    match saved.work.want(turn)? {
        None => step.due_at = step.due_at.max(Some(now.plus_ms(turn.connection.poll_ms))),
        Some(_) if step.due_at.is_some() => {}
        Some((want, next)) => match turn.host.request(&want, next.as_ref(), &turn.server(saved.dialect.as_deref())) {
            Ok(request) => step.fetch = Some(request),
            Err(error) => {
                saved.work.restart();
                pace::refuse(error, saved.failures, turn, now, &mut step);
            }
        },
    }
    saved.version = STATE_VERSION;
    step.state = json::write(&saved)
        .map_err(|error| Error::new(Code::Internal, format!("the state cannot be written: {error}")))?;
    Ok(step)
}

/// What an answer does: rows, or a waiting time.
#[inline(never)]
fn take_in<W: Work>(
    saved: &mut Saved<W>,
    turn: &Turn<'_>,
    input: &Input<'_>,
    now: Timestamp,
    step: &mut Step,
) -> Result<(), Error> {
    let Some((want, _)) = saved.work.want(turn)? else { return Ok(()) };
    let asked = Asked {
        kind: want.kind(),
        repository_id: want.repository_id(),
        base_url: Some(&turn.connection.base_url),
        url: Some(input.url),
        extent: link::extent(input.response.body, turn.rules),
    };
    let mut page = turn.host.page(&asked, &input.response, Some(now));
    step.pace = page.pace;
    if let Some(error) = page.error {
        if saved.work.forgive(turn, &error, now)? {
            saved.failures = 0;
            return Ok(());
        }
        if error.code == Code::BadRequest || error.code == Code::Redirected {
            saved.work.restart();
        }
        saved.failures = saved.failures.saturating_add(1);
        pace::refuse(error, saved.failures, turn, now, step);
        return Ok(());
    }
    saved.failures = 0;
    if page.dialect.is_some() {
        saved.dialect.clone_from(&page.dialect);
    }
    if page.moved {
        saved.redirects += 1;
        if saved.redirects > MOST_REDIRECTS {
            let error = Error::new(
                Code::Redirected,
                format!("expected an answer after {MOST_REDIRECTS} redirects, found another"),
            );
            saved.redirects = 0;
            saved.work.restart();
            pace::refuse(error, 1, turn, now, step);
            return Ok(());
        }
        if let Some(next) = page.next {
            saved.work.follow(next);
        }
        return Ok(());
    }
    saved.redirects = 0;
    step.problem = page.skipped.first().cloned();
    pace::heed(&page.pace, now, step);
    link::find(&mut page.rows, turn.rules);
    step.rows = saved.work.absorb(turn, page, now)?;
    Ok(())
}

#[inline(never)]
fn load<W: Work>(state: Option<&str>) -> Result<Saved<W>, Error> {
    /// Only the version, readable whatever else a newer version wrote.
    #[derive(Deserialize)]
    struct Version {
        version: u32,
    }
    let Some(text) = state else { return Ok(Saved::default()) };
    let broken = |error: json::Error| Error::new(Code::Internal, format!("the saved state cannot be read: {error}"));
    let read = json::read::<Saved<W>>(text).map_err(broken);
    if read.as_ref().is_ok_and(|saved| saved.version <= STATE_VERSION) {
        return read;
    }
    let Version { version } = json::read(text).map_err(broken)?;
    if version > STATE_VERSION {
        return Err(Error::new(
            Code::TooNew,
            format!("expected a state of version {STATE_VERSION} or older, found {version}"),
        )
        .with("state", version)
        .with("known", STATE_VERSION));
    }
    read
}

impl<'a> Turn<'a> {
    /// The task's repository.
    fn repository(&self) -> Result<&'a RepositoryRef, Error> {
        self.repository.ok_or_else(|| Error::new(Code::Internal, "expected the task's repository, found none"))
    }

    /// The repository's default branch.
    fn default_branch(&self) -> Option<&'a str> {
        self.repository.and_then(|repository| repository.default_branch.as_deref())
    }

    /// The branches whose commits are read.
    fn branches(&self) -> Result<filter::Branches<'a>, Error> {
        filter::Branches::of(self.connection.branch_strategy, &self.connection.branches, self.default_branch())
    }

    /// Nothing older than this is read.
    fn since(&self, now: Timestamp) -> Option<Timestamp> {
        (self.connection.history_days > 0).then(|| now.plus_ms(-self.connection.history_days * 86_400_000))
    }

    /// The server that is asked.
    fn server(&self, dialect: Option<&'a str>) -> Server<'a> {
        let Connection { base_url, credential, username, .. } = self.connection;
        Server { base_url, credential, username, dialect }
    }

    /// What covers the connection's scope.
    fn scope(&self, as_user: bool) -> Want {
        let Connection { repo_type, repository_id, subgroups, .. } = self.connection;
        let (name, subgroups) = (repository_id.clone(), *subgroups);
        match (repo_type.as_str(), name.is_empty(), as_user) {
            ("SingleRepository", _, _) => Want::Repository { full_name: name },
            ("AllRepositories", _, _) | (_, true, _) => Want::Repositories { owner: None, subgroups: true },
            (_, false, true) => Want::UserRepositories { owner: name },
            (_, false, false) => Want::Repositories { owner: Some(name), subgroups },
        }
    }
}
