//! Runs an iterator on its own thread, a bounded number of items ahead.
//!
//! It saves a third of the time that journalling a first night of a million calls takes. Invariant: the items arrive
//! in the order in which they are made.

use std::{sync::mpsc::sync_channel, thread};

use super::error::{StoreError, StoreFault};
use crate::error::Error;

/// From this many calls on a thread pays off; below, starting it takes longer than it saves.
const MANY: usize = 1_000;

/// Items that wait to be used, at most: one or two MB of calls.
const WAITING: usize = 32;

/// Items made from a plan's calls, one after the other.
pub(super) type Items<'a, T> = dyn Iterator<Item = T> + Send + 'a;

/// Passes the items to `work` as they are made; for few calls the same thread makes them.
///
/// # Errors
/// Any error of `work`.
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
        // Sending fails once `work` has returned early; there is no need to make the rest.
        let make = move || while items.next().is_some_and(|item| finished.send(item).is_ok()) {};
        let named = thread::Builder::new().name("calls".to_owned());
        let maker = named.spawn_scoped(scope, make);
        let maker = maker.map_err(|error| Error::from(StoreError::NoThread(error)))?;
        let mut waiting = waiting.into_iter();
        let done = work(&mut waiting);
        // A producer that is blocked in `send` gets an error now and stops.
        drop(waiting);
        let joined = maker.join();
        joined.map_err(|_| Error::from(StoreError::Unmade))?;
        done
    })
}
