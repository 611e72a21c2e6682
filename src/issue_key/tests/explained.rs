//! Why keys count and look-alikes do not.

use super::super::{Because, Explanation, Field, KeyRules, Reason, Rules, RulesOptions, explain, extract};
use super::random::{PIECES, PROJECTS, Random};

use Because::{AfterEscape, AfterUnderscore, Capitals, Known, Pattern, Shape, SmallAnchored, SmallBranch};

fn connected() -> Rules {
    let options = RulesOptions {
        known: Some(["PAY", "OPS", "BILL"].map(str::to_owned).to_vec()),
        instance_hosts: Some(vec!["jira.example".to_owned()]),
        ..RulesOptions::default()
    };
    let keys = KeyRules {
        served: Some(vec!["PAY".to_owned(), "BILL".to_owned()]),
        ignored: vec!["PAY-13".to_owned()],
        key_pattern: "[A-Z]+-[0-9]{1,4}".to_owned(),
    };
    Rules::new(options).unwrap().wanting(&keys).unwrap()
}

#[test]
fn each_key_says_why_it_counts() {
    let shaped = || Rules::new(RulesOptions { project_pattern: Some("[0-9]X".into()), ..Default::default() }).unwrap();
    // text, field, rules, reasons
    type Row = (&'static str, Field, Rules, &'static [Because]);
    let rows: &[Row] = &[
        ("PAY-1", Field::Commit, connected(), &[Capitals, Known]),
        ("pay-1: text", Field::Commit, connected(), &[SmallAnchored, Known]),
        ("fix/pay-1", Field::Branch, connected(), &[SmallBranch, Known]),
        ("old_PAY-1", Field::PrTitle, connected(), &[Capitals, AfterUnderscore, Known]),
        ("a%2FPAY-1", Field::PrBody, connected(), &[Capitals, AfterEscape, Known]),
        ("a%2fpay-1", Field::Branch, connected(), &[SmallBranch, AfterEscape, Known]),
        ("PAY-1", Field::Commit, Rules::unknown(), &[Capitals, Shape]),
        ("1X-1", Field::Commit, shaped(), &[Capitals, Pattern]),
        ("AB-1", Field::Commit, shaped(), &[Capitals, Shape]),
    ];
    for (text, field, rules, expected) in rows {
        let found = explain(text, *field, rules);
        let because: Vec<_> = found.occurrences.iter().map(|hit| hit.because.as_slice()).collect();
        assert_eq!(because, [*expected], "{text}");
        assert_eq!(found.misses, [], "{text}");
    }
}

