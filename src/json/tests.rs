//! Whatever serde_json takes is taken, to the same values, and nothing else.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use proptest::prelude::*;
use proptest::sample::Index;
use serde::Deserialize;
use serde::de::{DeserializeOwned, IgnoredAny};
use serde_json::Value;

use super::*;
use crate::text;

#[derive(Debug, Default, Deserialize, PartialEq)]
#[serde(default)]
struct Point {
    x: i64,
    y: Option<u64>,
    around: Vec<Point>,
    named: BTreeMap<String, Point>,
    numbered: BTreeMap<i64, bool>,
    kind: Option<Kind>,
    ratio: Option<f64>,
    small: Option<u8>,
    is_origin: Option<bool>,
    pair: Option<(i8, String)>,
}

#[derive(Debug, Deserialize, PartialEq)]
#[serde(rename_all = "snake_case")]
enum Kind {
    Plain,
    Named(String),
    Sized { x: u8 },
}

#[derive(Debug, Default, PartialEq)]
struct State {
    at: Point,
    left: Vec<String>,
}

members! { State: at left }

/// What `serde_json` makes of the same text. It refuses NUL and one half of a surrogate pair alone, which is mended for it.
fn theirs<T: DeserializeOwned>(json: &str) -> Option<T> {
    serde_json::from_str(&mended(json)).ok()
}

/// The same text without NUL in strings, which is a blank elsewhere, and with U+FFFD for the escape of one half of a surrogate pair
/// alone.
fn mended(json: &str) -> Cow<'_, str> {
    let unit = |at: usize| {
        let digits = json.get(at..at + 6)?.strip_prefix("\\u")?;
        let is_unit = digits.bytes().all(|digit| digit.is_ascii_hexdigit());
        is_unit.then(|| u16::from_str_radix(digits, 16).unwrap())
    };
    let mut mended = String::new();
    let (mut at, mut in_string) = (0, false);
    while let Some(character) = json[at..].chars().next() {
        in_string ^= character == '"';
        let (length, other) = match (unit(at), character) {
            (Some(0xD800..0xDC00), _) if matches!(unit(at + 6), Some(0xDC00..0xE000)) => (12, None),
            (Some(0xD800..0xE000), _) => (6, Some("\u{FFFD}")),
            (None, '\0') => (1, Some(if in_string { "" } else { " " })),
            // What is escaped begins no escape.
            (None, '\\') => (1 + json[at + 1..].chars().next().map_or(0, char::len_utf8), None),
            _ => (character.len_utf8(), None),
        };
        mended.push_str(other.unwrap_or(&json[at..at + length]));
        at += length;
    }
    if mended == json { Cow::Borrowed(json) } else { Cow::Owned(mended) }
}

