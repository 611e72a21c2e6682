//! Collects distinct keys in the order of their appearance, with a limit.

use std::collections::BTreeSet;

/// The keys kept so far; compares without regard to case and allocates only for a key that is new.
pub(super) struct Distinct<'a> {
    keys: &'a mut Vec<String>,
    most: usize,
    index: BTreeSet<String>,
    upper: String,
}

impl<'a> Distinct<'a> {
    pub(super) fn new(keys: &'a mut Vec<String>, most: usize) -> Self {
        Distinct { keys, most, index: BTreeSet::new(), upper: String::new() }
    }

    /// Keeps a key unless it is there already; false if it is neither kept nor there.
    pub(super) fn add(&mut self, written: &str) -> bool {
        if self.holds(written) {
            return true;
        }
        if self.keys.len() >= self.most {
            return false;
        }
        self.keys.push(written.to_ascii_uppercase());
        if !self.index.is_empty() {
            self.index.insert(written.to_ascii_uppercase());
        }
        true
    }

    fn holds(&mut self, written: &str) -> bool {
        if self.keys.len() <= FEW {
            return self.keys.iter().any(|key| key.eq_ignore_ascii_case(written));
        }
        if self.index.is_empty() {
            self.index.extend(self.keys.iter().cloned());
        }
        self.upper.clear();
        self.upper.push_str(written);
        self.upper.make_ascii_uppercase();
        self.index.contains(&self.upper)
    }
}

/// Up to so many keys a look at each is cheaper than an index.
const FEW: usize = 16;
