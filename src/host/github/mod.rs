//! GitHub: github.com, Enterprise Cloud and Enterprise Server, over REST.

use super::{Asked, Delivery, Description, Host, Next, Page, Proven, Reading, Want};
use crate::error::{Code, Error};
use crate::http::{Request, Response};
use crate::signature::Secret;
use crate::time::Timestamp;

/// GitHub.
pub struct GitHub;
