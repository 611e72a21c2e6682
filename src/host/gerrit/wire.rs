//! Gerrit's JSON and that of gitiles: only the fields that are used, none of them compulsory, each struct with its page.

use std::collections::BTreeMap;

use serde::Deserialize;

use crate::json::{Attempt, Detail, Raw};
use crate::lenient::{Id, List, Moment};
use crate::text::Text;

/// An account: <https://gerrit-review.googlesource.com/Documentation/rest-api-accounts.html#account-info>, and the shorter
/// one of events, which has no id.
#[derive(Debug, Default, Deserialize)]
#[serde(bound(deserialize = "'de: 'a"), default)]
pub struct Account<'a> {
    #[serde(rename = "_account_id")]
    pub id: Id,
    pub name: Option<Text<'a>>,
    pub username: Option<Text<'a>>,
    pub email: Option<Text<'a>>,
}

/// A project: <https://gerrit-review.googlesource.com/Documentation/rest-api-projects.html#project-info>. In lists its name
/// is the key.
#[derive(Debug, Default, Deserialize)]
#[serde(bound(deserialize = "'de: 'a"), default)]
pub struct Project<'a> {
    pub name: Option<Text<'a>>,
    /// `ACTIVE`, `READ_ONLY` or `HIDDEN`.
    pub state: Option<Text<'a>>,
    /// Only on the last one of a list that goes on.
    #[serde(rename = "_more_projects")]
    pub more: Option<bool>,
}

/// A list of projects by name.
pub type Projects<'a> = BTreeMap<String, Attempt<Option<Project<'a>>>>;

/// A reference: <https://gerrit-review.googlesource.com/Documentation/rest-api-projects.html#branch-info>. `HEAD` and
/// `refs/meta/config` are in the list, too.
#[derive(Debug, Default, Deserialize)]
#[serde(bound(deserialize = "'de: 'a"), default)]
pub struct Branch<'a> {
    #[serde(rename = "ref")]
    pub reference: Option<Text<'a>>,
    pub revision: Option<Text<'a>>,
}

/// A commit: <https://gerrit-review.googlesource.com/Documentation/rest-api-changes.html#commit-info>. Inside of a change
/// its id is the key.
#[derive(Debug, Default, Deserialize)]
#[serde(bound(deserialize = "'de: 'a"), default)]
pub struct Commit<'a> {
    pub commit: Option<Text<'a>>,
    pub message: Option<Text<'a>>,
    pub author: Option<GitPerson<'a>>,
    pub committer: Option<GitPerson<'a>>,
    pub parents: Option<Vec<Parent<'a>>>,
}

/// Who wrote or committed something, and when, in UTC:
/// <https://gerrit-review.googlesource.com/Documentation/rest-api-changes.html#git-person-info>.
#[derive(Debug, Default, Deserialize)]
#[serde(bound(deserialize = "'de: 'a"), default)]
pub struct GitPerson<'a> {
    pub name: Option<Text<'a>>,
    pub email: Option<Text<'a>>,
    pub date: Moment,
}

/// A commit's parent.
#[derive(Debug, Default, Deserialize)]
#[serde(bound(deserialize = "'de: 'a"), default)]
pub struct Parent<'a> {
    pub commit: Option<Text<'a>>,
}

/// A change: <https://gerrit-review.googlesource.com/Documentation/rest-api-changes.html#change-info>.
#[derive(Debug, Default, Deserialize)]
#[serde(bound(deserialize = "'de: 'a"), default)]
pub struct Change<'a> {
    #[serde(rename = "_number")]
    pub number: Id,
    pub project: Option<Text<'a>>,
    /// Without `refs/heads/`.
    pub branch: Option<Text<'a>>,
    pub topic: Option<Text<'a>>,
    pub subject: Option<Text<'a>>,
    /// `NEW`, `MERGED`, `ABANDONED`; `DRAFT` on old servers.
    pub status: Option<Text<'a>>,
    /// Left out when it is false.
    pub work_in_progress: Option<bool>,
    /// Left out when it is false.
    pub is_private: Option<bool>,
    pub owner: Option<Account<'a>>,
    pub created: Moment,
    pub updated: Moment,
    pub submitted: Moment,
    pub current_revision: Option<Text<'a>>,
    pub revisions: Option<BTreeMap<String, Revision<'a>>>,
    /// Only on the last one of a list that goes on.
    #[serde(rename = "_more_changes")]
    pub more: Option<bool>,
}

