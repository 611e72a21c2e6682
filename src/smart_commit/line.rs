//! One line of a commit message: which command with which arguments is given to which list of issues.

use crate::unicode::{Class, tick};
use std::collections::BTreeSet;
use std::iter::Peekable;
use std::ops::Range;

/// The byte range of a key.
pub(super) type Place = Range<usize>;

/// A command as written.
pub(super) struct Given<'a> {
    /// Distinct keys in upper case.
    pub(super) issues: &'a [String],
    pub(super) name: &'a str,
    pub(super) args: &'a str,
    /// Where its `#` stands.
    pub(super) byte: usize,
    /// Whether it follows the list or another command, with nothing said between.
    pub(super) direct: bool,
}

/// What stands on a line, as far as it matters.
enum Token<'a> {
    /// Keys with nothing but glue between them.
    List { keys: Range<usize>, start: usize, end: usize },
    /// `#name`, and where its arguments start.
    Command { name: &'a str, byte: usize, args: usize },
}

/// Reads one line; `keys` are the keys on it.
#[inline(never)]
pub(super) fn read(text: &str, line: Range<usize>, keys: &[Place], give: &mut dyn FnMut(Given<'_>)) {
    let tokens = Tokens::new(line.clone(), text, keys).read();
    let mut issues = Vec::new();
    let mut open: Option<Open> = None;
    for (index, token) in tokens.iter().enumerate() {
        match token {
            Token::List { keys: list, start, end } => {
                let leads = match tokens.get(index + 1) {
                    Some(Token::Command { byte, .. }) => says_nothing(text.get(*end..*byte).unwrap_or_default()),
                    _ => false,
                };
                if open.is_none() || leads {
                    if let Some(open) = open.take() {
                        give(open.before_list(text, *start, &issues));
                    }
                    issues = distinct(text, keys.get(list.clone()).unwrap_or_default());
                }
            }
            Token::Command { name, byte, args } => {
                let before = index.checked_sub(1).and_then(|before| tokens.get(before));
                let direct = match before {
                    Some(Token::List { end, .. }) => says_nothing(text.get(*end..*byte).unwrap_or_default()),
                    _ => false,
                };
                let direct = direct || open.is_some();
                if let Some(open) = open.take() {
                    give(open.until(text, *byte, &issues));
                }
                // a command before any list is ignored
                open = (!issues.is_empty()).then_some(Open { name, byte: *byte, args: *args, direct });
            }
        }
    }
    if let Some(open) = open {
        give(open.until(text, line.end, &issues));
    }
}

/// The keys of a list, each once.
fn distinct(text: &str, keys: &[Place]) -> Vec<String> {
    let mut met = BTreeSet::new();
    let upper = keys.iter().filter_map(|place| text.get(place.clone())).map(str::to_ascii_uppercase);
    upper.filter(|key| met.insert(key.clone())).collect()
}

/// A command whose arguments have not ended yet.
struct Open<'a> {
    name: &'a str,
    byte: usize,
    args: usize,
    direct: bool,
}

impl<'a> Open<'a> {
    fn until(self, text: &'a str, end: usize, issues: &'a [String]) -> Given<'a> {
        let args = text.get(self.args..end).unwrap_or_default().trim();
        Given { issues, name: self.name, args, byte: self.byte, direct: self.direct }
    }

    /// The arguments end where another list takes over; what leads up to that list is no part of them.
    fn before_list(self, text: &'a str, list: usize, issues: &'a [String]) -> Given<'a> {
        let given = self.until(text, list, issues);
        Given { args: given.args.trim_end_matches(ends_before_list), ..given }
    }
}

struct Tokens<'a> {
    text: &'a str,
    line: Range<usize>,
    keys: Peekable<std::iter::Enumerate<std::slice::Iter<'a, Place>>>,
    tokens: Vec<Token<'a>>,
    /// Everything before was read.
    at: usize,
}

impl<'a> Tokens<'a> {
    fn new(line: Range<usize>, text: &'a str, places: &'a [Place]) -> Self {
        let at = line.start;
        Tokens { text, line, keys: places.iter().enumerate().peekable(), tokens: Vec::new(), at }
    }

