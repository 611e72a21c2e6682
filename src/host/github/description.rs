//! What GitHub says of itself: settings, rights, webhooks, and every request that can be sent.

use crate::host::describe::{
    Credential, CredentialField, Description, Endpoint, Exchange, Parameter, Right, Scope, Webhook,
};
use crate::host::{Kind, Proof};

use super::{fetch, graphql};

/// The name of this host.
pub const NAME: &str = "github";

/// The names that the configuration's `serviceType` may have.
pub const SERVICE_TYPES: &[&str] = &["GitHub"];

/// GitHub's description.
pub fn description() -> Description {
    Description {
        name: NAME.to_owned(),
        title: "GitHub".to_owned(),
        service_types: texts(SERVICE_TYPES),
        sees: vec![Kind::Branches, Kind::Commits, Kind::PullRequests, Kind::Repositories],
        address_examples: texts(&["https://github.com", "https://github.example.com", "https://octocorp.ghe.com"]),
        credentials: vec![token(), app()],
        scopes: vec![
            scope("SingleRepository", "One repository", "octo-org/payments"),
            scope("GroupOfRepositories", "All repositories of an organisation or a user", "octo-org"),
            scope("AllRepositories", "All repositories that the token or the App sees", ""),
        ],
        rights: rights(),
        webhook: webhook(),
        endpoints: endpoints(),
    }
}

fn token() -> Credential {
    Credential {
        kind: "token".to_owned(),
        label: "Personal access token".to_owned(),
        help: "On GitHub: Settings, Developer settings, Personal access tokens. A fine-grained token that can only read is enough; \
               its resource owner is the organisation whose repositories are read. A classic token with the scope repo works as \
               well; where the organisation uses SAML single sign-on, approve it there with Configure SSO."
            .to_owned(),
        fields: vec![CredentialField {
            name: "token".to_owned(),
            label: "Token".to_owned(),
            secret: true,
            multiline: false,
        }],
        exchange: None,
    }
}

/// <https://docs.github.com/en/apps/creating-github-apps/authenticating-with-a-github-app/authenticating-as-a-github-app-installation>.
fn app() -> Credential {
    Credential {
        kind: fetch::APP.to_owned(),
        label: "GitHub App".to_owned(),
        help: "On GitHub: the organisation's Settings, Developer settings, GitHub Apps, New GitHub App. Give it the rights below, \
               install it on the organisation, generate a private key, and paste the whole file here."
            .to_owned(),
        fields: vec![
            CredentialField {
                name: "appId".to_owned(),
                label: "App id or client id".to_owned(),
                secret: false,
                multiline: false,
            },
            CredentialField {
                name: "privateKey".to_owned(),
                label: "Private key (PEM)".to_owned(),
                secret: true,
                multiline: true,
            },
        ],
        exchange: Some(Exchange {
            key: "privateKey".to_owned(),
            issuer: "appId".to_owned(),
            algorithm: "RS256".to_owned(),
            issued_before_s: 60,
            // GitHub refuses claims that end more than ten minutes from its own now.
            valid_s: 540,
            headers: fetch::headers(),
            list: format!("{INSTALLATIONS}?per_page=100&page={{page}}"),
            page_size: 100,
            owner: "/account/login".to_owned(),
            id: "/id".to_owned(),
            issue: format!("{INSTALLATIONS}/{{id}}/access_tokens"),
            token: "/token".to_owned(),
            expires_at: "/expires_at".to_owned(),
        }),
    }
}

const INSTALLATIONS: &str = "/app/installations";

fn scope(repo_type: &str, label: &str, example: &str) -> Scope {
    Scope { repo_type: repo_type.to_owned(), label: label.to_owned(), example: example.to_owned(), nested: false }
}

fn rights() -> Vec<Right> {
    [
        ("Metadata: read (fine-grained token, App)", "to find repositories and to follow them when they are renamed"),
        (
            "Contents: read (fine-grained token, App)",
            "GitHub wants this right for listing branches and commits; Jigit requests no file and no patch",
        ),
        (
            "Pull requests: read (fine-grained token, App)",
            "to read the titles, descriptions, branches and states of pull requests",
        ),
        (
            "repo (classic token)",
            "the only classic scope that reads private repositories; it allows writing, which Jigit never does, so prefer a fine-grained token or an App",
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
            "With a GitHub App, its own webhook does all of this: in the App's settings, General, tick Active and enter the same URL and secret; then Permissions & events, Subscribe to events: Push, Create, Delete, Pull request, Repository. Where the App is installed, GitHub tells unasked.",
        ]),
        proof: Proof::Signed,
        signs_body: true,
        checked: "The header X-Hub-Signature-256: an HMAC-SHA256 of the body with the secret. While a secret is changed, the old one counts, too. The older SHA-1 signature alone is refused.".to_owned(),
        proved: "Whoever sent the delivery knows the secret, and the body arrived as it was sent.".to_owned(),
        not_proved: "The headers are not signed: neither the event's name nor the delivery's id. The same body can be sent again by somebody who saw it; it changes nothing the second time.".to_owned(),
    }
}

/// Every request that can be sent, those of the exchange and the forms with ids included, to which next links and redirects lead.
fn endpoints() -> Vec<Endpoint> {
    let branches = ["name", "commit.sha"];
    let commits = [
        "sha",
        "html_url",
        "commit.message",
        "commit.author.name",
        "commit.author.email",
        "commit.author.date",
        "commit.committer.email",
        "commit.committer.date",
        "commit.verification.verified",
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
    let query = [
        "branches: name, target.oid, and of its newest commits oid, message, url, authoredDate, committedDate, author.name, author.user.login, parents.oid",
        "pull requests: fullDatabaseId, number, title, body, state, isDraft, author.login, author.databaseId, headRefName, baseRefName, createdAt, updatedAt, mergedAt, closedAt, url",
        "rateLimit",
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
    let first: &[(&str, &[&str])] = &[("per_page", &["1"])];
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
        Endpoint {
            documents: graphql::digests(),
            ..post(
                graphql::PATH,
                "to read many branches with their newest commits, or pull requests, in one answer: only when they are read first, and not from Enterprise Server",
                &query,
            )
        },
        get(
            "/installation/repositories",
            first,
            "to name the owner of an App's installation when a connection is tested",
            &["repositories[].owner.login"],
        ),
        get("/installation/repositories", paged, "to find the repositories that an App was given", &repository),
        get(
            INSTALLATIONS,
            paged,
            "to find where the App is installed; signed with its private key",
            &["id", "account.login"],
        ),
        post(
            "/app/installations/{id}/access_tokens",
            "to get a token for an installation, which lasts an hour; signed with the App's private key",
            &["token", "expires_at"],
        ),
    ]
}

fn post(path: &str, purpose: &str, reads: &[&str]) -> Endpoint {
    Endpoint { method: "POST".to_owned(), ..get(path, &[], purpose, reads) }
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
