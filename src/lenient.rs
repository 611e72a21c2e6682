//! Reading the JSON of hosts leniently: ids and times in all their shapes, and lists in which one bad element loses no sibling.

use std::fmt;

use serde::de::{Deserialize, DeserializeOwned, Deserializer, IgnoredAny, Visitor};
use serde_json::Value;

use crate::error::{Code, Error};
use crate::json;
use crate::text;
use crate::time::Timestamp;

/// A host's id: a number of any size or a short text; null and the empty text are none.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Id(pub Option<String>);

impl<'de> Deserialize<'de> for Id {
    #[inline(never)]
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Id, D::Error> {
        deserializer.deserialize_any(IdVisitor)
    }
}

struct IdVisitor;

impl Visitor<'_> for IdVisitor {
    type Value = Id;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an id, as a number or a text")
    }

    fn visit_i64<E: serde::de::Error>(self, number: i64) -> Result<Id, E> {
        Ok(Id(Some(number.to_string())))
    }

    fn visit_u64<E: serde::de::Error>(self, number: u64) -> Result<Id, E> {
        Ok(Id(Some(number.to_string())))
    }

    fn visit_str<E: serde::de::Error>(self, text: &str) -> Result<Id, E> {
        let text = text::decode(text.trim().as_bytes());
        Ok(Id((!text.is_empty() && text.len() <= LONGEST_ID).then_some(text)))
    }

    fn visit_unit<E: serde::de::Error>(self) -> Result<Id, E> {
        Ok(Id(None))
    }
}

/// A point in time: RFC 3339 and its kin, or whole seconds since the epoch; null and what is no time are none.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Moment(pub Option<Timestamp>);

impl<'de> Deserialize<'de> for Moment {
    #[inline(never)]
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Moment, D::Error> {
        deserializer.deserialize_any(MomentVisitor)
    }
}

struct MomentVisitor;

impl Visitor<'_> for MomentVisitor {
    type Value = Moment;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a time, as RFC 3339 or as seconds since the epoch")
    }

    fn visit_i64<E: serde::de::Error>(self, seconds: i64) -> Result<Moment, E> {
        Ok(Moment(Timestamp::from_seconds(seconds).in_calendar()))
    }

    fn visit_u64<E: serde::de::Error>(self, seconds: u64) -> Result<Moment, E> {
        Ok(Moment(i64::try_from(seconds).ok().and_then(|seconds| Timestamp::from_seconds(seconds).in_calendar())))
    }

    fn visit_str<E: serde::de::Error>(self, text: &str) -> Result<Moment, E> {
        Ok(Moment(Timestamp::parse(text)))
    }

    fn visit_unit<E: serde::de::Error>(self) -> Result<Moment, E> {
        Ok(Moment(None))
    }
}

/// A document without its byte order mark.
pub fn without_mark(body: &[u8]) -> &[u8] {
    body.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(body)
}

/// Reads a document that is an object. What only breaks inside of texts is mended.
///
/// # Errors
/// [`Code::Malformed`] with the sentence of the parser and the place.
pub fn document<T: DeserializeOwned>(body: &[u8]) -> Result<T, Error> {
    match object(body) {
        Some(document) => Ok(document),
        None => from_tree(object_tree(body)?),
    }
}

/// An object, if it can be read in one go. A list is none, though the parser would take its elements for the members.
#[inline(never)]
pub fn object<T: DeserializeOwned>(body: &[u8]) -> Option<T> {
    if body.trim_ascii_start().first() == Some(&b'{') { json::read(body).ok() } else { None }
}

/// Any object, mended.
///
/// # Errors
/// [`Code::Malformed`] when it is not JSON, nested too deeply or no object.
pub fn object_tree(body: &[u8]) -> Result<Value, Error> {
    expect_object(tree(body)?)
}

fn expect_object(tree: Value) -> Result<Value, Error> {
    match tree {
        Value::Object(_) => Ok(tree),
        other => Err(Error::new(Code::Malformed, format!("expected an object, found {}", kind_of(&other)))),
    }
}

/// Reads a list. Its elements are read one by one when they cannot be read together; those that cannot be read are told
/// with their places, and null is no element. An element alone is a list of one.
///
/// # Errors
/// [`Code::Malformed`] when the body is not JSON, or neither a list nor an object.
#[inline(never)]
pub fn list<T: DeserializeOwned>(body: &[u8]) -> Result<(Vec<Placed<T>>, Vec<Error>), Error> {
    if let Ok(items) = json::read::<Vec<Option<T>>>(body) {
        return Ok((placed(items, ""), Vec::new()));
    }
    match tree(body)? {
        Value::Array(items) => Ok(elements(items, "")),
        one @ Value::Object(_) => Ok((vec![Placed { at: String::new(), item: from_tree(one)? }], Vec::new())),
        other => Err(Error::new(Code::Malformed, format!("expected a list, found {}", kind_of(&other)))),
    }
}

