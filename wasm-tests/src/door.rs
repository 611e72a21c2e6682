//! Questions and answers of the command line, one JSON value each, translated to frames and back.

use std::hash::{DefaultHasher, Hash, Hasher};

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use jigit::boundary::frame;
use jigit::model::Update;
use serde_json::{Map, Value, json};

use crate::{Core, Error};

/// What can be asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Command {
    /// What does this webhook delivery mean?
    Deliver,
    /// What can the core do?
    Describe,
    /// Which issue keys are in this text?
    IssueKeys,
    /// What does this answer of a host mean?
    Page,
    /// What would become of texts or of a delivery, and why?
    Preview,
    /// Which smart commits are in this message?
    SmartCommits,
}

impl Command {
    /// All commands with the words that name them.
    pub const ALL: [(&'static str, Command); 6] = [
        ("deliver", Command::Deliver),
        ("describe", Command::Describe),
        ("issue-keys", Command::IssueKeys),
        ("page", Command::Page),
        ("preview", Command::Preview),
        ("smart-commits", Command::SmartCommits),
    ];

    /// The command that a word names.
    pub fn named(word: &str) -> Option<Command> {
        Command::ALL.iter().find(|(name, _)| *name == word).map(|(_, command)| *command)
    }
}

/// Asks a core and says its answer in the words of the command line.
///
/// # Errors
/// When the engine stopped or broke its own contract. What the core refuses is an answer: `{"error":…}`.
pub fn ask(core: &mut impl Core, command: Command, question: &Value) -> Result<Value, Error> {
    let question = match question_frame(command, question) {
        Ok(question) => question,
        Err(refusal) => return Ok(refused("malformed", &refusal)),
    };
    let mut answer = core.call(&question.frame)?;
    if split(&answer)?.0.get("needs_configuration").is_some() {
        let Some(configure) = question.configure else {
            return Err("asked for a configuration that nobody named".into());
        };
        core.call(&configure)?;
        answer = core.call(&question.frame)?;
    }
    let (mut head, tail) = split(&answer)?;
    match head.get_mut("ok") {
        Some(ok) => say(command, ok.take(), tail, question.want.as_deref()),
        None => Ok(head),
    }
}

/// A question as the core takes it.
pub struct Question {
    /// The frame.
    pub frame: Vec<u8>,
    /// The configuration that it needs, if it says something of Jira.
    pub configure: Option<Vec<u8>>,
    want: Option<String>,
}

/// Packs a question into frames.
///
/// # Errors
/// A sentence that says what was expected and what was found.
pub fn question_frame(command: Command, question: &Value) -> Result<Question, String> {
    let fields = match question {
        Value::Object(fields) => fields,
        other => return Err(format!("expected a JSON object, found {other}")),
    };
    let mut head = Map::new();
    let mut tail = Vec::new();
    let mut want = None;
    head.insert("message".to_owned(), json!(message(command)));
    let mut copy = |names: &[&str], from: &Map<String, Value>| {
        for name in names {
            if let Some(value) = from.get(*name) {
                head.insert((*name).to_owned(), value.clone());
            }
        }
    };
    match command {
        Command::Describe => {}
        Command::IssueKeys => copy(&["explain", "field", "text"], fields),
        Command::Preview => {
            let parts = ["texts", "host", "known_projects", "instance_hosts", "hours_per_day", "days_per_week"];
            copy(&parts, fields);
            head.insert("headers".to_owned(), headers(fields.get("headers"))?);
            tail = body(fields)?;
        }
        Command::SmartCommits => copy(&["text"], fields),
        Command::Deliver => {
            copy(&["host", "now"], fields);
            head.insert("headers".to_owned(), headers(fields.get("headers"))?);
            head.insert("secrets".to_owned(), secrets(fields.get("secret"))?);
            tail = body(fields)?;
        }
        Command::Page => {
            let response = fields.get("response").and_then(Value::as_object);
            let response = response.ok_or("expected a response with status, headers and body, found none")?;
            copy(&["host", "want", "base_url", "repository_id", "now"], fields);
            copy(&["status"], response);
            if let Some(url) = fields.get("request").and_then(|request| request.get("url")) {
                head.insert("url".to_owned(), url.clone());
            }
            head.insert("headers".to_owned(), headers(response.get("headers"))?);
            tail = body(response)?;
            want = fields.get("want").and_then(Value::as_str).map(str::to_owned);
        }
    }
    let rules: Map<String, Value> = ["served", "ignored", "key_pattern"]
        .into_iter()
        .filter_map(|name| fields.get(name).map(|value| (name.to_owned(), value.clone())))
        .collect();
    if !rules.is_empty() {
        head.insert("rules".to_owned(), Value::Object(rules));
    }
    let mut configure = Map::new();
    let names = ["known_projects", "instance_hosts", "project_pattern", "max_keys", "hours_per_day", "days_per_week"];
    for name in names {
        if let Some(value) = fields.get(name).filter(|value| !value.is_null()) {
            configure.insert(name.to_owned(), value.clone());
        }
    }
    let configure = (!configure.is_empty() && command != Command::Preview).then(|| {
        let version = version_of(&Value::Object(configure.clone()));
        head.insert("version".to_owned(), json!(version));
        configure.insert("message".to_owned(), json!("configure"));
        configure.insert("version".to_owned(), json!(version));
        frame::join(Value::Object(configure).to_string().as_bytes(), &[])
    });
    Ok(Question { frame: frame::join(Value::Object(head).to_string().as_bytes(), &tail), configure, want })
}

fn message(command: Command) -> &'static str {
    match command {
        Command::Deliver => "deliver",
        Command::Describe => "describe",
        Command::IssueKeys => "issue_keys",
        Command::Page => "page",
        Command::Preview => "preview",
        Command::SmartCommits => "smart_commits",
    }
}

