//! How many instructions of WebAssembly the module runs for typical bodies: the same on every machine, so that what got slower is
//! noticed where nothing can be timed. The figures are those of the module that CI builds.

use std::fmt::Write;

use jigit::boundary::frame;
use jigit_wasm_tests::door::{self, Command};
use jigit_wasm_tests::{Core, Module, corpus};
use serde_json::{Value, json};

/// A call, the fixture that its body is made of, and thousands of instructions: first where elements mention issues, then where the
/// same elements mention none of a known project.
const KNOWN: &[(Command, &str, &str, usize, u64, u64)] = &[
    (Command::Deliver, "github", "push/signed", 1, 152, 146),
    (Command::Deliver, "github", "push/signed", 100, 2_960, 1_472),
    (Command::Page, "github", "commits/first_page", 100, 4_407, 4_105),
    (Command::Page, "github", "pull_requests/all_states", 100, 9_388, 9_097),
    (Command::Page, "gitlab", "commits/first_page", 100, 3_860, 3_511),
    (Command::Page, "azure_devops", "commits/full_page", 100, 3_009, 2_802),
    (Command::Page, "gerrit", "commits/first_page", 100, 4_134, 3_231),
    (Command::Page, "gitea", "commits/first_page", 50, 3_777, 4_140),
];

/// So much more or less, in percent, is another figure; less may be a newer compiler.
const TOLERATED: u64 = 5;

#[test]
fn typical_bodies_take_as_many_instructions_as_are_known() {
    let mut wasm = Module::counting(&Module::default_path()).unwrap().start().unwrap();
    for (version, project) in [(KEYED, "PAY"), (KEYLESS, "NONE")] {
        let head = json!({"message": "configure", "version": version, "known_projects": [project]});
        wasm.call(&frame::join(head.to_string().as_bytes(), &[])).unwrap();
    }
    let mut table = String::new();
    let mut differs = false;
    for (command, host, fixture, elements, keyed, keyless) in KNOWN.iter().copied() {
        let found = [KEYED, KEYLESS].map(|version| {
            let question = question(command, host, fixture, elements, version);
            // What is made once, such as tables, is there then.
            wasm.call(&question).unwrap();
            let before = wasm.instructions();
            wasm.call(&question).unwrap();
            (wasm.instructions() - before) / 1_000
        });
        differs |=
            [keyed, keyless].iter().zip(found).any(|(known, found)| found.abs_diff(*known) * 100 > known * TOLERATED);
        let [keyed, keyless] = found;
        writeln!(table, "    (Command::{command:?}, {host:?}, {fixture:?}, {elements}, {keyed}, {keyless}),").unwrap();
    }
    assert!(!differs, "if this is wanted, these are the figures now:\n{table}");
}

/// Versions of the configuration.
const KEYED: u64 = 1;
const KEYLESS: u64 = 2;

/// A call with a body of so many elements, which are the fixture's again and again.
fn question(command: Command, host: &str, name: &str, elements: usize, version: u64) -> Vec<u8> {
    let kind = if command == Command::Deliver { "deliveries" } else { "pages" };
    let fixtures = corpus::fixtures(kind).unwrap();
    let (_, _, mut fixture) = fixtures.into_iter().find(|(its, path, _)| its == host && path == name).unwrap();
    fixture["host"] = json!(host);
    // The signature is that of the fixture's own body. What nobody signed is read all the same, as a poke.
    fixture["secret"] = Value::Null;
    let holder = if command == Command::Deliver { &mut fixture } else { &mut fixture["response"] };
    holder["body"] = json!(enlarged(&holder["body"], elements));
    let frame = door::question_frame(command, &fixture).unwrap().frame;
    let (head, tail) = frame::split(&frame).unwrap();
    let mut head: Value = serde_json::from_slice(head).unwrap();
    head["version"] = json!(version);
    frame::join(head.to_string().as_bytes(), tail)
}

/// A body with so many elements in its list.
fn enlarged(body: &Value, elements: usize) -> String {
    let (mark, mut json) = match body.as_str() {
        Some(text) => {
            let json = text.trim_start_matches(")]}'\n");
            (&text[..text.len() - json.len()], serde_json::from_str(json).unwrap())
        }
        None => ("", body.clone()),
    };
    let list = match &mut json {
        Value::Object(members) => members.values_mut().find(|member| member.is_array()).unwrap(),
        list => list,
    };
    let some = list.as_array().unwrap().clone();
    *list = some.iter().cycle().take(elements).cloned().collect();
    format!("{mark}{json}")
}
