//! What Azure DevOps says of itself: settings, rights, service hooks, and every request that can be sent.

use crate::host::describe::{Credential, CredentialField, Description, Endpoint, Parameter, Right, Scope, Webhook};
use crate::host::{Kind, Proof};

use super::verdict::VERSIONS;

/// The name of this host.
pub const NAME: &str = "azure_devops";

/// The names that the configuration's `serviceType` may have.
pub const SERVICE_TYPES: &[&str] = &["AzureDevOps"];

/// Azure DevOps' description.
pub fn description() -> Description {
    Description {
        name: NAME.to_owned(),
        title: "Azure DevOps".to_owned(),
        service_types: texts(SERVICE_TYPES),
        sees: vec![Kind::Branches, Kind::Commits, Kind::PullRequests, Kind::Repositories],
        address_examples: texts(&["https://dev.azure.com/octo-org", "https://tfs.example.com/tfs/DefaultCollection"]),
        credentials: vec![Credential {
            kind: "token".to_owned(),
            label: "Personal access token".to_owned(),
            help: "In Azure DevOps: User settings, Personal access tokens, New Token. The scope Code (Read) is enough."
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
            scope("SingleRepository", "One repository", "Payments/payments-api"),
            scope("GroupOfRepositories", "All repositories of a project", "Payments"),
            scope("AllRepositories", "All repositories of the organisation or the collection", ""),
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
            "Code (Read), scope of the token",
            "to find repositories and to read branches, commits and pull requests; it would allow reading files as well, and Jigit requests none",
        ),
        (
            "Readers, or Read on the repositories, group or permission of the token's owner",
            "a token sees what its owner sees; an account of its own that is a reader of the projects is best",
        ),
    ]
    .into_iter()
    .map(|(name, reason)| Right { name: name.to_owned(), reason: reason.to_owned() })
    .collect()
}

fn webhook() -> Webhook {
    Webhook {
        events: texts(&[
            "git.push",
            "git.pullrequest.created",
            "git.pullrequest.updated",
            "git.pullrequest.merged",
            "git.repo.created",
            "git.repo.deleted",
            "git.repo.renamed",
            "git.repo.statuschanged",
        ]),
        steps: texts(&[
            "In Azure DevOps, open the project's settings, then Service hooks, then Create subscription (the green plus). Whoever does it needs the right to edit subscriptions; administrators of the project have it.",
            "Service: Web Hooks. Next.",
            "Trigger on this type of event: Code pushed. Leave repository, branch and group at [Any], or choose the repository. Next.",
            "URL: {url}",
            "HTTP headers: X-Jigit-Secret:{secret}. Leave the username and password of Basic authentication empty: Jira takes them for a login of its own and refuses the delivery.",
            "Resource details to send: All. Messages to send: None. Detailed messages to send: None. Resource version: as it is.",
            "Test shows what an answer looks like; its example belongs to nobody and changes nothing. Finish.",
            "Do the same for: Pull request created, Pull request updated, Pull request merge attempted, and, where they are offered, Repository created, deleted, renamed, status changed.",
            "Subscriptions belong to a project: repeat all of it for every project of the connection.",
        ]),
        proof: Proof::SharedSecret,
        signs_body: false,
        checked: "The header X-Jigit-Secret; where Jira lets HTTP Basic through, its password will do, too. While a secret is changed, the old one counts, too.".to_owned(),
        proved: "Whoever sent the delivery knows the secret.".to_owned(),
        not_proved: "Azure DevOps signs nothing: that the body arrived as it was sent is promised by TLS alone, and whoever can read the subscription's traffic, such as a proxy that ends TLS, can read the secret. The same body can be sent again; it changes nothing the second time.".to_owned(),
    }
}

/// Every request that can be sent.
fn endpoints() -> Vec<Endpoint> {
    let repository = ["id", "name", "project.id", "project.name", "defaultBranch", "webUrl", "remoteUrl", "isDisabled"];
    let commit = [
        "commitId",
        "comment",
        "commentTruncated",
        "author.name",
        "author.email",
        "author.date",
        "committer.date",
        "parents[]",
        "remoteUrl",
    ];
    let pull_request = [
        "pullRequestId",
        "status",
        "isDraft",
        "title",
        "description",
        "sourceRefName",
        "targetRefName",
        "createdBy.id",
        "createdBy.displayName",
        "createdBy.uniqueName",
        "creationDate",
        "closedDate",
        "repository.id",
        "repository.name",
        "repository.project.name",
        "repository.webUrl",
        "repository.remoteUrl",
    ];
    let account =
        ["authenticatedUser.id", "authenticatedUser.customDisplayName", "authenticatedUser.providerDisplayName"];
    let find = "to find the repositories of a connection";
    let any: &[&str] = &[];
    let walked: &[(&str, &[&str])] = &[
        ("searchCriteria.itemVersion.version", any),
        ("searchCriteria.itemVersion.versionType", &["commit"]),
        ("searchCriteria.compareVersion.version", any),
        ("searchCriteria.compareVersion.versionType", &["commit"]),
        ("searchCriteria.fromDate", any),
        ("searchCriteria.$top", &["100"]),
        ("searchCriteria.$skip", any),
    ];
    let listed: &[(&str, &[&str])] = &[
        ("searchCriteria.status", &["all", "active", "completed", "abandoned"]),
        ("searchCriteria.queryTimeRangeType", &["closed"]),
        ("searchCriteria.minTime", any),
        ("$top", &["100"]),
        ("$skip", any),
    ];
    let referred: &[(&str, &[&str])] = &[("filter", &["heads/"]), ("$top", &["1000"]), ("continuationToken", any)];
    vec![
        Endpoint {
            query: vec![Parameter {
                name: "api-version".to_owned(),
                values: VERSIONS.iter().map(|version| format!("{version}-preview")).collect(),
            }],
            ..get("/_apis/connectionData", &[], "to name the token's account when a connection is tested", &account)
        },
        get("/_apis/git/repositories", &[], find, &repository),
        get("/{project}/_apis/git/repositories", &[], find, &repository),
        get(
            "/{project}/_apis/git/repositories/{repository}",
            &[],
            "to find a repository and its default branch",
            &repository,
        ),
        get("/_apis/git/repositories/{id}/refs", referred, "to read branches and their heads", &["name", "objectId"]),
        get(
            "/_apis/git/repositories/{id}/commits",
            walked,
            "to read the commits of a branch, without their changes",
            &commit,
        ),
        get(
            "/_apis/git/repositories/{id}/commits/{commit}",
            &[("changeCount", &["0"])],
            "to read a message that lists cut, and parents, without any change",
            &commit,
        ),
        get("/_apis/git/repositories/{id}/pullrequests", listed, "to read pull requests", &pull_request),
        get(
            "/_apis/git/repositories/{id}/pullrequests/{number}",
            &[],
            "to read a description that lists cut",
            &pull_request,
        ),
    ]
}

/// Every request tells the version of the API.
fn get(path: &str, query: &[(&str, &[&str])], purpose: &str, reads: &[&str]) -> Endpoint {
    let version: (&str, &[&str]) = ("api-version", &VERSIONS);
    Endpoint {
        method: "GET".to_owned(),
        path: path.to_owned(),
        query: query
            .iter()
            .chain([&version])
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
