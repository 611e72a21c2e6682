//! Walks over a JSON document (RFC 8259): what stands next, and where it ends.

use std::borrow::Cow;

use super::pass::{self, Behind};
use super::{Error, Extent};

/// A place in a document.
pub(super) struct Cursor<'de> {
    text: &'de str,
    /// What was not read yet. Whether any is left is cheaper to ask than whether a place is before the end.
    rest: &'de [u8],
    /// How many lists and objects may still be opened, each within the former.
    depth: u8,
    pub(super) extent: Extent,
}

/// A number in the smallest type that holds it.
pub(super) enum Number {
    Float(f64),
    Negative(i64),
    Positive(u64),
}

impl<'de> Cursor<'de> {
    pub(super) fn new(text: &'de str, extent: Extent) -> Cursor<'de> {
        Cursor { text, rest: text.as_bytes(), depth: DEEPEST, extent }
    }

    /// How many bytes were read.
    #[inline(always)]
    pub(super) fn at(&self) -> usize {
        self.text.len() - self.rest.len()
    }

    /// Where it stands, and how deep.
    pub(super) fn place(&self) -> (&'de [u8], u8) {
        (self.rest, self.depth)
    }

    /// Goes back to where it stood.
    pub(super) fn return_to(&mut self, (rest, depth): (&'de [u8], u8)) {
        self.rest = rest;
        self.depth = depth;
    }

    fn byte(&self) -> Option<u8> {
        self.rest.first().copied()
    }

    /// Passes one byte, if there is one.
    #[inline(always)]
    fn next(&mut self) {
        if let Some((_, behind)) = self.rest.split_first() {
            self.rest = behind;
        }
    }

    /// The first byte that is no blank, which is not passed. NUL is a blank, too.
    pub(super) fn peek(&mut self) -> Option<u8> {
        self.rest = pass::blanks(self.rest);
        self.byte()
    }

    /// Passes a byte if it stands next, behind any blanks.
    pub(super) fn passes(&mut self, byte: u8) -> bool {
        let stands = self.peek() == Some(byte);
        if stands {
            self.next();
        }
        stands
    }

    /// Passes a byte that must stand next, behind any blanks.
    pub(super) fn pass(&mut self, byte: u8) -> Result<(), Error> {
        if self.passes(byte) { Ok(()) } else { Err(Error::syntax()) }
    }

    /// Passes what was passed over; else stands where something else was expected.
    fn take(&mut self, behind: Behind<'de>) -> Result<(), Error> {
        self.rest = behind.unwrap_or_else(|other| other);
        behind.map(|_| ()).map_err(|_| Error::syntax())
    }

    /// Passes a word that must stand here.
    pub(super) fn word(&mut self, word: &str) -> Result<(), Error> {
        self.take(pass::word(self.rest, word))
    }

    /// Passes the bracket or brace that opens a list or an object.
    pub(super) fn enter(&mut self) -> Result<(), Error> {
        self.next();
        self.depth = self.depth.checked_sub(1).ok_or_else(Error::too_deep)?;
        Ok(())
    }

    /// Stands before it again: what is wrong is all of it.
    pub(super) fn refuse(&mut self) {
        let read = self.text.get(..self.at()).unwrap_or_default().trim_ascii_end().len();
        self.rest = self.text.as_bytes().get(read.saturating_sub(1)..).unwrap_or_default();
    }

    /// Passes the one that closes it.
    pub(super) fn leave(&mut self, close: u8) -> Result<(), Error> {
        self.depth += 1;
        self.pass(close)
    }

    /// Whether another element or member stands next; the comma before it is passed.
    pub(super) fn another(&mut self, close: u8, first: &mut bool) -> Result<bool, Error> {
        if self.peek() == Some(close) {
            return Ok(false);
        }
        if !std::mem::take(first) {
            self.pass(b',')?;
        }
        Ok(true)
    }

    /// The text from a place on to where it stands.
    #[inline(always)]
    fn since(&self, start: usize) -> &'de str {
        self.text.get(start..self.at()).unwrap_or_default()
    }

    /// Passes what stands for itself in a string: up to its end, an escape, or a control character.
    #[inline(always)]
    fn plain(&mut self) -> &'de str {
        let start = self.at();
        self.rest = pass::plain(self.rest);
        self.since(start)
    }

