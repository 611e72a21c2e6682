//! Reading the JSON of hosts leniently: ids and times in all their shapes, and lists in which one bad element loses no sibling.

use std::borrow::Cow;
use std::fmt;
use std::marker::PhantomData;

use serde::de::{Deserialize, Deserializer, IgnoredAny, SeqAccess, Visitor};

use crate::error::{Code, Error};
use crate::json::{self, Attempt, Extent, Fault};
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
        let mut id = text.trim().to_owned();
        text::drop_nul(&mut id);
        Ok(Id(Some(id).filter(|id| !id.is_empty() && id.len() <= LONGEST_ID)))
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

/// The text of a body: without a byte order mark, and with U+FFFD for what is no UTF-8.
pub fn body(bytes: &[u8]) -> Cow<'_, str> {
    text::decode(without_mark(bytes))
}

/// Whether a body is a page for people, and not JSON.
pub fn is_page(bytes: &[u8]) -> bool {
    without_mark(bytes).trim_ascii_start().starts_with(b"<")
}

fn without_mark(bytes: &[u8]) -> &[u8] {
    bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes)
}

/// Reads a document.
///
/// # Errors
/// [`Code::Malformed`] with what was expected and found, and the place.
pub fn document<'a, T: Deserialize<'a>>(body: &'a str) -> Result<T, Error> {
    document_to(Extent::Whole, body)
}

/// Reads a document, to some extent.
///
/// # Errors
/// [`Code::Malformed`] with what was expected and found, and the place.
#[inline(never)]
pub fn document_to<'a, T: Deserialize<'a>>(extent: Extent, body: &'a str) -> Result<T, Error> {
    json::read_to(extent, body).map_err(|error| malformed(body, &error))
}

/// An element of a list and its number; none when it stood alone where a list should be.
#[derive(Clone, Debug)]
pub struct Placed<T> {
    /// Its number, from 0.
    pub number: Option<usize>,
    /// The element.
    pub item: T,
}

impl<T> Placed<T> {
    /// Where it stands: `commits[3]`, or nowhere when it is alone.
    pub fn at(&self, list: &str) -> String {
        self.number.map(|number| place_in(list, Some(number))).unwrap_or_default()
    }
}

/// Where an element of a list stands, or the list itself.
fn place_in(list: &str, number: Option<usize>) -> String {
    number.map_or_else(|| list.to_owned(), |number| format!("{list}[{number}]"))
}

/// A list in which one bad element loses no sibling; null is no element.
#[derive(Debug)]
pub struct List<T> {
    placed: Vec<Placed<T>>,
    /// What could not be read, with its number; none when all of it is no list.
    unread: Vec<(Option<usize>, json::Error)>,
    count: usize,
}

impl<T> Default for List<T> {
    fn default() -> List<T> {
        List { placed: Vec::new(), unread: Vec::new(), count: 0 }
    }
}

impl<'de, T: Deserialize<'de>> Deserialize<'de> for List<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<List<T>, D::Error> {
        struct Elements<T>(PhantomData<T>);

        impl<'de, T: Deserialize<'de>> Visitor<'de> for Elements<T> {
            type Value = List<T>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a list")
            }

            fn visit_seq<A: SeqAccess<'de>>(self, mut elements: A) -> Result<List<T>, A::Error> {
                let mut list = List::default();
                while let Some(Attempt(element)) = elements.next_element::<Attempt<Option<T>>>()? {
                    match element {
                        Ok(Some(item)) => list.placed.push(Placed { number: Some(list.count), item }),
                        Ok(None) => {}
                        Err(error) => list.unread.push((Some(list.count), error)),
                    }
                    list.count += 1;
                }
                Ok(list)
            }
        }

        /// The list, if it is one.
        struct Whole<T>(List<T>);

        impl<'de, T: Deserialize<'de>> Deserialize<'de> for Whole<T> {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Whole<T>, D::Error> {
                deserializer.deserialize_seq(Elements(PhantomData)).map(Whole)
            }
        }

        let Attempt(list) = Attempt::<Whole<T>>::deserialize(deserializer)?;
        Ok(match list {
            Ok(Whole(list)) => list,
            Err(error) => List { unread: vec![(None, error)], ..List::default() },
        })
    }
}

impl<T> List<T> {
    /// How many elements it had, those included that could not be read or are null.
    pub fn len(&self) -> usize {
        self.count
    }

    /// Whether it is an element alone.
    pub fn is_alone(&self) -> bool {
        matches!(self.placed.as_slice(), [Placed { number: None, .. }])
    }

    /// Whether something else stood in its place.
    pub fn is_refused(&self) -> bool {
        matches!(self.unread.as_slice(), [(None, _)])
    }

