//! Azure DevOps against its fixtures, the laws that every host keeps, and its own.

use super::AzureDevOps;
use crate::error::{Code, Error};
use crate::host::suite::Suite;
use crate::host::{Asked, Delivery, Host, Kind, Next, Page, Server, Want};
use crate::http::{Headers, Response};
use crate::json::Extent;
use crate::signature::Secret;
use crate::time::Timestamp;

const ORGANISATION: &str = "https://dev.azure.com/octo-org";

fn server(base_url: &str) -> Server<'_> {
    Server { base_url, ..Server::default() }
}

static SUITE: Suite = Suite {
    host: &AzureDevOps,
    sign: |secret, _| [("Authorization", basic("jigit", secret))].into_iter().collect(),
    signature_headers: &["Authorization", "X-Jigit-Secret"],
    server: Server { base_url: ORGANISATION, credential: "token", username: "", dialect: None },
    owner: "Payments Team",
    full_name: "Payments Team/payments",
};

fn basic(user: &str, password: &str) -> String {
    let credentials = format!("{user}:{password}");
    format!("Basic {}", base64::Engine::encode(&base64::engine::general_purpose::STANDARD, credentials))
}

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

/// A commit alone can be asked for with the list of what it changed; it is asked for without.
#[test]
fn no_answer_holds_contents() {
    SUITE.no_answer_holds_contents();
    for endpoint in AzureDevOps.describe().endpoints {
        assert_eq!(endpoint.method, "GET");
        let holds_changes = ["/changes", "/diffs", "/items", "/blobs", "/trees", "/pushes"]
            .iter()
            .any(|part| endpoint.path.contains(part));
        assert!(!holds_changes, "{} is answered with changes", endpoint.path);
        if endpoint.path.contains("/commits/") {
            let counts: Vec<_> = endpoint.query.iter().filter(|parameter| parameter.name == "changeCount").collect();
            assert_eq!(counts.iter().map(|count| count.values.as_slice()).collect::<Vec<_>>(), [["0"]]);
        }
    }
}

/// Every server of a connection is asked in the version that it wants.
#[test]
fn every_request_tells_the_version() {
    let wants = [
        Want::Account,
        commits(None, None),
        pull_requests(None),
        Want::Repository { full_name: "Payments/payments".to_owned() },
        Want::Repositories { owner: None, subgroups: true },
    ];
    for (dialect, version) in [(None, "7.0"), (Some("6.0"), "6.0"), (Some("5.0"), "5.0"), (Some("4.1&x=y"), "7.0")] {
        let server = Server { dialect, ..server(ORGANISATION) };
        for want in &wants {
            let url = AzureDevOps.request(want, None, &server).unwrap().url;
            let preview = if *want == Want::Account { "-preview" } else { "" };
            assert!(url.ends_with(&format!("api-version={version}{preview}")), "{url}");
        }
    }
}

#[test]
fn requests_name_the_credential_and_never_hold_it() {
    let want = Want::Branches {
        repository_id: "7c9e6679-7425-40de-944b-e07fc1f90ae7".to_owned(),
        full_name: "Payments Team/payments".to_owned(),
        etag: Some("\"e\"".to_owned()),
        bulk: false,
    };
    let first = AzureDevOps.request(&want, None, &server(ORGANISATION)).unwrap();
    let refs = "https://dev.azure.com/octo-org/_apis/git/repositories/7c9e6679-7425-40de-944b-e07fc1f90ae7/refs";
    assert_eq!(
        (first.method.as_str(), first.url.as_str()),
        ("GET", format!("{refs}?filter=heads%2F&%24top=1000&api-version=7.0").as_str())
    );
    let header = |name: &str| first.headers.get(name).map(str::to_owned);
    assert_eq!(header("Accept").as_deref(), Some("application/json"));
    assert_eq!(header("X-TFS-FedAuthRedirect").as_deref(), Some("Suppress"));
    assert_eq!(header("User-Agent").as_deref(), Some("Jigit"));
    assert_eq!((header("Authorization"), header("If-None-Match")), (None, None));
    let placement = first.credential.unwrap();
    assert_eq!(
        (
            placement.credential.as_str(),
            placement.header.as_str(),
            placement.prefix.as_str(),
            placement.user.as_deref()
        ),
        ("token", "Authorization", "Basic ", Some(""))
    );
    let next = Next::Cursor("refs/heads/a&b".to_owned());
    let second = AzureDevOps.request(&want, Some(&next), &server(ORGANISATION)).unwrap();
    assert_eq!(
        second.url,
        format!("{refs}?filter=heads%2F&%24top=1000&continuationToken=refs%2Fheads%2Fa%26b&api-version=7.0")
    );
}

