//! Reads and writes JSON.

use std::fmt;
use std::io;

use serde::Serialize;
use serde::de::{Deserialize, DeserializeSeed, Deserializer, MapAccess, SeqAccess, Visitor};

/// Reads a value. A struct is an object and nothing else.
///
/// # Errors
/// When it is not JSON, or has another shape.
pub fn read<'de, T: Deserialize<'de>>(json: &'de [u8]) -> Result<T, serde_json::Error> {
    let mut reader = serde_json::Deserializer::from_slice(json);
    let value = T::deserialize(Objects(&mut reader))?;
    reader.end()?;
    Ok(value)
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

/// Whatever takes part in reading: `serde_json` takes a list for a struct, too, its elements for the fields in their order, and
/// has a second reader for that in each type. Nobody wants one, and together they are a good part of the module.
struct Objects<T>(T);

/// Methods of a deserializer: those behind which other values may stand, and those for values alone.
macro_rules! deserialize {
    ($method:ident($($name:ident: $type:ty),*), within) => {
        fn $method<V: Visitor<'de>>(self, $($name: $type,)* visitor: V) -> Result<V::Value, D::Error> {
            self.0.$method($($name,)* Objects(visitor))
        }
    };
    ($($method:ident)*) => {
        $(fn $method<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, D::Error> {
            self.0.$method(visitor)
        })*
    };
}

impl<'de, D: Deserializer<'de>> Deserializer<'de> for Objects<D> {
    type Error = D::Error;

    fn deserialize_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        _: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, D::Error> {
        self.0.deserialize_map(Objects(visitor))
    }

    deserialize! { deserialize_any(), within }
    deserialize! { deserialize_map(), within }
    deserialize! { deserialize_option(), within }
    deserialize! { deserialize_seq(), within }
    deserialize! { deserialize_tuple(length: usize), within }
    deserialize! { deserialize_tuple_struct(name: &'static str, length: usize), within }
    deserialize! { deserialize_newtype_struct(name: &'static str), within }
    deserialize! { deserialize_enum(name: &'static str, variants: &'static [&'static str]), within }
    deserialize! {
        deserialize_bool deserialize_i8 deserialize_i16 deserialize_i32 deserialize_i64 deserialize_u8 deserialize_u16
        deserialize_u32 deserialize_u64 deserialize_f32 deserialize_f64 deserialize_char deserialize_str deserialize_string
        deserialize_bytes deserialize_byte_buf deserialize_unit deserialize_identifier deserialize_ignored_any
    }

    fn deserialize_unit_struct<V: Visitor<'de>>(self, name: &'static str, visitor: V) -> Result<V::Value, D::Error> {
        self.0.deserialize_unit_struct(name, visitor)
    }
}

/// Methods of a visitor that takes a value alone.
macro_rules! visit {
    ($($method:ident($type:ty))*) => {
        $(fn $method<E: serde::de::Error>(self, value: $type) -> Result<V::Value, E> {
            self.0.$method(value)
        })*
    };
}

impl<'de, V: Visitor<'de>> Visitor<'de> for Objects<V> {
    type Value = V::Value;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.expecting(f)
    }

    visit! {
        visit_bool(bool) visit_i64(i64) visit_u64(u64) visit_f64(f64) visit_str(&str) visit_borrowed_str(&'de str)
        visit_string(String) visit_bytes(&[u8]) visit_borrowed_bytes(&'de [u8])
    }

    fn visit_unit<E: serde::de::Error>(self) -> Result<V::Value, E> {
        self.0.visit_unit()
    }

    fn visit_none<E: serde::de::Error>(self) -> Result<V::Value, E> {
        self.0.visit_none()
    }

    fn visit_some<D: Deserializer<'de>>(self, value: D) -> Result<V::Value, D::Error> {
        self.0.visit_some(Objects(value))
    }

    fn visit_newtype_struct<D: Deserializer<'de>>(self, value: D) -> Result<V::Value, D::Error> {
        self.0.visit_newtype_struct(Objects(value))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, elements: A) -> Result<V::Value, A::Error> {
        self.0.visit_seq(Objects(elements))
    }

    fn visit_map<A: MapAccess<'de>>(self, members: A) -> Result<V::Value, A::Error> {
        self.0.visit_map(Objects(members))
    }

    fn visit_enum<A: serde::de::EnumAccess<'de>>(self, variant: A) -> Result<V::Value, A::Error> {
        self.0.visit_enum(variant)
    }
}

impl<'de, A: SeqAccess<'de>> SeqAccess<'de> for Objects<A> {
    type Error = A::Error;

    fn next_element_seed<S: DeserializeSeed<'de>>(&mut self, seed: S) -> Result<Option<S::Value>, A::Error> {
        self.0.next_element_seed(Objects(seed))
    }

    fn size_hint(&self) -> Option<usize> {
        self.0.size_hint()
    }
}

