//! Looks at ASCII texts eight bytes at a time, where most of what hosts send is looked at: ids and addresses.

/// Whether a test passes all bytes of a text. It is given eight at a time and answers as [`between`] does; `0` has to pass.
#[inline(always)]
pub fn is_all(text: &[u8], passes: impl Fn(u64) -> u64) -> bool {
    let mut rest = text;
    while let Some((eight, behind)) = rest.split_first_chunk::<8>() {
        if passes(u64::from_le_bytes(*eight)) != each(HIGHEST) {
            return false;
        }
        rest = behind;
    }
    let last = rest.iter().fold(each(b'0'), |last, byte| last << 8 | u64::from(*byte));
    passes(last) == each(HIGHEST)
}

/// The highest bit of each byte that is an ASCII character from `first` to `last`. Where one of the eight is beyond ASCII, the others'
/// may be wrong, but never all are set.
#[inline(always)]
pub const fn between(eight: u64, first: u8, last: u8) -> u64 {
    let from = eight.wrapping_add(each(HIGHEST - first));
    let beyond = eight.wrapping_add(each(HIGHEST - 1 - last));
    from & !beyond & !eight & each(HIGHEST)
}

/// Eight times the same byte.
const fn each(byte: u8) -> u64 {
    u64::from_ne_bytes([byte; 8])
}

const HIGHEST: u8 = 0x80;

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn every_byte_is_told_at_every_place_of_texts_of_every_length() {
        for length in 1..20 {
            for at in 0..length {
                for byte in 0..=u8::MAX {
                    let mut text = vec![b'x'; length];
                    text[at] = byte;
                    let expected = byte.is_ascii_alphanumeric();
                    assert_eq!(is_all(&text, alphanumeric), expected, "{byte:#x} at {at} of {length}");
                }
            }
        }
    }

    proptest! {
        #[test]
        fn texts_are_told_as_by_their_bytes(text in proptest::collection::vec(any::<u8>(), 0..24)) {
            prop_assert_eq!(is_all(&text, alphanumeric), text.iter().all(u8::is_ascii_alphanumeric));
        }

        #[test]
        fn so_are_texts_that_mostly_pass(text in "[0-9A-Za-z]{0,40}[ -~äß]?[0-9A-Za-z]{0,20}") {
            prop_assert_eq!(is_all(text.as_bytes(), alphanumeric), text.bytes().all(|byte| byte.is_ascii_alphanumeric()));
        }
    }

    fn alphanumeric(eight: u64) -> u64 {
        between(eight, b'0', b'9') | between(eight, b'A', b'Z') | between(eight, b'a', b'z')
    }
}
