//! The scanner: looks at each hyphen, forward for the number and backward for the project.
//!
//! Linear, because what is read around one hyphen is not read again for another: digits lie behind their hyphen, a run lies
//! between two hyphens, marks lie before one run, and looking back for the start of a line stops at letters, digits and the
//! last key.

use super::Field;
use super::browse::Links;
use super::rules::Rules;
use crate::unicode::{Class, ends_line, tick};
use std::ops::Range;

/// Calls `found` for every key to be kept, with its byte range, in the order of the text.
pub(super) fn each_key(text: &str, field: Field, rules: &Rules, found: &mut dyn FnMut(Range<usize>)) {
    if rules.match_nothing() {
        return;
    }
    let lower = match field {
        _ if !rules.knows_projects() => LowerCase::Never,
        Field::Branch => LowerCase::Anywhere,
        Field::Commit | Field::PrTitle => LowerCase::Anchored,
        Field::PrBody => LowerCase::Never,
    };
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
fn each_outside_comments(text: &str, part: &mut dyn FnMut(&str, usize)) {
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
enum LowerCase {
    Anchored,
    Anywhere,
    Never,
}

struct Scan<'a> {
    text: &'a str,
    bytes: &'a [u8],
    lower: LowerCase,
    rules: &'a Rules,
    links: Links,
    /// Where the last key ends, kept or not; at first the start of the text.
    last_end: usize,
    /// Whether that place is anchored: nothing but anchored keys, and no letter or number, before it on its line.
    last_anchored: bool,
}

/// The stretch of word characters before a hyphen.
struct Run {
    /// Where it starts, an escape like `%2F` cut off.
    start: usize,
    /// Whether an escape was cut off, which is a boundary.
    escaped: bool,
    /// From here on there is no lower-case letter.
    upper_from: usize,
    /// From here on there is no lower-case letter and no empty part (`__`, a trailing `_`).
    shape_from: usize,
}

impl<'a> Scan<'a> {
    fn new(text: &'a str, lower: LowerCase, rules: &'a Rules) -> Self {
        let links = Links::default();
        Scan { text, bytes: text.as_bytes(), lower, rules, links, last_end: 0, last_anchored: true }
    }

    fn run(mut self, found: &mut dyn FnMut(Range<usize>)) {
        let text = self.text;
        for (hyphen, _) in text.match_indices('-') {
            // most hyphens fail here, after a look at one byte on each side
            if !self.byte(hyphen + 1).is_some_and(|b| (b'1'..=b'9').contains(&b))
                || !hyphen.checked_sub(1).and_then(|at| self.byte(at)).is_some_and(|b| self.may_end_project(b))
            {
                continue;
            }
            let Some(end) = self.number_end(hyphen + 1) else { continue };
            let Some(start) = self.project_start(hyphen, end) else { continue };
            self.accept(start, end);
            let project = self.bytes.get(start..hyphen).unwrap_or_default();
            let key = self.bytes.get(start..end).unwrap_or_default();
            if self.rules.keep(project, key) && !self.links.lead_elsewhere(text, start, self.rules) {
                found(start..end);
            }
        }
    }

    fn byte(&self, at: usize) -> Option<u8> {
        self.bytes.get(at).copied()
    }

    /// Every candidate ends with the byte before the hyphen.
    fn may_end_project(&self, byte: u8) -> bool {
        is_word(byte) && (self.lower != LowerCase::Never || !byte.is_ascii_lowercase())
    }

    /// Where the number ends, if it has at most ten digits and a boundary behind it.
    fn number_end(&self, start: usize) -> Option<usize> {
        let mut end = start;
        while self.byte(end).is_some_and(|b| b.is_ascii_digit()) {
            tick();
            end += 1;
            if end - start > MOST_DIGITS {
                return None;
            }
        }
        let next = self.text.get(end..)?.chars().next();
        let bounded = match next {
            None => true,
            Some('.') => !self.byte(end + 1).is_some_and(|b| b.is_ascii_digit()),
            Some(next) => !Class::of(next).glues(),
        };
        bounded.then_some(end)
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

    fn run_before(&self, hyphen: usize) -> Run {
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

    fn is_project(&self, start: usize, hyphen: usize, run: &Run) -> bool {
        // without known projects only upper case counts, whatever the shape
        (self.rules.knows_projects() || start >= run.upper_from)
            && self.rules.is_project(self.bytes.get(start..hyphen).unwrap_or_default(), start >= run.shape_from)
    }

    /// Whether the character before, marks left aside, does not make the run part of a word.
    fn bounded_left(&self, start: usize) -> bool {
        let before = self.text.get(..start).unwrap_or_default();
        let mut classes = before.chars().rev().map(Class::of);
        classes.find(|class| *class != Class::Mark).is_none_or(|class| !class.glues())
    }

    /// `CVE-2024-1` and the like.
    fn is_vulnerability(&self, start: usize, hyphen: usize, end: usize) -> bool {
        self.bytes.get(start..hyphen).is_some_and(|project| project.eq_ignore_ascii_case(b"CVE"))
            && self.byte(end) == Some(b'-')
            && self.byte(end + 1).is_some_and(|b| b.is_ascii_digit())
    }

    fn case_allows(&self, start: usize, run: &Run) -> bool {
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

fn is_word(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || byte == b'_'
}

/// More digits are no issue number.
const MOST_DIGITS: usize = 10;
