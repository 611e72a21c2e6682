//! Walks over a JSON document (RFC 8259): what stands next, and where it ends.

use std::borrow::Cow;

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
    fn next(&mut self) {
        if let Some((_, behind)) = self.rest.split_first() {
            self.rest = behind;
        }
    }

    /// The first byte that is no blank, which is not passed. NUL is a blank, too.
    pub(super) fn peek(&mut self) -> Option<u8> {
        loop {
            let (byte, behind) = self.rest.split_first()?;
            if !matches!(byte, b' ' | b'\n' | b'\r' | b'\t' | 0) {
                return Some(*byte);
            }
            self.rest = behind;
        }
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

    /// Passes a word that must stand here.
    pub(super) fn word(&mut self, word: &str) -> Result<(), Error> {
        self.rest = self.rest.strip_prefix(word.as_bytes()).ok_or_else(Error::syntax)?;
        Ok(())
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

    /// Moves to the next byte that has a meaning in a string: its end, an escape, or a control character, which must not be there.
    fn seek(&mut self) {
        self.rest = sought(self.rest);
    }

    /// The text from a place on to where it stands.
    fn since(&self, start: usize) -> &'de str {
        self.text.get(start..self.at()).unwrap_or_default()
    }

    /// A string, whose quote stands here. Control characters are no part of a strict one, and of others they are.
    pub(super) fn string(&mut self, strict: bool) -> Result<Cow<'de, str>, Error> {
        self.next();
        let start = self.at();
        self.seek();
        let plain = self.since(start);
        if self.byte() == Some(b'"') {
            self.next();
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
            let start = self.at();
            self.seek();
            string.push_str(self.since(start));
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

    fn digits(&mut self) -> Result<(), Error> {
        let is_digit = |byte: Option<u8>| byte.is_some_and(|byte| byte.is_ascii_digit());
        if !is_digit(self.byte()) {
            return Err(Error::syntax());
        }
        while is_digit(self.byte()) {
            self.next();
        }
        Ok(())
    }

    /// Passes a number and says whether it is written without fraction and exponent.
    fn skip_number(&mut self) -> Result<bool, Error> {
        if self.byte() == Some(b'-') {
            self.next();
        }
        match self.byte() {
            Some(b'0') => self.next(),
            _ => self.digits()?,
        }
        let mut is_whole = true;
        if self.byte() == Some(b'.') {
            is_whole = false;
            self.next();
            self.digits()?;
        }
        if matches!(self.byte(), Some(b'e' | b'E')) {
            is_whole = false;
            self.next();
            if matches!(self.byte(), Some(b'+' | b'-')) {
                self.next();
            }
            self.digits()?;
        }
        Ok(is_whole)
    }

    /// A number, which starts here.
    #[inline(never)]
    pub(super) fn number(&mut self) -> Result<Number, Error> {
        let start = self.at();
        let is_whole = self.skip_number()?;
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
    ///
    /// What is left is kept apart from the cursor meanwhile: a compiler then keeps it in registers.
    #[inline(never)]
    pub(super) fn skip(&mut self) -> Result<(), Error> {
        let mut rest = self.rest;
        // What closes the lists and objects that are open.
        let mut open = Vec::new();
        loop {
            rest = behind_blanks(rest);
            match rest {
                [b'"', string @ ..] => match behind_string(string) {
                    Ok(behind) => rest = behind,
                    Err(at) => return self.stop(at),
                },
                [b'{', members @ ..] => {
                    rest = behind_blanks(members);
                    match rest {
                        [b'}', behind @ ..] => rest = behind,
                        _ => {
                            open.push(b'}');
                            match behind_name(rest) {
                                Ok(behind) => rest = behind,
                                Err(at) => return self.stop(at),
                            }
                            continue;
                        }
                    }
                }
                [b'[', elements @ ..] => {
                    rest = behind_blanks(elements);
                    match rest {
                        [b']', behind @ ..] => rest = behind,
                        _ => {
                            open.push(b']');
                            continue;
                        }
                    }
                }
                [b'n' | b't' | b'f' | b'-' | b'0'..=b'9', ..] => {
                    self.rest = rest;
                    self.skip_plain()?;
                    rest = self.rest;
                }
                _ => return self.stop(rest),
            }
            loop {
                let Some(close) = open.last().copied() else {
                    self.rest = rest;
                    return Ok(());
                };
                rest = behind_blanks(rest);
                match rest {
                    [b',', behind @ ..] => {
                        rest = behind;
                        if close == b'}' {
                            match behind_name(behind_blanks(rest)) {
                                Ok(behind) => rest = behind,
                                Err(at) => return self.stop(at),
                            }
                        }
                        break;
                    }
                    [byte, behind @ ..] if *byte == close => {
                        rest = behind;
                        open.pop();
                    }
                    _ => return self.stop(rest),
                }
            }
        }
    }

    /// Stands where something else was expected.
    #[cold]
    fn stop(&mut self, rest: &'de [u8]) -> Result<(), Error> {
        self.rest = rest;
        Err(Error::syntax())
    }

    /// Passes a number or a word, which stands here.
    fn skip_plain(&mut self) -> Result<(), Error> {
        match self.byte() {
            Some(b'n') => self.word("null"),
            Some(b't') => self.word("true"),
            Some(b'f') => self.word("false"),
            _ => self.skip_number().map(|_| ()),
        }
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

/// What is behind blanks. NUL is a blank, too.
#[inline(always)]
fn behind_blanks(mut rest: &[u8]) -> &[u8] {
    while let [b' ' | b'\n' | b'\r' | b'\t' | 0, behind @ ..] = rest {
        rest = behind;
    }
    rest
}

/// From the next byte on that has a meaning in a string.
#[inline(always)]
fn sought(mut rest: &[u8]) -> &[u8] {
    while let Some((eight, behind)) = rest.split_first_chunk::<8>() {
        let eight = u64::from_le_bytes(*eight);
        // The highest bit of each byte of the first three says whether a subtraction of that byte alone borrows: exact up to the
        // first that does, and nobody looks further. Bytes above 0x7f have no meaning.
        let quote = (eight ^ each(b'"')).wrapping_sub(each(1));
        let escape = (eight ^ each(b'\\')).wrapping_sub(each(1));
        let control = eight.wrapping_sub(each(b' '));
        let found = (quote | escape | control) & !eight & each(0x80);
        if found != 0 {
            let before = (found.trailing_zeros() / 8) as usize;
            return rest.get(before..).unwrap_or_default();
        }
        rest = behind;
    }
    while let Some((byte, behind)) = rest.split_first() {
        if matches!(byte, b'"' | b'\\' | 0..b' ') {
            break;
        }
        rest = behind;
    }
    rest
}

/// What is behind a string of which the first quote was passed; else where it is none.
#[inline(always)]
fn behind_string(mut rest: &[u8]) -> Result<&[u8], &[u8]> {
    loop {
        rest = sought(rest);
        rest = match rest {
            [b'"', behind @ ..] => return Ok(behind),
            [0, behind @ ..] => behind,
            [b'\\', b'"' | b'\\' | b'/' | b'b' | b'f' | b'n' | b'r' | b't', behind @ ..] => behind,
            [b'\\', b'u', a, b, c, d, behind @ ..] if [a, b, c, d].iter().all(|digit| digit.is_ascii_hexdigit()) => {
                behind
            }
            _ => return Err(rest),
        }
    }
}

/// What is behind the name of a member and its colon; else where there is none.
#[inline(never)]
fn behind_name(rest: &[u8]) -> Result<&[u8], &[u8]> {
    let [b'"', name @ ..] = rest else { return Err(rest) };
    match behind_blanks(behind_string(name)?) {
        [b':', behind @ ..] => Ok(behind),
        rest => Err(rest),
    }
}

/// Eight times the same byte.
const fn each(byte: u8) -> u64 {
    u64::from_ne_bytes([byte; 8])
}

/// As `serde_json` has it: values are read by functions that call each other, and the stack of a caller has an end.
const DEEPEST: u8 = 127;
