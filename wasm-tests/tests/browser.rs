//! The module for browsers: it answers like the linked core, imports only what wasm-bindgen needs, and stays small.

use std::path::{Path, PathBuf};
use std::process::Command;

use jigit_wasm_tests::corpus;
use serde_json::{Value, json};

#[test]
fn a_page_gets_the_heads_that_the_linked_core_answers() {
    let corpus = Path::new(env!("CARGO_TARGET_TMPDIR")).join("browser-corpus");
    corpus::write(&corpus).unwrap();
    let output = Command::new("node")
        .arg(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/browser.mjs"))
        .args([&folder(), &corpus])
        .output()
        .expect("node is needed");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let told: Value = serde_json::from_slice(&output.stdout).unwrap();

    assert!(told["asked"].as_u64() > Some(1_000), "the corpus has only {} requests", told["asked"]);
    assert_eq!(told["different"], json!([]));
    assert!(names(&told["exports"]).contains(&"call"), "no call among {}", told["exports"]);
    for import in names(&told["imports"]) {
        assert!(
            import.starts_with("__wbindgen_") || import.starts_with("__wbg_Error_"),
            "{import}: the core for browsers may make a JavaScript Error, and nothing else"
        );
    }
}

#[test]
fn what_a_page_loads_is_within_its_budget() {
    for (name, budget) in [("jigit-core.wasm", MODULE), ("jigit-core.js", SCRIPT)] {
        let size = std::fs::metadata(folder().join(name)).unwrap().len();
        assert!(size <= budget, "{name} has {size} bytes, the budget is {budget}");
    }
}

#[test]
fn the_script_says_whose_work_it_is() {
    let script = std::fs::read_to_string(folder().join("jigit-core.js")).unwrap();
    let first = script.lines().next().unwrap();
    assert!(first.starts_with("/*!") && first.contains("wasm-bindgen (MIT OR Apache-2.0)"), "{first}");
}

fn names(list: &Value) -> Vec<&str> {
    list.as_array().unwrap().iter().filter_map(Value::as_str).collect()
}

/// Where `./build.sh wasm` puts the module for browsers and its script.
fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../target/browser")
}

/// The module for Jira's JVM (imports.rs tells what is in it) and 2 kB for wasm-bindgen: 1,897,374 bytes when previews
/// came in. 3 % are for it to grow: more means that something came in that only the browser's build has.
const MODULE: u64 = 1_954_000;

/// One function that takes a text and bytes, and the loading: 9,002 bytes when it was new, and 3 % more.
const SCRIPT: u64 = 9_300;
