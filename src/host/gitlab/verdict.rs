//! What a status says, and how fast GitLab lets us go.

use crate::error::Code;
use crate::host::field::present;
use crate::host::verdict::{self, LONGEST_QUOTE, LimitHeaders, Verdict};
use crate::http::{Pace, Response};
use crate::json::{self, Raw};
use crate::lenient::{body, document, shortened};
use crate::time::Timestamp;

use super::wire;

/// The verdict on an answer: <https://docs.gitlab.com/api/rest/troubleshooting/>. A project that the token may not see is not
/// found; so is one whose repository is switched off.
pub fn verdict(response: &Response<'_>) -> Verdict {
    let body = body(response.body);
    match verdict::by_status(TITLE, response, &|| message(response, &body).and_then(said)) {
        Verdict::Failed(error) if error.code == Code::Forbidden => {
            Verdict::Failed(match message(response, &body).and_then(|message| message.scope) {
                Some(scope) => error.with("rights", shortened(&scope.0, LONGEST_QUOTE)),
                None => error,
            })
        }
        verdict => verdict,
    }
}

/// The JSON of an error. The text of a limit is the administrator's own, and never read:
/// <https://docs.gitlab.com/administration/settings/user_and_ip_rate_limits/#use-a-custom-rate-limit-response>.
fn message<'a>(response: &Response<'_>, body: &'a str) -> Option<wire::Message<'a>> {
    let is_error = (400..=599).contains(&response.status) && response.status != 429;
    if is_error { document(body).ok() } else { None }
}

/// GitLab's own sentence; a word such as `insufficient_scope` says less than its description.
fn said(message: wire::Message<'_>) -> Option<String> {
    let sentence = message.message.and_then(|Raw(written)| json::read(written).ok());
    present(sentence).or_else(|| present(message.error_description)).or_else(|| present(message.error))
}

/// How fast GitLab lets us go.
pub fn pace(response: &Response<'_>, verdict: &Verdict, now: Option<Timestamp>) -> Pace {
    verdict::pace(response.headers, &LIMITS, verdict.is_limited(), now)
}

/// <https://docs.gitlab.com/administration/settings/user_and_ip_rate_limits/#response-headers>
const LIMITS: LimitHeaders =
    LimitHeaders { limit: "ratelimit-limit", remaining: "ratelimit-remaining", reset: "ratelimit-reset" };

const TITLE: &str = "GitLab";
