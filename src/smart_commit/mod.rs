//! Reads the commands that a commit message gives to Jira: `PAY-7 #time 1h 30m done #close`.
//!
//! ```
//! use jigit::issue_key::Rules;
//! use jigit::smart_commit::{Args, Options, parse};
//!
//! let parsed = parse("PAY-7, PAY-8 #comment fixed at last", &Rules::known(["PAY"]), &Options::default());
//! let issues: Vec<&str> = parsed.commands.iter().map(|command| command.issue.as_str()).collect();
//! assert_eq!(issues, ["PAY-7", "PAY-8"]);
//! assert_eq!(parsed.commands[0].args, Args::Comment { body: "fixed at last".into() });
//! ```
//!
//! Which commits are asked at all (no merges, no first synchronisation, none twice) is for the caller to decide.
//!
//! # Not handled
//!
//! Whether a transition of that name exists; only Jira knows the workflow.

mod duration;
mod line;
#[cfg(test)]
mod tests;

use crate::issue_key::{self, Rules};
use crate::unicode::ends_line;
use line::{Given, Place};
use serde::{Deserialize, Serialize};

/// How this Jira counts time.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Options {
    /// Hours of a working day, 0 to 24.
    pub hours_per_day: f64,
    /// Days of a working week, 0 to 7.
    pub days_per_week: f64,
}

impl Default for Options {
    fn default() -> Self {
        Options { hours_per_day: 8.0, days_per_week: 5.0 }
    }
}

/// All that a message asks for, in its order; several issues of one command follow each other.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Parsed {
    /// What can be run.
    pub commands: Vec<Command>,
    /// What was meant as a command and cannot be run.
    pub errors: Vec<Mistake>,
    /// Whether a message asked for so much that its end was left out.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub truncated: bool,
}

/// One command for one issue.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Command {
    /// The issue's key in upper case.
    pub issue: String,
    /// What to do.
    pub command: Verb,
    /// How to do it.
    pub args: Args,
    /// Where the command's `#` stands in the message, in bytes.
    pub byte: usize,
    /// Whether it follows the keys or another command; otherwise it may be an ordinary hashtag in a sentence.
    #[serde(skip)]
    pub direct: bool,
}

/// What a command does.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Verb {
    /// Adds a comment.
    Comment,
    /// Logs work.
    Time,
    /// Moves the issue through its workflow.
    Transition,
}

/// The arguments of a command.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum Args {
    /// Of a comment.
    Comment {
        /// The text.
        body: String,
    },
    /// Of logged work.
    Time {
        /// The duration as people write it: `1h 30m`.
        time: String,
        /// The duration in seconds, whole minutes.
        seconds: u64,
        /// What was done.
        comment: Option<String>,
    },
    /// Of a transition.
    Transition {
        /// The name in lower case, as in `#start-review`.
        name: String,
        /// Why.
        comment: Option<String>,
    },
}

/// A command that cannot be run.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Mistake {
    /// The issue's key in upper case.
    pub issue: String,
    /// What was to be done.
    pub command: Verb,
    /// What is wrong.
    pub code: Code,
    /// Where the command's `#` stands in the message, in bytes.
    pub byte: usize,
    /// Whether it follows the keys or another command; otherwise it may be an ordinary hashtag in a sentence.
    #[serde(skip)]
    pub direct: bool,
}

/// What is wrong with a command.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Code {
    /// `#comment` without a text.
    EmptyComment,
    /// `#time` without a duration of at least a minute.
    InvalidDuration,
}

impl Code {
    /// The stable word of this code, the same as in JSON.
    pub fn as_str(self) -> &'static str {
        match self {
            Code::EmptyComment => "EmptyComment",
            Code::InvalidDuration => "InvalidDuration",
        }
    }
}

impl Verb {
    /// The stable word of this verb, the same as in JSON.
    pub fn as_str(self) -> &'static str {
        match self {
            Verb::Comment => "comment",
            Verb::Time => "time",
            Verb::Transition => "transition",
        }
    }
}

/// Reads a commit message.
pub fn parse(text: &str, rules: &Rules, options: &Options) -> Parsed {
    let mut parsed = Parsed::default();
    if !text.contains('#') || repeats_another(text) {
        return parsed;
    }
    let places: Vec<Place> =
        issue_key::places(text, rules).into_iter().filter(|place| stands_free(text, place)).collect();
    let mut places = places.as_slice();
    let mut room = MOST_BYTES;
    let mut start = 0;
    while let Some(rest) = text.get(start..).filter(|_| !places.is_empty()) {
        let end = start + rest.find(ends_line).unwrap_or(rest.len());
        let (here, later) = places.split_at(places.partition_point(|place| place.start < end));
        if !here.is_empty() {
            line::read(text, start..end, here, &mut |given| {
                add(&mut parsed, &given, options, &mut room);
            });
        }
        places = later;
        start = end + rest.get(end - start..).and_then(|rest| rest.chars().next()).map_or(1, char::len_utf8);
    }
    parsed
}

/// Whether a message repeats or takes back another commit, whose commands were run once and must not run again.
fn repeats_another(text: &str) -> bool {
    let first = text.split(ends_line).find(|line| !line.trim().is_empty());
    first.is_some_and(|line| REPEATS.iter().any(|start| line.starts_with(start)))
}

/// Whether a key is meant as an issue and not part of a URL, a path, an expression.
fn stands_free(text: &str, place: &Place) -> bool {
    let before = place.start.checked_sub(1).and_then(|at| text.as_bytes().get(at));
    before.is_none_or(|byte| !b"&=?>^!~/\\-_".contains(byte)) && text.as_bytes().get(place.end) != Some(&b'_')
}

/// Adds what a command asks for, issue by issue, as long as there is room.
#[inline(never)]
fn add(parsed: &mut Parsed, given: &Given<'_>, options: &Options, room: &mut usize) {
    let (command, args) = understand(given, options);
    let Given { byte, direct, .. } = *given;
    for issue in given.issues {
        let Some(left) = room.checked_sub(COST + given.args.len()) else {
            parsed.truncated = true;
            return;
        };
        *room = left;
        let issue = issue.clone();
        match &args {
            Ok(args) => parsed.commands.push(Command { issue, command, args: args.clone(), byte, direct }),
            Err(code) => parsed.errors.push(Mistake { issue, command, code: *code, byte, direct }),
        }
    }
}

fn understand(given: &Given<'_>, options: &Options) -> (Verb, Result<Args, Code>) {
    let name = given.name.to_lowercase();
    match name.as_str() {
        "comment" => (Verb::Comment, some(given.args).map(|body| Args::Comment { body }).ok_or(Code::EmptyComment)),
        "time" => (Verb::Time, duration::read(given.args, options).ok_or(Code::InvalidDuration)),
        _ => (Verb::Transition, Ok(Args::Transition { name, comment: some(given.args) })),
    }
}

/// A text without the white space around it, if anything is left.
fn some(text: &str) -> Option<String> {
    Some(text.trim()).filter(|text| !text.is_empty()).map(str::to_owned)
}

/// How the first line of such a message starts.
const REPEATS: [&str; 5] = ["Revert \"", "Reapply \"", "fixup! ", "squash! ", "amend! "];

/// What all results of one message may take. Many commands for many issues grow with the product of both; a message of a
/// MiB could fill the memory. Real messages stay a thousand times below.
const MOST_BYTES: usize = 16 << 20;

/// What a result takes beside its arguments.
const COST: usize = 128;
