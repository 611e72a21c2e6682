//! Whatever a host sends in place of a text, the rest is kept.

use super::*;
use crate::json;

#[test]
fn texts_with_broken_parts_keep_the_rest() {
    for (json, expected, because) in [
        (&br#""plain""#[..], "plain", "nothing to do"),
        (br#""a\ud83db""#, "a\u{FFFD}b", "a lone high surrogate is one mark"),
        (br#""a\ude00b""#, "a\u{FFFD}b", "a lone low surrogate too"),
        (br#""\ud83d\ud83d""#, "\u{FFFD}\u{FFFD}", "two lone ones are two marks"),
        (br#""\ud83d\ude00""#, "\u{1F600}", "a pair is a character"),
        (br#""\ud83d\u0041""#, "\u{FFFD}A", "a high one before a letter"),
        (br#""\ud83d\n""#, "\u{FFFD}\n", "a high one before another escape"),
        (br#""a\u0000b""#, "ab", "an escaped NUL is dropped"),
        (b"\"a\0b\"", "ab", "a raw NUL is dropped"),
        (b"\"a\nb\\tc\"", "a\nb\tc", "a raw line feed stays"),
        (b"\"J\xF6rg\"", "J\u{FFFD}rg", "Latin-1"),
        (b"\"\xE2\x82\"", "\u{FFFD}", "a cut character is one mark"),
        (b"\"\xED\xA0\xBD\"", "\u{FFFD}", "a surrogate as three bytes is one mark"),
        ("\"\u{e4}\"".as_bytes(), "\u{e4}", "good UTF-8"),
    ] {
        let body = decode(json);
        let text: Text<'_> = json::read(&body).unwrap();
        assert_eq!(text.0, expected, "{because}");
    }
}

#[test]
fn a_text_without_escapes_is_lent() {
    let texts: Vec<Text<'_>> = json::read(r#"["lent","co\npied"]"#).unwrap();
    assert!(matches!(texts.as_slice(), [Text(Cow::Borrowed("lent")), Text(Cow::Owned(_))]), "{texts:?}");
}

#[test]
fn what_is_no_text_is_refused() {
    for (json, found) in [("[97]", "a list"), ("1", "a whole number"), ("{}", "an object"), ("null", "null")] {
        let error = json::read::<Text<'_>>(json).unwrap_err();
        assert_eq!(error.sentence(), format!("expected a text, found {found}"), "{json}");
    }
}
