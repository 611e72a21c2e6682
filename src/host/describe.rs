//! What a host says of itself: settings, rights, webhooks, endpoints. Screens and documents are drawn from it.

use serde::{Deserialize, Serialize};

use super::{Kind, Proof};
use crate::http::Headers;

/// What a host says of itself.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Description {
    /// The stable name: `github`.
    pub name: String,
    /// The name for people: `GitHub`.
    pub title: String,
    /// The names that the configuration's `serviceType` may have; the first is written.
    pub service_types: Vec<String>,
    /// What can be seen.
    pub sees: Vec<Kind>,
    /// Example addresses for the form.
    pub address_examples: Vec<String>,
    /// The kinds of credentials, the one to prefer first.
    pub credentials: Vec<Credential>,
    /// What a connection may cover.
    pub scopes: Vec<Scope>,
    /// The rights that a credential needs, each with its reason.
    pub rights: Vec<Right>,
    /// How webhooks are set up and what they prove.
    pub webhook: Webhook,
    /// Every request that can be sent.
    pub endpoints: Vec<Endpoint>,
}

/// A kind of credential.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Credential {
    /// Its name: `token`, `app` or `password`.
    pub kind: String,
    /// Its label.
    pub label: String,
    /// Where to get one.
    pub help: String,
    /// What the form asks for; a connection has the kind of credential whose fields are all filled.
    pub fields: Vec<CredentialField>,
    /// How it becomes a token that requests can carry, where it is none itself.
    pub exchange: Option<Exchange>,
}

/// One field of a kind of credential.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CredentialField {
    /// The field of the configuration: `token`, `privateKey`, `appId` or `username`.
    pub name: String,
    /// Its label.
    pub label: String,
    /// Whether it is stored encrypted and never shown again.
    pub secret: bool,
    /// Whether it is a text of several lines, such as a key.
    pub multiline: bool,
}

/// How a private key is exchanged for a token that lasts a while: a signed claim (RFC 7519) finds an id and is answered
/// with a token for it. Whoever sends does all of it; neither the key nor any of the answers enters the core.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Exchange {
    /// The field with the private key, a PEM.
    pub key: String,
    /// The field with the issuer, the claim `iss`.
    pub issuer: String,
    /// The algorithm: `RS256` (RFC 7518, section 3.3).
    pub algorithm: String,
    /// How many seconds before now the claim says it was made, for clocks that go fast.
    pub issued_before_s: i64,
    /// How many seconds after now the claim ends.
    pub valid_s: i64,
    /// The headers of both requests, but for the claim, which is the bearer token.
    pub headers: Headers,
    /// The list to find the id in: a path and query below the API's root, with `{page}` in it for the page's number, from 1.
    pub list: String,
    /// How many elements a page has that is not the last one.
    pub page_size: i64,
    /// JSON pointer (RFC 6901) into an element of the list: the owner, compared without case with the first part of the
    /// connection's scope. A connection to everything takes the only element.
    pub owner: String,
    /// JSON pointer into that element: the id.
    pub id: String,
    /// Where to POST for a token, with `{id}` in it.
    pub issue: String,
    /// JSON pointer into the answer: the token.
    pub token: String,
    /// JSON pointer into the answer: when the token ends, RFC 3339.
    pub expires_at: String,
}

/// What a connection may cover.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Scope {
    /// The configuration's `repoType`: `SingleRepository`, `GroupOfRepositories` or `AllRepositories`.
    pub repo_type: String,
    /// Its label.
    pub label: String,
    /// An example of `repositoryId`; empty when there is nothing to name.
    pub example: String,
    /// Whether there are groups inside of groups, which a connection may leave out.
    pub nested: bool,
}

/// A right that the credential needs.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Right {
    /// The right, as the host calls it.
    pub name: String,
    /// Why it is needed.
    pub reason: String,
}

/// How webhooks are set up and what they prove.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Webhook {
    /// The events to subscribe to, as the host calls them.
    pub events: Vec<String>,
    /// What to do, step by step; `{url}` and `{secret}` are filled in by the screen.
    pub steps: Vec<String>,
    /// What a delivery can prove at best.
    pub proof: Proof,
    /// Whether what is signed is HMAC-SHA256 of the exact body under the secret.
    pub signs_body: bool,
    /// How the sender is checked.
    pub checked: String,
    /// What that proves.
    pub proved: String,
    /// What it does not prove.
    pub not_proved: String,
}

/// One request that can be sent: nothing else leaves Jira.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Endpoint {
    /// The HTTP method.
    pub method: String,
    /// The path below the API's root; `{x}` stands for one segment, for example `/repos/{owner}/{repo}/branches`.
    pub path: String,
    /// The query parameters that may be there, each with its fixed value, or none where it varies.
    pub query: Vec<Parameter>,
    /// SHA-256, as hex, of each text that the member `query` of a JSON body may be; empty when there is no body.
    pub documents: Vec<String>,
    /// What it is for.
    pub purpose: String,
    /// The fields that are read from the answer.
    pub reads: Vec<String>,
}

/// A query parameter of an endpoint.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Parameter {
    /// Its name.
    pub name: String,
    /// The only values it may have; empty when it varies.
    pub values: Vec<String>,
}
