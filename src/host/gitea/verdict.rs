//! What a status says, and how fast the server lets us go.

use crate::error::Code;
use crate::host::Kind;
use crate::host::field::present;
use crate::host::verdict::{self, LimitHeaders, Verdict};
use crate::http::{Pace, Response};
use crate::lenient::{body, document};
use crate::time::Timestamp;

use super::wire;

/// The verdict on an answer. The documents name the statuses of each endpoint: <https://docs.gitea.com/api/next/>; the
/// sentences are from <https://github.com/go-gitea/gitea/tree/main/routers/api/v1>.
pub fn verdict(kind: Kind, response: &Response<'_>) -> Verdict {
    let says = |part: &str| said(response).is_some_and(|sentence| sentence.contains(part));
    let failed = |code| Verdict::Failed(verdict::failure(TITLE, code, response, said(response)));
    match (response.status, kind) {
        // An empty repository.
        (409, Kind::Branches | Kind::Commits) => Verdict::Empty,
        // No pull requests where the repository is empty or a mirror, where they are switched off, and where the account may
        // not see them. Whether the repository is there at all shows where its branches are listed.
        (404, Kind::PullRequests) => Verdict::Empty,
        // Servers that let nobody in without an account say so when the token is wrong.
        (403, _) if says("Only signed in user") => failed(Code::AuthFailed),
        (403, _) => match (failed(Code::Forbidden), said(response).as_deref().and_then(scopes)) {
            (Verdict::Failed(error), Some(scopes)) => Verdict::Failed(error.with("rights", scopes)),
            (forbidden, _) => forbidden,
        },
        // Older servers take a commit that they do not have for a fault of theirs.
        (500, Kind::Commits) if says("object does not exist") => failed(Code::NotFound),
        _ => verdict::by_status(TITLE, response, &|| said(response)),
    }
}

/// The server's own sentence; servers in production keep that of a 500 to administrators.
fn said(response: &Response<'_>) -> Option<String> {
    let body = body(response.body);
    let message: wire::Message<'_> = document(&body).ok()?;
    present(message.message)
}

/// The scopes in `token does not have at least one of required scope(s): [read:organization]`.
fn scopes(sentence: &str) -> Option<&str> {
    let (_, listed) = sentence.split_once("required scope(s)")?;
    let (_, listed) = listed.split_once('[')?;
    let (scopes, _) = listed.split_once(']')?;
    let is_list = scopes.bytes().all(|byte| byte.is_ascii_lowercase() || b":, ".contains(&byte));
    (is_list && !scopes.is_empty() && scopes.len() <= LONGEST_LIST).then_some(scopes)
}

/// How fast the server lets us go. It has no limits of its own; proxies before it do.
pub fn pace(response: &Response<'_>, verdict: &Verdict, now: Option<Timestamp>) -> Pace {
    verdict::pace(response.headers, &LIMITS, verdict.is_limited(), now)
}

const LIMITS: LimitHeaders =
    LimitHeaders { limit: "x-ratelimit-limit", remaining: "x-ratelimit-remaining", reset: "x-ratelimit-reset" };

const TITLE: &str = "Gitea";
/// All scopes there are fit into this.
const LONGEST_LIST: usize = 200;
