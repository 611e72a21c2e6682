//! The native library's two methods of `org.jigit.core.JniEngine`, and all the unsafe code of that build.
//!
//! Frames are copied in and out, a small part of what reading them costs: an array that is borrowed from the JVM
//! would hold up its garbage collector until the answer is there.

use std::cell::Cell;
use std::panic::{self, AssertUnwindSafe};
use std::slice;
use std::sync::Once;

use jni::JNIEnv;
use jni::objects::{JByteArray, JClass, JObjectArray};
use jni::sys::{jbyte, jint};

use super::refusal;
use crate::error::{Code, Error};

/// The number that Java and the core must agree on.
// SAFETY: no other library that is loaded has a symbol of this name: it is that of the class.
#[unsafe(no_mangle)]
pub extern "system" fn Java_org_jigit_core_JniEngine_abiVersion(_env: JNIEnv<'_>, _class: JClass<'_>) -> jint {
    // A small number that counts up by one: it fits for as long as there will be versions.
    jint::try_from(super::ABI_VERSION).unwrap_or(-1)
}

/// Answers a frame, given in parts that follow each other, with a frame. When the JVM has no room for it, the answer is null and its
/// own error is thrown.
// SAFETY: as above.
#[unsafe(no_mangle)]
pub extern "system" fn Java_org_jigit_core_JniEngine_answer<'a>(
    mut env: JNIEnv<'a>,
    _class: JClass<'a>,
    frame: JObjectArray<'a>,
) -> JByteArray<'a> {
    let Ok(question) = joined(&mut env, &frame) else { return JByteArray::default() };
    let answer = caught(|| super::handle(&question));
    env.byte_array_from_slice(&answer).unwrap_or_default()
}

/// The frame that some parts are.
fn joined(env: &mut JNIEnv<'_>, parts: &JObjectArray<'_>) -> jni::errors::Result<Vec<u8>> {
    let mut frame = Vec::new();
    for number in 0..env.get_array_length(parts)? {
        let part = JByteArray::from(env.get_object_array_element(parts, number)?);
        let (before, length) = (frame.len(), env.get_array_length(&part)?.unsigned_abs() as usize);
        frame.resize(before + length, 0);
        let room: &mut [u8] = frame.get_mut(before..).unwrap_or_default();
        // SAFETY: they are the same bytes, which Java counts from -128 on, and nobody else sees them meanwhile.
        let room = unsafe { slice::from_raw_parts_mut(room.as_mut_ptr().cast::<jbyte>(), room.len()) };
        env.get_byte_array_region(&part, 0, room)?;
    }
    Ok(frame)
}

/// An answer, or the refusal that a panic becomes. It says where the panic was; its sentence may quote what was read, so that is
/// neither told nor printed.
fn caught(work: impl FnOnce() -> Vec<u8>) -> Vec<u8> {
    static QUIET: Once = Once::new();
    QUIET.call_once(|| {
        panic::set_hook(Box::new(|panic| {
            PLACE.set(panic.location().map(|place| (place.file().to_owned(), place.line())));
        }));
    });
    // What a panic interrupts is thrown away; the cache of configurations is locked only while it is whole.
    panic::catch_unwind(AssertUnwindSafe(work)).unwrap_or_else(|_| {
        let place = PLACE.take().map_or_else(String::new, |(file, line)| format!(" at {file}:{line}"));
        refusal(Error::new(Code::Internal, format!("the core panicked{place}")))
    })
}

thread_local! {
    /// Where this thread panicked last.
    static PLACE: Cell<Option<(String, u32)>> = const { Cell::new(None) };
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::boundary::frame;

    #[test]
    fn a_panic_is_a_refusal_that_says_where_and_nothing_of_what_was_read() {
        let answer = caught(|| panic!("quotes a secret"));
        let (head, _) = frame::split(&answer).unwrap();
        let head = String::from_utf8(head.to_vec()).unwrap();
        assert!(head.contains("internal") && head.contains("src/boundary/jni.rs:"), "{head}");
        assert!(!head.contains("secret"), "{head}");
    }
}
