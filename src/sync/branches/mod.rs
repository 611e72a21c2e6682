//! Reads the branches of a repository and every commit that they reach, newest first.
//!
//! A round lists the branches, then walks from each head that moved. A commit is *met* when it was in an answer, *awaited*
//! when a met commit names it as a parent and it was not met yet. A walk ends when nothing that it awaits is missing, for
//! then everything behind was met before. That holds for branches that were merged late, and for commits with odd dates.
//! Not every commit that was met is remembered for ever: one in 64 is ([`met`]), and walks recognise what lies behind one.
//!
//! Hosts differ, and a round adapts to what their answers show: lists without parents are read to their end, in ranges
//! where the host has them, and commits that mention an issue are then read alone; hosts without lists are walked commit by
//! commit, with a budget; a first list of branches may bring commits along. What no branch reaches any more is found by
//! a [`sweep`].

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use super::{BranchStrategy, Progress, Turn, Work};
use crate::error::{Code, Error};
use crate::host::{Next, Page, Partial, Want};
use crate::json;
use crate::link;
use crate::model::{Branch, Commit, Update};
use crate::time::Timestamp;

mod met;
mod sweep;
mod walk;

use met::Met;
use sweep::{Doubt, Sweep, Told, are_before};
use walk::{Moved, Walk};

/// The saved state of reading branches and commits.
#[derive(Default, Serialize)]
pub struct Branches {
    phase: Phase,
    next: Option<Next>,
    /// The first page's `ETag`, kept only where one page held all branches: else it says nothing of the others.
    etag: Option<String>,
    fresh_etag: Option<String>,
    pages: i64,
    /// The heads by branch as this round lists them.
    listed: BTreeMap<String, String>,
    /// The branches that an earlier round told.
    told: BTreeMap<String, Told>,
    /// Branches that a list told with another head than `told` has, before it came to nothing: they are told again.
    retold: BTreeSet<String>,
    /// Branches that this round does not list any more; what becomes of their commits is known when the walks are over.
    gone: BTreeMap<String, Told>,
    /// Branches whose former heads were not met behind the new ones.
    rewritten: BTreeSet<String>,
    /// Heads to read from, the next one first.
    walks: Vec<Walk>,
    /// So many pages of the default branch come before the other heads.
    lead: u32,
    /// Commits to read alone, because a list did not tell all of them.
    details: Vec<String>,
    /// Commits whose signatures are asked for, whatever else there is to do: whoever runs their commands waits for it.
    signatures: Vec<Signature>,
    /// Heads that were read to their end in this round.
    done: i64,
    met: Met,
    doubt: Option<Doubt>,
    sweep: Option<Sweep>,
    /// When the last sweep began, in milliseconds since the epoch.
    swept: Option<i64>,
    /// Whether lists of commits come without parents.
    blind: bool,
    /// Whether a range was seen that begins with its head, so that an empty one says that the head lies behind what is known.
    ranged: bool,
    /// Whether the server lists no commits, so that they are read one at a time.
    singly: bool,
    /// When it was last seen that the server lists no commits, until it is seen that it does.
    unlisted: Option<Timestamp>,
    /// Whether the server does not answer in bulk.
    no_bulk: bool,
    /// Nothing older than this is read.
    since: Option<Timestamp>,
    seen: i64,
    complete: bool,
    /// Whether everything is read and told once more: in a sweep, if all commits are read, so that what it does not meet is given
    /// up.
    again: bool,
}

json::members! { Branches: phase next etag fresh_etag pages listed told retold gone rewritten walks lead details signatures done met doubt sweep swept blind ranged singly unlisted no_bulk since seen complete again }

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Phase {
    #[default]
    Resting,
    Listing,
    Walking,
}

/// A commit whose signature is asked for.
#[derive(Default, Serialize, Deserialize)]
struct Signature {
    sha: String,
    /// Whether the host verified it: then the commit is read once more, for what it says is kept nowhere.
    verified: bool,
}

