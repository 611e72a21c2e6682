//! GitLab's JSON: only the fields that are used, none of them compulsory, each struct with the page that describes it.

use serde::Deserialize;

use crate::json::{Detail, Raw};
use crate::lenient::{Id, List, Moment};
use crate::text::Text;

/// A branch: <https://docs.gitlab.com/api/branches/#list-repository-branches>.
#[derive(Debug, Default, Deserialize)]
#[serde(bound(deserialize = "'de: 'a"), default)]
pub struct Branch<'a> {
    pub name: Option<Text<'a>>,
    pub commit: Option<Pointer<'a>>,
}

/// What a branch points to.
#[derive(Debug, Default, Deserialize)]
#[serde(bound(deserialize = "'de: 'a"), default)]
pub struct Pointer<'a> {
    pub id: Option<Text<'a>>,
}

/// A commit: <https://docs.gitlab.com/api/commits/#list-repository-commits>. GitLab names no account.
#[derive(Debug, Default, Deserialize)]
#[serde(bound(deserialize = "'de: 'a"), default)]
pub struct Commit<'a> {
    pub id: Option<Text<'a>>,
    pub message: Detail<Option<Text<'a>>>,
    pub title: Detail<Option<Text<'a>>>,
    pub author_name: Detail<Option<Text<'a>>>,
    pub author_email: Detail<Option<Text<'a>>>,
    pub authored_date: Detail<Moment>,
    pub committer_email: Detail<Option<Text<'a>>>,
    pub committed_date: Moment,
    /// Always the same as `committed_date`.
    pub created_at: Moment,
    pub parent_ids: Option<Vec<Text<'a>>>,
    pub web_url: Detail<Option<Text<'a>>>,
}

/// A commit's signature: <https://docs.gitlab.com/api/commits/#get-signature-of-a-commit>.
#[derive(Debug, Default, Deserialize)]
#[serde(bound(deserialize = "'de: 'a"), default)]
pub struct Signature<'a> {
    pub verification_status: Option<Text<'a>>,
}

/// An account: <https://docs.gitlab.com/api/users/#get-the-current-user>.
#[derive(Debug, Default, Deserialize)]
#[serde(bound(deserialize = "'de: 'a"), default)]
pub struct User<'a> {
    pub id: Id,
    pub username: Option<Text<'a>>,
}

/// A project: <https://docs.gitlab.com/api/projects/#list-all-projects>.
#[derive(Debug, Default, Deserialize)]
#[serde(bound(deserialize = "'de: 'a"), default)]
pub struct Project<'a> {
    pub id: Id,
    pub path_with_namespace: Option<Text<'a>>,
    pub namespace: Option<Namespace>,
    pub web_url: Option<Text<'a>>,
    /// Null in an empty repository.
    pub default_branch: Option<Text<'a>>,
}

/// The group or the user that owns a project.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Namespace {
    pub id: Id,
}

/// A merge request: <https://docs.gitlab.com/api/merge_requests/#list-project-merge-requests>.
#[derive(Debug, Default, Deserialize)]
#[serde(bound(deserialize = "'de: 'a"), default)]
pub struct MergeRequest<'a> {
    pub id: Id,
    /// The number people see; `id` counts the whole server's.
    pub iid: Option<i64>,
    pub project_id: Id,
    pub target_project_id: Id,
    pub title: Detail<Option<Text<'a>>>,
    pub description: Detail<Option<Text<'a>>>,
    /// `opened`, `closed`, `merged`, or `locked` while it is being merged.
    pub state: Option<Text<'a>>,
    pub draft: Option<bool>,
    /// What `draft` was called before GitLab 14.
    pub work_in_progress: Option<bool>,
    pub author: Detail<Option<User<'a>>>,
    pub source_branch: Option<Text<'a>>,
    pub target_branch: Option<Text<'a>>,
    pub created_at: Moment,
    pub updated_at: Moment,
    pub merged_at: Moment,
    pub closed_at: Moment,
    pub web_url: Detail<Option<Text<'a>>>,
}

/// An error's body: <https://docs.gitlab.com/api/rest/troubleshooting/>. The message of a refused value is an object.
#[derive(Debug, Default, Deserialize)]
#[serde(bound(deserialize = "'de: 'a"), default)]
pub struct Message<'a> {
    pub message: Option<Raw<'a>>,
    pub error: Option<Text<'a>>,
    pub error_description: Option<Text<'a>>,
    /// The scopes of which a token needs one, when it has none of them.
    pub scope: Option<Text<'a>>,
}

