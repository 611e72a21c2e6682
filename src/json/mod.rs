//! Reads and writes JSON.
//!
//! The reader is ours, below serde: strings are lent from the document and looked at eight bytes at a time, and what is not asked for
//! is passed over. It takes what `serde_json` takes, to the same values, but for three things: NUL is a blank or
//! dropped from a string, one half of a surrogate pair alone is U+FFFD, and a struct is an object and nothing else.

mod cursor;
mod pass;
mod read;
#[cfg(test)]
mod tests;

use std::fmt;
use std::io;
use std::marker::PhantomData;

use serde::Serialize;
use serde::de::{Deserialize, Deserializer, Expected, SeqAccess, Unexpected, Visitor};

use cursor::Cursor;

/// Reads a value.
///
/// # Errors
/// When it is not JSON, or has another shape.
pub fn read<'de, T: Deserialize<'de>>(json: &'de str) -> Result<T, Error> {
    read_to(Extent::Whole, json)
}

/// How much of a document is read.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Extent {
    /// All but its details.
    Outline,
    /// All of it.
    #[default]
    Whole,
}

/// Reads a value, to some extent.
///
/// # Errors
/// When it is not JSON, or has another shape; the details of an outline may have any.
pub fn read_to<'de, T: Deserialize<'de>>(extent: Extent, json: &'de str) -> Result<T, Error> {
    let mut cursor = Cursor::new(json, extent);
    let read = T::deserialize(&mut cursor).and_then(|value| cursor.end().map(|()| value));
    read.map_err(|error| error.at(cursor.at()))
}

/// A value that an outline does without: it is passed over there, and stays the default.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Detail<T>(pub T);

/// The name by which the reader knows that a value is a detail.
const DETAIL: &str = "jigit::json::Detail";

impl<'de, T: Deserialize<'de> + Default> Deserialize<'de> for Detail<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Detail<T>, D::Error> {
        struct Detailed<T>(PhantomData<T>);

        impl<'de, T: Deserialize<'de> + Default> Visitor<'de> for Detailed<T> {
            type Value = Detail<T>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a value")
            }

            fn visit_newtype_struct<D: Deserializer<'de>>(self, deserializer: D) -> Result<Detail<T>, D::Error> {
                T::deserialize(deserializer).map(Detail)
            }

            fn visit_unit<E: serde::de::Error>(self) -> Result<Detail<T>, E> {
                Ok(Detail::default())
            }
        }

        deserializer.deserialize_newtype_struct(DETAIL, Detailed(PhantomData))
    }
}

/// A value as it is written, which is checked to be JSON and nothing else.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Raw<'a>(pub &'a str);

/// The name by which the reader knows that a value is wanted as it is written.
const RAW: &str = "jigit::json::Raw";

impl<'de: 'a, 'a> Deserialize<'de> for Raw<'a> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Raw<'a>, D::Error> {
        struct Written;

        impl<'de> Visitor<'de> for Written {
            type Value = Raw<'de>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a value")
            }

            fn visit_borrowed_str<E: serde::de::Error>(self, written: &'de str) -> Result<Raw<'de>, E> {
                Ok(Raw(written))
            }
        }

        deserializer.deserialize_newtype_struct(RAW, Written)
    }
}

/// A value that loses nothing around it when it has another shape than expected.
#[derive(Debug)]
pub struct Attempt<T>(pub Result<T, Error>);

/// The name by which the reader knows that it is an attempt.
const ATTEMPT: &str = "jigit::json::Attempt";

impl<'de, T: Deserialize<'de>> Deserialize<'de> for Attempt<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Attempt<T>, D::Error> {
        struct Attempted<T>(PhantomData<T>);

        impl<'de, T: Deserialize<'de>> Visitor<'de> for Attempted<T> {
            type Value = Attempt<T>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a value")
            }

            fn visit_seq<A: SeqAccess<'de>>(self, mut attempt: A) -> Result<Attempt<T>, A::Error> {
                if let Some(value) = attempt.next_element()? {
                    return Ok(Attempt(Ok(value)));
                }
                let mut place = || Ok(attempt.next_element::<usize>()?.unwrap_or_default());
                let (from, at) = (place()?, place()?);
                let sentence = attempt.next_element()?.unwrap_or_default();
                Ok(Attempt(Err(Error(Box::new(Mistake { fault: Fault::Shape(sentence), from, at })))))
            }
        }

        deserializer.deserialize_newtype_struct(ATTEMPT, Attempted(PhantomData))
    }
}

