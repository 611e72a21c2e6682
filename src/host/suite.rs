//! The tests that every host must pass: its fixtures against their snapshots, and the laws that all hosts share.
//!
//! A fixture is one JSON file below the host's `fixtures/`, as the command-line door takes it: `deliveries/<event>/<circumstance>.json`
//! for `core deliver`, `pages/<want>/<circumstance>.json` for `core page`. A `body` that is no text is written as compact
//! JSON with its keys sorted; `body_base64` holds bytes that are no text. A delivery without the member `secret` is signed by
//! the suite; `null` means a connection without a secret. `FIXTURE=github/deliveries/push` narrows, `INSTA_UPDATE=always` rewrites.

use std::fs;
use std::path::{Path, PathBuf};

use serde::Deserialize;
use serde_json::{Value, json};

use super::describe::Endpoint;
use super::{Asked, Delivery, Host, Kind, Next, Page, Proof, Reading, Server, Want};
use crate::error::{Code, Error};
use crate::http::{Headers, Request, Response};
use crate::json::Extent;
use crate::model::{Unlinked, Update};
use crate::signature::{Secret, sha256_hex};
use crate::time::Timestamp;

/// A host under test.
pub struct Suite {
    /// The host.
    pub host: &'static dyn Host,
    /// Signs a body with a secret as the host does.
    pub sign: fn(&str, &[u8]) -> Headers,
    /// The headers that a signature is in.
    pub signature_headers: &'static [&'static str],
    /// A server whose requests are looked at.
    pub server: Server<'static>,
    /// An owner on it.
    pub owner: &'static str,
    /// A repository on it.
    pub full_name: &'static str,
}

/// A recorded or written delivery.
#[derive(Deserialize)]
struct DeliveryFixture {
    headers: Value,
    #[serde(flatten)]
    body: Body,
    #[serde(default, deserialize_with = "present_even_if_null")]
    secret: Option<Value>,
    now: Option<Timestamp>,
}

/// A recorded or written answer.
#[derive(Deserialize)]
struct PageFixture {
    want: Kind,
    repository_id: Option<String>,
    base_url: Option<String>,
    request: Option<Asking>,
    now: Option<Timestamp>,
    response: Answered,
}

#[derive(Deserialize)]
struct Asking {
    url: String,
}

#[derive(Deserialize)]
struct Answered {
    status: u16,
    headers: Value,
    #[serde(flatten)]
    body: Body,
}

#[derive(Deserialize)]
struct Body {
    body: Option<Value>,
    body_base64: Option<String>,
}

impl Body {
    fn bytes(&self) -> Vec<u8> {
        match (&self.body, &self.body_base64) {
            (Some(Value::String(text)), None) => text.clone().into_bytes(),
            (Some(json), None) => serde_json::to_vec(json).unwrap(),
            (None, Some(text)) => base64::Engine::decode(&base64::engine::general_purpose::STANDARD, text).unwrap(),
            (None, None) => Vec::new(),
            (Some(_), Some(_)) => panic!("a fixture has either body or body_base64"),
        }
    }
}

fn present_even_if_null<'de, D: serde::Deserializer<'de>>(deserializer: D) -> Result<Option<Value>, D::Error> {
    Value::deserialize(deserializer).map(Some)
}

fn headers(json: &Value) -> Headers {
    json.as_object().unwrap().iter().map(|(name, value)| (name.clone(), value.as_str().unwrap())).collect()
}

/// A delivery that was prepared for the host: signed by the suite where the fixture does not say otherwise.
struct Prepared {
    headers: Headers,
    body: Vec<u8>,
    secrets: Vec<Secret>,
    now: Option<Timestamp>,
}

impl Suite {
    /// Every fixture gives what its snapshot says.
    pub fn fixtures_give_their_snapshots(&self) {
        for folder in ["deliveries", "pages"] {
            insta::glob!(self.folder(), &format!("{folder}/**/*.json"), |path| {
                if std::env::var("FIXTURE").is_ok_and(|part| !path.to_string_lossy().contains(&part)) {
                    return;
                }
                let seen = match folder {
                    "deliveries" => shown_reading(&self.read(&self.prepare(path))),
                    _ => shown_page(&self.page(&page_fixture(path))),
                };
                let mut settings = insta::Settings::clone_current();
                settings.set_snapshot_path(path.parent().unwrap());
                settings.set_prepend_module_to_snapshot(false);
                settings.remove_snapshot_suffix();
                settings.set_omit_expression(true);
                settings.remove_input_file();
                settings.bind(|| insta::assert_json_snapshot!(path.file_stem().unwrap().to_str().unwrap(), seen));
            });
        }
    }

