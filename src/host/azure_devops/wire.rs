//! Azure DevOps' JSON: only the fields that are used, none of them compulsory, each struct with the page that describes it.

use serde::Deserialize;

use crate::json::Detail;
use crate::lenient::{self, Id, Moment};
use crate::text::Text;

/// A list stands inside of an object.
#[derive(Debug, Deserialize)]
#[serde(bound(deserialize = "T: Deserialize<'de>"))]
pub struct List<T> {
    pub value: Option<lenient::List<T>>,
}

/// A reference: <https://learn.microsoft.com/en-us/rest/api/azure/devops/git/refs/list>.
#[derive(Debug, Default, Deserialize)]
#[serde(bound(deserialize = "'de: 'a"), default, rename_all = "camelCase")]
pub struct Reference<'a> {
    /// Full: `refs/heads/main`.
    pub name: Option<Text<'a>>,
    pub object_id: Option<Text<'a>>,
}

/// A commit: <https://learn.microsoft.com/en-us/rest/api/azure/devops/git/commits/get>, and the same in lists and pushes.
#[derive(Debug, Default, Deserialize)]
#[serde(bound(deserialize = "'de: 'a"), default, rename_all = "camelCase")]
pub struct Commit<'a> {
    pub commit_id: Option<Text<'a>>,
    pub author: Detail<Option<Signature<'a>>>,
    pub committer: Option<Signature<'a>>,
    pub comment: Detail<Option<Text<'a>>>,
    /// Only in lists: the comment is cut.
    pub comment_truncated: Option<bool>,
    /// Only where a commit stands alone.
    pub parents: Option<Vec<Option<Text<'a>>>>,
    /// Where a browser finds it, in spite of the name; not in pushes.
    pub remote_url: Detail<Option<Text<'a>>>,
}

/// Who wrote or committed something, and when.
#[derive(Debug, Default, Deserialize)]
#[serde(bound(deserialize = "'de: 'a"), default)]
pub struct Signature<'a> {
    pub name: Option<Text<'a>>,
    pub email: Option<Text<'a>>,
    pub date: Moment,
}

/// A repository: <https://learn.microsoft.com/en-us/rest/api/azure/devops/git/repositories/get>.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(bound(deserialize = "'de: 'a"), default, rename_all = "camelCase")]
pub struct Repository<'a> {
    pub id: Id,
    pub name: Option<Text<'a>>,
    pub project: Option<Project<'a>>,
    /// Full: `refs/heads/main`; absent while the repository is empty.
    pub default_branch: Option<Text<'a>>,
    /// Its address in the API.
    pub url: Option<Text<'a>>,
    pub web_url: Option<Text<'a>>,
    /// Where Git finds it; may have a user's name in it.
    pub remote_url: Option<Text<'a>>,
    pub is_disabled: Option<bool>,
}

/// A project.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(bound(deserialize = "'de: 'a"), default)]
pub struct Project<'a> {
    pub id: Id,
    pub name: Option<Text<'a>>,
}

/// A pull request: <https://learn.microsoft.com/en-us/rest/api/azure/devops/git/pull-requests/get-pull-request>, and the same
/// in lists and deliveries.
#[derive(Debug, Default, Deserialize)]
#[serde(bound(deserialize = "'de: 'a"), default, rename_all = "camelCase")]
pub struct PullRequest<'a> {
    pub pull_request_id: Option<i64>,
    /// `active`, `completed`, `abandoned` or `notSet`.
    pub status: Option<Text<'a>>,
    pub is_draft: Option<bool>,
    pub title: Option<Text<'a>>,
    /// Cut to 400 characters in lists.
    pub description: Option<Text<'a>>,
    pub created_by: Option<Identity<'a>>,
    pub creation_date: Moment,
    /// When it was completed or abandoned.
    pub closed_date: Moment,
    pub source_ref_name: Option<Text<'a>>,
    pub target_ref_name: Option<Text<'a>>,
    pub repository: Option<Repository<'a>>,
    /// Its address in the API.
    pub url: Option<Text<'a>>,
}

