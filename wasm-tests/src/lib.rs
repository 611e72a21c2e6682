//! A stranger to the core: runs the WebAssembly module as Jira does, asks it in lines of JSON, and knows the corpus.

pub mod corpus;
pub mod door;
mod wasm;

pub use wasm::{Module, Wasm};

/// Anything that answers a frame with a frame.
pub trait Core {
    /// Answers a frame with a frame.
    ///
    /// # Errors
    /// When the engine stopped, which is a bug of the core.
    fn call(&mut self, frame: &[u8]) -> Result<Vec<u8>, Error>;
}

/// The core that is linked into this program.
#[derive(Clone, Copy, Debug, Default)]
pub struct Native;

impl Core for Native {
    fn call(&mut self, frame: &[u8]) -> Result<Vec<u8>, Error> {
        Ok(jigit::boundary::handle(frame))
    }
}

/// What goes wrong here is for people to read.
pub type Error = Box<dyn std::error::Error + Send + Sync>;