    /// No snapshot is left behind by a fixture that is gone or renamed.
    pub fn every_snapshot_has_its_fixture(&self) {
        for snapshot in files(&self.folder(), "snap") {
            assert!(snapshot.with_extension("json").exists(), "{} has no fixture: delete it", snapshot.display());
        }
    }

    /// What a host says it sees and wants to be told has a fixture.
    pub fn every_capability_has_a_fixture(&self) {
        let description = self.host.describe();
        for kind in description.sees {
            let folder = self.folder().join("pages").join(json!(kind).as_str().unwrap());
            assert!(folder.is_dir(), "{} has no fixtures: add one", folder.display());
        }
        for event in description.webhook.events {
            let folder = self.folder().join("deliveries").join(event.to_lowercase().replace([' ', '.', '-'], "_"));
            assert!(folder.is_dir(), "{} has no fixtures: add one", folder.display());
        }
    }

    /// What every row must keep, wherever it comes from.
    pub fn rows_keep_the_laws(&self) {
        for path in self.deliveries() {
            if let Ok((_, reading)) = self.read(&self.prepare(&path)) {
                keeps_the_laws(&reading.update, &path);
                let says_nothing = reading.update.is_empty() && reading.pokes.is_empty();
                assert_eq!(reading.ignored.is_some(), says_nothing, "ignored means nothing to do: {}", path.display());
            }
        }
        for path in self.pages() {
            let page = self.page(&page_fixture(&path));
            keeps_the_laws(&page.rows, &path);
            let answer_is_empty = page.unchanged || page.moved;
            assert!(!answer_is_empty || page.rows.is_empty(), "rows in an answer that has none: {}", path.display());
            let told_where = page.next.is_some() || page.dialect.is_some();
            assert!(!page.moved || told_where, "moved, but where to? {}", path.display());
            assert!(page.error.is_none() || page.next.is_none(), "an error and a next page: {}", path.display());
        }
    }

    /// Where no issue key stands in a body, its outline tells all that is left of it, and all that reading on needs.
    pub fn an_outline_tells_what_is_left_without_keys(&self) {
        for path in self.deliveries() {
            let prepared = self.prepare(&path);
            let outlined = self.read_to(Extent::Outline, &prepared);
            let (Ok((_, mut whole)), Ok((_, mut outline))) = (self.read(&prepared), outlined) else { continue };
            leave_out_what_names_no_issue(&mut whole.update);
            leave_out_what_names_no_issue(&mut outline.update);
            outline.skipped.clone_from(&whole.skipped);
            assert_eq!(outline, whole, "{}", path.display());
        }
        for path in self.pages() {
            let fixture = page_fixture(&path);
            let body = fixture.response.body.bytes();
            let (mut whole, mut outline) = (self.page(&fixture), self.page_to(Extent::Outline, &fixture, &body));
            if whole.error.is_some() {
                continue;
            }
            if !whole.skipped.is_empty() {
                // More elements may be read, for their details may have any shape.
                let has = |sha: &str| whole.rows.commits.iter().any(|commit| commit.sha == sha);
                outline.rows.commits.retain(|commit| has(&commit.sha));
                let has = |number: i64| whole.rows.pull_requests.iter().any(|pull| pull.number == number);
                outline.rows.pull_requests.retain(|pull| has(pull.number));
                outline.skipped.clone_from(&whole.skipped);
            }
            assert_eq!(what_sync_needs(&outline), what_sync_needs(&whole), "{}", path.display());
            leave_out_what_names_no_issue(&mut whole.rows);
            leave_out_what_names_no_issue(&mut outline.rows);
            assert_eq!(outline, whole, "{}", path.display());
        }
    }

    /// A delivery that proves nothing pokes sync for everything that it has rows for.
    pub fn what_is_not_proven_still_pokes(&self) {
        for path in self.deliveries() {
            let prepared = Prepared { secrets: Vec::new(), ..self.prepare(&path) };
            if let Ok((proof, reading)) = self.read(&prepared) {
                assert_eq!(proof, Proof::None);
                let needs_sync = !reading.update.branches.is_empty() || !reading.update.pull_requests.is_empty();
                assert!(!needs_sync || !reading.pokes.is_empty(), "rows, but no poke: {}", path.display());
            }
        }
    }

