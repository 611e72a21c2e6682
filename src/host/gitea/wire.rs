//! The JSON of Gitea and Forgejo: only the fields that are used, none of them compulsory, each struct with its source.

use serde::Deserialize;

use crate::json::Detail;
use crate::lenient::{Id, List, Moment};
use crate::text::Text;

/// A branch: <https://docs.gitea.com/api/next/#tag/repository/operation/repoListBranches>.
#[derive(Debug, Default, Deserialize)]
#[serde(bound(deserialize = "'de: 'a"), default)]
pub struct Branch<'a> {
    pub name: Option<Text<'a>>,
    pub commit: Option<BranchCommit<'a>>,
}

/// What a branch points to: here a commit has an `id`, everywhere else in the API a `sha`.
#[derive(Debug, Default, Deserialize)]
#[serde(bound(deserialize = "'de: 'a"), default)]
pub struct BranchCommit<'a> {
    pub id: Option<Text<'a>>,
}

/// A commit: <https://docs.gitea.com/api/next/#tag/repository/operation/repoGetAllCommits>.
///
/// The request says `files=false`, then `files` is null; servers before 1.20 fill it all the same, and it is not read.
#[derive(Debug, Default, Deserialize)]
#[serde(bound(deserialize = "'de: 'a"), default)]
pub struct Commit<'a> {
    pub sha: Option<Text<'a>>,
    pub html_url: Detail<Option<Text<'a>>>,
    pub commit: Option<GitCommit<'a>>,
    /// The account; null when the e-mail address belongs to none.
    pub author: Detail<Option<User<'a>>>,
    pub parents: Option<Vec<Parent<'a>>>,
}

/// A parent of a commit.
#[derive(Debug, Default, Deserialize)]
#[serde(bound(deserialize = "'de: 'a"), default)]
pub struct Parent<'a> {
    pub sha: Option<Text<'a>>,
}

/// What Git itself says of a commit.
#[derive(Debug, Default, Deserialize)]
#[serde(bound(deserialize = "'de: 'a"), default)]
pub struct GitCommit<'a> {
    pub message: Detail<Option<Text<'a>>>,
    pub author: Detail<Option<Signature<'a>>>,
    pub committer: Option<Signature<'a>>,
    pub verification: Detail<Option<Verification>>,
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
#[serde(bound(deserialize = "'de: 'a"), default)]
pub struct Signature<'a> {
    pub name: Detail<Option<Text<'a>>>,
    pub email: Detail<Option<Text<'a>>>,
    pub username: Detail<Option<Text<'a>>>,
    pub date: Moment,
}

/// An account: <https://docs.gitea.com/api/next/#tag/user/operation/userGetCurrent>.
#[derive(Debug, Default, Deserialize)]
#[serde(bound(deserialize = "'de: 'a"), default)]
pub struct User<'a> {
    /// -1 for the one that stands in place of deleted accounts.
    pub id: Id,
    pub login: Option<Text<'a>>,
}

/// A repository: <https://docs.gitea.com/api/next/#tag/repository/operation/repoGet>.
#[derive(Debug, Default, Deserialize)]
#[serde(bound(deserialize = "'de: 'a"), default)]
pub struct Repository<'a> {
    pub id: Id,
    pub name: Option<Text<'a>>,
    pub full_name: Option<Text<'a>>,
    pub owner: Option<User<'a>>,
    pub html_url: Option<Text<'a>>,
    pub default_branch: Option<Text<'a>>,
}

/// A pull request: <https://docs.gitea.com/api/next/#tag/repository/operation/repoListPullRequests>, and the same in
/// webhooks.
#[derive(Debug, Default, Deserialize)]
#[serde(bound(deserialize = "'de: 'a"), default)]
pub struct PullRequest<'a> {
    pub id: Id,
    pub number: Option<i64>,
    pub title: Detail<Option<Text<'a>>>,
    pub body: Detail<Option<Text<'a>>>,
    /// `open` or `closed`; merged ones are closed.
    pub state: Option<Text<'a>>,
    /// Absent on older servers, where only the title tells.
    pub draft: Option<bool>,
    pub merged: Option<bool>,
    pub user: Detail<Option<User<'a>>>,
    pub head: Detail<Option<End<'a>>>,
    pub base: Option<End<'a>>,
    pub created_at: Moment,
    pub updated_at: Moment,
    pub merged_at: Moment,
    pub closed_at: Moment,
    pub html_url: Detail<Option<Text<'a>>>,
}

