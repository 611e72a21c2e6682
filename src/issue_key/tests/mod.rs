//! Issue keys: a table of cases with their reasons, laws on random texts, and a second, naive reading of the rules.

mod absence;
mod explained;
mod laws;
pub(crate) mod naive;
mod options;
mod places;
pub(crate) mod random;
mod table;
