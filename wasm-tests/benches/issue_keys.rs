//! How fast issue keys are found: natively, in wasmtime, and with Java's regular expressions, on the same texts in one run.
//!
//! `./build.sh bench keys` prints the table. Rounds of the three take turns, so that what else the machine does slows all of
//! them; told are medians with the fastest and the slowest round. `--count TEXT` reads a text once, for counting instructions.

#![allow(clippy::disallowed_types)] // a benchmark looks at the clock

use std::fmt::Write as _;
use std::fs;
use std::hint::black_box;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Instant;

use jigit::boundary::frame;
use jigit::issue_key::{Field, Rules, extract};
use jigit_wasm_tests::{Core, Error, Module, Wasm};
use serde_json::json;

/// A kind of text: its messages, a MiB of them.
struct Texts {
    name: &'static str,
    messages: Vec<String>,
}

impl Texts {
    fn bytes(&self) -> usize {
        self.messages.iter().map(String::len).sum()
    }
}

fn main() -> Result<(), Error> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../target/bench");
    fs::create_dir_all(&folder)?;
    let texts = texts();
    let arguments: Vec<String> = std::env::args().collect();
    if let Some(at) = arguments.iter().position(|argument| argument == "--count") {
        let wanted = arguments.get(at + 1).ok_or("expected the name of a text behind --count")?;
        let texts = texts.iter().find(|texts| texts.name == wanted).ok_or("no text has this name")?;
        black_box(native(texts, &rules()));
        return Ok(());
    }
    for texts in &texts {
        fs::write(folder.join(format!("{}.txt", texts.name)), texts.messages.join("\0"))?;
    }
    let rules = rules();
    let mut wasm = Module::load(&Module::default_path())?.start()?;
    configure(&mut wasm)?;
    println!("| text, a MiB | native | wasmtime | Java's Pattern | native : Java | wasmtime : Java | keys |");
    println!("| --- | --- | --- | --- | --- | --- | --- |");
    for texts in &texts {
        let heads = heads(texts);
        let keys = native(texts, &rules);
        assert_eq!(places(&in_wasm(&mut wasm, &heads)?), keys, "both find the same");
        let (mut natives, mut wasms) = (Vec::new(), Vec::new());
        let java = Java::start(&folder, texts.name);
        for _ in 0..ROUNDS {
            natives.push(gigabytes(texts, || black_box(native(texts, &rules))));
            wasms.push(gigabytes(texts, || black_box(in_wasm(&mut wasm, &heads).unwrap_or_default()).len()));
        }
        let java = java?.finish()?;
        let (native, wasm) = (Speed::of(natives), Speed::of(wasms));
        let ratio = |speed: &Speed| format!("{:.1}", speed.median / java.median);
        println!(
            "| {} | {native} | {wasm} | {java} | {} | {} | {keys} |",
            texts.name,
            ratio(&native),
            ratio(&wasm),
            native = native.told(),
            wasm = wasm.told(),
            java = java.told()
        );
    }
    println!("\nGB/s: median (slowest to fastest of {ROUNDS} rounds), one core each; a call per message.");
    Ok(())
}

fn rules() -> Rules {
    Rules::known(PROJECTS)
}

/// Reads each message and counts the keys.
fn native(texts: &Texts, rules: &Rules) -> usize {
    texts.messages.iter().map(|text| extract(text, Field::Commit, rules).occurrences.len()).sum()
}

fn configure(wasm: &mut Wasm) -> Result<(), Error> {
    let head = json!({"message": "configure", "version": 1, "known_projects": PROJECTS});
    wasm.call(&frame::join(head.to_string().as_bytes(), &[])).map(|_| ())
}

/// The questions for messages: several in one text, for a page of commits crosses in one call as well.
fn heads(texts: &Texts) -> Vec<Vec<u8>> {
    let chunks = texts.messages.chunks(MESSAGES_PER_CALL);
    let head = json!({"message": "issue_keys", "field": "commit", "version": 1}).to_string();
    chunks.map(|chunk| frame::join(head.as_bytes(), chunk.join("\n").as_bytes())).collect()
}

/// The answers to all questions.
fn in_wasm(wasm: &mut Wasm, heads: &[Vec<u8>]) -> Result<Vec<Vec<u8>>, Error> {
    heads.iter().map(|head| wasm.call(head)).collect()
}

fn places(answers: &[Vec<u8>]) -> usize {
    answers.iter().map(|answer| answer.windows(7).filter(|part| part == b"\"byte\":").count()).sum()
}

