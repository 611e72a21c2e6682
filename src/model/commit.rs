//! A commit of a repository: metadata only, never what it changed.

use serde::{Deserialize, Serialize};

use super::Authorship;
use crate::time::Timestamp;

/// A commit as Git describes it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Commit {
    /// The repository it was found in; absent where the source does not tell.
    pub repository_id: Option<String>,
    /// 40 or 64 hex digits.
    pub sha: String,
    /// The whole message.
    pub message: String,
    /// The host's user name where the host knows one, else the author name of the Git metadata; never an e-mail address.
    pub author: Option<String>,
    /// When the author wrote it.
    pub authored_at: Option<Timestamp>,
    /// When it was committed.
    pub committed_at: Option<Timestamp>,
    /// The parents' ids; absent where the source does not tell, empty for a root commit.
    pub parents: Option<Vec<String>>,
    /// Where a browser finds it.
    pub url: Option<String>,
    /// The issue keys in its message.
    pub issue_keys: Vec<String>,
    /// Who wrote it and who vouches for that; no part of the row.
    #[serde(skip)]
    pub authorship: Authorship,
}
