//! The command line answers as its documentation says, with the module and with the linked core alike.

use std::io::Write;
use std::process::{Command, Output, Stdio};

use serde_json::{Value, json};

fn run(arguments: &[&str], input: &str) -> Output {
    let mut child = Command::new(env!("CARGO_BIN_EXE_jigit-core"))
        .args(arguments)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    child.stdin.take().unwrap().write_all(input.as_bytes()).unwrap();
    child.wait_with_output().unwrap()
}

/// Asks both engines, which must say the same, and gives the answers.
fn ask(command: &str, questions: &[Value]) -> Vec<Value> {
    let input: String = questions.iter().map(|question| format!("{question}\n")).collect();
    let [module, native] = [&[command][..], &["--native", command]].map(|arguments| {
        let output = run(arguments, &input);
        assert!(output.status.success(), "{arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
        String::from_utf8(output.stdout).unwrap()
    });
    assert_eq!(module, native, "{command}: the module and the linked core differ");
    module.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

#[test]
fn describe_lists_hosts_endpoints_and_columns() {
    let answers = ask("describe", &[]);
    assert_eq!(answers.len(), 1);
    let hosts = answers[0]["hosts"].as_array().unwrap();
    let github = hosts.iter().find(|host| host["name"] == "github").unwrap();
    assert!(!github["endpoints"].as_array().unwrap().is_empty());
    assert!(!answers[0]["inventory"].as_array().unwrap().is_empty());
}

#[test]
fn issue_keys_are_found_with_their_places() {
    let answers = ask(
        "issue-keys",
        &[
            json!({"field": "commit", "text": "Größe: PAY-7, UTF-8", "known_projects": ["PAY"], "more": "is ignored"}),
            json!({"field": "branch", "text": "feature/OPS-12-x", "known_projects": null}),
        ],
    );
    assert_eq!(
        answers[0],
        json!({"keys": ["PAY-7"], "occurrences": [{"key": "PAY-7", "byte": [9, 14], "utf16": [7, 12]}], "truncated": false})
    );
    assert_eq!(answers[1]["keys"], json!(["OPS-12"]));
}

#[test]
fn what_a_connection_leaves_out_is_told_with_the_reason() {
    let question = json!({"field": "commit", "text": "PAY-7, OPS-1 and https://jira.other.example/browse/PAY-8",
        "known_projects": ["PAY", "OPS"], "instance_hosts": ["jira.example.com"], "ignored": ["OPS"],
        "explain": true});
    let answers = ask("issue-keys", &[question]);
    assert_eq!(answers[0]["keys"], json!(["PAY-7"]));
    let misses = answers[0]["misses"].as_array().unwrap();
    let told: Vec<_> = misses.iter().map(|miss| (miss["text"].clone(), miss["code"].clone())).collect();
    assert_eq!(told, [(json!("OPS-1"), json!("ignored")), (json!("PAY-8"), json!("other_jira"))]);
}

#[test]
fn all_options_of_the_search_can_be_given() {
    let answers = ask(
        "issue-keys",
        &[
            json!({"field": "commit", "text": "1X-1 AB-1 AB-2", "project_pattern": "[0-9]X", "max_keys": 2}),
            json!({"field": "commit", "text": "1X-1 AB-1", "project_pattern": "("}),
            json!({"field": "commit", "text": "AB-1 XY-1", "known_projects": ["AB", "XY"], "served": ["XY"]}),
            json!({"field": "commit", "text": "AB-1 AB-22", "key_pattern": "AB-.."}),
        ],
    );
    let keys: Vec<_> = answers.iter().map(|answer| answer["keys"].clone()).collect();
    assert_eq!(keys, [json!(["1X-1", "AB-1"]), json!(["AB-1"]), json!(["XY-1"]), json!(["AB-22"])]);
    assert_eq!(answers[0]["truncated"], true);
}

#[test]
fn a_preview_tells_what_would_be_stored() {
    let text = json!({"field": "commit", "text": "PAY-7 #time 1d"});
    let answers = ask("preview", &[json!({"texts": [text], "known_projects": ["PAY"], "hours_per_day": 6})]);
    assert_eq!(answers[0]["texts"][0]["commands"][0]["args"]["seconds"], 21_600);
    assert_eq!(answers[0]["rows"]["commits"][0]["issue_keys"], json!(["PAY-7"]));
    let headers = json!({"X-GitHub-Event": "push"});
    let body = json!({"ref": "refs/heads/PAY-9", "repository": {"id": 1, "full_name": "octo-org/payments"}});
    let question = json!({"host": "github", "headers": headers, "body": body, "known_projects": ["PAY"]});
    let answers = ask("preview", &[question]);
    assert_eq!(answers[0]["delivery"]["outcome"], "update");
    assert_eq!(answers[0]["texts"][0]["keys"], json!(["PAY-9"]));
}

#[test]
fn smart_commits_are_found() {
    let answers = ask("smart-commits", &[json!({"text": "PAY-7 #comment well done", "known_projects": ["PAY"]})]);
    assert_eq!(answers[0]["commands"][0]["issue"], "PAY-7");
    assert_eq!(answers[0]["commands"][0]["command"], "comment");
    assert_eq!(answers[0]["errors"], json!([]));
}

fn push(secret: Value, signature: &str) -> Value {
    json!({
        "host": "github",
        "headers": {"X-GitHub-Event": "push", "X-GitHub-Delivery": "d-1", "X-Hub-Signature-256": signature},
        "body": PUSH,
        "secret": secret,
        "known_projects": ["PAY"],
    })
}

fn signature(secret: &str) -> String {
    format!("sha256={}", jigit::signature::hex(&jigit::signature::hmac_sha256(secret.as_bytes(), PUSH.as_bytes())))
}

#[test]
fn a_verified_delivery_is_an_update() {
    let [answer] = &ask("deliver", &[push(json!(["old", "s3cret"]), &signature("s3cret"))])[..] else { panic!() };
    assert_eq!((&answer["verified"], &answer["outcome"]), (&json!(true), &json!("update")), "{answer}");
    assert_eq!((&answer["event"], &answer["delivery_id"]), (&json!("push"), &json!("d-1")));
    let commit = &answer["update"]["commits"][0];
    assert_eq!(commit["issue_keys"], json!(["PAY-7"]));
    assert_eq!(commit["authored_at"], "2026-03-02T12:00:00.000Z");
    assert_eq!(commit["repository_id"], "7001");
    for kind in ["repositories", "branches", "commits", "pull_requests"] {
        assert!(answer["update"][kind].is_array(), "{kind}");
    }
}

#[test]
fn a_wrong_signature_is_rejected_and_no_secret_is_only_a_poke() {
    let answers = ask("deliver", &[push(json!("s3cret"), &signature("other")), push(Value::Null, &signature("other"))]);
    assert_eq!(answers[0]["outcome"], "rejected");
    assert_eq!(answers[0]["error"]["code"], "bad_signature");
    assert_eq!((&answers[1]["verified"], &answers[1]["outcome"]), (&json!(false), &json!("poke")));
    assert_eq!(answers[1]["update"]["commits"][0]["issue_keys"], json!(["PAY-7"]));
}

#[test]
fn a_body_may_come_as_base64_and_with_headers_in_a_list() {
    let answers = ask(
        "deliver",
        &[
            json!({"host": "github", "headers": [{"name": "x-github-event", "value": "ping"}], "body_base64": "eyJ6ZW4iOiJhIn0="}),
        ],
    );
    assert_eq!((&answers[0]["event"], &answers[0]["outcome"]), (&json!("ping"), &json!("ignored")), "{}", answers[0]);
}

#[test]
fn a_page_gives_items_and_the_next_page() {
    let answers = ask(
        "page",
        &[json!({
            "host": "github",
            "want": "branches",
            "base_url": "https://github.com",
            "request": {"url": "https://api.github.com/repositories/7001/branches"},
            "response": {
                "status": 200,
                "headers": {
                    "Link": "<https://api.github.com/repositories/7001/branches?page=2>; rel=\"next\"",
                    "X-RateLimit-Remaining": "41"
                },
                "body": r#"[{"name":"PAY-7-x","commit":{"sha":"1111111111111111111111111111111111111111"}}]"#,
            },
            "known_projects": ["PAY"],
        })],
    );
    let answer = &answers[0];
    assert_eq!(answer["items"][0]["name"], "PAY-7-x", "{answer}");
    assert_eq!(answer["items"][0]["issue_keys"], json!(["PAY-7"]));
    assert_eq!(answer["next"], json!({"url": "https://api.github.com/repositories/7001/branches?page=2"}));
    assert_eq!(answer["pace"]["remaining"], 41);
    assert_eq!(answer["error"], Value::Null);
}

#[test]
fn what_cannot_be_answered_is_an_error_that_says_what_was_expected() {
    let answers = ask("page", &[json!({"host": "github", "want": "branches"}), json!(7), json!({"host": "nobody"})]);
    assert_eq!(answers[0]["error"]["message"], "expected a response with status, headers and body, found none");
    assert_eq!(answers[1]["error"]["message"], "expected a JSON object, found 7");
    assert!(answers[2]["error"]["code"].is_string());
}

#[test]
fn lone_surrogates_are_replaced_and_the_rest_is_read() {
    let output = run(
        &["--native", "issue-keys"],
        "{\"field\":\"commit\",\"text\":\"\\ud83d PAY-7 \\\\ud83d \\ud83d\\ude00\"}\n",
    );
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let answer: Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(answer["occurrences"][0]["utf16"], json!([2, 7]));
}

#[test]
fn what_is_not_json_ends_the_conversation_after_the_answers_before_it() {
    let output = run(&["--native", "issue-keys"], "{\"field\":\"commit\",\"text\":\"PAY-7\"}\n\nnot json\n");
    assert_eq!(output.status.code(), Some(1));
    assert_eq!(String::from_utf8_lossy(&output.stdout).lines().count(), 1);
    assert!(String::from_utf8_lossy(&output.stderr).starts_with("jigit-core: line 3: expected JSON, found "));
}

const PUSH: &str = r#"{"ref":"refs/heads/PAY-7-x","before":"0000000000000000000000000000000000000000",
"after":"1111111111111111111111111111111111111111","created":true,"deleted":false,"forced":false,
"repository":{"id":7001,"name":"payments","full_name":"octo-org/payments","default_branch":"main",
"html_url":"https://github.com/octo-org/payments","owner":{"id":5,"login":"octo-org"}},
"commits":[{"id":"1111111111111111111111111111111111111111","message":"PAY-7 pay","timestamp":"2026-03-02T13:00:00+01:00",
"url":"https://github.com/octo-org/payments/commit/1","distinct":true,"author":{"name":"Dev 1","username":"dev1"},
"committer":{"name":"Dev 1","username":"dev1"}}],
"head_commit":null}"#;
