//! Walks over a JSON document (RFC 8259): what stands next, and where it ends.

use std::borrow::Cow;

use super::Error;

/// A place in a document.
pub(super) struct Cursor<'de> {
    text: &'de str,
    at: usize,
    /// How many lists and objects may still be opened, each within the former.
    depth: u8,
}

/// A number in the smallest type that holds it.
pub(super) enum Number {
    Float(f64),
    Negative(i64),
    Positive(u64),
}

impl<'de> Cursor<'de> {
    pub(super) fn new(text: &'de str) -> Cursor<'de> {
        Cursor { text, at: 0, depth: DEEPEST }
    }

    /// How many bytes were read.
    pub(super) fn at(&self) -> usize {
        self.at
    }

    /// Where it stands, and how deep.
    pub(super) fn place(&self) -> (usize, u8) {
        (self.at, self.depth)
    }

    /// Goes back to where it stood.
    pub(super) fn return_to(&mut self, (at, depth): (usize, u8)) {
        self.at = at;
        self.depth = depth;
    }

    fn byte(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    /// The first byte that is no blank, which is not passed.
    pub(super) fn peek(&mut self) -> Option<u8> {
        loop {
            let byte = self.byte()?;
            if !matches!(byte, b' ' | b'\n' | b'\r' | b'\t') {
                return Some(byte);
            }
            self.at += 1;
        }
    }

    /// Passes a byte if it stands next, behind any blanks.
    pub(super) fn passes(&mut self, byte: u8) -> bool {
        let stands = self.peek() == Some(byte);
        self.at += usize::from(stands);
        stands
    }

    /// Passes a byte that must stand next, behind any blanks.
    pub(super) fn pass(&mut self, byte: u8) -> Result<(), Error> {
        if self.passes(byte) { Ok(()) } else { Err(Error::syntax()) }
    }

    /// Passes a word that must stand here.
    pub(super) fn word(&mut self, word: &str) -> Result<(), Error> {
        match self.text.get(self.at..).is_some_and(|rest| rest.starts_with(word)) {
            true => self.at += word.len(),
            false => return Err(Error::syntax()),
        }
        Ok(())
    }

    /// Passes the bracket or brace that opens a list or an object.
    pub(super) fn enter(&mut self) -> Result<(), Error> {
        self.at += 1;
        self.depth = self.depth.checked_sub(1).ok_or_else(Error::too_deep)?;
        Ok(())
    }

    /// Stands before it again: what is wrong is all of it.
    pub(super) fn refuse(&mut self) {
        self.at = self.text.get(..self.at).unwrap_or_default().trim_ascii_end().len().saturating_sub(1);
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

    /// Moves to the next byte that has a meaning in a string: its end, an escape, or a control character, which must not be there.
    fn seek(&mut self) {
        let mut rest = self.text.as_bytes().get(self.at..).unwrap_or_default();
        while let Some((eight, behind)) = rest.split_first_chunk::<8>() {
            let eight = u64::from_le_bytes(*eight);
            // The highest bit of each byte of the first three says whether a subtraction of that byte alone borrows: exact up to the
            // first that does, and nobody looks further. Bytes above 0x7f have no meaning.
            let quote = (eight ^ each(b'"')).wrapping_sub(each(1));
            let escape = (eight ^ each(b'\\')).wrapping_sub(each(1));
            let control = eight.wrapping_sub(each(b' '));
            let found = (quote | escape | control) & !eight & each(0x80);
            if found != 0 {
                self.at += (found.trailing_zeros() / 8) as usize;
                return;
            }
            rest = behind;
            self.at += 8;
        }
        let plain = rest.iter().position(|byte| matches!(byte, b'"' | b'\\' | 0..b' '));
        self.at += plain.unwrap_or(rest.len());
    }

    /// A string, whose quote stands here. Control characters are no part of a strict one, and of others they are.
    pub(super) fn string(&mut self, strict: bool) -> Result<Cow<'de, str>, Error> {
        self.at += 1;
        let start = self.at;
        self.seek();
        let plain = self.text.get(start..self.at).unwrap_or_default();
        if self.byte() == Some(b'"') {
            self.at += 1;
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
                    self.at += 1;
                    return Ok(string);
                }
                Some(b'\\') => string.push(self.escape()?),
                Some(control) if !strict => {
                    string.push(char::from(control));
                    self.at += 1;
                }
                _ => return Err(Error::syntax()),
            }
            let start = self.at;
            self.seek();
            string.push_str(self.text.get(start..self.at).unwrap_or_default());
        }
    }

    /// The character that an escape stands for. One half of a surrogate pair alone is U+FFFD.
    fn escape(&mut self) -> Result<char, Error> {
        let unit = match self.code_unit()? {
            Ok(character) => return Ok(character),
            Err(unit) => unit,
        };
        let behind = self.at;
        if (0xD800..0xDC00).contains(&unit) && self.byte() == Some(b'\\') {
            if let Ok(Err(low @ 0xDC00..0xE000)) = self.code_unit() {
                let both = 0x1_0000 + ((u32::from(unit) - 0xD800) << 10) + (u32::from(low) - 0xDC00);
                return Ok(char::from_u32(both).unwrap_or(char::REPLACEMENT_CHARACTER));
            }
            self.at = behind;
        }
        Ok(char::from_u32(u32::from(unit)).unwrap_or(char::REPLACEMENT_CHARACTER))
    }

