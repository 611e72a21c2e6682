//! GitLab against its fixtures, the laws that every host keeps, and GitLab's own.

use super::GitLab;
use crate::error::{Code, Error};
use crate::host::suite::Suite;
use crate::host::{Asked, Delivery, Host, Kind, Next, Page, Proof, Reading, Server, Want};
use crate::http::{Headers, Response};
use crate::json::Extent;
use crate::signature::Secret;
use crate::time::Timestamp;

fn server(base_url: &str) -> Server<'_> {
    Server { base_url, ..Server::default() }
}

static SUITE: Suite = Suite {
    host: &GitLab,
    sign: |secret, _| [("X-Gitlab-Token", secret)].into_iter().collect(),
    signature_headers: &["X-Gitlab-Token", "webhook-signature"],
    server: Server { base_url: "https://gitlab.com", credential: "token", username: "", dialect: None },
    owner: "octo-org",
    full_name: "octo-org/billing/payments",
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
    for endpoint in GitLab.describe().endpoints {
        assert_eq!(endpoint.method, "GET");
        for forbidden in ["/compare", "/diff", "/changes", "/files", "/blobs", "/raw", "/tree", "/archive"] {
            assert!(!endpoint.path.contains(forbidden), "{} is answered with contents", endpoint.path);
        }
    }
}

#[test]
fn every_request_is_listed() {
    SUITE.every_request_is_listed();
}

