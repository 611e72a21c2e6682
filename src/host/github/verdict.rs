//! What a status says, and how fast GitHub lets us go.

use crate::error::{Code, Error};
use crate::host::Kind;
use crate::http::{Headers, Pace, Response, retry_after_ms};
use crate::lenient::{document, shortened, without_mark};
use crate::time::Timestamp;

use super::{map, wire};

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

/// The verdict on an answer:
/// <https://docs.github.com/en/rest/using-the-rest-api/troubleshooting-the-rest-api> and, for limits,
/// <https://docs.github.com/en/rest/using-the-rest-api/best-practices-for-using-the-rest-api>.
pub fn verdict(kind: Kind, response: &Response<'_>) -> Verdict {
    let code = match response.status {
        204 | 205 => return Verdict::Empty,
        200..=299 => return Verdict::Read,
        301 | 302 | 307 | 308 => return Verdict::Moved,
        304 => return Verdict::Unchanged,
        // An empty repository: it has neither branches nor commits.
        409 if matches!(kind, Kind::Branches | Kind::Commits) => return Verdict::Empty,
        401 => Code::AuthFailed,
        403 if is_limited(response) => Code::RateLimited,
        403 if response.headers.get("x-github-sso").is_some() => Code::SsoRequired,
        403 | 451 => Code::Forbidden,
        404 => Code::NotFound,
        410 => Code::Gone,
        429 => Code::RateLimited,
        0 | 408 | 500..=599 => Code::Unavailable,
        400..=499 => Code::BadRequest,
        _ => Code::Malformed,
    };
    Verdict::Failed(error(code, response))
}

/// A 403 is a limit when the headers or the sentence say so; the secondary limit may have no header at all.
fn is_limited(response: &Response<'_>) -> bool {
    response.headers.get("retry-after").is_some()
        || response.headers.number("x-ratelimit-remaining") == Some(0)
        || said(response).is_some_and(|sentence| {
            let sentence = sentence.to_ascii_lowercase();
            ["secondary rate limit", "rate limit exceeded", "abuse detection"]
                .iter()
                .any(|sign| sentence.contains(sign))
        })
}

fn error(code: Code, response: &Response<'_>) -> Error {
    if response.status == 0 {
        return Error::new(code, "GitHub did not answer").with("status", 0);
    }
    let sentence = said(response);
    let message = match &sentence {
        Some(sentence) => format!("GitHub answered {}: {sentence}", response.status),
        None => format!("GitHub answered {}", response.status),
    };
    let mut error = Error::new(code, message).with("status", response.status);
    if let Some(sentence) = sentence {
        error = error.with("said", sentence);
    }
    if let (Code::Forbidden, Some(rights)) = (code, response.headers.get("x-accepted-github-permissions")) {
        error = error.with("rights", shortened(rights, LONGEST_QUOTE));
    }
    error
}

/// GitHub's own sentence, cut.
fn said(response: &Response<'_>) -> Option<String> {
    let message: wire::Message = document(without_mark(response.body)).ok()?;
    map::present(message.message).map(|sentence| shortened(&sentence, LONGEST_QUOTE))
}

/// How fast GitHub lets us go: `Retry-After` first, then the end of a window that is used up, then a minute when a limit
/// was hit without a hint. `X-Poll-Interval` is the least of all.
pub fn pace(response: &Response<'_>, verdict: &Verdict, now: Option<Timestamp>) -> Pace {
    let headers = response.headers;
    let remaining = headers.number("x-ratelimit-remaining");
    let resets_at =
        headers.number("x-ratelimit-reset").and_then(|seconds| Timestamp::from_seconds(seconds).in_calendar());
    let is_limited = matches!(verdict, Verdict::Failed(error) if error.code == Code::RateLimited);
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
    let poll_ms = headers.number("x-poll-interval").map(|seconds| seconds.clamp(0, LONGEST_WAIT_MS / 1000) * 1000);
    Pace { limit: headers.number("x-ratelimit-limit"), remaining, resets_at, wait_ms: wait_ms.max(poll_ms) }
}

fn answered_at(headers: &Headers) -> Option<Timestamp> {
    headers.get("date").and_then(Timestamp::parse_http)
}

/// No limit is shorter than a second: it would be hit again at once.
const SHORTEST_WAIT_MS: i64 = 1_000;
/// What GitHub asks for when it says nothing.
const NO_HINT_WAIT_MS: i64 = 60_000;
/// No host may make us wait longer than this: a day.
const LONGEST_WAIT_MS: i64 = 86_400_000;
/// GitHub's sentences are short; this is for proxies that answer in its place.
const LONGEST_QUOTE: usize = 200;