/// The rows of a list; what cannot be read is told, and its siblings are kept. An element alone is a list of one.
///
/// # Errors
/// [`Code::Malformed`] when the body is not JSON, or nothing of it could be read.
#[inline(never)]
pub fn rows<W: DeserializeOwned, M>(
    body: &[u8],
    skipped: &mut Vec<Error>,
    map: impl Fn(W) -> Result<M, Error>,
) -> Result<Vec<M>, Error> {
    let (items, unread) = list::<W>(body)?;
    let is_one = matches!(items.as_slice(), [Placed { at, .. }] if at.is_empty());
    skipped.extend(unread);
    let mut rows = Vec::with_capacity(items.len());
    for Placed { at, item } in items {
        match map(item) {
            Ok(row) => rows.push(row),
            // An object in place of a list that is no element either: nothing was read.
            Err(error) if is_one => return Err(error),
            Err(error) => skipped.push(error.within(&at)),
        }
    }
    Ok(rows)
}

/// An element of a list and where it stands, such as `commits[3]`.
#[derive(Clone, Debug)]
pub struct Placed<T> {
    /// Where it stands.
    pub at: String,
    /// The element.
    pub item: T,
}

/// The elements of a list that was read in one go; null is no element.
pub fn placed<T>(items: Vec<Option<T>>, list: &str) -> Vec<Placed<T>> {
    items
        .into_iter()
        .enumerate()
        .filter_map(|(at, item)| Some(Placed { at: format!("{list}[{at}]"), item: item? }))
        .collect()
}

/// Reads the elements of a list, which are objects, one by one; those that cannot be read are told with their places.
pub fn elements<T: DeserializeOwned>(items: Vec<Value>, list: &str) -> (Vec<Placed<T>>, Vec<Error>) {
    let (mut read, mut skipped) = (Vec::new(), Vec::new());
    for (at, item) in items.into_iter().enumerate() {
        let at = format!("{list}[{at}]");
        if item.is_null() {
            continue;
        }
        match expect_object(item).and_then(from_tree) {
            Ok(item) => read.push(Placed { at, item }),
            Err(error) => skipped.push(error.within(&at)),
        }
    }
    (read, skipped)
}

/// Any document, mended.
///
/// # Errors
/// [`Code::Malformed`] when it is not JSON or nested too deeply.
#[inline(never)]
fn tree(body: &[u8]) -> Result<Value, Error> {
    let mended = text::mend(body);
    // What is not JSON is found without growing a tree of what stands before the fault.
    let checked = serde_json::from_slice::<IgnoredAny>(mended.as_bytes());
    checked.and_then(|_| serde_json::from_slice(mended.as_bytes())).map_err(|error| malformed(&error))
}

/// Reads a part of a document.
///
/// It is written out and read again: so each type has one reader, the one for bodies as they come, which halves the module.
///
/// # Errors
/// [`Code::Malformed`] with the place when it has another shape.
#[inline(never)]
pub fn from_tree<T: DeserializeOwned>(tree: Value) -> Result<T, Error> {
    let text = tree.to_string();
    drop(tree);
    json::read(text.as_bytes()).map_err(|error| {
        let place = place(text.as_bytes(), error.column());
        Error { at: String::new(), ..malformed(&error) }.within(&place)
    })
}

/// Where in a document on one line a reader stands that has consumed so many bytes: `commits[3].author`.
#[inline(never)]
fn place(json: &[u8], consumed: usize) -> String {
    // One step for each open list or object: the number of its element, or the name of its member.
    let mut steps: Vec<(usize, Option<String>, bool)> = Vec::new();
    let mut rest = json.get(..consumed).unwrap_or(json);
    while let Some((byte, behind)) = rest.split_first() {
        rest = behind;
        match byte {
            b'{' | b'[' => steps.push((0, None, *byte == b'[')),
            b'}' | b']' => _ = steps.pop(),
            b',' => {
                if let Some((number, name, _)) = steps.last_mut() {
                    *number += 1;
                    *name = None;
                }
            }
            b'"' => {
                let mut escaped = false;
                let end = rest.iter().position(|byte| {
                    let ends = *byte == b'"' && !escaped;
                    escaped = *byte == b'\\' && !escaped;
                    ends
                });
                let (text, behind) = rest.split_at_checked(end.unwrap_or(rest.len())).unwrap_or((rest, &[]));
                rest = behind.get(1..).unwrap_or(&[]);
                if let Some((_, name @ None, false)) = steps.last_mut() {
                    *name = Some(String::from_utf8_lossy(text).into_owned());
                }
            }
            _ => {}
        }
    }
    let mut place = String::new();
    for (at, (number, name, is_list)) in steps.iter().enumerate() {
        match (name, is_list) {
            // The innermost list has no element yet when nothing stands in it.
            (_, true)
                if at + 1 < steps.len()
                    || *number > 0
                    || !json.get(..consumed).is_some_and(|read| read.ends_with(b"[")) =>
            {
                place.push_str(&format!("[{number}]"));
            }
            (Some(name), false) => {
                if !place.is_empty() {
                    place.push('.');
                }
                place.push_str(name);
            }
            _ => {}
        }
    }
    place
}