    /// The elements; of those that could not be read `skipped` tells where they stand. `name` is the list's own.
    pub fn read(self, body: &str, name: &str, skipped: &mut Vec<Error>) -> Vec<Placed<T>> {
        let refused = self.unread.iter().map(|(number, error)| malformed(body, error).within(&place_in(name, *number)));
        skipped.extend(refused);
        self.placed
    }

    /// The rows that its elements become; `name` is the list's own. What cannot be read is told, and its siblings are kept.
    ///
    /// # Errors
    /// That of an element which stood alone where a list should be.
    pub fn rows<M>(
        self,
        body: &str,
        name: &str,
        skipped: &mut Vec<Error>,
        mut map: impl FnMut(T) -> Result<M, Error>,
    ) -> Result<Vec<M>, Error> {
        let placed = self.read(body, name, skipped);
        let mut rows = Vec::with_capacity(placed.len());
        for Placed { number, item } in placed {
            match (map(item), number) {
                (Ok(row), _) => rows.push(row),
                (Err(error), None) => return Err(error),
                (Err(error), number) => skipped.push(error.within(&place_in(name, number))),
            }
        }
        Ok(rows)
    }
}

/// Reads a list; an element alone is a list of one.
///
/// # Errors
/// [`Code::Malformed`] when the body is not JSON, or neither a list nor an object.
pub fn list<'a, T: Deserialize<'a>>(body: &'a str) -> Result<List<T>, Error> {
    list_to(Extent::Whole, body)
}

/// Reads a list, to some extent; an element alone is a list of one.
///
/// # Errors
/// [`Code::Malformed`] when the body is not JSON, or neither a list nor an object.
#[inline(never)]
pub fn list_to<'a, T: Deserialize<'a>>(extent: Extent, body: &'a str) -> Result<List<T>, Error> {
    if body.trim_ascii_start().starts_with('{') {
        let alone = Placed { number: None, item: document_to(extent, body)? };
        return Ok(List { placed: vec![alone], count: 1, ..List::default() });
    }
    let list: List<T> = document_to(extent, body)?;
    match list.unread.first() {
        Some((None, refusal)) => Err(malformed(body, refusal)),
        _ => Ok(list),
    }
}

/// The rows of a body that is a list; what cannot be read is told, and its siblings are kept. An element alone is a list of one.
///
/// # Errors
/// [`Code::Malformed`] when the body is not JSON, or nothing of it could be read.
pub fn rows<'a, W: Deserialize<'a>, M>(
    body: &'a str,
    skipped: &mut Vec<Error>,
    map: impl FnMut(W) -> Result<M, Error>,
) -> Result<Vec<M>, Error> {
    rows_to(Extent::Whole, body, skipped, map)
}

/// The rows of a body that is a list, read to some extent.
///
/// # Errors
/// [`Code::Malformed`] when the body is not JSON, or nothing of it could be read.
#[inline(never)]
pub fn rows_to<'a, W: Deserialize<'a>, M>(
    extent: Extent,
    body: &'a str,
    skipped: &mut Vec<Error>,
    map: impl FnMut(W) -> Result<M, Error>,
) -> Result<Vec<M>, Error> {
    list_to(extent, body)?.rows(body, "", skipped, map)
}

