//! What can go wrong, named by who can act on it, with a stable code, a sentence and a place.

use std::fmt;

use serde::{Deserialize, Serialize};

/// Who can act on an error.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Party {
    /// The sender of a delivery is not who it should be: drop it and count it.
    Sender,
    /// The host answered or sent something that is not what its documents say.
    Host,
    /// The administrator: a credential, a right, an address.
    Administrator,
    /// Nobody has to: it passes by itself after a while.
    Time,
    /// Us: a bug.
    Jigit,
}

/// What went wrong. The snake_case name is the stable code: it is never renamed or reused.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Code {
    /// 401: the credential is not accepted.
    AuthFailed,
    /// 400 or 422: the host does not understand the request, for example an outdated cursor.
    BadRequest,
    /// The signature of a delivery does not match any secret of the connection.
    BadSignature,
    /// 403: the credential is known, but may not do this.
    Forbidden,
    /// 410: the thing existed and is gone for good.
    Gone,
    /// A bug of ours, or of the caller of the core.
    Internal,
    /// The body is not what the host's documents say.
    Malformed,
    /// Something in the configuration of the connection cannot work.
    Misconfigured,
    /// The delivery carries no signature although the connection has a secret.
    NotSigned,
    /// 404: the thing does not exist, or the credential may not see it. Hosts answer both alike.
    NotFound,
    /// 429, or 403 with the signs of a rate limit.
    RateLimited,
    /// The host points to another address that may not be followed.
    Redirected,
    /// 403 with `x-github-sso`: the organisation wants the token to be approved for single sign-on.
    SsoRequired,
    /// A state or a frame that was written by a newer version.
    TooNew,
    /// 5xx, or no answer at all.
    Unavailable,
    /// The server does not offer this way of asking; another way is tried.
    Unsupported,
}

impl Code {
    /// The stable text of this code, the same as in JSON.
    pub fn as_str(self) -> &'static str {
        match self {
            Code::AuthFailed => "auth_failed",
            Code::BadRequest => "bad_request",
            Code::BadSignature => "bad_signature",
            Code::Forbidden => "forbidden",
            Code::Gone => "gone",
            Code::Internal => "internal",
            Code::Malformed => "malformed",
            Code::Misconfigured => "misconfigured",
            Code::NotSigned => "not_signed",
            Code::NotFound => "not_found",
            Code::RateLimited => "rate_limited",
            Code::Redirected => "redirected",
            Code::SsoRequired => "sso_required",
            Code::TooNew => "too_new",
            Code::Unavailable => "unavailable",
            Code::Unsupported => "unsupported",
        }
    }

    /// Who can act on it.
    pub fn party(self) -> Party {
        match self {
            Code::BadSignature | Code::NotSigned => Party::Sender,
            Code::BadRequest | Code::Gone | Code::Malformed | Code::Redirected | Code::Unsupported => Party::Host,
            Code::AuthFailed | Code::Forbidden | Code::Misconfigured | Code::NotFound | Code::SsoRequired => {
                Party::Administrator
            }
            Code::RateLimited | Code::Unavailable => Party::Time,
            Code::Internal | Code::TooNew => Party::Jigit,
        }
    }
}

/// An error: a code, a sentence without full stop and without secrets, and where it was found.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Error {
    /// The stable code.
    pub code: Code,
    /// Facts for a translated text, such as the status or the missing right.
    #[serde(default)]
    pub params: Vec<Param>,
    /// What was expected and what was found, in English.
    pub message: String,
    /// Where: a path into the JSON such as `commits[3].timestamp`, or empty.
    #[serde(default)]
    pub at: String,
}

/// One fact of an error, such as `status` = `404`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Param {
    /// The name of the fact.
    pub name: String,
    /// Its value.
    pub value: String,
}

impl Error {
    /// An error with a code and a sentence.
    pub fn new(code: Code, message: impl Into<String>) -> Error {
        Error { code, params: Vec::new(), message: message.into(), at: String::new() }
    }

    /// Adds a fact.
    #[must_use]
    pub fn with(mut self, name: &str, value: impl ToString) -> Error {
        self.params.push(Param { name: name.to_owned(), value: value.to_string() });
        self
    }

    /// Puts a path segment before the place, as the error unwinds.
    #[must_use]
    pub fn within(mut self, segment: &str) -> Error {
        self.at = match (self.at.as_str(), segment) {
            ("", s) => s.to_owned(),
            (at, "") => at.to_owned(),
            (at, s) if at.starts_with('[') => format!("{s}{at}"),
            (at, s) => format!("{s}.{at}"),
        };
        self
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.at.is_empty() { write!(f, "{}", self.message) } else { write!(f, "{}: {}", self.at, self.message) }
    }
}

impl std::error::Error for Error {}
