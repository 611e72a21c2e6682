//! GitHub against its fixtures, the laws that every host keeps, and GitHub's own.

use super::GitHub;
use super::fetch::APP;
use crate::error::{Code, Error};
use crate::host::suite::Suite;
use crate::host::{Asked, Delivery, Host, Kind, Next, Proof, Server, Want};
use crate::http::{Headers, Response};
use crate::json::Extent;
use crate::signature::{Secret, hex, hmac_sha256};

mod in_bulk;
pub mod shapes;
mod stories;
mod told_twice;

fn server(base_url: &str) -> Server<'_> {
    Server { base_url, ..Server::default() }
}

static SUITE: Suite = Suite {
    host: &GitHub,
    sign: |secret, body| {
        let signature = hex(&hmac_sha256(secret.as_bytes(), body));
        [("X-Hub-Signature-256", format!("sha256={signature}"))].into_iter().collect()
    },
    signature_headers: &["X-Hub-Signature-256", "X-Hub-Signature"],
    server: Server { base_url: "https://github.com", credential: "token", username: "", dialect: None },
    owner: "octo-org",
    full_name: "octo-org/payments",
};

#[test]
fn fixtures_give_their_snapshots() {
    SUITE.fixtures_give_their_snapshots();
}

#[test]
fn every_snapshot_has_its_fixture() {
    SUITE.every_snapshot_has_its_fixture();
}

#[test]
fn every_capability_has_a_fixture() {
    SUITE.every_capability_has_a_fixture();
}

#[test]
fn an_outline_tells_what_is_left_without_keys() {
    SUITE.an_outline_tells_what_is_left_without_keys();
}

#[test]
fn rows_keep_the_laws() {
    SUITE.rows_keep_the_laws();
}

#[test]
fn what_is_not_proven_still_pokes() {
    SUITE.what_is_not_proven_still_pokes();
}

#[test]
fn what_is_proven_is_proven_by_the_secret() {
    SUITE.what_is_proven_is_proven_by_the_secret();
}

#[test]
fn broken_bodies_never_panic() {
    SUITE.broken_bodies_never_panic();
}

#[test]
fn no_answer_holds_contents() {
    SUITE.no_answer_holds_contents();
    for endpoint in GitHub.describe().endpoints {
        let posts = ["/graphql", "/app/installations/{id}/access_tokens"].contains(&endpoint.path.as_str());
        assert_eq!(endpoint.method, if posts { "POST" } else { "GET" }, "{}", endpoint.path);
        let holds_patches = endpoint.path.contains("/compare") || endpoint.path.contains("/commits/");
        assert!(!holds_patches, "{} is answered with patches", endpoint.path);
    }
}

#[test]
fn every_request_is_listed() {
    SUITE.every_request_is_listed();
}

/// The example of GitHub's page on validating deliveries.
#[test]
fn githubs_own_example_is_verified() {
    let headers: Headers =
        [("X-Hub-Signature-256", "sha256=757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17")]
            .into_iter()
            .collect();
    let delivery = Delivery::new(&headers, b"Hello, World!");
    let proven = GitHub.verify(delivery, &[Secret::new("It's a Secret to Everybody")], None).unwrap();
    assert_eq!(proven.proof(), Proof::Signed);
}

/// What the caller computed counts, and only where it is an HMAC-SHA256: else the core computes it.
#[test]
fn a_caller_may_bring_what_it_computed() {
    let (old, new) = (Secret::new("old"), Secret::new("new"));
    let mac = |secret: &Secret, body: &[u8]| hex(&hmac_sha256(secret.as_bytes(), body));
    let signed = format!("sha256={}", mac(&new, b"body"));
    let headers: Headers = [("X-Hub-Signature-256", signed)].into_iter().collect();
    for (body, macs, expected, because) in [
        ("body", vec![mac(&old, b"body"), mac(&new, b"body")], Ok(Proof::Signed), "one for each secret"),
        ("other", vec![mac(&old, b"body"), mac(&new, b"body")], Ok(Proof::Signed), "the caller is believed"),
        ("body", vec![mac(&old, b"body")], Ok(Proof::Signed), "the second is computed"),
        ("body", vec!["00".to_owned(), "zz".to_owned()], Ok(Proof::Signed), "what is none is computed"),
        ("body", vec![mac(&new, b"body"), mac(&old, b"body")], Ok(Proof::Signed), "in another order"),
        ("body", vec!["00".repeat(32), "00".repeat(32)], Err(Code::BadSignature), "they do not fit"),
        ("other", vec![], Err(Code::BadSignature), "nothing was brought"),
    ] {
        let delivery = Delivery { body_macs: &macs, ..Delivery::new(&headers, body.as_bytes()) };
        let proven = GitHub.verify(delivery, &[old.clone(), new.clone()], None);
        assert_eq!(proven.map(|proven| proven.proof()).map_err(|error| error.code), expected, "{because}");
    }
    let empty = Delivery { body_macs: &[mac(&new, b"body")], ..Delivery::new(&headers, b"body") };
    let proven = GitHub.verify(empty, &[Secret::new(""), old], None).map(|proven| proven.proof());
    assert_eq!(proven.map_err(|error| error.code), Err(Code::BadSignature), "an empty secret proves nothing");
}

