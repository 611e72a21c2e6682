//! Azure DevOps' JSON: only the fields that are used, none of them compulsory, each struct with the page that describes it.

use serde::Deserialize;

use crate::lenient::{Id, Moment};
use crate::text::Text;

/// A list stands inside of an object.
#[derive(Debug, Deserialize)]
pub struct List<T> {
    pub value: Option<Vec<Option<T>>>,
}

/// A reference: <https://learn.microsoft.com/en-us/rest/api/azure/devops/git/refs/list>.
#[derive(Debug, Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub struct Reference {
    /// Full: `refs/heads/main`.
    pub name: Option<Text>,
    pub object_id: Option<Text>,
}

/// A commit: <https://learn.microsoft.com/en-us/rest/api/azure/devops/git/commits/get>, and the same in lists and pushes.
#[derive(Debug, Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub struct Commit {
    pub commit_id: Option<Text>,
    pub author: Option<Signature>,
    pub committer: Option<Signature>,
    pub comment: Option<Text>,
    /// Only in lists: the comment is cut.
    pub comment_truncated: Option<bool>,
    /// Only where a commit stands alone.
    pub parents: Option<Vec<Option<Text>>>,
    /// Where a browser finds it, in spite of the name; not in pushes.
    pub remote_url: Option<Text>,
}

/// Who wrote or committed something, and when.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Signature {
    pub name: Option<Text>,
    pub email: Option<Text>,
    pub date: Moment,
}

/// A repository: <https://learn.microsoft.com/en-us/rest/api/azure/devops/git/repositories/get>.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub struct Repository {
    pub id: Id,
    pub name: Option<Text>,
    pub project: Option<Project>,
    /// Full: `refs/heads/main`; absent while the repository is empty.
    pub default_branch: Option<Text>,
    /// Its address in the API.
    pub url: Option<Text>,
    pub web_url: Option<Text>,
    /// Where Git finds it; may have a user's name in it.
    pub remote_url: Option<Text>,
    pub is_disabled: Option<bool>,
}

/// A project.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct Project {
    pub id: Id,
    pub name: Option<Text>,
}

/// A pull request: <https://learn.microsoft.com/en-us/rest/api/azure/devops/git/pull-requests/get-pull-request>, and the same
/// in lists and deliveries.
#[derive(Debug, Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub struct PullRequest {
    pub pull_request_id: Option<i64>,
    /// `active`, `completed`, `abandoned` or `notSet`.
    pub status: Option<Text>,
    pub is_draft: Option<bool>,
    pub title: Option<Text>,
    /// Cut to 400 characters in lists.
    pub description: Option<Text>,
    pub created_by: Option<Identity>,
    pub creation_date: Moment,
    /// When it was completed or abandoned.
    pub closed_date: Moment,
    pub source_ref_name: Option<Text>,
    pub target_ref_name: Option<Text>,
    pub repository: Option<Repository>,
    /// Its address in the API.
    pub url: Option<Text>,
}

/// Somebody: <https://learn.microsoft.com/en-us/rest/api/azure/devops/git/pull-requests/get-pull-request#identityref>.
#[derive(Debug, Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub struct Identity {
    pub id: Id,
    pub display_name: Option<Text>,
    /// `DOMAIN\user` on Server, mostly an e-mail address on Services.
    pub unique_name: Option<Text>,
}

/// Whose token it is: <https://learn.microsoft.com/en-us/javascript/api/azure-devops-extension-api/connectiondata>.
#[derive(Debug, Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub struct ConnectionData {
    pub authenticated_user: Option<AuthenticatedUser>,
}

/// The account that a token belongs to.
#[derive(Debug, Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub struct AuthenticatedUser {
    pub id: Id,
    pub custom_display_name: Option<Text>,
    pub provider_display_name: Option<Text>,
}

/// An error's body. Some requests are refused in an older form, inside of a list that is none.
#[derive(Debug, Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub struct Failure {
    pub message: Option<Text>,
    /// The kind of error: `VssVersionOutOfRangeException`.
    pub type_key: Option<Text>,
    pub value: Option<OlderFailure>,
}

/// What stands in the member `value` of an error of the older form.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct OlderFailure {
    #[serde(rename = "Message")]
    pub message: Option<Text>,
}

/// What every delivery has around its resource: <https://learn.microsoft.com/en-us/azure/devops/service-hooks/events>.
#[derive(Debug, Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub struct Envelope {
    /// The same when it is sent again.
    pub id: Id,
    pub event_type: Option<Text>,
    pub created_date: Moment,
}

/// A delivery's resource; the subscription decides how much of it is sent: all, its address, or nothing.
#[derive(Debug, Deserialize)]
pub struct Event<T> {
    pub resource: Option<T>,
}

/// <https://learn.microsoft.com/en-us/azure/devops/service-hooks/events#git.push>.
#[derive(Debug, Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub struct Push {
    /// Branches and tags, several at once.
    pub ref_updates: Option<Vec<Option<ReferenceUpdate>>>,
    /// Newest first; not there when nothing but references changed.
    pub commits: Option<Vec<Option<Commit>>>,
    pub repository: Option<Repository>,
    /// The account that pushed.
    pub pushed_by: Option<Identity>,
    /// Its address in the API.
    pub url: Option<Text>,
}

/// A reference that was pushed; all zeros mean that there is no commit.
#[derive(Debug, Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub struct ReferenceUpdate {
    pub name: Option<Text>,
    pub new_object_id: Option<Text>,
}

/// <https://learn.microsoft.com/en-us/azure/devops/service-hooks/events#repository-renamed>.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct RepositoryEvent {
    pub repository: Option<Repository>,
}
