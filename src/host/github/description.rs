//! What GitHub says of itself: settings, rights, webhooks, and every request that can be sent.

use crate::host::describe::{Credential, CredentialField, Description, Endpoint, Parameter, Right, Scope, Webhook};
use crate::host::{Kind, Proof};

/// GitHub's description.
pub fn description() -> Description {
    Description {
        name: "github".to_owned(),
        title: "GitHub".to_owned(),
        service_types: texts(&["GitHub"]),
        sees: vec![Kind::Branches, Kind::Commits, Kind::PullRequests, Kind::Repositories],
        address_examples: texts(&["https://github.com", "https://github.example.com", "https://octocorp.ghe.com"]),
        credentials: vec![Credential {
            kind: "token".to_owned(),
            label: "Personal access token".to_owned(),
            help: "On GitHub: Settings, Developer settings, Personal access tokens. A fine-grained token that can only read is enough."
                .to_owned(),
            fields: vec![CredentialField {
                name: "token".to_owned(),
                label: "Token".to_owned(),
                secret: true,
                multiline: false,
            }],
            exchange: None,
        }],
        scopes: vec![
            scope("SingleRepository", "One repository", "octo-org/payments"),
            scope("GroupOfRepositories", "All repositories of an organisation or a user", "octo-org"),
            scope("AllRepositories", "All repositories that the token sees", ""),
        ],
        rights: rights(),
        webhook: webhook(),
        endpoints: endpoints(),
    }
}

fn scope(repo_type: &str, label: &str, example: &str) -> Scope {
    Scope { repo_type: repo_type.to_owned(), label: label.to_owned(), example: example.to_owned(), nested: false }
}

fn rights() -> Vec<Right> {
    [
        ("Metadata: read (fine-grained token)", "to find repositories and to follow them when they are renamed"),
        (
            "Contents: read (fine-grained token)",
            "GitHub wants this right for listing branches and commits; Jigit requests no file and no patch",
        ),
        ("Pull requests: read (fine-grained token)", "to read the titles, descriptions, branches and states of pull requests"),
        (
            "repo (classic token)",
            "the only classic scope that reads private repositories; it allows writing, which Jigit never does, so prefer a fine-grained token",
        ),
    ]
    .into_iter()
    .map(|(name, reason)| Right { name: name.to_owned(), reason: reason.to_owned() })
    .collect()
}

fn webhook() -> Webhook {
    Webhook {
        events: texts(&["push", "create", "delete", "pull_request", "repository"]),
        steps: texts(&[
            "On GitHub, open the repository's or the organisation's settings, then Webhooks, then Add webhook.",
            "Payload URL: {url}",
            "Content type: application/json (application/x-www-form-urlencoded is read as well).",
            "Secret: {secret}",
            "SSL verification: leave it enabled.",
            "Choose \"Let me select individual events\" and tick: Pushes, Branch or tag creation, Branch or tag deletion, Pull requests, Repositories.",
            "Add the webhook. GitHub sends a ping at once; it shows as delivered.",
        ]),
        proof: Proof::Signed,
        checked: "The header X-Hub-Signature-256: an HMAC-SHA256 of the body with the secret. While a secret is changed, the old one counts, too. The older SHA-1 signature alone is refused.".to_owned(),
        proved: "Whoever sent the delivery knows the secret, and the body arrived as it was sent.".to_owned(),
        not_proved: "The headers are not signed: neither the event's name nor the delivery's id. The same body can be sent again by somebody who saw it; it changes nothing the second time.".to_owned(),
    }
}

/// Every request that can be sent, the forms with ids included, to which next links and redirects lead.
fn endpoints() -> Vec<Endpoint> {
    let branches = ["name", "commit.sha"];
    let commits = [
        "sha",
        "html_url",
        "commit.message",
        "commit.author.name",
        "commit.author.date",
        "commit.committer.date",
        "author.login",
        "parents[].sha",
    ];
    let pull_requests = [
        "id",
        "number",
        "title",
        "body",
        "state",
        "draft",
        "user.login",
        "user.id",
        "head.ref",
        "base.ref",
        "base.repo.id",
        "created_at",
        "updated_at",
        "merged_at",
        "closed_at",
        "html_url",
    ];
    let repository = ["id", "name", "full_name", "owner.id", "owner.login", "html_url", "default_branch"];
    let listed: &[(&str, &[&str])] =
        &[("sort", &["pushed"]), ("direction", &["desc"]), ("per_page", &["100"]), ("page", &[])];
    let of_organisation = [&[("type", &["all"] as &[&str])], listed].concat();
    let of_user = [&[("type", &["owner"] as &[&str])], listed].concat();
    let of_token = [&[("affiliation", &["owner,collaborator,organization_member"] as &[&str])], listed].concat();
    let paged: &[(&str, &[&str])] = &[("per_page", &["100"]), ("page", &[])];
    let walked = [&[("sha", &[] as &[&str]), ("since", &[])], paged].concat();
    let updated: &[(&str, &[&str])] =
        &[("state", &["all"]), ("sort", &["updated"]), ("direction", &["desc"]), ("per_page", &["100"]), ("page", &[])];
    let find = "to find the repositories of a connection";
    vec![
        get("/user", &[], "to name the token's account when a connection is tested", &["login"]),
        get("/repos/{owner}/{repo}", &[], "to find a repository and its default branch", &repository),
        get("/repositories/{id}", &[], "the same, where GitHub leads after a rename or a transfer", &repository),
        get("/orgs/{org}/repos", &of_organisation, find, &repository),
        get("/organizations/{id}/repos", &of_organisation, "the same, where GitHub's next links lead", &repository),
        get("/users/{user}/repos", &of_user, find, &repository),
        get("/user/{id}/repos", &of_user, "the same, where GitHub's next links lead", &repository),
        get("/user/repos", &of_token, find, &repository),
        get("/repos/{owner}/{repo}/branches", paged, "to read branches and their heads", &branches),
        get("/repositories/{id}/branches", paged, "the same, where GitHub's links lead", &branches),
        get(
            "/repos/{owner}/{repo}/commits",
            &walked,
            "to read the commits of a branch, without their changes",
            &commits,
        ),
        get("/repositories/{id}/commits", &walked, "the same, where GitHub's links lead", &commits),
        get("/repos/{owner}/{repo}/pulls", updated, "to read pull requests, last updated first", &pull_requests),
        get("/repositories/{id}/pulls", updated, "the same, where GitHub's links lead", &pull_requests),
    ]
}

fn get(path: &str, query: &[(&str, &[&str])], purpose: &str, reads: &[&str]) -> Endpoint {
    Endpoint {
        method: "GET".to_owned(),
        path: path.to_owned(),
        query: query
            .iter()
            .map(|(name, values)| Parameter { name: (*name).to_owned(), values: texts(values) })
            .collect(),
        documents: Vec::new(),
        purpose: purpose.to_owned(),
        reads: texts(reads),
    }
}

fn texts(texts: &[&str]) -> Vec<String> {
    texts.iter().map(|text| (*text).to_owned()).collect()
}
