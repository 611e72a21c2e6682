// Renders src/unicode/table.rs from the crate `unicode-general-category`; shared by the example that writes it and the test.

use unicode_general_category::{GeneralCategory as Category, get_general_category};

/// The class number of a character, as in `Class`.
pub fn class_number(character: char) -> u32 {
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
pub fn table() -> String {
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
