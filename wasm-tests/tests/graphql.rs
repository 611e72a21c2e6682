//! GraphQL queries fit GitHub's own schema, and cost what the host's README says.

use std::path::Path;
use std::process::Command;

use serde_json::{Value, json};

#[test]
fn queries_fit_the_schema_and_cost_what_is_written() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR"));
    let query = |name: &str| {
        let path = folder.join("../src/host/github/graphql").join(format!("{name}.graphql"));
        std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
    };
    // Name, page size, points, nodes.
    let costs = [("branches", 10, 1, 610), ("branches", 50, 6, 3_050), ("pull_requests", 100, 1, 100)];
    let unknown = json!({ "query": "{ repository(owner: 1) { branches } }", "variables": {} });
    let asked: Vec<Value> = costs
        .iter()
        .map(|(name, first, _, _)| json!({ "query": query(name), "variables": { "first": first } }))
        .chain([unknown])
        .collect();
    let output = Command::new("node")
        .arg(folder.join("tests/graphql.mjs"))
        .arg(json!(asked).to_string())
        .output()
        .expect("node is needed, and what npm ci in wasm-tests fetches");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let answers: Vec<Value> = serde_json::from_slice(&output.stdout).unwrap();
    for ((name, first, points, nodes), answer) in costs.iter().zip(&answers) {
        assert_eq!(answer["errors"], json!([]), "{name}");
        // A hundredth of the requests that fill every list, rounded, and one at least.
        let counted = ((answer["requests"].as_f64().unwrap() / 100.0).round() as i64).max(1);
        assert_eq!((counted, &answer["nodes"]), (*points, &json!(nodes)), "{name}, {first} in a page");
        assert!(*nodes < 500_000, "{name}: GitHub refuses more nodes");
    }
    assert_eq!(answers[3]["errors"].as_array().map(Vec::len), Some(3), "a query that does not fit: {}", answers[3]);
}
