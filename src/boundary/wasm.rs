//! The four exports of the WebAssembly module, and all the unsafe code of that build.
//!
//! Ownership in one sentence: `call` consumes the frame it is given; the caller frees the frame it receives.

use std::alloc::Layout;

/// The number that Java and the core must agree on.
#[unsafe(no_mangle)]
pub extern "C" fn abi_version() -> u32 {
    super::ABI_VERSION
}

/// Room for a frame of `length` bytes, to be written before `call` takes it back. Address 0 means that there is no memory.
#[unsafe(no_mangle)]
pub extern "C" fn alloc(length: usize) -> *mut u8 {
    let Ok(layout) = Layout::array::<u8>(length.max(1)) else { return std::ptr::null_mut() };
    // SAFETY: the layout has at least one byte.
    unsafe { std::alloc::alloc(layout) }
}

/// Answers the frame at `address`: the answer's address in the upper and its length in the lower 32 bits.
///
/// # Safety
/// `address` came from `alloc(length)`, all of the room was written, and it was neither given to `call` nor to `free` before: the
/// caller keeps this.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn call(address: *mut u8, length: usize) -> u64 {
    // SAFETY: `alloc` made exactly this room, and the caller wrote all of it, who hands it over.
    let frame = unsafe { Vec::from_raw_parts(address, length, length.max(1)) };
    let answer = super::handle(&frame).into_boxed_slice();
    let length = answer.len();
    let address = Box::into_raw(answer) as *mut u8 as usize;
    ((address as u64) << 32) | length as u64
}

/// Gives back an answer.
///
/// # Safety
/// `address` and `length` are what `call` answered, once: the caller keeps this.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn free(address: *mut u8, length: usize) {
    if length > 0 {
        // SAFETY: `call` leaked a boxed slice of exactly this address and length.
        drop(unsafe { Box::from_raw(std::ptr::slice_from_raw_parts_mut(address, length)) });
    }
}
