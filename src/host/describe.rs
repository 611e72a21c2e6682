//! What a host says of itself: settings, rights, webhooks, endpoints. Screens and documents are drawn from it.

use serde::{Deserialize, Serialize};

use super::Kind;

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
    /// The fields that the form asks for.
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
    /// Its name, as in a request's placement: `token`.
    pub name: String,
    /// Its label.
    pub label: String,
    /// Where to get one.
    pub help: String,
}

/// What a connection may cover.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Scope {
    /// The configuration's `repoType`: `SingleRepository` or `GroupOfRepositories`.
    pub repo_type: String,
    /// Its label.
    pub label: String,
    /// An example of `repositoryId`.
    pub example: String,
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