#[test]
fn requests_name_the_credential_and_never_hold_it() {
    let want = Want::Branches {
        repository_id: "1".to_owned(),
        full_name: "octo-org/payments".to_owned(),
        etag: Some("W/\"c3\"".to_owned()),
        bulk: false,
    };
    let first = GitHub.request(&want, None, &server("https://github.com")).unwrap();
    assert_eq!(
        (first.method.as_str(), first.url.as_str()),
        ("GET", "https://api.github.com/repos/octo-org/payments/branches?per_page=100")
    );
    let header = |name: &str| first.headers.get(name).map(str::to_owned);
    assert_eq!(header("Accept").as_deref(), Some("application/vnd.github+json"));
    assert_eq!(header("X-GitHub-Api-Version").as_deref(), Some("2022-11-28"));
    assert_eq!(header("User-Agent").as_deref(), Some("Jigit"));
    assert_eq!(header("If-None-Match").as_deref(), Some("W/\"c3\""));
    assert_eq!(header("Authorization"), None);
    let placement = first.credential.unwrap();
    assert_eq!(
        (placement.credential.as_str(), placement.header.as_str(), placement.prefix.as_str()),
        ("token", "Authorization", "Bearer ")
    );
    let next = Next::Url("https://api.github.com/repositories/1/branches?per_page=100&page=2".to_owned());
    let second = GitHub.request(&want, Some(&next), &server("https://github.com")).unwrap();
    assert_eq!(second.headers.get("If-None-Match"), None, "only the first page is compared");
}

/// A token of an App's installation is nobody's and sees what it was given; everything else is asked for alike.
#[test]
fn an_app_asks_for_its_installation() {
    let app = Server { credential: APP, ..server("https://github.example.com") };
    let owned = Want::Repositories { owner: Some("octo-org".to_owned()), subgroups: true };
    for (want, below) in [
        (Want::Account, "/installation/repositories?per_page=1"),
        (owned, "/installation/repositories?per_page=100"),
        (Want::Repositories { owner: None, subgroups: true }, "/installation/repositories?per_page=100"),
        (Want::UserRepositories { owner: "dev1".to_owned() }, "/installation/repositories?per_page=100"),
        (Want::Repository { full_name: "octo-org/payments".to_owned() }, "/repos/octo-org/payments"),
    ] {
        let request = GitHub.request(&want, None, &app).unwrap();
        assert_eq!(request.url, format!("https://github.example.com/api/v3{below}"));
        assert_eq!(request.credential.unwrap().credential, "token");
    }
}

/// The exchange needs two requests; both are listed, and their headers are those of all requests.
#[test]
fn the_exchange_of_an_app_is_listed() {
    let description = GitHub.describe();
    let app = description.credentials.iter().find(|credential| credential.kind == APP).unwrap();
    let exchange = app.exchange.as_ref().unwrap();
    let fields: Vec<_> = app.fields.iter().map(|field| (field.name.as_str(), field.secret)).collect();
    assert_eq!(fields, [(exchange.issuer.as_str(), false), (exchange.key.as_str(), true)]);
    assert!(exchange.issued_before_s + exchange.valid_s <= 600, "GitHub takes claims of ten minutes at most");
    for (method, path) in [("GET", exchange.list.split('?').next().unwrap()), ("POST", exchange.issue.as_str())] {
        let listed = description.endpoints.iter().any(|known| known.method == method && known.path == path);
        assert!(listed, "{method} {path}");
    }
    let request = GitHub.request(&Want::Account, None, &server("https://github.com")).unwrap();
    assert_eq!(exchange.headers, request.headers);
}