fn malformed(error: &serde_json::Error) -> Error {
    let mut sentence = error.to_string();
    let mut at = String::new();
    if error.line() > 0 {
        let place = format!(" at line {} column {}", error.line(), error.column());
        sentence.truncate(sentence.strip_suffix(&place).map_or(sentence.len(), str::len));
        at = format!("line {}, column {}", error.line(), error.column());
    }
    if !error.is_data() {
        sentence = format!("the body is not JSON: {sentence}");
    }
    Error { at, ..Error::new(Code::Malformed, shortened(&sentence, LONGEST_SENTENCE)) }
}

/// The start of a text, at most so many characters, with a mark when something was cut; on one line.
pub fn shortened(text: &str, most: usize) -> String {
    let mut short: String = text.chars().take(most).map(|c| if c.is_control() { ' ' } else { c }).collect();
    if text.chars().nth(most).is_some() {
        short.push('…');
    }
    short
}

fn kind_of(value: &Value) -> &'static str {
    match value {
        Value::Null => "null",
        Value::Bool(_) => "true or false",
        Value::Number(_) => "a number",
        Value::String(_) => "a text",
        Value::Array(_) => "a list",
        Value::Object(_) => "an object",
    }
}

/// Hosts have numbers or GUIDs; what is longer is no id.
const LONGEST_ID: usize = 128;

/// Sentences of the parser may quote the body; nobody reads more than this.
const LONGEST_SENTENCE: usize = 200;

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Debug, serde::Deserialize)]
    struct Item {
        id: Id,
        #[serde(default)]
        at: Moment,
    }

    fn ids(items: &[Placed<Item>]) -> Vec<Option<&str>> {
        items.iter().map(|placed| placed.item.id.0.as_deref()).collect()
    }

    #[test]
    fn one_bad_element_loses_no_sibling() {
        let (items, skipped) = list::<Item>(br#"[{"id":1},null,{"id":{}},{"id":"x"},["x"]]"#).unwrap();
        assert_eq!(ids(&items), [Some("1"), Some("x")]);
        assert_eq!(items.iter().map(|placed| placed.at.as_str()).collect::<Vec<_>>(), ["[0]", "[3]"]);
        let said: Vec<_> = skipped.iter().map(Error::to_string).collect();
        assert_eq!(
            said,
            [
                "[2].id: invalid type: map, expected an id, as a number or a text",
                "[4]: expected an object, found a list",
            ]
        );
    }

    #[test]
    fn an_element_alone_is_a_list_of_one() {
        assert_eq!(ids(&list::<Item>(br#"{"id":9007199254740993}"#).unwrap().0), [Some("9007199254740993")]);
    }

    #[test]
    fn times_come_as_texts_and_as_seconds() {
        let (items, _) =
            list::<Item>(br#"[{"id":null,"at":1700000000},{"id":"","at":"2023-11-14T22:13:20Z"},{"id":0,"at":"soon"},{"id":0,"at":null},{"id":0,"at":18446744073709551615}]"#)
                .unwrap();
        let times: Vec<_> = items.iter().map(|placed| placed.item.at.0.map(|time| time.0)).collect();
        assert_eq!(times, [Some(1_700_000_000_000), Some(1_700_000_000_000), None, None, None]);
        assert_eq!(ids(&items), [None, None, Some("0"), Some("0"), Some("0")]);
    }

    #[test]
    fn what_is_not_json_is_said_with_its_place() {
        for (body, expected) in [
            (&b"[{\"id\":1}"[..], "line 1, column 9: the body is not JSON: EOF while parsing a list"),
            (b"<html>", "line 1, column 1: the body is not JSON: expected value"),
            (b"", "line 1, column 0: the body is not JSON: EOF while parsing a value"),
            (b"7", "expected a list, found a number"),
            (b"null", "expected a list, found null"),
        ] {
            assert_eq!(list::<Item>(body).unwrap_err().to_string(), expected);
        }
    }

    #[test]
    fn deep_nesting_is_an_error_and_no_overflow() {
        let deep = [b"[".repeat(200_000), b"]".repeat(200_000)].concat();
        assert_eq!(list::<Item>(&deep).unwrap_err().code, Code::Malformed);
        let ignored = [b"{\"id\":1,\"x\":".to_vec(), deep, b"}".to_vec()].concat();
        assert_eq!(document::<Item>(&ignored).unwrap().id.0.as_deref(), Some("1"));
    }

    #[test]
    fn long_sentences_are_cut_on_a_character() {
        assert_eq!(shortened("äöü\n", 2), "äö…");
        assert_eq!(shortened("a\nb", 3), "a b");
    }
}
