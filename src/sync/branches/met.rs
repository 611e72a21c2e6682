//! The commits that were met, remembered in little space.

use std::fmt;

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde::de::{Error, Unexpected, Visitor};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// The commits that were met, as the first twelve hex digits of their ids.
///
/// While a round goes on, its first 1,024 are remembered; for ever, one in 64 and the heads. A repository of 100,000
/// commits so needs some 13 kB. Two commits with the same twelve digits in one repository are not expected within the
/// age of anybody's Jira: 10 million commits meet with a chance of one in six.
#[derive(Default, Serialize, Deserialize)]
pub struct Met {
    /// Those of rounds that are over: what lies behind them was met, too.
    settled: Ids,
    heads: Ids,
    /// Those of the running round: what lies behind them is awaited by the walk that met them.
    fresh: Ids,
}

/// How many commits of a round are remembered one by one: the state is read and written with every page, and most branches leave
/// the default branch at one of its newest commits. One that leaves it earlier is read on to the next of one in 64.
const REMEMBERED: usize = 1_024;

impl Met {
    /// Whether a commit is remembered; one that was met and is not one of those that stay is not.
    pub fn contains(&self, sha: &str) -> bool {
        short(sha).is_some_and(|id| self.settles(id) || self.fresh.contains(id))
    }

    /// Whether a commit is remembered from a round that is over, so that all behind it was met.
    pub fn is_settled(&self, sha: &str) -> bool {
        short(sha).is_some_and(|id| self.settles(id))
    }

    fn settles(&self, id: u64) -> bool {
        self.settled.contains(id) || self.heads.contains(id)
    }

    /// Remembers a commit, if there is room or it is one of those that stay.
    pub fn insert(&mut self, sha: &str) {
        let room = self.fresh.0.len() < REMEMBERED;
        self.fresh.extend(short(sha).filter(|id| room || is_milestone(*id)));
    }

    /// Forgets all but the milestones and the heads, once a round is over.
    pub fn thin<'a>(&mut self, heads: impl Iterator<Item = &'a str>) {
        self.settled.extend(std::mem::take(&mut self.fresh.0).into_iter().filter(|id| is_milestone(*id)));
        self.heads = Ids::default();
        self.heads.extend(heads.filter_map(short));
    }

    /// Whether it is a head whose whole history was read by a round that is over.
    pub fn was_read_from(&self, head: &str) -> bool {
        short(head).is_some_and(|id| self.heads.contains(id))
    }
}

/// The first twelve hex digits of an id as a number. What is no hex is never remembered, and so read once more.
fn short(sha: &str) -> Option<u64> {
    u64::from_str_radix(sha.get(..12).unwrap_or(sha), 16).ok()
}

/// Whether an id is one of the one in 64 that are remembered for ever: the first six of its 48 bits are zero.
fn is_milestone(id: u64) -> bool {
    id >> 42 == 0
}

/// Ids as numbers in their order; in JSON one text, base64 (RFC 4648, section 5) of their six bytes each, for they are read and
/// written with every page.
#[derive(Default)]
struct Ids(Vec<u64>);

impl Ids {
    fn contains(&self, id: u64) -> bool {
        self.0.binary_search(&id).is_ok()
    }

    fn extend(&mut self, ids: impl IntoIterator<Item = u64>) {
        for id in ids {
            if let Err(at) = self.0.binary_search(&id) {
                self.0.insert(at, id);
            }
        }
    }
}

impl Serialize for Ids {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut bytes = Vec::with_capacity(self.0.len() * 6);
        for id in &self.0 {
            let [_, _, six @ ..] = id.to_be_bytes();
            bytes.extend_from_slice(&six);
        }
        serializer.serialize_str(&URL_SAFE_NO_PAD.encode(bytes))
    }
}

impl<'de> Deserialize<'de> for Ids {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Ids, D::Error> {
        struct Text;

        impl Visitor<'_> for Text {
            type Value = Ids;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("base64 of six bytes for each id")
            }

            fn visit_str<E: Error>(self, text: &str) -> Result<Ids, E> {
                let bytes = URL_SAFE_NO_PAD.decode(text).ok().filter(|bytes| bytes.len() % 6 == 0);
                let bytes = bytes.ok_or_else(|| E::invalid_value(Unexpected::Str(text), &self))?;
                let id = |six: &[u8]| {
                    let [a, b, c, d, e, f] = <[u8; 6]>::try_from(six).ok()?;
                    Some(u64::from_be_bytes([0, 0, a, b, c, d, e, f]))
                };
                Ok(Ids(bytes.chunks_exact(6).filter_map(id).collect()))
            }
        }

        deserializer.deserialize_str(Text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_met_is_read_back() {
        let mut met = Met::default();
        for sha in ["00e4dd15a7e2ffff", "ffffffffffff0000", "c1", "not hex"] {
            met.insert(sha);
        }
        let text = serde_json::to_string(&met).unwrap();
        assert_eq!(text, r#"{"settled":"","heads":"","fresh":"AAAAAADBAOTdFafi________"}"#);
        let back: Met = serde_json::from_str(&text).unwrap();
        for (sha, expected) in [("00e4dd15a7e20000", true), ("ffffffffffff", true), ("c1", true), ("c2", false)] {
            assert_eq!(back.contains(sha), expected, "{sha}");
        }
        assert!(!back.contains("not hex"));
        assert!(!back.is_settled("c1"));
    }

    #[test]
    fn a_text_of_other_bytes_is_refused() {
        for text in [r#""AAAA""#, r#""AAAAAAA!""#, r#"["00e4dd15a7e2"]"#] {
            assert!(serde_json::from_str::<Ids>(text).is_err(), "{text}");
        }
    }

    #[test]
    fn a_round_leaves_one_in_64_and_the_heads() {
        let mut met = Met::default();
        for number in 0..1_280_u64 {
            met.insert(&format!("{:012x}0000", number.reverse_bits() >> 16));
        }
        met.thin(["ffffffffffff0000"].into_iter());
        assert_eq!((met.settled.0.len(), met.heads.0.len(), met.fresh.0.len()), (20, 1, 0));
        assert!(met.was_read_from("ffffffffffffabcd"));
    }
}
