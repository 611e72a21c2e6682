//! GitLab: gitlab.com, Dedicated and self-managed servers, over REST.

use super::{Asked, Delivery, Description, Host, Next, Page, Proven, Reading, Server, Want};
use crate::error::Error;
use crate::http::{Request, Response};
use crate::signature::Secret;
use crate::time::Timestamp;

mod address;
mod cursor;
mod delivery;
mod description;
mod fetch;
mod map;
#[cfg(test)]
mod tests;
mod verdict;
mod verify;
mod wire;
#[cfg(test)]
mod world;

/// GitLab.
pub struct GitLab;

impl Host for GitLab {
    fn name(&self) -> &'static str {
        description::NAME
    }

    fn service_types(&self) -> &'static [&'static str] {
        description::SERVICE_TYPES
    }

    fn describe(&self) -> Description {
        description::description()
    }

    fn verify<'a>(
        &self,
        delivery: Delivery<'a>,
        secrets: &[Secret],
        now: Option<Timestamp>,
    ) -> Result<Proven<'a>, Error> {
        verify::verify(delivery, secrets, now)
    }

    fn read(&self, delivery: &Proven<'_>) -> Result<Reading, Error> {
        delivery::read(delivery)
    }

    fn request(&self, want: &Want, next: Option<&Next>, server: &Server<'_>) -> Result<Request, Error> {
        fetch::request(want, next, server)
    }

    fn page(&self, asked: &Asked<'_>, response: &Response<'_>, now: Option<Timestamp>) -> Page {
        fetch::page(asked, response, now)
    }
}
