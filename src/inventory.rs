//! The data inventory: every column of every table of ours, what it means, where it comes from and how long it stays.
//!
//! A test compares it with the tables of a running Jira: a column without a line here fails, and so does the reverse.

use serde::Serialize;

/// One column that is stored.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Item {
    /// The table's name without its prefix.
    pub table: &'static str,
    /// The column's name.
    pub column: &'static str,
    /// The field of the model that it holds, or empty for our own bookkeeping.
    pub field: &'static str,
    /// What it means.
    pub meaning: &'static str,
    /// Where it comes from.
    pub source: &'static str,
    /// Whether it is or may contain personal data.
    pub personal: bool,
    /// How long it stays.
    pub retention: &'static str,
}

/// Every column that is stored.
pub static INVENTORY: &[Item] = &[];
