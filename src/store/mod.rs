//! The snapshot and the journal, in one SQLite file, and the lock that lets one run at a time use it.
//!
//! Not a cache and not a log: the file is the only memory of what the account holds, and the only
//! proof of what may have been sent. It decides nothing and sends nothing. Invariant: the snapshot
//! never claims what was not acknowledged, so a record changes only together with the call that was
//! answered, in one transaction, and a call is in flight on disk before its first byte leaves.

mod account;
mod assume;
mod blocks;
mod call_state;
mod calls;
mod cascades;
mod effect;
mod error;
mod file_lock;
mod journal;
mod key;
mod lock;
mod migrations;
mod open;
mod place;
mod prefetch;
mod records;
mod refusal;
mod runs;
mod sql_types;
mod transition;
mod types;
mod unreleased;
mod unwritable;

#[cfg(test)]
mod tests;

use std::collections::BTreeMap;

use jiff::Timestamp;
use rusqlite::{Connection, Transaction};

use self::{
    blocks::CallBlocks,
    error::{Refusal, StoreFault},
    place::SnapshotPath,
    unwritable::Still,
};
use crate::{
    error::Result,
    model::{
        Call, CallId, CallState, Calls, Code, Entity, Finding, Note, Operation, PastCall, Sources,
        StoredRecord,
    },
};

pub use self::{
    assume::Assumption,
    journal::{Journal, JournalThread},
    lock::RunLock,
    types::{
        DoubtfulCall, FailedCall, JournalEntry, OpenCall, RunId, RunRecord, RunState, Unfinished,
    },
};

/// The snapshot file, open; synchronous, and the only owner of its connection.
#[derive(Debug)]
pub struct Store {
    connection: Connection,
    place: SnapshotPath,
    /// Opened to look at only.
    looking: Option<Looking>,
    blocks: CallBlocks,
}

/// How a snapshot is looked at.
#[derive(Debug)]
struct Looking {
    /// Where it can only be read as a file that nobody changes.
    still: Option<Still>,
}

impl Store {
    /// A name for what the snapshot says at this moment: it differs from every other snapshot's, and
    /// changes with every run that begins and every record that changes, so that a saved plan can
    /// tell whether it is stale.
    pub fn stamp(&self) -> Result<String> {
        self.read(records::stamp)
    }

    /// Whether no run has ever begun and nothing was noted: it says nothing yet.
    pub fn is_blank(&self) -> Result<bool> {
        self.read(records::is_blank)
    }

    /// All that is known of one record; `None` when the snapshot has no such record.
    pub fn find(&self, entity: Entity, code: &Code) -> Result<Option<StoredRecord>> {
        self.read(|connection| records::find(connection, entity, code))
    }

    /// The calls that named a code, newest first, at most `limit`.
    pub fn past(&self, entity: Entity, code: &Code, limit: usize) -> Result<Vec<PastCall>> {
        self.read(|connection| calls::past(connection, &self.blocks, (entity, code), limit))
    }

    /// Silent corrections that need no call, all or none of them.
    ///
    /// # Errors
    /// A note is about a record that the snapshot does not have.
    pub fn note(&mut self, notes: &[Note]) -> Result<()> {
        match notes {
            [] => Ok(()),
            notes => self.write(|transaction| records::note(transaction, notes)),
        }
    }

    /// The sources of the last successful run, by source key.
    pub fn sources(&self) -> Result<Sources> {
        self.read(runs::remembered)
    }

    /// Begins a run: its row, the sources it has read and all its calls as planned, or nothing at all.
    /// The calls are written as they are made.
    ///
    /// # Errors
    /// Another run is neither finished nor superseded: its calls would be forgotten. A call can't be made.
    pub fn begin_run(
        &mut self,
        command: &str,
        at: Timestamp,
        sources: &Sources,
        calls: &Calls,
    ) -> Result<RunId> {
        open::checkpoint_after(&self.connection, 0).map_err(|fault| fault.of(&self.place))?;
        self.write(|transaction| {
            let run = runs::begin(transaction, command, at, sources)?;
            calls::plan(transaction, run, calls)?;
            Ok(run)
        })
    }

    /// Takes a plan's calls as made, without sending any: the records that they put are *assumed*.
    /// All of it in one transaction, as a run that ends.
    ///
    /// # Errors
    /// Another run is neither finished nor superseded; an effect that the snapshot contradicts; a call
    /// can't be made.
    pub fn assume(
        &mut self,
        command: &str,
        at: Timestamp,
        assumption: Assumption<'_>,
        summary: &serde_json::Value,
    ) -> Result<RunId> {
        self.write(|transaction| assume::assume(transaction, command, at, assumption, summary))
    }

    /// Ends a run with its exit code. With 0 or 3 it is finished and its sources become the memory;
    /// with any other it is stopped and can be resumed.
    ///
    /// # Errors
    /// 0 or 3 while a call is still planned, in flight or unknown; a run that has ended for good.
    pub fn finish_run(
        &mut self,
        run: RunId,
        at: Timestamp,
        exit: u8,
        summary: &serde_json::Value,
    ) -> Result<()> {
        self.write(|transaction| runs::finish(transaction, run, at, exit, summary))
    }

