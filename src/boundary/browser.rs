//! The one export of the WebAssembly module for browsers; wasm-bindgen writes what is unsafe about it.

use wasm_bindgen::JsError;
use wasm_bindgen::prelude::wasm_bindgen;

use super::frame;

/// Answers a head and a body with the head of the answer. Rows are left behind: a browser asks only what heads answer.
///
/// # Errors
/// Never, unless the core broke its own contract: then JavaScript gets an `Error` that says how.
#[wasm_bindgen]
pub fn call(head: &str, body: &[u8]) -> Result<String, JsError> {
    let answer = super::handle(&frame::join(head.as_bytes(), body));
    let (head, _rows) = frame::split(&answer)?;
    Ok(std::str::from_utf8(head)?.to_owned())
}
