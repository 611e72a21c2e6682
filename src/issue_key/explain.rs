//! Says of each key why it is one, and of each look-alike why it is none: for people who ask why something is missing.

use super::distinct::Distinct;
use super::rules::Rules;
use super::scan::{LowerCase, Scan, each_outside_comments, is_word};
use super::{Field, Units, pair, readable};
use serde::{Deserialize, Serialize};
use std::ops::Range;

/// All that was found in a text, and why.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Explanation {
    /// The distinct keys in upper case, in the order of their first appearance.
    pub keys: Vec<String>,
    /// Every occurrence of these keys, in the order of the text.
    pub occurrences: Vec<Hit>,
    /// What looks like a key and is none, or is none here, in the order of the text.
    pub misses: Vec<Miss>,
    /// Whether something was left out because there were too many keys, or because the text was longer than a MiB.
    pub truncated: bool,
}

/// A key, where it stands, and why it counts.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Hit {
    /// The key in upper case.
    pub key: String,
    /// The range in UTF-8 bytes, in JSON `[start, end]`.
    #[serde(with = "pair")]
    pub byte: Range<usize>,
    /// The range in UTF-16 units, in JSON `[start, end]`.
    #[serde(with = "pair")]
    pub utf16: Range<usize>,
    /// How it is written, then where it stands if that matters, then why its project is one.
    pub because: Vec<Because>,
}

/// A look-alike and why it does not count.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Miss {
    /// The look-alike as written.
    pub text: String,
    /// The range in UTF-8 bytes, in JSON `[start, end]`.
    #[serde(with = "pair")]
    pub byte: Range<usize>,
    /// The range in UTF-16 units, in JSON `[start, end]`.
    #[serde(with = "pair")]
    pub utf16: Range<usize>,
    /// Why it does not count.
    pub code: Reason,
    /// What would be its project, in upper case.
    pub project: String,
}

/// Why a key counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Because {
    /// It follows an escape such as `%2F`.
    AfterEscape,
    /// It is the part of a word behind an underscore.
    AfterUnderscore,
    /// It is written in capitals, which always count.
    Capitals,
    /// Its project is one of this Jira's.
    Known,
    /// Its project has no usual shape, but matches Jira's pattern.
    Pattern,
    /// Its project has the usual shape; which projects there are is not known.
    Shape,
    /// Small letters count here: only keys stand before it on its line.
    SmallAnchored,
    /// Small letters count in the names of branches.
    SmallBranch,
}

/// Why a look-alike does not count.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Reason {
    /// It stands in an HTML comment of a description.
    HtmlComment,
    /// It, or its project, is on the connection's list of what is ignored.
    Ignored,
    /// It does not match the connection's own pattern.
    KeyPattern,
    /// A letter or digit touches the number.
    LetterAfter,
    /// A letter or digit touches the project.
    LetterBefore,
    /// No project of this Jira has or had this key.
    NoProject,
    /// It is the name of a standard; which projects there are is not known.
    Noise,
    /// The connection does not serve its project.
    NotServed,
    /// It stands in a link to another Jira.
    OtherJira,
    /// Its project has not the shape of one; which projects there are is not known.
    Shape,
    /// Small letters do not count in descriptions.
    SmallInDescription,
    /// Small letters count here only at the start of a line.
    SmallNotAnchored,
    /// Small letters count only where the projects are known.
    SmallNotKnown,
    /// The number has more than ten digits.
    TooLong,
    /// The text names more issues than are linked.
    TooMany,
    /// A dot and a digit follow, as in a version.
    Version,
    /// It is the name of a vulnerability.
    Vulnerability,
    /// The number begins with zero.
    Zero,
}

/// Finds what [`extract`](super::extract) finds, and says why; of look-alikes at most the first 500.
pub fn explain(text: &str, field: Field, rules: &Rules) -> Explanation {
    let read = readable(text);
    let mut found = Explanation { truncated: read.len() < text.len(), ..Explanation::default() };
    let mut keys = Vec::new();
    let mut telling = Telling {
        text: read,
        units: Units::default(),
        distinct: Distinct::new(&mut keys, rules.max_keys()),
        found: &mut found,
    };
    let lower = LowerCase::of(field, rules);
    if field == Field::PrBody {
        let mut told = 0;
        each_outside_comments(read, &mut |part, start| {
            telling.look(told..start, lower, rules, true);
            telling.look(start..start + part.len(), lower, rules, false);
            told = start + part.len();
        });
        telling.look(told..read.len(), lower, rules, true);
    } else {
        telling.look(0..read.len(), lower, rules, false);
    }
    found.keys = keys;
    found
}

/// What is told of a text, part after part.
struct Telling<'a> {
    text: &'a str,
    units: Units,
    distinct: Distinct<'a>,
    found: &'a mut Explanation,
}