/// Equal configurations have equal versions, and never 0, which means that nothing is configured.
fn version_of(configuration: &Value) -> u64 {
    let mut hasher = DefaultHasher::new();
    configuration.to_string().hash(&mut hasher);
    hasher.finish().max(1)
}

/// Headers as an object of texts or lists of texts, or as a list of names and values.
fn headers(given: Option<&Value>) -> Result<Value, String> {
    let mut headers = Vec::new();
    match given {
        None | Some(Value::Null) => {}
        Some(Value::Object(pairs)) => {
            for (name, value) in pairs {
                for value in value.as_array().map_or(std::slice::from_ref(value), Vec::as_slice) {
                    headers.push(json!({"name": name, "value": text(value)}));
                }
            }
        }
        Some(Value::Array(list)) => headers.clone_from(list),
        Some(other) => return Err(format!("expected headers as an object, found {other}")),
    }
    Ok(Value::Array(headers))
}

fn text(value: &Value) -> String {
    value.as_str().map_or_else(|| value.to_string(), str::to_owned)
}

fn secrets(given: Option<&Value>) -> Result<Value, String> {
    match given {
        None | Some(Value::Null) => Ok(json!([])),
        Some(Value::String(secret)) => Ok(json!([secret])),
        Some(Value::Array(secrets)) if secrets.iter().all(Value::is_string) => Ok(json!(secrets)),
        Some(_) => Err("expected a secret as a text, a list of texts or null, found something else".to_owned()),
    }
}

/// The exact bytes of a body: a text as it is, base64 decoded, any other JSON as its shortest text.
fn body(fields: &Map<String, Value>) -> Result<Vec<u8>, String> {
    match (fields.get("body"), fields.get("body_base64")) {
        (_, Some(Value::String(encoded))) => {
            STANDARD.decode(encoded).map_err(|error| format!("expected base64 in body_base64, found {error}"))
        }
        (Some(Value::String(body)), _) => Ok(body.clone().into_bytes()),
        (None | Some(Value::Null), _) => Ok(Vec::new()),
        (Some(json), _) => Ok(json.to_string().into_bytes()),
    }
}

fn split(answer: &[u8]) -> Result<(Value, &[u8]), Error> {
    let (head, tail) = frame::split(answer)?;
    Ok((serde_json::from_slice(head)?, tail))
}

/// The answer with its rows, as people and tests read it.
fn say(command: Command, mut ok: Value, tail: &[u8], want: Option<&str>) -> Result<Value, Error> {
    if !matches!(command, Command::Deliver | Command::Page) {
        return Ok(ok);
    }
    let update = if tail.is_empty() { Update::default() } else { postcard::from_bytes(tail)? };
    let mut rows = serde_json::to_value(update)?;
    if command == Command::Deliver {
        ok["update"] = rows;
    } else {
        let kind = if want == Some("repository") { "repositories" } else { want.unwrap_or_default() };
        ok["items"] = rows.get_mut(kind).map_or_else(|| json!([]), Value::take);
    }
    Ok(ok)
}

fn refused(code: &str, message: &str) -> Value {
    json!({"error": {"code": code, "params": [], "message": message, "at": ""}})
}

/// Reads JSON. A lone surrogate (`"\ud83d"`) is JSON too, though no text: it becomes U+FFFD.
///
/// # Errors
/// When it is not JSON.
pub fn parse(json: &[u8]) -> Result<Value, serde_json::Error> {
    serde_json::from_slice(json)
        .or_else(|error| serde_json::from_slice(&without_lone_surrogates(json)).map_err(|_| error))
}

fn without_lone_surrogates(json: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(json.len());
    let mut rest = json;
    while let [first, after @ ..] = rest {
        let unit = escaped_unit(rest);
        let taken = match unit {
            Some(0xD800..=0xDBFF) if matches!(rest.get(6..).and_then(escaped_unit), Some(0xDC00..=0xDFFF)) => 12,
            Some(0xD800..=0xDFFF) => {
                out.extend_from_slice(b"\\ufffd");
                rest = &rest[6..];
                continue;
            }
            // An escape is taken whole, so that the second backslash of `\\u` does not begin one.
            _ if *first == b'\\' && !after.is_empty() => 2,
            _ => 1,
        };
        out.extend_from_slice(&rest[..taken]);
        rest = &rest[taken..];
    }
    out
}

/// The UTF-16 unit of a `\uXXXX` at the beginning.
fn escaped_unit(json: &[u8]) -> Option<u16> {
    let digits = json.strip_prefix(b"\\u")?.get(..4)?;
    u16::from_str_radix(std::str::from_utf8(digits).ok()?, 16).ok()
}
