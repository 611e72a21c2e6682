//! Commands in a commit message: what Jira is told to do, and what is known of who says so.

use serde::{Deserialize, Serialize};

use crate::time::Timestamp;

/// Who wrote a commit and who vouches for that. It decides as whom commands run, is used in memory only, and is no part of
/// the commit's row.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Authorship {
    /// The author's e-mail address in Git's metadata, which anybody can write there.
    pub email: Option<String>,
    /// The author's name there.
    pub name: Option<String>,
    /// Whether the host verified a signature of the author's.
    pub signed: bool,
    /// Whether the host tells only when asked apart whether it is signed.
    pub signed_apart: bool,
    /// The user name of the account that pushed the commit, or owned it in review.
    pub account: Option<String>,
    /// That account's e-mail address, as the host tells.
    pub account_email: Option<String>,
    /// Whether the host says that the commit was pushed before.
    pub pushed_before: bool,
}

/// A commit whose message gives commands to Jira.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct SmartCommit {
    /// The repository it was found in; absent where the source does not tell.
    pub repository_id: Option<String>,
    /// The commit's id.
    pub sha: String,
    /// When the author wrote it.
    pub authored_at: Option<Timestamp>,
    /// Whether it came with the first reading of its repository: its commands are never run.
    pub first_read: bool,
    /// Whether it is a merge, which repeats what was said before: its commands are never run.
    pub merge: bool,
    /// The author's e-mail address, to find the user of Jira's; it is not stored.
    pub author_email: Option<String>,
    /// The author's name, to choose among several users with one e-mail address; it is not stored.
    pub author_name: Option<String>,
    /// Whether the host verified a signature of the author's.
    pub signed: bool,
    /// The user name of the account that pushed the commit, or owned it in review; it is not stored.
    pub account: Option<String>,
    /// That account's e-mail address, to find the user of Jira's; it is not stored.
    pub account_email: Option<String>,
    /// SHA-256 of the author's e-mail address, the message and when it was written: the same after a rebase. Absent where the
    /// source does not tell the parents, and hence not whether it is a merge, nor exactly when it was written.
    pub content: Option<String>,
    /// SHA-256 of the author's e-mail address and the message.
    pub text: String,
    /// What Jira is told to do, in the order of the message.
    pub commands: Vec<SmartCommand>,
    /// Whether the message asks for so much that its end was left out.
    pub truncated: bool,
}

/// One command for one issue.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct SmartCommand {
    /// The issue's key in upper case.
    pub issue: String,
    /// `comment`, `time` or `transition`.
    pub command: String,
    /// The name of the transition in lower case; empty for others.
    pub name: String,
    /// The duration as people write it: `1h 30m`; empty for others.
    pub time: String,
    /// The duration in seconds; 0 for others.
    pub seconds: i64,
    /// The comment, or the comment of the work or transition.
    pub comment: Option<String>,
    /// What is wrong with it, if it cannot be run: `EmptyComment` or `InvalidDuration`.
    pub code: Option<String>,
    /// Whether it follows the keys or another command; otherwise it may be an ordinary hashtag in a sentence.
    pub direct: bool,
}
