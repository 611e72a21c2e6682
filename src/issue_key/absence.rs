//! Proves on the bytes of a JSON document that no issue key stands in any of its texts, without reading it.

use super::Rules;
use super::scan::is_word;

/// Whether no text of a JSON document can hold a key of a known project; false also where that cannot be told so cheaply.
///
/// A key is a project, a hyphen and a number. So a document in which no hyphen stands between a project and a digit has none, whatever
/// stands around them: that is all that is looked for, at the speed at which memory is searched for a byte. Only escapes, and NUL, which
/// readers drop, can hide a character of a key, and a document that hides one is not judged. Bodies that are no JSON, perhaps behind
/// a line that begins with `)`, are not either.
pub fn are_absent(document: &[u8], rules: &Rules) -> bool {
    let is_json = matches!(document.trim_ascii_start().first(), Some(b'{' | b'[' | b')'));
    is_json
        && rules.knows_projects()
        && memchr::memchr3_iter(b'-', b'\\', 0, document).all(|at| {
            let (before, from) = document.split_at_checked(at).unwrap_or_default();
            match from {
                [b'-', b'1'..=b'9', ..] => !rules.end_in_project(before),
                [b'\\', b'u', digits @ ..] => !is_hidden(digits),
                [0, ..] => false,
                _ => true,
            }
        })
}

/// Whether four hexadecimal digits stand for a character of a key or for NUL. What is no such escape is taken for one.
fn is_hidden(digits: &[u8]) -> bool {
    let digits = digits.get(..4).and_then(|digits| std::str::from_utf8(digits).ok());
    let unit = digits.and_then(|digits| u16::from_str_radix(digits, 16).ok());
    unit.is_none_or(|unit| u8::try_from(unit).is_ok_and(|byte| is_word(byte) || byte == b'-' || byte == 0))
}
