//! The scanner: looks at each hyphen, forward for the number and backward for the project.
//!
//! Linear, because what is read around one hyphen is not read again for another: digits lie behind their hyphen, a run lies
//! between two hyphens, marks lie before one run, and looking back for the start of a line stops at letters, digits and the
//! last key.

use super::Field;
use super::browse::Links;
use super::explain::Reason;
use super::rules::{Rules, Unwanted};
use crate::unicode::{Class, ends_line, tick};
use memchr::memchr_iter;
use std::ops::Range;

/// Calls `found` for every key to be kept, with its byte range, in the order of the text.
pub(super) fn each_key(text: &str, field: Field, rules: &Rules, found: &mut dyn FnMut(Range<usize>)) {
    if rules.match_nothing() {
        return;
    }
    let lower = LowerCase::of(field, rules);
    if field == Field::PrBody {
        each_outside_comments(text, &mut |part, start| {
            Scan::new(part, lower, rules).run(&mut |key| found(start + key.start..start + key.end));
        });
    } else {
        Scan::new(text, lower, rules).run(found);
    }
}

/// Calls `part` with each part of the text between HTML comments and its offset. No key crosses a comment, so scanning the
/// parts finds what scanning a text with blanks for comments would.
pub(super) fn each_outside_comments(text: &str, part: &mut dyn FnMut(&str, usize)) {
    let mut start = 0;
    while let Some(rest) = text.get(start..) {
        let Some(open) = rest.find("<!--") else {
            return part(rest, start);
        };
        part(rest.get(..open).unwrap_or_default(), start);
        // `<!-->` is a whole comment
        let body = open + "<!".len();
        let Some(close) = rest.get(body..).and_then(|body| body.find("-->")) else {
            return;
        };
        start += body + close + "-->".len();
    }
}

/// Where a key may be written in lower or mixed case.
#[derive(Clone, Copy, PartialEq)]
pub(super) enum LowerCase {
    Anchored,
    Anywhere,
    Never,
}

impl LowerCase {
    pub(super) fn of(field: Field, rules: &Rules) -> LowerCase {
        match field {
            _ if !rules.knows_projects() => LowerCase::Never,
            Field::Branch => LowerCase::Anywhere,
            Field::Commit | Field::PrTitle => LowerCase::Anchored,
            Field::PrBody => LowerCase::Never,
        }
    }
}

/// The state of a scan.
pub(super) struct Scan<'a> {
    pub(super) text: &'a str,
    bytes: &'a [u8],
    pub(super) lower: LowerCase,
    pub(super) rules: &'a Rules,
    links: Links,
    /// Where the last key ends, kept or not; at first the start of the text.
    pub(super) last_end: usize,
    /// Whether that place is anchored: nothing but anchored keys, and no letter or number, before it on its line.
    last_anchored: bool,
}

/// The stretch of word characters before a hyphen.
pub(super) struct Run {
    /// Where it starts, an escape like `%2F` cut off.
    pub(super) start: usize,
    /// Whether an escape was cut off, which is a boundary.
    pub(super) escaped: bool,
    /// From here on there is no lower-case letter.
    pub(super) upper_from: usize,
    /// From here on there is no lower-case letter and no empty part (`__`, a trailing `_`).
    pub(super) shape_from: usize,
}

impl<'a> Scan<'a> {
    pub(super) fn new(text: &'a str, lower: LowerCase, rules: &'a Rules) -> Self {
        let links = Links::default();
        Scan { text, bytes: text.as_bytes(), lower, rules, links, last_end: 0, last_anchored: true }
    }

    fn run(mut self, found: &mut dyn FnMut(Range<usize>)) {
        for hyphen in memchr_iter(b'-', self.bytes) {
            if let Some(key) = self.key_at(hyphen)
                && self.left_out(hyphen, &key).is_none()
            {
                found(key);
            }
        }
    }

    /// The key around a hyphen, which counts for what follows even where it is then left out.
    pub(super) fn key_at(&mut self, hyphen: usize) -> Option<Range<usize>> {
        // most hyphens fail here, after a look at one byte on each side
        if !self.byte(hyphen + 1).is_some_and(|b| (b'1'..=b'9').contains(&b))
            || !hyphen.checked_sub(1).and_then(|at| self.byte(at)).is_some_and(|b| self.may_end_project(b))
        {
            return None;
        }
        let end = self.number_end(hyphen + 1).ok()?;
        let start = self.project_start(hyphen, end)?;
        self.accept(start, end);
        Some(start..end)
    }

    /// Why a key is left out, if it is.
    pub(super) fn left_out(&mut self, hyphen: usize, key: &Range<usize>) -> Option<Reason> {
        let project = self.bytes.get(key.start..hyphen).unwrap_or_default();
        let written = self.bytes.get(key.clone()).unwrap_or_default();
        match self.rules.unwanted(project, written) {
            Some(Unwanted::Ignored) => Some(Reason::Ignored),
            Some(Unwanted::NotServed) => Some(Reason::NotServed),
            Some(Unwanted::Pattern) => Some(Reason::KeyPattern),
            None => self.links.lead_elsewhere(self.text, key.start, self.rules).then_some(Reason::OtherJira),
        }
    }

