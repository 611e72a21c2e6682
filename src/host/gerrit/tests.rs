//! Gerrit against its fixtures, the laws that every host keeps, and Gerrit's own.

use super::Gerrit;
use crate::error::{Code, Error};
use crate::host::suite::Suite;
use crate::host::{Asked, Delivery, Host, Kind, Next, Page, Proof, Reading, Server, Want};
use crate::http::{Headers, Response};
use crate::json::Extent;
use crate::signature::Secret;
use crate::time::Timestamp;

static SUITE: Suite = Suite {
    host: &Gerrit,
    sign: |_, _| Headers::default(),
    signature_headers: &[],
    server: SERVER,
    owner: "octo-org",
    full_name: "octo-org/libs/money",
};

const SERVER: Server<'static> =
    Server { base_url: "https://example.com/r", credential: "password", username: "jigit", dialect: None };

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
fn every_request_is_listed() {
    SUITE.every_request_is_listed();
}

#[test]
fn no_answer_holds_contents() {
    SUITE.no_answer_holds_contents();
    for endpoint in Gerrit.describe().endpoints {
        assert_eq!(endpoint.method, "GET");
        assert!(
            endpoint.query.iter().all(|parameter| parameter.name != "name-status"),
            "{} lists files",
            endpoint.path
        );
        let told =
            endpoint.query.iter().filter(|parameter| parameter.name == "o").flat_map(|parameter| &parameter.values);
        assert!(told.clone().all(|option| !option.contains("FILES")), "{:?} lists files", told.collect::<Vec<_>>());
    }
}

fn url(want: &Want, next: Option<&Next>) -> String {
    Gerrit.request(want, next, &SERVER).unwrap().url.strip_prefix("https://example.com/r/a").unwrap().to_owned()
}

fn project() -> (String, String) {
    ("octo-org/payments".to_owned(), "octo-org/payments".to_owned())
}

fn commits(known: Option<&str>) -> Want {
    let (repository_id, full_name) = project();
    Want::Commits { repository_id, full_name, from: "b".repeat(40), known: known.map(str::to_owned), since: None }
}

fn changes(full_name: &str, since: Option<&str>) -> Want {
    let since = since.and_then(Timestamp::parse);
    Want::PullRequests {
        repository_id: full_name.to_owned(),
        full_name: full_name.to_owned(),
        etag: None,
        since,
        bulk: false,
    }
}

#[test]
fn requests_name_the_credential_and_never_hold_it() {
    let request = Gerrit.request(&Want::Account, None, &SERVER).unwrap();
    assert_eq!((request.method.as_str(), request.url.as_str()), ("GET", "https://example.com/r/a/accounts/self"));
    assert_eq!(request.headers.get("Accept"), Some("application/json"));
    assert_eq!(request.headers.get("Authorization"), None);
    let placement = request.credential.unwrap();
    assert_eq!(
        (
            placement.credential.as_str(),
            placement.header.as_str(),
            placement.prefix.as_str(),
            placement.user.as_deref()
        ),
        ("token", "Authorization", "Basic ", Some("jigit"))
    );
    let error = Gerrit.request(&Want::Account, None, &Server { username: " ", ..SERVER }).unwrap_err();
    assert_eq!(error.code, Code::Misconfigured);
    assert_eq!(error.to_string(), "expected the user name that the password belongs to, found none");
}

#[test]
fn lists_go_on_behind_what_came() {
    let (repository_id, full_name) = project();
    let branches = Want::Branches { repository_id, full_name, etag: None, bulk: false };
    let next = Next::Cursor("500".to_owned());
    assert_eq!(url(&branches, None), "/projects/octo-org%2Fpayments/branches/?n=500&S=0");
    assert_eq!(url(&branches, Some(&next)), "/projects/octo-org%2Fpayments/branches/?n=500&S=500");
    let all = Want::Repositories { owner: None, subgroups: true };
    assert_eq!(url(&all, Some(&next)), "/projects/?n=500&S=500");
    let below = |subgroups| Want::Repositories { owner: Some("octo-org/".to_owned()), subgroups };
    assert_eq!(url(&below(true), None), "/projects/?p=octo-org%2F&n=500&S=0");
    assert_eq!(url(&below(false), None), "/projects/?r=octo%5C-org%2F%5B%5E%2F%5D%2B&n=500&S=0");
    let one = Want::Repository { full_name: " octo-org/libs/money/ ".to_owned() };
    assert_eq!(url(&one, None), "/projects/octo-org%2Flibs%2Fmoney");
}

#[test]
fn changes_are_asked_for_by_project_and_time() {
    const OPTIONS: &str = "o=CURRENT_REVISION&o=CURRENT_COMMIT&o=DETAILED_ACCOUNTS&o=SKIP_DIFFSTAT&n=100&S=0";
    assert_eq!(
        url(&changes("octo-org/payments", None), None),
        format!("/changes/?q=project%3A%22octo-org%2Fpayments%22%20-is%3Aprivate&{OPTIONS}")
    );
    assert_eq!(
        url(&changes("octo-org/payments", Some("2026-11-25T23:39:01.999+01:00")), None),
        format!(
            "/changes/?q=project%3A%22octo-org%2Fpayments%22%20-is%3Aprivate%20after%3A%222026-11-25%2022%3A39%3A01%22&{OPTIONS}"
        )
    );
}

