//! Finds Jira issue keys in commit messages, branch names, titles and descriptions: text in, keys and their places out.
//!
//! A key is `PROJECT-NUMBER`. Which projects exist decides best (`Rules::known`); where nobody can say, the usual shape of a
//! project key and a list of common look-alikes (`UTF-8`, `SHA-256`) stand in (`Rules::unknown`).
//!
//! ```
//! use jigit::issue_key::{Field, Rules, extract};
//!
//! let rules = Rules::known(["PAY", "OPS"]);
//! let found = extract("pay-7: retry, see OPS-12 (UTF-8)", Field::Commit, &rules);
//! assert_eq!(found.keys, ["PAY-7", "OPS-12"]);
//! ```
//!
//! # Laws
//!
//! - One pass, no backtracking: each stretch of text is looked at a bounded number of times, whatever it holds.
//! - Whatever is accepted as a key counts as one for what follows (no overlap, anchoring), even where it is then left out
//!   because its project is not served, it is ignored, its link leads elsewhere, or there are too many keys.
//! - Text behind the first MiB does not exist.
//!
//! # Not handled
//!
//! Ranges and short lists (`XY-1..5`, `XY-1/2`) give their first key only. Moved issues and renamed projects are resolved by
//! the caller.

mod absence;
mod browse;
mod distinct;
mod explain;
mod noise;
mod rules;
mod scan;
#[cfg(test)]
pub(crate) mod tests;

pub use absence::are_absent;
pub use explain::{Because, Explanation, Hit, Miss, Reason, explain};
pub use rules::{KeyRules, PatternError, Rules, RulesOptions};

use distinct::Distinct;
use serde::{Deserialize, Serialize};
use std::ops::Range;

/// Where a text comes from; it decides whether lower-case keys count and whether HTML comments are skipped.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Field {
    /// A commit message: lower-case keys only at the start of a line.
    Commit,
    /// A branch name: lower-case keys anywhere.
    Branch,
    /// The title of a pull request: as a commit message.
    PrTitle,
    /// The description of a pull request: no lower-case keys, HTML comments are not read.
    PrBody,
}

/// One place where a key stands, as ranges of the original text that cover the key and nothing else.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Occurrence {
    /// The key in upper case.
    pub key: String,
    /// The range in UTF-8 bytes, in JSON `[start, end]`.
    #[serde(with = "pair")]
    pub byte: Range<usize>,
    /// The range in UTF-16 units, in JSON `[start, end]`.
    #[serde(with = "pair")]
    pub utf16: Range<usize>,
}

/// All that `extract` finds.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Extraction {
    /// The distinct keys in upper case, in the order of their first appearance.
    pub keys: Vec<String>,
    /// Every occurrence of these keys, in the order of the text.
    pub occurrences: Vec<Occurrence>,
    /// Whether keys were left out because there were too many, or because the text was longer than a MiB.
    pub truncated: bool,
}

/// Finds the keys of a text and every place where they stand.
pub fn extract(text: &str, field: Field, rules: &Rules) -> Extraction {
    let read = readable(text);
    let mut found = Extraction { truncated: read.len() < text.len(), ..Extraction::default() };
    let mut distinct = Distinct::new(&mut found.keys, rules.max_keys());
    let mut units = Units::default();
    scan::each_key(read, field, rules, &mut |byte| {
        let written = read.get(byte.clone()).unwrap_or_default();
        if distinct.add(written) {
            let utf16 = units.range(read, &byte);
            found.occurrences.push(Occurrence { key: written.to_ascii_uppercase(), byte, utf16 });
        } else {
            found.truncated = true;
        }
    });
    found
}

/// Adds to `into` the keys of a text that it does not hold yet, up to the rules' number of keys in all, and says whether
/// something was left out. Cheaper than `extract`: nothing is allocated but the keys.
pub fn keys(text: &str, field: Field, rules: &Rules, into: &mut Vec<String>) -> bool {
    let read = readable(text);
    let mut truncated = read.len() < text.len();
    let mut distinct = Distinct::new(into, rules.max_keys());
    scan::each_key(read, field, rules, &mut |byte| {
        truncated |= !distinct.add(read.get(byte).unwrap_or_default());
    });
    truncated
}

/// The byte ranges of all keys of a commit message, however many; for smart commits.
#[inline(never)]
pub(crate) fn places(message: &str, rules: &Rules) -> Vec<Range<usize>> {
    let mut places = Vec::new();
    scan::each_key(readable(message), Field::Commit, rules, &mut |byte| places.push(byte));
    places
}

/// The start of a text that is read.
fn readable(text: &str) -> &str {
    let end = (0..=MOST_BYTES.min(text.len())).rev().find(|at| text.is_char_boundary(*at));
    end.and_then(|end| text.get(..end)).unwrap_or_default()
}

/// Counts UTF-16 units up to places of a text that start ever later.
#[derive(Default)]
struct Units {
    byte: usize,
    utf16: usize,
}

impl Units {
    fn range(&mut self, text: &str, byte: &Range<usize>) -> Range<usize> {
        let before = text.get(self.byte..byte.start).unwrap_or_default();
        let start = self.utf16 + units(before.as_bytes());
        *self = Units { byte: byte.start, utf16: start };
        // a key is ASCII: as many units as bytes
        start..start + byte.len()
    }
}

/// The UTF-16 units of UTF-8: one for each character, two where it takes four bytes. Sixteen ASCII bytes are counted at once.
fn units(utf8: &[u8]) -> usize {
    let pieces = utf8.chunks_exact(16);
    let rest = pieces.remainder();
    let count = |bytes: &[u8]| {
        let starts = bytes.iter().filter(|b| **b & 0xc0 != 0x80).count();
        starts + bytes.iter().filter(|b| **b >= 0xf0).count()
    };
    let not_ascii = u128::from_ne_bytes([0x80; 16]);
    let is_ascii = |piece: &[u8]| piece.try_into().is_ok_and(|piece| u128::from_ne_bytes(piece) & not_ascii == 0);
    pieces.map(|piece| if is_ascii(piece) { 16 } else { count(piece) }).sum::<usize>() + count(rest)
}

/// A range as `[start, end]`.
mod pair {
    use serde::{Deserialize, Deserializer, Serialize, Serializer};
    use std::ops::Range;

    pub fn serialize<S: Serializer>(range: &Range<usize>, serializer: S) -> Result<S::Ok, S::Error> {
        (range.start, range.end).serialize(serializer)
    }

    pub fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Range<usize>, D::Error> {
        <(usize, usize)>::deserialize(deserializer).map(|(start, end)| start..end)
    }
}

/// How much of a text is read; messages beyond it are generated, and reading stays cheap.
const MOST_BYTES: usize = 1 << 20;