fn gigabytes(texts: &Texts, run: impl FnOnce() -> usize) -> f64 {
    let began = Instant::now();
    run();
    texts.bytes() as f64 / began.elapsed().as_secs_f64() / 1e9
}

/// Java's regular expressions on the same texts, in a JVM of its own that prints a round per line.
struct Java {
    program: std::process::Child,
}

impl Java {
    fn start(folder: &Path, name: &str) -> Result<Java, Error> {
        let source = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("benches/IssueKeyPattern.java");
        let file = folder.join(format!("{name}.txt"));
        let mut command = Command::new("java");
        command.arg(source).arg(file).arg(ROUNDS.to_string()).stdout(std::process::Stdio::piped());
        Ok(Java { program: command.spawn()? })
    }

    fn finish(self) -> Result<Speed, Error> {
        let output = self.program.wait_with_output()?;
        let rounds: Result<Vec<f64>, _> = String::from_utf8(output.stdout)?.lines().map(str::parse).collect();
        Ok(Speed::of(rounds?))
    }
}

/// Rounds of one way.
struct Speed {
    slowest: f64,
    median: f64,
    fastest: f64,
}

impl Speed {
    fn of(mut rounds: Vec<f64>) -> Speed {
        rounds.sort_by(f64::total_cmp);
        let at = |index: usize| rounds.get(index).copied().unwrap_or(f64::NAN);
        Speed { slowest: at(0), median: at(rounds.len() / 2), fastest: at(rounds.len().saturating_sub(1)) }
    }

    fn told(&self) -> String {
        format!("{:.2} ({:.2} to {:.2})", self.median, self.slowest, self.fastest)
    }
}

/// The texts: sentences of ordinary words, always the same.
fn texts() -> Vec<Texts> {
    let mut random = 0x2545_f491_4f6c_dd1d_u64;
    let mut next = |most: usize| {
        random ^= random << 13;
        random ^= random >> 7;
        random ^= random << 17;
        (random % most as u64) as usize
    };
    let mut sentence = |words: usize| {
        let mut text = String::new();
        for number in 0..words {
            let word = WORDS.get(next(WORDS.len())).copied().unwrap_or_default();
            let _ = write!(text, "{}{word}", if number == 0 { "" } else { " " });
        }
        text
    };
    let mut message = |number: usize, key: bool| {
        let prefix = if key { format!("PAY-{}: ", number % 9_000 + 1) } else { String::new() };
        let body: Vec<String> = (0..4).map(|_| sentence(11)).collect();
        format!("{prefix}{}\n\n{}.\n", sentence(7), body.join(".\n"))
    };
    let mut collect = |name, key: &dyn Fn(usize) -> bool| {
        let (mut messages, mut bytes) = (Vec::new(), 0);
        while bytes < 1 << 20 {
            let text: String = message(messages.len(), key(messages.len()));
            bytes += text.len();
            messages.push(text);
        }
        Texts { name, messages }
    };
    let ordinary = collect("commit-messages", &|number| number % 2 == 0);
    let keyless = collect("without-keys", &|_| false);
    let lines =
        (0..40_000).map(|number| format!("- PAY-{}, OPS-{}: re-read v1-2\n", number % 300 + 1, number % 77 + 1));
    let lines: Vec<String> = lines.take(36_000).collect();
    let dense = Texts { name: "lists-of-keys", messages: lines.chunks(20).map(|chunk| chunk.concat()).collect() };
    vec![ordinary, keyless, dense]
}

/// Rounds of each way.
const ROUNDS: usize = 31;
/// As many as a page of most hosts has.
const MESSAGES_PER_CALL: usize = 100;
const PROJECTS: [&str; 6] = ["CORE", "JIRA", "MES", "OPS", "PAY", "SHOP"];
/// Words of commit messages, a hyphen in some.
const WORDS: [&str; 40] = [
    "add",
    "address",
    "after",
    "answer",
    "because",
    "branch",
    "cache",
    "change",
    "check",
    "clean-up",
    "commit",
    "connection",
    "default",
    "delete",
    "empty",
    "error",
    "first",
    "header",
    "index",
    "instead",
    "issue",
    "limit",
    "missing",
    "option",
    "page",
    "parser",
    "re-read",
    "request",
    "response",
    "retry",
    "return",
    "server",
    "simplify",
    "state",
    "test",
    "the",
    "timeout",
    "update",
    "when",
    "with",
];
