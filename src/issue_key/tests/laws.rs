//! What holds for every text: agreement with the naive reading, exact places, union over lines, linear work.

use super::super::{Extraction, Field, Rules, extract, keys};
use super::naive;
use super::random::{PIECES, PROJECTS, Random};
use crate::unicode::ends_line;
use crate::unicode::tests::WORK;
use proptest::prelude::*;
use std::slice;

const FIELDS: [Field; 4] = [Field::Commit, Field::Branch, Field::PrTitle, Field::PrBody];

fn rules(known: Option<&[&str]>) -> Rules {
    known.map_or_else(Rules::unknown, Rules::known)
}

/// The laws that need no second implementation.
fn check_laws(text: &str, field: Field, rules: &Rules) -> Extraction {
    let found = extract(text, field, rules);
    let mut last_end = 0;
    let mut seen: Vec<&str> = Vec::new();
    for occurrence in &found.occurrences {
        assert!(occurrence.byte.start >= last_end, "keys overlap in {text:?}");
        last_end = occurrence.byte.end;
        // slicing panics unless both ends are character boundaries
        let written = &text[occurrence.byte.clone()];
        assert_eq!(written.to_ascii_uppercase(), occurrence.key, "{text:?}");
        assert_eq!(occurrence.key.to_ascii_uppercase(), occurrence.key, "upper case stays as it is");
        let units: Vec<u16> = text.encode_utf16().collect();
        assert_eq!(String::from_utf16(&units[occurrence.utf16.clone()]).unwrap(), written, "{text:?}");
        if !seen.contains(&occurrence.key.as_str()) {
            seen.push(&occurrence.key);
        }
    }
    assert_eq!(seen, found.keys, "keys are those of the occurrences, in order: {text:?}");
    let mut only = Vec::new();
    assert_eq!(keys(text, field, rules, &mut only), found.truncated, "{text:?}");
    assert_eq!(only, found.keys, "both ways find the same: {text:?}");
    found
}

fn check_against_naive(text: &str, field: Field, known: Option<&[&str]>, seed: u64) {
    let found = check_laws(text, field, &rules(known));
    let starts: Vec<usize> = text.char_indices().map(|(at, _)| at).chain([text.len()]).collect();
    let expected: Vec<(String, usize, usize)> =
        naive::keys(text, field, known).into_iter().map(|key| (key.key, starts[key.start], starts[key.end])).collect();
    let places = found.occurrences.into_iter().map(|o| (o.key, o.byte.start, o.byte.end));
    assert_eq!(places.collect::<Vec<_>>(), expected, "seed {seed}, {field:?}, {known:?}: {text:?}");
}

#[test]
fn agrees_with_the_naive_reading() {
    for seed in 0..200_000 {
        let mut random = Random(seed);
        let text = random.text(PIECES, 14);
        let known = random.known(PROJECTS);
        check_against_naive(&text, FIELDS[random.below(4)], known.as_deref(), seed);
    }
}

#[test]
fn agrees_with_the_naive_reading_where_keys_are_dense() {
    let few = ["XY-1", "xy-2", "A_XY-3", "-1", "-", "_", "XY", "xy", " ", ",", "é", "\u{301}", "\n", "1", ".", "a"];
    for seed in 0..100_000 {
        let mut random = Random(seed);
        let text = random.text(&few, 12);
        let known = random.known(PROJECTS);
        check_against_naive(&text, FIELDS[random.below(4)], known.as_deref(), seed);
    }
}

proptest! {
    #[test]
    fn any_text_obeys_the_laws(text in any::<String>(), projects in prop::option::of(prop::collection::vec("[A-Za-z0-9_]{1,3}", 0..5))) {
        let rules = projects.map_or_else(Rules::unknown, Rules::known);
        for field in FIELDS {
            check_laws(&text, field, &rules);
        }
    }

    #[test]
    fn a_key_between_boundaries_is_found(project in "[B-Z][A-Z]{4,9}", number in 1u64..10_000_000_000, before in "[ (/漢😀]", after in "[ ),:/漢😀]") {
        prop_assume!(!super::super::noise::NOISE.contains(&project.as_str()));
        let key = format!("{project}-{number}");
        let text = format!("{before}{key}{after}");
        for field in FIELDS {
            prop_assert_eq!(&extract(&text, field, &Rules::unknown()).keys, slice::from_ref(&key));
            prop_assert_eq!(&extract(&text, field, &Rules::known([&project])).keys, slice::from_ref(&key));
        }
    }
}

