//! The shape of the house, said aloud: who may import whom, who may name a Git host, who knows the WebAssembly runtime.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

/// What each part of the core may use of the others. A part that is not here may use everything but the boundary.
const MAY_USE: [(&str, &[&str]); 13] = [
    ("error", &[]),
    ("host", &["error", "http", "json", "lenient", "model", "signature", "text", "time"]),
    ("http", &["error", "time"]),
    ("inventory", &[]),
    ("issue_key", &["unicode"]),
    ("json", &[]),
    ("lenient", &["error", "json", "text", "time"]),
    ("model", &["time"]),
    ("signature", &[]),
    ("smart_commit", &["issue_key", "unicode"]),
    ("text", &[]),
    ("time", &[]),
    ("unicode", &[]),
];

#[test]
fn every_part_uses_only_what_it_may() {
    // Tests of a host tell stories with sync.
    for file in rust_files().into_iter().filter(|file| !is_test(file)) {
        let part = part(&file);
        for used in used_parts(&fs::read_to_string(&file).unwrap()) {
            if used == part {
                continue;
            }
            assert_ne!(used, "boundary", "{}: nothing imports the boundary", file.display());
            if let Some((_, allowed)) = MAY_USE.iter().find(|(name, _)| *name == part) {
                assert!(
                    allowed.contains(&used.as_str()),
                    "{}: {part} may not use {used}, only {allowed:?}",
                    file.display()
                );
            }
        }
    }
}

#[test]
fn no_host_mentions_another_and_sync_mentions_none() {
    for file in rust_files() {
        let text = fs::read_to_string(&file).unwrap();
        for host in hosts() {
            let own = file.starts_with(root().join("src/host").join(&host));
            let registry = file == root().join("src/host/mod.rs");
            let mentioned = text.contains(&format!("host::{host}")) || text.contains(&format!("super::{host}"));
            assert!(own || registry || !mentioned, "{}: names the host {host}", file.display());
        }
    }
}

#[test]
fn no_shipped_file_outside_of_the_hosts_names_a_host() {
    let mut files = rust_files();
    files.retain(|file| {
        !file.starts_with(root().join("src/host")) && !file.ends_with("boundary/java.rs") && !is_test(file)
    });
    for module in ["core", "plugin"] {
        let sources = root().join("jira-plugin").join(module).join("src/main");
        for folder in ["java", "resources", "frontend/src"] {
            if sources.join(folder).is_dir() {
                files.extend(walk(
                    &sources.join(folder),
                    &["java", "xml", "properties", "vm", "ts", "tsx", "css", "html"],
                ));
            }
        }
    }
    let mut names = hosts();
    names.extend(["azure", "bitbucket", "gerrit", "gitea", "github", "gitlab"].map(str::to_owned));
    for file in files {
        let text = without_comments(&fs::read_to_string(&file).unwrap()).to_lowercase();
        for (number, line) in text.lines().enumerate() {
            for name in &names {
                assert!(
                    !line.contains(name.as_str()),
                    "{}:{}: names the host {name}; what is special about a host belongs into src/host/{name}",
                    file.display(),
                    number + 1
                );
            }
        }
    }
}

#[test]
fn only_an_engine_and_its_memory_know_the_webassembly_runtime() {
    let mut knowing = BTreeSet::new();
    for module in ["core", "plugin"] {
        for file in walk(&root().join("jira-plugin").join(module).join("src/main/java"), &["java"]) {
            if without_comments(&fs::read_to_string(&file).unwrap()).contains("com.dylibso") {
                knowing.insert(file.file_name().unwrap().to_string_lossy().into_owned());
            }
        }
    }
    assert_eq!(knowing, BTreeSet::from(["FlatMemory.java".to_owned(), "WasmEngine.java".to_owned()]));
}

