//! Reads the pull requests of a repository, last updated first, down to where the round before began.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::{Progress, Turn, Work};
use crate::error::{Code, Error};
use crate::host::{Next, Page, Partial, Want};
use crate::json;
use crate::model::{PullRequest, Update};
use crate::signature::sha256_hex;
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
    /// Those that were read alone lately: as long as the list says the same of them, they are as they are stored.
    #[serde(default)]
    whole: BTreeMap<i64, Whole>,
    /// Whether the server does not answer in bulk.
    no_bulk: bool,
    pages: i64,
    seen: i64,
    complete: bool,
}

/// A pull request that was read alone.
#[derive(Serialize, Deserialize)]
struct Whole {
    /// The digest of what the list said of it.
    #[serde(rename = "d")]
    listed: String,
    /// When it was.
    #[serde(rename = "t")]
    read: Timestamp,
}

/// What a list cuts may change behind the cut, so it is read alone again after a day.
const WHOLE_MS: i64 = 86_400_000;

/// Items that were updated in the same moments as the last round's newest are read again.
const OVERLAP_MS: i64 = 300_000;

/// Where a host tells no updates, its clock is compared with ours; they may be this far apart.
const CLOCKS_MS: i64 = 3_600_000;

impl Work for PullRequests {
    fn begin(&mut self, turn: &Turn<'_>, now: Timestamp) {
        if !self.running && self.details.is_empty() && turn.connection.pull_requests {
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

    fn absorb(&mut self, _: &Turn<'_>, mut page: Page, now: Timestamp) -> Result<Update, Error> {
        if !self.details.is_empty() {
            self.details.remove(0);
            return Ok(page.rows);
        }
        if page.unchanged {
            self.running = false;
            return Ok(Update::default());
        }
        if self.pages == 0 {
            self.fresh_etag = page.etag.take();
        }
        self.pages += 1;
        let pulls = &page.rows.pull_requests;
        self.seen += i64::try_from(pulls.len()).unwrap_or(i64::MAX);
        self.timeless |= pulls.iter().any(|pull| pull.updated_at.is_none());
        self.newest = self.newest.max(pulls.iter().filter_map(|pull| pull.updated_at).max());
        let oldest = pulls.iter().filter_map(|pull| pull.updated_at).min();
        let met_the_end = !self.timeless && matches!((oldest, self.end()), (Some(oldest), Some(end)) if oldest < end);
        self.complete_cut(&mut page, now);
        self.next = page.next.filter(|_| !met_the_end);
        if self.next.is_none() {
            self.running = false;
            self.complete = true;
            let read_to = if self.timeless { self.began.map(|began| began.plus_ms(-CLOCKS_MS)) } else { self.newest };
            self.read_to = read_to.max(self.read_to);
            self.etag = self.fresh_etag.take();
            self.whole.retain(|_, whole| whole.is_recent(now));
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
        self.whole.clear();
    }

    fn again(&mut self) {
        *self = PullRequests::default();
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
    /// Plans to read alone what a list cut. What it says as it did when that was done last is stored, whole, and not told.
    fn complete_cut(&mut self, page: &mut Page, now: Timestamp) {
        for partial in std::mem::take(&mut page.partial) {
            let Partial::PullRequest(number) = partial else { continue };
            let pulls = &mut page.rows.pull_requests;
            let Some(listed) = pulls.iter().find(|pull| pull.number == number).map(digest) else { continue };
            if self.whole.get(&number).is_some_and(|whole| whole.listed == listed && whole.is_recent(now)) {
                pulls.retain(|pull| pull.number != number);
            } else {
                self.whole.insert(number, Whole { listed, read: now });
                self.details.push(number);
            }
        }
    }

    /// Nothing updated before this has to be read.
    fn end(&self) -> Option<Timestamp> {
        self.read_to.map(|read| read.plus_ms(-OVERLAP_MS)).max(self.since)
    }
}

impl Whole {
    fn is_recent(&self, now: Timestamp) -> bool {
        (0..WHOLE_MS).contains(&(now.0 - self.read.0))
    }
}

/// Sixteen hex digits for what a list says of a pull request.
fn digest(listed: &PullRequest) -> String {
    let mut digest = sha256_hex(json::write(listed).unwrap_or_default().as_bytes());
    digest.truncate(16);
    digest
}
