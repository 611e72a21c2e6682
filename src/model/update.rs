//! What a delivery or a page of sync brings: rows to store.

use serde::{Deserialize, Serialize};

use super::{Branch, Commit, PullRequest, Repository};

/// Rows to store. Where the projects of this Jira are known, rows without a key of theirs are left out.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Update {
    /// Repositories, whether they mention an issue or not.
    pub repositories: Vec<Repository>,
    /// Branches whose names mention an issue.
    pub branches: Vec<Branch>,
    /// Commits whose messages mention an issue.
    pub commits: Vec<Commit>,
    /// Pull requests that mention an issue.
    pub pull_requests: Vec<PullRequest>,
    /// Pull requests that mention no issue (any more): a stored one is to be forgotten.
    #[serde(default)]
    pub unlinked: Vec<Unlinked>,
}

/// A pull request that mentions no issue of this Jira.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Unlinked {
    /// The repository it would be merged into.
    pub repository_id: Option<String>,
    /// The number people see.
    pub number: i64,
}

impl Update {
    /// Whether there is nothing to store.
    pub fn is_empty(&self) -> bool {
        self.repositories.is_empty()
            && self.branches.is_empty()
            && self.commits.is_empty()
            && self.pull_requests.is_empty()
            && self.unlinked.is_empty()
    }
}
