//! A frame: a little-endian `u32` length, a JSON head of that length, and a raw tail.

use crate::error::{Code, Error};

/// Splits a frame into head and tail.
///
/// # Errors
/// `malformed` when it is shorter than it says.
pub fn split(frame: &[u8]) -> Result<(&[u8], &[u8]), Error> {
    // As u64, because where addresses have 32 bits a frame may say that it is longer than any can be.
    let too_short = |head: u32| {
        let expected = u64::from(head) + 4;
        Error::new(Code::Malformed, format!("expected a frame of at least {expected} bytes, found {}", frame.len()))
    };
    let (length, rest) = frame.split_first_chunk::<4>().ok_or_else(|| too_short(0))?;
    let length = u32::from_le_bytes(*length);
    rest.split_at_checked(length as usize).ok_or_else(|| too_short(length))
}

/// Joins a head and a tail.
pub fn join(head: &[u8], tail: &[u8]) -> Vec<u8> {
    // A head is small facts: one of 4 GiB cannot be made in a 32-bit memory, nor by any test.
    let length = u32::try_from(head.len()).unwrap_or(u32::MAX);
    let mut frame = Vec::with_capacity(4 + head.len() + tail.len());
    frame.extend_from_slice(&length.to_le_bytes());
    frame.extend_from_slice(head);
    frame.extend_from_slice(tail);
    frame
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_frame_comes_apart_as_it_was_joined() {
        assert_eq!(split(&join(b"{}", b"tail")), Ok((&b"{}"[..], &b"tail"[..])));
        assert_eq!(split(&join(b"{}", b"")), Ok((&b"{}"[..], &b""[..])));
    }

    #[test]
    fn a_short_frame_says_how_long_it_should_be() {
        assert_eq!(split(&[1, 0]).unwrap_err().message, "expected a frame of at least 4 bytes, found 2");
        assert_eq!(split(&[9, 0, 0, 0, b'{']).unwrap_err().message, "expected a frame of at least 13 bytes, found 5");
        let most = split(&[255, 255, 255, 255]).unwrap_err().message;
        assert_eq!(most, "expected a frame of at least 4294967299 bytes, found 4");
    }
}
