//! The table is fresh and says of every character what the crate says.

use super::{Class, ends_line};

#[path = "render.rs"]
mod render;

#[test]
fn table_is_fresh() {
    let written = include_str!("table.rs");
    let advice = "src/unicode/table.rs is stale: run `cargo run --example unicode_table > src/unicode/table.rs`";
    assert!(written == render::table(), "{advice}");
}

#[test]
fn every_character_has_its_class() {
    for character in '\0'..=char::MAX {
        let expected = render::class_number(character);
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
