//! The corpus: one list of requests, made of every fixture and of other people's payloads, for all engines to answer alike.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use jigit::boundary::frame;
use serde_json::{Value, json};

use crate::door::{self, Command};
use crate::{Core, Error, Native};

/// One request.
#[derive(Clone, Debug)]
pub struct Entry {
    /// What it is, such as `deliver github push/new_branch`.
    pub name: String,
    /// The frame.
    pub frame: Vec<u8>,
}

/// A payload of npm's `@octokit/webhooks-examples`.
#[derive(Clone, Debug)]
pub struct Example {
    /// The event's name: `push`.
    pub event: String,
    /// Which of the event's examples it is.
    pub number: usize,
    /// The body.
    pub payload: Value,
}

/// The whole corpus in a fixed order. The first requests configure the core, and later ones rely on it.
///
/// # Errors
/// When a fixture cannot be read, or npm's payloads are not there.
pub fn entries() -> Result<Vec<Entry>, Error> {
    let mut corpus = Corpus::default();
    corpus.json("configure", &json!({"message": "configure", "version": CONFIGURED, "known_projects": PROJECTS}), &[]);
    // The turns of sync below are taken here, each with the state that the one before gave.
    Native.call(&corpus.entries[0].frame)?;
    corpus.json("describe", &json!({"message": "describe"}), &[]);
    for (host, name, fixture) in fixtures("deliveries")? {
        corpus.question(&format!("deliver {host} {name}"), Command::Deliver, &with_host(fixture, &host))?;
    }
    for (host, name, fixture) in fixtures("pages")? {
        let fixture = with_host(fixture, &host);
        corpus.question(&format!("page {host} {name}"), Command::Page, &fixture)?;
        corpus.steps(&format!("step {host} {name}"), &fixture)?;
    }
    for example in examples()? {
        corpus.question(&format!("example {}", example.name()), Command::Deliver, &example.delivery())?;
    }
    corpus.texts()?;
    Ok(corpus.entries)
}

/// Writes every request and the linked core's answer to it into a folder, for engines that are not written in Rust.
///
/// # Errors
/// When the corpus cannot be read or the folder not be written.
pub fn write(folder: &Path) -> Result<(), Error> {
    if folder.exists() {
        fs::remove_dir_all(folder)?;
    }
    fs::create_dir_all(folder)?;
    for (number, entry) in entries()?.iter().enumerate() {
        let name: String = entry.name.chars().map(|c| if c.is_ascii_alphanumeric() { c } else { '_' }).collect();
        fs::write(folder.join(format!("{number:05}-{name}.request")), &entry.frame)?;
        fs::write(folder.join(format!("{number:05}-{name}.answer")), Native.call(&entry.frame)?)?;
    }
    Ok(())
}

/// The fixtures of a kind, `deliveries` or `pages`: host, name and content, in the order of their paths.
///
/// # Errors
/// When a fixture cannot be read.
pub fn fixtures(kind: &str) -> Result<Vec<(String, String, Value)>, Error> {
    let mut found = Vec::new();
    for host in folders(&root().join("src/host"))? {
        let fixtures = host.join("fixtures").join(kind);
        if !fixtures.is_dir() {
            continue;
        }
        for event in folders(&fixtures)? {
            for file in files(&event)? {
                let json = door::parse(&fs::read(&file)?).map_err(|error| format!("{}: {error}", file.display()))?;
                found.push((stem(&host), format!("{}/{}", stem(&event), stem(&file)), json));
            }
        }
    }
    Ok(found)
}

/// All payloads of npm's `@octokit/webhooks-examples` for github.com.
///
/// # Errors
/// When they are not there.
pub fn examples() -> Result<Vec<Example>, Error> {
    let path = root().join("wasm-tests/node_modules/@octokit/webhooks-examples/api.github.com/index.json");
    let text =
        fs::read(&path).map_err(|error| format!("{}: {error}; npm ci in wasm-tests fetches it", path.display()))?;
    let mut examples = Vec::new();
    for event in serde_json::from_slice::<Vec<Value>>(&text)? {
        let name = event["name"].as_str().unwrap_or_default().to_owned();
        for (number, payload) in event["examples"].as_array().into_iter().flatten().enumerate() {
            examples.push(Example { event: name.clone(), number, payload: payload.clone() });
        }
    }
    Ok(examples)
}

impl Example {
    /// What it is.
    pub fn name(&self) -> String {
        format!("{} {}", self.event, self.number)
    }

    /// The delivery it would come as.
    pub fn delivery(&self) -> Value {
        json!({
            "host": "github",
            "headers": {
                "Content-Type": "application/json",
                "X-GitHub-Delivery": format!("{}-{}", self.event, self.number),
                "X-GitHub-Event": self.event,
            },
            "body": self.payload,
        })
    }
}

#[derive(Default)]
struct Corpus {
    entries: Vec<Entry>,
    texts: BTreeSet<String>,
}

impl Corpus {
    fn json(&mut self, name: &str, head: &Value, tail: &[u8]) {
        self.entries.push(Entry { name: name.to_owned(), frame: frame::join(head.to_string().as_bytes(), tail) });
    }

