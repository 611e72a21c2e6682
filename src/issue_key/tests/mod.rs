//! tests
thread_local! { pub static WORK: std::cell::Cell<u64> = const { std::cell::Cell::new(0) }; }
