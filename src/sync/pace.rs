//! How long to wait after an answer that was not good, and after one that asks for patience.

use super::{Step, Turn};
use crate::error::{Code, Error};
use crate::http::Pace;
use crate::time::Timestamp;

/// Decides how long the task, or the whole connection, waits after a refusal, and what the administrator is told.
pub fn refuse(error: Error, failures: u32, turn: &Turn<'_>, now: Timestamp, step: &mut Step) {
    let told = step.pace.wait_ms;
    match error.code {
        Code::RateLimited => {
            // What the host tells is enough once; if it was not, there is more to it than it tells.
            let grown = if failures > 1 { grow(MINUTE, failures, turn) } else { 0 };
            let until = now.plus_ms(told.unwrap_or(MINUTE).max(grown));
            step.rest_until = Some(until);
            step.due_at = Some(until);
            // Waiting for requests is not a problem that somebody has to solve.
            return;
        }
        Code::Unavailable => {
            let until = now.plus_ms(told.unwrap_or_else(|| grow(MINUTE / 2, failures, turn)));
            step.due_at = Some(until);
        }
        Code::AuthFailed | Code::SsoRequired => {
            // Trying again with the same credential would only get the account locked.
            let until = now.plus_ms(DAY);
            step.rest_until = Some(until);
            step.due_at = Some(until);
        }
        Code::Misconfigured | Code::TooNew | Code::Internal => step.due_at = Some(now.plus_ms(HOUR)),
        Code::Forbidden | Code::Gone | Code::NotFound => step.due_at = Some(now.plus_ms(HOUR)),
        Code::BadRequest
        | Code::BadSignature
        | Code::Malformed
        | Code::NotSigned
        | Code::Redirected
        | Code::Unsupported => {
            step.due_at = Some(now.plus_ms(grow(MINUTE, failures, turn)));
        }
    }
    step.problem = Some(error);
}

/// Heeds a good answer that asks for patience: the whole connection rests.
pub fn heed(pace: &Pace, now: Timestamp, step: &mut Step) {
    if let Some(wait) = pace.wait_ms.filter(|wait| *wait > 0) {
        let until = now.plus_ms(wait);
        step.rest_until = Some(until);
        step.due_at = Some(until);
    }
}

/// Doubles with each failure up to an hour, and a fifth more or less, so that tasks do not come back all at once.
fn grow(first: i64, failures: u32, turn: &Turn<'_>) -> i64 {
    let base = first.saturating_mul(1_i64 << failures.saturating_sub(1).min(12)).min(HOUR);
    let name = turn.repository.map_or("", |repository| repository.id.as_str());
    let seed = name.bytes().fold(u64::from(failures), |sum, byte| sum.wrapping_mul(31).wrapping_add(u64::from(byte)));
    let spread = i64::try_from(seed % 41).unwrap_or(20) - 20;
    base + base / 100 * spread
}

const MINUTE: i64 = 60_000;
const HOUR: i64 = 60 * MINUTE;
const DAY: i64 = 24 * HOUR;
