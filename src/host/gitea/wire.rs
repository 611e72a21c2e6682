//! The JSON of Gitea and Forgejo: only the fields that are used, none of them compulsory, each struct with its source.

use serde::Deserialize;

use crate::lenient::{Id, Moment};
use crate::text::Text;

/// A branch: <https://docs.gitea.com/api/next/#tag/repository/operation/repoListBranches>.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Branch {
    pub name: Option<Text>,
    pub commit: Option<BranchCommit>,
}

/// What a branch points to: here a commit has an `id`, everywhere else in the API a `sha`.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct BranchCommit {
    pub id: Option<Text>,
}

/// A commit: <https://docs.gitea.com/api/next/#tag/repository/operation/repoGetAllCommits>.
///
/// The request says `files=false`, then `files` is null; servers before 1.20 fill it all the same, and it is not read.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Commit {
    pub sha: Option<Text>,
    pub html_url: Option<Text>,
    pub commit: Option<GitCommit>,
    /// The account; null when the e-mail address belongs to none.
    pub author: Option<User>,
    pub parents: Option<Vec<Parent>>,
}

/// A parent of a commit.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Parent {
    pub sha: Option<Text>,
}

/// What Git itself says of a commit.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct GitCommit {
    pub message: Option<Text>,
    pub author: Option<Signature>,
    pub committer: Option<Signature>,
    pub verification: Option<Verification>,
}

/// Whether the server verified a commit's signature: `PayloadCommitVerification` in
/// <https://github.com/go-gitea/gitea/blob/main/modules/structs/hook.go>.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Verification {
    pub verified: Option<bool>,
}

/// Who wrote or committed something, and when; `username` is only in webhooks, and empty for unknown addresses.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Signature {
    pub name: Option<Text>,
    pub email: Option<Text>,
    pub username: Option<Text>,
    pub date: Moment,
}

/// An account: <https://docs.gitea.com/api/next/#tag/user/operation/userGetCurrent>.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct User {
    /// -1 for the one that stands in place of deleted accounts.
    pub id: Id,
    pub login: Option<Text>,
}

/// A repository: <https://docs.gitea.com/api/next/#tag/repository/operation/repoGet>.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Repository {
    pub id: Id,
    pub name: Option<Text>,
    pub full_name: Option<Text>,
    pub owner: Option<User>,
    pub html_url: Option<Text>,
    pub default_branch: Option<Text>,
}

/// A pull request: <https://docs.gitea.com/api/next/#tag/repository/operation/repoListPullRequests>, and the same in
/// webhooks.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct PullRequest {
    pub id: Id,
    pub number: Option<i64>,
    pub title: Option<Text>,
    pub body: Option<Text>,
    /// `open` or `closed`; merged ones are closed.
    pub state: Option<Text>,
    /// Absent on older servers, where only the title tells.
    pub draft: Option<bool>,
    pub merged: Option<bool>,
    pub user: Option<User>,
    pub head: Option<End>,
    pub base: Option<End>,
    pub created_at: Moment,
    pub updated_at: Moment,
    pub merged_at: Moment,
    pub closed_at: Moment,
    pub html_url: Option<Text>,
}

/// One end of a pull request.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct End {
    /// The branch's name; empty for what was pushed to `refs/for/`, which has no branch.
    pub label: Option<Text>,
    /// The branch's name, or `refs/pull/7/head` when the branch is gone.
    #[serde(rename = "ref")]
    pub reference: Option<Text>,
    /// -1 when the repository is gone.
    pub repo_id: Id,
}

/// An error's body: <https://docs.gitea.com/development/api-usage>.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Message {
    pub message: Option<Text>,
}

/// A push: <https://docs.gitea.com/usage/repository/webhooks>.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Push {
    #[serde(rename = "ref")]
    pub reference: Option<Text>,
    pub before: Option<Text>,
    /// The new head; all zeros when the reference was deleted.
    pub after: Option<Text>,
    /// Newest first, and only the newest few (`FEED_MAX_COMMIT_NUM`).
    pub commits: Option<Vec<Option<PushCommit>>>,
    pub repository: Option<Repository>,
    /// The account that pushed.
    pub pusher: Option<Pusher>,
}

/// The account that pushed.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Pusher {
    pub login: Option<Text>,
    pub email: Option<Text>,
}

/// A commit of a push; it has no parents, and lists of file names that are not read.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct PushCommit {
    pub id: Option<Text>,
    pub message: Option<Text>,
    /// When the author wrote it; when it was committed is not told.
    pub timestamp: Moment,
    pub url: Option<Text>,
    pub author: Option<Signature>,
}

/// A branch or tag that was created or deleted: `CreatePayload` and `DeletePayload` in
/// <https://github.com/go-gitea/gitea/blob/main/modules/structs/hook.go>. Forgejo's own kind of hook sends the whole
/// reference, Gitea's the short name.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Reference {
    /// Only where it was created.
    pub sha: Option<Text>,
    #[serde(rename = "ref")]
    pub reference: Option<Text>,
    pub ref_type: Option<Text>,
    pub repository: Option<Repository>,
}

/// Anything that happened to a pull request: `PullRequestPayload`, in the same place.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct PullRequestEvent {
    /// Null when the server failed to put it together.
    pub pull_request: Option<PullRequest>,
    pub repository: Option<Repository>,
}

/// A repository that was created or deleted: `RepositoryPayload`, in the same place.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct RepositoryEvent {
    pub action: Option<Text>,
    pub repository: Option<Repository>,
}
