//! The only door to Java: bytes in, bytes out. wasm exports and the native library are ways to carry bytes to [`handle`], and
//! so is the build for browsers, where JavaScript takes the head of the answer.
//!
//! A frame is a JSON head and a raw tail ([`frame`]). Heads are the types of [`message`]; tails are, on the way in, the body
//! of a webhook or an HTTP answer, verbatim, and on the way out the rows ([`Update`]) in the postcard format.
//! No object lives across calls but the configuration, a cache that the caller can always send again.

use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

use crate::error::{Code, Error};
use crate::host::{self, Asked, Host, Proof, Proven};
use crate::http::Response;
use crate::inventory::INVENTORY;
use crate::issue_key::{self, KeyRules, Rules};
use crate::link;
use crate::model::Update;
use crate::{json, smart_commit, sync};

#[cfg(all(target_arch = "wasm32", feature = "browser"))]
mod browser;
mod configuration;
pub mod frame;
#[cfg(test)]
mod java;
#[cfg(all(feature = "jni", not(target_arch = "wasm32")))]
mod jni;
pub mod message;
mod preview;
#[cfg(all(target_arch = "wasm32", not(feature = "browser")))]
mod wasm;

use configuration::Configuration;
use message::{
    Answer, CommandsIn, Deliver, Delivered, Described, KeysIn, Message, Outcome, PageRead, ReadPage, TakeStep,
};

/// The number that Java and the core must agree on: raised when a message changes, or how frames are carried.
pub const ABI_VERSION: u32 = 7;

/// Answers one frame with one frame, whatever is in it.
pub fn handle(input: &[u8]) -> Vec<u8> {
    frame::split(input).and_then(|(head, tail)| dispatch(head, tail)).unwrap_or_else(refusal)
}

fn dispatch(head: &[u8], tail: &[u8]) -> Result<Vec<u8>, Error> {
    /// The part that every head has.
    #[derive(Deserialize)]
    struct Tag {
        message: Message,
    }
    let all = &KeyRules::default();
    Ok(match parse::<Tag>(head)?.message {
        Message::Configure => answer(&Answer::Ok(configuration::remember(&parse(head)?)), &[]),
        Message::Deliver => {
            let call: Deliver = parse(head)?;
            configured(call.version, &call.rules, |configuration| deliver(&call, tail, configuration))
        }
        Message::Describe => answer(&Answer::Ok(describe()), &[]),
        Message::IssueKeys => issue_keys(&parse(head)?, tail)?,
        Message::Page => {
            let call: ReadPage = parse(head)?;
            configured(call.version, all, |configuration| page(&call, tail, &configuration.rules))
        }
        Message::Preview => match preview::preview(&parse(head)?, tail) {
            Ok(previewed) => answer(&Answer::Ok(previewed), &[]),
            Err(error) => refusal(error),
        },
        Message::SmartCommits => {
            let CommandsIn { text, rules, version } = &parse(head)?;
            configured(*version, rules, |it| {
                Ok((smart_commit::parse(text, &it.rules, &it.durations), Update::default()))
            })
        }
        Message::Step => {
            let call: TakeStep = parse(head)?;
            configured(call.version, &call.connection.rules, |configuration| step(&call, tail, configuration))
        }
    })
}

#[inline(never)]
fn issue_keys(call: &KeysIn, tail: &[u8]) -> Result<Vec<u8>, Error> {
    let KeysIn { field, text, rules, explain, version } = call;
    let text = text.as_deref().map_or_else(|| readable(tail, "tail"), Ok)?;
    Ok(if *explain {
        configured(*version, rules, |it| Ok((issue_key::explain(text, *field, &it.rules), Update::default())))
    } else {
        configured(*version, rules, |it| Ok((issue_key::extract(text, *field, &it.rules), Update::default())))
    })
}

/// The text that a head or a tail is.
fn readable<'a>(part: &'a [u8], name: &str) -> Result<&'a str, Error> {
    std::str::from_utf8(part)
        .map_err(|error| Error::new(Code::Malformed, format!("expected a text in UTF-8 as the {name}, found {error}")))
}

#[inline(never)]
fn parse<T: DeserializeOwned>(head: &[u8]) -> Result<T, Error> {
    json::read(readable(head, "head")?)
        .map_err(|error| Error::new(Code::Internal, format!("expected the head of a message, found {error}")))
}

#[inline(never)]
fn refusal(error: Error) -> Vec<u8> {
    answer::<()>(&Answer::Error(error), &[])
}

#[inline(never)]
fn describe() -> Described {
    Described {
        abi_version: ABI_VERSION,
        version: env!("CARGO_PKG_VERSION").to_owned(),
        hosts: host::HOSTS.iter().map(|host| host.describe()).collect(),
        inventory: INVENTORY.to_vec(),
    }
}

/// Verify, then read, then find the keys. A delivery that cannot be trusted or read is an outcome, not an error.
#[inline(never)]
fn deliver(call: &Deliver, body: &[u8], configuration: &Configuration) -> Result<(Delivered, Update), Error> {
    let host = find_host(&call.host)?;
    let delivery = host::Delivery { headers: &call.headers, body, body_macs: &call.body_macs };
    let proven = match host.verify(delivery, &call.secrets, call.now) {
        Ok(proven) => proven.to(link::extent(body, &configuration.rules)),
        Err(error) => return Ok((refused(unread(), Outcome::Rejected, error), Update::default())),
    };
    interpret(host, &proven, proven.proof() != Proof::None, &mut |rows| {
        sync::only_wanted_branches(rows, call.branch_strategy, &call.branches)?;
        link::link(rows, &configuration.rules);
        if call.smart_commits {
            link::find_commands(rows, &configuration.rules, &configuration.durations, false);
        }
        Ok(())
    })
}

