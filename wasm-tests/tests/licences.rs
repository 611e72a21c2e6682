//! Whose work Jigit uses, and under which licences: THIRD-PARTY.md is rendered from what is shipped, and no build uses more.
//!
//! `./build.sh generate` writes the list; without `GENERATE` the test compares. Maven's libraries are checked by Maven.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::Value;

/// Name, version and licence of a library.
type Library = (String, String, String);

#[test]
fn generated_list_of_what_is_shipped_is_fresh() {
    let mut list = String::from(HEAD);
    for (title, libraries) in [
        ("In the core, as WebAssembly", crates(&[CORE, &["-e", "normal,no-proc-macro"]].concat())),
        ("In the core, as a native library", crates(&NATIVE)),
        ("In the app, as Java", jars()),
        ("In the app's screens", packages("jira-plugin/plugin/src/main/frontend/package-lock.json", false)),
    ] {
        list += &format!("\n## {title}\n\n| name | version | licence |\n| --- | --- | --- |\n");
        for (name, version, licence) in libraries {
            list += &format!("| {name} | {version} | {licence} |\n");
        }
    }
    let path = root().join("THIRD-PARTY.md");
    if std::env::var_os("GENERATE").is_some() {
        fs::write(&path, &list).unwrap();
    }
    assert!(fs::read_to_string(&path).unwrap_or_default() == list, "THIRD-PARTY.md is stale: run ./build.sh generate");
}

#[test]
fn every_crate_has_a_licence_that_we_accept() {
    let here = crates(&["--workspace", "-e", "normal,build,dev"]);
    let browser = crates(&[CORE, &["-e", "normal,build"]].concat());
    for (name, version, licence) in here.into_iter().chain(browser).chain(crates(&NATIVE)) {
        assert!(accepted(&licence), "{name} {version}: {licence:?} is not among {ACCEPTED:?}");
    }
}

#[test]
fn every_npm_package_has_a_licence_that_we_accept() {
    let mut seen = 0;
    for lock in [
        "wasm-tests/package-lock.json",
        "jira-plugin/headless/aui/package-lock.json",
        "jira-plugin/it/browser/package-lock.json",
        "jira-plugin/it/peers/package-lock.json",
        "jira-plugin/plugin/src/main/frontend/package-lock.json",
    ] {
        for (name, version, licence) in packages(lock, true) {
            let looked_at = [&ONLY_SERVED_BY_THE_HEADLESS_JIRA[..], &MIT_TOLD_IN_THE_OLD_WAY[..]].concat();
            let known = accepted(&licence) || looked_at.contains(&name.as_str());
            assert!(known, "{lock}: {name} {version}: {licence:?} is not among {ACCEPTED:?}");
            seen += 1;
        }
        let text = fs::read_to_string(root().join(lock)).unwrap();
        assert!(
            !text.contains("\"resolved\""),
            "{lock}: names the address of a registry; .npmrc should say omit-lockfile-registry-resolved"
        );
    }
    assert!(seen > 10, "only {seen} packages were looked at");
}

/// The crates that `cargo tree` lists, but ours.
fn crates(which: &[&str]) -> Vec<Library> {
    let output = Command::new(env!("CARGO"))
        .current_dir(root())
        .args(["tree", "--locked", "--prefix", "none", "--format", "{p}|{l}"])
        .args(which)
        .output()
        .unwrap();
    assert!(output.status.success(), "cargo tree: {}", String::from_utf8_lossy(&output.stderr));
    let mut libraries = BTreeSet::new();
    for line in String::from_utf8(output.stdout).unwrap().lines() {
        let Some((package, licence)) = line.trim_end_matches(" (*)").split_once('|') else { continue };
        let mut words = package.split(' ');
        let name = words.next().unwrap_or_default();
        if !name.starts_with("jigit") {
            let version = words.next().unwrap_or_default().trim_start_matches('v');
            libraries.insert((name.to_owned(), version.to_owned(), licence.to_owned()));
        }
    }
    libraries.into_iter().collect()
}

