//! Proving that a document has no key: what is judged, and that no key is ever missed, however its text is written.

use super::random::{PIECES, Random};
use crate::issue_key::{Field, Rules, are_absent, extract};

#[test]
fn a_document_is_judged_by_its_bytes() {
    let rules = Rules::known(["PAY", "WEB2", "A_B"]);
    for (document, expected, because) in [
        (r#"[{"message":"no key"}]"#, true, "nothing like one"),
        (r#"[{"message":"UTF-8, SHA-256"}]"#, true, "no projects"),
        (r#"{"date":"2026-10-12T12:00:00-11:00"}"#, true, "times"),
        (r#"{"a":"pay-0"}"#, true, "no number begins with zero"),
        (r#"{"a":"PAY- 1"}"#, true, "a blank between"),
        (r#"{"a":"\u00e4\u2026\u003c\n\t\"\\"}"#, true, "escapes of what no key has"),
        (r#"{"a":"PAY-7"}"#, false, "a key"),
        (r#"{"a":"pay-7"}"#, false, "a key in small letters"),
        (r#"{"a":"\nPAY-7"}"#, false, "behind an escape, the letter of which touches it"),
        (r#"{"a":"\u4e2dWEB2-7"}"#, false, "the same with four digits"),
        (r#"{"a":"XPAY-7"}"#, false, "may be one, for all that its bytes tell"),
        (r#"{"a":"A_B-7"}"#, false, "with an underscore"),
        (r#"{"a":"P\u0041Y-7"}"#, false, "a letter is hidden"),
        (r#"{"a":"PAY\u002d7"}"#, false, "the hyphen is hidden"),
        (r#"{"a":"PAY-\u0037"}"#, false, "the digit is hidden"),
        (r#"{"a":"A\u005fB"}"#, false, "an underscore is hidden"),
        (r#"{"a":"PAY\u0000-7"}"#, false, "readers drop NUL"),
        ("{\"a\":\"PAY\0-7\"}", false, "and where it stands itself"),
        (r#"{"a":"\u00"}"#, false, "no whole escape"),
        (")]}'\n[{\"message\":\"no key\"}]", true, "a line before the JSON"),
        ("payload=%7B%22a%22%3A%22no%20key%22%7D", false, "a form is no JSON"),
        ("", false, "nothing is no JSON"),
    ] {
        assert_eq!(are_absent(document.as_bytes(), &rules), expected, "{because}: {document}");
    }
    assert!(!are_absent(br#"{"a":"no key"}"#, &Rules::unknown()), "whatever looks like a key is one");
    assert!(are_absent(br#"{"a":"PAY-7"}"#, &Rules::known(Vec::<&str>::new())), "there is no project");
}

#[test]
fn no_key_is_missed_however_its_text_is_written() {
    let random = &mut Random(20_261_127);
    let (mut absent, mut present) = (0, 0);
    for _ in 0..40_000 {
        let text = random.text(PIECES, 12);
        let known = random.known(&["PAY", "OPS", "A1", "AB", "X_Y", "P"]).unwrap_or_default();
        let rules = Rules::known(known.iter().copied());
        let document = format!("[\"{}\"]", written(&text, random));
        assert_eq!(serde_json::from_str::<Vec<String>>(&document).unwrap(), [text.as_str()], "{document}");
        if are_absent(document.as_bytes(), &rules) {
            absent += 1;
            for field in [Field::Branch, Field::Commit, Field::PrBody, Field::PrTitle] {
                assert!(extract(&text, field, &rules).keys.is_empty(), "{document} with {known:?}");
            }
        } else {
            present += 1;
        }
    }
    assert!(absent > 5_000 && present > 5_000, "{absent} without, {present} perhaps with keys");
}

/// A text as JSON, some of its characters as escapes.
fn written(text: &str, random: &mut Random) -> String {
    let all_plain = random.below(2) == 0;
    let mut json = String::new();
    for character in text.chars() {
        let short = match character {
            '"' => "\\\"",
            '\\' => "\\\\",
            '\n' => "\\n",
            '\t' => "\\t",
            '\r' => "\\r",
            '\u{8}' => "\\b",
            '\u{c}' => "\\f",
            _ => "",
        };
        if !short.is_empty() {
            json.push_str(short);
        } else if character < ' ' || (!all_plain && random.below(8) == 0) {
            character.encode_utf16(&mut [0; 2]).iter().for_each(|unit| json.push_str(&format!("\\u{unit:04x}")));
        } else {
            json.push(character);
        }
    }
    json
}
