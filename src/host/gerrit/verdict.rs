//! What a status says, of Gerrit and of its plugin gitiles, and how fast Gerrit lets us go.

use crate::error::Code;
use crate::host::Asked;
use crate::host::verdict::{self, LimitHeaders, Verdict};
use crate::http::{Pace, Response};
use crate::text;
use crate::time::Timestamp;

/// The verdict on an answer: <https://gerrit-review.googlesource.com/Documentation/rest-api.html#response-codes>.
///
/// Gerrit answers 404 for a plugin that it does not have; gitiles names its reason in a header of its own
/// (<https://gerrit.googlesource.com/gitiles/+/refs/heads/master/java/com/google/gitiles/GitilesRequestFailureException.java>).
/// Only a commit that it does not find is told as that; whatever else gitiles cannot do, the API itself can. Of a range, one
/// end may be there and the other not, such as the former head of a rewritten branch: sync then asks without the range.
pub fn verdict(asked: &Asked<'_>, response: &Response<'_>) -> Verdict {
    let refused = |code| Verdict::Failed(verdict::failure(TITLE, code, response, said(response)));
    let reason = response.headers.get("x-gitiles-error").map(str::trim);
    match (response.status, reason) {
        (400..=499, Some(reason)) if COMMIT_IS_GONE.contains(&reason) => {
            return refused(Code::NotFound);
        }
        (400..=428, Some(_)) => return refused(Code::Unsupported),
        (301..=303 | 307 | 308 | 403..=405 | 410 | 501, None) if is_gitiles(asked) => {
            return refused(Code::Unsupported);
        }
        // A project that is hidden.
        (409, None) => return refused(Code::NotFound),
        // The API leads nowhere else.
        (303, None) => return refused(Code::Redirected),
        _ => {}
    }
    match verdict::by_status(TITLE, response, &|| said(response)) {
        Verdict::Moved => refused(Code::Redirected),
        verdict => verdict,
    }
}

fn is_gitiles(asked: &Asked<'_>) -> bool {
    asked.url.is_some_and(|url| url.contains("/plugins/gitiles/"))
}

/// Gerrit's own sentence: errors are plain text. A page for people says nothing worth quoting.
fn said(response: &Response<'_>) -> Option<String> {
    let start = response.body.get(..LONGEST_READ).unwrap_or(response.body);
    let mut sentence = text::decode(start).trim().to_owned();
    text::drop_nul(&mut sentence);
    (!sentence.is_empty() && !sentence.starts_with(['<', '{', '[', ')'])).then_some(sentence)
}

/// How fast Gerrit lets us go. It tells no limits; what stands before it may.
pub fn pace(response: &Response<'_>, verdict: &Verdict, now: Option<Timestamp>) -> Pace {
    verdict::pace(response.headers, &LIMITS, verdict.is_limited(), now)
}

const LIMITS: LimitHeaders =
    LimitHeaders { limit: "x-ratelimit-limit", remaining: "x-ratelimit-remaining", reset: "x-ratelimit-reset" };

/// What gitiles says of a commit that does not exist any more, or that the account may not see.
const COMMIT_IS_GONE: [&str; 5] = [
    "AMBIGUOUS_OBJECT",
    "CANNOT_PARSE_GITILES_VIEW",
    "INCORRECT_OBJECT_TYPE",
    "OBJECT_NOT_FOUND",
    "UNSUPPORTED_OBJECT_TYPE",
];

/// No sentence of Gerrit's is longer than this, in bytes.
const LONGEST_READ: usize = 4_096;
const TITLE: &str = "Gerrit";