/// What a delivery means when it proves as much as said; `find` finds the keys of its rows.
fn interpret(
    host: &dyn Host,
    proven: &Proven<'_>,
    verified: bool,
    find: &mut dyn FnMut(&mut Update) -> Result<(), Error>,
) -> Result<(Delivered, Update), Error> {
    let mut delivered = Delivered { verified, ..unread() };
    let reading = match host.read(proven) {
        Ok(reading) => reading,
        Err(error) => return Ok((refused(delivered, Outcome::Malformed, error), Update::default())),
    };
    let mut rows = reading.update;
    find(&mut rows)?;
    delivered.delivery_id = reading.delivery_id;
    delivered.event = reading.event;
    delivered.reason = reading.ignored;
    delivered.pokes = reading.pokes;
    delivered.error = reading.skipped.into_iter().next();
    delivered.outcome = match (&delivered.reason, delivered.verified) {
        (Some(_), _) => Outcome::Ignored,
        (None, true) if !rows.is_empty() => Outcome::Update,
        (None, true) if delivered.pokes.is_empty() => {
            delivered.reason = Some("no_issue_key".to_owned());
            Outcome::Ignored
        }
        (None, _) => Outcome::Poke,
    };
    Ok((delivered, rows))
}

/// A delivery of which nothing is known yet.
fn unread() -> Delivered {
    Delivered {
        verified: false,
        outcome: Outcome::Rejected,
        reason: None,
        delivery_id: None,
        event: None,
        pokes: Vec::new(),
        error: None,
    }
}

fn refused(mut delivered: Delivered, outcome: Outcome, error: Error) -> Delivered {
    delivered.outcome = outcome;
    delivered.reason = Some(error.code.as_str().to_owned());
    delivered.error = Some(error);
    delivered
}

#[inline(never)]
fn page(call: &ReadPage, body: &[u8], rules: &Rules) -> Result<(PageRead, Update), Error> {
    let asked = Asked {
        kind: call.want,
        repository_id: call.repository_id.as_deref(),
        base_url: call.base_url.as_deref(),
        url: call.url.as_deref(),
        extent: link::extent(body, rules),
    };
    let response = Response { status: call.status, headers: &call.headers, body };
    let mut page = find_host(&call.host)?.page(&asked, &response, call.now);
    link::link(&mut page.rows, rules);
    let read = PageRead {
        next: page.next,
        pace: page.pace,
        etag: page.etag,
        unchanged: page.unchanged,
        error: page.error,
        skipped: page.skipped,
        account: page.account,
    };
    Ok((read, page.rows))
}

#[inline(never)]
fn step(call: &TakeStep, body: &[u8], configuration: &Configuration) -> Result<(sync::Step, Update), Error> {
    let host = find_host(&call.connection.host)?;
    let response = call.response.as_ref().map(|answered| sync::Input {
        url: &answered.url,
        response: Response { status: answered.status, headers: &answered.headers, body },
    });
    let turn = sync::Turn {
        host,
        connection: &call.connection,
        task: call.task,
        repository: call.repository.as_ref(),
        rules: &configuration.rules,
        durations: configuration.durations,
        again: call.again,
        unconfirmed: call.unconfirmed.as_ref(),
    };
    let mut step = sync::step(&turn, call.state.as_deref(), response.as_ref(), call.now)?;
    let rows = std::mem::take(&mut step.rows);
    Ok((step, rows))
}

fn find_host(name: &str) -> Result<&'static dyn Host, Error> {
    host::by_name(name).ok_or_else(|| {
        let known: Vec<&str> = host::HOSTS.iter().map(|host| host.name()).collect();
        Error::new(Code::Misconfigured, format!("expected a host of {}, found {name:?}", known.join(", ")))
    })
}

#[inline(never)]
fn answer<T: Serialize>(answer: &Answer<T>, tail: &[u8]) -> Vec<u8> {
    // Nothing here has a key that is no text, the only thing that JSON cannot say.
    let head = json::write(answer).unwrap_or_else(|error| {
        format!(r#"{{"error":{{"code":"internal","params":[],"message":"{error}","at":""}}}}"#)
    });
    frame::join(head.as_bytes(), tail)
}

/// Runs a call under a version of the configuration and the rules of a connection, and packs its answer and rows.
#[inline(never)]
fn configured<T: Serialize>(
    version: u64,
    keys: &KeyRules,
    call: impl FnOnce(&Configuration) -> Result<(T, Update), Error>,
) -> Vec<u8> {
    let configuration = match configuration::find(version, keys) {
        Ok(Some(configuration)) => configuration,
        Ok(None) => return answer::<()>(&Answer::NeedsConfiguration(version), &[]),
        Err(error) => return refusal(error),
    };
    match call(&configuration) {
        Ok((head, rows)) => {
            let tail = if rows.is_empty() { Ok(Vec::new()) } else { postcard::to_allocvec(&rows) };
            match tail {
                Ok(tail) => answer(&Answer::Ok(head), &tail),
                Err(error) => refusal(Error::new(Code::Internal, format!("rows cannot be packed: {error}"))),
            }
        }
        Err(error) => refusal(error),
    }
}