/// What is asked next.
enum Doing<'a> {
    Nothing,
    List,
    Detail(&'a str),
    Signature(&'a Signature),
    Walk(&'a Walk),
}

/// So many commits wait for their signatures at most: more than anybody gives commands in at once.
const MOST_SIGNATURES: usize = 50;

/// So often a server that lists no commits is asked again whether it does.
const UNLISTED_MS: i64 = 86_400_000;

/// So many commits wait to be read alone at most, before walks go on.
const MOST_DETAILS: usize = 200;

impl Work for Branches {
    fn begin(&mut self, turn: &Turn<'_>, now: Timestamp) {
        if self.phase == Phase::Resting && self.signatures.is_empty() {
            self.phase = Phase::Listing;
            self.next = None;
            self.fresh_etag = None;
            self.pages = 0;
            self.done = 0;
            self.listed.clear();
            if let Some(unconfirmed) = turn.unconfirmed {
                self.retold.extend(unconfirmed.branches.iter().cloned());
                self.raise(unconfirmed.oldest_commit.map(Doubt::since));
            }
            if !self.retold.is_empty() {
                self.etag = None;
            }
            self.since = turn.since(now);
            if self.singly && self.unlisted.is_none_or(|last| now.0 - last.0 >= UNLISTED_MS || now < last) {
                self.singly = false;
                self.unlisted = Some(now);
                self.etag = None;
            }
        }
    }

    fn want(&self, turn: &Turn<'_>) -> Result<Option<(Want, Option<Next>)>, Error> {
        let repository = turn.repository()?;
        let (repository_id, full_name) = (repository.id.clone(), repository.full_name.clone());
        Ok(match self.doing() {
            Doing::Nothing => None,
            Doing::List => {
                let etag = if self.next.is_none() { self.etag.clone() } else { None };
                let bulk = self.told.is_empty() && !self.complete && !self.no_bulk;
                Some((Want::Branches { repository_id, full_name, etag, bulk }, self.next.clone()))
            }
            Doing::Signature(Signature { sha, verified: false }) => {
                Some((Want::Signature { repository_id, sha: sha.clone() }, None))
            }
            Doing::Signature(Signature { sha, .. }) => {
                Some((Want::Commit { repository_id, full_name, sha: sha.clone() }, None))
            }
            Doing::Detail(sha) => Some((Want::Commit { repository_id, full_name, sha: sha.to_owned() }, None)),
            Doing::Walk(walk) if self.singly => {
                let sha = walk.single().cloned().unwrap_or_default();
                Some((Want::Commit { repository_id, full_name, sha }, None))
            }
            Doing::Walk(walk) => {
                let (from, known) = (walk.head.clone(), walk.known.clone());
                let want = Want::Commits { repository_id, full_name, from, known, since: self.since };
                Some((want, walk.next.clone()))
            }
        })
    }

    fn absorb(&mut self, turn: &Turn<'_>, page: Page, now: Timestamp) -> Result<Update, Error> {
        if !self.signatures.is_empty() {
            return Ok(self.take_signature(page));
        }
        let is_sweeping = self.sweep.is_some();
        let mut rows = match self.doing() {
            Doing::Nothing | Doing::Signature(_) => page.rows,
            Doing::List => self.list(turn, page)?,
            Doing::Detail(_) => {
                self.details.remove(0);
                page.rows
            }
            Doing::Walk(_) if self.asks_again() => {
                // Read one at a time, not all was met: it is read again from every head.
                self.unlisted = None;
                self.restart();
                self.begin(turn, now);
                Update::default()
            }
            Doing::Walk(_) => self.walk(page, turn.default_branch()),
        };
        let meets_all = turn.connection.branch_strategy == BranchStrategy::All && !self.singly;
        if self.again && meets_all && self.phase == Phase::Walking && self.sweep.is_none() {
            // The branches that are gone are told, and their commits are in doubt like all others.
            self.gone.clear();
            self.sweep(turn, Doubt::about_all(), now, &mut rows)?;
        }
        self.go_on();
        if is_sweeping {
            self.tell_pass(turn, &mut rows);
        }
        self.rest_if_done(turn, now, &mut rows)?;
        Ok(rows)
    }

    fn forgive(&mut self, turn: &Turn<'_>, error: &Error, now: Timestamp) -> Result<bool, Error> {
        let is_gone = matches!(error.code, Code::BadRequest | Code::Gone | Code::NotFound);
        if !self.signatures.is_empty() {
            // Not signed, says `not_found`; servers that do not know such requests, or tell not everybody, say otherwise.
            let is_told = is_gone || matches!(error.code, Code::Forbidden | Code::Malformed | Code::Unsupported);
            if is_told {
                self.signatures.remove(0);
            }
            return Ok(is_told);
        }
        match (self.doing(), error.code) {
            (Doing::List, Code::Unsupported) if !self.no_bulk => {
                // Cursors of one way of asking mean nothing to the other.
                self.no_bulk = true;
                self.next = None;
                self.pages = 0;
                // What was told is stored, and may have moved or gone before the other way lists it.
                let told = |(name, head)| (name, Told { head, ..Told::default() });
                self.told.extend(std::mem::take(&mut self.listed).into_iter().map(told));
            }
            (Doing::Walk(_), Code::Unsupported) if !self.singly => {
                self.singly = true;
                self.unlisted = Some(now);
                if self.sweep.is_some() {
                    // One commit at a time does not meet all: whatever was not met would be given up.
                    self.restart();
                }
            }
            (Doing::Detail(_), _) if is_gone || error.code == Code::Unsupported => {
                self.details.remove(0);
            }
            (Doing::Walk(_), _) if is_gone => self.lose_walk(turn.default_branch()),
            _ => return Ok(false),
        }
        self.go_on();
        self.rest_if_done(turn, now, &mut Update::default())?;
        Ok(true)
    }

    fn follow(&mut self, next: Next) {
        if !self.signatures.is_empty() {
            // Nobody vouches for who is elsewhere.
            self.signatures.remove(0);
            return;
        }
        match (self.phase, self.walks.first_mut()) {
            (Phase::Walking, Some(walk)) => walk.next = Some(next),
            _ => self.next = Some(next),
        }
    }

    fn ask_for_signatures(&mut self, commits: Vec<String>) {
        let signatures = commits.into_iter().map(|sha| Signature { sha, verified: false });
        self.signatures.extend(signatures.take(MOST_SIGNATURES.saturating_sub(self.signatures.len())));
    }

    #[inline(never)]
    fn restart(&mut self) {
        match (self.phase, self.sweep.take()) {
            (_, Some(sweep)) => self.doubt = Some(sweep.give_up().and(self.doubt.take())),
            // What lies behind the met commits is only known to be met when every walk came to its end.
            (_, None) if self.phase == Phase::Walking || !self.walks.is_empty() => self.met = Met::default(),
            _ => {}
        }
        // What a list told before it came to nothing is stored, and was not read.
        for (name, head) in std::mem::take(&mut self.listed) {
            if self.told.entry(name.clone()).or_default().head != head {
                self.retold.insert(name);
            }
        }
        for walk in std::mem::take(&mut self.walks) {
            self.own(&walk);
            self.rewritten.extend(walk.moved.into_iter().map(|moved| moved.branch));
        }
        for (branch, told) in std::mem::take(&mut self.gone) {
            self.raise(Doubt::about(&branch, told.oldest));
        }
        self.doubt_rewritten();
        self.details.clear();
        self.phase = Phase::Resting;
        self.etag = None;
    }

    fn again(&mut self) {
        self.restart();
        self.retold = self.told.keys().cloned().collect();
        self.met = Met::default();
        (self.doubt, self.swept) = (None, None);
        self.signatures.clear();
        (self.done, self.seen) = (0, 0);
        (self.complete, self.again) = (false, true);
    }

    fn progress(&self) -> Progress {
        let left = i64::try_from(self.walks.len()).unwrap_or(i64::MAX);
        let (phase, total) = match self.phase {
            Phase::Resting if !self.signatures.is_empty() => ("commits", Some(self.done)),
            Phase::Resting => ("nothing", Some(self.done)),
            Phase::Listing => ("branches", None),
            Phase::Walking => ("commits", Some(self.done.saturating_add(left))),
        };
        Progress { phase: phase.to_owned(), done: self.done, total, seen: self.seen }
    }

    fn complete(&self) -> bool {
        self.complete
    }

    fn history(&self) -> bool {
        self.phase == Phase::Walking && (self.sweep.is_some() || self.walks.iter().all(|walk| walk.started))
    }
}

impl Branches {
    fn doing(&self) -> Doing<'_> {
        if let Some(signature) = self.signatures.first() {
            return Doing::Signature(signature);
        }
        match (self.phase, self.walks.first(), self.details.first()) {
            (Phase::Resting, _, _) => Doing::Nothing,
            (Phase::Listing, _, _) => Doing::List,
            // Newest first: every head's first page comes before anybody's history, and before details.
            (_, Some(walk), None) => Doing::Walk(walk),
            (_, Some(walk), Some(_)) if self.is_early() && self.details.len() < MOST_DETAILS => Doing::Walk(walk),
            (_, _, Some(sha)) => Doing::Detail(sha),
            (_, None, None) => Doing::Nothing,
        }
    }

    /// Takes in what the host says of a signature, or the commit that it belongs to.
    fn take_signature(&mut self, page: Page) -> Update {
        match self.signatures.first_mut() {
            Some(signature) if page.signed => signature.verified = true,
            Some(_) => drop(self.signatures.remove(0)),
            None => {}
        }
        let mut rows = page.rows;
        for commit in &mut rows.commits {
            commit.authorship.signed = commit.authorship.signed_apart;
        }
        rows
    }

    /// Whether a server that listed no commits is asked again whether it does.
    fn asks_again(&self) -> bool {
        !self.singly && self.unlisted.is_some()
    }

    /// Whether there are heads from which nothing was read.
    fn is_early(&self) -> bool {
        self.walks.iter().any(|walk| !walk.started)
    }

    /// Takes in a page of branches. Rows are the branches that are new, moved or gone.
    #[inline(never)]
    fn list(&mut self, turn: &Turn<'_>, page: Page) -> Result<Update, Error> {
        if page.unchanged {
            self.phase = Phase::Walking;
            return Ok(Update::default());
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
        if !rows.commits.is_empty() {
            self.take_bulk(turn, &mut rows)?;
        }
        rows.branches.retain(|branch| {
            branch.head.as_ref() != self.told.get(&branch.name).map(|told| &told.head)
                || self.retold.contains(&branch.name)
        });
        self.next = page.next;
        if self.next.is_none() {
            self.plan(turn)?;
            let repository_id = turn.repository.map(|repository| repository.id.clone());
            let is_lost = |name: &&String| !self.told.contains_key(*name) && !self.gone.contains_key(*name);
            let lost = std::mem::take(&mut self.retold);
            let branches = self.gone.keys().chain(lost.iter().filter(is_lost)).map(|name| Branch {
                repository_id: repository_id.clone(),
                name: name.clone(),
                deleted: true,
                ..Branch::default()
            });
            // The page's own rows have their keys already.
            let mut gone = Update { branches: branches.collect(), ..Update::default() };
            link::find(&mut gone, turn.rules);
            rows.branches.extend(gone.branches);
            self.etag = self.fresh_etag.take();
            self.phase = Phase::Walking;
        }
        Ok(rows)
    }

    /// Takes in the commits that a list of branches brought along.
    #[inline(never)]
    fn take_bulk(&mut self, turn: &Turn<'_>, rows: &mut Update) -> Result<(), Error> {
        let wanted = turn.branches()?;
        let mut taken = BTreeSet::new();
        for branch in rows.branches.iter().filter(|branch| wanted.want(&branch.name)) {
            let Some(head) = &branch.head else { continue };
            if !self.met.contains(head) && !self.walks.iter().any(|walk| &walk.head == head) {
                let mut walk = Walk::from(head, &branch.name);
                walk.meet_bulk(&rows.commits, &mut taken, &mut self.met);
                self.walks.push(walk);
            }
        }
        self.seen += i64::try_from(taken.len()).unwrap_or(i64::MAX);
        rows.commits.retain(|commit| taken.contains(&commit.sha));
        Ok(())
    }

    /// Plans a walk from each head that moved or is new, the default branch first.
    #[inline(never)]
    fn plan(&mut self, turn: &Turn<'_>) -> Result<(), Error> {
        let wanted = turn.branches()?;
        let default = turn.default_branch();
        let before = std::mem::take(&mut self.told);
        let listed = std::mem::take(&mut self.listed);
        let default_head = default.filter(|name| wanted.want(name)).and_then(|name| listed.get(name)).cloned();
        let mut heads: Vec<(&String, &String)> = listed.iter().filter(|(name, _)| wanted.want(name)).collect();
        heads.sort_by_key(|(name, _)| Some(name.as_str()) != default);
        let first = heads.first().copied();
        for (name, head) in heads {
            let told = before.get(name);
            let moved = told.filter(|told| !told.head.is_empty() && &told.head != head).map(|told| Moved {
                branch: name.clone(),
                head: told.head.clone(),
                met: false,
            });
            let is_new = self.complete
                && told.is_none_or(|told| told.head.is_empty())
                && !before.values().any(|told| &told.head == head);
            if let Some(walk) = self.walks.iter_mut().find(|walk| &walk.head == head) {
                walk.moved.extend(moved);
            } else if moved.is_some() || is_new || !self.met.contains(head) {
                let known = match &moved {
                    Some(moved) => Some(moved.head.clone()).filter(|head| self.met.was_read_from(head)),
                    None => default_head.clone().filter(|default| default != head),
                };
                let mut walk = Walk::from(head, name);
                walk.known = known;
                walk.anew = is_new;
                walk.moved.extend(moved);
                self.walks.push(walk);
            }
        }
        if let Some((name, head)) = first.filter(|_| self.walks.is_empty() && self.asks_again()) {
            let mut walk = Walk::from(head, name);
            walk.anew = true;
            self.walks.push(walk);
        }
        self.walks.sort_by_key(|walk| (walk.started, Some(walk.branch.as_str()) != default));
        self.lead = u32::try_from(self.walks.len()).unwrap_or(u32::MAX);
        self.told = listed
            .into_iter()
            .map(|(name, head)| {
                let mut told = before.get(&name).cloned().unwrap_or_default();
                if told.head != head {
                    told = Told { head, oldest: told.oldest, joined: None };
                }
                (name, told)
            })
            .collect();
        self.gone = before.into_iter().filter(|(name, _)| !self.told.contains_key(name)).collect();
        Ok(())
    }

    /// Takes in a page of commits of the first walk.
    #[inline(never)]
    fn walk(&mut self, page: Page, default: Option<&str>) -> Update {
        let mut rows = page.rows;
        if self.walks.is_empty() {
            return rows;
        }
        let mut walk = self.walks.remove(0);
        self.seen += i64::try_from(rows.commits.len()).unwrap_or(i64::MAX);
        if self.singly {
            walk.take_single(rows.commits.first(), self.since, &mut self.met);
            self.join(&walk.branch, &rows.commits);
            self.put_back(walk, default);
            return rows;
        }
        self.blind |= rows.commits.iter().any(|commit| commit.parents.is_none());
        let is_missed = walk.known.is_some() && !walk.started && !walk.probe;
        let is_empty_mute = self.blind && !self.ranged;
        self.ranged |= is_missed && rows.commits.first().is_some_and(|first| first.sha == walk.head);
        if is_missed && is_beside(&rows.commits, &walk.head, is_empty_mute) {
            // The host does not take the range as it is meant, or the head lies behind what is known: all is listed.
            walk.known = None;
            self.walks.insert(0, walk);
            return Update::default();
        }
        if walk.probe {
            walk.started = true;
            walk.moved.iter_mut().for_each(|moved| moved.met = rows.commits.is_empty());
            self.walks.insert(0, walk);
            return Update::default();
        }
        self.join(&walk.branch, &rows.commits);
        // Not every host can leave out what is too old.
        let is_past = self.since.is_some_and(|since| are_before(&rows.commits, since.0));
        match &mut self.sweep {
            Some(sweep) => {
                let is_behind = is_past || sweep.is_behind(&rows.commits);
                rows.commits.iter().for_each(|commit| self.met.insert(&commit.sha));
                walk.take(&mut rows.commits, page.next.filter(|_| !is_behind), &mut sweep.met);
                sweep.meet(&rows.commits);
            }
            None => walk.take(&mut rows.commits, page.next.filter(|_| !is_past), &mut self.met),
        }
        if self.sweep.is_some() && !self.again {
            // What is stored is whole, and a list may cut it: only that it was met is told.
            rows.commits.clear();
        } else {
            let without_parents =
                rows.commits.iter().filter(|commit| commit.parents.is_none() && !commit.issue_keys.is_empty());
            let cut = page.partial.iter().filter_map(|partial| match partial {
                Partial::Commit(sha) => Some(sha),
                Partial::PullRequest(_) => None,
            });
            let is_told = |sha: &&String| rows.commits.iter().any(|commit| commit.sha == **sha);
            let mut details: Vec<String> =
                without_parents.map(|commit| &commit.sha).chain(cut.filter(is_told)).cloned().collect();
            details.sort();
            details.dedup();
            self.details.extend(details);
        }
        self.put_back(walk, default);
        rows
    }

    /// Puts a walk behind those that have not begun: every head's first page comes before anybody's history.
    ///
    /// Only the default branch goes on for as many pages as there are other heads, for most of them are often behind it, and then
    /// need no page of their own.
    fn put_back(&mut self, walk: Walk, default: Option<&str>) {
        let goes_on = Some(walk.branch.as_str()) == default && walk.pages < self.lead && self.is_early();
        let behind = || self.walks.iter().rposition(|other| !other.started).map_or(0, |last| last + 1);
        let place = if goes_on { 0 } else { behind() };
        self.walks.insert(place, walk);
    }

    /// Ends the walks that are over, as long as the next one is.
    fn go_on(&mut self) {
        if self.phase != Phase::Walking {
            return;
        }
        loop {
            let is_met = |walk: &Walk, met: &Met| {
                !walk.started && !walk.anew && !walk.probe && walk.moved.is_empty() && met.contains(&walk.head)
            };
            let met = self.sweep.as_ref().map_or(&self.met, |sweep| &sweep.met);
            let over = self.walks.iter_mut().position(|walk| {
                walk.settle(met);
                is_met(walk, met) || if self.singly { walk.is_single_over() } else { walk.is_over(self.blind) }
            });
            let Some(over) = over else { return };
            let walk = self.walks.remove(over);
            self.finish(walk);
        }
    }

    /// What is known when a walk is over: whose its commits are, and whether its branches only went forward.
    fn finish(&mut self, walk: Walk) {
        self.done += i64::from(!walk.probe);
        self.own(&walk);
        for moved in walk.moved.into_iter().filter(|moved| !moved.met) {
            let is_ranged = self.blind && walk.known.is_some() && !walk.probe;
            if is_ranged {
                let mut probe = Walk::from(&moved.head, &moved.branch);
                probe.known = Some(walk.head.clone());
                probe.probe = true;
                probe.moved.push(moved);
                self.walks.push(probe);
            } else {
                self.rewritten.insert(moved.branch);
            }
        }
    }

    /// Drops the first walk, whose head is gone: the branch was rewritten since it was listed, or the range is.
    fn lose_walk(&mut self, default: Option<&str>) {
        let Some(mut walk) = (!self.walks.is_empty()).then(|| self.walks.remove(0)) else { return };
        if self.singly && walk.started {
            walk.take_single(None, self.since, &mut self.met);
            self.put_back(walk, default);
        } else if walk.probe {
            self.finish(walk);
        } else if walk.known.take().is_some() && !walk.started {
            self.walks.insert(0, walk);
        } else if walk.started
            || self.sweep.is_some()
            || self.walks.iter().any(|other| other.known.as_ref() == Some(&walk.head))
        {
            // The next round lists again; if it is the repository that is gone, that is where it shows.
            self.restart();
        } else {
            self.etag = None;
            if let Some(told) = self.told.get_mut(&walk.branch) {
                // Whatever head it has now is another one than this, and this was never read.
                told.head = walk.moved.first().map(|moved| moved.head.clone()).unwrap_or_default();
            }
        }
    }

    /// Notes which heads are parents of another branch's commits: deleting such a branch gives nothing up.
    fn join(&mut self, branch: &str, commits: &[Commit]) {
        let parents: BTreeSet<&str> =
            commits.iter().flat_map(|commit| commit.parents.iter().flatten()).map(String::as_str).collect();
        if parents.is_empty() {
            return;
        }
        for (name, told) in self.told.iter_mut().chain(&mut self.gone) {
            if name != branch && told.joined.is_none() && parents.contains(told.head.as_str()) {
                told.joined = Some(branch.to_owned());
            }
        }
    }

    /// When the oldest commit was committed that belongs to a branch.
    fn oldest(&self, branch: &str) -> Option<i64> {
        self.told.get(branch).and_then(|told| told.oldest)
    }

    /// Gives the commits that a walk met first to its branch, also when that is gone by now.
    fn own(&mut self, walk: &Walk) {
        if let Some(told) = self.told.get_mut(&walk.branch).or_else(|| self.gone.get_mut(&walk.branch)) {
            told.own(walk.oldest);
        }
    }

    /// Doubts the commits of rewritten branches: when no walk is left that could find older ones of theirs.
    fn doubt_rewritten(&mut self) {
        for branch in std::mem::take(&mut self.rewritten) {
            self.raise(Doubt::about(&branch, self.oldest(&branch)));
        }
    }

    fn raise(&mut self, doubt: Option<Doubt>) {
        if let Some(doubt) = doubt {
            self.doubt = Some(doubt.and(self.doubt.take()));
        }
    }

    /// What becomes of the commits of branches that are gone: another branch has them, or they are in doubt.
    fn settle_gone(&mut self) {
        for (name, gone) in std::mem::take(&mut self.gone) {
            let joined = gone.joined.as_deref().filter(|joined| self.told.contains_key(*joined)).map(str::to_owned);
            let same = || self.told.iter().find(|(_, told)| told.head == gone.head).map(|(name, _)| name.clone());
            match joined.or_else(same).and_then(|heir| self.told.get_mut(&heir)) {
                Some(heir) => heir.own(gone.oldest),
                None => self.raise(Doubt::about(&name, gone.oldest)),
            }
        }
    }

    /// Ends the round when nothing is left to read, or goes on with a sweep when something is in doubt.
    #[inline(never)]
    fn rest_if_done(&mut self, turn: &Turn<'_>, now: Timestamp, rows: &mut Update) -> Result<(), Error> {
        if self.phase != Phase::Walking || !self.walks.is_empty() || !self.details.is_empty() {
            return Ok(());
        }
        let sweep = self.sweep.take();
        if sweep.is_none() {
            self.settle_gone();
            self.doubt_rewritten();
        }
        let is_repaired = std::mem::take(&mut self.again);
        if is_repaired || sweep.is_none() {
            self.complete = true;
            let wanted = turn.branches()?;
            let heads = self.told.iter().filter(|(name, told)| wanted.want(name) && !told.head.is_empty());
            self.met.thin(heads.map(|(_, told)| told.head.as_str()));
        }
        if let Some(sweep) = sweep {
            self.swept = Some(sweep.began());
            self.doubt.take_if(|_| is_repaired);
        } else {
            // Where commits are read one at a time, what was not met may only be too far away: doubts wait for lists.
            let can_sweep = self.unlisted.is_none() && Sweep::is_time(self.swept, now);
            if let Some(doubt) = self.doubt.take_if(|_| can_sweep) {
                return self.sweep(turn, doubt, now, rows);
            }
        }
        self.phase = Phase::Resting;
        Ok(())
    }

    /// Begins a sweep: a walk from every head, the default branch first.
    #[inline(never)]
    fn sweep(&mut self, turn: &Turn<'_>, doubt: Doubt, now: Timestamp, rows: &mut Update) -> Result<(), Error> {
        let wanted = turn.branches()?;
        let default = turn.default_branch();
        let mut heads: Vec<(&String, &Told)> = self.told.iter().filter(|(name, _)| wanted.want(name)).collect();
        heads.sort_by_key(|(name, _)| Some(name.as_str()) != default);
        let mut walks: Vec<Walk> = Vec::with_capacity(heads.len());
        for (name, told) in heads {
            if !told.head.is_empty() && !walks.iter().any(|walk| walk.head == told.head) {
                let mut walk = Walk::from(&told.head, name);
                walk.known = walks.first().map(|first| first.head.clone()).filter(|_| self.blind);
                walks.push(walk);
            }
        }
        self.walks = walks;
        self.sweep = Some(Sweep::begin(doubt, now));
        if self.walks.is_empty() {
            self.tell_pass(turn, rows);
            return self.rest_if_done(turn, now, rows);
        }
        Ok(())
    }

    /// Says with the rows that they were met in a sweep.
    fn tell_pass(&mut self, turn: &Turn<'_>, rows: &mut Update) {
        let last = self.walks.is_empty();
        if let (Some(sweep), Some(repository)) = (&mut self.sweep, turn.repository) {
            rows.pass = Some(sweep.pass(&repository.id, self.since, last));
        }
    }
}

/// Whether the first page of a range does not begin with its head, or is empty where that says nothing.
fn is_beside(commits: &[Commit], head: &str, is_empty_mute: bool) -> bool {
    match commits.first() {
        Some(first) => first.sha != head,
        None => is_empty_mute,
    }
}
