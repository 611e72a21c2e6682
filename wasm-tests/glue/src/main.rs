//! Makes what a browser loads from what cargo built: `jigit-glue MODULE FOLDER` writes `jigit-core.wasm` and `jigit-core.js`.
//!
//! The JavaScript is a plain script, for pages and for `importScripts` in workers. It declares `wasm_bindgen`, and loads the
//! module from where its caller says: `await wasm_bindgen({ module_or_path })`, an address or bytes. Then
//! `wasm_bindgen.call(head, body)` answers.

use std::error::Error;
use std::fs;
use std::path::Path;

use wasm_bindgen_cli_support::Bindgen;

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [module, folder] = &arguments[..] else {
        return Err(format!("expected a module and a folder, found {arguments:?}").into());
    };
    let folder = Path::new(folder);
    Bindgen::new()
        .input_path(module)
        .out_name(NAME)
        .no_modules(true)?
        .omit_default_module_path(true)
        .typescript(false)
        .remove_name_section(true)
        .remove_producers_section(true)
        .generate(folder)?;
    fs::rename(folder.join(format!("{NAME}_bg.wasm")), folder.join(format!("{NAME}.wasm")))?;
    let script = folder.join(format!("{NAME}.js"));
    fs::write(&script, format!("{LICENCE}\n{}", fs::read_to_string(&script)?))?;
    Ok(())
}

/// What both files are called.
const NAME: &str = "jigit-core";

/// The first line of the script; minifiers keep such a comment.
const LICENCE: &str = "/*! Loads the core of Jigit (Apache-2.0). Written by wasm-bindgen (MIT OR Apache-2.0), \
                       https://github.com/wasm-bindgen/wasm-bindgen */";
