//! What Gerrit says of itself: settings, rights, webhooks, and every request that can be sent.

use crate::host::describe::{Credential, CredentialField, Description, Endpoint, Parameter, Right, Scope, Webhook};
use crate::host::{Kind, Proof};

use super::fetch::{LONGEST_LIST, LONGEST_LOG, MOST_CHANGES, OPTIONS};

/// The name of this host.
pub const NAME: &str = "gerrit";

/// The names that the configuration's `serviceType` may have.
pub const SERVICE_TYPES: &[&str] = &["Gerrit"];

/// Gerrit's description.
pub fn description() -> Description {
    Description {
        name: NAME.to_owned(),
        title: "Gerrit".to_owned(),
        service_types: texts(SERVICE_TYPES),
        sees: vec![Kind::Branches, Kind::Commits, Kind::PullRequests, Kind::Repositories],
        address_examples: texts(&["https://gerrit.example.com", "https://example.com/r"]),
        credentials: vec![Credential {
            kind: "password".to_owned(),
            label: "User name and HTTP password or token".to_owned(),
            help: "On Gerrit, signed in as the account that Jigit uses: Settings, HTTP Credentials, Generate New Password; since 3.12 Settings, Authentication Tokens. Where Gerrit checks passwords against LDAP, the account's LDAP password may be wanted instead."
                .to_owned(),
            fields: vec![field("username", "User name", false), field("token", "HTTP password or token", true)],
            exchange: None,
        }],
        scopes: vec![
            scope("SingleRepository", "One project", "octo-org/payments", false),
            scope("GroupOfRepositories", "All projects below a path", "octo-org", true),
            scope("AllRepositories", "All projects that the account sees", "", false),
        ],
        rights: rights(),
        webhook: webhook(),
        endpoints: endpoints(),
    }
}

fn field(name: &str, label: &str, secret: bool) -> CredentialField {
    CredentialField { name: name.to_owned(), label: label.to_owned(), secret, multiline: false }
}

fn scope(repo_type: &str, label: &str, example: &str, nested: bool) -> Scope {
    Scope { repo_type: repo_type.to_owned(), label: label.to_owned(), example: example.to_owned(), nested }
}

fn rights() -> Vec<Right> {
    [
        (
            "Read on refs/heads/*",
            "to see projects, their branches, commits and changes; Gerrit has no smaller right for them",
        ),
        (
            "no other right",
            "neither View Private Changes nor any administration is needed; an account of its own, a member of no group but one with this right, is best",
        ),
    ]
    .into_iter()
    .map(|(name, reason)| Right { name: name.to_owned(), reason: reason.to_owned() })
    .collect()
}

fn webhook() -> Webhook {
    Webhook {
        events: texts(&[
            "patchset-created",
            "change-merged",
            "change-abandoned",
            "change-restored",
            "change-deleted",
            "wip-state-changed",
            "private-state-changed",
            "topic-changed",
            "ref-updated",
            "batch-ref-updated",
            "project-created",
            "project-head-updated",
        ]),
        steps: texts(&[
            "Gerrit needs its plugin webhooks, which comes with it: an administrator of Gerrit finds it under Browse, Plugins, or installs it with java -jar gerrit.war init --install-plugin webhooks.",
            "Choose where it is set up: in All-Projects for all projects, in a parent project for its children, or in one project. You need to own that project.",
            "Fetch its settings: git fetch origin refs/meta/config && git checkout FETCH_HEAD",
            "Write into the file webhooks.config a section [remote \"jigit\"] with the lines url = {url} and sslVerify = true, and one line event = NAME for each of: patchset-created, change-merged, change-abandoned, change-restored, change-deleted, wip-state-changed, private-state-changed, topic-changed, ref-updated, batch-ref-updated, project-created, project-head-updated.",
            "Commit and push it: git add webhooks.config && git commit -m \"Webhook for Jigit\" && git push origin HEAD:refs/meta/config",
            "Or, in place of the last three steps, by REST: PUT /a/config/server/webhooks~projects/PROJECT/remotes/jigit with the JSON {\"url\": \"{url}\", \"sslVerify\": true, \"events\": [\"patchset-created\", …]}.",
            "There is no secret to enter. Whoever may read refs/meta/config of that project sees the address: allow it to owners only, and list Gerrit's own addresses in the connection (Advanced, Take webhooks only from).",
        ]),
        proof: Proof::None,
        signs_body: false,
        checked: "Nothing can be checked: Gerrit's plugin webhooks signs nothing and sends no secret. The address of the webhook is not guessable.".to_owned(),
        proved: "Nothing. So nothing of a delivery is stored: it only makes Jigit ask Gerrit at once, as the account of the connection.".to_owned(),
        not_proved: "Whoever knows the address can make Jigit ask Gerrit. Keep it secret, list in the connection from where deliveries are taken, and replace it when it became known.".to_owned(),
    }
}

/// Every request that can be sent.
fn endpoints() -> Vec<Endpoint> {
    let list = LONGEST_LIST.to_string();
    let log = LONGEST_LOG.to_string();
    let changes = MOST_CHANGES.to_string();
    let project = ["name", "state"];
    let commit =
        ["commit", "message", "author.name", "author.email", "author.date", "committer.date", "parents[].commit"];
    let change = [
        "_number",
        "project",
        "branch",
        "topic",
        "subject",
        "status",
        "work_in_progress",
        "is_private",
        "owner._account_id",
        "owner.name",
        "owner.username",
        "created",
        "updated",
        "submitted",
        "current_revision",
        "revisions.*.commit",
        "_more_changes",
    ];
    let paged: &[(&str, &[&str])] = &[("n", &[&list]), ("S", &[])];
    let found = [&[("p", &[] as &[&str]), ("r", &[])], paged].concat();
    let queried: &[(&str, &[&str])] = &[("q", &[]), ("o", &OPTIONS), ("n", &[&changes]), ("S", &[])];
    let walked: &[(&str, &[&str])] = &[("format", &["JSON"]), ("n", &[&log]), ("s", &[])];
    vec![
        get(
            "/accounts/self",
            &[],
            "to name the account when a connection is tested",
            &["_account_id", "name", "username"],
        ),
        get("/projects/", &found, "to find the projects of a connection", &["state", "_more_projects"]),
        get("/projects/{project}", &[], "to find a project", &project),
        get("/projects/{project}/branches/", paged, "to read branches and their heads", &["ref", "revision"]),
        get(
            "/projects/{project}/commits/{commit}",
            &[],
            "to read a commit's message, times and parents where gitiles is not installed",
            &commit,
        ),
        get(
            "/plugins/gitiles/{project}/+log/{range}",
            walked,
            "to read the commits of a branch, without their changes, where the plugin gitiles is installed",
            &[
                "log[].commit",
                "log[].message",
                "log[].author.name",
                "log[].author.email",
                "log[].author.time",
                "log[].committer.time",
                "log[].parents[]",
                "next",
            ],
        ),
        get("/changes/", queried, "to read changes, last updated first, without their files", &change),
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
