//! A branch of a repository.

use serde::{Deserialize, Serialize};

/// A branch: its name and the commit it points to.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Branch {
    /// The repository it belongs to; absent where the source does not tell.
    pub repository_id: Option<String>,
    /// The name without `refs/heads/`.
    pub name: String,
    /// The commit it points to; absent where the source does not tell, or when it is deleted.
    pub head: Option<String>,
    /// Whether it was deleted.
    pub deleted: bool,
    /// The issue keys in its name.
    pub issue_keys: Vec<String>,
}
