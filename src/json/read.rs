//! What serde asks of a format, answered by a [`Cursor`].

use std::borrow::Cow;

use serde::de::value::CowStrDeserializer;
use serde::de::{
    DeserializeSeed, Deserializer, EnumAccess, Expected, IntoDeserializer, MapAccess, SeqAccess, Unexpected,
    VariantAccess, Visitor,
};

use super::cursor::{Cursor, Number};
use super::{ATTEMPT, DETAIL, Error, Extent, RAW};

impl<'de> Cursor<'de> {
    /// What stands next has another type than expected.
    #[inline(never)]
    fn unexpected(&mut self, expected: &dyn Expected) -> Error {
        let found = match self.peek() {
            Some(b'{') => Unexpected::Map,
            Some(b'[') => Unexpected::Seq,
            Some(b'n') if self.word("null").is_ok() => Unexpected::Unit,
            Some(b't') if self.word("true").is_ok() => Unexpected::Bool(true),
            Some(b'f') if self.word("false").is_ok() => Unexpected::Bool(false),
            Some(b'"') => match self.string(true) {
                Ok(string) => return serde::de::Error::invalid_type(Unexpected::Str(&string), expected),
                Err(error) => return error,
            },
            Some(b'-' | b'0'..=b'9') => match self.number() {
                Ok(Number::Float(number)) => Unexpected::Float(number),
                Ok(Number::Negative(number)) => Unexpected::Signed(number),
                Ok(Number::Positive(number)) => Unexpected::Unsigned(number),
                Err(error) => return error,
            },
            _ => return Error::syntax(),
        };
        serde::de::Error::invalid_type(found, expected)
    }

    fn read_string<V: Visitor<'de>>(&mut self, strict: bool, visitor: V) -> Result<V::Value, Error> {
        if self.peek() != Some(b'"') {
            return Err(self.unexpected(&visitor));
        }
        match self.string(strict)? {
            Cow::Borrowed(string) => visitor.visit_borrowed_str(string),
            Cow::Owned(string) => visitor.visit_string(string),
        }
    }

    fn read_number<V: Visitor<'de>>(&mut self, visitor: V) -> Result<V::Value, Error> {
        if !matches!(self.peek(), Some(b'-' | b'0'..=b'9')) {
            return Err(self.unexpected(&visitor));
        }
        self.number()?.visit(visitor)
    }
}

impl Number {
    fn visit<'de, V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        match self {
            Number::Float(number) => visitor.visit_f64(number),
            Number::Negative(number) => visitor.visit_i64(number),
            Number::Positive(number) => visitor.visit_u64(number),
        }
    }
}

/// Methods that ask for the same.
macro_rules! alike {
    ($($method:ident)* => |$cursor:ident, $visitor:ident| $answer:expr) => {
        $(fn $method<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
            let ($cursor, $visitor) = (self, visitor);
            $answer
        })*
    };
}

