//! The commits that were met, remembered in little space.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

/// The commits that were met, as the first twelve hex digits of their ids.
///
/// While a round goes on, its first 4,096 are remembered; for ever, one in 64 and the heads. A repository of 100,000
/// commits so needs some 25 kB. Two commits with the same twelve digits in one repository are not expected within the
/// age of anybody's Jira: 10 million commits meet with a chance of one in six.
#[derive(Default, Serialize, Deserialize)]
pub struct Met {
    /// Those of rounds that are over: what lies behind them was met, too.
    settled: BTreeSet<String>,
    heads: BTreeSet<String>,
    /// Those of the running round: what lies behind them is awaited by the walk that met them.
    fresh: BTreeSet<String>,
}

/// How many commits of a round are remembered one by one.
const REMEMBERED: usize = 4_096;

/// How many hex digits of an id are remembered.
const DIGITS: usize = 12;

impl Met {
    /// Whether a commit is remembered; one that was met and is not one of those that stay is not.
    pub fn contains(&self, sha: &str) -> bool {
        self.is_settled(sha) || self.fresh.contains(short(sha))
    }

    /// Whether a commit is remembered from a round that is over, so that all behind it was met.
    pub fn is_settled(&self, sha: &str) -> bool {
        self.settled.contains(short(sha)) || self.heads.contains(short(sha))
    }

    /// Remembers a commit, if there is room or it is one of those that stay.
    pub fn insert(&mut self, sha: &str) {
        if self.fresh.len() < REMEMBERED || is_milestone(sha) {
            self.fresh.insert(short(sha).to_owned());
        }
    }

    /// Forgets all but the milestones and the heads, once a round is over.
    pub fn thin<'a>(&mut self, heads: impl Iterator<Item = &'a str>) {
        self.settled.extend(std::mem::take(&mut self.fresh).into_iter().filter(|digits| is_milestone(digits)));
        self.heads = heads.map(|sha| short(sha).to_owned()).collect();
    }

    /// Whether it is a head whose whole history was read by a round that is over.
    pub fn was_read_from(&self, head: &str) -> bool {
        self.heads.contains(short(head))
    }
}

fn short(sha: &str) -> &str {
    sha.get(..DIGITS).unwrap_or(sha)
}

/// Whether an id is one of the one in 64 that are remembered for ever: the first six bits are zero.
fn is_milestone(sha: &str) -> bool {
    let mut digits = sha.bytes();
    digits.next() == Some(b'0') && matches!(digits.next(), Some(b'0'..=b'3'))
}