/// What any delivery says it is. Pushes told by a system hook have `event_name` only, merge requests `object_kind` only:
/// <https://docs.gitlab.com/administration/system_hooks/>.
#[derive(Debug, Default, Deserialize)]
#[serde(bound(deserialize = "'de: 'a"), default)]
pub struct Kind<'a> {
    pub object_kind: Option<Text<'a>>,
    pub event_name: Option<Text<'a>>,
}

/// <https://docs.gitlab.com/user/project/integrations/webhook_events/#push-events>.
#[derive(Debug, Default, Deserialize)]
#[serde(bound(deserialize = "'de: 'a"), default)]
pub struct Push<'a> {
    #[serde(rename = "ref")]
    pub reference: Option<Text<'a>>,
    /// The new head; all zeros when the branch was deleted.
    pub after: Option<Text<'a>>,
    pub project_id: Id,
    pub project: Option<EventProject<'a>>,
    /// Oldest first, and only the newest 20.
    pub commits: Detail<Option<List<PushCommit<'a>>>>,
    /// The account that pushed.
    pub user_username: Option<Text<'a>>,
    /// Its public address, mostly empty.
    pub user_email: Option<Text<'a>>,
}

/// The project of a delivery; `namespace` is a name for people here, `id` is missing in some.
#[derive(Debug, Default, Deserialize)]
#[serde(bound(deserialize = "'de: 'a"), default)]
pub struct EventProject<'a> {
    pub id: Id,
    pub path_with_namespace: Option<Text<'a>>,
    pub web_url: Option<Text<'a>>,
    pub default_branch: Option<Text<'a>>,
}

/// A commit of a push; it has no parents, no account, and lists of file names that are not read.
#[derive(Debug, Default, Deserialize)]
#[serde(bound(deserialize = "'de: 'a"), default)]
pub struct PushCommit<'a> {
    pub id: Option<Text<'a>>,
    pub message: Option<Text<'a>>,
    pub title: Option<Text<'a>>,
    pub timestamp: Moment,
    pub url: Option<Text<'a>>,
    pub author: Option<Person<'a>>,
}

/// Who wrote a commit, as Git says.
#[derive(Debug, Default, Deserialize)]
#[serde(bound(deserialize = "'de: 'a"), default)]
pub struct Person<'a> {
    pub name: Option<Text<'a>>,
    pub email: Option<Text<'a>>,
}

/// <https://docs.gitlab.com/user/project/integrations/webhook_events/#merge-request-events>.
#[derive(Debug, Default, Deserialize)]
#[serde(bound(deserialize = "'de: 'a"), default)]
pub struct MergeRequestEvent<'a> {
    /// Who did it, not who opened the merge request.
    pub user: Option<User<'a>>,
    pub project: Option<EventProject<'a>>,
    pub object_attributes: Option<MergeRequestAttributes<'a>>,
}

/// The merge request of a delivery: its author is a number only, and it does not tell when it was merged or closed.
#[derive(Debug, Default, Deserialize)]
#[serde(bound(deserialize = "'de: 'a"), default)]
pub struct MergeRequestAttributes<'a> {
    pub id: Id,
    pub iid: Option<i64>,
    pub target_project_id: Id,
    pub target: Option<EventProject<'a>>,
    pub title: Detail<Option<Text<'a>>>,
    pub description: Detail<Option<Text<'a>>>,
    pub state: Option<Text<'a>>,
    pub action: Option<Text<'a>>,
    pub draft: Option<bool>,
    pub work_in_progress: Option<bool>,
    pub author_id: Id,
    pub source_branch: Option<Text<'a>>,
    pub target_branch: Option<Text<'a>>,
    pub created_at: Moment,
    pub updated_at: Moment,
    pub url: Option<Text<'a>>,
}

/// What happened to a project: <https://docs.gitlab.com/administration/system_hooks/#hooks-request-example>, and the same in the
/// project events of a group's webhook.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct ProjectEvent {
    pub project_id: Id,
}

/// <https://docs.gitlab.com/administration/system_hooks/#repository-update-events>: one for a push, however many branches it has.
#[derive(Debug, Default, Deserialize)]
#[serde(bound(deserialize = "'de: 'a"), default)]
pub struct RepositoryUpdate<'a> {
    pub project_id: Id,
    pub changes: Option<Vec<Option<Change<'a>>>>,
}

/// A branch or a tag that moved.
#[derive(Debug, Default, Deserialize)]
#[serde(bound(deserialize = "'de: 'a"), default)]
pub struct Change<'a> {
    #[serde(rename = "ref")]
    pub reference: Option<Text<'a>>,
}