impl Telling<'_> {
    fn look(&mut self, part: Range<usize>, lower: LowerCase, rules: &Rules, is_comment: bool) {
        let text = self.text.get(part.clone()).unwrap_or_default();
        let mut scan = Scan::new(text, lower, rules);
        for (hyphen, _) in text.match_indices('-') {
            let verdict = match scan.key_at(hyphen) {
                Some(key) => Some(match scan.left_out(hyphen, &key) {
                    _ if is_comment => (key, Err(Reason::HtmlComment)),
                    Some(reason) => (key, Err(reason)),
                    None => {
                        let because = because(&scan, hyphen, key.start);
                        (key, Ok(because))
                    }
                }),
                None if is_comment => None,
                None => why_not(&scan, hyphen).map(|(place, reason)| (place, Err(reason))),
            };
            if let Some((place, verdict)) = verdict {
                self.tell(part.start + place.start..part.start + place.end, part.start + hyphen, verdict);
            }
        }
    }

    fn tell(&mut self, byte: Range<usize>, hyphen: usize, verdict: Result<Vec<Because>, Reason>) {
        let touches = |miss: &Miss| miss.byte.end > byte.start;
        if verdict.is_ok() {
            // what looked like a key shares its end with one
            if self.found.misses.last().is_some_and(touches) {
                self.found.misses.pop();
            }
        } else if self.found.misses.last().is_some_and(touches) {
            return;
        }
        let written = self.text.get(byte.clone()).unwrap_or_default();
        let utf16 = self.units.range(self.text, &byte);
        let code = match verdict {
            Ok(because) if self.distinct.add(written) => {
                self.found.occurrences.push(Hit { key: written.to_ascii_uppercase(), byte, utf16, because });
                return;
            }
            Ok(_) => {
                self.found.truncated = true;
                Reason::TooMany
            }
            Err(reason) => reason,
        };
        if self.found.misses.len() < MOST_MISSES {
            let project = self.text.get(byte.start..hyphen).unwrap_or_default().to_ascii_uppercase();
            self.found.misses.push(Miss { text: written.to_owned(), byte, utf16, code, project });
        }
    }
}

fn because(scan: &Scan<'_>, hyphen: usize, start: usize) -> Vec<Because> {
    let run = scan.run_before(hyphen);
    let written = match scan.lower {
        _ if start >= run.upper_from => Because::Capitals,
        LowerCase::Anywhere => Because::SmallBranch,
        LowerCase::Anchored | LowerCase::Never => Because::SmallAnchored,
    };
    let place =
        if start > run.start { Some(Because::AfterUnderscore) } else { run.escaped.then_some(Because::AfterEscape) };
    let project = match scan.text.as_bytes().get(start..hyphen) {
        _ if scan.rules.knows_projects() => Because::Known,
        Some(project) if scan.rules.by_pattern_only(project, start >= run.shape_from) => Because::Pattern,
        _ => Because::Shape,
    };
    [Some(written), place, Some(project)].into_iter().flatten().collect()
}

/// Why there is no key around a hyphen, if something there looks like one.
fn why_not(scan: &Scan<'_>, hyphen: usize) -> Option<(Range<usize>, Reason)> {
    let is_digit = |at: usize| scan.byte(at).is_some_and(|byte| byte.is_ascii_digit());
    let digits_end = |from: usize| (from..).find(|at| !is_digit(*at)).unwrap_or(from);
    let run = scan.run_before(hyphen);
    let first = run.start.max(scan.last_end);
    let letters = scan.text.as_bytes().get(first..hyphen)?;
    if !is_digit(hyphen + 1) || !letters.iter().any(u8::is_ascii_alphabetic) {
        return None;
    }
    let end = digits_end(hyphen + 1);
    let starts = (first..hyphen).filter(|&start| start == run.start || scan.byte(start - 1) == Some(b'_'));
    let mut starts = starts.filter(|&start| scan.byte(start).is_some_and(|byte| byte != b'_' && is_word(byte)));
    let widest = starts.clone().next()?;
    let place = widest..end;
    if starts.clone().any(|start| scan.is_vulnerability(start, hyphen, end)) {
        return Some((widest..digits_end(end + 1), Reason::Vulnerability));
    }
    if scan.byte(hyphen + 1) == Some(b'0') {
        return Some((place, Reason::Zero));
    }
    if let Err(reason) = scan.number_end(hyphen + 1) {
        return Some((place, reason));
    }
    let Some(start) = starts.find(|&start| scan.is_project(start, hyphen, &run)) else {
        let capitals = letters.to_ascii_uppercase();
        let has_gap = capitals.windows(2).any(|pair| pair == b"__");
        let reason = if scan.rules.knows_projects() {
            Reason::NoProject
        } else if scan.rules.is_noise(&capitals) {
            Reason::Noise
        } else if widest < run.upper_from && scan.rules.is_project(&capitals, !capitals.ends_with(b"_") && !has_gap) {
            Reason::SmallNotKnown
        } else {
            Reason::Shape
        };
        return Some((place, reason));
    };
    let whole = start == run.start;
    let reason = match scan.lower {
        _ if whole && !run.escaped && !scan.bounded_left(start) => Reason::LetterBefore,
        LowerCase::Never => Reason::SmallInDescription,
        LowerCase::Anchored | LowerCase::Anywhere => Reason::SmallNotAnchored,
    };
    Some((start..end, reason))
}

/// More look-alikes than anybody reads.
const MOST_MISSES: usize = 500;
