//! Lists the repositories of a connection's scope.

use serde::{Deserialize, Serialize};

use super::{Progress, Turn, Work};
use crate::error::{Code, Error};
use crate::host::{Next, Page, Want};
use crate::model::Update;
use crate::time::Timestamp;

/// The saved state of a listing.
#[derive(Default, Serialize, Deserialize)]
pub struct Repositories {
    running: bool,
    /// The owner turned out to be a user, not an organisation.
    as_user: bool,
    next: Option<Next>,
    found: i64,
    complete: bool,
}

impl Work for Repositories {
    fn begin(&mut self, _: &Turn<'_>, _: Timestamp) {
        if !self.running {
            self.running = true;
            self.next = None;
            self.found = 0;
        }
    }

    fn want(&self, turn: &Turn<'_>) -> Result<Option<(Want, Option<Next>)>, Error> {
        Ok(self.running.then(|| (turn.scope(self.as_user), self.next.clone())))
    }

    fn absorb(&mut self, _: &Turn<'_>, page: Page, _: Timestamp) -> Update {
        self.found += i64::try_from(page.rows.repositories.len()).unwrap_or(i64::MAX);
        self.next = page.next;
        if self.next.is_none() {
            self.running = false;
            self.complete = true;
        }
        page.rows
    }

    fn forgive(&mut self, turn: &Turn<'_>, error: &Error) -> bool {
        let owner = matches!(turn.scope(self.as_user), Want::Repositories { owner: Some(_), .. });
        let forgiven = error.code == Code::NotFound && owner && self.next.is_none();
        self.as_user |= forgiven;
        forgiven
    }

    fn follow(&mut self, next: Next) {
        self.next = Some(next);
    }

    fn restart(&mut self) {
        self.running = false;
        self.as_user = false;
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
