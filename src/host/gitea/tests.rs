//! Gitea and Forgejo against their fixtures, the laws that every host keeps, and their own.

use super::Gitea;
use crate::error::{Code, Error};
use crate::host::suite::Suite;
use crate::host::{Asked, Delivery, HOSTS, Host, Kind, Next, Page, Proof, Server, Want, by_name};
use crate::http::{Headers, Response};
use crate::json::Extent;
use crate::model::State;
use crate::signature::{Secret, hex, hmac_sha256};

fn server(base_url: &str) -> Server<'_> {
    Server { base_url, ..Server::default() }
}

fn signed(secret: &str, body: &[u8]) -> String {
    let form = body.starts_with(b"payload=").then(|| form_urlencoded::parse(body).next().unwrap().1.into_owned());
    hex(&hmac_sha256(secret.as_bytes(), form.as_deref().map_or(body, str::as_bytes)))
}

static SUITE: Suite = Suite {
    host: &Gitea,
    sign: |secret, body| [("X-Gitea-Signature", signed(secret, body))].into_iter().collect(),
    signature_headers: &[
        "X-Forgejo-Signature",
        "X-Gitea-Signature",
        "X-Gogs-Signature",
        "X-Hub-Signature-256",
        "X-Hub-Signature",
    ],
    server: Server { base_url: "https://git.example.com", credential: "token", username: "", dialect: None },
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
    for endpoint in Gitea.describe().endpoints {
        assert_eq!(endpoint.method, "GET");
        for switch in ["stat", "verification", "files"].iter().filter(|_| endpoint.path.ends_with("/commits")) {
            let parameter = endpoint.query.iter().find(|parameter| parameter.name == *switch);
            assert_eq!(
                parameter.map(|parameter| parameter.values.as_slice()),
                Some(&["false".to_owned()][..]),
                "{switch}"
            );
        }
    }
}

#[test]
fn every_request_is_listed() {
    SUITE.every_request_is_listed();
}

#[test]
fn forgejo_is_the_same_host() {
    for name in ["gitea", "Forgejo", "FORGEJO"] {
        assert_eq!(by_name(name).map(|host| host.describe().name).as_deref(), Some("gitea"), "{name}");
    }
    let names: Vec<String> = HOSTS.iter().map(|host| host.describe().name).collect();
    assert!(names.is_sorted(), "{names:?}");
}

#[test]
fn requests_name_the_credential_and_never_hold_it() {
    let request = Gitea.request(&Want::Account, None, &server("https://example.com/gitea")).unwrap();
    assert_eq!((request.method.as_str(), request.url.as_str()), ("GET", "https://example.com/gitea/api/v1/user"));
    let header = |name: &str| request.headers.get(name).map(str::to_owned);
    assert_eq!(header("Accept").as_deref(), Some("application/json"));
    assert_eq!(header("User-Agent").as_deref(), Some("Jigit"));
    assert_eq!(header("Authorization"), None);
    let placement = request.credential.unwrap();
    assert_eq!(
        (placement.credential.as_str(), placement.header.as_str(), placement.prefix.as_str()),
        ("token", "Authorization", "token ")
    );
}

fn commits(from: &str, known: Option<&str>) -> Want {
    Want::Commits {
        repository_id: "1".to_owned(),
        full_name: "octo-org/payments".to_owned(),
        from: from.to_owned(),
        known: known.map(str::to_owned),
        since: None,
    }
}

fn url(want: &Want, next: Option<&str>) -> String {
    let next = next.map(|cursor| Next::Cursor(cursor.to_owned()));
    Gitea.request(want, next.as_ref(), &server("https://git.example.com")).unwrap().url
}

#[test]
fn commits_are_asked_for_without_what_they_changed() {
    let asked = "https://git.example.com/api/v1/repos/octo-org/payments/commits?sha=aa&stat=false&verification=false&files=false";
    for (known, next, expected, because) in [
        (None, None, "&limit=50", "all of them"),
        (None, Some("3-whole"), "&limit=50&page=3", "the third page"),
        (Some("bb"), None, "&not=bb&limit=50", "what is known is left out"),
        (Some("bb"), Some("2"), "&not=bb&limit=50&page=2", "on every page"),
        (Some("bb"), Some("1-whole"), "&limit=50", "the server does not have the known one any more"),
        (Some("bb"), Some("2-whole"), "&limit=50&page=2", "and it stays away"),
    ] {
        assert_eq!(url(&commits("aa", known), next), format!("{asked}{expected}"), "{because}");
    }
    assert_eq!(
        url(&commits("feature/ü&files=true#1", None), None).split_once('?').unwrap().1,
        "sha=feature%2F%C3%BC%26files%3Dtrue%231&stat=false&verification=false&files=false&limit=50"
    );
}

