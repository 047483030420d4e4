//! Runs an iterator on a thread of its own, a bounded number of items ahead.
//!
//! It takes a third off the time in which a first night of a million calls is journalled. Invariant: the items come in
//! the order in which they are made.

use std::{sync::mpsc::sync_channel, thread};

use super::error::{StoreError, StoreFault};
use crate::error::Error;

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
pub(super) fn prefetch<T: Send>(
    calls: usize,
    items: &mut Items<'_, T>,
    work: impl FnOnce(&mut Items<'_, T>) -> Result<(), StoreFault>,
) -> Result<(), StoreFault> {
    if calls < MANY {
        return work(items);
    }
    let (finished, waiting) = sync_channel(WAITING);
    thread::scope(|scope| {
        // The work may have ended early.
        let make = move || while items.next().is_some_and(|item| finished.send(item).is_ok()) {};
        let named = thread::Builder::new().name("calls".to_owned());
        let maker = named.spawn_scoped(scope, make);
        let maker = maker.map_err(|error| Error::from(StoreError::NoThread(error)))?;
        let mut waiting = waiting.into_iter();
        let done = work(&mut waiting);
        // A maker that waits to hand an item on learns that it can stop.
        drop(waiting);
        let joined = maker.join();
        joined.map_err(|_| Error::from(StoreError::Unmade))?;
        done
    })
}