fn commits(known: Option<&str>, since: Option<&str>) -> Want {
    Want::Commits {
        repository_id: "7c9e6679-7425-40de-944b-e07fc1f90ae7".to_owned(),
        full_name: "Payments Team/payments".to_owned(),
        from: "c".repeat(40),
        known: known.map(str::to_owned),
        since: since.and_then(Timestamp::parse),
    }
}

fn pull_requests(since: Option<&str>) -> Want {
    Want::PullRequests {
        repository_id: "7c9e6679-7425-40de-944b-e07fc1f90ae7".to_owned(),
        full_name: "Payments Team/payments".to_owned(),
        etag: None,
        since: since.and_then(Timestamp::parse),
        bulk: false,
    }
}

/// The query of a request, without what all requests have.
fn query(want: &Want, cursor: Option<&str>) -> Vec<(String, String)> {
    let next = cursor.map(|cursor| Next::Cursor(cursor.to_owned()));
    let url = AzureDevOps.request(want, next.as_ref(), &server(ORGANISATION)).unwrap().url;
    let query = url.split_once('?').unwrap().1.to_owned();
    let pairs = form_urlencoded::parse(query.as_bytes())
        .map(|(name, value)| (name.trim_start_matches("searchCriteria.").to_owned(), value.into_owned()));
    pairs.filter(|(name, _)| name != "api-version").collect()
}

fn pairs(query: &[(String, String)]) -> Vec<(&str, &str)> {
    query.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect()
}

/// With two versions, the walk begins at the one that is compared and leaves out what the other one reaches.
#[test]
fn a_range_begins_at_the_head_and_leaves_out_what_is_known() {
    let (head, known) = ("c".repeat(40), "d".repeat(40));
    assert_eq!(
        pairs(&query(&commits(None, None), None)),
        [
            ("itemVersion.version", head.as_str()),
            ("itemVersion.versionType", "commit"),
            ("$top", "100"),
            ("$skip", "0")
        ]
    );
    assert_eq!(
        pairs(&query(&commits(Some(&known), Some("2026-01-01T01:00:00+01:00")), Some("200"))),
        [
            ("itemVersion.version", known.as_str()),
            ("itemVersion.versionType", "commit"),
            ("compareVersion.version", head.as_str()),
            ("compareVersion.versionType", "commit"),
            ("fromDate", "2026-01-01T00:00:00.000Z"),
            ("$top", "100"),
            ("$skip", "200"),
        ]
    );
}

#[test]
fn pull_requests_are_read_whole_once_and_then_the_active_and_the_closed_ones() {
    let since = Some("2026-03-01T00:00:00Z");
    let first = query(&pull_requests(None), None);
    assert_eq!(pairs(&first), [("status", "all"), ("$top", "100"), ("$skip", "0")]);
    let active = query(&pull_requests(since), None);
    assert_eq!(pairs(&active), [("status", "active"), ("$top", "100"), ("$skip", "0")]);
    for status in ["completed", "abandoned"] {
        let closed = query(&pull_requests(since), Some(&format!("{status}:100")));
        assert_eq!(
            pairs(&closed),
            [
                ("status", status),
                ("queryTimeRangeType", "closed"),
                ("minTime", "2026-03-01T00:00:00.000Z"),
                ("$top", "100"),
                ("$skip", "100"),
            ]
        );
    }
}

