//! GitHub's JSON: only the fields that are used, none of them compulsory, each struct with the page that describes it.

use serde::Deserialize;

use crate::json::Detail;
use crate::lenient::{Id, List, Moment};
use crate::text::Text;

/// A branch: <https://docs.github.com/en/rest/branches/branches#list-branches>.
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
    pub sha: Option<Text<'a>>,
}

/// A commit: <https://docs.github.com/en/rest/commits/commits#list-commits>.
#[derive(Debug, Default, Deserialize)]
#[serde(bound(deserialize = "'de: 'a"), default)]
pub struct Commit<'a> {
    pub sha: Option<Text<'a>>,
    pub html_url: Detail<Option<Text<'a>>>,
    pub commit: Option<GitCommit<'a>>,
    /// The account; null or `{}` when the e-mail address belongs to none.
    pub author: Detail<Option<User<'a>>>,
    pub parents: Option<Vec<Pointer<'a>>>,
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

/// Whether GitHub verified a commit's signature:
/// <https://docs.github.com/en/rest/commits/commits#list-commits>, "Signature verification object".
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Verification {
    pub verified: Option<bool>,
}

/// Who wrote or committed something, and when; `username` is only in webhooks and only where GitHub knows the account.
#[derive(Debug, Default, Deserialize)]
#[serde(bound(deserialize = "'de: 'a"), default)]
pub struct Signature<'a> {
    pub name: Detail<Option<Text<'a>>>,
    pub email: Detail<Option<Text<'a>>>,
    pub username: Detail<Option<Text<'a>>>,
    pub date: Moment,
}

/// An account.
#[derive(Debug, Default, Deserialize)]
#[serde(bound(deserialize = "'de: 'a"), default)]
pub struct User<'a> {
    pub id: Id,
    pub login: Option<Text<'a>>,
    /// In place of `login` in old `push` deliveries.
    pub name: Option<Text<'a>>,
}

/// A repository: <https://docs.github.com/en/rest/repos/repos#get-a-repository>.
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

/// Who a credential belongs to: an account, or the installation of an App, which tells only the first of its repositories:
/// <https://docs.github.com/en/rest/users/users#get-the-authenticated-user>.
#[derive(Debug, Default, Deserialize)]
#[serde(bound(deserialize = "'de: 'a"), default)]
pub struct Holder<'a> {
    pub login: Option<Text<'a>>,
    pub repositories: Option<Vec<Option<Repository<'a>>>>,
}

/// The repositories of an App's installation stand inside of an object:
/// <https://docs.github.com/en/rest/apps/installations#list-repositories-accessible-to-the-app-installation>.
#[derive(Debug, Default, Deserialize)]
#[serde(bound(deserialize = "'de: 'a"), default)]
pub struct Installation<'a> {
    pub repositories: Option<List<Repository<'a>>>,
}

/// An object of which nothing is read.
#[derive(Debug, Deserialize)]
pub struct Anything {}

/// A pull request: <https://docs.github.com/en/rest/pulls/pulls#list-pull-requests>, and the same in webhooks.
#[derive(Debug, Default, Deserialize)]
#[serde(bound(deserialize = "'de: 'a"), default)]
pub struct PullRequest<'a> {
    pub id: Id,
    pub number: Option<i64>,
    pub title: Detail<Option<Text<'a>>>,
    pub body: Detail<Option<Text<'a>>>,
    /// `open` or `closed`; merged ones are closed.
    pub state: Option<Text<'a>>,
    pub draft: Option<bool>,
    /// Only where a pull request stands alone, never in lists.
    pub merged: Option<bool>,
    /// Null for deleted accounts.
    pub user: Detail<Option<User<'a>>>,
    pub head: Detail<Option<End<'a>>>,
    pub base: Option<End<'a>>,
    pub created_at: Moment,
    pub updated_at: Moment,
    pub merged_at: Moment,
    pub closed_at: Moment,
    pub html_url: Detail<Option<Text<'a>>>,
}

/// One end of a pull request; the repository of a deleted fork is null.
#[derive(Debug, Default, Deserialize)]
#[serde(bound(deserialize = "'de: 'a"), default)]
pub struct End<'a> {
    #[serde(rename = "ref")]
    pub reference: Option<Text<'a>>,
    pub repo: Option<Repository<'a>>,
}

/// An error's body: <https://docs.github.com/en/rest/using-the-rest-api/troubleshooting-the-rest-api>.
#[derive(Debug, Default, Deserialize)]
#[serde(bound(deserialize = "'de: 'a"), default)]
pub struct Message<'a> {
    pub message: Option<Text<'a>>,
    /// Where a redirect leads.
    pub url: Option<Text<'a>>,
}

/// <https://docs.github.com/en/webhooks/webhook-events-and-payloads#push>.
#[derive(Debug, Default, Deserialize)]
#[serde(bound(deserialize = "'de: 'a"), default)]
pub struct Push<'a> {
    #[serde(rename = "ref")]
    pub reference: Option<Text<'a>>,
    pub before: Option<Text<'a>>,
    /// The new head; all zeros when the branch was deleted.
    pub after: Option<Text<'a>>,
    pub deleted: Option<bool>,
    pub forced: Option<bool>,
    /// Oldest first, at most 2,048.
    pub commits: Detail<Option<List<PushCommit<'a>>>>,
    pub repository: Option<Repository<'a>>,
    /// The account that pushed.
    pub pusher: Option<Pusher<'a>>,
}

/// The account that pushed; `name` is its user name.
#[derive(Debug, Default, Deserialize)]
#[serde(bound(deserialize = "'de: 'a"), default)]
pub struct Pusher<'a> {
    pub name: Option<Text<'a>>,
    pub email: Option<Text<'a>>,
}

/// A commit of a push; it has no parents, and lists of file names that are not read.
#[derive(Debug, Default, Deserialize)]
#[serde(bound(deserialize = "'de: 'a"), default)]
pub struct PushCommit<'a> {
    pub id: Option<Text<'a>>,
    /// False when it was pushed before, on another branch.
    pub distinct: Option<bool>,
    pub message: Option<Text<'a>>,
    pub timestamp: Moment,
    pub url: Option<Text<'a>>,
    pub author: Option<Signature<'a>>,
    pub committer: Option<Signature<'a>>,
}

/// <https://docs.github.com/en/webhooks/webhook-events-and-payloads#create> and `#delete`: the name is short, there is no commit.
#[derive(Debug, Default, Deserialize)]
#[serde(bound(deserialize = "'de: 'a"), default)]
pub struct Reference<'a> {
    #[serde(rename = "ref")]
    pub reference: Option<Text<'a>>,
    pub ref_type: Option<Text<'a>>,
    pub repository: Option<Repository<'a>>,
}

/// <https://docs.github.com/en/webhooks/webhook-events-and-payloads#pull_request>.
#[derive(Debug, Default, Deserialize)]
#[serde(bound(deserialize = "'de: 'a"), default)]
pub struct PullRequestEvent<'a> {
    pub pull_request: Option<PullRequest<'a>>,
    pub repository: Option<Repository<'a>>,
}

/// <https://docs.github.com/en/webhooks/webhook-events-and-payloads#repository>.
#[derive(Debug, Default, Deserialize)]
#[serde(bound(deserialize = "'de: 'a"), default)]
pub struct RepositoryEvent<'a> {
    pub action: Option<Text<'a>>,
    pub repository: Option<Repository<'a>>,
}
