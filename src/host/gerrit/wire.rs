//! Gerrit's JSON and that of gitiles: only the fields that are used, none of them compulsory, each struct with its page.

use std::collections::BTreeMap;

use serde::Deserialize;
use serde_json::Value;

use crate::lenient::{Id, Moment};
use crate::text::Text;

/// An account: <https://gerrit-review.googlesource.com/Documentation/rest-api-accounts.html#account-info>, and the shorter
/// one of events, which has no id.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Account {
    #[serde(rename = "_account_id")]
    pub id: Id,
    pub name: Option<Text>,
    pub username: Option<Text>,
    pub email: Option<Text>,
}

/// A project: <https://gerrit-review.googlesource.com/Documentation/rest-api-projects.html#project-info>. In lists its name
/// is the key.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Project {
    pub name: Option<Text>,
    /// `ACTIVE`, `READ_ONLY` or `HIDDEN`.
    pub state: Option<Text>,
    /// Only on the last one of a list that goes on.
    #[serde(rename = "_more_projects")]
    pub more: Option<bool>,
}

/// A list of projects by name.
pub type Projects = BTreeMap<String, Option<Project>>;

/// A reference: <https://gerrit-review.googlesource.com/Documentation/rest-api-projects.html#branch-info>. `HEAD` and
/// `refs/meta/config` are in the list, too.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Branch {
    #[serde(rename = "ref")]
    pub reference: Option<Text>,
    pub revision: Option<Text>,
}

/// A commit: <https://gerrit-review.googlesource.com/Documentation/rest-api-changes.html#commit-info>. Inside of a change
/// its id is the key.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Commit {
    pub commit: Option<Text>,
    pub message: Option<Text>,
    pub author: Option<GitPerson>,
    pub committer: Option<GitPerson>,
    pub parents: Option<Vec<Parent>>,
}

/// Who wrote or committed something, and when, in UTC:
/// <https://gerrit-review.googlesource.com/Documentation/rest-api-changes.html#git-person-info>.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct GitPerson {
    pub name: Option<Text>,
    pub email: Option<Text>,
    pub date: Moment,
}

/// A commit's parent.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Parent {
    pub commit: Option<Text>,
}

/// A change: <https://gerrit-review.googlesource.com/Documentation/rest-api-changes.html#change-info>.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Change {
    #[serde(rename = "_number")]
    pub number: Id,
    pub project: Option<Text>,
    /// Without `refs/heads/`.
    pub branch: Option<Text>,
    pub topic: Option<Text>,
    pub subject: Option<Text>,
    /// `NEW`, `MERGED`, `ABANDONED`; `DRAFT` on old servers.
    pub status: Option<Text>,
    /// Left out when it is false.
    pub work_in_progress: Option<bool>,
    /// Left out when it is false.
    pub is_private: Option<bool>,
    pub owner: Option<Account>,
    pub created: Moment,
    pub updated: Moment,
    pub submitted: Moment,
    pub current_revision: Option<Text>,
    pub revisions: Option<BTreeMap<String, Revision>>,
    /// Only on the last one of a list that goes on.
    #[serde(rename = "_more_changes")]
    pub more: Option<bool>,
}

/// A patch set: <https://gerrit-review.googlesource.com/Documentation/rest-api-changes.html#revision-info>.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Revision {
    pub commit: Option<Commit>,
}

/// A page of gitiles' log:
/// <https://gerrit.googlesource.com/gitiles/+/refs/heads/master/Documentation/api-reference.md#log>.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Log {
    pub log: Option<Vec<Option<LogEntry>>>,
    /// The commit that the next page begins with.
    pub next: Option<Text>,
}

/// A commit of gitiles' log; its tree and the persons' addresses are not read.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct LogEntry {
    pub commit: Option<Text>,
    pub parents: Option<Vec<Text>>,
    pub author: Option<LogPerson>,
    pub committer: Option<LogPerson>,
    pub message: Option<Text>,
}

/// Who wrote or committed something, and when, as Git writes it.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct LogPerson {
    pub name: Option<Text>,
    pub email: Option<Text>,
    pub time: Option<Text>,
}

/// An event: <https://gerrit-review.googlesource.com/Documentation/cmd-stream-events.html#events>. Any field may be missing.
#[derive(Debug, Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub struct Event {
    #[serde(rename = "type")]
    pub kind: Option<Text>,
    /// A text in stream events, an object with a `name` in webhooks.
    pub project: Option<Value>,
    pub project_name: Option<Text>,
    pub new_head: Option<Text>,
    pub head_name: Option<Text>,
    pub change: Option<EventChange>,
    pub patch_set: Option<PatchSet>,
    pub ref_update: Option<RefUpdate>,
    pub ref_updates: Option<Vec<Option<RefUpdate>>>,
    /// Seconds since the epoch.
    pub event_created_on: Id,
}

/// A change inside of an event: <https://gerrit-review.googlesource.com/Documentation/json.html#change>.
#[derive(Debug, Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub struct EventChange {
    pub project: Option<Text>,
    pub branch: Option<Text>,
    pub topic: Option<Text>,
    /// A text on old servers.
    pub number: Id,
    pub subject: Option<Text>,
    pub owner: Option<Account>,
    pub url: Option<Text>,
    pub commit_message: Option<Text>,
    /// Seconds since the epoch, like the next one.
    pub created_on: Id,
    pub last_updated: Id,
    pub status: Option<Text>,
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
#[serde(default, rename_all = "camelCase")]
pub struct RefUpdate {
    pub new_rev: Option<Text>,
    pub ref_name: Option<Text>,
    pub project: Option<Text>,
}
