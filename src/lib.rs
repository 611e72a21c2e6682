//! The core of Jigit: it decides what the bytes of Git hosts mean and what to do next. It has no clock, no network, no
//! file, no thread and no credential; whoever drives it brings them.

pub mod boundary;
pub mod error;
pub mod host;
pub mod http;
pub mod inventory;
pub mod issue_key;
mod lenient;
mod link;
pub mod model;
pub mod signature;
pub mod smart_commit;
pub mod sync;
mod text;
pub mod time;
mod unicode;
