//! The snapshot and the journal in one SQLite file, and the lock that lets one run at a time use it.
//!
//! Not a cache and not a log: the file is the only record of what the account holds, and the only proof of what may
//! have been sent. It decides nothing and sends nothing. Invariant: the snapshot never claims what was not
//! acknowledged. A record changes only together with the call that was answered, in one transaction, and a call is in
//! flight on disk before its first byte is sent.

mod account;
mod account_copy;
mod account_traits;
mod acknowledgement;
mod assume;
mod blocks;
mod call_state;
mod calls;
mod cascades;
mod effect;
mod error;
mod evidence;
mod export;
mod file_lock;
mod history;
mod holder;
mod journal;
mod key;
mod lock;
mod migrations;
mod open;
mod place;
mod prefetch;
mod records;
mod refusal;
mod retention;
mod runs;
mod schema;
mod sql_types;
mod take_read;
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
    codec::Calls,
    error::Result,
    model::{
        Call, CallId, CallState, Code, Entity, Finding, Note, Operation, PastCall, Sources,
        StoredRecord,
    },
};

pub use self::{
    account_copy::AccountCopy,
    assume::Assumption,
    evidence::RunEvidence,
    history::{HistoryId, RecordedBegin},
    holder::{host, is_alive},
    journal::{Journal, JournalThread},
    lock::RunLock,
    take_read::{ReadRecord, ReadVisit},
    types::{
        CallStanding, DoubtfulCall, FailedCall, JournalEntry, OpenCall, RunId, RunRecord, RunState,
        Unfinished,
    },
};

/// The open snapshot file; synchronous, and the only owner of its connection.
#[derive(Debug)]
pub struct Store {
    connection: Connection,
    place: SnapshotPath,
    /// Set if the file was opened read-only.
    looking: Option<Looking>,
    blocks: CallBlocks,
}

/// How a snapshot is read.
#[derive(Debug)]
struct Looking {
    /// Set if the file can only be read as an immutable one.
    still: Option<Still>,
}

impl Store {
    /// An identifier of the snapshot's present content. It differs from every other snapshot's, and changes with
    /// every run that begins and every record that changes, so that a saved plan can detect that it is stale.
    pub fn stamp(&self) -> Result<String> {
        self.read(records::stamp)
    }

    /// Whether no run has ever begun and no correction was noted, so that the snapshot is empty.
    pub fn is_blank(&self) -> Result<bool> {
        self.read(records::is_blank)
    }

    /// Everything stored about one record; `None` if the snapshot has no such record.
    pub fn find(&self, entity: Entity, code: &Code) -> Result<Option<StoredRecord>> {
        self.read(|connection| records::find(connection, entity, code))
    }

    /// The calls that refer to a code, newest first, at most `limit`.
    pub fn past(&self, entity: Entity, code: &Code, limit: usize) -> Result<Vec<PastCall>> {
        self.read(|connection| calls::past(connection, &self.blocks, (entity, code), limit))
    }

    /// Writes corrections that need no call, all or none of them.
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

    /// Begins a run: writes its row, the sources it has read and all its calls as planned, or nothing at all. The
    /// calls are written while they are made, so that a large plan is never in memory as a whole.
    ///
    /// # Errors
    /// Another run is neither finished nor superseded, so its calls would be lost; a call can't be made.
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
            history::number_running(transaction, run)?;
            Ok(run)
        })
    }

    /// Records a plan's calls as applied, without sending any: the records that they put are *assumed*. All of it is
    /// one transaction, which also begins and ends a run.
    ///
    /// # Errors
    /// Another run is neither finished nor superseded; an effect contradicts the snapshot; a call can't be made.
    pub fn assume(
        &mut self,
        command: &str,
        at: Timestamp,
        assumption: Assumption<'_>,
        summary: &serde_json::Value,
    ) -> Result<RunId> {
        self.write(|transaction| assume::assume(transaction, command, at, assumption, summary))
    }

    /// Ends a run with its exit code. With 0 or 3 it is finished and its sources become the stored ones; with any
    /// other code it is stopped and can be resumed.
    ///
    /// # Errors
    /// The code is 0 or 3 while a call is still planned, in flight or unknown; the run has already ended for good.
    pub fn finish_run(
        &mut self,
        run: RunId,
        at: Timestamp,
        exit: u8,
        summary: &serde_json::Value,
    ) -> Result<()> {
        self.write(|transaction| runs::finish(transaction, run, at, exit, summary))
    }

    /// The newest run that was begun by exactly this command.
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

    /// Writes a group of entries in one transaction, in their order: all are durable, or none is. `Applied` also
    /// applies the call's effect and cascade to the snapshot.
    ///
    /// An attempt that was not sent (`Planned`) does not undo an earlier, unknown attempt: such a call stays unknown.
    ///
    /// # Errors
    /// The state of a call does not allow an entry; an effect contradicts the snapshot; the run has ended for good;
    /// the file can't be written.
    pub fn record(&mut self, run: RunId, entries: &[JournalEntry]) -> Result<()> {
        let blocks = std::mem::take(&mut self.blocks);
        let done = self.write(|transaction| {
            runs::must_be_resumable(transaction, run)?;
            call_state::record(transaction, &blocks, run, entries)
        });
        self.blocks = blocks;
        done
    }

    /// The newest run that is neither finished nor superseded.
    pub fn unfinished(&self) -> Result<Option<Unfinished>> {
        self.read(runs::unfinished)
    }

    /// Passes the calls of an unfinished run to `visit` that are not settled, or that were rejected or blocked, by
    /// number.
    pub fn open_calls(&self, run: RunId, visit: &mut dyn FnMut(OpenCall<'_>)) -> Result<()> {
        self.read(|connection| calls::open(connection, run, visit))
    }

    /// The calls of a run that may or may not have been applied, by number.
    pub fn doubtful(&self, run: RunId) -> Result<Vec<DoubtfulCall>> {
        self.read(|connection| calls::doubtful(connection, &self.blocks, run))
    }

    /// Calls of a run, in the order of these numbers; an error if it has no such call.
    pub fn calls(&self, run: RunId, ids: &[CallId]) -> Result<Vec<Call>> {
        self.read(|connection| calls::some(connection, &self.blocks, run, ids))
    }

    /// The number of records of an entity.
    pub fn count(&self, entity: Entity) -> Result<usize> {
        self.read(|connection| records::count(connection, entity))
    }

    /// The calls that ended after that time, or in one of the last runs (the clock may have been set), and one of
    /// whose requests may still be executed although it was given up.
    pub fn late(&self, since: Timestamp) -> Result<Vec<Call>> {
        self.read(|connection| calls::late(connection, &self.blocks, since))
    }

    /// Gives up the rest of a run in favour of a newer plan: planned and blocked calls become superseded.
    ///
    /// # Errors
    /// A call is in flight or unknown: it has to be settled first.
    pub fn supersede(&mut self, run: RunId) -> Result<()> {
        self.write(|transaction| runs::supersede(transaction, run))
    }

    /// The number of calls of a run by entity, operation and state; zeros are left out.
    pub fn counts(&self, run: RunId) -> Result<BTreeMap<(Entity, Operation, CallState), usize>> {
        self.read(|connection| calls::counts(connection, run))
    }

    /// The number of calls of a run by unexpected finding; zeros are left out.
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
            // The file changed while it was read, so the result and even an error may be wrong.
            Some(still) if !still.holds(&self.place) => Err(StoreFault::Changing),
            _ => done,
        };
        done.map_err(|fault| fault.of(&self.place))
    }

    /// Runs `work` in one transaction, and does not commit if the file was removed or replaced.
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
