//! GitHub's JSON: only the fields that are used, none of them compulsory, each struct with the page that describes it.

use serde::Deserialize;

use crate::lenient::{Id, Moment};
use crate::text::Text;

/// A branch: <https://docs.github.com/en/rest/branches/branches#list-branches>.
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
    pub sha: Option<Text>,
}

/// A commit: <https://docs.github.com/en/rest/commits/commits#list-commits>.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Commit {
    pub sha: Option<Text>,
    pub html_url: Option<Text>,
    pub commit: Option<GitCommit>,
    /// The account; null or `{}` when the e-mail address belongs to none.
    pub author: Option<User>,
    pub parents: Option<Vec<Pointer>>,
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

/// Whether GitHub verified a commit's signature:
/// <https://docs.github.com/en/rest/commits/commits#list-commits>, "Signature verification object".
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Verification {
    pub verified: Option<bool>,
}

/// Who wrote or committed something, and when; `username` is only in webhooks and only where GitHub knows the account.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Signature {
    pub name: Option<Text>,
    pub email: Option<Text>,
    pub username: Option<Text>,
    pub date: Moment,
}

/// An account.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct User {
    pub id: Id,
    pub login: Option<Text>,
    /// In place of `login` in old `push` deliveries.
    pub name: Option<Text>,
}

/// A repository: <https://docs.github.com/en/rest/repos/repos#get-a-repository>.
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

/// Who a credential belongs to: an account, or the installation of an App, which tells only the first of its repositories:
/// <https://docs.github.com/en/rest/users/users#get-the-authenticated-user>.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Holder {
    pub login: Option<Text>,
    pub repositories: Option<Vec<Option<Repository>>>,
}

/// The repositories of an App's installation stand inside of an object:
/// <https://docs.github.com/en/rest/apps/installations#list-repositories-accessible-to-the-app-installation>.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Installation {
    pub repositories: Option<Vec<Option<Repository>>>,
}

/// A pull request: <https://docs.github.com/en/rest/pulls/pulls#list-pull-requests>, and the same in webhooks.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct PullRequest {
    pub id: Id,
    pub number: Option<i64>,
    pub title: Option<Text>,
    pub body: Option<Text>,
    /// `open` or `closed`; merged ones are closed.
    pub state: Option<Text>,
    pub draft: Option<bool>,
    /// Only where a pull request stands alone, never in lists.
    pub merged: Option<bool>,
    /// Null for deleted accounts.
    pub user: Option<User>,
    pub head: Option<End>,
    pub base: Option<End>,
    pub created_at: Moment,
    pub updated_at: Moment,
    pub merged_at: Moment,
    pub closed_at: Moment,
    pub html_url: Option<Text>,
}

/// One end of a pull request; the repository of a deleted fork is null.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct End {
    #[serde(rename = "ref")]
    pub reference: Option<Text>,
    pub repo: Option<Repository>,
}

/// An error's body: <https://docs.github.com/en/rest/using-the-rest-api/troubleshooting-the-rest-api>.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Message {
    pub message: Option<Text>,
    /// Where a redirect leads.
    pub url: Option<Text>,
}

/// <https://docs.github.com/en/webhooks/webhook-events-and-payloads#push>.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Push {
    #[serde(rename = "ref")]
    pub reference: Option<Text>,
    pub before: Option<Text>,
    /// The new head; all zeros when the branch was deleted.
    pub after: Option<Text>,
    pub deleted: Option<bool>,
    pub forced: Option<bool>,
    /// Oldest first, at most 2,048.
    pub commits: Option<Vec<Option<PushCommit>>>,
    pub repository: Option<Repository>,
    /// The account that pushed.
    pub pusher: Option<Pusher>,
}

/// The account that pushed; `name` is its user name.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Pusher {
    pub name: Option<Text>,
    pub email: Option<Text>,
}

/// A commit of a push; it has no parents, and lists of file names that are not read.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct PushCommit {
    pub id: Option<Text>,
    /// False when it was pushed before, on another branch.
    pub distinct: Option<bool>,
    pub message: Option<Text>,
    pub timestamp: Moment,
    pub url: Option<Text>,
    pub author: Option<Signature>,
    pub committer: Option<Signature>,
}

/// <https://docs.github.com/en/webhooks/webhook-events-and-payloads#create> and `#delete`: the name is short, there is no commit.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Reference {
    #[serde(rename = "ref")]
    pub reference: Option<Text>,
    pub ref_type: Option<Text>,
    pub repository: Option<Repository>,
}

/// <https://docs.github.com/en/webhooks/webhook-events-and-payloads#pull_request>.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct PullRequestEvent {
    pub pull_request: Option<PullRequest>,
    pub repository: Option<Repository>,
}

/// <https://docs.github.com/en/webhooks/webhook-events-and-payloads#repository>.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct RepositoryEvent {
    pub action: Option<Text>,
    pub repository: Option<Repository>,
}