/// What a server has, asked as sync asks: page after page until none follows.
fn everything(want: &Want, answer: impl Fn(&[(String, String)]) -> String) -> (Vec<i64>, usize) {
    let (mut next, mut numbers, mut asked_times) = (None, Vec::new(), 0);
    loop {
        let url = AzureDevOps.request(want, next.as_ref(), &server(ORGANISATION)).unwrap().url;
        let query = form_urlencoded::parse(url.split_once('?').unwrap().1.as_bytes()).into_owned().collect::<Vec<_>>();
        let body = answer(&query);
        let asked = Asked {
            kind: want.kind(),
            repository_id: want.repository_id(),
            base_url: Some(ORGANISATION),
            url: Some(&url),
            extent: Extent::Whole,
        };
        let headers = Headers::default();
        let page = AzureDevOps.page(&asked, &Response { status: 200, headers: &headers, body: body.as_bytes() }, None);
        assert_eq!(page.error, None);
        asked_times += 1;
        assert!(asked_times < 100, "no end");
        numbers.extend(page.rows.pull_requests.iter().map(|row| row.number));
        numbers.extend(page.rows.commits.iter().map(|row| i64::from_str_radix(&row.sha[30..], 16).unwrap()));
        next = page.next;
        if next.is_none() {
            return (numbers, asked_times);
        }
    }
}

fn value<'a>(query: &'a [(String, String)], name: &str) -> Option<&'a str> {
    query.iter().find(|(found, _)| found == name).map(|(_, value)| value.as_str())
}

