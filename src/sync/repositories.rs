//! Lists the repositories of a connection's scope, and tells which of them are not seen any more.

use serde::{Deserialize, Serialize};

use super::{Progress, Turn, Work, filter};
use crate::error::{Code, Error};
use crate::host::{Next, Page, Want};
use crate::model::{Pass, Update};
use crate::time::Timestamp;

/// The saved state of a listing.
#[derive(Default, Serialize, Deserialize)]
pub struct Repositories {
    running: bool,
    /// The owner turned out to be a user, not an organisation.
    as_user: bool,
    next: Option<Next>,
    found: i64,
    /// When the running listing began, in milliseconds since the epoch: its number.
    began: i64,
    /// Whether a page of it was read.
    started: bool,
    /// Whether a part of the scope could not be listed, so that what is missing may still be there.
    partial: bool,
    /// The number of the last whole listing.
    #[serde(default)]
    before: Option<i64>,
    complete: bool,
}

impl Work for Repositories {
    fn begin(&mut self, _: &Turn<'_>, now: Timestamp) {
        if !self.running {
            self.running = true;
            self.next = None;
            self.found = 0;
            self.began = now.0;
            self.started = false;
            self.partial = false;
        }
    }

    fn want(&self, turn: &Turn<'_>) -> Result<Option<(Want, Option<Next>)>, Error> {
        filter::Repositories::of(turn.connection)?;
        Ok(self.running.then(|| (turn.scope(self.as_user), self.next.clone())))
    }

    fn absorb(&mut self, turn: &Turn<'_>, page: Page, _: Timestamp) -> Result<Update, Error> {
        let mut rows = page.rows;
        let wanted = filter::Repositories::of(turn.connection)?;
        rows.repositories.retain(|repository| wanted.want(repository));
        self.found += i64::try_from(rows.repositories.len()).unwrap_or(i64::MAX);
        self.partial |= !page.skipped.is_empty();
        self.next = page.next;
        let last = self.next.is_none();
        // A repository can move to a page that was read already while the listing goes on, so one miss says too little.
        rows.pass = Some(Pass {
            number: self.began,
            first: !std::mem::replace(&mut self.started, true),
            last: last && !self.partial,
            before: self.before.unwrap_or(0),
            ..Pass::default()
        });
        if last {
            self.running = false;
            self.complete = true;
            self.before = Some(self.began).filter(|_| !self.partial).or(self.before);
        }
        Ok(rows)
    }

    fn forgive(&mut self, turn: &Turn<'_>, error: &Error, _: Timestamp) -> Result<bool, Error> {
        let owner = matches!(turn.scope(self.as_user), Want::Repositories { owner: Some(_), .. });
        let forgiven = error.code == Code::NotFound && owner && self.next.is_none();
        self.as_user |= forgiven;
        Ok(forgiven)
    }

    fn follow(&mut self, next: Next) {
        self.next = Some(next);
    }

    fn restart(&mut self) {
        self.running = false;
        self.as_user = false;
    }

    fn again(&mut self) {
        self.restart();
        self.complete = false;
    }

    fn progress(&self) -> Progress {
        Progress {
            phase: if self.running { "repositories" } else { "nothing" }.to_owned(),
            done: self.found,
            total: (!self.running).then_some(self.found),
            seen: self.found,
        }
    }

    fn complete(&self) -> bool {
        self.complete
    }

    fn history(&self) -> bool {
        false
    }
}
