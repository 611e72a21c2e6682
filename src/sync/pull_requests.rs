//! Reads the pull requests of a repository, last updated first, down to where the round before began.

use serde::{Deserialize, Serialize};

use super::{Progress, Turn, Work};
use crate::error::Error;
use crate::host::{Next, Page, Want};
use crate::model::Update;
use crate::time::Timestamp;

/// The saved state of reading pull requests.
#[derive(Default, Serialize, Deserialize)]
pub struct PullRequests {
    running: bool,
    next: Option<Next>,
    /// Everything updated before this was read by an earlier round.
    read_to: Option<Timestamp>,
    /// The newest update that this round met: where the next round ends.
    newest: Option<Timestamp>,
    /// Nothing updated before this is read.
    since: Option<Timestamp>,
    /// The first page's `ETag` when it was last read in a round that came to its end.
    etag: Option<String>,
    /// The first page's `ETag` in this round.
    fresh_etag: Option<String>,
    pages: i64,
    seen: i64,
    complete: bool,
}

/// Items that were updated in the same moments as the last round's newest are read again.
const OVERLAP_MS: i64 = 300_000;

impl Work for PullRequests {
    fn begin(&mut self, turn: &Turn<'_>, now: Timestamp) {
        if !self.running && turn.connection.pull_requests {
            self.running = true;
            self.next = None;
            self.newest = None;
            self.since = turn.since(now);
            self.fresh_etag = None;
            self.pages = 0;
        }
    }

    fn want(&self, turn: &Turn<'_>) -> Result<Option<(Want, Option<Next>)>, Error> {
        let repository = turn.repository()?;
        Ok(self.running.then(|| {
            let want = Want::PullRequests {
                repository_id: repository.id.clone(),
                full_name: repository.full_name.clone(),
                etag: if self.next.is_none() { self.etag.clone() } else { None },
                since: self.end(),
                bulk: false,
            };
            (want, self.next.clone())
        }))
    }

    fn absorb(&mut self, _: &Turn<'_>, page: Page, _: Timestamp) -> Update {
        if page.unchanged {
            self.running = false;
            return Update::default();
        }
        if self.pages == 0 {
            self.fresh_etag = page.etag;
        }
        self.pages += 1;
        let pulls = &page.rows.pull_requests;
        self.seen += i64::try_from(pulls.len()).unwrap_or(i64::MAX);
        self.newest = self.newest.max(pulls.iter().filter_map(|pull| pull.updated_at).max());
        let oldest = pulls.iter().filter_map(|pull| pull.updated_at).min();
        let met_the_end = matches!((oldest, self.end()), (Some(oldest), Some(end)) if oldest < end);
        self.next = page.next.filter(|_| !met_the_end);
        if self.next.is_none() {
            self.running = false;
            self.complete = true;
            self.read_to = self.newest.max(self.read_to);
            self.etag = self.fresh_etag.take();
        }
        page.rows
    }

    fn forgive(&mut self, _: &Turn<'_>, _: &Error) -> bool {
        false
    }

    fn follow(&mut self, next: Next) {
        self.next = Some(next);
    }

    fn restart(&mut self) {
        self.running = false;
        self.etag = None;
    }

    fn progress(&self) -> Progress {
        Progress {
            phase: if self.running { "pull_requests" } else { "nothing" }.to_owned(),
            done: self.pages,
            total: (!self.running).then_some(self.pages),
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