/// One end of a pull request.
#[derive(Debug, Default, Deserialize)]
#[serde(bound(deserialize = "'de: 'a"), default)]
pub struct End<'a> {
    /// The branch's name; empty for what was pushed to `refs/for/`, which has no branch.
    pub label: Option<Text<'a>>,
    /// The branch's name, or `refs/pull/7/head` when the branch is gone.
    #[serde(rename = "ref")]
    pub reference: Option<Text<'a>>,
    /// -1 when the repository is gone.
    pub repo_id: Id,
}

/// An error's body: <https://docs.gitea.com/development/api-usage>.
#[derive(Debug, Default, Deserialize)]
#[serde(bound(deserialize = "'de: 'a"), default)]
pub struct Message<'a> {
    pub message: Option<Text<'a>>,
}

/// A push: <https://docs.gitea.com/usage/repository/webhooks>.
#[derive(Debug, Default, Deserialize)]
#[serde(bound(deserialize = "'de: 'a"), default)]
pub struct Push<'a> {
    #[serde(rename = "ref")]
    pub reference: Option<Text<'a>>,
    pub before: Option<Text<'a>>,
    /// The new head; all zeros when the reference was deleted.
    pub after: Option<Text<'a>>,
    /// Newest first, and only the newest few (`FEED_MAX_COMMIT_NUM`).
    pub commits: Detail<Option<List<PushCommit<'a>>>>,
    pub repository: Option<Repository<'a>>,
    /// The account that pushed.
    pub pusher: Option<Pusher<'a>>,
}

/// The account that pushed.
#[derive(Debug, Default, Deserialize)]
#[serde(bound(deserialize = "'de: 'a"), default)]
pub struct Pusher<'a> {
    pub login: Option<Text<'a>>,
    pub email: Option<Text<'a>>,
}

/// A commit of a push; it has no parents, and lists of file names that are not read.
#[derive(Debug, Default, Deserialize)]
#[serde(bound(deserialize = "'de: 'a"), default)]
pub struct PushCommit<'a> {
    pub id: Option<Text<'a>>,
    pub message: Option<Text<'a>>,
    /// When the author wrote it; when it was committed is not told.
    pub timestamp: Moment,
    pub url: Option<Text<'a>>,
    pub author: Option<Signature<'a>>,
}

/// A branch or tag that was created or deleted: `CreatePayload` and `DeletePayload` in
/// <https://github.com/go-gitea/gitea/blob/main/modules/structs/hook.go>. Forgejo's own kind of hook sends the whole
/// reference, Gitea's the short name.
#[derive(Debug, Default, Deserialize)]
#[serde(bound(deserialize = "'de: 'a"), default)]
pub struct Reference<'a> {
    /// Only where it was created.
    pub sha: Option<Text<'a>>,
    #[serde(rename = "ref")]
    pub reference: Option<Text<'a>>,
    pub ref_type: Option<Text<'a>>,
    pub repository: Option<Repository<'a>>,
}

/// Anything that happened to a pull request: `PullRequestPayload`, in the same place.
#[derive(Debug, Default, Deserialize)]
#[serde(bound(deserialize = "'de: 'a"), default)]
pub struct PullRequestEvent<'a> {
    /// Null when the server failed to put it together.
    pub pull_request: Option<PullRequest<'a>>,
    pub repository: Option<Repository<'a>>,
}

/// A repository that was created or deleted: `RepositoryPayload`, in the same place.
#[derive(Debug, Default, Deserialize)]
#[serde(bound(deserialize = "'de: 'a"), default)]
pub struct RepositoryEvent<'a> {
    pub action: Option<Text<'a>>,
    pub repository: Option<Repository<'a>>,
}
