//! Collects distinct keys in the order of their appearance, with a limit.

/// The keys kept so far; compares without regard to case and allocates only for a key that is new.
pub(super) struct Distinct<'a> {
    keys: &'a mut Vec<String>,
    most: usize,
    index: Index,
}

impl<'a> Distinct<'a> {
    pub(super) fn new(keys: &'a mut Vec<String>, most: usize) -> Self {
        Distinct { keys, most, index: Index::default() }
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
        true
    }

    fn holds(&mut self, written: &str) -> bool {
        if self.keys.len() <= FEW {
            return self.keys.iter().any(|key| key.eq_ignore_ascii_case(written));
        }
        self.index.catch_up(self.keys);
        self.index.finds(self.keys, written)
    }
}

/// Where keys stand in the list, by their hashes: each slot holds a place in the list plus one, or nothing. Collisions go to
/// the next free slot. Whoever writes keys that collide on purpose is stopped by the limit of keys.
#[derive(Default)]
struct Index {
    slots: Vec<u32>,
    indexed: usize,
}

impl Index {
    /// Takes in the keys that were added since, at most half as many as there are slots.
    fn catch_up(&mut self, keys: &[String]) {
        if keys.len() * 2 > self.slots.len() {
            *self = Index { slots: vec![0; (keys.len() * 4).next_power_of_two()], indexed: 0 };
        }
        for (place, key) in (1..).zip(keys).skip(self.indexed) {
            let free = self.probe(key).find(|slot| self.slots.get(*slot) == Some(&0));
            if let Some(slot) = free.and_then(|slot| self.slots.get_mut(slot)) {
                *slot = place;
            }
        }
        self.indexed = keys.len();
    }

    fn finds(&self, keys: &[String], written: &str) -> bool {
        let places = self.probe(written).map(|slot| self.slots.get(slot).copied().unwrap_or_default());
        let mut candidates = places.take_while(|place| *place != 0);
        candidates.any(|place| keys.get(place as usize - 1).is_some_and(|key| key.eq_ignore_ascii_case(written)))
    }

    /// The slots where a key may stand, the likeliest first.
    fn probe(&self, key: &str) -> impl Iterator<Item = usize> + use<> {
        let hash =
            key.bytes().fold(FNV_BASIS, |hash, b| (hash ^ u32::from(b.to_ascii_uppercase())).wrapping_mul(FNV_PRIME));
        let mask = self.slots.len().wrapping_sub(1);
        let first = hash as usize & mask;
        (first..first + self.slots.len()).map(move |slot| slot & mask)
    }
}

/// Up to so many keys a look at each is cheaper than an index.
const FEW: usize = 4;
/// FNV-1a, by <http://www.isthe.com/chongo/tech/comp/fnv/>.
const FNV_BASIS: u32 = 0x811c_9dc5;
const FNV_PRIME: u32 = 0x0100_0193;
