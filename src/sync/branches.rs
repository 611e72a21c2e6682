//! Reads the branches of a repository and every commit that they reach, newest first.
//!
//! A round lists the branches, then walks from each head that moved. A commit is *met* when it was in an answer, *awaited*
//! when a met commit names it as a parent and it was not met yet. A walk ends when nothing that it awaits is missing, for
//! then everything behind was met before. That holds for branches that were merged late, and for commits with odd dates.
//! Not every commit that was met is remembered for ever: one in 64 is ([`Met`]), and walks recognise what lies behind one.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use super::{Progress, Turn, Work};
use crate::error::{Code, Error};
use crate::host::{Next, Page, Want};
use crate::model::{Branch, Commit, Update};
use crate::time::Timestamp;

/// The saved state of reading branches and commits.
#[derive(Default, Serialize, Deserialize)]
pub struct Branches {
    phase: Phase,
    next: Option<Next>,
    /// The first page's `ETag`, kept only where one page held all branches: else it says nothing of the others.
    etag: Option<String>,
    fresh_etag: Option<String>,
    pages: i64,
    /// The heads by branch as this round lists them.
    listed: BTreeMap<String, String>,
    /// The heads by branch that an earlier round told.
    told: BTreeMap<String, String>,
    /// Heads to read from, the next one first.
    walks: Vec<Walk>,
    /// Heads that were read to their end in this round.
    done: i64,
    met: Met,
    /// Nothing older than this is read.
    since: Option<Timestamp>,
    seen: i64,
    complete: bool,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Phase {
    #[default]
    Resting,
    Listing,
    Walking,
}

/// Reading from one head.
#[derive(Default, Serialize, Deserialize)]
struct Walk {
    head: String,
    next: Option<Next>,
    started: bool,
    /// Parents of new commits that were not met yet.
    awaited: BTreeSet<String>,
    /// Parents of old commits that were not met in this walk: what lies behind them is old too.
    old: BTreeSet<String>,
}

impl Work for Branches {
    fn begin(&mut self, turn: &Turn<'_>, now: Timestamp) {
        if self.phase == Phase::Resting {
            self.phase = Phase::Listing;
            self.next = None;
            self.fresh_etag = None;
            self.pages = 0;
            self.done = 0;
            self.listed.clear();
            self.since = turn.since(now);
        }
    }

    fn want(&self, turn: &Turn<'_>) -> Result<Option<(Want, Option<Next>)>, Error> {
        let repository = turn.repository()?;
        let (repository_id, full_name) = (repository.id.clone(), repository.full_name.clone());
        Ok(match self.phase {
            Phase::Resting => None,
            Phase::Listing => {
                let etag = if self.next.is_none() { self.etag.clone() } else { None };
                Some((Want::Branches { repository_id, full_name, etag, bulk: false }, self.next.clone()))
            }
            Phase::Walking => self.walks.first().map(|walk| {
                let want =
                    Want::Commits { repository_id, full_name, from: walk.head.clone(), known: None, since: self.since };
                (want, walk.next.clone())
            }),
        })
    }

    fn absorb(&mut self, turn: &Turn<'_>, page: Page, _: Timestamp) -> Update {
        let rows = match self.phase {
            Phase::Listing => self.list(turn, page),
            Phase::Walking => self.walk(page),
            Phase::Resting => page.rows,
        };
        self.rest_if_done();
        rows
    }

    fn forgive(&mut self, _: &Turn<'_>, error: &Error) -> bool {
        let head_is_gone = matches!(error.code, Code::BadRequest | Code::Gone | Code::NotFound);
        if self.phase != Phase::Walking || self.walks.is_empty() || !head_is_gone {
            return false;
        }
        // The branch was rewritten since it was listed. The next round lists again; if it is the repository that
        // is gone, that is where it shows.
        if self.walks.remove(0).started {
            self.restart();
        } else {
            self.etag = None;
            self.rest_if_done();
        }
        true
    }

    fn follow(&mut self, next: Next) {
        match (self.phase, self.walks.first_mut()) {
            (Phase::Walking, Some(walk)) => walk.next = Some(next),
            _ => self.next = Some(next),
        }
    }

    fn restart(&mut self) {
        // What lies behind the met commits is only known to be met when every walk came to its end.
        if self.phase == Phase::Walking {
            self.walks.clear();
            self.met = Met::default();
        }
        self.phase = Phase::Resting;
        self.etag = None;
    }

    fn progress(&self) -> Progress {
        let (phase, total) = match self.phase {
            Phase::Resting => ("nothing", Some(self.done)),
            Phase::Listing => ("branches", None),
            Phase::Walking => ("commits", Some(self.done + i64::try_from(self.walks.len()).unwrap_or(i64::MAX))),
        };
        Progress { phase: phase.to_owned(), done: self.done, total, seen: self.seen }
    }

    fn complete(&self) -> bool {
        self.complete
    }

    fn history(&self) -> bool {
        self.phase == Phase::Walking && self.walks.iter().all(|walk| walk.started)
    }
}

impl Branches {
    /// Ends the round when no walk is left.
    fn rest_if_done(&mut self) {
        if self.phase == Phase::Walking && self.walks.is_empty() {
            self.phase = Phase::Resting;
            self.complete = true;
            self.met.thin(self.told.values());
        }
    }

