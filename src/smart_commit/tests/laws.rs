//! What holds for every message: agreement with the naive reading, linear work, bounded results, no panic.

use super::super::{Options, parse};
use super::{naive, shown};
use crate::issue_key::Rules;
use crate::issue_key::tests::random::{PIECES, PROJECTS, Random};
use crate::unicode::tests::WORK;
use proptest::prelude::*;

/// Pieces of commands and of what may touch them.
const COMMANDS: &[&str] = &[
    " ",
    " ",
    " ",
    "XY-1",
    "XY-1",
    "XY-2 ",
    "AB-3",
    " xy-1",
    "#",
    " #",
    "close",
    " #close",
    " #close ",
    "#a",
    " #comment ",
    " #comment",
    " #COMMENT ",
    " #time ",
    " #time",
    "1h",
    "1h ",
    "30m",
    "1,5d",
    "0.5m",
    "2h",
    "x",
    "done",
    "²",
    "漢",
    "ー",
    "e\u{301}",
    "\u{301}",
    "\u{663}",
    ",",
    ".",
    ";",
    ":",
    "!",
    "?",
    "&",
    "+",
    "(",
    ")",
    "[",
    "]",
    "/",
    "=",
    "-",
    "_",
    "\n",
    "\n",
    "\r\n",
    "\u{2028}",
    "\u{a0}",
    "\u{200b}",
    "fixup! ",
    "Revert \"",
    "#XY-1",
    "#AB-3",
    "#AB-3_",
    "#QQ-7",
    "1",
    "-1",
    "_XY-1",
    "XY-1_",
    "#漢XY-2",
    "%2FXY-1",
    "<",
    "😀",
];

fn check(text: &str, known: Option<&[&str]>, seed: u64) {
    let rules = known.map_or_else(Rules::unknown, Rules::known);
    let parsed = parse(text, &rules, &Options::default());
    assert_eq!(shown(&parsed), naive::parse(text, known), "seed {seed}, {known:?}: {text:?}");
    let places = parsed.commands.iter().map(|c| c.byte).chain(parsed.errors.iter().map(|e| e.byte));
    assert!(places.into_iter().all(|byte| text[byte..].starts_with('#')), "{text:?}");
}

#[test]
fn agrees_with_the_naive_reading() {
    let mut busy = 0;
    for seed in 0..50_000 {
        let mut random = Random(seed);
        // most messages get a good start, since without a key and a command nothing happens
        let start = random.pick(&["", "XY-1 ", "XY-1 #a ", "XY-1, AB-3 #time "]).to_owned();
        let text = start + &random.text(COMMANDS, 14);
        let known = random.known(PROJECTS);
        check(&text, known.as_deref(), seed);
        busy += usize::from(!naive::parse(&text, known.as_deref()).is_empty());
    }
    assert!(busy > 10_000, "only {busy} messages did anything");
}

#[test]
fn agrees_with_the_naive_reading_on_odd_keys() {
    let both: Vec<&str> = PIECES.iter().chain(COMMANDS).copied().collect();
    for seed in 0..20_000 {
        let mut random = Random(seed);
        let text = random.text(&both, 20);
        check(&text, random.known(PROJECTS).as_deref(), seed);
    }
}

proptest! {
    #[test]
    fn any_message_is_read(text in any::<String>()) {
        check(&format!("XY-1 #a {text}"), None, 0);
        check(&text, Some(&["XY"]), 0);
    }

    #[test]
    fn any_duration_is_read(args in "([0-9]{0,7}[.,]?[0-9]{0,5}[wdhmWDHMx]?[ ,.)]?){0,5}") {
        check(&format!("XY-1 #time {args}"), None, 0);
    }
}

#[test]
fn results_of_one_message_are_bounded() {
    let keys: String = (1..=50_000).map(|number| format!("XY-{number} ")).collect();
    for commands in ["#a ".repeat(50_000), format!("#comment {}", "x".repeat(500_000)), "#time ".repeat(50_000)] {
        let parsed = parse(&format!("{keys}{commands}"), &Rules::unknown(), &Options::default());
        let results = parsed.commands.len() + parsed.errors.len();
        let bytes = serde_json::to_string(&parsed.commands).unwrap().len();
        assert!(parsed.truncated && results > 0 && results <= 200_000 && bytes < 20 << 20, "{results} {bytes}");
    }
    let alone = parse(&format!("XY-1 #comment {}", "x".repeat(3 << 20)), &Rules::unknown(), &Options::default());
    assert!(!alone.truncated && alone.commands.len() == 1, "one long comment is none too many");
}

#[test]
fn work_is_linear_whatever_the_message() {
    let pieces = [
        "XY-1 ",
        "XY-1#",
        "XY-1 #",
        "#a ",
        " #",
        "XY-1 #a x",
        "# ",
        " #time 1h1h",
        "1h",
        "1h ",
        "\n",
        "XY-1 #a\n",
        "-_",
        "a",
        "(",
        ")",
        "XY-1 ( ",
        "#XY-1 ",
        "#漢XY-1",
        "\u{301}",
        ",",
        ".",
        "/ XY-1",
    ];
    for (first, second) in pieces.iter().flat_map(|first| pieces.iter().map(move |second| (first, second))) {
        let half = |piece: &str| piece.repeat(SIZE / 2 / piece.len());
        let both = format!("{first}{second}");
        for text in [half(first) + &half(second), half(&both) + &half(&both)] {
            for text in [format!("XY-1 #time 1h {text}"), format!("XY-1 {text} #a"), text] {
                let before = WORK.get();
                parse(&text, &Rules::unknown(), &Options::default());
                let work = WORK.get() - before;
                // the keys, first line and lines, gaps within and behind lists, names, arguments
                assert!(work <= 10 * text.len() as u64, "{work} for {} bytes of {first:?} {second:?}", text.len());
            }
        }
    }
}

/// Large enough to tell linear from quadratic, small enough to try thousands of texts.
const SIZE: usize = 1_000;
