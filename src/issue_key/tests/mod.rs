//! Issue keys: a table of cases with their reasons, laws on random texts, and a second, naive reading of the rules.

mod laws;
pub(crate) mod naive;
mod options;
mod places;
pub(crate) mod random;
mod table;

use std::cell::Cell;

thread_local! {
    /// How many characters the scanner looked at, on this thread.
    pub(crate) static WORK: Cell<u64> = const { Cell::new(0) };
}