    /// Takes in a page of branches. Rows are the branches that are new, moved or gone.
    fn list(&mut self, turn: &Turn<'_>, page: Page) -> Update {
        if page.unchanged {
            self.phase = Phase::Walking;
            return Update::default();
        }
        if self.pages == 0 {
            self.fresh_etag = page.etag.filter(|_| page.next.is_none());
        }
        self.pages += 1;
        let mut rows = page.rows;
        for branch in &rows.branches {
            if let Some(head) = &branch.head {
                self.listed.insert(branch.name.clone(), head.clone());
            }
        }
        rows.branches.retain(|branch| branch.head.as_ref() != self.told.get(&branch.name));
        self.next = page.next;
        if self.next.is_none() {
            rows.branches.extend(self.gone(turn));
            self.plan(turn);
            self.told = std::mem::take(&mut self.listed);
            self.etag = self.fresh_etag.take();
            self.phase = Phase::Walking;
        }
        rows
    }

    /// The branches that were told before and are not listed any more.
    fn gone(&self, turn: &Turn<'_>) -> Vec<Branch> {
        let repository_id = turn.repository.map(|repository| repository.id.clone());
        let gone = self.told.keys().filter(|name| !self.listed.contains_key(*name));
        gone.map(|name| Branch {
            repository_id: repository_id.clone(),
            name: name.clone(),
            deleted: true,
            ..Branch::default()
        })
        .collect()
    }

    /// Plans a walk from each head that was not met, the default branch first.
    fn plan(&mut self, turn: &Turn<'_>) {
        let default = turn.repository.and_then(|repository| repository.default_branch.as_deref());
        let mut heads: Vec<(&String, &String)> = self.listed.iter().collect();
        heads.sort_by_key(|(name, _)| Some(name.as_str()) != default);
        for (_, head) in heads {
            if !self.met.contains(head) && !self.walks.iter().any(|walk| &walk.head == head) {
                self.walks.push(Walk { head: head.clone(), ..Walk::default() });
            }
        }
    }

    /// Takes in a page of commits of the first walk.
    fn walk(&mut self, page: Page) -> Update {
        let mut rows = page.rows;
        if self.walks.is_empty() {
            return rows;
        }
        let mut walk = self.walks.remove(0);
        walk.started = true;
        self.seen += i64::try_from(rows.commits.len()).unwrap_or(i64::MAX);
        rows.commits.retain(|commit| walk.meet(commit, &mut self.met));
        walk.next = page.next;
        let Walk { awaited, old, .. } = &mut walk;
        let met = &self.met;
        awaited.retain(|sha| !old.contains(sha) && !met.contains(sha));
        let waiting = self.walks.len();
        self.walks.retain(|other| other.started || !met.contains(&other.head));
        self.done += i64::try_from(waiting - self.walks.len()).unwrap_or(0);
        if walk.awaited.is_empty() || walk.next.is_none() {
            self.done += 1;
            return rows;
        }
        // Newest first: every head's first page comes before anybody's history.
        let place = self.walks.iter().rposition(|other| !other.started).map_or(0, |last| last + 1);
        self.walks.insert(place, walk);
        rows
    }
}

impl Walk {
    /// Meets a commit; false when it was met before, or lies behind one that was.
    fn meet(&mut self, commit: &Commit, met: &mut Met) -> bool {
        let parents = commit.parents.as_deref().unwrap_or_default();
        self.awaited.remove(&commit.sha);
        let is_old = self.old.remove(&commit.sha) | met.contains(&commit.sha);
        if is_old {
            self.old.extend(parents.iter().cloned());
        } else {
            met.insert(&commit.sha);
            self.awaited.extend(parents.iter().filter(|parent| !met.contains(parent)).cloned());
        }
        !is_old
    }
}

/// The commits that were met, as the first twelve hex digits of their ids.
///
/// While a round goes on, the first 4,096 are remembered; for ever, one in 64 and the heads. A repository of 100,000
/// commits so needs some 25 kB. Two commits with the same twelve digits in one repository are not expected within the
/// age of anybody's Jira: 10 million commits meet with a chance of one in six.
#[derive(Default, Serialize, Deserialize)]
struct Met {
    digits: BTreeSet<String>,
    heads: BTreeSet<String>,
}

/// How many commits of a round are remembered one by one.
const REMEMBERED: usize = 4_096;

/// How many hex digits of an id are remembered.
const DIGITS: usize = 12;

impl Met {
    fn contains(&self, sha: &str) -> bool {
        let short = sha.get(..DIGITS).unwrap_or(sha);
        self.digits.contains(short) || self.heads.contains(short)
    }

    fn insert(&mut self, sha: &str) {
        if self.digits.len() < REMEMBERED || is_milestone(sha) {
            self.digits.insert(sha.get(..DIGITS).unwrap_or(sha).to_owned());
        }
    }

    /// Forgets all but the milestones and the heads, once a round is over.
    fn thin<'a>(&mut self, heads: impl Iterator<Item = &'a String>) {
        self.digits.retain(|digits| is_milestone(digits));
        self.heads = heads.map(|sha| sha.get(..DIGITS).unwrap_or(sha).to_owned()).collect();
    }
}

/// Whether an id is one of the one in 64 that are remembered for ever: the first six bits are zero.
fn is_milestone(sha: &str) -> bool {
    let mut digits = sha.bytes();
    digits.next() == Some(b'0') && matches!(digits.next(), Some(b'0'..=b'3'))
}
