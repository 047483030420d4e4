//! The journal as the workers see it: write a line, go on when it is on the disk.
//!
//! One thread owns the store, since SQLite has one writer and its commits block. Everything that
//! waits when the thread turns to it goes into one transaction, so that a commit's price is shared:
//! the marks of calls that are about to go out, and the ends of those that went out before.
//! It also reads the calls that come next, so that nobody has to hold more than a few of them.
//! Invariant: a write that has returned `Ok` is durable; after a failed commit nothing is written.

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

/// Lines in one transaction at most, so that no caller waits long.
const GROUP: usize = 4096;

type JournalReply<T> = oneshot::Sender<Result<T>>;

enum JournalRequest {
    Write(Vec<JournalEntry>, JournalReply<()>),
    Read(Vec<CallId>, JournalReply<Vec<Call>>),
    Close,
}

/// A handle for workers; cheap to clone.
#[derive(Clone, Debug)]
pub struct Journal {
    requests: Sender<JournalRequest>,
}

/// The thread that writes. Dropped without a `join`, it ends with the last handle.
#[derive(Debug)]
pub struct JournalThread {
    requests: Sender<JournalRequest>,
    thread: JoinHandle<Store>,
}

impl Journal {
    /// Hands the store to a thread that journals the calls of `run`.
    ///
    /// # Errors
    /// The system has no thread to give.
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

    /// Writes lines, all of them or none; they are durable when this returns `Ok`.
    ///
    /// A caller that stops waiting does not take the lines back: they may be written all the same.
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
    /// Writes what was handed in so far, ends the thread and gives the store back. Handles that are
    /// still about get an error from then on. It blocks for as long as the last commit takes.
    ///
    /// # Errors
    /// The thread broke down.
    pub fn join(self) -> Result<Store> {
        // A thread that is no longer listening has ended already, and is joined just the same.
        self.requests.send(JournalRequest::Close).ok();
        let store = self.thread.join();
        Ok(store.map_err(|_| StoreError::Closed(None))?)
    }
}

/// What waited when the thread turned to it.
#[derive(Default)]
struct Group {
    entries: Vec<JournalEntry>,
    writers: Vec<JournalReply<()>>,
    readers: Vec<(Vec<CallId>, JournalReply<Vec<Call>>)>,
    /// Nothing comes after it.
    last: bool,
}

fn serve(mut store: Store, run: RunId, waiting: &Receiver<JournalRequest>) -> Store {
    let mut failed: Option<Error> = None;
    let mut is_copied = false;
    loop {
        let group = gather(waiting);
        if failed.is_none() && !group.entries.is_empty() {
            failed = store.record(run, &group.entries).err();
        }
        // Whoever no longer waits for an answer does not need it.
        for answer in group.writers {
            answer.send(failed.clone().map_or(Ok(()), Err)).ok();
        }
        for (ids, answer) in group.readers {
            answer.send(store.calls(run, &ids)).ok();
        }
        if !group.entries.is_empty() && !is_copied {
            open::checkpoint(&store.connection);
            is_copied = true;
        }
        if group.last {
            return store;
        }
    }
}

/// Waits for a first request and takes along all that have come meanwhile.
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
        if group.entries.len() >= GROUP {
            return group;
        }
        match waiting.try_recv() {
            Ok(request) => next = Some(request),
            // Nothing more for now, or never again, which the next wait will tell.
            Err(_) => return group,
        }
    }
}

#[cfg(test)]
#[path = "tests/journal.rs"]
mod tests;
