//! Tests a connection: the account, the scope, and one real page of each kind. Nothing of it is stored.

use serde::{Deserialize, Serialize};

use super::{Progress, RepositoryRef, Turn, Work, filter};
use crate::error::{Code, Error, Param};
use crate::host::{Next, Page, Want};
use crate::model::Update;
use crate::time::Timestamp;

/// One line of a connection test.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Check {
    /// What was tested: `token`, `scope`, `branches`, `commits` or `pull_requests`.
    pub id: String,
    /// How it went.
    pub result: CheckResult,
    /// The stable code of what is wrong.
    pub code: Option<Code>,
    /// Facts for the text, such as `account` or `found`.
    pub params: Vec<Param>,
    /// What was found, in English.
    pub message: String,
}

/// How a line of a test went.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CheckResult {
    /// It does not work.
    Failed,
    /// It works.
    Passed,
    /// It was not tested, because it needs something that failed.
    Skipped,
    /// It works, but could be better.
    Warning,
}

/// The saved state of a test.
#[derive(Default, Serialize, Deserialize)]
pub struct Checking {
    running: bool,
    over: bool,
    as_user: bool,
    #[serde(default)]
    singly: bool,
    next: Option<Next>,
    repository: Option<RepositoryRef>,
    head: Option<String>,
    checks: Vec<Check>,
}

/// The lines of a test, in their order.
const LINES: [&str; 5] = ["token", "scope", "branches", "commits", "pull_requests"];

impl Work for Checking {
    fn begin(&mut self, _: &Turn<'_>, _: Timestamp) {
        self.running = !self.over;
    }

    fn want(&self, turn: &Turn<'_>) -> Result<Option<(Want, Option<Next>)>, Error> {
        if !self.running {
            return Ok(None);
        }
        filter::Repositories::of(turn.connection)?;
        turn.branches()?;
        let (repository_id, full_name) =
            self.repository.as_ref().map(|found| (found.id.clone(), found.full_name.clone())).unwrap_or_default();
        Ok(LINES.get(self.checks.len()).map(|line| {
            let want = match *line {
                "token" => Want::Account,
                "scope" => turn.scope(self.as_user),
                "branches" => Want::Branches { repository_id, full_name, etag: None, bulk: false },
                "commits" if self.singly => {
                    Want::Commit { repository_id, full_name, sha: self.head.clone().unwrap_or_default() }
                }
                "commits" => {
                    let from = self.head.clone().unwrap_or_default();
                    Want::Commits { repository_id, full_name, from, known: None, since: None }
                }
                _ => Want::PullRequests { repository_id, full_name, etag: None, since: None, bulk: false },
            };
            (want, self.next.clone())
        }))
    }

    fn absorb(&mut self, turn: &Turn<'_>, page: Page, now: Timestamp) -> Result<Update, Error> {
        self.next = None;
        let rows = page.rows;
        match self.checks.len() {
            0 => {
                let account = page.account.unwrap_or_default();
                self.pass(format!("the token belongs to {account}"), &[("account", account)]);
            }
            1 => self.scope(turn, &rows, now)?,
            2 => {
                let default = self.repository.as_ref().and_then(|found| found.default_branch.clone());
                let first = rows.branches.iter().find(|branch| Some(&branch.name) == default.as_ref());
                self.head = first.or(rows.branches.first()).and_then(|branch| branch.head.clone());
                let found = rows.branches.len().to_string();
                self.pass(format!("{found} branches on the first page"), &[("found", found)]);
                if self.head.is_none() {
                    self.skip("the repository has no commits yet");
                }
            }
            3 => {
                let read = rows.commits.len().to_string();
                let keyed = rows.commits.iter().filter(|commit| !commit.issue_keys.is_empty()).count().to_string();
                self.pass(format!("{keyed} of {read} commits name an issue"), &[("read", read), ("keyed", keyed)]);
            }
            _ => {
                let read = rows.pull_requests.len().to_string();
                self.pass(format!("{read} pull requests on the first page"), &[("read", read)]);
            }
        }
        if self.checks.len() == 4 && !turn.connection.pull_requests {
            self.skip("pull requests are not read");
        }
        self.running = self.checks.len() < LINES.len();
        self.over = !self.running;
        Ok(Update::default())
    }