/// 250 pull requests: the even ones are completed, every tenth abandoned, the others active; each closed at its number's minute.
fn some_pull_requests(query: &[(String, String)], knows_times: bool) -> String {
    let status_of = |n: i64| match n {
        n if n % 10 == 0 => "abandoned",
        n if n % 2 == 0 => "completed",
        _ => "active",
    };
    let closed = |n: i64| Timestamp::parse("2026-03-01T00:00:00Z").unwrap().plus_ms(n * 60_000);
    let status = value(query, "searchCriteria.status").unwrap();
    let since = value(query, "searchCriteria.minTime").and_then(Timestamp::parse).filter(|_| knows_times);
    let number = |name: &str| value(query, name).unwrap().parse::<usize>().unwrap();
    let found: Vec<String> = (1..=250)
        .rev()
        .filter(|n| status == "all" || status_of(*n) == status)
        .filter(|n| since.is_none_or(|since| closed(*n) >= since))
        .skip(number("$skip"))
        .take(number("$top"))
        .map(|n| match status_of(n) {
            "active" => format!(r#"{{"pullRequestId":{n},"status":"active"}}"#),
            status => format!(r#"{{"pullRequestId":{n},"status":"{status}","closedDate":"{}"}}"#, closed(n)),
        })
        .collect();
    format!(r#"{{"count":{},"value":[{}]}}"#, found.len(), found.join(","))
}

#[test]
fn a_first_reading_meets_every_pull_request_once() {
    let (numbers, asked) = everything(&pull_requests(None), |query| some_pull_requests(query, true));
    assert_eq!(numbers, (1..=250).rev().collect::<Vec<_>>());
    assert_eq!(asked, 3);
}

/// Servers before 2022 do not know the filter by time: more pages, the same rows.
#[test]
fn later_readings_meet_what_is_active_or_was_closed_since() {
    // Minute 240: of the closed ones, 240, 242, 244, 246, 248 and 250 are left.
    let want = pull_requests(Some("2026-03-01T04:00:00Z"));
    let (known, asked) = everything(&want, |query| some_pull_requests(query, true));
    assert_eq!(known.iter().filter(|n| *n % 2 == 1).count(), 125);
    assert_eq!(known.iter().filter(|n| *n % 2 == 0).copied().collect::<Vec<_>>(), [248, 246, 244, 242, 250, 240]);
    assert_eq!(asked, 2 + 1 + 1);
    let (ignored, asked) = everything(&want, |query| some_pull_requests(query, false));
    assert_eq!(ignored, known);
    assert_eq!(asked, 2 + 2 + 1);
}

#[test]
fn commits_are_paged_until_a_page_is_not_full() {
    for (total, pages) in [(0, 1), (99, 1), (100, 2), (250, 3)] {
        let (numbers, asked) = everything(&commits(None, None), |query| {
            let number = |name: &str| value(query, name).unwrap().parse::<usize>().unwrap();
            let found: Vec<String> = (1..=total)
                .skip(number("searchCriteria.$skip"))
                .take(number("searchCriteria.$top"))
                .map(|n| format!(r#"{{"commitId":"{n:040x}"}}"#))
                .collect();
            format!(r#"{{"count":{},"value":[{}]}}"#, found.len(), found.join(","))
        });
        assert_eq!(numbers, (1..=total).map(i64::from).collect::<Vec<_>>());
        assert_eq!(asked, pages, "{total} commits");
    }
}

#[test]
fn names_in_addresses_are_encoded() {
    let want = Want::Repository { full_name: "Zahlung & Co/api #1".to_owned() };
    assert_eq!(
        AzureDevOps.request(&want, None, &server("https://tfs.example.com/tfs/DefaultCollection")).unwrap().url,
        "https://tfs.example.com/tfs/DefaultCollection/Zahlung%20%26%20Co/_apis/git/repositories/api%20%231?api-version=7.0"
    );
}

/// A project that is not found is asked for as if it were a user, too; the answer must not change.
#[test]
fn there_are_no_repositories_of_users() {
    let (owner, server) = ("Payments".to_owned(), server(ORGANISATION));
    let project =
        AzureDevOps.request(&Want::Repositories { owner: Some(owner.clone()), subgroups: false }, None, &server);
    assert_eq!(AzureDevOps.request(&Want::UserRepositories { owner }, None, &server), project);
}

#[test]
fn what_leads_elsewhere_is_never_requested() {
    for (next, code) in [
        (Next::Url("https://evil.example/octo-org/_apis/git/repositories".to_owned()), Code::Redirected),
        (Next::Url("https://dev.azure.com/other-org/_apis/git/repositories".to_owned()), Code::Redirected),
        (Next::Url("https://dev.azure.com/octo-org/../other-org/_apis".to_owned()), Code::Redirected),
    ] {
        let want = Want::Repositories { owner: None, subgroups: true };
        assert_eq!(AzureDevOps.request(&want, Some(&next), &server(ORGANISATION)).unwrap_err().code, code);
    }
    for (want, cursor) in [
        (commits(None, None), "x"),
        (commits(None, None), "-1"),
        (pull_requests(None), "100"),
        (pull_requests(None), "open:0"),
        (pull_requests(None), "all:x&y=z"),
    ] {
        let next = Next::Cursor(cursor.to_owned());
        assert_eq!(AzureDevOps.request(&want, Some(&next), &server(ORGANISATION)).unwrap_err().code, Code::Internal);
    }
    for full_name in ["payments", "../payments", "Payments/..", "Payments/payments/pullrequests"] {
        let want = Want::Repository { full_name: full_name.to_owned() };
        let error = AzureDevOps.request(&want, None, &server(ORGANISATION)).unwrap_err();
        assert_eq!(error.code, Code::Misconfigured, "{full_name}");
    }
}

/// From the newest version down to the oldest, and then no further.
#[test]
fn a_server_is_asked_in_older_versions_until_one_fits() {
    let refused = br#"{"message":"The requested REST API version of 7.0 is out of range for this server.","typeKey":"VssVersionOutOfRangeException"}"#;
    let headers = Headers::default();
    let (mut dialect, mut asked_in) = (None, Vec::new());
    let page: Page = loop {
        let server = Server { dialect: dialect.as_deref(), ..server(ORGANISATION) };
        let url = AzureDevOps.request(&Want::Account, None, &server).unwrap().url;
        asked_in.push(url.rsplit('=').next().unwrap().to_owned());
        let asked =
            Asked { kind: Kind::Account, repository_id: None, base_url: None, url: Some(&url), extent: Extent::Whole };
        let page = AzureDevOps.page(&asked, &Response { status: 400, headers: &headers, body: refused }, None);
        if !page.moved {
            break page;
        }
        assert!(page.next.is_none() && page.error.is_none());
        dialect = page.dialect;
    };
    assert_eq!(asked_in, ["7.0-preview", "6.0-preview", "5.0-preview"]);
    assert_eq!(page.error.map(|error| error.code), Some(Code::BadRequest));
}

/// Events are named in the body, which is not signed, so what it says is kept only as far as it is short.
#[test]
fn long_texts_are_not_kept() {
    let long = "x".repeat(1_000);
    let body = format!(r#"{{"id":"{long}","eventType":"{long}"}}"#);
    let headers = Headers::default();
    let delivery = Delivery::new(&headers, body.as_bytes());
    let reading = AzureDevOps.read(&AzureDevOps.verify(delivery, &[], None).unwrap()).unwrap();
    assert_eq!(reading.delivery_id, None);
    assert_eq!(reading.event.map(|event| event.chars().count()), Some(65));
    assert_eq!(reading.ignored.as_deref(), Some("unknown_event"));
}

/// A secret is never found by its parts, nor by what stands around it.
#[test]
fn only_the_whole_secret_counts() {
    for (user, password, fits) in [
        ("jigit", "s3cret", true),
        ("", "s3cret", true),
        ("jigit", "s3cre", false),
        ("jigit", "s3cret ", false),
        ("s3cret", "", false),
        ("jigit:s3cret", "", false),
        ("", "", false),
    ] {
        let headers: Headers = [("Authorization", basic(user, password))].into_iter().collect();
        let delivery = Delivery::new(&headers, b"{}");
        let verified = AzureDevOps.verify(delivery, &[Secret::new(""), Secret::new("s3cret")], None);
        assert_eq!(
            verified.map(|_| ()).map_err(|error| error.code),
            if fits { Ok(()) } else { Err(Code::BadSignature) }
        );
    }
}

/// A large push with one broken commit: the others are all there.
#[test]
fn a_large_push_loses_only_the_broken_commit() {
    let mut commits: Vec<String> =
        (1..=2048).map(|n| format!(r#"{{"commitId":"{n:040x}","comment":"PAY-{n} x"}}"#)).collect();
    commits[1000] = r#"{"commitId":7}"#.to_owned();
    let body = format!(
        r#"{{"eventType":"git.push","resource":{{"refUpdates":[{{"name":"refs/heads/main","newObjectId":"{:040x}"}}],"commits":[{}]}}}}"#,
        1,
        commits.join(",")
    );
    let headers = Headers::default();
    let delivery = Delivery::new(&headers, body.as_bytes());
    let reading = AzureDevOps.read(&AzureDevOps.verify(delivery, &[], None).unwrap()).unwrap();
    assert_eq!(reading.update.commits.len(), 2047);
    assert_eq!(reading.skipped.len(), 1);
    assert_eq!(reading.skipped[0].at, "resource.commits[1000].commitId");
}

#[test]
fn deep_nesting_is_told_and_no_overflow() {
    let deep = [
        b"{\"eventType\":\"git.push\",\"resource\":{\"commits\":".to_vec(),
        b"[".repeat(500_000),
        b"]".repeat(500_000),
        b"}}".to_vec(),
    ]
    .concat();
    let headers = Headers::default();
    let proven = AzureDevOps.verify(Delivery::new(&headers, &deep), &[], None).unwrap();
    let reading = AzureDevOps.read(&proven).unwrap();
    assert_eq!(
        reading.skipped.iter().map(Error::to_string).collect::<Vec<_>>(),
        ["resource.commits[0]: expected an object, found a list"]
    );
    let asked = Asked { kind: Kind::Commits, repository_id: None, base_url: None, url: None, extent: Extent::Whole };
    let page = AzureDevOps.page(&asked, &Response { status: 200, headers: &headers, body: &deep }, None);
    assert_eq!(page.error.map(|error| error.code), Some(Code::Malformed));
}

/// The stories of all hosts, with Azure DevOps' own requests and answers.
mod stories {
    use super::super::world::{AzurePeer, SERVICES};

    crate::sync::stories::tell!(SERVICES);

    mod where_nothing_is_compared {
        use super::*;
        crate::sync::stories::tell!(calmly AzurePeer { compares: false, ..SERVICES });
    }

    /// It knows neither the newest version of the API nor the filter by time, and its lists of branches are short.
    mod on_server_2019 {
        use super::*;
        crate::sync::stories::tell!(calmly AzurePeer { version: "5.0", closed_since: false, branches: 5, ..SERVICES });
    }
}