/// The jars that the app's bundle contains, as bnd is told.
fn jars() -> Vec<Library> {
    let bundle = fs::read_to_string(root().join("jira-plugin/plugin/bnd.bnd")).unwrap();
    let parent = fs::read_to_string(root().join("jira-plugin/pom.xml")).unwrap();
    let core = fs::read_to_string(root().join("jira-plugin/core/pom.xml")).unwrap();
    let chicory = between(&parent, "<chicory.version>", "</chicory.version>");
    let gson = between(&core, "<artifactId>gson</artifactId>\n      <version>", "</version>");
    let known = [("chicory-runtime", chicory), ("chicory-wasm", chicory), ("gson", gson)];
    let mut jars = Vec::new();
    for jar in bundle.split("lib/").skip(1).map(|rest| rest.split(".jar").next().unwrap_or_default()) {
        if jar != "core" {
            let (name, version) = known
                .iter()
                .find(|(name, _)| *name == jar)
                .unwrap_or_else(|| panic!("bnd.bnd: {jar}.jar is shipped, and nobody has looked at its licence"));
            // Both projects are licensed so, which Maven compares with their POMs (./build.sh check).
            jars.push(((*name).to_owned(), (*version).to_owned(), "Apache-2.0".to_owned()));
        }
    }
    jars.sort();
    assert_eq!(jars.len(), known.len(), "bnd.bnd: {jars:?}");
    jars
}

fn between<'a>(text: &'a str, start: &str, end: &str) -> &'a str {
    let (_, rest) = text.split_once(start).unwrap_or_else(|| panic!("no {start}"));
    rest.split_once(end).unwrap().0
}

/// The packages of a lock file, with or without those that only build and test.
fn packages(lock: &str, development: bool) -> Vec<Library> {
    let text = fs::read_to_string(root().join(lock)).unwrap_or_else(|error| panic!("{lock}: {error}"));
    let lock: Value = serde_json::from_str(&text).unwrap();
    let mut libraries = Vec::new();
    for (path, package) in lock["packages"].as_object().unwrap() {
        let tool = package["dev"] == true || package["devOptional"] == true;
        if path.is_empty() || (tool && !development) {
            continue;
        }
        let name = path.rsplit("node_modules/").next().unwrap_or_default();
        let [version, licence] =
            ["version", "license"].map(|field| package[field].as_str().unwrap_or_default().to_owned());
        libraries.push((name.to_owned(), version, licence));
    }
    libraries
}

fn accepted(licence: &str) -> bool {
    spdx::Expression::parse_mode(licence, spdx::ParseMode::LAX)
        .is_ok_and(|licence| licence.evaluate(|one| ACCEPTED.contains(&one.to_string().as_str())))
}

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap().to_path_buf()
}

/// The native library; Linux stands for all systems, whose libraries differ by what the standard library needs.
const NATIVE: [&str; 8] =
    ["-p", "jigit", "--features", "jni", "--target", "x86_64-unknown-linux-gnu", "-e", "normal,no-proc-macro"];

/// The core as both modules contain it: the one for browsers has some libraries more.
const CORE: &[&str] = &["-p", "jigit", "--target", "wasm32-unknown-unknown", "--features", "browser"];

/// Licences that may be combined with Apache-2.0; those with conditions on changed files only in tools, which is where they are.
const ACCEPTED: [&str; 14] = [
    "0BSD",
    "Apache-2.0",
    "Apache-2.0 WITH LLVM-exception",
    "BSD-2-Clause",
    "BSD-3-Clause",
    "BlueOak-1.0.0",
    "CC0-1.0",
    "ISC",
    "MIT",
    "MPL-2.0",
    "Python-2.0",
    "Unicode-3.0",
    "Unlicense",
    "Zlib",
];

/// Parts of Atlassian's look whose packages name no licence of the list. They are fetched to show pages, and never shipped.
const ONLY_SERVED_BY_THE_HEADLESS_JIRA: [&str; 2] = ["@atlassian/adg-server-iconfont", "skatejs-template-html"];

/// Their package.json names MIT in a list `licenses`, which lock files do not repeat. Prism needs them, in tests.
const MIT_TOLD_IN_THE_OLD_WAY: [&str; 6] = [
    "compute-gcd",
    "compute-lcm",
    "validate.io-function",
    "validate.io-integer",
    "validate.io-integer-array",
    "validate.io-number",
];

const HEAD: &str = "# Third-party software

Jigit is licensed under [Apache-2.0](LICENSE). The app contains the libraries below, each under its own licence; where a choice is
given (`OR`), Jigit takes Apache-2.0, else MIT; the core also holds parts of Rust's standard library (MIT OR Apache-2.0). What is only used to build and to test is not shipped and not listed; its licences
are checked by `./build.sh check`. This file is generated: `./build.sh generate`.
";
