//! The journal as the workers use it: a write returns once it is on the disk.
//!
//! One thread owns the store, because SQLite has one writer and its commits block. All requests that wait when the
//! thread is free go into one transaction, so that they share the cost of one commit: the marks of calls that are
//! about to be sent, and the results of calls that were sent before. The thread also reads the next calls, so that
//! only a few are in memory. Invariant: a write that returned `Ok` is durable; after a failed commit nothing more is
//! written.

use std::{
    sync::mpsc::{Receiver, Sender, channel},
    thread::{Builder, JoinHandle},
};

use tokio::sync::oneshot;

use super::{JournalEntry, RunId, Store, error::StoreError, open};
use crate::{
    error::{Error, Result},
    model::{Call, CallId},
};

/// Entries per transaction at most, so that the first caller in a group does not wait for a commit without bound.
const GROUP: usize = 4096;

type JournalReply<T> = oneshot::Sender<Result<T>>;

enum JournalRequest {
    Write(Vec<JournalEntry>, JournalReply<()>),
    Read(Vec<CallId>, JournalReply<Vec<Call>>),
    Close,
}

/// A handle for the workers; cheap to clone.
#[derive(Clone, Debug)]
pub struct Journal {
    requests: Sender<JournalRequest>,
}

/// The writing thread. If it is dropped without `join`, the thread ends with the last handle.
#[derive(Debug)]
pub struct JournalThread {
    requests: Sender<JournalRequest>,
    thread: JoinHandle<Store>,
}

impl Journal {
    /// Starts a thread that owns the store and journals the calls of `run`.
    ///
    /// # Errors
    /// The system can't start a thread.
    pub fn start(store: Store, run: RunId) -> Result<(Self, JournalThread)> {
        let (requests, waiting) = channel();
        let thread = Builder::new()
            .name("journal".to_owned())
            .spawn(move || serve(store, run, &waiting))
            .map_err(|error| StoreError::Closed(Some(error)))?;
        let journal = Self {
            requests: requests.clone(),
        };
        Ok((journal, JournalThread { requests, thread }))
    }

    /// Writes entries, all or none; they are durable when this returns `Ok`.
    ///
    /// Cancelling the future does not withdraw the entries: they may still be written.
    ///
    /// # Errors
    /// The commit of their group failed, or an earlier one did, or the journal was closed.
    pub async fn write(&self, entries: Vec<JournalEntry>) -> Result<()> {
        self.ask(|answer| JournalRequest::Write(entries, answer))
            .await
    }

    /// Reads calls of the run, in the order of these numbers.
    ///
    /// # Errors
    /// The file can't be read, or the journal was closed.
    pub async fn read(&self, calls: Vec<CallId>) -> Result<Vec<Call>> {
        self.ask(|answer| JournalRequest::Read(calls, answer)).await
    }

    async fn ask<T>(&self, request: impl FnOnce(JournalReply<T>) -> JournalRequest) -> Result<T> {
        let (answer, answered) = oneshot::channel();
        let sent = self.requests.send(request(answer));
        sent.map_err(|_| StoreError::Closed(None))?;
        answered.await.map_err(|_| StoreError::Closed(None))?
    }
}

impl JournalThread {
    /// Writes everything handed in so far, ends the thread and returns the store. Handles that still exist get an
    /// error from then on. It blocks for as long as the last commit takes.
    ///
    /// # Errors
    /// The thread panicked.
    pub fn join(self) -> Result<Store> {
        // If the thread has stopped listening, it has ended already and can be joined as well.
        self.requests.send(JournalRequest::Close).ok();
        let store = self.thread.join();
        Ok(store.map_err(|_| StoreError::Closed(None))?)
    }
}

/// The requests that go into one transaction.
#[derive(Default)]
struct Group {
    entries: Vec<JournalEntry>,
    writers: Vec<JournalReply<()>>,
    readers: Vec<(Vec<CallId>, JournalReply<Vec<Call>>)>,
    /// The journal was closed: this is the last group.
    last: bool,
}

fn serve(mut store: Store, run: RunId, waiting: &Receiver<JournalRequest>) -> Store {
    let mut failed: Option<Error> = None;
    let mut is_copied = false;
    loop {
        let group = gather(waiting);
        // After a failed commit the state on the disk is unknown, so nothing is written on top of it.
        if failed.is_none() && !group.entries.is_empty() {
            failed = store.record(run, &group.entries).err();
        }
        // A caller that was cancelled has dropped its receiver and needs no answer.
        for answer in group.writers {
            answer.send(failed.clone().map_or(Ok(()), Err)).ok();
        }
        // Reads come after the commit, because workers that wait for a write hold up their calls.
        for (ids, answer) in group.readers {
            answer.send(store.calls(run, &ids)).ok();
        }
        // The log of a large plan is copied only now, when the first calls are under way and can cover its time.
        if !group.entries.is_empty() && !is_copied {
            open::checkpoint(&store.connection);
            is_copied = true;
        }
        if group.last {
            return store;
        }
    }
}

/// Waits for a request and takes all others that are waiting as well.
fn gather(waiting: &Receiver<JournalRequest>) -> Group {
    let mut group = Group::default();
    let mut next = waiting.recv().ok();
    loop {
        match next {
            Some(JournalRequest::Write(mut entries, answer)) => {
                group.entries.append(&mut entries);
                group.writers.push(answer);
            }
            Some(JournalRequest::Read(ids, answer)) => group.readers.push((ids, answer)),
            Some(JournalRequest::Close) | None => {
                group.last = true;
                return group;
            }
        }
        // Requests that keep arriving must not postpone the commit forever.
        if group.entries.len() >= GROUP {
            return group;
        }
        match waiting.try_recv() {
            Ok(request) => next = Some(request),
            // No more requests for now, or the channel is closed; the next wait finds out which.
            Err(_) => return group,
        }
    }
}

#[cfg(test)]
#[path = "tests/journal.rs"]
mod tests;
