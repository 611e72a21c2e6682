//! Every type that crosses the boundary, defined here and only here. Java's records are generated from this file.

use serde::{Deserialize, Serialize};

use crate::error::Error;
use crate::host::{Description, Kind, Next, Poke};
use crate::http::{Headers, Pace};
use crate::inventory::Item;
use crate::issue_key::{Field, Hit, KeyRules, Miss};
use crate::model::Update;
use crate::signature::Secret;
use crate::smart_commit::{Args, Verb};
use crate::sync::{BranchStrategy, Connection, RepositoryRef, Task, Unconfirmed};
use crate::time::Timestamp;

/// Which message a head is; the rest of the head is read as the type named here.
#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Message {
    /// Remember which projects this Jira has: [`Configure`].
    Configure,
    /// What does this webhook delivery mean? [`Deliver`].
    Deliver,
    /// What can the core do? Nothing more is said.
    Describe,
    /// Which issue keys are in this text? [`KeysIn`].
    IssueKeys,
    /// What does this answer of a host mean? [`ReadPage`].
    Page,
    /// What would become of texts or of a delivery, and why? [`Preview`].
    Preview,
    /// Which smart commits are in this message? [`CommandsIn`].
    SmartCommits,
    /// One turn of sync: [`TakeStep`].
    Step,
}

/// What the core answers; the rows, if any, are the tail of its frame.
#[derive(Debug, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Answer<T> {
    /// The answer.
    Ok(T),
    /// The call could not be done.
    Error(Error),
    /// The core does not know this version of the configuration: send it, then call again.
    NeedsConfiguration(u64),
}

/// Which projects this Jira has. A cache: it can always be sent again.
#[derive(Clone, Debug, Deserialize)]
pub struct Configure {
    /// The version that later calls name; 0 is never configured and knows no projects.
    pub version: u64,
    /// Every key that leads to an issue: current, former and archived projects. Absent means not known.
    #[serde(default)]
    pub known_projects: Option<Vec<String>>,
    /// This Jira's hosts, with or without a port: keys in links to other Jiras are left out. Absent means all links count.
    #[serde(default)]
    pub instance_hosts: Option<Vec<String>>,
    /// Jira's pattern for project keys, which counts only where the projects are not known.
    #[serde(default)]
    pub project_pattern: Option<String>,
    /// How many distinct keys are linked of one text; 500 when absent.
    #[serde(default)]
    pub max_keys: Option<u32>,
    /// Hours of a working day, 0 to 24; 8 when absent.
    #[serde(default)]
    pub hours_per_day: Option<f64>,
    /// Days of a working week, 0 to 7; 5 when absent.
    #[serde(default)]
    pub days_per_week: Option<f64>,
}

/// The answer to a configuration.
#[derive(Clone, Debug, Serialize)]
pub struct Configured {
    /// The version that is known now.
    pub version: u64,
    /// What is wrong with the pattern for project keys: the usual shape serves instead.
    pub warning: Option<String>,
}

/// A webhook delivery; the tail is its body, exactly as it came.
#[derive(Debug, Deserialize)]
pub struct Deliver {
    /// The host's name.
    pub host: String,
    /// The headers.
    pub headers: Headers,
    /// The connection's webhook secrets; empty when it has none.
    #[serde(default)]
    pub secrets: Vec<Secret>,
    /// HMAC-SHA256 of the body in hex under each of the secrets, in their order. Callers that have processor instructions for it
    /// spare the core most of its work, where the host signs bodies so; what is absent is computed here.
    #[serde(default)]
    pub body_macs: Vec<String>,
    /// When it came; without it, time windows are not checked.
    #[serde(default)]
    pub now: Option<Timestamp>,
    /// Whose commits the connection reads.
    #[serde(default)]
    pub branch_strategy: BranchStrategy,
    /// The names of these branches, or their masks.
    #[serde(default)]
    pub branches: Vec<String>,
    /// Which of the keys that are found the connection wants.
    #[serde(default)]
    pub rules: KeyRules,
    /// Whether commands in commit messages are looked for.
    #[serde(default)]
    pub smart_commits: bool,
    /// The version of the configuration.
    #[serde(default)]
    pub version: u64,
}

