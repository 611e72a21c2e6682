//! Reading from one head: what is awaited, what lies behind what was met, and whether the head before is behind this one.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use super::met::Met;
use crate::host::Next;
use crate::json;
use crate::model::Commit;
use crate::time::Timestamp;

/// Reading from one head.
#[derive(Default, Serialize)]
pub struct Walk {
    /// The commit it begins at.
    pub head: String,
    /// The branch that has this head; others may have it, too.
    pub branch: String,
    /// A commit whose history is known, so that a host may leave it out.
    pub known: Option<String>,
    /// Where the next page begins.
    pub next: Option<Next>,
    /// Whether something was read.
    pub started: bool,
    /// The branches that had another head before.
    pub moved: Vec<Moved>,
    /// Whether rows are told again although they were met: the branch is new, so they may have been given up.
    pub anew: bool,
    /// Only to see whether `known` reaches `head`: then there is nothing to list.
    pub probe: bool,
    /// Pages that were read.
    pub pages: u32,
    /// When the oldest commit that is first met here was committed, in milliseconds since the epoch.
    pub oldest: Option<i64>,
    /// Parents of new commits that were not met yet.
    awaited: BTreeSet<String>,
    /// Parents of old commits that were not met in this walk: what lies behind them is old too.
    old: BTreeSet<String>,
    /// Whether a commit came without its parents, so that only the end of the list is the end.
    blind: bool,
    /// Commits that a list of branches brought along: lists show them again, and what lies behind them is awaited already.
    brought: BTreeSet<String>,
    /// Where commits are read one at a time: those that come next.
    queue: Vec<String>,
}

json::members! { Walk: head branch known next started moved anew probe pages oldest awaited old blind brought queue }

/// A branch that had another head before.
#[derive(Clone, Serialize, Deserialize)]
pub struct Moved {
    /// Its name.
    pub branch: String,
    /// The head it had.
    pub head: String,
    /// Whether that head was met behind the new one: the branch only went forward.
    pub met: bool,
}

/// Where commits are read one at a time, so many of one head are.
const MOST_SINGLE: u32 = 200;

/// So many pages are read in search of the head before, when nothing else is left to read.
const SEARCHED: u32 = 4;

impl Walk {
    /// A walk from the head of a branch.
    pub fn from(head: &str, branch: &str) -> Walk {
        Walk { head: head.to_owned(), branch: branch.to_owned(), ..Walk::default() }
    }

    /// Takes in a page and keeps what is new, or all of it when the rows may have been given up.
    pub fn take(&mut self, commits: &mut Vec<Commit>, next: Option<Next>, met: &mut Met) {
        self.started = true;
        self.pages += 1;
        let is_new: Vec<bool> = commits.iter().map(|commit| self.meet(commit, met)).collect();
        self.next = next;
        self.settle(met);
        if !self.anew && self.moved.iter().all(|moved| moved.met) {
            let mut is_new = is_new.into_iter();
            commits.retain(|_| is_new.next().unwrap_or(true));
        }
    }

    /// Meets a commit; false when it was met before, or lies behind one that a former round met. What lies behind one that
    /// another walk of this round met is awaited there, and here, too, if something here awaits it.
    pub fn meet(&mut self, commit: &Commit, met: &mut Met) -> bool {
        let parents = commit.parents.as_deref().unwrap_or_default();
        self.blind |= commit.parents.is_none();
        for moved in &mut self.moved {
            moved.met |= moved.head == commit.sha || parents.contains(&moved.head);
        }
        self.awaited.remove(&commit.sha);
        if self.brought.remove(&commit.sha) {
            return false;
        }
        let is_old = self.old.remove(&commit.sha) | met.is_settled(&commit.sha);
        let is_new = !is_old && !met.contains(&commit.sha);
        if is_old {
            self.old.extend(parents.iter().cloned());
        }
        if is_new {
            met.insert(&commit.sha);
            self.awaited.extend(parents.iter().filter(|parent| !met.contains(parent)).cloned());
            let committed = commit.committed_at.map(|committed| committed.0);
            self.oldest = earlier(self.oldest, committed);
        }
        is_new
    }

    /// Meets the commits behind the head that a list of branches brought along; false when the head is not among them.
    ///
    /// Commits without parents are as good as not there: their children await them. What was met is marked.
    pub fn meet_bulk(&mut self, commits: &[Commit], taken: &mut BTreeSet<String>, met: &mut Met) {
        let by_id: BTreeMap<&str, &Commit> = commits
            .iter()
            .filter(|commit| commit.parents.is_some())
            .map(|commit| (commit.sha.as_str(), commit))
            .collect();
        let mut open = vec![self.head.clone()];
        let mut seen = BTreeSet::new();
        while let Some(sha) = open.pop() {
            let Some(commit) = by_id.get(sha.as_str()).filter(|_| seen.insert(sha.clone())) else { continue };
            self.started = true;
            if self.meet(commit, met) {
                self.brought.insert(sha.clone());
                taken.insert(sha);
            }
            open.extend(commit.parents.iter().flatten().cloned());
        }
        self.settle(met);
    }

    /// Forgets what is not awaited any more.
    pub fn settle(&mut self, met: &Met) {
        let old = &self.old;
        self.awaited.retain(|sha| !old.contains(sha) && !met.contains(sha));
    }

    /// Whether there is nothing left to read.
    pub fn is_over(&self, is_blind: bool) -> bool {
        if !self.started {
            return false;
        }
        let at_end = self.pages > 0 && self.next.is_none();
        let is_sought = self.pages > 0 && self.pages < SEARCHED && self.moved.iter().any(|moved| !moved.met);
        at_end || self.probe || (self.awaited.is_empty() && !self.blind && !is_blind && !is_sought)
    }

    /// The commit to read next, where commits are read one at a time.
    pub fn single(&self) -> Option<&String> {
        if self.started { self.queue.first() } else { Some(&self.head) }
    }

    /// Takes in a commit that was read alone, or nothing when it could not be read.
    pub fn take_single(&mut self, commit: Option<&Commit>, since: Option<Timestamp>, met: &mut Met) {
        if self.started && !self.queue.is_empty() {
            self.queue.remove(0);
        }
        self.started = true;
        self.pages += 1;
        if let Some(commit) = commit {
            let is_recent = since.is_none() || commit.committed_at >= since;
            if self.meet(commit, met) && is_recent && self.pages < MOST_SINGLE {
                let next = commit.parents.iter().flatten();
                let next: Vec<String> =
                    next.filter(|sha| !met.contains(sha) && !self.queue.contains(sha)).cloned().collect();
                self.queue.extend(next);
            }
        }
    }

    /// Whether no commit is left to be read alone.
    pub fn is_single_over(&self) -> bool {
        self.started && (self.queue.is_empty() || self.pages >= MOST_SINGLE)
    }
}

/// The earlier of two times, of which either may not be there.
pub fn earlier(one: Option<i64>, other: Option<i64>) -> Option<i64> {
    match (one, other) {
        (Some(one), Some(other)) => Some(one.min(other)),
        (one, other) => one.or(other),
    }
}
