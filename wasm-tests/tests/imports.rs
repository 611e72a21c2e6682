//! The module imports nothing: without a clock, a network, a file it cannot do but what it is told. And it stays small.

use std::path::Path;
use std::sync::LazyLock;

use jigit_wasm_tests::Module;

static MODULE: LazyLock<Module> = LazyLock::new(|| Module::load(&Module::default_path()).unwrap());

#[test]
fn the_module_imports_nothing() {
    assert_eq!(MODULE.imports(), Vec::<String>::new());
}

#[test]
fn the_module_exports_what_java_calls() {
    let exports = MODULE.exports();
    for name in ["memory", "abi_version", "alloc", "call", "free"] {
        assert!(exports.iter().any(|export| export == name), "no {name} among {exports:?}");
    }
}

#[test]
fn the_module_is_within_its_budget() {
    let size = std::fs::metadata(Module::default_path()).unwrap().len();
    assert!(size <= BUDGET, "the module has {size} bytes, the budget is {BUDGET}");
}

#[test]
fn the_modules_name_no_folder_of_the_machine_that_built_them() {
    let root = env!("CARGO_MANIFEST_DIR").trim_end_matches("/wasm-tests");
    let home = std::env::var("HOME").unwrap();
    for path in [Module::default_path(), Path::new(root).join("target/browser/jigit-core.wasm")] {
        let module = std::fs::read(&path).unwrap();
        for folder in [root, &format!("{home}/")] {
            assert!(
                !module.windows(folder.len()).any(|window| window == folder.as_bytes()),
                "{folder} is in {}, so it differs from machine to machine",
                path.display()
            );
        }
    }
}

/// Every struct of a host's JSON is its own reader, and every host has its sentences: 200 to 350 kB for each of five hosts. Sync,
/// keys, commands, time and HMAC are another 270 kB, the standard library 100 kB, texts and tables 50 kB; what explains and
/// previews, with its rows as JSON, 90 kB; passing over the details of bodies without keys, 20 kB; and 70 kB are the price of code that
/// is optimised for speed. More than this would mean that something large slipped in, such as a second reader for each struct: 500 kB.
const BUDGET: u64 = 1_900_000;