/// Both take it, to the same value, or neither does; whatever is asked for.
fn agree(json: &str) {
    assert_eq!(read::<Value>(json).ok(), theirs::<Value>(json), "{json}");
    assert_eq!(read::<IgnoredAny>(json).ok(), theirs::<IgnoredAny>(json), "{json}");
    assert_eq!(read::<Raw<'_>>(json).is_ok(), theirs::<IgnoredAny>(json).is_some(), "{json}");
    let (ours, theirs) = (read::<Point>(json).ok(), theirs::<Point>(json));
    // A list is no struct.
    assert!(ours == theirs || ours.is_none() && json.contains('['), "{json}: {ours:?}, but {theirs:?}");
}

#[test]
fn an_outline_passes_over_details_whatever_they_are() {
    #[derive(Debug, Default, Deserialize, PartialEq)]
    #[serde(default)]
    struct Row {
        id: u32,
        text: Detail<Option<String>>,
        many: Detail<Vec<u8>>,
    }
    let json = r#"{"text":"x","id":7,"many":[1,2],"more":{}}"#;
    let whole = Row { id: 7, text: Detail(Some("x".to_owned())), many: Detail(vec![1, 2]) };
    assert_eq!(read::<Row>(json).unwrap(), whole);
    assert_eq!(serde_json::from_str::<Row>(json).unwrap(), whole, "any other reader takes it for the value itself");
    let outline = Row { id: 7, ..Row::default() };
    assert_eq!(read_to::<Row>(Extent::Outline, json).unwrap(), outline);
    let other = r#"{"text":[{}],"id":7,"many":null}"#;
    assert_eq!(read_to::<Row>(Extent::Outline, other).unwrap(), outline, "of another shape");
    assert!(read::<Row>(other).is_err());
    for broken in [r#"{"text":"x"#, r#"{"text":x,"id":7}"#, r#"{"text":"\x","id":7}"#] {
        assert!(read_to::<Row>(Extent::Outline, broken).is_err(), "a detail must be JSON: {broken}");
    }
}

#[test]
fn a_list_is_no_object_however_deep_it_stands() {
    for (json, byte) in [
        ("[1,2,[],{}]", 0),
        (r#"{"around":[[1,2,[],{}]]}"#, 11),
        (r#"{"named":{"a":[1,2,[],{}]}}"#, 14),
        (r#"{"around":[{"named":{"a":[]}}]}"#, 25),
    ] {
        let error = read::<Point>(json).unwrap_err();
        assert_eq!(error.to_string(), format!("expected an object, found a list at byte {byte}"), "{json}");
    }
}

#[test]
fn what_serde_json_takes_is_taken_and_nothing_else() {
    let deep = |depth| format!("{}{}", "[".repeat(depth), "]".repeat(depth));
    let (allowed, too_deep) = (deep(127), deep(128));
    for json in [
        "{}",
        r#"{"x":-1,"y":null,"around":[{"y":18446744073709551615}],"named":{"\u{e4}\n":{"x":2}},"other":[1.5,true,{"a":[]}]}"#,
        r#" { "x" : 1 , "around" : [ { } , { } ] } "#,
        r#"{"kind":"plain"}"#,
        r#"{"kind":{"named":"n"}}"#,
        r#"{"kind":{"sized":{"x":1}}}"#,
        r#"{"kind":{"plain":null}}"#,
        r#"{"kind":{}}"#,
        r#"{"kind":{"named":"n","plain":null}}"#,
        r#"{"kind":"other"}"#,
        r#"{"pair":[1,"a"]}"#,
        r#"{"pair":[1]}"#,
        r#"{"pair":[1,"a",2]}"#,
        r#"{"ratio":1,"small":255,"is_origin":true}"#,
        r#"{"numbered":{"-1":true,"20":false}}"#,
        r#"{"numbered":{"1.5":true}}"#,
        r#"{"numbered":{"1 ":true}}"#,
        r#"{"numbered":{"+1":true}}"#,
        r#"{"numbered":{"":true}}"#,
        r#"{"numbered":{1:true}}"#,
        r#"{"small":256}"#,
        r#"{"small":-1}"#,
        r#"{"ratio":"1"}"#,
        r#"{"x":1"#,
        r#"{"x":1}}"#,
        r#"{"x":1,}"#,
        r#"{,"x":1}"#,
        r#"{"x" 1}"#,
        r#"{"x":}"#,
        r#"{"x":1 "y":2}"#,
        r#"{x:1}"#,
        r#"{"x":"1"}"#,
        r#"{"x":1,"x":2}"#,
        r#"{"around":{}}"#,
        r#"{"around":[null]}"#,
        "[1,]",
        "[,1]",
        "[1 2]",
        "[",
        "]",
        "",
        " ",
        "nul",
        "nulls",
        "tru",
        "False",
        "NaN",
        "0",
        "-0",
        "-",
        "01",
        "-01",
        "1.",
        ".5",
        "+1",
        "1e",
        "1e+",
        "1e5",
        "1E-5",
        "1e999",
        "-1e999",
        "0e0",
        "1.5e300",
        "9223372036854775808",
        "-9223372036854775808",
        "-9223372036854775809",
        "18446744073709551616",
        "123456789012345678901234567890",
        "0.1",
        "123456.789e-3",
        r#""\u0041\u00e4\u20ac\ud83d\ude00\"\\\/\b\f\n\r\t""#,
        r#""\ud83d""#,
        r#""\ude00 \ud83d\ud83d\ude00\ud83d\u0041\ud83d\n""#,
        r#""\u00g0""#,
        r#""\u+041""#,
        r#""\u00""#,
        r#""\x""#,
        r#""\"#,
        "\"",
        "\"a\nb\"",
        "\"a\tbcdefghijklmnop\"",
        "\"\u{7f}\u{80}\u{e000}\u{10ffff}\"",
        "\u{feff}1",
        "[\u{a0}1]",
        &allowed,
        &too_deep,
    ] {
        agree(json);
    }
    assert_eq!(read::<Value>(&too_deep).unwrap_err().fault(), &Fault::TooDeep);
    assert!(read::<IgnoredAny>(&deep(100_000)).is_ok(), "what is passed over may be as deep as it likes");
}

#[test]
fn strings_are_found_wherever_they_end() {
    for length in 0..40 {
        for (special, expected) in [("\"", ""), ("\\n", "\n"), ("\u{e4}", "\u{e4}"), ("\u{1}", "no string")] {
            let json = format!("\"{}{special}{}\"", "a".repeat(length), "b".repeat(40 - length));
            agree(&json);
            if !expected.is_empty() && expected != "no string" {
                let text: String = read(&json).unwrap();
                assert_eq!(text, format!("{}{expected}{}", "a".repeat(length), "b".repeat(40 - length)));
            }
        }
    }
}

#[test]
fn an_attempt_loses_nothing_around_it() {
    let json = r#"[{"x":1},{"x":{"y":[]}},7,{"x":2}]"#;
    let read: Vec<Attempt<Point>> = read(json).unwrap();
    let told: Vec<_> =
        read.into_iter().map(|Attempt(point)| point.map(|point| point.x).map_err(|it| it.to_string())).collect();
    let failed = |sentence: &str| Err(sentence.to_owned());
    assert_eq!(
        told,
        [
            Ok(1),
            failed("expected a whole number, found an object at byte 14"),
            failed("expected an object, found a whole number at byte 25"),
            Ok(2)
        ]
    );
}

#[test]
fn an_attempt_makes_no_json_of_what_is_none() {
    for json in [r#"[{"x":1},{"x":tru}]"#, r#"[{"x":"1""#, "[", "[1,]"] {
        assert_eq!(read::<Vec<Attempt<Point>>>(json).unwrap_err().fault(), &Fault::Syntax, "{json}");
    }
}

/// Every fixture of the hosts, as it lies on the disk.
fn fixtures() -> Vec<String> {
    fn visit(folder: &Path, found: &mut Vec<PathBuf>) {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                visit(&path, found);
            } else if path.extension().is_some_and(|kind| kind == "json") {
                found.push(path);
            }
        }
    }
    let mut found = Vec::new();
    visit(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src/host"), &mut found);
    found.sort();
    assert!(found.len() > 100);
    found.iter().map(|path| text::decode(&fs::read(path).unwrap()).into_owned()).collect()
}

#[test]
fn every_fixture_is_read_as_serde_json_reads_it() {
    for json in fixtures() {
        agree(&json);
        agree(&serde_json::to_string(&theirs::<Value>(&json).unwrap()).unwrap());
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2_000))]

    #[test]
    fn spoiled_fixtures_are_taken_or_refused_as_by_serde_json(
        which in any::<Index>(),
        spoilings in prop::collection::vec((any::<Index>(), spoiling()), 1..4),
    ) {
        thread_local!(static FIXTURES: Vec<String> = fixtures());
        let mut json = FIXTURES.with(|all| which.get(all).clone());
        for (place, (gone, inserted)) in spoilings {
            let at = boundary(&json, place.index(json.len() + 1));
            let end = boundary(&json, (at + gone).min(json.len())).max(at);
            json.replace_range(at..end, &inserted);
        }
        agree(&json);
    }

    #[test]
    fn what_serde_json_writes_is_read_back(value in value()) {
        let json = serde_json::to_string(&value).unwrap();
        prop_assert_eq!(read::<Value>(&json).unwrap(), value);
    }

    #[test]
    fn soups_of_json_are_taken_or_refused_as_by_serde_json(
        pieces in prop::collection::vec(prop::sample::select(PIECES), 0..12),
    ) {
        agree(&pieces.concat());
    }
}

/// The start of the character that a place is in.
fn boundary(text: &str, at: usize) -> usize {
    (0..=at).rev().find(|at| text.is_char_boundary(*at)).unwrap()
}

/// How many bytes are taken away, and what is put there.
fn spoiling() -> impl Strategy<Value = (usize, String)> {
    let inserted =
        prop_oneof![prop::sample::select(PIECES).prop_map(str::to_owned), any::<char>().prop_map(String::from)];
    (0..4_usize, inserted)
}

fn value() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<u64>().prop_map(Value::from),
        ".*".prop_map(Value::from),
    ];
    leaf.prop_recursive(4, 40, 6, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..6).prop_map(Value::from),
            prop::collection::btree_map(".*", inner, 0..6).prop_map(Value::from_iter),
        ]
    })
}

