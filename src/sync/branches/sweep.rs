//! Finds the commits that no branch reaches any more: a pass over all heads, down to where something may have been given up.
//!
//! A *doubt* is raised by a branch that was deleted or rewritten while it was the only one known to reach some commits. A
//! *sweep* settles it: it lists from every head again, and whatever is stored, is not older than the doubt and was not met,
//! is reached by none. Commits belong to the branch that they were first met on, the default branch coming first; so most
//! doubts are young and most sweeps short. A branch whose head another one names as a parent raises no doubt.

use serde::{Deserialize, Serialize};

use super::met::Met;
use super::walk::earlier;
use crate::model::{Commit, Pass};
use crate::time::Timestamp;

/// Something may have become unreachable.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Doubt {
    /// When the oldest commit in doubt was committed, in milliseconds since the epoch.
    since: i64,
    /// The branch that was deleted or rewritten, if it was one.
    cause: Option<String>,
}

impl Doubt {
    /// A doubt about the commits of a branch; none when it was never the only one to reach any.
    pub fn about(branch: &str, oldest: Option<i64>) -> Option<Doubt> {
        Some(Doubt { since: oldest?, cause: Some(branch.to_owned()) })
    }

    /// A doubt about what was committed since then.
    pub fn since(oldest: Timestamp) -> Doubt {
        Doubt { since: oldest.0, cause: None }
    }

    /// A doubt about everything that is stored.
    pub fn about_all() -> Doubt {
        Doubt { since: i64::MIN, cause: None }
    }

    /// Both doubts in one.
    pub fn and(self, other: Option<Doubt>) -> Doubt {
        let Some(other) = other else { return self };
        let cause = if self.cause == other.cause { self.cause } else { None };
        Doubt { since: self.since.min(other.since), cause }
    }
}

/// A pass over all heads.
#[derive(Serialize, Deserialize)]
pub struct Sweep {
    doubt: Doubt,
    /// When it began, in milliseconds since the epoch: its number.
    began: i64,
    /// Whether rows were told.
    told: bool,
    /// What it met.
    pub met: Met,
    /// What it met in the page that is being taken in.
    #[serde(skip)]
    fresh: Vec<String>,
}

/// So often a repository is swept at most; doubts wait as long.
const EVERY_MS: i64 = 900_000;

impl Sweep {
    /// A sweep that settles a doubt.
    pub fn begin(doubt: Doubt, now: Timestamp) -> Sweep {
        Sweep { doubt, began: now.0, told: false, met: Met::default(), fresh: Vec::new() }
    }

    /// Whether it is time for one again.
    pub fn is_time(last: Option<i64>, now: Timestamp) -> bool {
        last.is_none_or(|last| now.0 - last >= EVERY_MS || now.0 < last)
    }

    /// Whether a page lies wholly before the doubt, so that nothing behind it is in question.
    pub fn is_behind(&self, commits: &[Commit]) -> bool {
        are_before(commits, self.doubt.since)
    }

    /// Notes which commits the page met that is being taken in.
    pub fn meet(&mut self, commits: &[Commit]) {
        self.fresh.extend(commits.iter().map(|commit| commit.sha.clone()));
    }

    /// What is told of the page that was taken in. Commits older than `since` were not listed at all.
    pub fn pass(&mut self, repository_id: &str, since: Option<Timestamp>, last: bool) -> Pass {
        let first = !std::mem::replace(&mut self.told, true);
        let since = since.map_or(self.doubt.since, |since| since.0.max(self.doubt.since));
        Pass {
            repository_id: Some(repository_id.to_owned()),
            number: self.began,
            first,
            last,
            before: self.began,
            since: Some(Timestamp(since)).filter(|_| since > i64::MIN),
            cause: self.doubt.cause.clone(),
            met: std::mem::take(&mut self.fresh),
        }
    }

    /// When it began.
    pub fn began(&self) -> i64 {
        self.began
    }

    /// Gives the doubt back, because the sweep came to nothing.
    pub fn give_up(self) -> Doubt {
        self.doubt
    }
}

/// Whether a page has commits, and all of them were committed before a time in milliseconds since the epoch.
pub fn are_before(commits: &[Commit], time: i64) -> bool {
    !commits.is_empty() && commits.iter().all(|commit| commit.committed_at.is_some_and(|committed| committed.0 < time))
}

/// What is known of a branch.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Told {
    /// Its head.
    #[serde(rename = "h")]
    pub head: String,
    /// When the oldest commit was committed that was first met on it, in milliseconds since the epoch.
    #[serde(rename = "o", default, skip_serializing_if = "Option::is_none")]
    pub oldest: Option<i64>,
    /// A branch with a commit that names this head as its parent.
    #[serde(rename = "j", default, skip_serializing_if = "Option::is_none")]
    pub joined: Option<String>,
}

impl Told {
    /// Takes over the commits of another branch.
    pub fn own(&mut self, oldest: Option<i64>) {
        self.oldest = earlier(self.oldest, oldest);
    }
}
