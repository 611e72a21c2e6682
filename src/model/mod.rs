//! What Jira shows: one file per noun, plain data, the same names in JSON, in Java and in the database.

mod branch;
mod commit;
mod pull_request;
mod repository;
mod smart_commit;
mod update;

pub use branch::Branch;
pub use commit::Commit;
pub use pull_request::{PullRequest, State};
pub use repository::Repository;
pub use smart_commit::{Authorship, SmartCommand, SmartCommit};
pub use update::{Pass, Unlinked, Update};
