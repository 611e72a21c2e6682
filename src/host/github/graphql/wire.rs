//! GitHub's JSON over GraphQL: the fields that the documents ask for, none of them compulsory.
//!
//! The schema: <https://docs.github.com/en/graphql/reference>. What stands here becomes what REST would have answered, so that
//! one map makes the rows of both.

use serde::Deserialize;

use crate::host::field::present;
use crate::json::Detail;
use crate::lenient::{Id, Moment};
use crate::text::Text;

use super::rest;

/// An answer: <https://spec.graphql.org/October2021/#sec-Response>.
#[derive(Debug, Default, Deserialize)]
#[serde(bound(deserialize = "'de: 'a"), default)]
pub struct Answer<'a> {
    pub data: Option<Data<'a>>,
    pub errors: Option<Vec<Option<Problem<'a>>>>,
}

/// One error of an answer; `type` is GitHub's own.
#[derive(Debug, Default, Deserialize)]
#[serde(bound(deserialize = "'de: 'a"), default)]
pub struct Problem<'a> {
    #[serde(rename = "type")]
    pub kind: Option<Text<'a>>,
    pub message: Option<Text<'a>>,
}

/// <https://docs.github.com/en/graphql/reference/queries>.
#[derive(Debug, Default, Deserialize)]
#[serde(bound(deserialize = "'de: 'a"), default, rename_all = "camelCase")]
pub struct Data<'a> {
    pub rate_limit: Option<RateLimit>,
    pub repository: Option<Repository<'a>>,
}

/// <https://docs.github.com/en/graphql/reference/objects#ratelimit>.
#[derive(Debug, Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub struct RateLimit {
    pub cost: Option<i64>,
    pub limit: Option<i64>,
    pub remaining: Option<i64>,
    pub reset_at: Moment,
}

/// <https://docs.github.com/en/graphql/reference/objects#repository>.
#[derive(Debug, Default, Deserialize)]
#[serde(bound(deserialize = "'de: 'a"), default, rename_all = "camelCase")]
pub struct Repository<'a> {
    pub is_empty: Option<bool>,
    pub refs: Option<Connection<Ref<'a>>>,
    pub pull_requests: Option<Connection<PullRequest<'a>>>,
}

/// A part of a list, such as <https://docs.github.com/en/graphql/reference/objects#refconnection>.
#[derive(Debug, Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub struct Connection<T> {
    pub page_info: Option<PageInfo>,
    pub total_count: Option<i64>,
    pub nodes: Option<Vec<Option<T>>>,
}

/// <https://docs.github.com/en/graphql/reference/objects#pageinfo>.
#[derive(Debug, Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub struct PageInfo {
    pub has_next_page: Option<bool>,
    pub end_cursor: Option<String>,
}

/// A branch: <https://docs.github.com/en/graphql/reference/objects#ref>.
#[derive(Debug, Default, Deserialize)]
#[serde(bound(deserialize = "'de: 'a"), default)]
pub struct Ref<'a> {
    pub name: Option<Text<'a>>,
    pub target: Option<Target<'a>>,
}

/// What a branch points to, with the newest commits that it reaches.
#[derive(Debug, Default, Deserialize)]
#[serde(bound(deserialize = "'de: 'a"), default)]
pub struct Target<'a> {
    pub oid: Option<Text<'a>>,
    pub history: Option<Connection<Commit<'a>>>,
}

/// <https://docs.github.com/en/graphql/reference/objects#commit>.
#[derive(Debug, Default, Deserialize)]
#[serde(bound(deserialize = "'de: 'a"), default, rename_all = "camelCase")]
pub struct Commit<'a> {
    pub oid: Option<Text<'a>>,
    pub message: Option<Text<'a>>,
    pub url: Option<Text<'a>>,
    pub authored_date: Moment,
    pub committed_date: Moment,
    pub author: Option<GitActor<'a>>,
    pub parents: Option<Connection<Parent<'a>>>,
}

/// <https://docs.github.com/en/graphql/reference/objects#gitactor>.
#[derive(Debug, Default, Deserialize)]
#[serde(bound(deserialize = "'de: 'a"), default)]
pub struct GitActor<'a> {
    pub name: Option<Text<'a>>,
    /// The account; null when the e-mail address belongs to none. Bots have their brackets here, unlike an [`Actor`].
    pub user: Option<rest::User<'a>>,
}

