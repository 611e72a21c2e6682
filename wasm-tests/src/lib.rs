//! A tiny host for the WebAssembly module: load it, call it, free what it gives.
