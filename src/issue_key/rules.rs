//! What counts as a project, compiled once and shared: the projects that exist, or the shape of their keys.

use super::noise::is_noise;
use super::scan::is_word;
use regex::{Regex, RegexBuilder};
use serde::{Deserialize, Serialize};
use std::cmp::Ordering;
use std::fmt;
use std::sync::Arc;

/// The rules as they are written in a configuration.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct RulesOptions {
    /// Every project key that leads to an issue: current, former and archived ones. `None`: nobody can say; empty: none.
    pub known: Option<Vec<String>>,
    /// Jira's pattern for project keys, used only without `known` and beside the usual shape.
    pub project_pattern: Option<String>,
    /// How many distinct keys are kept of a text.
    pub max_keys: usize,
    /// The hosts of this Jira, with or without a port; keys in links to other hosts are left out. `None`: all links count.
    pub instance_hosts: Option<Vec<String>>,
}

impl Default for RulesOptions {
    fn default() -> Self {
        RulesOptions { known: None, project_pattern: None, max_keys: 500, instance_hosts: None }
    }
}

/// Which of the keys that are found a connection wants.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct KeyRules {
    /// The projects whose keys are kept; absent means all, an empty list none.
    pub served: Option<Vec<String>>,
    /// Keys or project keys that are left out.
    pub ignored: Vec<String>,
    /// A regular expression that a whole key, in capitals, must match; empty matches all.
    pub key_pattern: String,
}

/// The rules, ready for use.
#[derive(Clone, Debug)]
pub struct Rules {
    known: Option<Arc<Words>>,
    pattern: Option<Regex>,
    max_keys: usize,
    hosts: Option<Arc<Words>>,
    served: Option<Words>,
    ignored: Words,
    key_pattern: Option<Regex>,
}

/// Why a key is not wanted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Unwanted {
    Ignored,
    NotServed,
    Pattern,
}

impl Rules {
    /// Compiles the options.
    ///
    /// # Errors
    ///
    /// When the project pattern is needed and not understood; the error holds the rules without it.
    pub fn new(options: RulesOptions) -> Result<Rules, PatternError> {
        let pattern = options.project_pattern.filter(|_| options.known.is_none());
        let mut rules = Rules {
            known: options.known.map(Words::new).map(Arc::new),
            max_keys: options.max_keys,
            hosts: options.instance_hosts.map(Words::new).map(Arc::new),
            ..Rules::unknown()
        };
        match pattern.map(|pattern| compile(&pattern)).transpose() {
            Ok(pattern) => rules.pattern = pattern,
            Err(reason) => return Err(PatternError { reason, rules: Box::new(rules) }),
        }
        Ok(rules)
    }

    /// Rules for when nobody can say which projects exist: the usual shape, no look-alikes, upper case only.
    pub fn unknown() -> Rules {
        let RulesOptions { max_keys, .. } = RulesOptions::default();
        let ignored = Words::default();
        Rules { known: None, pattern: None, max_keys, hosts: None, served: None, ignored, key_pattern: None }
    }

    /// Rules for a set of projects, in any case.
    pub fn known<I: IntoIterator<Item: AsRef<str>>>(keys: I) -> Rules {
        Rules { known: Some(Arc::new(Words::new(keys))), ..Rules::unknown() }
    }

    /// These rules for a connection, which wants only some of the keys.
    ///
    /// # Errors
    ///
    /// A sentence when the connection's pattern is none.
    pub fn wanting(&self, keys: &KeyRules) -> Result<Rules, String> {
        let pattern = Some(keys.key_pattern.as_str()).filter(|pattern| !pattern.is_empty());
        Ok(Rules {
            served: keys.served.as_ref().map(Words::new),
            ignored: Words::new(&keys.ignored),
            key_pattern: pattern.map(compile).transpose()?,
            ..self.clone()
        })
    }

    /// Whether the projects are known, hence lower-case keys possible.
    pub fn knows_projects(&self) -> bool {
        self.known.is_some()
    }

    /// Whether no text can hold a key.
    pub(super) fn match_nothing(&self) -> bool {
        self.known.as_ref().is_some_and(|known| known.sorted.is_empty())
    }

    /// The length of the longest possible project key.
    pub(super) fn longest_project(&self) -> usize {
        self.known.as_ref().map_or(LONGEST_PROJECT, |known| known.longest())
    }

    /// Whether a candidate is a project. `shaped` says whether all of it but its first character has the usual shape.
    pub(super) fn is_project(&self, candidate: &[u8], shaped: bool) -> bool {
        if let Some(known) = &self.known {
            return known.contains(candidate);
        }
        (has_usual_shape(candidate, shaped) || self.matches_pattern(candidate)) && !is_noise(candidate)
    }

    #[inline(never)]
    fn matches_pattern(&self, candidate: &[u8]) -> bool {
        let text = std::str::from_utf8(candidate).unwrap_or_default();
        self.pattern.as_ref().is_some_and(|pattern| pattern.is_match(text))
    }

    /// Why a key is not wanted here, if it is not: its project not served, one of them ignored, of another form.
    pub(super) fn unwanted(&self, project: &[u8], key: &[u8]) -> Option<Unwanted> {
        if self.served.as_ref().is_some_and(|served| !served.contains(project)) {
            Some(Unwanted::NotServed)
        } else if self.ignored.contains(project) || self.ignored.contains(key) {
            Some(Unwanted::Ignored)
        } else if self.key_pattern.as_ref().is_some_and(|pattern| !matches_key(pattern, key)) {
            Some(Unwanted::Pattern)
        } else {
            None
        }
    }