/// A commit's parent.
#[derive(Debug, Default, Deserialize)]
#[serde(bound(deserialize = "'de: 'a"), default)]
pub struct Parent<'a> {
    pub oid: Option<Text<'a>>,
}

/// <https://docs.github.com/en/graphql/reference/objects#pullrequest>.
#[derive(Debug, Default, Deserialize)]
#[serde(bound(deserialize = "'de: 'a"), default, rename_all = "camelCase")]
pub struct PullRequest<'a> {
    /// The id of REST; `databaseId` has only 32 bits.
    pub full_database_id: Id,
    pub number: Option<i64>,
    pub title: Option<Text<'a>>,
    pub body: Option<Text<'a>>,
    /// `OPEN`, `CLOSED` or `MERGED`.
    pub state: Option<Text<'a>>,
    pub is_draft: Option<bool>,
    /// Null for deleted accounts.
    pub author: Option<Actor<'a>>,
    pub head_ref_name: Option<Text<'a>>,
    pub base_ref_name: Option<Text<'a>>,
    pub created_at: Moment,
    pub updated_at: Moment,
    pub merged_at: Moment,
    pub closed_at: Moment,
    pub url: Option<Text<'a>>,
}

/// <https://docs.github.com/en/graphql/reference/interfaces#actor>.
#[derive(Debug, Default, Deserialize)]
#[serde(bound(deserialize = "'de: 'a"), default, rename_all = "camelCase")]
pub struct Actor<'a> {
    #[serde(rename = "__typename")]
    pub kind: Option<Text<'a>>,
    pub login: Option<Text<'a>>,
    pub database_id: Id,
}

impl<'a> Commit<'a> {
    /// What REST answers for it; none when it has more parents than were asked for.
    pub fn rest(self) -> Option<rest::Commit<'a>> {
        let author = self.author.unwrap_or_default();
        let parents = self.parents?;
        let oids: Vec<_> =
            parents.nodes?.into_iter().flatten().map(|parent| rest::Pointer { sha: parent.oid }).collect();
        if parents.total_count != i64::try_from(oids.len()).ok() {
            return None;
        }
        Some(rest::Commit {
            sha: self.oid,
            html_url: Detail(self.url),
            commit: Some(rest::GitCommit {
                message: Detail(self.message),
                author: Detail(Some(rest::Signature {
                    name: Detail(author.name),
                    date: self.authored_date,
                    ..rest::Signature::default()
                })),
                committer: Some(rest::Signature { date: self.committed_date, ..rest::Signature::default() }),
                // A first reading runs no commands, so that nobody has to vouch for them.
                verification: Detail(None),
            }),
            author: Detail(author.user),
            parents: Some(oids),
        })
    }
}

impl<'a> PullRequest<'a> {
    /// What REST answers for it.
    pub fn rest(self) -> rest::PullRequest<'a> {
        let end = |name| Some(rest::End { reference: name, repo: None });
        let is_merged = self.state.as_ref().is_some_and(|state| state.0.eq_ignore_ascii_case("merged"));
        rest::PullRequest {
            id: self.full_database_id,
            number: self.number,
            title: Detail(self.title),
            body: Detail(self.body),
            state: self.state,
            draft: self.is_draft,
            merged: Some(is_merged),
            user: Detail(self.author.map(|author| author.rest())),
            head: Detail(end(self.head_ref_name)),
            base: end(self.base_ref_name),
            created_at: self.created_at,
            updated_at: self.updated_at,
            merged_at: self.merged_at,
            closed_at: self.closed_at,
            html_url: Detail(self.url),
        }
    }
}

impl<'a> Actor<'a> {
    /// What REST answers for it; there the user names of bots end in `[bot]`.
    fn rest(self) -> rest::User<'a> {
        let is_bot = self.kind.is_some_and(|kind| kind.0 == "Bot");
        let login = present(self.login).map(|login| match is_bot && !login.ends_with("[bot]") {
            true => Text(format!("{login}[bot]").into()),
            false => Text(login.into()),
        });
        rest::User { id: self.database_id, login, name: None }
    }
}
