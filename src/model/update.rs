//! What a delivery or a page of sync brings: rows to store.

use serde::{Deserialize, Serialize, Serializer};

use super::{Branch, Commit, PullRequest, Repository, SmartCommit};
use crate::time::Timestamp;

/// Rows to store. Where the projects of this Jira are known, rows without a key of theirs are left out.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Update {
    /// Repositories, whether they mention an issue or not.
    #[serde(serialize_with = "apart")]
    pub repositories: Vec<Repository>,
    /// Branches whose names mention an issue.
    #[serde(serialize_with = "apart")]
    pub branches: Vec<Branch>,
    /// Commits whose messages mention an issue.
    #[serde(serialize_with = "apart")]
    pub commits: Vec<Commit>,
    /// Pull requests that mention an issue.
    #[serde(serialize_with = "apart")]
    pub pull_requests: Vec<PullRequest>,
    /// Pull requests that mention no issue (any more): a stored one is to be forgotten.
    #[serde(default, serialize_with = "apart")]
    pub unlinked: Vec<Unlinked>,
    /// The pass that these rows were met in, if they were.
    #[serde(default)]
    pub pass: Option<Pass>,
    /// Commits that give commands to Jira.
    #[serde(default, serialize_with = "apart")]
    pub smart_commits: Vec<SmartCommit>,
}

/// A pass over everything that a connection or a repository has: what it did not meet until its last page is not there any
/// more. Rows that were not stored when it began are none of its business.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Pass {
    /// The repository whose commits are met; absent when it is the connection's repositories.
    pub repository_id: Option<String>,
    /// Tells passes apart: when it began, in milliseconds since the epoch.
    pub number: i64,
    /// Whether these are its first rows.
    pub first: bool,
    /// Whether these are its last rows: what is stored, and was last met by a pass before `before`, is marked.
    pub last: bool,
    /// The pass whose successors still count: this one, or an earlier one where one miss says too little.
    pub before: i64,
    /// Commits that were committed before this were not looked for.
    pub since: Option<Timestamp>,
    /// The branch that was rewritten or deleted, which made the pass necessary.
    pub cause: Option<String>,
    /// The commits that were met, by their ids, stored or not; repositories come as rows.
    pub met: Vec<String>,
}

/// A pull request that mentions no issue of this Jira.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Unlinked {
    /// The repository it would be merged into.
    pub repository_id: Option<String>,
    /// The number people see.
    pub number: i64,
}

/// Writes rows by a function of their own: one for all kinds of rows is too large for a JVM's compiler.
#[inline(never)]
fn apart<T: Serialize, S: Serializer>(rows: &[T], serializer: S) -> Result<S::Ok, S::Error> {
    rows.serialize(serializer)
}

impl Update {
    /// Whether there is nothing to store.
    pub fn is_empty(&self) -> bool {
        self.repositories.is_empty()
            && self.branches.is_empty()
            && self.commits.is_empty()
            && self.pull_requests.is_empty()
            && self.unlinked.is_empty()
            && self.pass.is_none()
            && self.smart_commits.is_empty()
    }
}
