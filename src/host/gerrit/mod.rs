//! Gerrit Code Review 3.4 and later, over REST; with the plugin gitiles, whole histories as well.

use super::{Asked, Delivery, Description, Host, Next, Page, Proven, Reading, Server, Want};
use crate::error::Error;
use crate::http::{Request, Response};
use crate::signature::Secret;
use crate::time::Timestamp;

mod address;
mod date;
mod delivery;
mod description;
mod fetch;
mod map;
mod page;
#[cfg(test)]
mod tests;
mod verdict;
mod wire;
#[cfg(test)]
mod world;

/// Gerrit.
pub struct Gerrit;

impl Host for Gerrit {
    fn name(&self) -> &'static str {
        description::NAME
    }

    fn service_types(&self) -> &'static [&'static str] {
        description::SERVICE_TYPES
    }

    fn describe(&self) -> Description {
        description::description()
    }

    fn verify<'a>(&self, delivery: Delivery<'a>, _: &[Secret], _: Option<Timestamp>) -> Result<Proven<'a>, Error> {
        Ok(delivery::verify(delivery))
    }

    fn read(&self, delivery: &Proven<'_>) -> Result<Reading, Error> {
        delivery::read(delivery)
    }

    fn request(&self, want: &Want, next: Option<&Next>, server: &Server<'_>) -> Result<Request, Error> {
        fetch::request(want, next, server)
    }

    fn page(&self, asked: &Asked<'_>, response: &Response<'_>, now: Option<Timestamp>) -> Page {
        page::page(asked, response, now)
    }
}