impl<'de, A: MapAccess<'de>> MapAccess<'de> for Objects<A> {
    type Error = A::Error;

    fn next_key_seed<S: DeserializeSeed<'de>>(&mut self, seed: S) -> Result<Option<S::Value>, A::Error> {
        self.0.next_key_seed(seed)
    }

    /// One function for all members of a type, whatever they are members of: that is small, and none of them grows too large for a
    /// JVM's compiler.
    #[inline(never)]
    fn next_value_seed<S: DeserializeSeed<'de>>(&mut self, seed: S) -> Result<S::Value, A::Error> {
        self.0.next_value_seed(Objects(seed))
    }

    fn size_hint(&self) -> Option<usize> {
        self.0.size_hint()
    }
}

impl<'de, S: DeserializeSeed<'de>> DeserializeSeed<'de> for Objects<S> {
    type Value = S::Value;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<S::Value, D::Error> {
        self.0.deserialize(Objects(deserializer))
    }
}

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

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use serde::Deserialize;

    use super::*;

    #[derive(Debug, Default, Deserialize, PartialEq)]
    #[serde(default)]
    struct Point {
        x: i64,
        y: Option<u64>,
        around: Vec<Point>,
        named: BTreeMap<String, Point>,
    }

    #[derive(Debug, Default, PartialEq)]
    struct State {
        at: Point,
        left: Vec<String>,
    }

    members! { State: at left }

    #[test]
    fn a_list_is_no_object_however_deep_it_stands() {
        for (json, place) in [
            ("[1,2,[],{}]", 0),
            (r#"{"around":[[1,2,[],{}]]}"#, 11),
            (r#"{"named":{"a":[1,2,[],{}]}}"#, 14),
            (r#"{"around":[{"named":{"a":[]}}]}"#, 25),
        ] {
            let error = read::<Point>(json.as_bytes()).unwrap_err().to_string();
            assert_eq!(
                error,
                format!("invalid type: sequence, expected struct Point at line 1 column {place}"),
                "{json}"
            );
        }
    }

    #[test]
    fn everything_else_is_read_as_ever() {
        for json in [
            "{}",
            r#"{"x":-1,"y":null,"around":[{"y":18446744073709551615}],"named":{"é\n":{"x":2}},"other":[1.5,true,{"a":[]}]}"#,
            r#"{"x":1"#,
            r#"{"x":1}}"#,
            r#"{"x":"1"}"#,
            r#"{"x":1,"x":2}"#,
            r#"{"around":{}}"#,
            r#"{"around":[null]}"#,
        ] {
            let (ours, theirs) = (read::<Point>(json.as_bytes()), serde_json::from_str::<Point>(json));
            match (ours, theirs) {
                (Ok(ours), Ok(theirs)) => assert_eq!(ours, theirs, "{json}"),
                (Err(ours), Err(theirs)) => assert_eq!(ours.to_string(), theirs.to_string(), "{json}"),
                (ours, theirs) => panic!("{json}: {ours:?}, but {theirs:?}"),
            }
        }
    }

    #[test]
    fn members_are_read_into_the_default() {
        let read = |json: &str| read::<State>(json.as_bytes()).map_err(|error| error.to_string());
        let point = Point { x: 3, ..Point::default() };
        assert_eq!(read("{}"), Ok(State::default()));
        assert_eq!(
            read(r#"{"new":[{}],"left":["a"],"at":{"x":3}}"#),
            Ok(State { at: point, left: vec!["a".to_owned()] })
        );
        assert_eq!(read("[]"), Err("invalid type: sequence, expected struct State at line 1 column 0".to_owned()));
        assert_eq!(
            read(r#"{"left":[1]}"#),
            Err("invalid type: integer `1`, expected a string at line 1 column 10".to_owned())
        );
    }
}
