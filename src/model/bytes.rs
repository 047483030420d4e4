//! Values in a run of bytes, in the postcard format (<https://postcard.jamesmunns.com/wire-format>).
//!
//! What is written is what is read; bytes that were not written here are refused and never a panic.

use serde::{Deserialize, Serialize};

/// Writes a value behind those that are there.
pub(super) fn put(bytes: &mut Vec<u8>, value: &(impl Serialize + ?Sized)) {
    let written = postcard::to_io(value, &mut *bytes);
    debug_assert!(written.is_ok(), "memory refuses no text and no number");
}

/// Reads a value and moves on; `None` where the bytes are none.
pub(super) fn take<'a, T: Deserialize<'a>>(bytes: &mut &'a [u8]) -> Option<T> {
    let (value, rest) = postcard::take_from_bytes(bytes).ok()?;
    *bytes = rest;
    Some(value)
}

/// Reads a text's bytes and moves on, as [`take`] does. Nearly all are so short that one byte says how long they are.
#[inline]
pub(super) fn take_text<'a>(bytes: &mut &'a [u8]) -> Option<&'a [u8]> {
    match bytes.split_first() {
        Some((length @ ..MORE, rest)) => {
            let (text, rest) = rest.split_at_checked(usize::from(*length))?;
            *bytes = rest;
            Some(text)
        }
        _ => take(bytes),
    }
}

/// A first byte of a length from here on says that another one follows.
const MORE: u8 = 128;