#[test]
fn java_modules_know_only_those_they_may() {
    for (module, unknown) in [
        ("core", &["com.atlassian", "org.jigit.headless", "org.jigit.store", "org.jigit.rest", "org.osgi"][..]),
        ("plugin", &["org.jigit.headless", "org.jigit.it"]),
        ("headless", &["org.jigit.core", "org.jigit.jira", "org.jigit.store", "org.jigit.it"]),
        ("bench", &["com.atlassian", "com.dylibso", "org.jigit.headless", "org.jigit.store", "org.jigit.it"]),
        ("it", &["org.jigit.core.", "org.jigit.store", "org.jigit.headless.jira"]),
    ] {
        for file in walk(&root().join("jira-plugin").join(module).join("src/main/java"), &["java"]) {
            let text = without_comments(&fs::read_to_string(&file).unwrap());
            for name in unknown {
                assert!(!text.contains(&format!("import {name}")), "{}: {module} may not know {name}", file.display());
            }
        }
    }
}

#[test]
fn every_file_of_ours_says_first_what_it_is_responsible_for() {
    let mut files = rust_files();
    files.extend(walk(&root().join("wasm-tests/src"), &["rs"]));
    files.extend(walk(&root().join("wasm-tests/tests"), &["rs"]));
    for module in ["bench", "core", "plugin", "headless", "it"] {
        files.extend(walk(&root().join("jira-plugin").join(module).join("src"), &["java"]));
    }
    for file in files {
        let text = fs::read_to_string(&file).unwrap();
        let first = text.lines().next().unwrap_or_default();
        assert!(
            first.starts_with("//") || first.starts_with("/*"),
            "{}: the first line should say what the file is responsible for, found: {first}",
            file.display()
        );
    }
}

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap().to_path_buf()
}

fn rust_files() -> Vec<PathBuf> {
    walk(&root().join("src"), &["rs"])
}

fn is_test(file: &Path) -> bool {
    file.file_stem().is_some_and(|stem| stem == "tests" || stem == "world")
        || file.components().any(|c| c.as_os_str() == "tests")
}

/// The folders of `src/host`.
fn hosts() -> Vec<String> {
    let mut names = Vec::new();
    for entry in fs::read_dir(root().join("src/host")).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            names.push(path.file_name().unwrap().to_string_lossy().into_owned());
        }
    }
    assert!(!names.is_empty());
    names
}

/// The first folder or the name of a file below `src`.
fn part(file: &Path) -> String {
    let below = file.strip_prefix(root().join("src")).unwrap();
    below.components().next().unwrap().as_os_str().to_string_lossy().trim_end_matches(".rs").to_owned()
}

/// Every `crate::x` of a file, in `use` lines and elsewhere, tests included.
fn used_parts(text: &str) -> BTreeSet<String> {
    text.split("crate::")
        .skip(1)
        .flat_map(|rest| match rest.strip_prefix('{') {
            Some(list) => list.split('}').next().unwrap_or_default().split(',').map(first_word).collect(),
            None => vec![first_word(rest)],
        })
        .filter(|word| !word.is_empty())
        .collect()
}

fn first_word(text: &str) -> String {
    text.trim_start().chars().take_while(|c| c.is_ascii_lowercase() || *c == '_').collect()
}

/// A source without its comments and, in Rust, without its tests at the end.
fn without_comments(text: &str) -> String {
    let text = text.split("#[cfg(test)]\nmod ").next().unwrap_or_default();
    let mut out = String::new();
    let mut inside = false;
    for line in text.lines() {
        let trimmed = line.trim_start();
        inside |= trimmed.starts_with("/*") || trimmed.starts_with("<!--");
        if !inside && !trimmed.starts_with("//") && !trimmed.starts_with('#') {
            out.push_str(line);
        }
        out.push('\n');
        inside &= !line.contains("*/") && !line.contains("-->");
    }
    out
}

fn walk(folder: &Path, extensions: &[&str]) -> Vec<PathBuf> {
    let mut files = Vec::new();
    let mut folders = vec![folder.to_path_buf()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display())) {
            let path = entry.unwrap().path();
            if path.is_dir() {
                if path.file_name().is_some_and(|name| name != "node_modules" && name != "target") {
                    folders.push(path);
                }
            } else if path.extension().is_some_and(|extension| extensions.iter().any(|known| *known == extension)) {
                files.push(path);
            }
        }
    }
    files.sort();
    files
}