    /// A signature counts for exactly the bytes that were signed, and for one of the secrets; a shared secret only for itself.
    pub fn what_is_proven_is_proven_by_the_secret(&self) {
        let proof = self.host.describe().webhook.proof;
        let mut tried = 0;
        for path in self.deliveries() {
            let fixture: DeliveryFixture = load(&path);
            let prepared = self.prepare(&path);
            if fixture.secret.is_some() || self.read(&prepared).is_err() {
                continue;
            }
            assert_eq!(self.read(&prepared).unwrap().0, proof, "{}", path.display());
            if proof == Proof::None {
                tried += 1;
                continue;
            }
            let step = if tried == 0 { 1 } else { prepared.body.len() / 10 + 1 };
            for at in (0..prepared.body.len()).step_by(step).filter(|_| proof == Proof::Signed) {
                let mut body = prepared.body.clone();
                body[at] ^= 1;
                self.is_refused(&Prepared {
                    body,
                    headers: prepared.headers.clone(),
                    secrets: prepared.secrets.clone(),
                    now: prepared.now,
                });
            }
            tried += 1;
            self.is_refused(&Prepared { secrets: vec![Secret::new("another one")], ..prepared });
        }
        assert!(tried > 0, "no delivery was tried");
    }

    fn is_refused(&self, prepared: &Prepared) {
        let delivery = Delivery::new(&prepared.headers, &prepared.body);
        let error =
            self.host.verify(delivery, &prepared.secrets, prepared.now).expect_err("a changed body was accepted");
        assert_eq!(error.code, Code::BadSignature);
    }

    /// Broken bytes are an error at worst: every fixture cut at many lengths, and with many bytes changed.
    pub fn broken_bodies_never_panic(&self) {
        for path in self.deliveries() {
            let prepared = Prepared { secrets: Vec::new(), ..self.prepare(&path) };
            broken(&prepared.body, |body| {
                let delivery = Delivery::new(&prepared.headers, body);
                let proven = self.host.verify(delivery, &[], prepared.now).unwrap();
                if let Ok(reading) = self.host.read(&proven) {
                    keeps_the_laws(&reading.update, &path);
                }
            });
        }
        for path in self.pages() {
            let fixture = page_fixture(&path);
            broken(&fixture.response.body.bytes(), |body| keeps_the_laws(&self.page_of(&fixture, body).rows, &path));
        }
    }

    /// Nothing is requested but what the description lists: first requests, next links and redirects.
    pub fn every_request_is_listed(&self) {
        let endpoints = self.host.describe().endpoints;
        let wants = wants(self.owner, self.full_name);
        let first = self.host.request(&Want::Account, None, &self.server).unwrap();
        let root = root(&endpoints, &first);
        for want in &wants {
            match self.host.request(want, None, &self.server) {
                Ok(request) => is_listed(&endpoints, &request, &root),
                // Some hosts never need some of them.
                Err(error) => assert_eq!(error.code, Code::Internal, "{want:?}: {error}"),
            }
        }
        for path in self.pages() {
            let fixture = page_fixture(&path);
            let (Some(next), Some(base_url)) = (self.page(&fixture).next, &fixture.base_url) else {
                continue;
            };
            let server = Server { base_url, ..self.server };
            // Some hosts never need some of them.
            let fits = |want: &&Want| want.kind() == fixture.want && self.host.request(want, None, &server).is_ok();
            let want = wants.iter().rfind(fits).unwrap();
            let request = self.host.request(want, Some(&next), &server).unwrap();
            if let Next::Url(link) = &next {
                assert_eq!(request.url, *link, "a next link is kept as it is: {}", path.display());
            }
            let first = self.host.request(&Want::Account, None, &server).unwrap();
            is_listed(&endpoints, &request, &self::root(&endpoints, &first));
        }
    }

    /// No answer to a listed request holds what a file contains or how it changed; such a fixture is a request too many.
    pub fn no_answer_holds_contents(&self) {
        for path in self.pages() {
            let body = page_fixture(&path).response.body.body.map(behind_a_prefix);
            let found =
                body.as_ref().and_then(|body| member(body, &["content", "diff", "files", "patch", "tree_diff"]));
            assert_eq!(found, None, "in {}", path.display());
        }
        for endpoint in self.host.describe().endpoints {
            assert!(!endpoint.purpose.is_empty() && !endpoint.reads.is_empty(), "{} does not tell why", endpoint.path);
        }
    }