    /// A question without and with the known projects, and cut short.
    fn question(&mut self, name: &str, command: Command, question: &Value) -> Result<(), Error> {
        collect_texts(question, &mut self.texts);
        let frame = door::question_frame(command, question).map_err(|error| format!("{name}: {error}"))?.frame;
        let (head, tail) = frame::split(&frame)?;
        let mut known: Value = serde_json::from_slice(head)?;
        known["version"] = json!(CONFIGURED);
        if known["message"] == "deliver" {
            let head = json!({"message": "preview", "host": known["host"], "headers": known["headers"],
                "known_projects": PROJECTS, "rules": {"served": ["PAY", "CORE"], "key_pattern": "[A-Z]+-[1-9][0-9]?"}});
            self.json(&format!("{name}, preview"), &head, tail);
            known["smart_commits"] = json!(true);
        }
        self.json(&format!("{name}, known projects"), &known, tail);
        self.json(&format!("{name}, cut"), &known, tail.get(..tail.len() * 2 / 3).unwrap_or(tail));
        self.entries.push(Entry { name: name.to_owned(), frame });
        Ok(())
    }

    /// A new task that gets this answer to its first requests.
    fn steps(&mut self, name: &str, page: &Value) -> Result<(), Error> {
        let frame = door::question_frame(Command::Page, page).map_err(|error| format!("{name}: {error}"))?.frame;
        let (head, body) = frame::split(&frame)?;
        let head: Value = serde_json::from_slice(head)?;
        let task = match head["want"].as_str() {
            Some("branches" | "commits") => "branches",
            Some("pull_requests") => "pull_requests",
            Some("account") => "check",
            _ => "repositories",
        };
        let mut step = json!({
            "message": "step",
            "connection": {
                "host": head["host"], "base_url": head["base_url"].as_str().unwrap_or("https://git.example.com"),
                "repo_type": "GroupOfRepositories", "repository_id": "octo-org", "history_days": 0, "pull_requests": true,
                "poll_ms": 300_000, "smart_commits": true, "rules": {"ignored": ["PAY-1"]},
            },
            "task": task,
            "repository": {"id": "1", "full_name": "octo-org/payments", "default_branch": "main"},
            "now": "2026-03-02T12:00:00.000Z",
            "version": CONFIGURED,
        });
        for turn in 0..STEPS {
            let body = if turn == 0 { &[][..] } else { body };
            self.json(&format!("{name}, turn {turn}"), &step, body);
            let answer = Native.call(&frame::join(step.to_string().as_bytes(), body))?;
            let (answer, _) = frame::split(&answer)?;
            let answer: Value = serde_json::from_slice(answer)?;
            let taken = answer.get("ok").ok_or_else(|| format!("{name}: {answer}"))?;
            step["state"] = taken["state"].clone();
            let Some(url) = taken["fetch"]["url"].as_str() else { break };
            step["response"] = json!({"status": head["status"], "headers": head["headers"], "url": url});
        }
        Ok(())
    }

    /// Every text that the payloads brought, searched for keys and commands.
    fn texts(&mut self) -> Result<(), Error> {
        for (number, text) in std::mem::take(&mut self.texts).into_iter().enumerate() {
            for field in ["commit", "branch", "pr_title", "pr_body"] {
                let mut head = json!({"message": "issue_keys", "field": field, "text": text, "version": CONFIGURED});
                self.json(&format!("{field} {number}"), &head, &[]);
                head["explain"] = json!(true);
                self.json(&format!("{field} {number}, explained"), &head, &[]);
            }
            self.json(
                &format!("keys {number}"),
                &json!({"message": "issue_keys", "field": "commit", "text": text}),
                &[],
            );
            let head = json!({"message": "smart_commits", "text": text, "version": CONFIGURED});
            self.json(&format!("commands {number}"), &head, &[]);
        }
        Ok(())
    }
}

fn with_host(mut fixture: Value, host: &str) -> Value {
    fixture["host"] = json!(host);
    fixture
}

fn collect_texts(value: &Value, into: &mut BTreeSet<String>) {
    match value {
        Value::Array(items) => items.iter().for_each(|item| collect_texts(item, into)),
        Value::Object(fields) => {
            for (name, field) in fields {
                match field {
                    Value::String(text) if TEXTS.contains(&name.as_str()) => {
                        into.insert(text.clone());
                    }
                    field => collect_texts(field, into),
                }
            }
        }
        _ => {}
    }
}

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

fn folders(of: &Path) -> Result<Vec<PathBuf>, Error> {
    listed(of, |path| path.is_dir())
}

fn files(of: &Path) -> Result<Vec<PathBuf>, Error> {
    listed(of, |path| path.extension().is_some_and(|extension| extension == "json"))
}

fn listed(of: &Path, keep: impl Fn(&Path) -> bool) -> Result<Vec<PathBuf>, Error> {
    let mut paths = Vec::new();
    for entry in fs::read_dir(of).map_err(|error| format!("{}: {error}", of.display()))? {
        let path = entry?.path();
        if keep(&path) {
            paths.push(path);
        }
    }
    paths.sort();
    Ok(paths)
}

fn stem(path: &Path) -> String {
    path.file_stem().unwrap_or_default().to_string_lossy().into_owned()
}

/// The version of the configuration that the corpus relies on, and its projects.
const CONFIGURED: u64 = 1;
const PROJECTS: [&str; 6] = ["CORE", "JIRA", "MES", "OPS", "PAY", "PROJ"];

/// How many turns a task takes with one and the same answer: the first asks, the others read.
const STEPS: usize = 4;

/// The fields of payloads that hold texts of people.
const TEXTS: [&str; 4] = ["body", "message", "ref", "title"];
