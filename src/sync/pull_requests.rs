//! Reads the pull requests of a repository, last updated first, down to where the round before began.

use serde::{Deserialize, Serialize};

use super::{Progress, Turn, Work};
use crate::error::{Code, Error};
use crate::host::{Next, Page, Partial, Want};
use crate::model::Update;
use crate::time::Timestamp;

/// The saved state of reading pull requests.
#[derive(Default, Serialize, Deserialize)]
pub struct PullRequests {
    running: bool,
    next: Option<Next>,
    /// When the running round began.
    began: Option<Timestamp>,
    /// Everything updated before this was read by an earlier round.
    read_to: Option<Timestamp>,
    /// The newest update that this round met: where the next round ends.
    newest: Option<Timestamp>,
    /// Whether pull requests came without the time of their update.
    timeless: bool,
    /// Nothing updated before this is read.
    since: Option<Timestamp>,
    /// The first page's `ETag` when it was last read in a round that came to its end.
    etag: Option<String>,
    /// The first page's `ETag` in this round.
    fresh_etag: Option<String>,
    /// Pull requests to read alone, because the list cut them.
    details: Vec<i64>,
    /// Whether the server does not answer in bulk.
    no_bulk: bool,
    pages: i64,
    seen: i64,
    complete: bool,
}

/// Items that were updated in the same moments as the last round's newest are read again.
const OVERLAP_MS: i64 = 300_000;

/// Where a host tells no updates, its clock is compared with ours; they may be this far apart.
const CLOCKS_MS: i64 = 3_600_000;

impl Work for PullRequests {
    fn begin(&mut self, turn: &Turn<'_>, now: Timestamp) {
        if !self.running && turn.connection.pull_requests {
            self.running = true;
            self.next = None;
            self.newest = None;
            self.began = Some(now);
            self.since = turn.since(now);
            self.fresh_etag = None;
            self.pages = 0;
        }
    }

    fn want(&self, turn: &Turn<'_>) -> Result<Option<(Want, Option<Next>)>, Error> {
        let repository = turn.repository()?;
        let (repository_id, full_name) = (repository.id.clone(), repository.full_name.clone());
        if let Some(number) = self.details.first() {
            return Ok(Some((Want::PullRequest { repository_id, full_name, number: *number }, None)));
        }
        Ok(self.running.then(|| {
            let want = Want::PullRequests {
                repository_id,
                full_name,
                etag: if self.next.is_none() { self.etag.clone() } else { None },
                since: self.end(),
                bulk: self.read_to.is_none() && !self.no_bulk,
            };
            (want, self.next.clone())
        }))
    }

    fn absorb(&mut self, _: &Turn<'_>, page: Page, _: Timestamp) -> Result<Update, Error> {
        if !self.details.is_empty() {
            self.details.remove(0);
            return Ok(page.rows);
        }
        if page.unchanged {
            self.running = false;
            return Ok(Update::default());
        }
        if self.pages == 0 {
            self.fresh_etag = page.etag;
        }
        self.pages += 1;
        let pulls = &page.rows.pull_requests;
        self.seen += i64::try_from(pulls.len()).unwrap_or(i64::MAX);
        self.timeless |= pulls.iter().any(|pull| pull.updated_at.is_none());
        self.newest = self.newest.max(pulls.iter().filter_map(|pull| pull.updated_at).max());
        let oldest = pulls.iter().filter_map(|pull| pull.updated_at).min();
        let met_the_end = !self.timeless && matches!((oldest, self.end()), (Some(oldest), Some(end)) if oldest < end);
        self.details.extend(page.partial.iter().filter_map(|partial| match partial {
            Partial::Commit(_) => None,
            Partial::PullRequest(number) => Some(*number),
        }));
        self.next = page.next.filter(|_| !met_the_end);
        if self.next.is_none() {
            self.running = false;
            self.complete = true;
            let read_to = if self.timeless { self.began.map(|began| began.plus_ms(-CLOCKS_MS)) } else { self.newest };
            self.read_to = read_to.max(self.read_to);
            self.etag = self.fresh_etag.take();
        }
        Ok(page.rows)
    }

    fn forgive(&mut self, _: &Turn<'_>, error: &Error, _: Timestamp) -> Result<bool, Error> {
        let is_gone = matches!(error.code, Code::BadRequest | Code::Gone | Code::NotFound | Code::Unsupported);
        if !self.details.is_empty() && is_gone {
            self.details.remove(0);
            return Ok(true);
        }
        let is_bulk = error.code == Code::Unsupported && self.read_to.is_none() && !self.no_bulk;
        if is_bulk {
            self.no_bulk = true;
            self.next = None;
            self.pages = 0;
        }
        Ok(is_bulk)
    }

    fn follow(&mut self, next: Next) {
        self.next = Some(next);
    }

    fn restart(&mut self) {
        self.running = false;
        self.etag = None;
        self.details.clear();
    }

    fn progress(&self) -> Progress {
        let is_reading = self.running || !self.details.is_empty();
        Progress {
            phase: if is_reading { "pull_requests" } else { "nothing" }.to_owned(),
            done: self.pages,
            total: (!is_reading).then_some(self.pages),
            seen: self.seen,
        }
    }

    fn complete(&self) -> bool {
        self.complete
    }

    fn history(&self) -> bool {
        self.running && self.pages > 0
    }
}

impl PullRequests {
    /// Nothing updated before this has to be read.
    fn end(&self) -> Option<Timestamp> {
        self.read_to.map(|read| read.plus_ms(-OVERLAP_MS)).max(self.since)
    }
}