    fn folder(&self) -> PathBuf {
        Path::new(env!("CARGO_MANIFEST_DIR")).join("src/host").join(self.host.describe().name).join("fixtures")
    }

    fn deliveries(&self) -> Vec<PathBuf> {
        files(&self.folder().join("deliveries"), "json")
    }

    fn pages(&self) -> Vec<PathBuf> {
        files(&self.folder().join("pages"), "json")
    }

    fn prepare(&self, path: &Path) -> Prepared {
        let fixture: DeliveryFixture = load(path);
        let (mut headers, body) = (headers(&fixture.headers), fixture.body.bytes());
        let secrets = match fixture.secret {
            Some(Value::Null) => Vec::new(),
            Some(Value::String(secret)) => vec![Secret::new(secret)],
            Some(list) => list.as_array().unwrap().iter().map(|secret| Secret::new(secret.as_str().unwrap())).collect(),
            None => {
                let is_signed = self.signature_headers.iter().any(|name| headers.get(name).is_some());
                assert!(!is_signed, "{} is signed, but does not tell its secret", path.display());
                headers.0.extend((self.sign)("the suite's secret", &body).0);
                vec![Secret::new("the suite's secret")]
            }
        };
        Prepared { headers, body, secrets, now: fixture.now }
    }

    fn read(&self, prepared: &Prepared) -> Result<(Proof, Reading), Error> {
        self.read_to(Extent::Whole, prepared)
    }

    fn read_to(&self, extent: Extent, prepared: &Prepared) -> Result<(Proof, Reading), Error> {
        let delivery = Delivery::new(&prepared.headers, &prepared.body);
        let proven = self.host.verify(delivery, &prepared.secrets, prepared.now)?.to(extent);
        Ok((proven.proof(), self.host.read(&proven)?))
    }

    fn page(&self, fixture: &PageFixture) -> Page {
        self.page_of(fixture, &fixture.response.body.bytes())
    }

    fn page_of(&self, fixture: &PageFixture, body: &[u8]) -> Page {
        self.page_to(Extent::Whole, fixture, body)
    }

    fn page_to(&self, extent: Extent, fixture: &PageFixture, body: &[u8]) -> Page {
        let asked = Asked {
            kind: fixture.want,
            repository_id: fixture.repository_id.as_deref(),
            base_url: fixture.base_url.as_deref(),
            url: fixture.request.as_ref().map(|request| request.url.as_str()),
            extent,
        };
        let headers = headers(&fixture.response.headers);
        self.host.page(&asked, &Response { status: fixture.response.status, headers: &headers, body }, fixture.now)
    }
}

/// As if none of the rows named an issue.
fn leave_out_what_names_no_issue(rows: &mut Update) {
    rows.branches.clear();
    rows.commits.clear();
    let pulls = std::mem::take(&mut rows.pull_requests).into_iter();
    rows.unlinked.extend(pulls.map(|pull| Unlinked { repository_id: pull.repository_id, number: pull.number }));
}

/// What sync has to know of commits and pull requests that name no issue.
fn what_sync_needs(page: &Page) -> Vec<Value> {
    let commits = page.rows.commits.iter();
    let pulls = page.rows.pull_requests.iter();
    let walked = commits.map(|it| json!([it.repository_id, it.sha, it.committed_at, it.parents]));
    walked.chain(pulls.map(|it| json!([it.number, it.updated_at]))).collect()
}

/// The JSON of a body that was written as a text, such as one with a line before the JSON; other texts stay as they are.
fn behind_a_prefix(body: Value) -> Value {
    let start = body.as_str().and_then(|text| text.find(['[', '{']).and_then(|at| text.get(at..)));
    start.and_then(|json| serde_json::from_str(json).ok()).unwrap_or(body)
}

/// The first member with one of some names, however deep.
fn member<'a>(json: &'a Value, names: &[&str]) -> Option<&'a str> {
    match json {
        Value::Object(members) => members.iter().find_map(|(name, value)| {
            if names.contains(&name.as_str()) { Some(name.as_str()) } else { member(value, names) }
        }),
        Value::Array(items) => items.iter().find_map(|item| member(item, names)),
        _ => None,
    }
}

fn page_fixture(path: &Path) -> PageFixture {
    load(path)
}

