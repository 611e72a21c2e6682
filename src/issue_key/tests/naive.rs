//! A second reading of the rules, as short and as literal as possible: character by character, slow, without any cleverness.

use super::super::Field;
use unicode_general_category::{GeneralCategory as Category, get_general_category};

/// A key as found by the naive reading.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Key {
    pub(crate) key: String,
    /// In characters.
    pub(crate) start: usize,
    pub(crate) end: usize,
    anchored: bool,
}

/// All keys of a text, in its order.
pub(crate) fn keys(text: &str, field: Field, known: Option<&[&str]>) -> Vec<Key> {
    let mut text: Vec<char> = text.chars().collect();
    if field == Field::PrBody {
        blank_comments(&mut text);
    }
    let mut found: Vec<Key> = Vec::new();
    for hyphen in (0..text.len()).filter(|at| text[*at] == '-') {
        found.extend(key_at(&text, hyphen, field, known, &found));
    }
    found
}

fn blank_comments(text: &mut [char]) {
    let starts_with = |text: &[char], at: usize, word: &str| text[at..].starts_with(&word.chars().collect::<Vec<_>>());
    let mut at = 0;
    while at < text.len() {
        if !starts_with(text, at, "<!--") {
            at += 1;
            continue;
        }
        let close = (at + 2..text.len()).find(|close| starts_with(text, *close, "-->"));
        let end = close.map_or(text.len(), |close| close + 3);
        text[at..end].fill(' ');
        at = end;
    }
}

fn key_at(text: &[char], hyphen: usize, field: Field, known: Option<&[&str]>, found: &[Key]) -> Option<Key> {
    // 1 number
    let digits: String = text[hyphen + 1..].iter().take_while(|c| c.is_ascii_digit()).collect();
    if digits.is_empty() || digits.len() > 10 || digits.starts_with('0') {
        return None;
    }
    // 2 right boundary
    let end = hyphen + 1 + digits.len();
    if let Some(&next) = text.get(end) {
        let version = next == '.' && text.get(end + 1).is_some_and(char::is_ascii_digit);
        if glues(next) || version {
            return None;
        }
    }
    // 3 run
    let word = |c: &char| c.is_ascii_alphanumeric() || *c == '_';
    let mut start = hyphen - text[..hyphen].iter().rev().take_while(|c| word(c)).count();
    if start == hyphen {
        return None;
    }
    let run: String = text[start..hyphen].iter().collect();
    let escape = run.len() >= 2
        && ('2'..='7').contains(&text[start])
        && text[start + 1].is_ascii_hexdigit()
        && text[..start].ends_with(&['%']);
    if escape {
        start += 2;
    }
    // 4 candidates, longest first
    let before = text[..start].iter().rev().find(|c| !is_mark(**c));
    let mut candidates = Vec::new();
    if escape || !before.is_some_and(|c| glues(*c)) {
        candidates.push(start);
    }
    candidates.extend((start..hyphen).filter(|at| text[*at] == '_').map(|at| at + 1));
    let previous_end = found.last().map_or(0, |key| key.end);
    for start in candidates.into_iter().filter(|start| *start >= previous_end && *start < hyphen) {
        let written: String = text[start..hyphen].iter().collect();
        let project = written.to_ascii_uppercase();
        // 5 project
        let exists = match known {
            Some(known) => known.iter().any(|known| known.to_ascii_uppercase() == project),
            None => has_usual_shape(&project) && !is_noise(&project),
        };
        // 6 CVE
        let advisory =
            project == "CVE" && text.get(end) == Some(&'-') && text.get(end + 1).is_some_and(char::is_ascii_digit);
        // 7 case
        let anchored = is_anchored(text, start, found);
        let allowed = written == project
            || (known.is_some()
                && match field {
                    Field::Branch => true,
                    Field::Commit | Field::PrTitle => anchored,
                    Field::PrBody => false,
                });
        if exists && !advisory && allowed {
            return Some(Key { key: format!("{project}-{digits}"), start, end, anchored });
        }
    }
    None
}

fn is_anchored(text: &[char], start: usize, found: &[Key]) -> bool {
    let in_anchored_key = |at: usize| found.iter().any(|key| key.anchored && key.start <= at && at < key.end);
    let line = (0..start).rev().take_while(|at| !ends_line(text[*at]));
    line.into_iter().all(|at| in_anchored_key(at) || !is_letter_or_number(text[at]))
}

fn has_usual_shape(project: &str) -> bool {
    let part = |part: &str| !part.is_empty() && part.chars().all(|c| c.is_ascii_uppercase() || c.is_ascii_digit());
    (2..=255).contains(&project.len())
        && project.starts_with(|c: char| c.is_ascii_uppercase())
        && project.split('_').all(part)
}

fn is_noise(project: &str) -> bool {
    super::super::noise::NOISE.contains(&project)
}

/// LF, CR, CRLF, VT, FF, U+0085, U+2028, U+2029.
pub(crate) fn ends_line(c: char) -> bool {
    "\n\r\u{b}\u{c}\u{85}\u{2028}\u{2029}".contains(c)
}

/// Category Lu, Ll, Lt or Nd.
fn glues(c: char) -> bool {
    use Category::{DecimalNumber, LowercaseLetter, TitlecaseLetter, UppercaseLetter};
    [UppercaseLetter, LowercaseLetter, TitlecaseLetter, DecimalNumber].contains(&get_general_category(c))
}

/// Category M*.
pub(crate) fn is_mark(c: char) -> bool {
    [Category::NonspacingMark, Category::SpacingMark, Category::EnclosingMark].contains(&get_general_category(c))
}

/// Category L*.
pub(crate) fn is_letter(c: char) -> bool {
    use Category::{LowercaseLetter, ModifierLetter, OtherLetter, TitlecaseLetter, UppercaseLetter};
    [LowercaseLetter, ModifierLetter, OtherLetter, TitlecaseLetter, UppercaseLetter].contains(&get_general_category(c))
}

/// Category Nd.
pub(crate) fn is_digit(c: char) -> bool {
    get_general_category(c) == Category::DecimalNumber
}

/// Category L* or N*.
pub(crate) fn is_letter_or_number(c: char) -> bool {
    let number = [Category::LetterNumber, Category::OtherNumber].contains(&get_general_category(c));
    is_letter(c) || is_digit(c) || number
}
