//! GitLab's JSON: only the fields that are used, none of them compulsory, each struct with the page that describes it.

use serde::Deserialize;

use crate::lenient::{Id, Moment};
use crate::text::Text;

/// A branch: <https://docs.gitlab.com/api/branches/#list-repository-branches>.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Branch {
    pub name: Option<Text>,
    pub commit: Option<Pointer>,
}

/// What a branch points to.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Pointer {
    pub id: Option<Text>,
}

/// A commit: <https://docs.gitlab.com/api/commits/#list-repository-commits>. GitLab names no account.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Commit {
    pub id: Option<Text>,
    pub message: Option<Text>,
    pub title: Option<Text>,
    pub author_name: Option<Text>,
    pub author_email: Option<Text>,
    pub authored_date: Moment,
    pub committer_email: Option<Text>,
    pub committed_date: Moment,
    /// Always the same as `committed_date`.
    pub created_at: Moment,
    pub parent_ids: Option<Vec<Text>>,
    pub web_url: Option<Text>,
}

/// A commit's signature: <https://docs.gitlab.com/api/commits/#get-signature-of-a-commit>.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Signature {
    pub verification_status: Option<Text>,
}

/// An account: <https://docs.gitlab.com/api/users/#get-the-current-user>.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct User {
    pub id: Id,
    pub username: Option<Text>,
}

/// A project: <https://docs.gitlab.com/api/projects/#list-all-projects>.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Project {
    pub id: Id,
    pub path_with_namespace: Option<Text>,
    pub namespace: Option<Namespace>,
    pub web_url: Option<Text>,
    /// Null in an empty repository.
    pub default_branch: Option<Text>,
}

/// The group or the user that owns a project.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Namespace {
    pub id: Id,
}

/// A merge request: <https://docs.gitlab.com/api/merge_requests/#list-project-merge-requests>.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct MergeRequest {
    pub id: Id,
    /// The number people see; `id` counts the whole server's.
    pub iid: Option<i64>,
    pub project_id: Id,
    pub target_project_id: Id,
    pub title: Option<Text>,
    pub description: Option<Text>,
    /// `opened`, `closed`, `merged`, or `locked` while it is being merged.
    pub state: Option<Text>,
    pub draft: Option<bool>,
    /// What `draft` was called before GitLab 14.
    pub work_in_progress: Option<bool>,
    pub author: Option<User>,
    pub source_branch: Option<Text>,
    pub target_branch: Option<Text>,
    pub created_at: Moment,
    pub updated_at: Moment,
    pub merged_at: Moment,
    pub closed_at: Moment,
    pub web_url: Option<Text>,
}

/// An error's body: <https://docs.gitlab.com/api/rest/troubleshooting/>. The message of a refused value is an object.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Message {
    pub message: Option<serde_json::Value>,
    pub error: Option<Text>,
    pub error_description: Option<Text>,
    /// The scopes of which a token needs one, when it has none of them.
    pub scope: Option<Text>,
}

/// What any delivery says it is. Pushes told by a system hook have `event_name` only, merge requests `object_kind` only:
/// <https://docs.gitlab.com/administration/system_hooks/>.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Kind {
    pub object_kind: Option<Text>,
    pub event_name: Option<Text>,
}

/// <https://docs.gitlab.com/user/project/integrations/webhook_events/#push-events>.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Push {
    #[serde(rename = "ref")]
    pub reference: Option<Text>,
    /// The new head; all zeros when the branch was deleted.
    pub after: Option<Text>,
    pub project_id: Id,
    pub project: Option<EventProject>,
    /// Oldest first, and only the newest 20.
    pub commits: Option<Vec<Option<PushCommit>>>,
    /// The account that pushed.
    pub user_username: Option<Text>,
    /// Its public address, mostly empty.
    pub user_email: Option<Text>,
}

/// The project of a delivery; `namespace` is a name for people here, `id` is missing in some.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct EventProject {
    pub id: Id,
    pub path_with_namespace: Option<Text>,
    pub web_url: Option<Text>,
    pub default_branch: Option<Text>,
}

/// A commit of a push; it has no parents, no account, and lists of file names that are not read.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct PushCommit {
    pub id: Option<Text>,
    pub message: Option<Text>,
    pub title: Option<Text>,
    pub timestamp: Moment,
    pub url: Option<Text>,
    pub author: Option<Person>,
}

/// Who wrote a commit, as Git says.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Person {
    pub name: Option<Text>,
    pub email: Option<Text>,
}

/// <https://docs.gitlab.com/user/project/integrations/webhook_events/#merge-request-events>.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct MergeRequestEvent {
    /// Who did it, not who opened the merge request.
    pub user: Option<User>,
    pub project: Option<EventProject>,
    pub object_attributes: Option<MergeRequestAttributes>,
}

/// The merge request of a delivery: its author is a number only, and it does not tell when it was merged or closed.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct MergeRequestAttributes {
    pub id: Id,
    pub iid: Option<i64>,
    pub target_project_id: Id,
    pub target: Option<EventProject>,
    pub title: Option<Text>,
    pub description: Option<Text>,
    pub state: Option<Text>,
    pub action: Option<Text>,
    pub draft: Option<bool>,
    pub work_in_progress: Option<bool>,
    pub author_id: Id,
    pub source_branch: Option<Text>,
    pub target_branch: Option<Text>,
    pub created_at: Moment,
    pub updated_at: Moment,
    pub url: Option<Text>,
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
#[serde(default)]
pub struct RepositoryUpdate {
    pub project_id: Id,
    pub changes: Option<Vec<Option<Change>>>,
}

/// A branch or a tag that moved.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Change {
    #[serde(rename = "ref")]
    pub reference: Option<Text>,
}
