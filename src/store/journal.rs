//! The journal as the workers see it: write a line, go on when it is on the disk.
//!
//! One thread owns the store, since SQLite has one writer and its commits block. Everything that
//! waits when the thread turns to it goes into one transaction, so that a commit's price is shared.
//! Invariant: a write that has returned `Ok` is durable; after a failed commit nothing is written.

use std::{
    sync::mpsc::{Receiver, Sender, channel},
    thread::{Builder, JoinHandle},
};

use tokio::sync::oneshot;

use super::{Entry, RunId, Store};
use crate::error::{Error, Kind, Result};

/// Lines in one transaction at most, so that nobody waits for a crowd.
const GROUP: usize = 4096;

type Answer = oneshot::Sender<Result<()>>;

enum Request {
    Write(Entry, Answer),
    Close,
}

/// A handle for workers; cheap to clone.
#[derive(Clone, Debug)]
pub struct Journal {
    requests: Sender<Request>,
}

/// The thread that writes. Dropped without a `join`, it ends with the last handle.
#[derive(Debug)]
pub struct JournalThread {
    requests: Sender<Request>,
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
            .map_err(|error| stopped().caused_by(error))?;
        let journal = Self {
            requests: requests.clone(),
        };
        Ok((journal, JournalThread { requests, thread }))
    }

    /// Writes one line; it is durable when this returns `Ok`.
    ///
    /// A caller that stops waiting does not take the line back: it may be written all the same.
    ///
    /// # Errors
    /// The commit of its group failed, or an earlier one did, or the journal was closed.
    pub async fn write(&self, entry: Entry) -> Result<()> {
        let (answer, written) = oneshot::channel();
        let request = Request::Write(entry, answer);
        self.requests.send(request).map_err(|_| stopped())?;
        written.await.map_err(|_| stopped())?
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
        self.requests.send(Request::Close).ok();
        self.thread.join().map_err(|_| stopped())
    }
}

fn serve(mut store: Store, run: RunId, waiting: &Receiver<Request>) -> Store {
    let mut failed: Option<Error> = None;
    loop {
        let (group, last) = gather(waiting);
        let (entries, answers): (Vec<_>, Vec<_>) = group.into_iter().unzip();
        if failed.is_none() && !entries.is_empty() {
            failed = store.record(run, &entries).err();
        }
        for answer in answers {
            let result = failed.as_ref().map_or(Ok(()), |error| Err(again(error)));
            // Whoever no longer waits for the answer does not need it.
            answer.send(result).ok();
        }
        if last {
            return store;
        }
    }
}

/// Waits for a first line and takes along all that have come meanwhile; whether it was the last group.
fn gather(waiting: &Receiver<Request>) -> (Vec<(Entry, Answer)>, bool) {
    let mut group = Vec::new();
    let mut next = waiting.recv().ok();
    loop {
        match next {
            Some(Request::Write(entry, answer)) => group.push((entry, answer)),
            Some(Request::Close) | None => return (group, true),
        }
        if group.len() == GROUP {
            return (group, false);
        }
        match waiting.try_recv() {
            Ok(request) => next = Some(request),
            // Nothing more for now, or never again, which the next wait will tell.
            Err(_) => return (group, false),
        }
    }
}

/// One failure is told to everybody whom it concerns.
fn again(error: &Error) -> Error {
    let copy = Error::new(error.kind(), error.message());
    let copy = match error.hint_text() {
        Some(hint) => copy.hint(hint),
        None => copy,
    };
    match std::error::Error::source(error) {
        Some(cause) => copy.caused_by(cause.to_string()),
        None => copy,
    }
}

fn stopped() -> Error {
    Error::new(Kind::Snapshot, "the journal is closed")
        .hint("run `vbot-sync status` to see what is unfinished")
}

#[cfg(test)]
#[path = "tests/journal.rs"]
mod tests;