    /// A string, whose quote stands here. Control characters are no part of a strict one, and of others they are.
    pub(super) fn string(&mut self, strict: bool) -> Result<Cow<'de, str>, Error> {
        self.next();
        let plain = self.plain();
        if let [b'"', behind @ ..] = self.rest {
            self.rest = behind;
            return Ok(Cow::Borrowed(plain));
        }
        self.escaped(plain, strict).map(Cow::Owned)
    }

    /// The whole string of which something was read; what stands here now has a meaning.
    #[inline(never)]
    fn escaped(&mut self, plain: &str, strict: bool) -> Result<String, Error> {
        let mut string = String::with_capacity(plain.len() + 64);
        string.push_str(plain);
        loop {
            match self.byte() {
                Some(b'"') => {
                    self.next();
                    return Ok(string);
                }
                Some(b'\\') => string.push(self.escape()?),
                Some(0) => self.next(),
                Some(control) if !strict => {
                    string.push(char::from(control));
                    self.next();
                }
                _ => return Err(Error::syntax()),
            }
            string.push_str(self.plain());
        }
    }

    /// The character that an escape stands for. One half of a surrogate pair alone is U+FFFD.
    fn escape(&mut self) -> Result<char, Error> {
        let unit = match self.code_unit()? {
            Ok(character) => return Ok(character),
            Err(unit) => unit,
        };
        let behind = self.rest;
        if (0xD800..0xDC00).contains(&unit) && self.byte() == Some(b'\\') {
            if let Ok(Err(low @ 0xDC00..0xE000)) = self.code_unit() {
                let both = 0x1_0000 + ((u32::from(unit) - 0xD800) << 10) + (u32::from(low) - 0xDC00);
                return Ok(char::from_u32(both).unwrap_or(char::REPLACEMENT_CHARACTER));
            }
            self.rest = behind;
        }
        Ok(char::from_u32(u32::from(unit)).unwrap_or(char::REPLACEMENT_CHARACTER))
    }

    /// The character that a letter behind a backslash stands for, or the code unit that four digits are.
    fn code_unit(&mut self) -> Result<Result<char, u16>, Error> {
        let [_, letter, behind @ ..] = self.rest else { return Err(Error::syntax()) };
        let character = match letter {
            b'"' | b'\\' | b'/' => char::from(*letter),
            b'b' => '\u{8}',
            b'f' => '\u{c}',
            b'n' => '\n',
            b'r' => '\r',
            b't' => '\t',
            b'u' => {
                let (digits, behind) = behind.split_first_chunk::<4>().ok_or_else(Error::syntax)?;
                let unit = digits.iter().try_fold(0, |unit, digit| Some(unit * 16 + char::from(*digit).to_digit(16)?));
                self.rest = behind;
                return unit.and_then(|unit| u16::try_from(unit).ok()).map(Err).ok_or_else(Error::syntax);
            }
            _ => return Err(Error::syntax()),
        };
        self.rest = behind;
        Ok(Ok(character))
    }

    /// A number, which starts here.
    #[inline(never)]
    pub(super) fn number(&mut self) -> Result<Number, Error> {
        let start = self.at();
        let passed = pass::number(self.rest);
        self.take(passed.map(|(behind, _)| behind))?;
        let is_whole = passed.is_ok_and(|(_, is_whole)| is_whole);
        let written = self.since(start);
        if is_whole && let Ok(number) = written.parse() {
            return Ok(Number::Positive(number));
        }
        match written.parse() {
            // There is no negative zero among whole numbers.
            Ok(number) if is_whole && number != 0 => Ok(Number::Negative(number)),
            _ => serde_json::from_str(written).map(Number::Float).map_err(|_| Error::syntax()),
        }
    }

    /// Passes a value, however deep it is.
    #[inline(never)]
    pub(super) fn skip(&mut self) -> Result<(), Error> {
        self.take(pass::value(self.rest))
    }

    /// A value as it is written, however deep it is.
    pub(super) fn raw(&mut self) -> Result<&'de str, Error> {
        self.peek();
        let start = self.at();
        self.skip()?;
        Ok(self.since(start))
    }

    /// Passes what may stand behind the document: blanks.
    pub(super) fn end(&mut self) -> Result<(), Error> {
        if self.peek().is_none() { Ok(()) } else { Err(Error::syntax()) }
    }
}

/// As `serde_json` has it: values are read by functions that call each other, and the stack of a caller has an end.
const DEEPEST: u8 = 127;