    pub(super) fn byte(&self, at: usize) -> Option<u8> {
        self.bytes.get(at).copied()
    }

    /// Every candidate ends with the byte before the hyphen.
    fn may_end_project(&self, byte: u8) -> bool {
        is_word(byte) && (self.lower != LowerCase::Never || !byte.is_ascii_lowercase())
    }

    /// Where the number ends, if it has at most ten digits and a boundary behind it.
    pub(super) fn number_end(&self, start: usize) -> Result<usize, Reason> {
        let mut end = start;
        while self.byte(end).is_some_and(|b| b.is_ascii_digit()) {
            tick();
            end += 1;
            if end - start > MOST_DIGITS {
                return Err(Reason::TooLong);
            }
        }
        match self.text.get(end..).and_then(|behind| behind.chars().next()) {
            Some('.') if self.byte(end + 1).is_some_and(|b| b.is_ascii_digit()) => Err(Reason::Version),
            Some(next) if Class::of(next).glues() => Err(Reason::LetterAfter),
            _ => Ok(end),
        }
    }

    /// Where the project starts: the longest candidate before the hyphen that may be one.
    fn project_start(&self, hyphen: usize, end: usize) -> Option<usize> {
        let run = self.run_before(hyphen);
        let nearest = hyphen.saturating_sub(self.rules.longest_project());
        (run.start.max(nearest).max(self.last_end)..hyphen).find(|&start| {
            tick();
            let whole = start == run.start;
            (whole || start.checked_sub(1).and_then(|at| self.byte(at)) == Some(b'_'))
                && self.is_project(start, hyphen, &run)
                && (!whole || run.escaped || self.bounded_left(start))
                && !self.is_vulnerability(start, hyphen, end)
                && self.case_allows(start, &run)
        })
    }

    pub(super) fn run_before(&self, hyphen: usize) -> Run {
        let mut run = Run { start: hyphen, escaped: false, upper_from: 0, shape_from: 0 };
        let mut behind = b'_';
        for (at, &byte) in self.bytes.get(..hyphen).unwrap_or_default().iter().enumerate().rev() {
            tick();
            if !is_word(byte) {
                break;
            }
            if byte.is_ascii_lowercase() {
                run.upper_from = run.upper_from.max(at + 1);
                run.shape_from = run.shape_from.max(at + 1);
            } else if byte == b'_' && behind == b'_' {
                run.shape_from = run.shape_from.max(at + 1);
            }
            behind = byte;
            run.start = at;
        }
        let escape = run.start.checked_sub(1).and_then(|at| self.bytes.get(at..at + 3));
        if matches!(escape, Some([b'%', b'2'..=b'7', low]) if low.is_ascii_hexdigit()) {
            run.escaped = true;
            run.start += 2;
        }
        run
    }

    pub(super) fn is_project(&self, start: usize, hyphen: usize, run: &Run) -> bool {
        // without known projects only upper case counts, whatever the shape
        (self.rules.knows_projects() || start >= run.upper_from)
            && self.rules.is_project(self.bytes.get(start..hyphen).unwrap_or_default(), start >= run.shape_from)
    }

    /// Whether the character before, marks left aside, does not make the run part of a word.
    pub(super) fn bounded_left(&self, start: usize) -> bool {
        let before = self.text.get(..start).unwrap_or_default();
        let mut classes = before.chars().rev().map(Class::of);
        classes.find(|class| *class != Class::Mark).is_none_or(|class| !class.glues())
    }

    /// `CVE-2024-1` and the like.
    pub(super) fn is_vulnerability(&self, start: usize, hyphen: usize, end: usize) -> bool {
        self.bytes.get(start..hyphen).is_some_and(|project| project.eq_ignore_ascii_case(b"CVE"))
            && self.byte(end) == Some(b'-')
            && self.byte(end + 1).is_some_and(|b| b.is_ascii_digit())
    }

    pub(super) fn case_allows(&self, start: usize, run: &Run) -> bool {
        start >= run.upper_from
            || match self.lower {
                LowerCase::Anchored => self.anchored(start),
                LowerCase::Anywhere => true,
                LowerCase::Never => false,
            }
    }

    /// Whether nothing but anchored keys, and no letter or number, stands before on the line.
    fn anchored(&self, start: usize) -> bool {
        for character in self.text.get(self.last_end..start).unwrap_or_default().chars().rev() {
            if ends_line(character) {
                return true;
            }
            if Class::of(character).is_letter_or_number() {
                return false;
            }
        }
        self.last_anchored
    }

    /// Remembers a key.
    fn accept(&mut self, start: usize, end: usize) {
        self.last_anchored = self.lower == LowerCase::Anchored && self.anchored(start);
        self.last_end = end;
    }
}

pub(super) fn is_word(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || byte == b'_'
}

/// More digits are no issue number.
const MOST_DIGITS: usize = 10;
