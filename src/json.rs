//! Writes JSON.

use std::io;

use serde::Serialize;

/// The JSON of a value.
///
/// # Errors
/// When the value has something that JSON cannot say, such as a map whose keys are no texts.
pub fn write<T: Serialize + ?Sized>(value: &T) -> Result<String, serde_json::Error> {
    let mut json = Pieces(Vec::with_capacity(128));
    serde_json::to_writer(&mut json, value)?;
    String::from_utf8(json.0).map_err(serde::ser::Error::custom)
}

/// JSON comes in pieces of a few bytes, which are pushed one by one: engines of WebAssembly take far longer to begin a copy of
/// memory than to store a byte.
struct Pieces(Vec<u8>);

impl io::Write for Pieces {
    fn write(&mut self, piece: &[u8]) -> io::Result<usize> {
        self.write_all(piece).map(|()| piece.len())
    }

    #[inline(never)]
    fn write_all(&mut self, piece: &[u8]) -> io::Result<()> {
        if piece.len() > SHORT {
            self.0.extend_from_slice(piece);
        } else {
            piece.iter().for_each(|byte| self.0.push(*byte));
        }
        Ok(())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// Longer pieces are copied as a whole.
const SHORT: usize = 24;
