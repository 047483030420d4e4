//! The calls of a plan, made by a thread of their own while they are written.
//!
//! Invariant: they come in the plan's order, and so does the error that ends them.

use std::{sync::mpsc::sync_channel, thread};

use super::Fault;
use crate::{
    error::{Error, Kind, Result},
    model::{Calls, Lines},
};

/// Fewer calls are made by the thread that writes them.
const WORTH_IT: usize = 1_000;

/// Runs of calls that wait to be written, at most: a MB or two.
const WAITING: usize = 32;

/// Hands the calls to `write` as they come.
///
/// # Errors
/// Whatever `write` says.
pub(super) fn ahead(
    calls: &Calls,
    write: impl FnOnce(&mut dyn Iterator<Item = Result<Lines>>) -> Result<(), Fault>,
) -> Result<(), Fault> {
    if calls.len() < WORTH_IT {
        return write(&mut calls.lines());
    }
    let (finished, waiting) = sync_channel(WAITING);
    thread::scope(|scope| {
        let make = move || {
            let mut lines = calls.lines();
            // Whoever writes may have given up.
            while lines
                .next()
                .is_some_and(|lines| finished.send(lines).is_ok())
            {}
        };
        let named = thread::Builder::new().name("lines".to_owned());
        let Ok(maker) = named.spawn_scoped(scope, make) else {
            return write(&mut calls.lines());
        };
        let written = write(&mut waiting.into_iter());
        maker.join().map_err(|_| Fault::Told(broken()))?;
        written
    })
}

/// The thread has panicked, and has said so itself.
fn broken() -> Error {
    let message = "the plan could not be journalled, by a fault of the program";
    Error::new(Kind::Snapshot, message)
        .hint("nothing was sent; please report it, with what was printed before")
}