#[test]
fn the_log_is_asked_for_by_range_and_goes_on_with_a_commit() {
    let (from, known, next) = ("b".repeat(40), "a".repeat(40), Next::Cursor("c".repeat(40)));
    let log = "/plugins/gitiles/octo-org%2Fpayments/+log";
    assert_eq!(url(&commits(None), None), format!("{log}/{from}?format=JSON&n=500"));
    assert_eq!(
        url(&commits(Some(&known)), Some(&next)),
        format!("{log}/{known}..{from}?format=JSON&n=500&s={}", "c".repeat(40))
    );
}

#[test]
fn what_is_no_place_of_ours_is_never_requested() {
    let (repository_id, full_name) = project();
    let branches = Want::Branches { repository_id, full_name, etag: None, bulk: false };
    for next in [
        Next::Url("https://evil.example/a/projects/".to_owned()),
        Next::Cursor("-1".to_owned()),
        Next::Cursor("1&o=ALL_FILES".to_owned()),
    ] {
        assert_eq!(Gerrit.request(&branches, Some(&next), &SERVER).unwrap_err().code, Code::Internal, "{next:?}");
    }
    let next = Next::Cursor("x&name-status=1".to_owned());
    assert_eq!(Gerrit.request(&commits(None), Some(&next), &SERVER).unwrap_err().code, Code::Internal);
    for full_name in ["", "octo-org/../payments", "octo-org//payments", "/payments"] {
        let want = changes(full_name, None);
        assert_eq!(Gerrit.request(&want, None, &SERVER).unwrap_err().code, Code::Misconfigured, "{full_name}");
    }
}

fn read(kind: Kind, url: &str, status: u16, headers: &Headers, body: &str) -> Page {
    let asked = Asked {
        kind,
        repository_id: Some("payments"),
        base_url: Some("https://example.com/r"),
        url: Some(url),
        extent: Extent::Whole,
    };
    Gerrit.page(&asked, &Response { status, headers, body: body.as_bytes() }, None)
}

