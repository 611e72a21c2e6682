//! Links to issues of other Jiras: is the key that stands behind `/browse/` in a URL of a foreign host?

use super::rules::Rules;
use crate::unicode::tick;

/// Remembers what was read of the link at hand, so that a text of one endless link is still read once.
#[derive(Default)]
pub(super) struct Links {
    read_to: usize,
    link: Option<Link>,
}

#[derive(Clone, Copy)]
struct Link {
    host_end: usize,
    foreign: bool,
}

impl Links {
    /// Whether the key at `key` stands in `scheme://host/.../browse/KEY` and the host is none of this Jira's.
    pub(super) fn lead_elsewhere(&mut self, text: &str, key: usize, rules: &Rules) -> bool {
        if !rules.has_hosts() {
            return false;
        }
        let Some(path) = text.get(..key).and_then(|before| before.strip_suffix("/browse/")) else {
            return false;
        };
        self.read(text, key, rules);
        self.link.is_some_and(|link| link.foreign && link.host_end <= path.len())
    }

    /// Brings `link` up to date: the link that is open at `to`.
    fn read(&mut self, text: &str, to: usize, rules: &Rules) {
        let new = text.get(self.read_to..to).unwrap_or_default();
        for (at, character) in new.char_indices().rev() {
            tick();
            if ends_link(character) {
                self.link = None;
                break;
            }
            let at = self.read_to + at;
            let behind = text.get(at..).unwrap_or_default();
            let Some(rest) = behind.strip_prefix("://") else { continue };
            if ends_with_scheme(text.get(..at).unwrap_or_default()) {
                let length = rest.find(ends_authority).unwrap_or(rest.len());
                let authority = rest.get(..length).unwrap_or_default();
                let foreign = !authority.is_empty() && !rules.has_host(authority);
                self.link = Some(Link { host_end: at + 3 + length, foreign });
                break;
            }
        }
        self.read_to = to;
    }
}

/// A scheme is a letter, then letters, digits, `+`, `-`, `.`.
fn ends_with_scheme(before: &str) -> bool {
    let scheme = before.bytes().rev().take_while(|b| b.is_ascii_alphanumeric() || b"+-.".contains(b));
    scheme.take(LONGEST_SCHEME).any(|b| b.is_ascii_alphabetic())
}

fn ends_link(character: char) -> bool {
    character.is_whitespace() || character.is_control() || matches!(character, '<' | '>' | '"' | '`')
}

fn ends_authority(character: char) -> bool {
    ends_link(character) || matches!(character, '/' | '?' | '#' | '\\')
}

/// Registered schemes are far shorter.
const LONGEST_SCHEME: usize = 64;
