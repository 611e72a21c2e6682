//! A Git repository on a host.

use serde::{Deserialize, Serialize};

/// A Git repository, known by the id that its host gave it, which survives renames and transfers.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Repository {
    /// The host's id, as text.
    pub id: String,
    /// The short name.
    pub name: String,
    /// The whole path, such as `acme/shop`.
    pub full_name: String,
    /// The id of the organisation or user that owns it.
    pub owner_id: Option<String>,
    /// Where a browser finds it.
    pub url: Option<String>,
    /// The branch that is shown first; empty repositories may have none.
    pub default_branch: Option<String>,
}
