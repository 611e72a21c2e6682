//! The core of Jigit: it decides what the bytes of Git hosts mean and what to do next.
//!
//! It has no clock, no network, no file, no thread and no credential; whoever drives it brings them. In Jira that is the
//! Java plugin, which sees only [`boundary::handle`]: bytes in, bytes out. This page tells how to drive it in Rust.
//!
//! **Webhooks.** [`host::Host::verify`] checks who sent a delivery, [`host::Host::read`] says what it means. Reading wants
//! what verifying gives, so nobody reads what was not verified. A delivery never fetches: where it tells too little, it
//! *pokes* sync.
//!
//! **Sync** is a loop over [`sync::step`]:
//!
//! 1. ask for a step with the saved state and no answer: it says what to fetch;
//! 2. send that request, with the credential that it names in the header that it names;
//! 3. ask for a step with the same state and the answer: it gives rows and a new state;
//! 4. store rows and state in one transaction (*the save law*), then go on at 2, or rest until the step is due.
//!
//! A crash anywhere repeats a request and never skips one. Here is a whole first sync of a tiny repository:
//!
//! ```
//! use jigit::http::{Headers, Response};
//! use jigit::sync::{self, Connection, Input, RepositoryRef, Task, Turn};
//! use jigit::{host, issue_key::Rules, time::Timestamp};
//!
//! let sha = "6113728f27ae82c7b1a177c8d03f9e96e0adf246";
//! let answer = |url: &str| match url {
//!     url if url.contains("/branches?") => format!(r#"[{{"name":"main","commit":{{"sha":"{sha}"}}}}]"#),
//!     _ => format!(r#"[{{"sha":"{sha}","parents":[],"commit":{{"message":"PAY-7 First commit"}}}}]"#),
//! };
//!
//! let connection = Connection {
//!     host: "github".into(),
//!     base_url: "https://github.com".into(),
//!     repo_type: "SingleRepository".into(),
//!     repository_id: "octo-org/payments".into(),
//!     history_days: 0,
//!     pull_requests: true,
//!     poll_ms: 300_000,
//!     ..Connection::default()
//! };
//! let repository =
//!     RepositoryRef { id: "1296269".into(), full_name: "octo-org/payments".into(), default_branch: Some("main".into()) };
//! let turn = Turn {
//!     host: host::by_name("github").unwrap(),
//!     connection: &connection,
//!     task: Task::Branches,
//!     repository: Some(&repository),
//!     rules: &Rules::known(["PAY"]),
//!     durations: Default::default(),
//!     again: false,
//!     unconfirmed: None,
//! };
//!
//! let now = Timestamp::parse("2026-11-23T08:00:00Z").unwrap();
//! let (mut state, mut links) = (None::<String>, Vec::new());
//! let mut step = sync::step(&turn, state.as_deref(), None, now)?;
//! while let Some(request) = &step.fetch {
//!     let (url, body, headers) = (request.url.clone(), answer(&request.url), Headers::default());
//!     let response = Response { status: 200, headers: &headers, body: body.as_bytes() };
//!     step = sync::step(&turn, state.as_deref(), Some(&Input { url: &url, response }), now)?;
//!     state = Some(step.state.clone());
//!     links.extend(step.rows.commits.iter().flat_map(|commit| commit.issue_keys.clone()));
//! }
//! assert_eq!(links, ["PAY-7"]);
//! assert_eq!(step.due_at, Some(now.plus_ms(300_000)));
//! # Ok::<(), jigit::error::Error>(())
//! ```
//!
//! Where to read on: [`host`] has what hosts must do and how to add one, [`sync`] the state machine and its laws,
//! [`issue_key`] what a key is, [`boundary`] how bytes cross to Java.

pub mod boundary;
pub mod error;
pub mod host;
pub mod http;
pub mod inventory;
pub mod issue_key;
mod json;
mod lenient;
mod link;
pub mod model;
pub mod signature;
pub mod smart_commit;
pub mod sync;
mod text;
pub mod time;
mod unicode;