/// Where in a document a reader stands that has read so much of it: `commits[3].author`.
#[inline(never)]
fn place(read: &[u8]) -> String {
    // One step for each open list or object: the number of its element, or the name of its member.
    let mut steps: Vec<(usize, Option<String>, bool)> = Vec::new();
    let mut rest = read;
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
    for (number, name, is_list) in &steps {
        match (name, is_list) {
            (_, true) => place.push_str(&format!("[{number}]")),
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

/// What could not be read of a body, and where in what was attempted the mistake is.
#[inline(never)]
pub fn malformed(body: &str, error: &json::Error) -> Error {
    let (at, sentence) = match error.fault() {
        Fault::Shape(sentence) => {
            let read = body.get(error.from()..error.byte()).unwrap_or_default();
            (place(read.as_bytes()), sentence.clone())
        }
        Fault::Syntax => {
            // Another reader says better where what went wrong.
            let (line, column, sentence) = match serde_json::from_str::<IgnoredAny>(body) {
                Ok(IgnoredAny) => (1, error.byte(), error.sentence()),
                Err(error) => (error.line(), error.column(), error.to_string()),
            };
            let sentence = sentence.split(" at line ").next().unwrap_or_default();
            (format!("line {line}, column {column}"), format!("the body is not JSON: {sentence}"))
        }
        Fault::TooDeep => (String::new(), error.sentence()),
    };
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

/// Hosts have numbers or GUIDs; what is longer is no id.
const LONGEST_ID: usize = 128;

/// Sentences of the parser may quote the body; nobody reads more than this.
const LONGEST_SENTENCE: usize = 200;

#[cfg(test)]
mod tests {
    use serde_json::Value;

    use super::*;

    #[derive(Debug, serde::Deserialize)]
    struct Item {
        id: Id,
        #[serde(default)]
        at: Moment,
    }

    fn ids(list: &List<Item>) -> Vec<Option<&str>> {
        list.placed.iter().map(|placed| placed.item.id.0.as_deref()).collect()
    }

    #[test]
    fn one_bad_element_loses_no_sibling() {
        let body = r#"[{"id":1},null,{"id":{}}, {"id":"x"},["x"]]"#;
        let items = list::<Item>(body).unwrap();
        assert_eq!(ids(&items), [Some("1"), Some("x")]);
        assert_eq!(items.len(), 5);
        let mut skipped = Vec::new();
        let at: Vec<_> = items.read(body, "", &mut skipped).iter().map(|placed| placed.at("")).collect();
        assert_eq!(at, ["[0]", "[3]"]);
        let said: Vec<_> = skipped.iter().map(Error::to_string).collect();
        assert_eq!(
            said,
            ["[2].id: expected an id, as a number or a text, found an object", "[4]: expected an object, found a list",]
        );
    }

    #[test]
    fn many_bad_elements_are_told_without_reading_all_that_stands_before_each() {
        let body = format!("[{}7]", "7, ".repeat(200_000));
        let mut skipped = Vec::new();
        list::<Item>(&body).unwrap().read(&body, "", &mut skipped);
        assert_eq!(skipped.last().unwrap().to_string(), "[200000]: expected an object, found a whole number");
        assert_eq!(skipped.len(), 200_001);
    }

    #[test]
    fn an_element_alone_is_a_list_of_one() {
        assert_eq!(ids(&list::<Item>(r#"{"id":9007199254740993}"#).unwrap()), [Some("9007199254740993")]);
    }

    #[test]
    fn what_stands_in_place_of_a_list_inside_of_an_object_loses_nothing_around_it() {
        #[derive(Debug, serde::Deserialize)]
        struct Push {
            commits: Option<List<Item>>,
            id: Id,
        }
        let body = r#"{"commits":"many","id":7}"#;
        let Push { commits, id } = document(body).unwrap();
        let mut skipped = Vec::new();
        assert!(commits.unwrap().read(body, "commits", &mut skipped).is_empty());
        assert_eq!(
            skipped.iter().map(Error::to_string).collect::<Vec<_>>(),
            ["commits: expected a list, found a text"]
        );
        assert_eq!(id.0.as_deref(), Some("7"));
    }

    #[test]
    fn times_come_as_texts_and_as_seconds() {
        let items =
            list::<Item>(r#"[{"id":null,"at":1700000000},{"id":"","at":"2023-11-14T22:13:20Z"},{"id":0,"at":"soon"},{"id":0,"at":null},{"id":0,"at":18446744073709551615}]"#)
                .unwrap();
        let times: Vec<_> = items.placed.iter().map(|placed| placed.item.at.0.map(|time| time.0)).collect();
        assert_eq!(times, [Some(1_700_000_000_000), Some(1_700_000_000_000), None, None, None]);
        assert_eq!(ids(&items), [None, None, Some("0"), Some("0"), Some("0")]);
    }

    #[test]
    fn what_is_not_json_is_said_with_its_place() {
        for (body, expected) in [
            ("[{\"id\":1}", "line 1, column 9: the body is not JSON: EOF while parsing a list"),
            ("<html>", "line 1, column 1: the body is not JSON: expected value"),
            ("", "line 1, column 0: the body is not JSON: EOF while parsing a value"),
            ("7", "expected a list, found a whole number"),
            ("null", "expected a list, found null"),
        ] {
            assert_eq!(list::<Item>(body).unwrap_err().to_string(), expected);
        }
    }

    #[test]
    fn deep_nesting_is_an_error_and_no_overflow() {
        let deep = ["[".repeat(200_000), "]".repeat(200_000)].concat();
        assert_eq!(list::<List<Value>>(&deep).unwrap().len(), 1);
        assert_eq!(
            document::<Value>(&deep).unwrap_err().to_string(),
            "expected JSON, found some that is nested too deeply"
        );
        let ignored = format!(r#"{{"id":1,"x":{deep}}}"#);
        assert_eq!(document::<Item>(&ignored).unwrap().id.0.as_deref(), Some("1"));
    }

    #[test]
    fn long_sentences_are_cut_on_a_character() {
        assert_eq!(shortened("äöü\n", 2), "äö…");
        assert_eq!(shortened("a\nb", 3), "a b");
    }
}
