//! What issue keys and smart commits need to know of Unicode: general categories in six classes, and line ends.
//!
//! The table is generated from the crate `unicode-general-category` (`./build.sh generate`), and a test compares the two for
//! every character.

mod table;
#[cfg(test)]
pub(crate) mod tests;

/// A general category, as coarse as the rules for keys and smart commits allow.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[repr(u8)]
pub enum Class {
    /// Punctuation, symbols, separators, controls, format characters, unassigned.
    Rest = 0,
    /// `Mn`, `Mc`, `Me`.
    Mark = 1,
    /// `Lu`, `Ll`, `Lt`.
    CasedLetter = 2,
    /// `Lm`, `Lo`.
    OtherLetter = 3,
    /// `Nd`.
    Digit = 4,
    /// `Nl`, `No`.
    OtherNumber = 5,
}

impl Class {
    /// The class of a character.
    pub fn of(character: char) -> Class {
        tick();
        match character {
            'a'..='z' | 'A'..='Z' => Class::CasedLetter,
            '0'..='9' => Class::Digit,
            '\0'..='\x7f' => Class::Rest,
            _ => Class::in_table(u32::from(character)),
        }
    }

    #[inline(never)]
    fn in_table(code: u32) -> Class {
        let behind = table::STARTS.partition_point(|entry| entry >> 3 <= code);
        let entry = behind.checked_sub(1).and_then(|at| table::STARTS.get(at)).copied().unwrap_or(0);
        match entry & 7 {
            1 => Class::Mark,
            2 => Class::CasedLetter,
            3 => Class::OtherLetter,
            4 => Class::Digit,
            5 => Class::OtherNumber,
            _ => Class::Rest,
        }
    }

    /// Whether such a character beside a key makes it part of a word: `Lu`, `Ll`, `Lt`, `Nd`.
    pub fn glues(self) -> bool {
        matches!(self, Class::CasedLetter | Class::Digit)
    }

    /// Whether this is a letter, `L*`.
    pub fn is_letter(self) -> bool {
        matches!(self, Class::CasedLetter | Class::OtherLetter)
    }

    /// Whether this is a letter or a number, `L*` or `N*`.
    pub fn is_letter_or_number(self) -> bool {
        self >= Class::CasedLetter
    }
}

/// Whether a character ends a line: LF, VT, FF, CR, U+0085, U+2028, U+2029.
pub fn ends_line(character: char) -> bool {
    tick();
    matches!(character, '\n' | '\x0b' | '\x0c' | '\r' | '\u{85}' | '\u{2028}' | '\u{2029}')
}

/// Counts a look at a character, in tests only: that work is linear is shown by this number and not by a clock.
#[inline(always)]
pub(crate) fn tick() {
    #[cfg(test)]
    tests::WORK.with(|work| work.set(work.get() + 1));
}
