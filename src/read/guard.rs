//! Contains the panics of a parser over a damaged file.
//!
//! The parsers of the binary formats index into records without checking their length. Invariant: a panic in here
//! becomes an error of the file, and a panic hook can check for it.

use std::{
    cell::Cell,
    panic::{AssertUnwindSafe, catch_unwind},
    thread,
};

thread_local! {
    static IS_GUARDED: Cell<bool> = const { Cell::new(false) };
}

/// Runs the parser, or other work of a library that panics; `Err` if it does.
///
/// # Errors
/// It panics.
pub fn guarded<T>(parse: impl FnOnce() -> T) -> thread::Result<T> {
    let before = IS_GUARDED.replace(true);
    let parsed = catch_unwind(AssertUnwindSafe(parse));
    IS_GUARDED.set(before);
    parsed
}

/// Whether this thread is in such work, whose panic becomes an error with the file's name. A panic hook does not print
/// those.
#[must_use]
pub fn is_guarded() -> bool {
    IS_GUARDED.get()
}
