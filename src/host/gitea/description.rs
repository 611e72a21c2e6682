//! What Gitea and Forgejo say of themselves: settings, rights, webhooks, and every request that can be sent.

use crate::host::describe::{Credential, CredentialField, Description, Endpoint, Parameter, Right, Scope, Webhook};
use crate::host::{Kind, Proof};

/// The name of this host.
pub const NAME: &str = "gitea";

/// The names that the configuration's `serviceType` may have.
pub const SERVICE_TYPES: &[&str] = &["Gitea", "Forgejo"];

/// The description of Gitea and Forgejo.
pub fn description() -> Description {
    Description {
        name: NAME.to_owned(),
        title: "Gitea".to_owned(),
        service_types: texts(SERVICE_TYPES),
        sees: vec![Kind::Branches, Kind::Commits, Kind::PullRequests, Kind::Repositories],
        address_examples: texts(&["https://git.example.com", "https://example.com/gitea", "https://codeberg.org"]),
        credentials: vec![Credential {
            kind: "token".to_owned(),
            label: "Access token".to_owned(),
            help: "On Gitea or Forgejo: Settings, Applications, Generate New Token. Choose \"Read\" for repository, organization and user, and no access for everything else."
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
            scope("AllRepositories", "All repositories that the token's account owns or works on", ""),
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
        (
            "read:repository",
            "to read branches, commits and pull requests; it would also read files, which Jigit never requests",
        ),
        ("read:organization", "to list the repositories of an organisation"),
        (
            "read:user",
            "to name the token's account in a test of the connection, and to list the repositories of an account",
        ),
        (
            "Access to: All (public, private, and limited)",
            "a token for public repositories only does not see the others",
        ),
        (
            "the account reads Code and Pull Requests of the repositories",
            "a token sees no more than its account; a team that only reads these two units is enough",
        ),
    ]
    .into_iter()
    .map(|(name, reason)| Right { name: name.to_owned(), reason: reason.to_owned() })
    .collect()
}

fn webhook() -> Webhook {
    Webhook {
        events: texts(&["push", "create", "delete", "pull_request", "pull_request_sync", "repository"]),
        steps: texts(&[
            "Open the settings of the organisation or of the repository, then Webhooks, then Add Webhook, and choose Gitea (or Forgejo).",
            "Target URL: {url}",
            "HTTP Method: POST. POST Content Type: application/json (application/x-www-form-urlencoded is read as well).",
            "Secret: {secret}",
            "Trigger On: choose Custom Events and tick: Create, Delete, Push, Repository, Pull Request, Pull Request Synchronized.",
            "Branch filter: leave it at * or empty. Leave Active ticked, and add the webhook.",
            "If Jira has an address inside of your network, the server's configuration must allow it: [webhook] ALLOWED_HOST_LIST in app.ini.",
            "Test Delivery in the webhook's page sends a push that changes nothing; it shows as delivered.",
        ]),
        proof: Proof::Signed,
        signs_body: true,
        checked: "The header X-Gitea-Signature (X-Forgejo-Signature, X-Hub-Signature-256): an HMAC-SHA256 of the JSON with the secret. While a secret is changed, the old one counts, too. A delivery with an empty signature, or with the older SHA-1 signature alone, is refused.".to_owned(),
        proved: "Whoever sent the delivery knows the secret, and the JSON arrived as it was sent.".to_owned(),
        not_proved: "The headers are not signed: neither the event's name nor the delivery's id. The same body can be sent again by somebody who saw it; it changes nothing the second time.".to_owned(),
    }
}

/// Every request that can be sent. Redirects after a rename lead to the same endpoints.
fn endpoints() -> Vec<Endpoint> {
    let branches = ["name", "commit.id"];
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
        "author.id",
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
        "merged",
        "user.login",
        "user.id",
        "head.label",
        "head.ref",
        "base.label",
        "base.ref",
        "base.repo_id",
        "created_at",
        "updated_at",
        "merged_at",
        "closed_at",
        "html_url",
    ];
    let repository = ["id", "name", "full_name", "owner.id", "owner.login", "html_url", "default_branch"];
    let paged: &[(&str, &[&str])] = &[("limit", &["50"]), ("page", &[])];
    let off: &[&str] = &["false"];
    let walked =
        [&[("sha", &[] as &[&str]), ("not", &[]), ("stat", off), ("verification", off), ("files", off)], paged]
            .concat();
    let updated = [&[("state", &["all"] as &[&str]), ("sort", &["recentupdate"])], paged].concat();
    let find = "to find the repositories of a connection";
    vec![
        get("/user", &[], "to name the token's account when a connection is tested", &["login"]),
        get("/repos/{owner}/{repo}", &[], "to find a repository and its default branch", &repository),
        get("/orgs/{org}/repos", paged, find, &repository),
        get("/users/{user}/repos", paged, find, &repository),
        get("/user/repos", paged, find, &repository),
        get("/repos/{owner}/{repo}/branches", paged, "to read branches and their heads", &branches),
        get(
            "/repos/{owner}/{repo}/commits",
            &walked,
            "to read the commits of a branch, without their changes, their statistics and the names of their files",
            &commits,
        ),
        get("/repos/{owner}/{repo}/pulls", &updated, "to read pull requests, last updated first", &pull_requests),
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