#[test]
fn lists_are_asked_for_by_page() {
    let (repository_id, full_name) = ("1".to_owned(), "octo-org/payments".to_owned());
    for (want, expected) in [
        (
            Want::Repositories { owner: Some("octo-org".to_owned()), subgroups: true },
            "/orgs/octo-org/repos?limit=50&page=2",
        ),
        (Want::Repositories { owner: None, subgroups: true }, "/user/repos?limit=50&page=2"),
        (Want::UserRepositories { owner: "dev1".to_owned() }, "/users/dev1/repos?limit=50&page=2"),
        (
            Want::PullRequests { repository_id, full_name, etag: None, since: None, bulk: true },
            "/repos/octo-org/payments/pulls?state=all&sort=recentupdate&limit=50&page=2",
        ),
    ] {
        assert_eq!(url(&want, Some("2")), format!("https://git.example.com/api/v1{expected}"));
    }
}

#[test]
fn what_leads_elsewhere_is_never_requested() {
    let want = Want::Repository { full_name: "octo-org/payments".to_owned() };
    for (next, code) in [
        (Next::Url("https://evil.example/api/v1/repos/a/b".to_owned()), Code::Redirected),
        (Next::Url("https://git.example.com/octo-org/payments".to_owned()), Code::Redirected),
        (Next::Cursor("x".to_owned()), Code::Internal),
    ] {
        assert_eq!(Gitea.request(&want, Some(&next), &server("https://git.example.com")).unwrap_err().code, code);
    }
    for full_name in ["payments", "../user", "octo-org/..", "octo-org/payments/pulls"] {
        let want = Want::Repository { full_name: full_name.to_owned() };
        let error = Gitea.request(&want, None, &server("https://git.example.com")).unwrap_err();
        assert_eq!(error.code, Code::Misconfigured, "{full_name}");
    }
}

fn answered(kind: Kind, body: &str) -> Page {
    let asked = Asked {
        kind,
        repository_id: Some("1"),
        base_url: Some("https://git.example.com"),
        url: None,
        extent: Extent::Whole,
    };
    Gitea.page(&asked, &Response { status: 200, headers: &Headers::default(), body: body.as_bytes() }, None)
}

