//! Values as bytes in the postcard format (<https://postcard.jamesmunns.com/wire-format>).
//!
//! Written bytes are read back equal; other bytes are refused without a panic.

use serde::{Deserialize, Serialize};

/// Appends a value.
pub(super) fn put(bytes: &mut Vec<u8>, value: &(impl Serialize + ?Sized)) {
    let written = postcard::to_io(value, &mut *bytes);
    debug_assert!(written.is_ok(), "memory refuses no text and no number");
}

/// Reads a value and advances; `None` for invalid bytes.
pub(super) fn take<'a, T: Deserialize<'a>>(bytes: &mut &'a [u8]) -> Option<T> {
    let (value, rest) = postcard::take_from_bytes(bytes).ok()?;
    *bytes = rest;
    Some(value)
}

/// Reads a text's bytes and advances, as [`take`] does. Nearly all are so short that their length takes one byte.
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

/// A first length byte from here on means that another one follows.
const MORE: u8 = 128;