fn load<T: serde::de::DeserializeOwned>(path: &Path) -> T {
    serde_json::from_slice(&fs::read(path).unwrap()).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

fn files(folder: &Path, extension: &str) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(files(&path, extension));
        } else if path.extension().is_some_and(|found| found == extension) {
            found.push(path);
        }
    }
    found.sort();
    found
}

/// Calls `check` with the body cut and with a byte changed, at places that differ from body to body.
fn broken(body: &[u8], check: impl Fn(&[u8])) {
    let step = body.len() / MOST_TRIES + 1;
    let first = body.iter().map(|byte| usize::from(*byte)).sum::<usize>() % step;
    for at in (first..body.len()).step_by(step) {
        check(&body[..at]);
        for flip in [0x01, 0x80] {
            let mut flipped = body.to_vec();
            flipped[at] ^= flip;
            check(&flipped);
        }
    }
}

fn keeps_the_laws(rows: &Update, path: &Path) {
    let path = path.display();
    for repository in &rows.repositories {
        assert!(!repository.id.is_empty() && !repository.full_name.is_empty() && !repository.name.is_empty(), "{path}");
    }
    for branch in &rows.branches {
        assert!(!branch.name.is_empty() && !branch.name.starts_with("refs/"), "{:?} in {path}", branch.name);
        assert!(!branch.deleted || branch.head.is_none(), "a deleted branch with a head in {path}");
    }
    for commit in &rows.commits {
        assert!(!commit.sha.is_empty() && commit.sha.bytes().any(|byte| byte != b'0'), "{path}");
        assert!(!names_an_address(commit.author.as_deref()), "{:?} in {path}", commit.author);
        assert!(!commit.message.contains('\0'), "{path}");
    }
    for pull in &rows.pull_requests {
        assert!(!names_an_address(pull.author.as_deref()), "{:?} in {path}", pull.author);
        let branches = [&pull.source_branch, &pull.target_branch];
        assert!(branches.into_iter().flatten().all(|name| !name.starts_with("refs/heads/")), "{path}");
    }
}

fn names_an_address(author: Option<&str>) -> bool {
    author.is_some_and(|author| author.contains("@example.com"))
}

fn wants(owner: &str, full_name: &str) -> Vec<Want> {
    let (repository_id, full_name) = ("1".to_owned(), full_name.to_owned());
    let since = Timestamp::parse("2026-01-01T00:00:00Z");
    vec![
        Want::Account,
        Want::Branches {
            repository_id: repository_id.clone(),
            full_name: full_name.clone(),
            etag: Some("\"e\"".to_owned()),
            bulk: false,
        },
        Want::Branches { repository_id: repository_id.clone(), full_name: full_name.clone(), etag: None, bulk: true },
        Want::Commit { repository_id: repository_id.clone(), full_name: full_name.clone(), sha: "b".repeat(40) },
        Want::Signature { repository_id: repository_id.clone(), sha: "e".repeat(40) },
        Want::Commits {
            repository_id: repository_id.clone(),
            full_name: full_name.clone(),
            from: "c".repeat(40),
            known: Some("d".repeat(40)),
            since,
        },
        Want::Commits {
            repository_id: repository_id.clone(),
            full_name: full_name.clone(),
            from: "a".repeat(40),
            known: None,
            since: None,
        },
        Want::PullRequest { repository_id: repository_id.clone(), full_name: full_name.clone(), number: 7 },
        Want::PullRequests {
            repository_id: repository_id.clone(),
            full_name: full_name.clone(),
            etag: None,
            since,
            bulk: false,
        },
        // Behind its sibling, like that of branches: a page in bulk goes on in bulk.
        Want::PullRequests { repository_id, full_name: full_name.clone(), etag: None, since: None, bulk: true },
        Want::Repositories { owner: Some(owner.to_owned()), subgroups: true },
        Want::Repositories { owner: Some(owner.to_owned()), subgroups: false },
        Want::Repositories { owner: None, subgroups: true },
        Want::Repository { full_name },
        Want::UserRepositories { owner: owner.to_owned() },
    ]
}

/// Where the API begins: what stands before the listed endpoint in a first request. Java finds it in the same way.
fn root(endpoints: &[Endpoint], first: &Request) -> String {
    let whole = first.url.split('?').next().unwrap();
    let ends = |endpoint: &&Endpoint| whole.ends_with(endpoint.path.as_str());
    let path = endpoints.iter().filter(ends).map(|endpoint| &endpoint.path).min_by_key(|path| path.len());
    whole.strip_suffix(path.expect("the account's endpoint is listed").as_str()).unwrap().to_owned()
}

