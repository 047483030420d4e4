//! What is made by a thread of its own while it is used.
//!
//! Invariant: it comes in the order in which it is made.

use std::{sync::mpsc::sync_channel, thread};

use super::error::{Fault, StoreError};
use crate::error::{Error, Kind, Panicked};

/// Calls for which it is worth it.
const MANY: usize = 1_000;

/// Items that wait to be used, at most: a MB or two of calls.
const WAITING: usize = 32;

/// What is made of a plan's calls, one after the other.
pub(super) type Items<'a, T> = dyn Iterator<Item = T> + Send + 'a;

/// Hands the items to `work` as they come; where they are of few calls, they are made by the same thread.
///
/// # Errors
/// Whatever `work` says.
pub(super) fn ahead<T: Send>(
    calls: usize,
    items: &mut Items<'_, T>,
    work: impl FnOnce(&mut Items<'_, T>) -> Result<(), Fault>,
) -> Result<(), Fault> {
    if calls < MANY {
        return work(items);
    }
    let (finished, waiting) = sync_channel(WAITING);
    thread::scope(|scope| {
        // Whoever uses them may have given up.
        let make = move || while items.next().is_some_and(|item| finished.send(item).is_ok()) {};
        let named = thread::Builder::new().name("calls".to_owned());
        let maker = named.spawn_scoped(scope, make);
        let maker = maker.map_err(|error| Error::from(StoreError::NoThread(error)))?;
        let mut waiting = waiting.into_iter();
        let done = work(&mut waiting);
        // Should the maker wait to hand something on, it learns that nobody wants it any more.
        drop(waiting);
        let (kind, what) = (Kind::Snapshot, "the plan could not be journalled");
        maker
            .join()
            .map_err(|_| Error::from(Panicked { kind, what }))?;
        done
    })
}
