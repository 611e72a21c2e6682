//! What GitLab says of itself: settings, rights, webhooks, and every request that can be sent.

use crate::host::describe::{Credential, CredentialField, Description, Endpoint, Parameter, Right, Scope, Webhook};
use crate::host::{Kind, Proof};

/// The name of this host.
pub const NAME: &str = "gitlab";

/// The names that the configuration's `serviceType` may have.
pub const SERVICE_TYPES: &[&str] = &["GitLab", "GitLab8"];

/// GitLab's description.
pub fn description() -> Description {
    Description {
        name: NAME.to_owned(),
        title: "GitLab".to_owned(),
        service_types: texts(SERVICE_TYPES),
        sees: vec![Kind::Branches, Kind::Commits, Kind::PullRequests, Kind::Repositories],
        address_examples: texts(&["https://gitlab.com", "https://gitlab.example.com", "https://example.com/gitlab"]),
        credentials: vec![Credential {
            kind: "token".to_owned(),
            label: "Access token".to_owned(),
            help: "On GitLab: Settings, Access tokens of the group or the project, or Preferences, Access tokens of a user. The role Reporter and the scope read_api are enough."
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
            scope("SingleRepository", "One project", "octo-org/billing/payments", false),
            scope("GroupOfRepositories", "All projects of a group or a user", "octo-org/billing", true),
            scope("AllRepositories", "All projects that the token is a member of", "", false),
        ],
        rights: rights(),
        webhook: webhook(),
        endpoints: endpoints(),
    }
}

fn scope(repo_type: &str, label: &str, example: &str, nested: bool) -> Scope {
    Scope { repo_type: repo_type.to_owned(), label: label.to_owned(), example: example.to_owned(), nested }
}

fn rights() -> Vec<Right> {
    [
        (
            "read_api (scope)",
            "the smallest scope that lists projects, branches, commits and merge requests; read_repository is for Git and files, which Jigit does not read",
        ),
        ("Reporter (role)", "the smallest role that sees the commits of private projects; Jigit requests no file and no patch"),
    ]
    .into_iter()
    .map(|(name, reason)| Right { name: name.to_owned(), reason: reason.to_owned() })
    .collect()
}

fn webhook() -> Webhook {
    Webhook {
        events: texts(&["Push events", "Merge request events"]),
        steps: texts(&[
            "On GitLab, open the project's or the group's Settings, then Webhooks, then Add new webhook. Group webhooks need GitLab Premium.",
            "URL: {url}",
            "Secret token: {secret}",
            "Where GitLab offers a signing token, generate one there, copy it here as the secret of this connection, and leave the secret token empty: then the body is signed, too.",
            "Trigger: tick Push events (All branches) and Merge request events; for a group also Project events.",
            "SSL verification: leave it enabled.",
            "Add the webhook, then choose Test, Push events.",
            "If Jira has a private address, an administrator of GitLab allows it in Admin, Settings, Network, Outbound requests.",
        ]),
        proof: Proof::SharedSecret,
        signs_body: false,
        checked: "The header X-Gitlab-Token, which is the secret itself; or, with a signing token (it begins with whsec_), the header webhook-signature: an HMAC-SHA256 of the delivery's id, its time and its body, not more than five minutes old. Where both are there, the signature decides. While a secret is changed, the old one counts, too.".to_owned(),
        proved: "Whoever sent the delivery knows the secret. With a signing token also that the body arrived as it was sent.".to_owned(),
        not_proved: "With a secret token the body is not signed: whoever saw one delivery can send others. With a signing token the event's name is not signed.".to_owned(),
    }
}

/// Every request that can be sent, the forms with numbers included, to which redirects lead.
fn endpoints() -> Vec<Endpoint> {
    let branches = ["name", "commit.id"];
    let commits = [
        "id",
        "message",
        "title",
        "author_name",
        "author_email",
        "authored_date",
        "committer_email",
        "committed_date",
        "created_at",
        "parent_ids",
        "web_url",
    ];
    let merge_requests = [
        "id",
        "iid",
        "project_id",
        "target_project_id",
        "title",
        "description",
        "state",
        "draft",
        "work_in_progress",
        "author.id",
        "author.username",
        "source_branch",
        "target_branch",
        "created_at",
        "updated_at",
        "merged_at",
        "closed_at",
        "web_url",
    ];
    let project = ["id", "path_with_namespace", "namespace.id", "web_url", "default_branch"];
    let paged: &[(&str, &[&str])] = &[
        ("per_page", &["100"]),
        ("page", &[]),
        ("cursor", &[]),
        ("id_after", &[]),
        ("id_before", &[]),
        ("page_token", &[]),
    ];
    let keyset: &[(&str, &[&str])] = &[("pagination", &["keyset"])];
    let listed = [&[("order_by", &["id"] as &[&str]), ("sort", &["asc"]), ("simple", &["true"])], paged].concat();
    let of_group =
        [&[("include_subgroups", &["true", "false"] as &[&str]), ("with_shared", &["false"])], listed.as_slice()]
            .concat();
    let of_token = [&[("membership", &["true"] as &[&str])], keyset, &listed].concat();
    let walked = [&[("ref_name", &[] as &[&str]), ("since", &[])], paged].concat();
    let updated = [
        &[
            ("scope", &["all"] as &[&str]),
            ("state", &["all"]),
            ("order_by", &["updated_at"]),
            ("sort", &["desc"]),
            ("updated_after", &[]),
        ],
        paged,
    ]
    .concat();
    let find = "to find the projects of a connection";
    vec![
        get("/user", &[], "to name the token's account when a connection is tested", &["username"]),
        get("/projects/{id}", &[], "to find a project and its default branch, by its path or its number", &project),
        get("/groups/{id}/projects", &of_group, find, &project),
        get("/users/{user}/projects", &listed, find, &project),
        get("/projects", &of_token, find, &project),
        get(
            "/projects/{id}/repository/branches",
            &[keyset, paged].concat(),
            "to read branches and their heads",
            &branches,
        ),
        get(
            "/projects/{id}/repository/commits",
            &walked,
            "to read the commits of a branch, without their changes",
            &commits,
        ),
        get(
            "/projects/{id}/repository/commits/{sha}",
            &[("stats", &["false"])],
            "to read a commit whose parents were not told, without its changes",
            &commits,
        ),
        get(
            "/projects/{id}/repository/commits/{sha}/signature",
            &[],
            "to see whether GitLab verified the author of a commit that gives commands",
            &["verification_status"],
        ),
        get("/projects/{id}/merge_requests", &updated, "to read merge requests, last updated first", &merge_requests),
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