const PIECES: &[&str] = &[
    "{",
    "}",
    "[",
    "]",
    ",",
    ":",
    "\"",
    "\\",
    "\\u",
    "\\ud83d",
    "\\ude00",
    "\\u0000",
    "\"x\"",
    "\"x\":",
    "\"around\":[",
    "null",
    "true",
    "false",
    "0",
    "-",
    "1",
    ".",
    "e",
    "5",
    "1e400",
    "18446744073709551616",
    " ",
    "\n",
    "\u{1}",
    "\u{7f}",
    "\0",
    "a",
    "PAY-1",
    "\u{e4}",
    "\u{1f600}",
];

#[test]
fn members_are_read_into_the_default() {
    let read = |json: &str| read::<State>(json).map_err(|error| error.to_string());
    let point = Point { x: 3, ..Point::default() };
    assert_eq!(read("{}"), Ok(State::default()));
    assert_eq!(read(r#"{"new":[{}],"left":["a"],"at":{"x":3}}"#), Ok(State { at: point, left: vec!["a".to_owned()] }));
    assert_eq!(read("[]"), Err("expected an object, found a list at byte 0".to_owned()));
    assert_eq!(read(r#"{"left":[1]}"#), Err("expected a text, found a whole number at byte 10".to_owned()));
}