/// Why something could not be read.
#[derive(Debug)]
pub struct Error(Box<Mistake>);

#[derive(Debug)]
struct Mistake {
    fault: Fault,
    from: usize,
    at: usize,
}

/// What is wrong.
#[derive(Debug, PartialEq)]
pub enum Fault {
    /// It is JSON of another shape: what was expected and what was found.
    Shape(String),
    /// It is not JSON.
    Syntax,
    /// It is nested too deeply to be read.
    TooDeep,
}

impl Error {
    #[cold]
    fn new(fault: Fault) -> Error {
        Error(Box::new(Mistake { fault, from: 0, at: 0 }))
    }

    #[cold]
    fn syntax() -> Error {
        Error::new(Fault::Syntax)
    }

    #[cold]
    fn too_deep() -> Error {
        Error::new(Fault::TooDeep)
    }

    fn at(mut self, at: usize) -> Error {
        self.0.at = at;
        self
    }

    /// Where what was attempted begins; 0 when it is the whole document.
    pub fn from(&self) -> usize {
        self.0.from
    }

    /// How many bytes of the document were read until then.
    pub fn byte(&self) -> usize {
        self.0.at
    }

    /// What is wrong.
    pub fn fault(&self) -> &Fault {
        &self.0.fault
    }

    /// What is wrong, in words.
    pub fn sentence(&self) -> String {
        match &self.0.fault {
            Fault::Shape(sentence) => sentence.clone(),
            Fault::Syntax => "expected JSON, found something else".to_owned(),
            Fault::TooDeep => "expected JSON, found some that is nested too deeply".to_owned(),
        }
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} at byte {}", self.sentence(), self.0.at)
    }
}

impl std::error::Error for Error {}

impl serde::de::Error for Error {
    #[cold]
    fn custom<T: fmt::Display>(sentence: T) -> Error {
        Error::new(Fault::Shape(sentence.to_string()))
    }

    /// Says nothing of the value itself, which may be somebody's.
    #[cold]
    fn invalid_type(found: Unexpected<'_>, expected: &dyn Expected) -> Error {
        let found = match found {
            Unexpected::Bool(_) => "true or false",
            Unexpected::Float(_) => "a number with a fraction",
            Unexpected::Map => "an object",
            Unexpected::Seq => "a list",
            Unexpected::Signed(_) | Unexpected::Unsigned(_) => "a whole number",
            Unexpected::Str(_) => "a text",
            Unexpected::Unit => "null",
            _ => "something else",
        };
        let expected = expected.to_string();
        // What serde calls its own types.
        let expected = match expected.as_str() {
            "a boolean" => "true or false",
            "a map" => "an object",
            "a sequence" => "a list",
            "a string" => "a text",
            "i64" | "u64" | "i32" | "u32" | "u16" | "u8" => "a whole number",
            name if name.starts_with("struct ") => "an object",
            name => name,
        };
        Error::new(Fault::Shape(format!("expected {expected}, found {found}")))
    }
}

/// Reads a struct of many fields member by member into its default; what is not there stays so, and what it does not know is left out.
/// What serde derives keeps each field apart until all were read, which makes functions that a JVM's compiler leaves alone.
macro_rules! members {
    ($type:ident: $($field:ident)*) => {
        impl<'de> serde::Deserialize<'de> for $type {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<$type, D::Error> {
                struct Members;

                impl<'de> serde::de::Visitor<'de> for Members {
                    type Value = $type;

                    fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                        f.write_str(concat!("struct ", stringify!($type)))
                    }

                    fn visit_map<A: serde::de::MapAccess<'de>>(self, mut members: A) -> Result<$type, A::Error> {
                        let mut read = $type::default();
                        while let Some(name) = members.next_key::<&str>()? {
                            match name {
                                $(stringify!($field) => read.$field = members.next_value()?,)*
                                _ => _ = members.next_value::<serde::de::IgnoredAny>()?,
                            }
                        }
                        // None is forgotten.
                        let $type { $($field: _),* } = &read;
                        Ok(read)
                    }
                }

                deserializer.deserialize_map(Members)
            }
        }
    };
}

pub(crate) use members;

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
