//! A pull request; merge requests and Gerrit changes are pull requests too, because that is Jira's word.

use serde::{Deserialize, Serialize};

use crate::time::Timestamp;

/// Where a pull request stands.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum State {
    /// Closed without being merged.
    Closed,
    /// Open, but not ready for review.
    Draft,
    /// Merged.
    Merged,
    /// Open.
    #[default]
    Open,
}

/// A pull request of a repository, the one it would be merged into.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct PullRequest {
    /// The repository it would be merged into; absent where the source does not tell.
    pub repository_id: Option<String>,
    /// The host's id, as text.
    pub id: Option<String>,
    /// The number people see, unique in its repository.
    pub number: i64,
    /// The title.
    pub title: String,
    /// The description, whole.
    pub description: Option<String>,
    /// Where it stands.
    pub state: State,
    /// The branch with the changes.
    pub source_branch: Option<String>,
    /// The branch it would be merged into.
    pub target_branch: Option<String>,
    /// The author's user name; absent for deleted accounts.
    pub author: Option<String>,
    /// The author's id on the host.
    pub author_id: Option<String>,
    /// When it was opened.
    pub created_at: Option<Timestamp>,
    /// When anything about it last changed.
    pub updated_at: Option<Timestamp>,
    /// When it was merged.
    pub merged_at: Option<Timestamp>,
    /// When it was closed, merged ones included.
    pub closed_at: Option<Timestamp>,
    /// Where a browser finds it.
    pub url: Option<String>,
    /// The issue keys in its title, its description and its source branch's name.
    pub issue_keys: Vec<String>,
}