#[test]
fn keys_of_a_commit_are_those_of_its_lines() {
    for seed in 0..20_000 {
        let mut random = Random(seed);
        let text = random.text(PIECES, 20);
        let rules = rules(random.known(PROJECTS).as_deref());
        for field in [Field::Commit, Field::Branch, Field::PrTitle] {
            let mut union = Vec::new();
            for line in text.split(ends_line) {
                keys(line, field, &rules, &mut union);
            }
            assert_eq!(extract(&text, field, &rules).keys, union, "seed {seed}: {text:?}");
        }
    }
}

#[test]
fn case_of_a_branch_does_not_matter_with_known_projects() {
    for seed in 0..20_000 {
        let mut random = Random(seed);
        let text = random.text(PIECES, 12);
        let Some(known) = random.known(PROJECTS) else { continue };
        let rules = Rules::known(known);
        let (upper, lower) = (text.to_ascii_uppercase(), text.to_ascii_lowercase());
        let keys = |text: &str| extract(text, Field::Branch, &rules).keys;
        assert_eq!(keys(&upper), keys(&lower), "seed {seed}: {text:?}");
    }
}

#[test]
fn work_is_linear_whatever_the_text() {
    let pieces = [
        "A-",
        "1-",
        "1-1-1-",
        "A_A_A_",
        "_",
        "_-1",
        "A_1-1",
        "a_a-1",
        "XY-1",
        "xy-1",
        "xy-1,",
        "AB-1_",
        "\u{301}",
        "é\u{301}A-1",
        "\u{301}XY-1",
        "A-1\u{301}",
        "<!--",
        "<!-->",
        "-->",
        "<!-- -->XY-1",
        "%2FXY-1",
        "/browse/XY-1",
        "://browse/XY-1",
        "a://b/browse/XY-1",
        "a://",
        "-",
        "1",
        "\n",
        " xy-1",
        "漢xy-1",
        "x_xy-1",
        "____xy-1",
        "CVE-1-1",
        ".1",
        "😀",
    ];
    let known = ["XY", "A", "1", "A_A", "_", "__", "___XY", "CVE"];
    let hosts = || Some(vec!["b".to_owned()]);
    let options = |known, pattern: Option<&str>| super::super::RulesOptions {
        known,
        instance_hosts: hosts(),
        project_pattern: pattern.map(str::to_owned),
        ..Default::default()
    };
    let known = Some(known.map(str::to_owned).to_vec());
    let rules = [options(None, None), options(known, None), options(None, Some("[0-9_]+"))];
    let rules = rules.map(|options| Rules::new(options).unwrap());
    for (first, second) in pieces.iter().flat_map(|first| pieces.iter().map(move |second| (first, second))) {
        // once alternating, once as two long stretches
        let unit = first.len() + second.len();
        let alternating = format!("{first}{second}").repeat(SIZE / unit);
        let stretches = first.repeat(SIZE / 2 / first.len()) + &second.repeat(SIZE / 2 / second.len());
        for text in [alternating, stretches] {
            for (rules, field) in rules.iter().flat_map(|rules| FIELDS.map(|field| (rules, field))) {
                let before = WORK.get();
                keys(&text, field, rules, &mut Vec::new());
                let work = WORK.get() - before;
                // number, run, candidates, boundary, anchor, link: each looks at a character about once, not all at the same
                assert!(work <= 6 * text.len() as u64, "{work} for {} bytes of {first:?} {second:?}", text.len());
            }
        }
    }
}

#[test]
fn a_hostile_mib_is_read() {
    for piece in ["A-", "1-1-1-", "A_A_A_", "\u{301}", "xy-1 ", "AB-1 ", "<!--", "https://a/browse/XY-1"] {
        let text = piece.repeat((1 << 20) / piece.len() + 1);
        for field in [Field::Commit, Field::PrBody] {
            assert!(extract(&text, field, &Rules::known(["XY", "AB", "1", "A"])).truncated);
        }
    }
}

/// Large enough to tell linear from quadratic, small enough to try thousands of texts.
const SIZE: usize = 1_000;
