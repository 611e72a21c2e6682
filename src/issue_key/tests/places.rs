//! Where keys stand: ranges of bytes and of UTF-16 units of the original text.

use super::super::{Extraction, Field, Occurrence, Rules, extract};

#[test]
fn ranges_cover_the_key_only() {
    // text, field, (key, first byte, first UTF-16 unit)
    type Row = (&'static str, Field, &'static [(&'static str, usize, usize)], &'static str);
    let rows: &[Row] = &[
        ("AB-1", Field::Commit, &[("AB-1", 0, 0)], "the whole text"),
        ("x_AB-1", Field::Commit, &[("AB-1", 2, 2)], "without the rest of the run"),
        ("%2FAB-1", Field::Commit, &[("AB-1", 3, 3)], "without the escape"),
        ("(AB-1)", Field::Commit, &[("AB-1", 1, 1)], "without brackets"),
        ("修AB-1修AB-2", Field::Commit, &[("AB-1", 3, 1), ("AB-2", 10, 6)], "three bytes, one unit"),
        ("😀AB-1😀AB-1", Field::Commit, &[("AB-1", 4, 2), ("AB-1", 12, 8)], "four bytes, two units"),
        (" \u{301}AB-1", Field::Commit, &[("AB-1", 3, 2)], "two bytes, one unit"),
        ("ab-1", Field::Branch, &[("AB-1", 0, 0)], "as written there, in upper case here"),
        ("<!--😀-->AB-1", Field::PrBody, &[("AB-1", 11, 9)], "comments count"),
        ("<!-- --> AB-1 <!-- --> AB-2", Field::PrBody, &[("AB-1", 9, 9), ("AB-2", 23, 23)], "each of them"),
        ("AB-1\r\nAB-2", Field::Commit, &[("AB-1", 0, 0), ("AB-2", 6, 6)], "CRLF is two"),
    ];
    for (text, field, expected, because) in rows {
        let found = extract(text, *field, &Rules::known(["AB"]));
        let expected: Vec<Occurrence> = expected
            .iter()
            .map(|&(key, byte, unit)| Occurrence {
                key: key.into(),
                byte: byte..byte + key.len(),
                utf16: unit..unit + key.len(),
            })
            .collect();
        assert_eq!(found.occurrences, expected, "{text:?}: {because}");
    }
}

#[test]
fn json_has_pairs_and_snake_case() {
    let found = extract("😀 ab-1", Field::Branch, &Rules::known(["AB"]));
    let json = serde_json::to_string(&found).unwrap();
    let expected = r#"{"keys":["AB-1"],"occurrences":[{"key":"AB-1","byte":[5,9],"utf16":[3,7]}],"truncated":false}"#;
    assert_eq!(json, expected);
    assert_eq!(serde_json::from_str::<Extraction>(&json).unwrap(), found);
    let fields = [Field::Commit, Field::Branch, Field::PrTitle, Field::PrBody];
    assert_eq!(serde_json::to_string(&fields).unwrap(), r#"["commit","branch","pr_title","pr_body"]"#);
}
