//! Passes over JSON (RFC 8259): what is left behind a value, a string, a number or blanks.
//!
//! What is left goes from function to function by value, and not within a [`Cursor`](super::cursor::Cursor): so it stays in registers.

/// What is left behind something, or from where on it is not what it should be.
pub(super) type Behind<'a> = Result<&'a [u8], &'a [u8]>;

/// Passes a value, however deep it is.
pub(super) fn value(mut rest: &[u8]) -> Behind<'_> {
    // What closes the lists and objects that are open.
    let mut open = Vec::new();
    loop {
        rest = match blanks(rest) {
            [b'"', behind @ ..] => string(behind)?,
            [b'{', behind @ ..] => match blanks(behind) {
                [b'}', behind @ ..] => behind,
                members => {
                    open.push(b'}');
                    rest = name(members)?;
                    continue;
                }
            },
            [b'[', behind @ ..] => match blanks(behind) {
                [b']', behind @ ..] => behind,
                elements => {
                    open.push(b']');
                    rest = elements;
                    continue;
                }
            },
            null @ [b'n', ..] => word(null, "null")?,
            yes @ [b't', ..] => word(yes, "true")?,
            no @ [b'f', ..] => word(no, "false")?,
            other => number(other)?.0,
        };
        loop {
            let Some(close) = open.last().copied() else { return Ok(rest) };
            match blanks(rest) {
                [b',', behind @ ..] => {
                    rest = if close == b'}' { name(blanks(behind))? } else { behind };
                    break;
                }
                [byte, behind @ ..] if *byte == close => {
                    rest = behind;
                    open.pop();
                }
                other => return Err(other),
            }
        }
    }
}

/// Passes blanks. NUL is one, too.
#[inline(always)]
pub(super) fn blanks(mut rest: &[u8]) -> &[u8] {
    while let [b' ' | b'\n' | b'\r' | b'\t' | 0, behind @ ..] = rest {
        rest = behind;
    }
    rest
}

/// Passes the name of a member and its colon.
#[inline(never)]
fn name(rest: &[u8]) -> Behind<'_> {
    let [b'"', name @ ..] = rest else { return Err(rest) };
    match blanks(string(name)?) {
        [b':', behind @ ..] => Ok(behind),
        other => Err(other),
    }
}

/// Passes a string, the first quote of which was passed.
#[inline(always)]
fn string(mut rest: &[u8]) -> Behind<'_> {
    loop {
        rest = match plain(rest) {
            [b'"', behind @ ..] => return Ok(behind),
            [0, behind @ ..] => behind,
            [b'\\', b'"' | b'\\' | b'/' | b'b' | b'f' | b'n' | b'r' | b't', behind @ ..] => behind,
            [b'\\', b'u', a, b, c, d, behind @ ..] if [a, b, c, d].iter().all(|digit| digit.is_ascii_hexdigit()) => {
                behind
            }
            other => return Err(other),
        }
    }
}

/// Passes all that stands for itself in a string: up to its end, an escape, or a control character, which must not be there.
#[inline(always)]
pub(super) fn plain(mut rest: &[u8]) -> &[u8] {
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

/// Passes a word.
pub(super) fn word<'a>(rest: &'a [u8], word: &str) -> Behind<'a> {
    rest.strip_prefix(word.as_bytes()).ok_or(rest)
}

/// Passes a number and says whether it is written without fraction and exponent.
pub(super) fn number(rest: &[u8]) -> Result<(&[u8], bool), &[u8]> {
    let rest = rest.strip_prefix(b"-").unwrap_or(rest);
    let whole = match rest {
        [b'0', behind @ ..] => behind,
        _ => digits(rest)?,
    };
    let fraction = match whole {
        [b'.', behind @ ..] => digits(behind)?,
        _ => whole,
    };
    let exponent = match fraction {
        [b'e' | b'E', b'+' | b'-', behind @ ..] | [b'e' | b'E', behind @ ..] => digits(behind)?,
        _ => fraction,
    };
    Ok((exponent, exponent.len() == whole.len()))
}

/// Passes one or more digits.
fn digits(rest: &[u8]) -> Behind<'_> {
    let [b'0'..=b'9', behind @ ..] = rest else { return Err(rest) };
    let mut rest = behind;
    while let [b'0'..=b'9', behind @ ..] = rest {
        rest = behind;
    }
    Ok(rest)
}

/// Eight times the same byte.
const fn each(byte: u8) -> u64 {
    u64::from_ne_bytes([byte; 8])
}