#[test]
fn each_look_alike_says_why_it_does_not_count() {
    // text, field, (look-alike, reason)
    type Row = (&'static str, Field, &'static [(&'static str, Reason)]);
    let known: &[Row] = &[
        ("UTF-8", Field::Commit, &[("UTF-8", Reason::NoProject)]),
        ("see pay-7", Field::Commit, &[("pay-7", Reason::SmallNotAnchored)]),
        ("pay-7", Field::PrBody, &[("pay-7", Reason::SmallInDescription)]),
        ("v2-1.4", Field::Commit, &[("v2-1", Reason::Version)]),
        ("CVE-2026-1234", Field::Commit, &[("CVE-2026-1234", Reason::Vulnerability)]),
        ("old-BILL-33x", Field::Commit, &[("BILL-33", Reason::LetterAfter)]),
        ("PAY-3é", Field::Commit, &[("PAY-3", Reason::LetterAfter)]),
        ("éPAY-3", Field::Commit, &[("PAY-3", Reason::LetterBefore)]),
        ("xPAY-3", Field::Commit, &[("xPAY-3", Reason::NoProject)]),
        ("PAY-07", Field::Commit, &[("PAY-07", Reason::Zero)]),
        ("PAY-12345678901", Field::Commit, &[("PAY-12345678901", Reason::TooLong)]),
        ("https://jira.other.example/browse/PAY-9", Field::Commit, &[("PAY-9", Reason::OtherJira)]),
        ("<!-- PAY-1, UTF-8 --> x", Field::PrBody, &[("PAY-1", Reason::HtmlComment)]),
        ("<!-- PAY-1", Field::PrBody, &[("PAY-1", Reason::HtmlComment)]),
        ("PAY-13", Field::Commit, &[("PAY-13", Reason::Ignored)]),
        ("OPS-1", Field::Commit, &[("OPS-1", Reason::NotServed)]),
        ("PAY-12345", Field::Commit, &[("PAY-12345", Reason::KeyPattern)]),
        ("on 2026-11-26, 1-2, --1, _-1, -1", Field::Commit, &[]),
        ("well-known, re-read", Field::Commit, &[]),
    ];
    let unknown: &[Row] = &[
        ("UTF-8", Field::Commit, &[("UTF-8", Reason::Noise)]),
        ("utf-8", Field::Commit, &[("utf-8", Reason::Noise)]),
        ("pay-7", Field::Commit, &[("pay-7", Reason::SmallNotKnown)]),
        ("A-1", Field::Commit, &[("A-1", Reason::Shape)]),
        ("a__b-1", Field::Commit, &[("a__b-1", Reason::Shape)]),
        ("éPAY-3", Field::Commit, &[("PAY-3", Reason::LetterBefore)]),
    ];
    for (rows, rules) in [(known, connected()), (unknown, Rules::unknown())] {
        for (text, field, expected) in rows {
            let found = explain(text, *field, &rules);
            let misses: Vec<_> = found.misses.iter().map(|miss| (miss.text.as_str(), miss.code)).collect();
            assert_eq!(misses, *expected, "{text}");
            assert_eq!(found.occurrences, [], "{text}");
        }
    }
}

#[test]
fn more_keys_than_allowed_are_misses() {
    let rules = Rules::new(RulesOptions { max_keys: 1, ..RulesOptions::default() }).unwrap();
    let Explanation { keys, misses, truncated, .. } = explain("AB-1 AB-2 AB-1", Field::Commit, &rules);
    let misses: Vec<_> = misses.iter().map(|miss| (miss.text.as_str(), miss.code, miss.project.as_str())).collect();
    assert_eq!((keys, truncated), (vec!["AB-1".to_owned()], true));
    assert_eq!(misses, [("AB-2", Reason::TooMany, "AB")]);
}

#[test]
fn places_count_in_bytes_and_in_units() {
    let found = explain("😀 UTF-8 e\u{301} PAY-1", Field::Commit, &connected());
    let miss = &found.misses[0];
    let hit = &found.occurrences[0];
    assert_eq!((miss.byte.clone(), miss.utf16.clone()), (5..10, 3..8));
    assert_eq!((hit.byte.clone(), hit.utf16.clone()), (15..20, 12..17));
}

#[test]
fn what_is_explained_is_what_is_found() {
    for seed in 0..50_000 {
        let mut random = Random(seed);
        let text = random.text(PIECES, 14);
        let known = random.known(PROJECTS);
        let rules = known.as_deref().map_or_else(Rules::unknown, Rules::known);
        for field in [Field::Commit, Field::Branch, Field::PrTitle, Field::PrBody] {
            let (found, explained) = (extract(&text, field, &rules), explain(&text, field, &rules));
            assert_eq!(explained.keys, found.keys, "seed {seed}: {text:?}");
            assert_eq!(explained.truncated, found.truncated, "seed {seed}: {text:?}");
            let places: Vec<_> = explained.occurrences.iter().map(|hit| (&hit.key, &hit.byte, &hit.utf16)).collect();
            let expected: Vec<_> = found.occurrences.iter().map(|it| (&it.key, &it.byte, &it.utf16)).collect();
            assert_eq!(places, expected, "seed {seed}: {text:?}");
            for miss in &explained.misses {
                assert_eq!(text[miss.byte.clone()], miss.text, "seed {seed}: {text:?}");
                let hits = explained.occurrences.iter().filter(|hit| hit.byte.start < miss.byte.end);
                assert!(hits.clone().all(|hit| hit.byte.end <= miss.byte.start), "seed {seed}: {text:?} {miss:?}");
            }
        }
    }
}