/// Whether a request fits one of the endpoints, its path and each of its parameters.
fn is_listed(endpoints: &[Endpoint], request: &Request, api_root: &str) {
    let below = request.url.strip_prefix(api_root).unwrap_or_else(|| panic!("{} is not below {api_root}", request.url));
    let (path, query) = below.split_once('?').unwrap_or((below, ""));
    let segments: Vec<&str> = path.split('/').collect();
    let fits = endpoints.iter().any(|endpoint| {
        let template: Vec<&str> = endpoint.path.split('/').collect();
        endpoint.method == request.method
            && template.len() == segments.len()
            && template
                .iter()
                .zip(&segments)
                .all(|(part, segment)| part == segment || (part.starts_with('{') && !segment.is_empty()))
            && endpoint.documents.is_empty() == request.body.is_none()
            && request.body.as_ref().is_none_or(|body| endpoint.documents.contains(&document(body)))
            && form_urlencoded::parse(query.as_bytes()).all(|(name, value)| {
                let parameter = endpoint.query.iter().find(|parameter| parameter.name == name);
                parameter.is_some_and(|parameter| {
                    parameter.values.is_empty() || parameter.values.iter().any(|fixed| *fixed == value)
                })
            })
    });
    assert!(fits, "{} {} is not listed in the description's endpoints", request.method, request.url);
}

/// The digest of the member `query` of a body.
fn document(body: &str) -> String {
    let body: Value = serde_json::from_str(body).unwrap();
    sha256_hex(body["query"].as_str().unwrap().as_bytes())
}

fn shown_reading(read: &Result<(Proof, Reading), Error>) -> Value {
    match read {
        Err(error) => json!({ "error": error }),
        Ok((proof, reading)) => json!({
            "proof": proof,
            "event": reading.event,
            "delivery_id": reading.delivery_id,
            "ignored": reading.ignored,
            "pokes": reading.pokes,
            "skipped": said(&reading.skipped),
            "update": shown_rows(&reading.update),
        }),
    }
}

fn shown_page(page: &Page) -> Value {
    let mut shown = json!({
        "account": page.account,
        "error": page.error,
        "etag": page.etag,
        "moved": page.moved,
        "next": page.next,
        "pace": page.pace,
        "rows": shown_rows(&page.rows),
        "skipped": said(&page.skipped),
        "unchanged": page.unchanged,
    });
    if let Some(dialect) = &page.dialect {
        shown["dialect"] = json!(dialect);
    }
    if page.signed {
        shown["signed"] = json!(true);
    }
    if !page.partial.is_empty() {
        shown["partial"] = page.partial.iter().map(|partial| format!("{partial:?}")).collect();
    }
    shown
}

fn said(errors: &[Error]) -> Vec<String> {
    errors.iter().map(|error| format!("{}: {error}", error.code.as_str())).collect()
}

/// The kinds of rows that are there; issue keys are found later, so they are left out.
fn shown_rows(rows: &Update) -> Value {
    let mut shown = json!(rows);
    let kinds = shown.as_object_mut().unwrap();
    kinds.retain(|_, rows| rows.as_array().is_some_and(|rows| !rows.is_empty()));
    for row in kinds.values_mut().filter_map(Value::as_array_mut).flatten() {
        row.as_object_mut().unwrap().remove("issue_keys");
    }
    shown
}

/// A host is a folder here and a line in [`HOSTS`](super::HOSTS), never only one of both.
#[test]
fn every_folder_is_a_registered_host() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/host");
    let mut folders: Vec<String> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap())
        .filter(|entry| entry.path().is_dir())
        .map(|entry| entry.file_name().to_string_lossy().into_owned())
        .collect();
    folders.sort();
    let mut registered: Vec<String> = super::HOSTS.iter().map(|host| host.describe().name).collect();
    registered.sort();
    assert_eq!(folders, registered, "a folder of src/host without its line in HOSTS, or the other way round");
    for name in registered {
        assert_eq!(super::by_name(&name.to_uppercase()).map(|host| host.describe().name), Some(name));
    }
}

/// So many places of a body are changed at most. All places of all bodies take forty seconds; raise it after larger changes.
const MOST_TRIES: usize = 60;