    /// The character that a letter behind a backslash stands for, or the code unit that four digits are.
    fn code_unit(&mut self) -> Result<Result<char, u16>, Error> {
        let letter = self.text.as_bytes().get(self.at + 1).copied();
        let character = match letter {
            Some(b'"' | b'\\' | b'/') => char::from(letter.unwrap_or_default()),
            Some(b'b') => '\u{8}',
            Some(b'f') => '\u{c}',
            Some(b'n') => '\n',
            Some(b'r') => '\r',
            Some(b't') => '\t',
            Some(b'u') => {
                let digits = self.text.get(self.at + 2..self.at + 6).unwrap_or_default();
                // Digits alone: a sign would be read as well.
                let unit =
                    digits.bytes().all(|digit| digit.is_ascii_hexdigit()).then(|| u16::from_str_radix(digits, 16));
                self.at += 6;
                return unit.and_then(Result::ok).map(Err).ok_or_else(Error::syntax);
            }
            _ => return Err(Error::syntax()),
        };
        self.at += 2;
        Ok(Ok(character))
    }

    /// Passes a string, whose quote stands here.
    fn skip_string(&mut self) -> Result<(), Error> {
        self.at += 1;
        loop {
            self.seek();
            match self.byte() {
                Some(b'"') => {
                    self.at += 1;
                    return Ok(());
                }
                Some(b'\\') => _ = self.code_unit()?,
                _ => return Err(Error::syntax()),
            }
        }
    }

    fn digits(&mut self) -> Result<(), Error> {
        let start = self.at;
        while self.byte().is_some_and(|byte| byte.is_ascii_digit()) {
            self.at += 1;
        }
        if self.at > start { Ok(()) } else { Err(Error::syntax()) }
    }

    /// Passes a number and says whether it is written without fraction and exponent.
    fn skip_number(&mut self) -> Result<bool, Error> {
        self.at += usize::from(self.byte() == Some(b'-'));
        match self.byte() {
            Some(b'0') => self.at += 1,
            _ => self.digits()?,
        }
        let mut is_whole = true;
        if self.byte() == Some(b'.') {
            is_whole = false;
            self.at += 1;
            self.digits()?;
        }
        if matches!(self.byte(), Some(b'e' | b'E')) {
            is_whole = false;
            self.at += 1;
            self.at += usize::from(matches!(self.byte(), Some(b'+' | b'-')));
            self.digits()?;
        }
        Ok(is_whole)
    }

    /// A number, which starts here.
    #[inline(never)]
    pub(super) fn number(&mut self) -> Result<Number, Error> {
        let start = self.at;
        let is_whole = self.skip_number()?;
        let written = self.text.get(start..self.at).unwrap_or_default();
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
        // What closes the lists and objects that are open.
        let mut open = Vec::new();
        loop {
            match self.peek() {
                Some(b'"') => self.skip_string()?,
                Some(b'{') => {
                    self.at += 1;
                    if !self.passes(b'}') {
                        open.push(b'}');
                        self.skip_name()?;
                        continue;
                    }
                }
                Some(b'[') => {
                    self.at += 1;
                    if !self.passes(b']') {
                        open.push(b']');
                        continue;
                    }
                }
                Some(b'-' | b'0'..=b'9') => _ = self.skip_number()?,
                Some(b'n') => self.word("null")?,
                Some(b't') => self.word("true")?,
                Some(b'f') => self.word("false")?,
                _ => return Err(Error::syntax()),
            }
            loop {
                let Some(close) = open.last().copied() else { return Ok(()) };
                if self.passes(b',') {
                    if close == b'}' {
                        self.skip_name()?;
                    }
                    break;
                }
                self.pass(close)?;
                open.pop();
            }
        }
    }

    fn skip_name(&mut self) -> Result<(), Error> {
        if self.peek() != Some(b'"') {
            return Err(Error::syntax());
        }
        self.skip_string()?;
        self.pass(b':')
    }

    /// A value as it is written, however deep it is.
    pub(super) fn raw(&mut self) -> Result<&'de str, Error> {
        self.peek();
        let start = self.at;
        self.skip()?;
        Ok(self.text.get(start..self.at).unwrap_or_default())
    }

    /// Passes what may stand behind the document: blanks.
    pub(super) fn end(&mut self) -> Result<(), Error> {
        if self.peek().is_none() { Ok(()) } else { Err(Error::syntax()) }
    }
}

/// Eight times the same byte.
const fn each(byte: u8) -> u64 {
    u64::from_ne_bytes([byte; 8])
}

/// As `serde_json` has it: values are read by functions that call each other, and the stack of a caller has an end.
const DEEPEST: u8 = 127;
