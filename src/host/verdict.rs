//! What a status says on every host, and how fast a host lets us go: the parts that hosts have in common.

use crate::error::{Code, Error};
use crate::http::{Headers, Pace, Response, retry_after_ms};
use crate::lenient::shortened;
use crate::time::Timestamp;

/// What is to be done with an answer.
#[derive(Debug, PartialEq, Eq)]
pub enum Verdict {
    /// It holds what was asked for.
    Read,
    /// There is nothing, and that is the answer.
    Empty,
    /// Nothing changed since the `ETag` that was sent.
    Unchanged,
    /// It is to be asked for elsewhere.
    Moved,
    /// It is an error.
    Failed(Error),
}

impl Verdict {
    /// Whether it says that a limit was hit.
    pub fn is_limited(&self) -> bool {
        matches!(self, Verdict::Failed(error) if error.code == Code::RateLimited)
    }
}

/// The verdict that a status alone gives (RFC 9110, section 15); what is special about a host is looked at before.
/// `title` is the host's name for people, `said` reads its own sentence: only of an error, for other bodies are large.
pub fn by_status(title: &str, response: &Response<'_>, said: &dyn Fn() -> Option<String>) -> Verdict {
    let code = match response.status {
        204 | 205 => return Verdict::Empty,
        200..=299 => return Verdict::Read,
        301 | 302 | 307 | 308 => return Verdict::Moved,
        304 => return Verdict::Unchanged,
        401 => Code::AuthFailed,
        403 | 451 => Code::Forbidden,
        404 => Code::NotFound,
        410 => Code::Gone,
        429 => Code::RateLimited,
        0 | 408 | 500..=599 => Code::Unavailable,
        400..=499 => Code::BadRequest,
        _ => Code::Malformed,
    };
    Verdict::Failed(failure(title, code, response, said()))
}

/// The error of an answer, with its status and the host's own sentence, cut.
pub fn failure(title: &str, code: Code, response: &Response<'_>, said: Option<String>) -> Error {
    if response.status == 0 {
        return Error::new(code, format!("{title} did not answer")).with("status", 0);
    }
    let said = said.map(|sentence| shortened(&sentence, LONGEST_QUOTE));
    let message = match &said {
        Some(sentence) => format!("{title} answered {}: {sentence}", response.status),
        None => format!("{title} answered {}", response.status),
    };
    let error = Error::new(code, message).with("status", response.status);
    match said {
        Some(sentence) => error.with("said", sentence),
        None => error,
    }
}

/// The names of the headers that tell a host's limits.
pub struct LimitHeaders {
    /// Requests per window.
    pub limit: &'static str,
    /// Requests left.
    pub remaining: &'static str,
    /// When the window ends, in seconds since the epoch.
    pub reset: &'static str,
}

/// How fast a host lets us go: `Retry-After` first, then the end of a window that is used up, then a minute when a limit
/// was hit without a hint.
pub fn pace(headers: &Headers, names: &LimitHeaders, is_limited: bool, now: Option<Timestamp>) -> Pace {
    let remaining = headers.number(names.remaining);
    let resets_at = headers.number(names.reset).and_then(|seconds| Timestamp::from_seconds(seconds).in_calendar());
    let until_reset = match (remaining, resets_at, now.or_else(|| answered_at(headers))) {
        (Some(0), Some(resets_at), Some(now)) => Some((resets_at.0.saturating_sub(now.0)).clamp(0, LONGEST_WAIT_MS)),
        _ => None,
    };
    let wait_ms = match (retry_after_ms(headers, now), until_reset, is_limited) {
        (Some(asked), _, true) => Some(asked.max(SHORTEST_WAIT_MS)),
        (None, Some(until_reset), true) => Some(until_reset.max(SHORTEST_WAIT_MS)),
        (None, None, true) => Some(NO_HINT_WAIT_MS),
        (asked, until_reset, false) => asked.max(until_reset),
    };
    Pace { limit: headers.number(names.limit), remaining, resets_at, wait_ms }
}

fn answered_at(headers: &Headers) -> Option<Timestamp> {
    headers.get("date").and_then(Timestamp::parse_http)
}

/// No limit is shorter than a second: it would be hit again at once.
const SHORTEST_WAIT_MS: i64 = 1_000;
/// How long to wait when a limit was hit and the host says nothing.
const NO_HINT_WAIT_MS: i64 = 60_000;
/// No host may make us wait longer than this: a day.
pub const LONGEST_WAIT_MS: i64 = 86_400_000;
/// Sentences of hosts are short; this is for proxies that answer in their place.
pub const LONGEST_QUOTE: usize = 200;
