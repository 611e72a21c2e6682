//! What a status says, how fast Azure DevOps lets us go, and which version of its API a server wants.

use crate::error::{Code, Error};
use crate::host::field::present;
use crate::host::verdict::{self, LimitHeaders, Verdict};
use crate::http::{Pace, Response, retry_after_ms};
use crate::lenient::{body, document, is_page};
use crate::text::Text;
use crate::time::Timestamp;

use super::wire;

/// The verdict on an answer. A token that is not accepted is answered by the page to sign in, with 203 or any other good status:
/// <https://github.com/MicrosoftDocs/vsts-rest-api-specs/issues/97>.
pub fn verdict(response: &Response<'_>) -> Verdict {
    let is_good = (200..300).contains(&response.status);
    if response.status == 203 || is_good && is_page(response.body) {
        return Verdict::Failed(sign_in(response));
    }
    if is_good {
        return verdict::by_status(TITLE, response, &|| None);
    }
    let said = said(response);
    if said.as_deref().is_some_and(is_limit) {
        return Verdict::Failed(verdict::failure(TITLE, Code::RateLimited, response, said));
    }
    verdict::by_status(TITLE, response, &|| said.clone())
}

/// The error of an answer that wants somebody to sign in.
pub fn sign_in(response: &Response<'_>) -> Error {
    let sentence = format!(
        "{TITLE} answered {} and wants somebody to sign in: the token is wrong, has ended or was revoked",
        response.status
    );
    Error::new(Code::AuthFailed, sentence).with("status", response.status)
}

/// Whether a sentence tells of a limit, not of a request that took too long, which has the same number:
/// <https://learn.microsoft.com/en-us/azure/devops/integrate/concepts/rate-limits>.
fn is_limit(said: &str) -> bool {
    said.contains("TF400733") && said.contains("exceeding usage")
}

/// Azure DevOps' own sentence.
fn said(response: &Response<'_>) -> Option<String> {
    let body = body(response.body);
    let failure: wire::Failure<'_> = document(&body).ok()?;
    present(failure.message).or_else(|| failure.value.and_then(|older| present(older.message)))
}

/// The next older version of the API, when the server knows the one that was asked for not yet, or not any more:
/// <https://learn.microsoft.com/en-us/rest/api/azure/devops/?view=azure-devops-server-rest-5.0>.
pub fn older_version(asked: Option<&str>, response: &Response<'_>) -> Option<&'static str> {
    if response.status != 400 {
        return None;
    }
    let body = body(response.body);
    let failure: wire::Failure<'_> = document(&body).ok()?;
    let holds = |text: &Option<Text<'_>>, part: &str| text.as_ref().is_some_and(|text| text.0.contains(part));
    let is_about_version = REFUSED_VERSIONS.iter().any(|kind| holds(&failure.type_key, kind))
        || holds(&failure.message, "REST API version") && holds(&failure.message, "out of range");
    let at = VERSIONS.iter().position(|version| Some(*version) == asked)?;
    VERSIONS.get(at + 1).copied().filter(|_| is_about_version)
}

/// How fast Azure DevOps lets us go. A good answer tells how long to wait before the next request; that counts, not the
/// end of the window, in which use decays steadily.
pub fn pace(response: &Response<'_>, verdict: &Verdict, now: Option<Timestamp>) -> Pace {
    let pace = verdict::pace(response.headers, &LIMITS, verdict.is_limited(), now);
    let asked = retry_after_ms(response.headers, now).filter(|_| !verdict.is_limited());
    Pace { wait_ms: asked.or(pace.wait_ms), ..pace }
}

const LIMITS: LimitHeaders =
    LimitHeaders { limit: "x-ratelimit-limit", remaining: "x-ratelimit-remaining", reset: "x-ratelimit-reset" };

/// The versions that are asked for, the best first: of Server 2022 and Services, of Server 2020, of Server 2019.
pub const VERSIONS: [&str; 3] = [NEWEST, "6.0", "5.0"];

/// The version that is asked for until a server says otherwise.
pub const NEWEST: &str = "7.0";

/// The kinds of errors that are about the version.
const REFUSED_VERSIONS: [&str; 3] =
    ["VssVersionOutOfRangeException", "VssVersionNotSupportedException", "VssInvalidPreviewVersionException"];

const TITLE: &str = "Azure DevOps";