/// What servers write for `files=false`, and what those before 1.20 write all the same.
#[test]
fn names_of_files_are_not_read() {
    let commit = |files: &str| {
        format!(
            r#"[{{"url":"u","sha":"6dcb09b5b57875f334f61aebed695e2e4193db5e","created":"2026-03-02T11:14:59Z",
            "commit":{{"message":"PAY-1 x"}},"parents":[],"files":{files},"stats":null}}]"#
        )
    };
    let without = answered(Kind::Commits, &commit("null"));
    assert_eq!(without.rows.commits.len(), 1);
    assert_eq!(answered(Kind::Commits, &commit(r#"[{"filename":"secret.txt","status":"modified"}]"#)), without);
}

/// An error 500 with something left out is asked again for everything, and only once.
#[test]
fn a_known_commit_that_the_server_lost_is_not_left_out() {
    let page = |url: &str, status: u16| {
        let asked = Asked {
            kind: Kind::Commits,
            repository_id: Some("1"),
            base_url: Some("https://git.example.com"),
            url: Some(url),
            extent: Extent::Whole,
        };
        Gitea.page(&asked, &Response { status, headers: &Headers::default(), body: b"{}" }, None)
    };
    let leaving_out = url(&commits("aa", Some("bb")), None);
    let again = page(&leaving_out, 500);
    assert!(again.moved && again.error.is_none());
    assert_eq!(again.next, Some(Next::Cursor("1-whole".to_owned())));
    assert_eq!(page(&url(&commits("aa", Some("bb")), Some("1-whole")), 500).error.unwrap().code, Code::Unavailable);
    assert_eq!(page(&leaving_out, 502).error.unwrap().code, Code::Unavailable, "a proxy's fault");
}

#[test]
fn drafts_are_told_by_the_flag_or_else_by_the_title() {
    for (title, draft, expected, because) in [
        ("WIP: refunds", "", State::Draft, "an older server"),
        ("wip: refunds", "", State::Draft, "in any case"),
        ("[WIP] refunds", "", State::Draft, "in brackets"),
        ("WIPe the disk", "", State::Open, "only the prefix with its colon"),
        ("ünder WIP: refunds", "", State::Open, "only at the start"),
        ("WIP: refunds", r#","draft":false"#, State::Open, "the server has other prefixes"),
        ("Draft: refunds", r#","draft":true"#, State::Draft, "the server has other prefixes"),
    ] {
        let page =
            answered(Kind::PullRequests, &format!(r#"[{{"number":1,"state":"open","title":"{title}"{draft}}}]"#));
        assert_eq!(page.rows.pull_requests[0].state, expected, "{because}");
    }
}

#[test]
fn every_header_with_the_signature_counts() {
    let (body, secret) = (br#"{"ref":"refs/heads/main"}"#, Secret::new("s"));
    let signature = signed("s", body);
    let prefixed = format!("sha256={signature}");
    for (headers, expected, because) in [
        (vec![("X-Gitea-Signature", signature.as_str())], Ok(Proof::Signed), "Gitea"),
        (vec![("X-Forgejo-Signature", signature.as_str())], Ok(Proof::Signed), "Forgejo"),
        (vec![("X-Gogs-Signature", signature.as_str())], Ok(Proof::Signed), "Gogs"),
        (vec![("X-Hub-Signature-256", prefixed.as_str())], Ok(Proof::Signed), "as GitHub does"),
        (vec![("X-Gitea-Signature", prefixed.as_str())], Err(Code::BadSignature), "a prefix where none belongs"),
        (vec![("X-Gitea-Signature", ""), ("X-Hub-Signature-256", "sha256=")], Err(Code::NotSigned), "no secret there"),
        (vec![("X-Hub-Signature", "sha1=00")], Err(Code::NotSigned), "SHA-1 alone"),
    ] {
        let headers: Headers = headers.into_iter().collect();
        let proven = Gitea.verify(Delivery::new(&headers, body), std::slice::from_ref(&secret), None);
        assert_eq!(proven.map(|proven| proven.proof()).map_err(|error| error.code), expected, "{because}");
    }
}

/// What is signed is the JSON inside of the form, so what the caller computed over the form says nothing.
#[test]
fn a_form_is_not_what_is_signed() {
    let (secret, json, form) = (Secret::new("s3cret"), b"{}", b"payload=%7B%7D");
    let mac = |body: &[u8]| hex(&hmac_sha256(secret.as_bytes(), body));
    let macs = [mac(form)];
    for (signature, expected) in [(mac(json), Ok(Proof::Signed)), (mac(form), Err(Code::BadSignature))] {
        let headers: Headers =
            [("X-Gitea-Signature", signature.as_str()), ("Content-Type", "application/x-www-form-urlencoded")]
                .into_iter()
                .collect();
        let delivery = Delivery { body_macs: &macs, ..Delivery::new(&headers, form) };
        let proven = Gitea.verify(delivery, std::slice::from_ref(&secret), None);
        assert_eq!(proven.map(|proven| proven.proof()).map_err(|error| error.code), expected);
    }
}

/// Headers are not signed, so what they say is kept only as far as it is short.
#[test]
fn long_headers_are_not_kept() {
    let long = "x".repeat(1_000);
    let headers: Headers =
        [("X-Gitea-Event", long.as_str()), ("X-Gitea-Delivery", long.as_str())].into_iter().collect();
    let proven = Gitea.verify(Delivery::new(&headers, b"{}"), &[], None).unwrap();
    let reading = Gitea.read(&proven).unwrap();
    assert_eq!(reading.delivery_id, None);
    assert_eq!(reading.event.map(|event| event.chars().count()), Some(65));
    assert_eq!(reading.ignored.as_deref(), Some("unknown_event"));
}

#[test]
fn deep_nesting_is_told_and_no_overflow() {
    let deep = [b"{\"commits\":".to_vec(), b"[".repeat(500_000), b"]".repeat(500_000), b"}".to_vec()].concat();
    let headers: Headers = [("X-Gitea-Event", "push")].into_iter().collect();
    let proven = Gitea.verify(Delivery::new(&headers, &deep), &[], None).unwrap();
    let reading = Gitea.read(&proven).unwrap();
    assert_eq!(
        reading.skipped.iter().map(Error::to_string).collect::<Vec<_>>(),
        ["commits[0]: expected an object, found a list"]
    );
    let asked = Asked { kind: Kind::Commits, repository_id: None, base_url: None, url: None, extent: Extent::Whole };
    let page = Gitea.page(&asked, &Response { status: 200, headers: &Headers::default(), body: &deep }, None);
    assert_eq!(page.error.map(|error| error.code), Some(Code::Malformed));
}

/// The stories of all hosts, with Gitea's own requests and answers.
mod stories {
    use super::super::world::{GiteaPeer, USUAL};
    use crate::sync::Task;
    use crate::sync::world::World;

    crate::sync::stories::tell!(USUAL);

    mod where_a_proxy_drops_links_and_totals {
        use super::*;
        crate::sync::stories::tell!(GiteaPeer { totals: false, links: false, ..USUAL });
    }

    /// Only the totals tell of more pages, and the server fails over a known commit that it lost.
    mod where_pages_are_small_and_commits_are_gone_at_once {
        use super::*;
        crate::sync::stories::tell!(GiteaPeer { links: false, most: 20, cleans_up: true, ..USUAL });
    }

    #[test]
    fn a_known_commit_that_is_gone_is_left_out_no_more() {
        let peer = GiteaPeer { cleans_up: true, ..USUAL };
        let mut world = World::new(&peer);
        world.remote.grow("main", 10, 0);
        world.drive(Task::Branches);
        world.sent();
        let before = world.remote.branches["main"].clone();
        let base = world.remote.commits[&before].parents[0].clone();
        let after = world.remote.commit(&[&base], 100);
        world.remote.branches.insert("main".to_owned(), after.clone());
        world.drive(Task::Branches);
        assert!(world.requests[1].contains(&format!("sha={after}&")), "{}", world.requests[1]);
        assert!(world.requests[1].contains(&format!("&not={before}&")), "{}", world.requests[1]);
        assert!(world.requests[2].contains(&format!("sha={after}&")), "{}", world.requests[2]);
        assert!(!world.requests[2].contains("not="), "{}", world.requests[2]);
        world.assert_complete("what was rewritten is gone, and marked");
    }
}
