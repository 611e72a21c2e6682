//! Random texts over a nasty alphabet, the same on every run.

/// A small generator (splitmix64); a failing case is found again by its seed.
pub(crate) struct Random(pub(crate) u64);

impl Random {
    pub(crate) fn below(&mut self, limit: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        usize::try_from((mixed ^ (mixed >> 31)) % limit as u64).unwrap()
    }

    pub(crate) fn pick<'a>(&mut self, words: &[&'a str]) -> &'a str {
        words[self.below(words.len())]
    }

    /// Up to `most` words without anything between them.
    pub(crate) fn text(&mut self, words: &[&str], most: usize) -> String {
        (0..self.below(most + 1)).map(|_| self.pick(words)).collect()
    }

    /// Some of the words, or nothing known.
    pub(crate) fn known<'a>(&mut self, words: &[&'a str]) -> Option<Vec<&'a str>> {
        match self.below(4) {
            0 => None,
            _ => Some(words.iter().filter(|_| self.below(2) == 0).copied().collect()),
        }
    }
}

/// Pieces of keys and of what may touch them.
pub(crate) const PIECES: &[&str] = &[
    "-",
    "-",
    "-",
    "-1",
    "-1",
    "-2",
    "-12",
    "-0",
    "-1234567890",
    "-12345678901",
    "_",
    "_",
    "__",
    "A",
    "X",
    "XY",
    "XY",
    "AB",
    "xy",
    "xy",
    "Xy",
    "a",
    "1",
    "2",
    "9",
    "XY-1",
    "xy-2",
    "AB-1",
    "A_XY-3",
    "CVE",
    "CVE-1-",
    "cve",
    "UTF",
    "SHA1",
    "X86",
    "%",
    "%2F",
    "%2f",
    "%20",
    "%C3",
    "2F",
    ".",
    ".1",
    ",",
    "/",
    "#",
    "&",
    "(",
    ")",
    "[",
    "]",
    " ",
    " ",
    "\t",
    "\n",
    "\r",
    "\r\n",
    "\u{b}",
    "\u{c}",
    "\u{85}",
    "\u{2028}",
    "\u{2029}",
    "\u{1c}",
    "é",
    "É",
    "ǅ",
    "ж",
    "e\u{301}",
    "\u{301}",
    "\u{301}",
    "\u{20e3}",
    "\u{93f}",
    "漢",
    "ー",
    "ª",
    "²",
    "Ⅳ",
    "\u{663}",
    "３",
    "Ａ",
    "\u{212a}",
    "\u{17f}",
    "ı",
    "\u{2010}",
    "\u{2212}",
    "\u{200b}",
    "\u{feff}",
    "😀",
    "\u{1d400}",
    "\u{e000}",
    "<!--",
    "<!--",
    "-->",
    "-->",
    "<!-->",
    "<!",
    ">",
    "!",
    "\0",
];

/// Projects of the random texts, of any shape.
pub(crate) const PROJECTS: &[&str] = &[
    "XY", "AB", "A_XY", "xy_a", "X", "A", "1", "12", "2", "2F", "CVE", "_XY", "XY_", "1_XY", "__", "UTF", "9XY", "2FXY",
];