/// A patch set: <https://gerrit-review.googlesource.com/Documentation/rest-api-changes.html#revision-info>.
#[derive(Debug, Default, Deserialize)]
#[serde(bound(deserialize = "'de: 'a"), default)]
pub struct Revision<'a> {
    pub commit: Option<Commit<'a>>,
}

/// A page of gitiles' log:
/// <https://gerrit.googlesource.com/gitiles/+/refs/heads/master/Documentation/api-reference.md#log>.
#[derive(Debug, Default, Deserialize)]
#[serde(bound(deserialize = "'de: 'a"), default)]
pub struct Log<'a> {
    pub log: Option<List<LogEntry<'a>>>,
    /// The commit that the next page begins with.
    pub next: Option<Text<'a>>,
}

/// A commit of gitiles' log; its tree and the persons' addresses are not read.
#[derive(Debug, Default, Deserialize)]
#[serde(bound(deserialize = "'de: 'a"), default)]
pub struct LogEntry<'a> {
    pub commit: Option<Text<'a>>,
    pub parents: Option<Vec<Text<'a>>>,
    pub author: Detail<Option<LogPerson<'a>>>,
    pub committer: Option<LogPerson<'a>>,
    pub message: Detail<Option<Text<'a>>>,
}

/// Who wrote or committed something, and when, as Git writes it.
#[derive(Debug, Default, Deserialize)]
#[serde(bound(deserialize = "'de: 'a"), default)]
pub struct LogPerson<'a> {
    pub name: Option<Text<'a>>,
    pub email: Option<Text<'a>>,
    pub time: Option<Text<'a>>,
}

/// An event: <https://gerrit-review.googlesource.com/Documentation/cmd-stream-events.html#events>. Any field may be missing.
#[derive(Debug, Default, Deserialize)]
#[serde(bound(deserialize = "'de: 'a"), default, rename_all = "camelCase")]
pub struct Event<'a> {
    #[serde(rename = "type")]
    pub kind: Option<Text<'a>>,
    /// A text in stream events, an object with a `name` in webhooks.
    pub project: Option<Raw<'a>>,
    pub project_name: Option<Text<'a>>,
    pub new_head: Option<Text<'a>>,
    pub head_name: Option<Text<'a>>,
    pub change: Option<EventChange<'a>>,
    pub patch_set: Option<PatchSet>,
    pub ref_update: Option<RefUpdate<'a>>,
    pub ref_updates: Option<List<RefUpdate<'a>>>,
    /// Seconds since the epoch.
    pub event_created_on: Id,
}

/// A change inside of an event: <https://gerrit-review.googlesource.com/Documentation/json.html#change>.
#[derive(Debug, Default, Deserialize)]
#[serde(bound(deserialize = "'de: 'a"), default, rename_all = "camelCase")]
pub struct EventChange<'a> {
    pub project: Option<Text<'a>>,
    pub branch: Option<Text<'a>>,
    pub topic: Option<Text<'a>>,
    /// A text on old servers.
    pub number: Id,
    pub subject: Option<Text<'a>>,
    pub owner: Option<Account<'a>>,
    pub url: Option<Text<'a>>,
    pub commit_message: Option<Text<'a>>,
    /// Seconds since the epoch, like the next one.
    pub created_on: Id,
    pub last_updated: Id,
    pub status: Option<Text<'a>>,
    pub wip: Option<bool>,
    pub private: Option<bool>,
}

/// A patch set inside of an event: <https://gerrit-review.googlesource.com/Documentation/json.html#patchSet>.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct PatchSet {
    pub number: Id,
}

/// A reference that moved: <https://gerrit-review.googlesource.com/Documentation/json.html#refUpdate>.
#[derive(Debug, Default, Deserialize)]
#[serde(bound(deserialize = "'de: 'a"), default, rename_all = "camelCase")]
pub struct RefUpdate<'a> {
    pub new_rev: Option<Text<'a>>,
    pub ref_name: Option<Text<'a>>,
    pub project: Option<Text<'a>>,
}