    fn read(mut self) -> Vec<Token<'a>> {
        let start = self.line.start;
        let line = self.text.get(self.line.clone()).unwrap_or_default();
        for (hash, _) in line.match_indices('#') {
            let hash = start + hash;
            self.read_keys(hash);
            self.read_command(hash);
        }
        self.read_keys(self.line.end);
        self.tokens
    }

    /// Takes the keys before `end`; keys within the name of a command are part of the name.
    fn read_keys(&mut self, end: usize) {
        while let Some((index, place)) = self.keys.next_if(|(_, place)| place.start < end) {
            if place.start < self.at {
                continue;
            }
            let glued = self.text.get(self.at..place.start).is_some_and(|gap| gap.chars().all(is_glue));
            match self.tokens.last_mut() {
                Some(Token::List { keys, end, .. }) if glued => {
                    keys.end = index + 1;
                    *end = place.end;
                }
                _ => self.tokens.push(Token::List { keys: index..index + 1, start: place.start, end: place.end }),
            }
            self.at = place.end;
        }
    }

    /// Takes the command at a `#`, if there is one.
    fn read_command(&mut self, hash: usize) {
        if !self.may_start(hash) || self.keys.peek().is_some_and(|(_, place)| place.start == hash + 1) {
            return;
        }
        let rest = self.text.get(hash + 1..self.line.end).unwrap_or_default();
        let Some((name, length)) = name(rest) else { return };
        let args = hash + 1 + length;
        self.tokens.push(Token::Command { name, byte: hash, args });
        self.at = args;
    }

    /// A command is preceded by white space, or by the end of a key that may stand in brackets.
    fn may_start(&self, hash: usize) -> bool {
        let before = self.text.get(self.line.start..hash).unwrap_or_default();
        if before.ends_with(char::is_whitespace) {
            return true;
        }
        let bracket = usize::from(before.ends_with([')', ']']));
        let end = hash - bracket;
        matches!(self.tokens.last(), Some(Token::List { end: key_end, .. }) if *key_end == end)
    }
}

/// The name of a command behind its `#`, and the length of it with what is dropped.
fn name(rest: &str) -> Option<(&str, usize)> {
    rest.chars().next().filter(|first| Class::of(*first).is_letter())?;
    let length = rest.find(|c| !in_name(c)).unwrap_or(rest.len());
    let name = rest.get(..length)?.trim_end_matches(['-', '_']);
    let behind = rest.get(length..)?.trim_start_matches([',', '.', ';', ':', '!', '?']);
    let ends = behind.is_empty() || behind.starts_with(char::is_whitespace);
    (ends && !has_shape_of_key(name)).then_some((name, rest.len() - behind.len()))
}

fn in_name(character: char) -> bool {
    tick();
    matches!(character, '-' | '_')
        || matches!(Class::of(character), Class::Mark | Class::CasedLetter | Class::OtherLetter | Class::Digit)
}

/// `[A-Z][A-Z0-9_]*-[0-9]+`: an issue nobody knows, not the name of a step.
fn has_shape_of_key(name: &str) -> bool {
    let Some((project, number)) = name.split_once('-') else { return false };
    project.starts_with(|c: char| c.is_ascii_uppercase())
        && project.bytes().all(|b| b.is_ascii_uppercase() || b.is_ascii_digit() || b == b'_')
        && !number.is_empty()
        && number.bytes().all(|b| b.is_ascii_digit())
}

/// What may stand between the keys of a list.
fn is_glue(character: char) -> bool {
    tick();
    character.is_whitespace() || matches!(character, ',' | ';' | '&' | '+' | '(' | ')' | '[' | ']' | '#')
}

/// What belongs to a list and not to the arguments before it.
fn ends_before_list(character: char) -> bool {
    tick();
    character.is_whitespace() || matches!(character, '(' | '[' | ',' | ';' | '&' | '+' | '#')
}

/// Whether there is no letter and no number.
fn says_nothing(gap: &str) -> bool {
    !gap.chars().any(|c| Class::of(c).is_letter_or_number())
}
