//! Renders the table and fails when the committed one is stale or says of any character what the crate does not.
//!
//! `./build.sh generate` writes the file; without `GENERATE` the test compares.

use super::{Class, ends_line};
use std::cell::Cell;
use std::path::Path;
use unicode_general_category::{GeneralCategory as Category, get_general_category};

thread_local! {
    /// How many characters were looked at on this thread.
    pub(crate) static WORK: Cell<u64> = const { Cell::new(0) };
}

const OUTPUT: &str = "src/unicode/table.rs";

#[test]
fn generated_table_is_fresh() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(OUTPUT);
    let table = render();
    if std::env::var_os("GENERATE").is_some() {
        std::fs::write(&path, &table).unwrap();
    }
    let committed = std::fs::read_to_string(&path).unwrap_or_default();
    assert!(committed == table, "{OUTPUT} is stale: run ./build.sh generate");
}

#[test]
fn every_character_has_its_class() {
    for character in '\0'..=char::MAX {
        let expected = class_number(character);
        assert_eq!(Class::of(character) as u32, expected, "U+{:04X}", u32::from(character));
    }
}

#[test]
fn table_stays_small() {
    // 8.5 kB of the module; more would mean that classes were added without need
    assert!(size_of_val(&super::table::STARTS) < 9_500, "{}", size_of_val(&super::table::STARTS));
}

#[test]
fn line_ends_are_white_space_and_never_letters() {
    let ends: Vec<char> = ('\0'..=char::MAX).filter(|c| ends_line(*c)).collect();
    assert_eq!(ends, ['\n', '\x0b', '\x0c', '\r', '\u{85}', '\u{2028}', '\u{2029}']);
    assert!(ends.iter().all(|c| c.is_whitespace() && Class::of(*c) == Class::Rest));
}

#[test]
fn white_space_of_the_standard_library_is_the_property() {
    // the property White_Space has not changed since Unicode 6.3; a change here would change smart commits
    let spaces: Vec<u32> = ('\0'..=char::MAX).filter(|c| c.is_whitespace()).map(u32::from).collect();
    let mut expected: Vec<u32> = (9..=13).chain([0x20, 0x85, 0xa0, 0x1680]).chain(0x2000..=0x200a).collect();
    expected.extend([0x2028, 0x2029, 0x202f, 0x205f, 0x3000]);
    assert_eq!(spaces, expected);
}

/// The class number of a character, as in `Class`.
fn class_number(character: char) -> u32 {
    match get_general_category(character) {
        Category::NonspacingMark | Category::SpacingMark | Category::EnclosingMark => 1,
        Category::UppercaseLetter | Category::LowercaseLetter | Category::TitlecaseLetter => 2,
        Category::ModifierLetter | Category::OtherLetter => 3,
        Category::DecimalNumber => 4,
        Category::LetterNumber | Category::OtherNumber => 5,
        _ => 0,
    }
}

/// The whole file.
fn render() -> String {
    let mut entries = Vec::new();
    let mut last = None;
    for character in '\0'..=char::MAX {
        let class = class_number(character);
        if last != Some(class) {
            entries.push((u32::from(character) << 3) | class);
            last = Some(class);
        }
    }
    let mut text = String::from(
        "//! Where each run of characters of one class starts: `start << 3 | class`. Generated, see `unicode/mod.rs`.\n\n",
    );
    text.push_str(&format!("#[rustfmt::skip]\npub(super) static STARTS: [u32; {}] = [\n", entries.len()));
    for line in entries.chunks(12) {
        let line: Vec<String> = line.iter().map(|entry| format!("{entry:#x}")).collect();
        text.push_str(&format!("    {},\n", line.join(", ")));
    }
    text.push_str("];\n");
    text
}