    /// Remembers something of a run before it has ended, for whoever resumes it.
    pub fn remember(&mut self, run: RunId, summary: &serde_json::Value) -> Result<()> {
        self.write(|transaction| runs::summarise(transaction, run, summary))
    }

    /// The newest run that was begun by exactly that command.
    pub fn run_of(&self, command: &str) -> Result<Option<RunRecord>> {
        Ok(self
            .read(|connection| runs::list(connection, Some(command), 1))?
            .pop())
    }

    /// The newest run.
    pub fn last_run(&self) -> Result<Option<RunRecord>> {
        Ok(self.runs(1)?.pop())
    }

    /// Runs, newest first, at most `limit`.
    pub fn runs(&self, limit: usize) -> Result<Vec<RunRecord>> {
        self.read(|connection| runs::list(connection, None, limit))
    }

    /// Writes a group of entries in one transaction, in their order: all are durable, or none is.
    /// `Applied` also does to the snapshot what the call's effect and cascade say.
    ///
    /// An attempt that was not sent (`Planned`) does not make an earlier, unknown attempt undone:
    /// such a call stays unknown.
    ///
    /// # Errors
    /// An entry that its call's state does not allow, an effect that the snapshot contradicts, a run
    /// that has ended for good; and whatever the disk says.
    pub fn record(&mut self, run: RunId, entries: &[JournalEntry]) -> Result<()> {
        let blocks = std::mem::take(&mut self.blocks);
        let done = self.write(|transaction| call_state::record(transaction, &blocks, run, entries));
        self.blocks = blocks;
        done
    }

    /// The newest run that is neither finished nor superseded.
    pub fn unfinished(&self) -> Result<Option<Unfinished>> {
        self.read(runs::unfinished)
    }

    /// Hands the calls of an unfinished run to `visit` that are not settled, and those that were rejected
    /// or blocked, by number.
    pub fn open_calls(&self, run: RunId, visit: &mut dyn FnMut(OpenCall<'_>)) -> Result<()> {
        self.read(|connection| calls::open(connection, run, visit))
    }

    /// The calls of a run that may or may not have been applied, by number.
    pub fn doubtful(&self, run: RunId) -> Result<Vec<DoubtfulCall>> {
        self.read(|connection| calls::doubtful(connection, &self.blocks, run))
    }

    /// Calls of a run, in the order of these numbers.
    ///
    /// # Errors
    /// The run has no such call.
    pub fn calls(&self, run: RunId, ids: &[CallId]) -> Result<Vec<Call>> {
        self.read(|connection| calls::some(connection, &self.blocks, run, ids))
    }

    /// How many records of an entity there are.
    pub fn count(&self, entity: Entity) -> Result<usize> {
        self.read(|connection| records::count(connection, entity))
    }

    /// The calls that came to their end since then, or in one of the last runs, since a clock may have been set, while
    /// one of their requests may still have been at work on the server: nobody waits for it, and it may be late.
    pub fn late(&self, since: Timestamp) -> Result<Vec<Call>> {
        self.read(|connection| calls::late(connection, &self.blocks, since))
    }

    /// Gives a run's rest up for a newer plan: what is planned or blocked becomes superseded.
    ///
    /// # Errors
    /// A call is in flight or unknown: it has to be settled first.
    pub fn supersede(&mut self, run: RunId) -> Result<()> {
        self.write(|transaction| runs::supersede(transaction, run))
    }

    /// How many calls of a run stand where; what is zero is left out.
    pub fn counts(&self, run: RunId) -> Result<BTreeMap<(Entity, Operation, CallState), usize>> {
        self.read(|connection| calls::counts(connection, run))
    }

    /// How many calls of a run met what nobody expected; what is zero is left out.
    pub fn findings(&self, run: RunId) -> Result<BTreeMap<Finding, usize>> {
        self.read(|connection| call_state::findings(connection, run))
    }

    /// The calls of a run that were rejected, blocked, or are unknown, by number.
    pub fn failures(&self, run: RunId) -> Result<Vec<FailedCall>> {
        self.read(|connection| calls::failures(connection, &self.blocks, run))
    }

    fn read<T>(&self, work: impl FnOnce(&Connection) -> Result<T, StoreFault>) -> Result<T> {
        let done = work(&self.connection);
        let still = self.looking.as_ref().and_then(|it| it.still.as_ref());
        let done = match still {
            // What was found in a file that was changing may be anything, errors included.
            Some(still) if !still.holds(&self.place) => Err(StoreFault::Changing),
            _ => done,
        };
        done.map_err(|fault| fault.of(&self.place))
    }

    /// One transaction for all of `work`, and no commit into a file that nobody will find again.
    fn write<T>(
        &mut self,
        work: impl FnOnce(&Transaction<'_>) -> Result<T, StoreFault>,
    ) -> Result<T> {
        let done = if self.looking.is_some() {
            Err(Refusal::OnlyLooking.into())
        } else {
            open::write(&mut self.connection, &self.place, work)
        };
        done.map_err(|fault| fault.of(&self.place))
    }
}