#[test]
fn names_in_addresses_are_encoded() {
    let want = |from: &str| Want::Commits {
        repository_id: "1".to_owned(),
        full_name: "octo-org/payments".to_owned(),
        from: from.to_owned(),
        known: None,
        since: crate::time::Timestamp::parse("2026-01-01T01:00:00+01:00"),
    };
    assert_eq!(
        GitHub.request(&want("feature/ü&sha=x#1"), None, &server("https://github.example.com")).unwrap().url,
        "https://github.example.com/api/v3/repos/octo-org/payments/commits?sha=feature%2F%C3%BC%26sha%3Dx%231&per_page=100\
         &since=2026-01-01T00%3A00%3A00.000Z"
    );
}

#[test]
fn what_leads_elsewhere_is_never_requested() {
    let want = Want::Repository { full_name: "octo-org/payments".to_owned() };
    for (next, code) in [
        (Next::Url("https://evil.example/repositories/1".to_owned()), Code::Redirected),
        (Next::Url("http://api.github.com/repositories/1".to_owned()), Code::Redirected),
        (Next::Cursor("2".to_owned()), Code::Internal),
    ] {
        assert_eq!(GitHub.request(&want, Some(&next), &server("https://github.com")).unwrap_err().code, code);
    }
    for full_name in ["payments", "../user", "octo-org/..", "octo-org/payments/pulls"] {
        let want = Want::Repository { full_name: full_name.to_owned() };
        assert_eq!(
            GitHub.request(&want, None, &server("https://github.com")).unwrap_err().code,
            Code::Misconfigured,
            "{full_name}"
        );
    }
}

/// Headers are not signed, so what they say is kept only as far as it is short.
#[test]
fn long_headers_are_not_kept() {
    let long = "x".repeat(1_000);
    let headers: Headers =
        [("X-GitHub-Event", long.as_str()), ("X-GitHub-Delivery", long.as_str())].into_iter().collect();
    let proven = GitHub.verify(Delivery::new(&headers, b"{}"), &[], None).unwrap();
    let reading = GitHub.read(&proven).unwrap();
    assert_eq!(reading.delivery_id, None);
    assert_eq!(reading.event.map(|event| event.chars().count()), Some(65));
    assert_eq!(reading.ignored.as_deref(), Some("unknown_event"));
}

/// A push of the most commits that GitHub sends, with one broken: the others are all there.
#[test]
fn a_large_push_loses_only_the_broken_commit() {
    let commit = |n: usize| {
        format!(
            r#"{{"id":"{n:040x}","message":"PAY-{n} x","timestamp":"2026-03-02T11:14:59Z","author":{{"name":"Dev 1"}}}}"#
        )
    };
    let mut commits: Vec<String> = (1..=2048).map(commit).collect();
    commits[1000] = r#"{"id":7}"#.to_owned();
    let body = format!(
        r#"{{"ref":"refs/heads/main","commits":[{}],"repository":{{"id":1,"full_name":"a/b"}}}}"#,
        commits.join(",")
    );
    let headers: Headers = [("X-GitHub-Event", "push")].into_iter().collect();
    let delivery = Delivery::new(&headers, body.as_bytes());
    let reading = GitHub.read(&GitHub.verify(delivery, &[], None).unwrap()).unwrap();
    assert_eq!(reading.update.commits.len(), 2047);
    assert_eq!(reading.skipped.len(), 1);
    assert_eq!(reading.skipped[0].at, "commits[1000].id");
}

#[test]
fn deep_nesting_is_told_and_no_overflow() {
    let deep = [b"{\"commits\":".to_vec(), b"[".repeat(500_000), b"]".repeat(500_000), b"}".to_vec()].concat();
    let headers: Headers = [("X-GitHub-Event", "push")].into_iter().collect();
    let proven = GitHub.verify(Delivery::new(&headers, &deep), &[], None).unwrap();
    let reading = GitHub.read(&proven).unwrap();
    assert_eq!(
        reading.skipped.iter().map(Error::to_string).collect::<Vec<_>>(),
        ["commits[0]: expected an object, found a list"]
    );
    let asked = Asked { kind: Kind::Commits, repository_id: None, base_url: None, url: None, extent: Extent::Whole };
    let page = GitHub.page(&asked, &Response { status: 200, headers: &Headers::default(), body: &deep }, None);
    assert_eq!(page.error.map(|error| error.code), Some(Code::Malformed));
}