/// What became of a delivery.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    /// Nothing is to be done, for a reason.
    Ignored,
    /// The body is not what the host's documents say.
    Malformed,
    /// No row is to be written, but sync should look soon.
    Poke,
    /// The sender is not who it should be.
    Rejected,
    /// Rows are to be written.
    Update,
}

/// What a delivery means; the tail holds the rows.
#[derive(Clone, Debug, Serialize)]
pub struct Delivered {
    /// Whether the sender was proved.
    pub verified: bool,
    /// What became of it. Rows are written only when this is `update`.
    pub outcome: Outcome,
    /// Why it was ignored, rejected or not readable: a stable word.
    pub reason: Option<String>,
    /// The host's id of the delivery.
    pub delivery_id: Option<String>,
    /// The host's name of the event.
    pub event: Option<String>,
    /// What sync should look at soon.
    pub pokes: Vec<Poke>,
    /// What is wrong with it, or with the first part of it that could not be read.
    pub error: Option<Error>,
}

/// Describe yourself: the answer.
#[derive(Clone, Debug, Serialize)]
pub struct Described {
    /// The number that Java and the core must agree on.
    pub abi_version: u32,
    /// The version of the core.
    pub version: String,
    /// The hosts.
    pub hosts: Vec<Description>,
    /// Every column that is stored.
    pub inventory: Vec<Item>,
}

/// Which issue keys are in a text?
#[derive(Debug, Deserialize)]
pub struct KeysIn {
    /// Where the text stands, which decides about small letters.
    pub field: Field,
    /// The text; absent means that it is the tail, which costs nothing to take apart.
    #[serde(default)]
    pub text: Option<String>,
    /// Which of the keys that are found are wanted.
    #[serde(default)]
    pub rules: KeyRules,
    /// Whether the answer says why each key counts and each look-alike does not.
    #[serde(default)]
    pub explain: bool,
    /// The version of the configuration.
    #[serde(default)]
    pub version: u64,
}

/// Which smart commits are in a message?
#[derive(Debug, Deserialize)]
pub struct CommandsIn {
    /// The commit message.
    pub text: String,
    /// Which of the keys that are found are wanted.
    #[serde(default)]
    pub rules: KeyRules,
    /// The version of the configuration.
    #[serde(default)]
    pub version: u64,
}

/// An answer of a host, to be read on its own; the tail is its body.
#[derive(Debug, Deserialize)]
pub struct ReadPage {
    /// The host's name.
    pub host: String,
    /// What was asked for.
    pub want: Kind,
    /// The repository it is about.
    #[serde(default)]
    pub repository_id: Option<String>,
    /// The connection's address.
    #[serde(default)]
    pub base_url: Option<String>,
    /// The address that was asked.
    #[serde(default)]
    pub url: Option<String>,
    /// The status; 0 when there was no answer.
    pub status: u16,
    /// The headers.
    #[serde(default)]
    pub headers: Headers,
    /// When it came.
    #[serde(default)]
    pub now: Option<Timestamp>,
    /// The version of the configuration.
    #[serde(default)]
    pub version: u64,
}

/// What an answer of a host means; the tail holds the rows.
#[derive(Clone, Debug, Serialize)]
pub struct PageRead {
    /// Where the next page begins.
    pub next: Option<Next>,
    /// How fast the host lets us go.
    pub pace: Pace,
    /// The `ETag`.
    pub etag: Option<String>,
    /// Whether the host said that nothing changed.
    pub unchanged: bool,
    /// What went wrong.
    pub error: Option<Error>,
    /// Items that could not be read.
    pub skipped: Vec<Error>,
    /// The account's user name, when it was asked for.
    pub account: Option<String>,
}

/// One turn of sync, answered by a [`Step`](crate::sync::Step); the tail is the body of the response.
#[derive(Debug, Deserialize)]
pub struct TakeStep {
    /// The connection's settings.
    pub connection: Connection,
    /// What the task reads.
    pub task: Task,
    /// The repository it is about.
    #[serde(default)]
    pub repository: Option<RepositoryRef>,
    /// The saved state; absent when the task is new.
    #[serde(default)]
    pub state: Option<String>,
    /// Whether everything is to be read once more and repaired; only in the first step.
    #[serde(default)]
    pub again: bool,
    /// What a round that begins has to confirm; only in the first step.
    #[serde(default)]
    pub unconfirmed: Option<Unconfirmed>,
    /// The answer to the request of the step before.
    #[serde(default)]
    pub response: Option<Answered>,
    /// The time.
    pub now: Timestamp,
    /// The version of the configuration.
    #[serde(default)]
    pub version: u64,
}

