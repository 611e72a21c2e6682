//! What a status says, and how fast GitHub lets us go.

use crate::error::{Code, Error};
use crate::host::Kind;
use crate::host::field::present;
use crate::host::verdict::{self, LONGEST_QUOTE, LONGEST_WAIT_MS, LimitHeaders, Verdict};
use crate::http::{Pace, Response};
use crate::lenient::{body, document, shortened};
use crate::time::Timestamp;

use super::wire;

/// The verdict on an answer:
/// <https://docs.github.com/en/rest/using-the-rest-api/troubleshooting-the-rest-api> and, for limits,
/// <https://docs.github.com/en/rest/using-the-rest-api/best-practices-for-using-the-rest-api>.
pub fn verdict(kind: Kind, response: &Response<'_>) -> Verdict {
    let failed = |code| Verdict::Failed(failure(code, response));
    match response.status {
        // An empty repository: it has neither branches nor commits.
        409 if matches!(kind, Kind::Branches | Kind::Commits) => Verdict::Empty,
        403 if is_limited(response) => failed(Code::RateLimited),
        403 if response.headers.get("x-github-sso").is_some() => failed(Code::SsoRequired),
        403 | 451 => failed(Code::Forbidden),
        _ => verdict::by_status(TITLE, response, &|| said(response)),
    }
}

/// A 403 is a limit when the headers or the sentence say so; the secondary limit may have no header at all.
fn is_limited(response: &Response<'_>) -> bool {
    response.headers.get("retry-after").is_some()
        || response.headers.number("x-ratelimit-remaining") == Some(0)
        || said(response).is_some_and(|sentence| names_a_limit(&sentence))
}

/// Whether a sentence of GitHub's is about a limit.
pub fn names_a_limit(sentence: &str) -> bool {
    let sentence = sentence.to_ascii_lowercase();
    ["secondary rate limit", "rate limit exceeded", "abuse detection"].iter().any(|sign| sentence.contains(sign))
}

/// The error of an answer whose status does not tell it; `said` is GitHub's own sentence.
pub fn refused(code: Code, response: &Response<'_>, said: Option<String>) -> Error {
    verdict::failure(TITLE, code, response, said)
}

fn failure(code: Code, response: &Response<'_>) -> Error {
    let error = verdict::failure(TITLE, code, response, said(response));
    match (code, response.headers.get("x-accepted-github-permissions")) {
        (Code::Forbidden, Some(rights)) => error.with("rights", shortened(rights, LONGEST_QUOTE)),
        _ => error,
    }
}

/// GitHub's own sentence.
fn said(response: &Response<'_>) -> Option<String> {
    let body = body(response.body);
    let message: wire::Message<'_> = document(&body).ok()?;
    present(message.message)
}

/// How fast GitHub lets us go; `X-Poll-Interval` is the least of all.
pub fn pace(response: &Response<'_>, verdict: &Verdict, now: Option<Timestamp>) -> Pace {
    let pace = verdict::pace(response.headers, &LIMITS, verdict.is_limited(), now);
    let poll_ms = response.headers.number("x-poll-interval").map(|s| s.clamp(0, LONGEST_WAIT_MS / 1000) * 1000);
    Pace { wait_ms: pace.wait_ms.max(poll_ms), ..pace }
}

const LIMITS: LimitHeaders =
    LimitHeaders { limit: "x-ratelimit-limit", remaining: "x-ratelimit-remaining", reset: "x-ratelimit-reset" };

const TITLE: &str = "GitHub";