impl<'de> Deserializer<'de> for &mut Cursor<'de> {
    type Error = Error;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        match self.peek() {
            Some(b'"') => self.read_string(true, visitor),
            Some(b'{') => self.deserialize_map(visitor),
            Some(b'[') => self.deserialize_seq(visitor),
            Some(b'n') => self.deserialize_unit(visitor),
            Some(b't' | b'f') => self.deserialize_bool(visitor),
            _ => self.read_number(visitor),
        }
    }

    fn deserialize_bool<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        match self.peek() {
            Some(b't') => self.word("true").and_then(|()| visitor.visit_bool(true)),
            Some(b'f') => self.word("false").and_then(|()| visitor.visit_bool(false)),
            _ => Err(self.unexpected(&visitor)),
        }
    }

    fn deserialize_unit<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        match self.peek() {
            Some(b'n') => self.word("null").and_then(|()| visitor.visit_unit()),
            _ => Err(self.unexpected(&visitor)),
        }
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        match self.peek() {
            Some(b'n') => self.word("null").and_then(|()| visitor.visit_none()),
            _ => visitor.visit_some(self),
        }
    }

    fn deserialize_seq<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        if self.peek() != Some(b'[') {
            return Err(self.unexpected(&visitor));
        }
        let mut parts = Parts::enter(self)?;
        let value = visitor.visit_seq(&mut parts);
        parts.leave(b']', value)
    }

    fn deserialize_map<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        if self.peek() != Some(b'{') {
            return Err(self.unexpected(&visitor));
        }
        let mut parts = Parts::enter(self)?;
        let value = visitor.visit_map(&mut parts);
        parts.leave(b'}', value)
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        _: &'static str,
        _: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Error> {
        match self.peek() {
            Some(b'"') => {
                let name: CowStrDeserializer<'_, Error> = self.string(true)?.into_deserializer();
                visitor.visit_enum(name)
            }
            Some(b'{') => {
                let mut parts = Parts::enter(self)?;
                let value = visitor.visit_enum(&mut parts);
                parts.leave(b'}', value)
            }
            _ => Err(self.unexpected(&visitor)),
        }
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(self, name: &'static str, visitor: V) -> Result<V::Value, Error> {
        match name {
            RAW => visitor.visit_borrowed_str(self.raw()?),
            DETAIL if self.extent == Extent::Outline => self.deserialize_ignored_any(visitor),
            ATTEMPT => visitor.visit_seq(Attempt { cursor: self, failure: None }),
            _ => visitor.visit_newtype_struct(self),
        }
    }

    fn deserialize_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        _: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Error> {
        self.deserialize_map(visitor)
    }

    fn deserialize_tuple<V: Visitor<'de>>(self, _: usize, visitor: V) -> Result<V::Value, Error> {
        self.deserialize_seq(visitor)
    }

    fn deserialize_tuple_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        _: usize,
        visitor: V,
    ) -> Result<V::Value, Error> {
        self.deserialize_seq(visitor)
    }

    fn deserialize_unit_struct<V: Visitor<'de>>(self, _: &'static str, visitor: V) -> Result<V::Value, Error> {
        self.deserialize_unit(visitor)
    }

    fn deserialize_ignored_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        self.skip()?;
        visitor.visit_unit()
    }

    alike! { deserialize_str deserialize_string deserialize_char deserialize_identifier => |it, visitor| it.read_string(true, visitor) }
    alike! { deserialize_bytes deserialize_byte_buf => |it, visitor| it.read_string(false, visitor) }
    alike! {
        deserialize_i8 deserialize_i16 deserialize_i32 deserialize_i64 deserialize_u8 deserialize_u16 deserialize_u32
        deserialize_u64 deserialize_f32 deserialize_f64 => |it, visitor| it.read_number(visitor)
    }
}

/// The elements of a list, the members of an object, or the one member of an object that stands for a variant.
struct Parts<'a, 'de> {
    cursor: &'a mut Cursor<'de>,
    first: bool,
}

impl<'a, 'de> Parts<'a, 'de> {
    fn enter(cursor: &'a mut Cursor<'de>) -> Result<Parts<'a, 'de>, Error> {
        cursor.enter()?;
        Ok(Parts { cursor, first: true })
    }

    /// Passes what closes them. Who refused them before the first one refused all of them.
    fn leave<T>(self, close: u8, value: Result<T, Error>) -> Result<T, Error> {
        if value.is_err() && self.first {
            self.cursor.refuse();
        }
        let value = value?;
        self.cursor.leave(close)?;
        Ok(value)
    }
}

impl<'de> SeqAccess<'de> for Parts<'_, 'de> {
    type Error = Error;

    fn next_element_seed<S: DeserializeSeed<'de>>(&mut self, seed: S) -> Result<Option<S::Value>, Error> {
        if self.cursor.another(b']', &mut self.first)? {
            seed.deserialize(&mut *self.cursor).map(Some)
        } else {
            Ok(None)
        }
    }
}

impl<'de> MapAccess<'de> for Parts<'_, 'de> {
    type Error = Error;

    /// Apart from what is done with the value, for the same reason as below.
    #[inline(never)]
    fn next_key_seed<S: DeserializeSeed<'de>>(&mut self, seed: S) -> Result<Option<S::Value>, Error> {
        if self.cursor.another(b'}', &mut self.first)? {
            seed.deserialize(Name(&mut *self.cursor)).map(Some)
        } else {
            Ok(None)
        }
    }

    /// One function for all members of a type, whatever they are members of: that is small, and none of them grows too large for a
    /// JVM's compiler.
    #[inline(never)]
    fn next_value_seed<S: DeserializeSeed<'de>>(&mut self, seed: S) -> Result<S::Value, Error> {
        self.cursor.pass(b':')?;
        seed.deserialize(&mut *self.cursor)
    }
}