/// Somebody: <https://learn.microsoft.com/en-us/rest/api/azure/devops/git/pull-requests/get-pull-request#identityref>.
#[derive(Debug, Default, Deserialize)]
#[serde(bound(deserialize = "'de: 'a"), default, rename_all = "camelCase")]
pub struct Identity<'a> {
    pub id: Id,
    pub display_name: Option<Text<'a>>,
    /// `DOMAIN\user` on Server, mostly an e-mail address on Services.
    pub unique_name: Option<Text<'a>>,
}

/// Whose token it is: <https://learn.microsoft.com/en-us/javascript/api/azure-devops-extension-api/connectiondata>.
#[derive(Debug, Default, Deserialize)]
#[serde(bound(deserialize = "'de: 'a"), default, rename_all = "camelCase")]
pub struct ConnectionData<'a> {
    pub authenticated_user: Option<AuthenticatedUser<'a>>,
}

/// The account that a token belongs to.
#[derive(Debug, Default, Deserialize)]
#[serde(bound(deserialize = "'de: 'a"), default, rename_all = "camelCase")]
pub struct AuthenticatedUser<'a> {
    pub id: Id,
    pub custom_display_name: Option<Text<'a>>,
    pub provider_display_name: Option<Text<'a>>,
}

/// An error's body. Some requests are refused in an older form, inside of a list that is none.
#[derive(Debug, Default, Deserialize)]
#[serde(bound(deserialize = "'de: 'a"), default, rename_all = "camelCase")]
pub struct Failure<'a> {
    pub message: Option<Text<'a>>,
    /// The kind of error: `VssVersionOutOfRangeException`.
    pub type_key: Option<Text<'a>>,
    pub value: Option<OlderFailure<'a>>,
}

/// What stands in the member `value` of an error of the older form.
#[derive(Debug, Default, Deserialize)]
#[serde(bound(deserialize = "'de: 'a"), default)]
pub struct OlderFailure<'a> {
    #[serde(rename = "Message")]
    pub message: Option<Text<'a>>,
}

/// What every delivery has around its resource: <https://learn.microsoft.com/en-us/azure/devops/service-hooks/events>.
#[derive(Debug, Default, Deserialize)]
#[serde(bound(deserialize = "'de: 'a"), default, rename_all = "camelCase")]
pub struct Envelope<'a> {
    /// The same when it is sent again.
    pub id: Id,
    pub event_type: Option<Text<'a>>,
    pub created_date: Moment,
}

/// A delivery's resource; the subscription decides how much of it is sent: all, its address, or nothing.
#[derive(Debug, Deserialize)]
pub struct Event<T> {
    pub resource: Option<T>,
}

/// <https://learn.microsoft.com/en-us/azure/devops/service-hooks/events#git.push>.
#[derive(Debug, Default, Deserialize)]
#[serde(bound(deserialize = "'de: 'a"), default, rename_all = "camelCase")]
pub struct Push<'a> {
    /// Branches and tags, several at once.
    pub ref_updates: Option<lenient::List<ReferenceUpdate<'a>>>,
    /// Newest first; not there when nothing but references changed.
    pub commits: Detail<Option<lenient::List<Commit<'a>>>>,
    pub repository: Option<Repository<'a>>,
    /// The account that pushed.
    pub pushed_by: Option<Identity<'a>>,
    /// Its address in the API.
    pub url: Option<Text<'a>>,
}

/// A reference that was pushed; all zeros mean that there is no commit.
#[derive(Debug, Default, Deserialize)]
#[serde(bound(deserialize = "'de: 'a"), default, rename_all = "camelCase")]
pub struct ReferenceUpdate<'a> {
    pub name: Option<Text<'a>>,
    pub new_object_id: Option<Text<'a>>,
}

/// <https://learn.microsoft.com/en-us/azure/devops/service-hooks/events#repository-renamed>.
#[derive(Debug, Default, Deserialize)]
#[serde(bound(deserialize = "'de: 'a"), default)]
pub struct RepositoryEvent<'a> {
    pub repository: Option<Repository<'a>>,
}
