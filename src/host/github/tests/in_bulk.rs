//! What is asked for in bulk, of which servers, and with which words.

use std::collections::BTreeSet;

use serde_json::{Value, json};

use super::{GitHub, server};
use crate::error::Code;
use crate::host::github::graphql;
use crate::host::{Host, Next, Want};
use crate::http::Request;

#[test]
fn first_reads_are_asked_for_in_bulk_where_graphql_is_below_the_root() {
    for (base_url, url) in [
        ("https://github.com", Some("https://api.github.com/graphql")),
        ("https://octocorp.ghe.com", Some("https://api.octocorp.ghe.com/graphql")),
        ("http://127.0.0.1:4010", Some("http://127.0.0.1:4010/graphql")),
        ("https://git.example.com", None),
        ("http://127.0.0.1:4010/api/v3", None),
    ] {
        for bulk in [true, false] {
            for want in [branches(bulk), pull_requests(bulk)] {
                let request = GitHub.request(&want, None, &server(base_url)).unwrap();
                match url.filter(|_| bulk) {
                    Some(url) => assert_eq!((request.method.as_str(), request.url.as_str()), ("POST", url)),
                    None => assert_eq!((request.method.as_str(), request.body), ("GET", None), "{}", request.url),
                }
            }
        }
    }
}

#[test]
fn the_body_is_a_constant_query_and_its_variables() {
    let after = Next::Cursor("Mg==".to_owned());
    for (want, next, first) in [
        (branches(true), None, 10),
        (branches(true), Some(&after), 50),
        (pull_requests(true), None, 100),
        (pull_requests(true), Some(&after), 100),
    ] {
        let request = GitHub.request(&want, next, &server("https://github.com")).unwrap();
        assert_eq!(request.headers.get("Content-Type"), Some("application/json"));
        assert_eq!(request.headers.get("If-None-Match"), None, "the answer to a POST has no ETag");
        let variables = json!({
            "owner": "octo-org", "name": "payments", "first": first, "after": next.map(|_| "Mg=="),
        });
        let body = body(&request);
        assert_eq!(body["variables"], variables);
        assert_eq!(body.as_object().unwrap().len(), 2);
    }
}

/// A page of REST goes on by REST, whatever is wanted; a cursor belongs to GraphQL only.
#[test]
fn each_way_of_asking_goes_on_in_its_own_way() {
    let link = "https://api.github.com/repositories/1/branches?per_page=100&page=2";
    let request = GitHub.request(&branches(true), Some(&Next::Url(link.to_owned())), &server("https://github.com"));
    assert_eq!(request.map(|request| (request.method, request.url)), Ok(("GET".to_owned(), link.to_owned())));
    let cursor = Next::Cursor("Mg==".to_owned());
    for (want, base_url) in [(branches(false), "https://github.com"), (branches(true), "https://git.example.com")] {
        assert_eq!(GitHub.request(&want, Some(&cursor), &server(base_url)).unwrap_err().code, Code::Internal);
    }
    let nowhere =
        Want::Branches { repository_id: "1".to_owned(), full_name: "octo-org/../x".to_owned(), etag: None, bulk: true };
    assert_eq!(GitHub.request(&nowhere, None, &server("https://github.com")).unwrap_err().code, Code::Misconfigured);
}

#[test]
fn the_description_tells_the_digests_of_the_queries() {
    let endpoints = GitHub.describe().endpoints;
    let graphql = endpoints.iter().find(|endpoint| endpoint.path == graphql::PATH).unwrap();
    let sent: Vec<String> = [branches(true), pull_requests(true)]
        .iter()
        .map(|want| GitHub.request(want, None, &server("https://github.com")).unwrap())
        .map(|request| crate::signature::sha256_hex(body(&request)["query"].as_str().unwrap().as_bytes()))
        .collect();
    assert_eq!(graphql.documents, sent);
    assert!(endpoints.iter().all(|endpoint| endpoint.path == graphql::PATH || endpoint.documents.is_empty()));
}

/// Metadata only: no query asks for what a file contains or how it changed.
#[test]
fn no_query_asks_for_contents() {
    for want in [branches(true), pull_requests(true)] {
        for word in fields(&query(&want)) {
            let forbidden =
                ["additions", "blob", "changedFiles", "deletions", "diff", "file", "files", "object", "patch", "tree"];
            assert!(!forbidden.contains(&word.as_str()), "{word}");
        }
    }
}

pub fn branches(bulk: bool) -> Want {
    let (repository_id, full_name) = ("1".to_owned(), "octo-org/payments".to_owned());
    Want::Branches { repository_id, full_name, etag: Some("\"e\"".to_owned()), bulk }
}

pub fn pull_requests(bulk: bool) -> Want {
    let (repository_id, full_name) = ("1".to_owned(), "octo-org/payments".to_owned());
    Want::PullRequests { repository_id, full_name, etag: None, since: None, bulk }
}

fn body(request: &Request) -> Value {
    serde_json::from_str(request.body.as_deref().unwrap()).unwrap()
}

pub fn query(want: &Want) -> String {
    body(&GitHub.request(want, None, &server("https://github.com")).unwrap())["query"].as_str().unwrap().to_owned()
}

/// The fields of a query: its words, but for arguments, types and the query's own name.
pub fn fields(query: &str) -> BTreeSet<String> {
    let (_, selection) = query.split_once(") {").unwrap();
    let mut depth = 0;
    let outside: String = selection
        .chars()
        .filter(|c| {
            depth += i32::from(*c == '(') - i32::from(*c == ')');
            depth == 0 && *c != ')'
        })
        .collect();
    let words: Vec<&str> =
        outside.split(|c: char| !c.is_alphanumeric() && c != '_').filter(|w| !w.is_empty()).collect();
    let is_type = |at: usize| words[at] == "on" || (at > 0 && words[at - 1] == "on");
    (0..words.len()).filter(|at| !is_type(*at)).map(|at| words[at].to_owned()).collect()
}
