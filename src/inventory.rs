//! The data inventory: every column of every table of ours, what it means, where it comes from and how long it stays.
//!
//! A test compares it with the tables of a running Jira: a column without a line here fails, and so does the reverse.

use serde::Serialize;

/// One column that is stored.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Item {
    /// The table's name without its prefix.
    pub table: &'static str,
    /// The column's name.
    pub column: &'static str,
    /// The field of the model that it holds, or empty for our own bookkeeping.
    pub field: &'static str,
    /// What it means.
    pub meaning: &'static str,
    /// Where it comes from.
    pub source: &'static str,
    /// Whether it is or may contain personal data.
    pub personal: bool,
    /// How long it stays.
    pub retention: &'static str,
}

/// Every column that is stored, table by table.
#[rustfmt::skip] // one line per column, like a table
pub static INVENTORY: &[Item] = &[
    item("CONNECTION", "ID", "", "the row", "Jigit", NOT_PERSONAL, "until the connection is removed"),
    item("CONNECTION", "HASH", "", "hash of the name, which is unique", "Jigit", NOT_PERSONAL, "until the connection is removed"),
    item("CONNECTION", "NAME", "", "the name of the connection", "an administrator", NOT_PERSONAL, "until the connection is removed"),
    item("CONNECTION", "HOST", "", "the kind of Git server", "an administrator", NOT_PERSONAL, "until the connection is removed"),
    item("CONNECTION", "SETTINGS", "", "the settings as JSON, without any secret; may hold the user name of the credential", "an administrator", PERSONAL, "until the connection is removed"),
    item("CONNECTION", "ADDRESS_HASH", "", "hash of the webhook address, to find the connection by it", "Jigit", NOT_PERSONAL, "until the connection is removed"),
    item("CONNECTION", "ADDRESS", "", "the webhook address, encrypted", "Jigit", NOT_PERSONAL, "until the connection is removed"),
    item("CONNECTION", "TOKEN", "", "the credential, encrypted", "an administrator", NOT_PERSONAL, "until the connection is removed"),
    item("CONNECTION", "PRIVATE_KEY", "", "the private key that is exchanged for tokens, encrypted", "an administrator", NOT_PERSONAL, "until the connection is removed"),
    item("CONNECTION", "ISSUED_TOKEN", "", "the token that the private key was last exchanged for, encrypted", "the Git host", NOT_PERSONAL, "until the connection is removed"),
    item("CONNECTION", "ISSUED_UNTIL", "", "when that token ends", "the Git host", NOT_PERSONAL, "until the connection is removed"),
    item("CONNECTION", "SECRET", "", "the webhook secret, encrypted", "Jigit or an administrator", NOT_PERSONAL, "until the connection is removed"),
    item("CONNECTION", "SECRET_BEFORE", "", "the webhook secret before it was replaced, encrypted", "Jigit", NOT_PERSONAL, "until the connection is removed"),
    item("CONNECTION", "SECRET_BEFORE_UNTIL", "", "until when the replaced secret still counts", "Jigit", NOT_PERSONAL, "until the connection is removed"),
    item("CONNECTION", "ENABLED", "", "whether it is read at all", "an administrator", NOT_PERSONAL, "until the connection is removed"),
    item("CONNECTION", "PAUSED", "", "whether reading rests", "an administrator", NOT_PERSONAL, "until the connection is removed"),
    item("CONNECTION", "PRIVATE_ALLOWED", "", "whether a system administrator allowed private addresses", "an administrator", NOT_PERSONAL, "until the connection is removed"),
    item("CONNECTION", "REST_UNTIL", "", "until when nothing is asked", "Jigit", NOT_PERSONAL, "until the connection is removed"),
    item("CONNECTION", "PACE_LIMIT", "", "requests that the host allows per window", "the Git host", NOT_PERSONAL, "until the connection is removed"),
    item("CONNECTION", "PACE_REMAINING", "", "requests left in the window", "the Git host", NOT_PERSONAL, "until the connection is removed"),
    item("CONNECTION", "PACE_RESETS_AT", "", "when the window ends", "the Git host", NOT_PERSONAL, "until the connection is removed"),
    item("CONNECTION", "LAST_READ_AT", "", "when the host last answered well", "Jigit", NOT_PERSONAL, "until the connection is removed"),
    item("CONNECTION", "KEYS_HASH", "", "hash of the project keys that reading knows", "Jigit", NOT_PERSONAL, "until the connection is removed"),
    item("CONNECTION", "KEYS_KNOWN", "", "the project keys that reading knows", "Jigit", NOT_PERSONAL, "until the connection is removed"),
    item("CONNECTION", "REMOVED_AT", "", "when it was removed; then its rows go", "Jigit", NOT_PERSONAL, "until its rows are gone"),
    item("CONNECTION", "CREATED_AT", "", "when it was created", "Jigit", NOT_PERSONAL, "until the connection is removed"),
    item("CONNECTION", "UPDATED_AT", "", "when its settings last changed", "Jigit", NOT_PERSONAL, "until the connection is removed"),
    item("REPOSITORY", "ID", "", "the row", "Jigit", NOT_PERSONAL, "until the connection is removed"),
    item("REPOSITORY", "HASH", "", "hash of connection and host id", "Jigit", NOT_PERSONAL, "until the connection is removed"),
    item("REPOSITORY", "CONNECTION_ID", "", "the connection", "Jigit", NOT_PERSONAL, "until the connection is removed"),
    item("REPOSITORY", "HOST_ID", "repository.id", "the host's id of the repository", "the Git host", NOT_PERSONAL, "until the connection is removed"),
    item("REPOSITORY", "NAME", "repository.name", "the short name", "the Git host", NOT_PERSONAL, "until the connection is removed"),
    item("REPOSITORY", "FULL_NAME", "repository.full_name", "the path, which names its organisation or user", "the Git host", PERSONAL, "until the connection is removed"),
    item("REPOSITORY", "OWNER_ID", "repository.owner_id", "the id of the organisation or user that owns it", "the Git host", PERSONAL, "until the connection is removed"),
    item("REPOSITORY", "URL", "repository.url", "where a browser finds it", "the Git host", PERSONAL, "until the connection is removed"),
    item("REPOSITORY", "DEFAULT_BRANCH", "repository.default_branch", "the branch that is shown first", "the Git host", NOT_PERSONAL, "until the connection is removed"),
    item("REPOSITORY", "PASS", "", "the last listing that met it", "Jigit", NOT_PERSONAL, "until the connection is removed"),
    item("REPOSITORY", "HIDDEN_SINCE", "", "since when the credential does not see it, or the connection leaves it out", "Jigit", NOT_PERSONAL, "until the connection is removed"),
    item("BRANCH", "ID", "", "the row", "Jigit", NOT_PERSONAL, "until its connection is removed, or it names no issue any more"),
    item("BRANCH", "HASH", "", "hash of repository and name", "Jigit", NOT_PERSONAL, "until its connection is removed, or it names no issue any more"),
    item("BRANCH", "REPOSITORY_ID", "branch.repository_id", "the repository", "Jigit", NOT_PERSONAL, "until its connection is removed, or it names no issue any more"),
    item("BRANCH", "NAME", "branch.name", "the name", "the Git host", NOT_PERSONAL, "until its connection is removed, or it names no issue any more"),
    item("BRANCH", "HEAD", "branch.head", "the commit it points to", "the Git host", NOT_PERSONAL, "until its connection is removed, or it names no issue any more"),
    item("BRANCH", "DELETED", "branch.deleted", "whether it was deleted", "the Git host", NOT_PERSONAL, "until its connection is removed, or it names no issue any more"),
    item("BRANCH", "TOLD_AT", "", "when a webhook told it, until a reading meets it", "Jigit", NOT_PERSONAL, "until its connection is removed, or it names no issue any more"),
    item("BRANCH", "CHANGED_AT", "", "when its head was seen to move", "Jigit", NOT_PERSONAL, "until its connection is removed, or it names no issue any more"),
    item("COMMIT", "ID", "", "the row", "Jigit", NOT_PERSONAL, "until its connection is removed, or it names no issue any more"),
    item("COMMIT", "HASH", "", "hash of repository and sha", "Jigit", NOT_PERSONAL, "until its connection is removed, or it names no issue any more"),
    item("COMMIT", "REPOSITORY_ID", "commit.repository_id", "the repository", "Jigit", NOT_PERSONAL, "until its connection is removed, or it names no issue any more"),
    item("COMMIT", "SHA", "commit.sha", "the id of the commit", "the Git host", NOT_PERSONAL, "until its connection is removed, or it names no issue any more"),
    item("COMMIT", "MESSAGE", "commit.message", "the message, at most 1,000 characters of it; may contain names", "the Git host", PERSONAL, "until its connection is removed, or it names no issue any more"),
    item("COMMIT", "MESSAGE_CUT", "", "whether the message is longer than what is kept", "Jigit", NOT_PERSONAL, "until its connection is removed, or it names no issue any more"),
    item("COMMIT", "AUTHOR", "commit.author", "the author's user name, else the author name of the Git metadata; never an e-mail address", "the Git host", PERSONAL, "until its connection is removed, or it names no issue any more"),
    item("COMMIT", "AUTHORED_AT", "commit.authored_at", "when it was written", "the Git host", NOT_PERSONAL, "until its connection is removed, or it names no issue any more"),
    item("COMMIT", "COMMITTED_AT", "commit.committed_at", "when it was committed", "the Git host", NOT_PERSONAL, "until its connection is removed, or it names no issue any more"),
    item("COMMIT", "PARENTS", "commit.parents", "the ids of its parents", "the Git host", NOT_PERSONAL, "until its connection is removed, or it names no issue any more"),
    item("COMMIT", "MERGE", "", "whether it has several parents", "Jigit", NOT_PERSONAL, "until its connection is removed, or it names no issue any more"),
    item("COMMIT", "URL", "commit.url", "where a browser finds it", "the Git host", NOT_PERSONAL, "until its connection is removed, or it names no issue any more"),
    item("COMMIT", "PASS", "", "the last pass over the repository that met it", "Jigit", NOT_PERSONAL, "until its connection is removed, or it names no issue any more"),
    item("COMMIT", "UNREACHABLE_SINCE", "", "since when no branch leads to it", "Jigit", NOT_PERSONAL, "until its connection is removed, or it names no issue any more"),
    item("COMMIT", "TOLD_AT", "", "when a webhook told it, until a reading meets it", "Jigit", NOT_PERSONAL, "until its connection is removed, or it names no issue any more"),
    item("COMMIT", "UNREACHABLE_BY", "", "the branch that was rewritten or deleted then", "the Git host", NOT_PERSONAL, "until its connection is removed, or it names no issue any more"),
    item("PULL_REQUEST", "ID", "", "the row", "Jigit", NOT_PERSONAL, "until its connection is removed, or it names no issue any more"),
    item("PULL_REQUEST", "HASH", "", "hash of repository and number", "Jigit", NOT_PERSONAL, "until its connection is removed, or it names no issue any more"),
    item("PULL_REQUEST", "REPOSITORY_ID", "pull_request.repository_id", "the repository it would be merged into", "Jigit", NOT_PERSONAL, "until its connection is removed, or it names no issue any more"),
    item("PULL_REQUEST", "NUMBER", "pull_request.number", "the number people see", "the Git host", NOT_PERSONAL, "until its connection is removed, or it names no issue any more"),
    item("PULL_REQUEST", "HOST_ID", "pull_request.id", "the host's id", "the Git host", NOT_PERSONAL, "until its connection is removed, or it names no issue any more"),
    item("PULL_REQUEST", "TITLE", "pull_request.title", "the title; may contain names", "the Git host", PERSONAL, "until its connection is removed, or it names no issue any more"),
    item("PULL_REQUEST", "DESCRIPTION", "pull_request.description", "the description, at most 1,000 characters of it; may contain names", "the Git host", PERSONAL, "until its connection is removed, or it names no issue any more"),
    item("PULL_REQUEST", "DESCRIPTION_CUT", "", "whether the description is longer than what is kept", "Jigit", NOT_PERSONAL, "until its connection is removed, or it names no issue any more"),
    item("PULL_REQUEST", "STATE", "pull_request.state", "open, draft, merged or closed", "the Git host", NOT_PERSONAL, "until its connection is removed, or it names no issue any more"),
    item("PULL_REQUEST", "SOURCE_BRANCH", "pull_request.source_branch", "the branch with the changes", "the Git host", NOT_PERSONAL, "until its connection is removed, or it names no issue any more"),
    item("PULL_REQUEST", "TARGET_BRANCH", "pull_request.target_branch", "the branch it would be merged into", "the Git host", NOT_PERSONAL, "until its connection is removed, or it names no issue any more"),
    item("PULL_REQUEST", "AUTHOR", "pull_request.author", "the author's user name", "the Git host", PERSONAL, "until its connection is removed, or it names no issue any more"),
    item("PULL_REQUEST", "AUTHOR_ID", "pull_request.author_id", "the author's id on the host", "the Git host", PERSONAL, "until its connection is removed, or it names no issue any more"),
    item("PULL_REQUEST", "CREATED_AT", "pull_request.created_at", "when it was opened", "the Git host", NOT_PERSONAL, "until its connection is removed, or it names no issue any more"),
    item("PULL_REQUEST", "UPDATED_AT", "pull_request.updated_at", "when anything about it last changed", "the Git host", NOT_PERSONAL, "until its connection is removed, or it names no issue any more"),
    item("PULL_REQUEST", "MERGED_AT", "pull_request.merged_at", "when it was merged", "the Git host", NOT_PERSONAL, "until its connection is removed, or it names no issue any more"),
    item("PULL_REQUEST", "CLOSED_AT", "pull_request.closed_at", "when it was closed", "the Git host", NOT_PERSONAL, "until its connection is removed, or it names no issue any more"),
    item("PULL_REQUEST", "URL", "pull_request.url", "where a browser finds it", "the Git host", NOT_PERSONAL, "until its connection is removed, or it names no issue any more"),
    item("LINK", "ID", "", "the row", "Jigit", NOT_PERSONAL, "as long as the row that it belongs to"),
    item("LINK", "HASH", "", "hash of kind, row and key", "Jigit", NOT_PERSONAL, "as long as the row that it belongs to"),
    item("LINK", "ISSUE_KEY", "issue_keys", "an issue key that is mentioned", "Jigit", NOT_PERSONAL, "as long as the row that it belongs to"),
    item("LINK", "KIND", "", "branch, commit or pull_request", "Jigit", NOT_PERSONAL, "as long as the row that it belongs to"),
    item("LINK", "ROW_ID", "", "the row that mentions it", "Jigit", NOT_PERSONAL, "as long as the row that it belongs to"),
    item("LINK", "REPOSITORY_ID", "", "the repository of that row", "Jigit", NOT_PERSONAL, "as long as the row that it belongs to"),
    item("LINK", "AT", "commit.committed_at", "when a commit was committed, so that thousands are soon in order", "the Git host", NOT_PERSONAL, "as long as the row that it belongs to"),
    item("TASK", "ID", "", "the row", "Jigit", NOT_PERSONAL, "until the connection is removed"),
    item("TASK", "HASH", "", "hash of connection, kind and repository", "Jigit", NOT_PERSONAL, "until the connection is removed"),
    item("TASK", "CONNECTION_ID", "", "the connection", "Jigit", NOT_PERSONAL, "until the connection is removed"),
    item("TASK", "REPOSITORY_ID", "", "the repository", "Jigit", NOT_PERSONAL, "until the connection is removed"),
    item("TASK", "KIND", "", "what is read: repositories, branches or pull_requests", "Jigit", NOT_PERSONAL, "until the connection is removed"),
    item("TASK", "STATE", "", "how far reading is, as JSON: pages, heads, times; no secret", "Jigit", NOT_PERSONAL, "until the connection is removed"),
    item("TASK", "DUE_AT", "", "when it is to be done next", "Jigit", NOT_PERSONAL, "until the connection is removed"),
    item("TASK", "OWNER", "", "the node and run that work on it", "Jigit", NOT_PERSONAL, "until the connection is removed"),
    item("TASK", "LEASE_UNTIL", "", "until when it is theirs", "Jigit", NOT_PERSONAL, "until the connection is removed"),
    item("TASK", "ATTEMPT", "", "how often it was claimed", "Jigit", NOT_PERSONAL, "until the connection is removed"),
    item("TASK", "POKES", "", "how often it was asked for", "Jigit", NOT_PERSONAL, "until the connection is removed"),
    item("TASK", "ROUND_POKES", "", "how often it had been asked for when its round began", "Jigit", NOT_PERSONAL, "until the connection is removed"),
    item("TASK", "HISTORY", "", "whether only history is left", "Jigit", NOT_PERSONAL, "until the connection is removed"),
    item("TASK", "AGAIN", "", "whether everything is to be read once more", "Jigit", NOT_PERSONAL, "until the connection is removed"),
    item("TASK", "FORGET", "", "whether what is then not met is to be forgotten", "Jigit", NOT_PERSONAL, "until the connection is removed"),
    item("TASK", "CANCELLED_AT", "", "when an administrator cancelled its reading", "Jigit", NOT_PERSONAL, "until the connection is removed"),
    item("TASK", "TRIES", "", "how often it failed in a row while others did not", "Jigit", NOT_PERSONAL, "until the connection is removed"),
    item("TASK", "COMPLETE", "", "whether everything was read once", "Jigit", NOT_PERSONAL, "until the connection is removed"),
    item("TASK", "PHASE", "", "what is being read", "Jigit", NOT_PERSONAL, "until the connection is removed"),
    item("TASK", "DONE", "", "parts that are done", "Jigit", NOT_PERSONAL, "until the connection is removed"),
    item("TASK", "TOTAL", "", "parts in all", "Jigit", NOT_PERSONAL, "until the connection is removed"),
    item("TASK", "SEEN", "", "items looked at", "Jigit", NOT_PERSONAL, "until the connection is removed"),
    item("TASK", "PROBLEM", "", "what is wrong, as JSON: code, facts, sentence", "Jigit", NOT_PERSONAL, "until the connection is removed"),
    item("TASK", "PROBLEM_AT", "", "since when it is wrong", "Jigit", NOT_PERSONAL, "until the connection is removed"),
    item("TASK", "STARTED_AT", "", "when its first read began", "Jigit", NOT_PERSONAL, "until the connection is removed"),
    item("TASK", "UPDATED_AT", "", "when it was last saved", "Jigit", NOT_PERSONAL, "until the connection is removed"),
    item("DELIVERY", "ID", "", "the row", "Jigit", NOT_PERSONAL, "7 days; counts of refused deliveries 14 days"),
    item("DELIVERY", "HASH", "", "hash of connection and delivery id, or of what refused ones are counted by", "Jigit", NOT_PERSONAL, "7 days; counts of refused deliveries 14 days"),
    item("DELIVERY", "CONNECTION_ID", "", "the connection", "Jigit", NOT_PERSONAL, "7 days; counts of refused deliveries 14 days"),
    item("DELIVERY", "DELIVERY_ID", "", "the host's id of the delivery", "the Git host", NOT_PERSONAL, "7 days; counts of refused deliveries 14 days"),
    item("DELIVERY", "EVENT", "", "the host's name of the event", "the Git host", NOT_PERSONAL, "7 days; counts of refused deliveries 14 days"),
    item("DELIVERY", "OUTCOME", "", "what became of it", "Jigit", NOT_PERSONAL, "7 days; counts of refused deliveries 14 days"),
    item("DELIVERY", "REASON", "", "why", "Jigit", NOT_PERSONAL, "7 days; counts of refused deliveries 14 days"),
    item("DELIVERY", "NETWORK", "", "the network (/24 or /48) of a refused sender, never the address", "Jigit", PERSONAL, "7 days; counts of refused deliveries 14 days"),
    item("DELIVERY", "AT", "", "when it came", "Jigit", NOT_PERSONAL, "7 days; counts of refused deliveries 14 days"),
    item("DELIVERY", "TIMES", "", "how many refused deliveries are counted here", "Jigit", NOT_PERSONAL, "7 days; counts of refused deliveries 14 days"),
    item("REQUEST", "ID", "", "the row", "Jigit", NOT_PERSONAL, "30 days"),
    item("REQUEST", "CONNECTION_ID", "", "the connection", "Jigit", NOT_PERSONAL, "30 days"),
    item("REQUEST", "AT", "", "when it was sent", "Jigit", NOT_PERSONAL, "30 days"),
    item("REQUEST", "METHOD", "", "the HTTP method", "Jigit", NOT_PERSONAL, "30 days"),
    item("REQUEST", "ORIGIN", "", "scheme, host and port that were asked", "Jigit", NOT_PERSONAL, "30 days"),
    item("REQUEST", "ENDPOINT", "", "the template that allowed it; no names, no query values", "Jigit", NOT_PERSONAL, "30 days"),
    item("REQUEST", "STATUS", "", "the status of the answer, 0 for none", "Jigit", NOT_PERSONAL, "30 days"),
    item("REQUEST", "BYTES", "", "the size of the answer", "Jigit", NOT_PERSONAL, "30 days"),
    item("REQUEST", "MILLIS", "", "how long it took", "Jigit", NOT_PERSONAL, "30 days"),
    item("REQUEST", "NODE", "", "the node that sent it", "Jigit", NOT_PERSONAL, "30 days"),
    item("SMART_COMMIT", "ID", "", "the row", "Jigit", NOT_PERSONAL, "until the connection is removed, so that commands never run twice"),
    item("SMART_COMMIT", "HASH", "", "hash of author, date and message of the commit, or of its id", "Jigit", NOT_PERSONAL, "until the connection is removed, so that commands never run twice"),
    item("SMART_COMMIT", "CONNECTION_ID", "", "the connection", "Jigit", NOT_PERSONAL, "until the connection is removed, so that commands never run twice"),
    item("SMART_COMMIT", "REPOSITORY_ID", "smart_commit.repository_id", "the repository", "Jigit", NOT_PERSONAL, "until the connection is removed, so that commands never run twice"),
    item("SMART_COMMIT", "SHA", "smart_commit.sha", "the id of the commit", "the Git host", NOT_PERSONAL, "until the connection is removed, so that commands never run twice"),
    item("SMART_COMMIT", "TEXT_HASH", "smart_commit.text", "hash of the author's e-mail address and the message", "Jigit", NOT_PERSONAL, "until the connection is removed, so that commands never run twice"),
    item("SMART_COMMIT", "STATE", "", "whether its commands wait, run, ran or were skipped", "Jigit", NOT_PERSONAL, "until the connection is removed, so that commands never run twice"),
    item("SMART_COMMIT", "DUE_AT", "", "when they are to run", "Jigit", NOT_PERSONAL, "until the connection is removed, so that commands never run twice"),
    item("SMART_COMMIT", "CODE", "", "why they were not run", "Jigit", NOT_PERSONAL, "until the connection is removed, so that commands never run twice"),
    item("SMART_COMMIT", "USER_KEY", "", "Jira's key of the user who wrote it, found by the author's e-mail address, which is not stored", "Jira", PERSONAL, "until the connection is removed, so that commands never run twice"),
    item("SMART_COMMIT", "VOUCHED", "", "whether the host vouches for the author", "the Git host", NOT_PERSONAL, "until the connection is removed, so that commands never run twice"),
    item("SMART_COMMIT", "AUTHORED_AT", "smart_commit.authored_at", "when it was written", "the Git host", NOT_PERSONAL, "until the connection is removed, so that commands never run twice"),
    item("SMART_COMMIT", "COMMANDS", "smart_commit.commands", "what the message tells Jira to do, with comments", "the Git host", PERSONAL, "until the connection is removed, so that commands never run twice"),
    item("SMART_COMMIT", "RESULTS", "", "what became of each command, and the user name it ran as", "Jigit", PERSONAL, "until the connection is removed, so that commands never run twice"),
    item("SMART_COMMIT", "OWNER", "", "which node runs them", "Jigit", NOT_PERSONAL, "until the connection is removed, so that commands never run twice"),
    item("SMART_COMMIT", "UPDATED_AT", "", "when it last changed", "Jigit", NOT_PERSONAL, "until the connection is removed, so that commands never run twice"),
    item("NODE", "ID", "", "the row", "Jigit", NOT_PERSONAL, "30 days after it was last seen"),
    item("NODE", "NAME", "", "the name of a node of the cluster", "Jira", NOT_PERSONAL, "30 days after it was last seen"),
    item("NODE", "VERSION", "", "the version of the app on it", "Jigit", NOT_PERSONAL, "30 days after it was last seen"),
    item("NODE", "ENGINE", "", "what runs the core there", "Jigit", NOT_PERSONAL, "30 days after it was last seen"),
    item("NODE", "ENGINE_REASON", "", "why that is not what was chosen", "Jigit", NOT_PERSONAL, "30 days after it was last seen"),
    item("NODE", "SEEN_AT", "", "when it was last seen", "Jigit", NOT_PERSONAL, "30 days after it was last seen"),
    item("NODE", "CLEANED_AT", "", "when it last threw away what is kept only for a while", "Jigit", NOT_PERSONAL, "30 days after it was last seen"),
];

const PERSONAL: bool = true;
const NOT_PERSONAL: bool = false;

const fn item(
    table: &'static str,
    column: &'static str,
    field: &'static str,
    meaning: &'static str,
    source: &'static str,
    personal: bool,
    retention: &'static str,
) -> Item {
    Item { table, column, field, meaning, source, personal, retention }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_column_stands_here_once_and_says_what_it_is() {
        let mut seen = std::collections::BTreeSet::new();
        for item in INVENTORY {
            assert!(seen.insert((item.table, item.column)), "{}.{} stands here twice", item.table, item.column);
            assert!(
                !item.meaning.is_empty() && !item.source.is_empty() && !item.retention.is_empty(),
                "{}.{}",
                item.table,
                item.column
            );
        }
    }
}
