//! The command-line door to the core: JSON lines in, JSON lines out, answered by the module that runs in Jira.

use std::io::{BufRead, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use jigit_wasm_tests::door::{self, Command};
use jigit_wasm_tests::{Core, Error, Module, Native, corpus};
use serde_json::Value;

const USAGE: &str = "usage: jigit-core [--native] [--module FILE] COMMAND

  describe        what the core can do; asks nothing
  issue-keys      which issue keys are in a text
  preview         what would become of texts or of a delivery, and why
  smart-commits   which smart commits are in a message
  deliver         what a webhook delivery means
  page            what an answer of a Git host means
  corpus FOLDER   writes every request of the corpus and the linked core's answer to it

Questions are JSON values on standard input, one a line; each gets one line of JSON. `--native` asks the core that is
linked into this program instead of the WebAssembly module.";

fn main() -> ExitCode {
    match run(std::env::args().skip(1).collect()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("jigit-core: {error}");
            ExitCode::FAILURE
        }
    }
}

fn run(arguments: Vec<String>) -> Result<(), Error> {
    let mut native = false;
    let mut module = Module::default_path();
    let mut words = Vec::new();
    let mut arguments = arguments.into_iter();
    while let Some(argument) = arguments.next() {
        match argument.as_str() {
            "--native" => native = true,
            "--module" => module = PathBuf::from(arguments.next().ok_or("--module: expected a file, found nothing")?),
            "--help" | "-h" | "help" => {
                println!("{USAGE}");
                return Ok(());
            }
            option if option.starts_with('-') => return Err(format!("no such option: {option}\n{USAGE}").into()),
            _ => words.push(argument),
        }
    }
    match words.iter().map(String::as_str).collect::<Vec<_>>()[..] {
        ["corpus", folder] => corpus::write(Path::new(folder)),
        [word] => {
            let command = Command::named(word).ok_or_else(|| format!("no such command: {word}\n{USAGE}"))?;
            if native {
                converse(&mut Native, command)
            } else {
                converse(&mut Module::load(&module)?.start()?, command)
            }
        }
        _ => Err(USAGE.into()),
    }
}

/// Answers every question on standard input as soon as it is there.
fn converse(core: &mut impl Core, command: Command) -> Result<(), Error> {
    let mut out = std::io::stdout().lock();
    let mut say = |answer: Value| -> Result<(), Error> {
        writeln!(out, "{answer}")?;
        Ok(out.flush()?)
    };
    if command == Command::Describe {
        return say(door::ask(core, command, &Value::Object(serde_json::Map::new()))?);
    }
    for (number, line) in std::io::stdin().lock().split(b'\n').enumerate() {
        let line = line?;
        if line.iter().all(u8::is_ascii_whitespace) {
            continue;
        }
        let question =
            door::parse(&line).map_err(|error| format!("line {}: expected JSON, found {error}", number + 1))?;
        say(door::ask(core, command, &question)?)?;
    }
    Ok(())
}
