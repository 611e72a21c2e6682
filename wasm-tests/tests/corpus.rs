//! One corpus, many engines: the module's answers are the linked core's, byte for byte, and other people's payloads are read.

use std::collections::BTreeMap;

use jigit_wasm_tests::door::{self, Command};
use jigit_wasm_tests::{Core, Module, Native, corpus};

#[test]
fn the_module_answers_like_the_linked_core_byte_for_byte() {
    let mut wasm = Module::load(&Module::default_path()).unwrap().start().unwrap();
    let entries = corpus::entries().unwrap();
    assert!(entries.len() > 1_000, "the corpus has only {} requests", entries.len());
    for entry in entries {
        let native = Native.call(&entry.frame).unwrap();
        let module = wasm.call(&entry.frame).unwrap_or_else(|error| panic!("{}: {error}", entry.name));
        assert_eq!(module, native, "{}: the module and the linked core differ", entry.name);
    }
}

#[test]
fn every_payload_of_others_becomes_rows_or_is_ignored_with_a_reason() {
    let examples = corpus::examples().unwrap();
    assert_eq!(examples.len(), 329);
    let mut outcomes: BTreeMap<String, usize> = BTreeMap::new();
    for example in examples {
        let answer = door::ask(&mut Native, Command::Deliver, &example.delivery()).unwrap();
        let outcome = answer["outcome"].as_str().unwrap_or_default().to_owned();
        let rows: usize =
            answer["update"].as_object().unwrap().values().map(|rows| rows.as_array().map_or(0, Vec::len)).sum();
        match outcome.as_str() {
            // There is no secret here, and what is not verified is never more than a poke; its rows are still shown.
            "poke" => assert!(
                rows > 0 || !answer["pokes"].as_array().unwrap().is_empty(),
                "{}: a poke about nothing: {answer}",
                example.name()
            ),
            "ignored" => assert!(answer["reason"].is_string(), "{}: ignored without a reason", example.name()),
            other => panic!("{}: {other}: {answer}", example.name()),
        }
        *outcomes.entry(format!("{} {outcome}", example.event)).or_default() += 1;
    }
    // Every example of `create` and `delete` is about a tag.
    for event in ["push poke", "create ignored", "delete ignored", "pull_request poke"] {
        assert!(outcomes.contains_key(event), "no {event} among {outcomes:?}");
    }
}
