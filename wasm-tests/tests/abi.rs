//! The module's exports keep their promises: version, ownership, and an answer to whatever bytes come.

use std::sync::LazyLock;

use jigit::boundary::frame;
use jigit_wasm_tests::door::{self, Command};
use jigit_wasm_tests::{Core, Module, Native, Wasm, corpus};
use serde_json::Value;

static MODULE: LazyLock<Module> = LazyLock::new(|| Module::load(&Module::default_path()).unwrap());

fn start() -> Wasm {
    MODULE.start().unwrap()
}

#[test]
fn the_version_is_the_one_that_java_expects() {
    assert_eq!(start().abi_version().unwrap(), jigit::boundary::ABI_VERSION);
}

#[test]
fn what_is_allocated_is_freed() {
    let mut wasm = start();
    let body = vec![b' '; 300_000];
    let question = frame::join(br#"{"message":"deliver","host":"github","headers":[]}"#, &body);
    for _ in 0..8 {
        wasm.call(&question).unwrap();
    }
    let settled = wasm.memory_bytes();
    for _ in 0..500 {
        wasm.call(&question).unwrap();
    }
    assert_eq!(wasm.memory_bytes(), settled, "500 calls with 300 kB each made the memory grow: something is not freed");
}

#[test]
fn frames_that_lie_about_themselves_are_answered() {
    let mut wasm = start();
    let deep = "[".repeat(200_000);
    for (frame, because) in [
        (vec![], "nothing"),
        (vec![1, 0, 0], "no whole length"),
        (vec![255; 4], "4 GiB announced"),
        (vec![2, 0, 0, 128, b'{', b'}'], "2 GiB announced"),
        (frame::join(b"", b""), "an empty head"),
        (frame::join(b"null", b""), "no object"),
        (frame::join(br#"{"message":"dance"}"#, b""), "an unknown message"),
        (frame::join(deep.as_bytes(), b""), "a deep head"),
        (frame::join(&[0xff, 0xfe, 0, b'{'], b""), "no UTF-8"),
    ] {
        let answer = wasm.call(&frame).unwrap_or_else(|error| panic!("{because}: {error}"));
        let (head, _) = frame::split(&answer).unwrap();
        let head: Value = serde_json::from_slice(head).unwrap();
        assert!(head["error"]["message"].is_string(), "{because}: {head}");
    }
}

#[test]
fn damaged_deliveries_and_pages_never_trap() {
    let mut wasm = start();
    let mut chance = Chance(2026);
    let mut tried = 0;
    for (kind, command) in [("deliveries", Command::Deliver), ("pages", Command::Page)] {
        for (host, name, mut fixture) in corpus::fixtures(kind).unwrap() {
            fixture["host"] = host.into();
            let whole = door::question_frame(command, &fixture).unwrap().frame;
            for _ in 0..DAMAGES {
                let mut frame = whole.clone();
                if chance.below(2) == 0 {
                    frame.truncate(chance.below(whole.len()));
                } else {
                    for _ in 0..=chance.below(3) {
                        let at = chance.below(frame.len());
                        frame[at] ^= 1 << chance.below(8);
                    }
                }
                let answer = wasm.call(&frame).unwrap_or_else(|error| panic!("{kind}/{name}: {error}: {frame:?}"));
                assert_eq!(answer, Native.call(&frame).unwrap(), "{kind}/{name}: {frame:?}");
                tried += 1;
            }
        }
    }
    assert!(tried > 100, "only {tried} frames were tried: where are the fixtures?");
}

#[test]
fn deeply_nested_bodies_are_refused_or_skipped_but_never_trap() {
    let mut wasm = start();
    for body in
        ["[".repeat(1_000_000), r#"{"a":"#.repeat(200_000), format!("{}1{}", "[".repeat(100_000), "]".repeat(100_000))]
    {
        for event in ["push", "pull_request", "create", "unheard_of"] {
            let question = serde_json::json!({"host": "github", "headers": {"X-GitHub-Event": event}, "body": body});
            let answer = door::ask(&mut wasm, Command::Deliver, &question).unwrap();
            assert!(matches!(answer["outcome"].as_str(), Some("malformed" | "ignored")), "{event}: {answer}");
        }
    }
}

/// How often each fixture is damaged.
const DAMAGES: usize = 10;

/// Numbers that look random and are the same in every run (xorshift).
struct Chance(u64);

impl Chance {
    fn below(&mut self, limit: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 % limit.max(1) as u64) as usize
    }
}