    /// Whether a text ends with a project that is known.
    pub(super) fn end_in_project(&self, text: &[u8]) -> bool {
        self.known.as_ref().is_some_and(|known| known.end(text))
    }

    /// Whether an upper-case candidate that is a project has the usual shape, or only matches Jira's pattern.
    pub(super) fn by_pattern_only(&self, candidate: &[u8], shaped: bool) -> bool {
        self.known.is_none() && !has_usual_shape(candidate, shaped)
    }

    /// Whether a candidate is a common look-alike, which counts only where the projects are not known.
    pub(super) fn is_noise(&self, candidate: &[u8]) -> bool {
        self.known.is_none() && is_noise(candidate)
    }

    pub(super) fn max_keys(&self) -> usize {
        self.max_keys
    }

    pub(super) fn has_hosts(&self) -> bool {
        self.hosts.is_some()
    }

    /// Whether a URL's `user@host:port` is one of this Jira's hosts, named with its port or without.
    pub(super) fn has_host(&self, authority: &str) -> bool {
        let host = authority.rsplit('@').next().unwrap_or_default();
        let bare = match host.rsplit_once(':') {
            Some((bare, port)) if port.bytes().all(|b| b.is_ascii_digit()) => bare,
            _ => host,
        };
        let hosts = self.hosts.as_ref();
        hosts.is_some_and(|hosts| hosts.contains(host.as_bytes()) || hosts.contains(bare.as_bytes()))
    }
}

/// Jira's project pattern is not understood here; the usual shape of project keys serves instead.
#[derive(Debug)]
pub struct PatternError {
    reason: String,
    rules: Box<Rules>,
}

impl PatternError {
    /// The rules without the pattern, to go on with after the warning.
    pub fn fall_back(self) -> Rules {
        *self.rules
    }
}

impl fmt::Display for PatternError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "expected a pattern for project keys, found {}", self.reason)
    }
}

impl std::error::Error for PatternError {}

/// The pattern, made to match a whole candidate; or the last line of the compiler's complaint, which says what is wrong.
fn compile(pattern: &str) -> Result<Regex, String> {
    let build = |text: &str| RegexBuilder::new(text).size_limit(LARGEST_PATTERN).build();
    build(pattern).and_then(|_| build(&format!(r"\A(?:{pattern})\z"))).map_err(|error| {
        let said = error.to_string();
        said.lines().last().unwrap_or_default().trim().trim_start_matches("error: ").to_owned()
    })
}

/// The shape that keys of projects have unless an administrator changed it. `shaped` speaks of all but the first character.
fn has_usual_shape(candidate: &[u8], shaped: bool) -> bool {
    shaped && (2..=LONGEST_PROJECT).contains(&candidate.len()) && candidate.first().is_some_and(u8::is_ascii_uppercase)
}

/// Whether a key, once in capitals, matches a pattern.
#[inline(never)]
fn matches_key(pattern: &Regex, key: &[u8]) -> bool {
    pattern.is_match(&String::from_utf8_lossy(key).to_ascii_uppercase())
}

/// A set of words without regard to ASCII case, sorted by length and then by bytes.
#[derive(Clone, Debug, Default)]
struct Words {
    sorted: Vec<Box<str>>,
    /// The [`bit`]s of their last bytes.
    last: u64,
}

impl Words {
    fn new<I: IntoIterator<Item: AsRef<str>>>(words: I) -> Words {
        let upper = words.into_iter().map(|word| word.as_ref().to_ascii_uppercase());
        let mut sorted: Vec<Box<str>> = upper.filter(|word| !word.is_empty()).map(Into::into).collect();
        sorted.sort_unstable_by(|a, b| a.len().cmp(&b.len()).then_with(|| a.cmp(b)));
        sorted.dedup();
        let last = sorted.iter().filter_map(|word| word.bytes().last()).fold(0, |last, byte| last | bit(byte));
        Words { sorted, last }
    }

    fn longest(&self) -> usize {
        self.sorted.last().map_or(0, |word| word.len())
    }

    /// Whether a text ends with one of them, all of word characters. Most do not even end with the last byte of one.
    fn end(&self, text: &[u8]) -> bool {
        if text.last().is_none_or(|byte| self.last & bit(*byte) == 0) {
            return false;
        }
        let run = text.iter().rev().take(self.longest()).take_while(|byte| is_word(**byte)).count();
        (1..=run).filter_map(|length| text.get(text.len() - length..)).any(|end| self.contains(end))
    }

    fn contains(&self, word: &[u8]) -> bool {
        self.sorted.binary_search_by(|probe| compare(probe.as_bytes(), word)).is_ok()
    }
}

/// One of 64 bits for a byte, the same for both cases of a letter. Two of the characters of words never have the same.
fn bit(byte: u8) -> u64 {
    1 << (byte.to_ascii_uppercase() & 63)
}

fn compare(probe: &[u8], word: &[u8]) -> Ordering {
    let bytes = || probe.iter().copied().cmp(word.iter().map(u8::to_ascii_uppercase));
    probe.len().cmp(&word.len()).then_with(bytes)
}

/// Jira's database holds no longer project key.
const LONGEST_PROJECT: usize = 255;

/// In bytes of compiled program; real patterns need a few hundred.
const LARGEST_PATTERN: usize = 1 << 20;