/// The head of an HTTP response.
#[derive(Clone, Debug, Deserialize)]
pub struct Answered {
    /// The status; 0 when there was no answer, then the body is a short reason.
    pub status: u16,
    /// The headers.
    pub headers: Headers,
    /// The address that was asked.
    pub url: String,
}

/// What would become of texts or of a delivery, and why? The tail is the delivery's body.
#[derive(Debug, Deserialize)]
pub struct Preview {
    /// Texts; empty when it is a delivery.
    #[serde(default)]
    pub texts: Vec<Text>,
    /// The host's name, when it is a delivery.
    #[serde(default)]
    pub host: Option<String>,
    /// The headers of the delivery.
    #[serde(default)]
    pub headers: Headers,
    /// Every key that leads to an issue: current, former and archived projects. Absent means not known.
    #[serde(default)]
    pub known_projects: Option<Vec<String>>,
    /// This Jira's hosts: keys in links to other Jiras are left out. Absent means all links count.
    #[serde(default)]
    pub instance_hosts: Option<Vec<String>>,
    /// Which of the keys that are found are wanted.
    #[serde(default)]
    pub rules: KeyRules,
    /// Hours of a working day; 8 when absent.
    #[serde(default)]
    pub hours_per_day: Option<f64>,
    /// Days of a working week; 5 when absent.
    #[serde(default)]
    pub days_per_week: Option<f64>,
}

/// A text to look at.
#[derive(Clone, Debug, Deserialize)]
pub struct Text {
    /// Where the text stands, which decides about small letters.
    pub field: Field,
    /// The text.
    pub text: String,
    /// What it belongs to: a commit's id, a branch's name, `#7`.
    #[serde(default)]
    pub name: Option<String>,
}

/// What would become of them.
#[derive(Debug, Serialize)]
pub struct Previewed {
    /// The texts, with what was found in each; of a delivery the first hundred.
    pub texts: Vec<PreviewedText>,
    /// What the delivery means, if it is one, as if its sender had been verified.
    pub delivery: Option<Delivered>,
    /// What would be stored.
    pub rows: Update,
}

/// What was found in a text.
#[derive(Debug, Serialize)]
pub struct PreviewedText {
    /// Where the text stands.
    pub field: Field,
    /// What it belongs to.
    pub name: Option<String>,
    /// The text.
    pub text: String,
    /// The distinct keys, in the order of their first appearance.
    pub keys: Vec<String>,
    /// Every occurrence of these keys, and why it counts.
    pub occurrences: Vec<Hit>,
    /// Look-alikes, and why they do not count.
    pub misses: Vec<Miss>,
    /// Whether something was left out.
    pub truncated: bool,
    /// The commands that would run, at most 500.
    pub commands: Vec<PreviewedCommand>,
    /// What was meant as a command and cannot be run, at most 500.
    pub errors: Vec<PreviewedMistake>,
}

/// A command that would run.
#[derive(Debug, Serialize)]
pub struct PreviewedCommand {
    /// The issue's key.
    pub issue: String,
    /// What to do.
    pub command: Verb,
    /// How to do it.
    pub args: Args,
    /// Where its `#` stands in the text, in bytes.
    pub byte: usize,
    /// The range of its `#name` in UTF-16 units.
    pub utf16: (usize, usize),
}

/// A command that cannot be run.
#[derive(Debug, Serialize)]
pub struct PreviewedMistake {
    /// The issue's key.
    pub issue: String,
    /// What was to be done.
    pub command: Verb,
    /// What is wrong.
    pub code: crate::smart_commit::Code,
    /// Where its `#` stands in the text, in bytes.
    pub byte: usize,
    /// The range of its `#name` in UTF-16 units.
    pub utf16: (usize, usize),
}