/// Branches tell no sign that there are more, so a full page is followed; projects may tell one.
#[test]
fn a_full_page_is_followed_by_another() {
    let branches: Vec<String> =
        (0..500).map(|n| format!(r#"{{"ref":"refs/heads/b{n}","revision":"{n:040x}"}}"#)).collect();
    let body = format!(")]}}'\n[{}]", branches.join(","));
    let page = read(
        Kind::Branches,
        "https://example.com/r/a/projects/payments/branches/?n=500&S=1000",
        200,
        &Headers::default(),
        &body,
    );
    assert_eq!(page.next, Some(Next::Cursor("1500".to_owned())));
    let projects: Vec<String> = (0..500).map(|n| format!(r#""p{n}":{{"state":"ACTIVE"}}"#)).collect();
    let body = format!(")]}}'\n{{{}}}", projects.join(","));
    let page =
        read(Kind::Repositories, "https://example.com/r/a/projects/?n=500&S=500", 200, &Headers::default(), &body);
    assert_eq!((page.rows.repositories.len(), page.next), (500, Some(Next::Cursor("1000".to_owned()))));
}

/// The sign that there are more stands on the last change, which may be the one that cannot be read.
#[test]
fn a_broken_last_change_does_not_end_the_list() {
    let changes: Vec<String> = (0..99).map(|n| format!(r#"{{"_number":{n}}}"#)).collect();
    let body = format!(")]}}'\n[{},{{\"_number\":{{}},\"_more_changes\":true}}]", changes.join(","));
    let page = read(Kind::PullRequests, "https://example.com/r/a/changes/?n=100&S=0", 200, &Headers::default(), &body);
    assert_eq!((page.rows.pull_requests.len(), page.skipped.len()), (99, 1));
    assert_eq!(page.next, Some(Next::Cursor("100".to_owned())));
}

fn delivered(body: &str, secrets: &[Secret]) -> (Proof, Reading) {
    let headers = Headers::default();
    let delivery = Delivery::new(&headers, body.as_bytes());
    let proven = Gerrit.verify(delivery, secrets, None).unwrap();
    (proven.proof(), Gerrit.read(&proven).unwrap())
}

/// Whatever a delivery carries that looks like a proof, and whatever secret there is: nothing is proven.
#[test]
fn nothing_is_ever_proven() {
    let headers: Headers = [
        ("Authorization", "Basic aW52aXRlZDpndWVzdA=="),
        ("X-Hub-Signature-256", "sha256=00"),
        ("X-Origin-Url", "https://example.com/r/"),
    ]
    .into_iter()
    .collect();
    let delivery = Delivery::new(&headers, b"{}");
    for secrets in [vec![], vec![Secret::new("")], vec![Secret::new("00"), Secret::new("guest")]] {
        assert_eq!(Gerrit.verify(delivery, &secrets, None).unwrap().proof(), Proof::None);
    }
}

#[test]
fn an_event_is_known_again_in_both_dialects() {
    let event = |project: &str, key: &str, created: u32| {
        format!(
            r#"{{"type":"patchset-created","change":{{"project":"payments","number":1}},"patchSet":{{"number":2}},"project":{project},"changeKey":{key},"eventCreatedOn":{created}}}"#
        )
    };
    let id = |body: &str| delivered(body, &[]).1.delivery_id;
    let stream = id(&event(r#""payments""#, r#"{"id":"I1"}"#, 7));
    assert_eq!(stream.as_deref(), Some("patchset-created:payments:1:2::7"));
    assert_eq!(stream, id(&event(r#"{"name":"payments"}"#, r#"{"key":"I1"}"#, 7)));
    assert_ne!(stream, id(&event(r#""payments""#, r#"{"id":"I1"}"#, 8)));
    assert_eq!(id(r#"{"type":"patchset-created","change":{"project":"payments","number":1}}"#), None, "no time, no id");
}

#[test]
fn deep_nesting_is_told_and_no_overflow() {
    let deep = format!("{{\"change\":{}{}}}", "[".repeat(200_000), "]".repeat(200_000));
    let headers = Headers::default();
    let proven = Gerrit.verify(Delivery::new(&headers, deep.as_bytes()), &[], None).unwrap();
    assert_eq!(Gerrit.read(&proven).unwrap_err().code, Code::Malformed);
    let page = read(Kind::Repositories, "", 200, &headers, &deep);
    assert_eq!(
        page.skipped.iter().map(Error::to_string).collect::<Vec<_>>(),
        ["change: expected an object, found a list"]
    );
}

/// The stories of all hosts, with the requests and answers of Gerrit and of gitiles.
mod stories {
    use super::super::world::{GerritPeer, merged};
    use crate::model::State;
    use crate::sync::Task;
    use crate::sync::stories::{lively, settle};
    use crate::sync::world::{Pull, World};

    crate::sync::stories::tell!(GerritPeer { gitiles: true });

    /// Without gitiles, commits are read one at a time, and only so many of each branch.
    const BARE: GerritPeer = GerritPeer { gitiles: false };

    #[test]
    fn a_small_project_without_gitiles_is_read_whole() {
        let mut world = World::new(&BARE);
        lively(&mut world.remote, 150);
        world.drive(Task::Branches);
        world.assert_complete("one commit at a time");
        world.assert_whole("one commit at a time");
        let (sent, commits) = (world.sent(), world.remote.commits.len());
        println!("{sent} requests for {commits} commits without gitiles");
        world.remote.grow("main", 3, 200_000);
        world.remote.merge("feature/10", "main", 210_000);
        world.drive(Task::Branches);
        world.assert_complete("four commits more");
        println!("{} requests for four commits more", world.sent());
        world.drive(Task::Branches);
        println!("{} requests for a quiet poll", world.sent());
    }

    #[test]
    fn a_crash_without_gitiles_loses_nothing() {
        for crash in 1..=14 {
            let mut world = World::new(&BARE);
            lively(&mut world.remote, 12);
            world.crashes.insert(crash);
            world.doubles = false;
            world.drive(Task::Branches);
            world.assert_complete(&format!("crash at answer {crash}"));
        }
    }

    /// What was not met may only be too far away.
    #[test]
    fn a_rewritten_branch_without_gitiles_gives_up_nothing() {
        let mut world = World::new(&BARE);
        world.remote.grow("main", 20, 0);
        world.drive(Task::Branches);
        let base = world.remote.log(&world.remote.branches["main"])[5].clone();
        let rewritten = world.remote.commit(&[&base], 100);
        world.remote.branches.insert("main".to_owned(), rewritten.clone());
        settle(&mut world);
        assert_eq!(world.store.alive(), world.remote.branches);
        assert!(world.store.reachable().contains(&rewritten));
        assert_eq!(world.store.reachable().len(), 21);
    }

    #[test]
    fn merged_changes_bring_history_that_is_too_far_away_without_gitiles() {
        let mut world = World::new(&BARE);
        world.remote.grow("main", 700, 0);
        world.remote.pulls = (1..=100).map(|number| (number, Pull { updated: number, state: State::Merged })).collect();
        world.drive(Task::Branches);
        assert_eq!(world.store.commits.len(), 200, "as many as are read of one branch");
        world.drive(Task::PullRequests);
        world.assert_pulls("changes");
        world.assert_whole("the commits of changes, too");
        for number in 1..=100 {
            let commit = merged(&world.remote, number).unwrap();
            assert!(world.store.commits.contains_key(&commit), "the commit of change {number}");
        }
    }

    #[test]
    fn gitiles_that_is_installed_later_brings_the_history_within_a_day() {
        let mut world = World::new(&BARE);
        world.remote.grow("main", 700, 0);
        world.drive(Task::Branches);
        world.peer = &GerritPeer { gitiles: true };
        world.now = world.now.plus_ms(86_400_000);
        world.drive(Task::Branches);
        world.assert_complete("everything is listed");
    }
}
