//! What a preview tells.

use serde_json::{Value, json};

use crate::boundary::{frame, handle};

fn preview(head: Value, body: &str) -> Value {
    let mut head = head;
    head["message"] = json!("preview");
    let answer = handle(&frame::join(head.to_string().as_bytes(), body.as_bytes()));
    let (head, tail) = frame::split(&answer).unwrap();
    assert!(tail.is_empty(), "everything is in the head");
    serde_json::from_slice::<Value>(head).unwrap()
}

#[test]
fn a_message_is_told_with_reasons_commands_and_rows() {
    let head = json!({
        "texts": [{"field": "commit", "text": "🎉 PAY-142: wait (UTF-8)\nPAY-142 #time 1d #resolve\nPAY-142 #comment"}],
        "known_projects": ["PAY"],
        "hours_per_day": 6,
    });
    let told = &preview(head, "")["ok"];
    let text = &told["texts"][0];
    assert_eq!(text["keys"], json!(["PAY-142"]));
    assert_eq!(text["occurrences"][0]["because"], json!(["capitals", "known"]));
    assert_eq!(text["occurrences"][0]["utf16"], json!([3, 10]));
    assert_eq!(text["misses"][0]["code"], "no_project");
    let time = json!({"time": "1d", "seconds": 21600, "comment": null});
    assert_eq!(text["commands"][0]["args"], time, "a day of six hours");
    assert_eq!(text["commands"][0]["utf16"], json!([33, 38]), "#time");
    assert_eq!(text["commands"][1]["utf16"], json!([42, 50]), "#resolve");
    assert_eq!(text["errors"][0]["code"], "EmptyComment");
    assert_eq!(told["delivery"], Value::Null);
    assert_eq!(told["rows"]["commits"][0]["issue_keys"], json!(["PAY-142"]));
}

#[test]
fn a_delivery_is_told_as_if_its_sender_were_verified() {
    let body = json!({
        "ref": "refs/heads/PAY-7-retry", "after": "6113728f27ae82c7b1a177c8d03f9e96e0adf246",
        "repository": {"id": 1, "full_name": "octo-org/payments"},
        "commits": [{"id": "6113728f27ae82c7b1a177c8d03f9e96e0adf246", "message": "ops-1 PAY-7 #close",
            "author": {"name": "Dev 1", "email": "dev1@example.com"}}],
    });
    let head = json!({
        "host": "github",
        "headers": [{"name": "X-GitHub-Event", "value": "push"}],
        "known_projects": ["PAY", "OPS"],
        "rules": {"served": ["PAY"]},
    });
    let told = preview(head, &body.to_string());
    let told = &told["ok"];
    assert_eq!((&told["delivery"]["outcome"], &told["delivery"]["verified"]), (&json!("update"), &json!(false)));
    let names: Vec<_> = told["texts"].as_array().unwrap().iter().map(|text| text["name"].clone()).collect();
    assert_eq!(names, ["PAY-7-retry", "6113728f27ae82c7b1a177c8d03f9e96e0adf246"]);
    assert_eq!(told["texts"][1]["misses"][0]["code"], "not_served");
    assert_eq!(told["texts"][1]["commands"][0]["issue"], "PAY-7");
    assert_eq!(told["rows"]["commits"][0]["issue_keys"], json!(["PAY-7"]));
    assert!(!told.to_string().contains("dev1@example.com"), "nobody's address is told");
}

#[test]
fn what_cannot_be_looked_at_says_why() {
    let told = preview(json!({"host": "cvs"}), "{}");
    assert_eq!(told["error"]["code"], "misconfigured");
    let told = preview(json!({"texts": [], "rules": {"key_pattern": "("}}), "");
    assert_eq!(told["error"]["params"], json!([{"name": "field", "value": "keyPattern"}]));
    let told = preview(json!({"host": "github", "headers": [{"name": "X-GitHub-Event", "value": "push"}]}), "[");
    assert_eq!(told["ok"]["delivery"]["outcome"], "malformed");
}