impl<'de> EnumAccess<'de> for &mut Parts<'_, 'de> {
    type Error = Error;
    type Variant = Self;

    fn variant_seed<S: DeserializeSeed<'de>>(self, seed: S) -> Result<(S::Value, Self), Error> {
        let name = seed.deserialize(Name(&mut *self.cursor))?;
        self.first = false;
        self.cursor.pass(b':')?;
        Ok((name, self))
    }
}

impl<'de> VariantAccess<'de> for &mut Parts<'_, 'de> {
    type Error = Error;

    fn unit_variant(self) -> Result<(), Error> {
        serde::Deserialize::deserialize(&mut *self.cursor)
    }

    fn newtype_variant_seed<S: DeserializeSeed<'de>>(self, seed: S) -> Result<S::Value, Error> {
        seed.deserialize(&mut *self.cursor)
    }

    fn tuple_variant<V: Visitor<'de>>(self, _: usize, visitor: V) -> Result<V::Value, Error> {
        self.cursor.deserialize_seq(visitor)
    }

    fn struct_variant<V: Visitor<'de>>(self, _: &'static [&'static str], visitor: V) -> Result<V::Value, Error> {
        self.cursor.deserialize_map(visitor)
    }
}

/// One value, and none when it has another shape than asked for. Then it was passed over, and three more values say what went
/// wrong: where it begins, where the mistake is, and a sentence.
struct Attempt<'a, 'de> {
    cursor: &'a mut Cursor<'de>,
    failure: Option<Failure>,
}

enum Failure {
    From(usize, usize, String),
    At(usize, String),
    Why(String),
}

impl<'de> SeqAccess<'de> for Attempt<'_, 'de> {
    type Error = Error;

    fn next_element_seed<S: DeserializeSeed<'de>>(&mut self, seed: S) -> Result<Option<S::Value>, Error> {
        match self.failure.take() {
            None => {
                // Where the value begins, not the blanks before it.
                self.cursor.peek();
                let (before, from) = (self.cursor.place(), self.cursor.at());
                seed.deserialize(&mut *self.cursor).map(Some).or_else(|error| {
                    let stopped = self.cursor.at();
                    self.cursor.return_to(before);
                    self.cursor.skip()?;
                    self.failure = Some(Failure::From(from, stopped, error.sentence()));
                    Ok(None)
                })
            }
            Some(Failure::From(from, at, sentence)) => {
                self.failure = Some(Failure::At(at, sentence));
                seed.deserialize((from as u64).into_deserializer()).map(Some)
            }
            Some(Failure::At(at, sentence)) => {
                self.failure = Some(Failure::Why(sentence));
                seed.deserialize((at as u64).into_deserializer()).map(Some)
            }
            Some(Failure::Why(sentence)) => seed.deserialize(sentence.into_deserializer()).map(Some),
        }
    }
}

/// The name of a member, which may be a number in quotes.
struct Name<'a, 'de>(&'a mut Cursor<'de>);

impl<'de> Name<'_, 'de> {
    fn read_number<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        if self.0.peek() != Some(b'"') {
            return Err(Error::syntax());
        }
        let name = self.0.string(true)?;
        let mut cursor = Cursor::new(&name, Extent::Whole);
        match cursor.number() {
            Ok(number) if cursor.at() == name.len() => number.visit(visitor),
            _ => Err(serde::de::Error::invalid_type(Unexpected::Str(&name), &visitor)),
        }
    }
}

impl<'de> Deserializer<'de> for Name<'_, 'de> {
    type Error = Error;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        if self.0.peek() == Some(b'"') { self.0.read_string(true, visitor) } else { Err(Error::syntax()) }
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        name: &'static str,
        variants: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Error> {
        if self.0.peek() == Some(b'"') {
            self.0.deserialize_enum(name, variants, visitor)
        } else {
            Err(Error::syntax())
        }
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(self, _: &'static str, visitor: V) -> Result<V::Value, Error> {
        visitor.visit_newtype_struct(self)
    }

    alike! {
        deserialize_i8 deserialize_i16 deserialize_i32 deserialize_i64 deserialize_u8 deserialize_u16 deserialize_u32
        deserialize_u64 deserialize_f32 deserialize_f64 => |it, visitor| it.read_number(visitor)
    }

    serde::forward_to_deserialize_any! {
        bool i128 u128 char str string bytes byte_buf option unit unit_struct seq tuple tuple_struct map struct identifier ignored_any
    }
}