/// The example of the Standard Webhooks project's own libraries.
#[test]
fn the_example_of_the_standard_is_verified() {
    let key = Secret::new("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw");
    let verify = |signature: &str, body: &[u8], now: Option<Timestamp>| {
        let headers: Headers = [
            ("webhook-id", "msg_p5jXN8AQM9LWM0D4loKWxJek"),
            ("webhook-timestamp", "1614265330"),
            ("webhook-signature", signature),
        ]
        .into_iter()
        .collect();
        GitLab
            .verify(Delivery::new(&headers, body), std::slice::from_ref(&key), now)
            .map(|proven| proven.proof())
            .map_err(|error| error.code)
    };
    let (good, body) = ("v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=", br#"{"test": 2432232314}"#);
    let signed_at = Timestamp::from_seconds(1_614_265_330);
    let bad = Err(Code::BadSignature);
    for (signature, now, expected, because) in [
        (good.to_owned(), None, Ok(Proof::Signed), "without a clock"),
        (good.to_owned(), Some(signed_at.plus_ms(300_000)), Ok(Proof::Signed), "five minutes later"),
        (good.to_owned(), Some(signed_at.plus_ms(-300_000)), Ok(Proof::Signed), "by a clock that is behind"),
        (good.to_owned(), Some(signed_at.plus_ms(300_001)), bad, "later than that"),
        (good.to_owned(), Some(signed_at.plus_ms(-300_001)), bad, "by a clock that is too far behind"),
        (format!("v1a,AAAA v1,AAAA {good}"), None, Ok(Proof::Signed), "one good one among others"),
        (format!("v1a{}", &good[2..]), None, bad, "another kind of signature"),
        ("v1,".to_owned(), None, bad, "an empty one"),
        (good[..20].to_owned(), None, bad, "the beginning of it"),
    ] {
        assert_eq!(verify(&signature, body, now), expected, "{because}");
    }
    for at in 0..body.len() {
        let mut changed = *body;
        changed[at] ^= 1;
        assert_eq!(verify(good, &changed, None), bad, "byte {at} was changed");
    }
}

#[test]
fn requests_name_the_credential_and_never_hold_it() {
    let want = Want::Branches {
        repository_id: "4711".to_owned(),
        full_name: "octo-org/payments".to_owned(),
        etag: Some("W/\"c3\"".to_owned()),
        bulk: true,
    };
    let first = GitLab.request(&want, None, &server("https://git.example.com/gitlab")).unwrap();
    assert_eq!(
        (first.method.as_str(), first.url.as_str()),
        (
            "GET",
            "https://git.example.com/gitlab/api/v4/projects/4711/repository/branches?pagination=keyset&per_page=100"
        )
    );
    let header = |name: &str| first.headers.get(name).map(str::to_owned);
    assert_eq!(header("Accept").as_deref(), Some("application/json"));
    assert_eq!(header("User-Agent").as_deref(), Some("Jigit"));
    assert_eq!(header("If-None-Match").as_deref(), Some("W/\"c3\""));
    assert_eq!(header("PRIVATE-TOKEN"), None);
    let placement = first.credential.unwrap();
    assert_eq!(
        (placement.credential.as_str(), placement.header.as_str(), placement.prefix.as_str()),
        ("token", "PRIVATE-TOKEN", "")
    );
    let next = Next::Cursor("?page_token=fix%2F%231".to_owned());
    let second = GitLab.request(&want, Some(&next), &server("https://gitlab.com")).unwrap();
    assert_eq!(
        second.url,
        "https://gitlab.com/api/v4/projects/4711/repository/branches?pagination=keyset&per_page=100&page_token=fix%2F%231"
    );
    assert_eq!(second.headers.get("If-None-Match"), None, "only the first page is compared");
}

#[test]
fn every_want_has_its_address() {
    let (repository_id, full_name) = ("4711".to_owned(), "octo-org/payments".to_owned());
    let since = Timestamp::parse("2026-01-01T01:00:00+01:00");
    let commits = |known: Option<&str>, since| Want::Commits {
        repository_id: "4711".to_owned(),
        full_name: "renamed/since".to_owned(),
        from: "b2".to_owned(),
        known: known.map(str::to_owned),
        since,
    };
    let pulls = |since| Want::PullRequests {
        repository_id: "4711".to_owned(),
        full_name: full_name.clone(),
        etag: None,
        since,
        bulk: false,
    };
    for (want, path) in [
        (Want::Account, "/user"),
        (
            Want::Repository { full_name: "octo-org/billing/payments".to_owned() },
            "/projects/octo-org%2Fbilling%2Fpayments",
        ),
        (Want::Repository { full_name: "4711".to_owned() }, "/projects/4711"),
        (
            Want::Repositories { owner: Some("octo-org/billing".to_owned()), subgroups: true },
            "/groups/octo-org%2Fbilling/projects?include_subgroups=true&with_shared=false&order_by=id&sort=asc&simple=true&per_page=100",
        ),
        (
            Want::Repositories { owner: Some("octo-org".to_owned()), subgroups: false },
            "/groups/octo-org/projects?include_subgroups=false&with_shared=false&order_by=id&sort=asc&simple=true&per_page=100",
        ),
        (
            Want::Repositories { owner: None, subgroups: true },
            "/projects?membership=true&pagination=keyset&order_by=id&sort=asc&simple=true&per_page=100",
        ),
        (
            Want::UserRepositories { owner: "dev1".to_owned() },
            "/users/dev1/projects?order_by=id&sort=asc&simple=true&per_page=100",
        ),
        (commits(None, None), "/projects/4711/repository/commits?ref_name=b2&per_page=100"),
        (commits(Some("a1"), None), "/projects/4711/repository/commits?ref_name=a1..b2&per_page=100"),
        (commits(Some("b2"), None), "/projects/4711/repository/commits?ref_name=b2&per_page=100"),
        (
            commits(Some("a1"), since),
            "/projects/4711/repository/commits?ref_name=a1..b2&per_page=100&since=2026-01-01T00%3A00%3A00.000Z",
        ),
        (
            Want::Commit { repository_id, full_name: full_name.clone(), sha: "b2".to_owned() },
            "/projects/4711/repository/commits/b2?stats=false",
        ),
        (pulls(None), "/projects/4711/merge_requests?scope=all&state=all&order_by=updated_at&sort=desc&per_page=100"),
        (
            pulls(since),
            "/projects/4711/merge_requests?scope=all&state=all&order_by=updated_at&sort=desc&per_page=100&updated_after=2026-01-01T00%3A00%3A00.000Z",
        ),
    ] {
        let request = GitLab.request(&want, None, &server("https://gitlab.com")).unwrap();
        assert_eq!(request.url.strip_prefix("https://gitlab.com/api/v4"), Some(path));
    }
}

#[test]
fn what_leads_elsewhere_is_never_requested() {
    let want = Want::Repository { full_name: "octo-org/payments".to_owned() };
    for (next, code) in [
        (Next::Url("https://evil.example/api/v4/projects/4711".to_owned()), Code::Redirected),
        (Next::Url("http://gitlab.com/api/v4/projects/4711".to_owned()), Code::Redirected),
        (Next::Url("https://gitlab.com/users/sign_in".to_owned()), Code::Redirected),
        (Next::Cursor("?path=src".to_owned()), Code::Internal),
    ] {
        assert_eq!(GitLab.request(&want, Some(&next), &server("https://gitlab.com")).unwrap_err().code, code);
    }
    let nested = Want::UserRepositories { owner: "octo-org/billing".to_owned() };
    let error = GitLab.request(&nested, None, &server("https://gitlab.com")).unwrap_err();
    assert_eq!(error.code, Code::NotFound, "{error}");
}

fn commits_page(url: &str, headers: &Headers, body: &str) -> Page {
    let asked = Asked {
        kind: Kind::Commits,
        repository_id: Some("4711"),
        base_url: Some("https://gitlab.com"),
        url: Some(url),
        extent: Extent::Whole,
    };
    GitLab.page(&asked, &Response { status: 200, headers, body: body.as_bytes() }, None)
}

/// GitLab answers a range from a commit that is gone with an empty list, as if nothing were new: so what is new is asked for
/// without the range before an empty list is believed.
#[test]
fn an_empty_range_is_asked_again_without_its_older_end() {
    let want = |known: &str| Want::Commits {
        repository_id: "4711".to_owned(),
        full_name: "octo-org/payments".to_owned(),
        from: "b2".to_owned(),
        known: Some(known.to_owned()),
        since: None,
    };
    let request = |known: &str, dialect: Option<&str>| {
        let server = Server { base_url: "https://gitlab.com", dialect, ..Server::default() };
        GitLab.request(&want(known), None, &server).unwrap().url
    };
    let page = commits_page(&request("a1", None), &Headers::default(), "[]");
    assert!(page.moved && page.next.is_none() && page.error.is_none());
    let dialect = page.dialect.as_deref();
    assert!(request("a1", dialect).contains("?ref_name=b2&"), "the same again, without the range");
    assert!(request("a2", dialect).contains("?ref_name=a2..b2&"), "another range may be a good one");
    let gone = commits_page(&request("a1", dialect), &Headers::default(), "[]");
    assert_eq!(gone.error.map(|error| error.code), Some(Code::NotFound), "an empty list has no first commit");
}

/// Walks take turns, so another one may change how ranges are asked for while this one is between two pages.
#[test]
fn a_later_page_is_one_of_the_very_same_list() {
    let want = Want::Commits {
        repository_id: "4711".to_owned(),
        full_name: "octo-org/payments".to_owned(),
        from: "b2".to_owned(),
        known: Some("a1".to_owned()),
        since: None,
    };
    let headers: Headers = [("X-Next-Page", "2")].into_iter().collect();
    for dialect in [None, Some("whole:a1")] {
        let server = Server { base_url: "https://gitlab.com", dialect, ..Server::default() };
        let first = GitLab.request(&want, None, &server).unwrap().url;
        let next = commits_page(&first, &headers, r#"[{"id":"b2"}]"#).next.unwrap();
        for later in [None, Some("whole:a1"), Some("whole:a9")] {
            let server = Server { base_url: "https://gitlab.com", dialect: later, ..Server::default() };
            assert_eq!(GitLab.request(&want, Some(&next), &server).unwrap().url, format!("{first}&page=2"));
        }
    }
}

fn read(headers: &[(&str, &str)], body: &str) -> Reading {
    let headers: Headers = headers.iter().copied().collect();
    let delivery = Delivery::new(&headers, body.as_bytes());
    GitLab.read(&GitLab.verify(delivery, &[], None).unwrap()).unwrap()
}

#[test]
fn a_delivery_has_the_id_that_stays_when_it_is_sent_again() {
    let event = ("X-Gitlab-Event", "Note Hook");
    let (key, signed) = (("Idempotency-Key", "k"), ("webhook-id", "s"));
    let (shared, own) = (("X-Gitlab-Event-UUID", "e"), ("X-Gitlab-Webhook-UUID", "w"));
    for (headers, id, because) in [
        (vec![event, key, signed, shared, own], Some("s"), "the signed one"),
        (vec![event, key, shared, own], Some("k"), "the one that was made for it"),
        (vec![event, shared, own], Some("e/w"), "both on older servers"),
        (vec![event, own], Some("w"), "the request's own"),
        (vec![event, shared], None, "hooks that set off each other share it"),
        (vec![event], None, "none"),
    ] {
        assert_eq!(read(&headers, "{}").delivery_id.as_deref(), id, "{because}");
    }
}

/// Headers are not signed, so what they say is kept only as far as it is short.
#[test]
fn long_headers_are_not_kept() {
    let long = "x".repeat(1_000);
    let reading = read(&[("X-Gitlab-Event", &long), ("Idempotency-Key", &long)], "{}");
    assert_eq!(reading.delivery_id, None);
    assert_eq!(reading.event.map(|event| event.chars().count()), Some(65));
    assert_eq!(reading.ignored.as_deref(), Some("unknown_event"));
}

#[test]
fn deep_nesting_is_told_and_no_overflow() {
    let deep = format!("{{\"commits\":{}{}}}", "[".repeat(500_000), "]".repeat(500_000));
    let headers: Headers = [("X-Gitlab-Event", "Push Hook")].into_iter().collect();
    let proven = GitLab.verify(Delivery::new(&headers, deep.as_bytes()), &[], None).unwrap();
    let reading = GitLab.read(&proven).unwrap();
    assert_eq!(
        reading.skipped.iter().map(Error::to_string).collect::<Vec<_>>(),
        ["commits[0]: expected an object, found a list"]
    );
    let page = commits_page("https://gitlab.com/api/v4/projects/4711/repository/commits", &Headers::default(), &deep);
    assert_eq!(page.error.map(|error| error.code), Some(Code::Malformed));
}

/// The stories of all hosts, with GitLab's own requests and answers.
mod stories {
    use std::collections::HashSet;

    use super::super::world::{GitLabPeer, USUAL};
    use crate::issue_key::Rules;
    use crate::sync::Task;
    use crate::sync::world::World;

    crate::sync::stories::tell!(USUAL);

    /// Ranges whose known commit is gone are empty, and so are lists from a head that is gone.
    mod where_commits_are_gone_at_once {
        use super::*;
        crate::sync::stories::tell!(GitLabPeer { cleans_up: true, ..USUAL });
    }

    mod where_commits_are_not_counted_and_links_dropped {
        use super::*;
        crate::sync::stories::tell!(GitLabPeer { counts: false, drops_links: true, ..USUAL });
    }

    #[test]
    fn a_range_from_a_commit_that_is_gone_is_read_from_the_head_instead() {
        let peer = GitLabPeer { cleans_up: true, ..USUAL };
        let mut world = World::new(&peer);
        world.remote.grow("main", 10, 0);
        world.drive(Task::Branches);
        world.sent();
        let before = world.remote.branches["main"].clone();
        let base = world.remote.commits[&before].parents[0].clone();
        let after = world.remote.commit(&[&base], 100);
        world.remote.branches.insert("main".to_owned(), after.clone());
        world.drive(Task::Branches);
        assert!(world.requests[1].contains(&format!("ref_name={before}..{after}&")), "{}", world.requests[1]);
        assert!(world.requests[2].contains(&format!("ref_name={after}&")), "{}", world.requests[2]);
        world.assert_complete("what was rewritten is gone, and marked");
    }

    #[test]
    fn the_signature_of_a_commit_that_gives_commands_is_asked_for() {
        let mut world = World::new(&USUAL);
        world.connection.smart_commits = true;
        world.rules = Rules::known(["PAY"]);
        let say = |world: &mut World<'_>, message: &str, date: i64| {
            world.remote.grow("main", 1, date);
            let head = world.remote.branches["main"].clone();
            world.remote.commits.get_mut(&head).unwrap().message = message.to_owned();
            head
        };
        say(&mut world, "PAY-1 #comment verified, by herself, but read first", 0);
        world.drive(Task::Branches);
        assert_eq!(signatures(&world), 0, "what is read first is never run");
        let verified = say(&mut world, "PAY-1 #comment verified, by herself", 100);
        say(&mut world, "PAY-2 #comment verified, by somebody else", 200);
        say(&mut world, "PAY-3 #comment unverified_author_email, by herself", 300);
        say(&mut world, "PAY-4 #comment not signed, by herself", 400);
        say(&mut world, "PAY-5 verified, by herself, but no command", 500);
        world.sent();
        // A crash after any of the answers asks the same again.
        world.crashes = (1..10).map(|number| world.answered() + 2 * number).collect();
        world.drive(Task::Branches);
        assert_eq!(world.store.signed, [verified].into_iter().collect());
        let urls: HashSet<_> = world.requests.iter().filter(|url| url.ends_with("/signature")).collect();
        assert_eq!(urls.len(), 3, "of commits that give commands and whose author is their committer");
        assert_eq!(world.store.commands.len(), 5);
        world.sent();
        world.drive(Task::Branches);
        assert_eq!(signatures(&world), 0, "once");
    }

    fn signatures(world: &World<'_>) -> usize {
        world.requests.iter().filter(|url| url.ends_with("/signature")).count()
    }
}