    fn forgive(&mut self, turn: &Turn<'_>, error: &Error, _: Timestamp) -> Result<bool, Error> {
        if matches!(error.code, Code::RateLimited) {
            return Ok(false);
        }
        self.next = None;
        let owner = matches!(turn.scope(self.as_user), Want::Repositories { owner: Some(_), .. });
        match (self.checks.len(), error.code) {
            // Tokens of apps have no account.
            (0, Code::Forbidden | Code::NotFound) => {
                self.line(
                    CheckResult::Warning,
                    Some(error),
                    "the host does not tell whose token it is".to_owned(),
                    &[],
                );
            }
            (1, Code::NotFound) if owner && !self.as_user => self.as_user = true,
            // Commits are read one at a time then.
            (3, Code::Unsupported) if !self.singly => self.singly = true,
            _ => {
                self.line(CheckResult::Failed, Some(error), error.to_string(), &[]);
                while self.checks.len() < LINES.len() {
                    self.skip("it needs the line above");
                }
            }
        }
        self.running = self.checks.len() < LINES.len();
        self.over = !self.running;
        Ok(true)
    }

    fn follow(&mut self, next: Next) {
        self.next = Some(next);
    }

    fn restart(&mut self) {
        self.running = false;
    }

    fn again(&mut self) {
        *self = Checking::default();
    }

    fn progress(&self) -> Progress {
        let done = i64::try_from(self.checks.len()).unwrap_or(i64::MAX);
        let total = i64::try_from(LINES.len()).ok();
        Progress { phase: if self.running { "check" } else { "nothing" }.to_owned(), done, total, seen: 0 }
    }

    fn complete(&self) -> bool {
        self.over
    }

    fn history(&self) -> bool {
        false
    }

    fn checks(&self) -> Vec<Check> {
        self.checks.clone()
    }
}

impl Checking {
    fn scope(&mut self, turn: &Turn<'_>, rows: &Update, now: Timestamp) -> Result<(), Error> {
        let wanted = filter::Repositories::of(turn.connection)?;
        let fitting: Vec<_> = rows.repositories.iter().filter(|repository| wanted.want(repository)).collect();
        let found = fitting.len().to_string();
        let Some(first) = fitting.first().copied().or(rows.repositories.first()) else {
            let name = turn.connection.repository_id.clone();
            let nothing = Error::new(Code::NotFound, format!("{name} has no repository that the token may see"));
            self.forgive(turn, &nothing, now)?;
            return Ok(());
        };
        self.repository = Some(RepositoryRef {
            id: first.id.clone(),
            full_name: first.full_name.clone(),
            default_branch: first.default_branch.clone(),
        });
        if fitting.is_empty() {
            let message =
                format!("none of {} repositories on the first page fits the filters", rows.repositories.len());
            self.line(CheckResult::Warning, None, message, &[("found", found)]);
        } else {
            let message = format!("{found} repositories on the first page, such as {}", first.full_name);
            self.pass(message, &[("found", found)]);
        }
        Ok(())
    }

    fn pass(&mut self, message: String, params: &[(&str, String)]) {
        self.line(CheckResult::Passed, None, message, params);
    }

    fn skip(&mut self, message: &str) {
        self.line(CheckResult::Skipped, None, message.to_owned(), &[]);
    }

    fn line(&mut self, result: CheckResult, error: Option<&Error>, message: String, params: &[(&str, String)]) {
        let Some(id) = LINES.get(self.checks.len()) else { return };
        let mut facts: Vec<Param> = error.map(|error| error.params.clone()).unwrap_or_default();
        facts.extend(params.iter().map(|(name, value)| Param { name: (*name).to_owned(), value: value.clone() }));
        self.checks.push(Check {
            id: (*id).to_owned(),
            result,
            code: error.map(|error| error.code),
            params: facts,
            message,
        });
    }
}
