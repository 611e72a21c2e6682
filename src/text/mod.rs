//! Text as hosts send it: lone surrogates, NUL and broken UTF-8 are replaced or dropped, and everything around them is kept.

use std::fmt;

use serde::de::{Deserialize, Deserializer, Visitor};

/// A text of a JSON document, read leniently: what is no character becomes U+FFFD, NUL is dropped.
///
/// It asks for bytes instead of a string: only so does `serde_json` hand over `"\ud83d"` without refusing the whole body.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Text(pub String);

impl<'de> Deserialize<'de> for Text {
    #[inline(never)]
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Text, D::Error> {
        deserializer.deserialize_bytes(TextVisitor)
    }
}

struct TextVisitor;

impl Visitor<'_> for TextVisitor {
    type Value = Text;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a text")
    }

    fn visit_bytes<E: serde::de::Error>(self, bytes: &[u8]) -> Result<Text, E> {
        Ok(Text(decode(bytes)))
    }

    fn visit_str<E: serde::de::Error>(self, text: &str) -> Result<Text, E> {
        self.visit_bytes(text.as_bytes())
    }

    fn visit_string<E: serde::de::Error>(self, text: String) -> Result<Text, E> {
        if text.contains('\0') { Ok(Text(decode(text.as_bytes()))) } else { Ok(Text(text)) }
    }

    fn visit_byte_buf<E: serde::de::Error>(self, bytes: Vec<u8>) -> Result<Text, E> {
        self.visit_bytes(&bytes)
    }
}

/// Decodes UTF-8 leniently: each part that is no character becomes one U+FFFD, a lone surrogate included; NUL is dropped.
pub fn decode(mut bytes: &[u8]) -> String {
    match std::str::from_utf8(bytes) {
        Ok(text) if !text.contains('\0') => return text.to_owned(),
        _ => {}
    }
    let mut out = String::with_capacity(bytes.len());
    loop {
        let error = match std::str::from_utf8(bytes) {
            Ok(valid) => {
                push_without_nul(&mut out, valid);
                return out;
            }
            Err(error) => error,
        };
        let (valid, rest) = bytes.split_at_checked(error.valid_up_to()).unwrap_or((bytes, &[]));
        push_without_nul(&mut out, &String::from_utf8_lossy(valid));
        out.push(char::REPLACEMENT_CHARACTER);
        let broken = match rest {
            // A surrogate as three bytes: how serde_json hands over a lone `\ud83d`.
            [0xED, 0xA0..=0xBF, 0x80..=0xBF, ..] => 3,
            _ => error.error_len().unwrap_or(rest.len()),
        };
        bytes = rest.get(broken..).unwrap_or(&[]);
    }
}

fn push_without_nul(out: &mut String, text: &str) {
    text.split('\0').for_each(|part| out.push_str(part));
}

/// A JSON document with everything mended that a strict parser stumbles over inside of texts: broken UTF-8, raw NUL and
/// the escapes of lone surrogates. What is not JSON stays so.
pub fn mend(body: &[u8]) -> String {
    let text = decode(body);
    let mut out = String::with_capacity(text.len());
    let mut rest = text.as_str();
    while let Some((before, escape)) = rest.find('\\').and_then(|at| rest.split_at_checked(at)) {
        out.push_str(before);
        let length = match code_unit(escape) {
            Some(0xD800..=0xDBFF) if matches!(escape.get(6..).and_then(code_unit), Some(0xDC00..=0xDFFF)) => 12,
            Some(0xD800..=0xDFFF) => {
                out.push(char::REPLACEMENT_CHARACTER);
                rest = escape.get(6..).unwrap_or("");
                continue;
            }
            Some(_) => 6,
            // The backslash and the character behind it, which may be a backslash or a quote.
            None => 1 + escape.chars().nth(1).map_or(0, char::len_utf8),
        };
        let (escape, behind) = escape.split_at_checked(length).unwrap_or((escape, ""));
        out.push_str(escape);
        rest = behind;
    }
    out.push_str(rest);
    out
}

/// The code unit of an escape such as `\u00e4` at the start of a text.
fn code_unit(text: &str) -> Option<u16> {
    let digits = text.strip_prefix("\\u")?.get(..4)?;
    if digits.bytes().all(|digit| digit.is_ascii_hexdigit()) { u16::from_str_radix(digits, 16).ok() } else { None }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_with_broken_parts_keep_the_rest() {
        for (json, expected, because) in [
            (&br#""plain""#[..], "plain", "nothing to do"),
            (br#""a\ud83db""#, "a\u{FFFD}b", "a lone high surrogate is one mark"),
            (br#""a\ude00b""#, "a\u{FFFD}b", "a lone low surrogate too"),
            (br#""\ud83d\ud83d""#, "\u{FFFD}\u{FFFD}", "two lone ones are two marks"),
            (br#""\ud83d\ude00""#, "\u{1F600}", "a pair is a character"),
            (br#""\ud83d\u0041""#, "\u{FFFD}A", "a high one before a letter"),
            (br#""a\u0000b""#, "ab", "an escaped NUL is dropped"),
            (b"\"a\0b\"", "ab", "a raw NUL is dropped"),
            (b"\"J\xF6rg\"", "J\u{FFFD}rg", "Latin-1"),
            (b"\"\xE2\x82\"", "\u{FFFD}", "a cut character is one mark"),
            ("\"ä\"".as_bytes(), "ä", "good UTF-8"),
        ] {
            let text: Text = serde_json::from_slice(json).unwrap();
            assert_eq!(text.0, expected, "{because}");
            let mended: Text = serde_json::from_str(&mend(json)).unwrap();
            assert_eq!(mended.0, expected, "mended: {because}");
        }
    }

    #[test]
    fn mending_leaves_good_json_as_it_is() {
        for json in [r#"{"a\\ud83d":"\\","b":"\"\u00e4\ud83d\ude00\n"}"#, "", "\\", "\\u", "\\ud8"] {
            assert_eq!(mend(json.as_bytes()), json);
        }
    }

    #[test]
    fn what_is_no_text_is_refused() {
        for json in ["[97]", "1", "{}", "null"] {
            assert!(serde_json::from_str::<Text>(json).is_err(), "{json}");
        }
    }
}
