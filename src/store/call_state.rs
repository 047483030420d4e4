//! The states of the calls in the journal.
//!
//! Not the calls themselves, which are in `calls`. Invariant: a state is only followed by one that `transition`
//! allows, and becomes `applied` in the same transaction that changes the record.

use std::collections::BTreeMap;

use rusqlite::{Connection, OptionalExtension, Rows, Statement, params};

use super::{
    JournalEntry, RunId, Store, StoreFault,
    acknowledgement::Acknowledgement,
    blocks::{self, CallBlocks, unreadable},
    cascades::CascadeBatch,
    effect,
    error::Refusal,
    key::{key, keys, parts},
    records,
    sql_types::{NanoTime, RowCount},
    transition,
};
use crate::{
    codec::StoredCall,
    error::Result as Done,
    model::{CallState, Code, Entity, Finding, Provenance},
};

/// The state rows of a run, read in step with an iteration over all of its calls.
pub(super) struct CallStates<'s> {
    rows: Rows<'s>,
    next: Option<(i64, CallState)>,
}

impl<'s> CallStates<'s> {
    pub const IN_ORDER: &'static str =
        "SELECT key, state FROM call_state WHERE key BETWEEN ?1 AND ?2 ORDER BY key";

    /// Reads the states of a run with this statement.
    pub fn of(in_order: &'s mut Statement<'_>, run: RunId) -> Result<Self, StoreFault> {
        let rows = in_order.query(keys(run))?;
        let mut standings = Self { rows, next: None };
        standings.advance()?;
        Ok(standings)
    }

    /// The state of a call; keys must be asked for in ascending order.
    pub fn at(&mut self, key: i64) -> Result<Option<CallState>, StoreFault> {
        while self.next.is_some_and(|(next, _)| next < key) {
            self.advance()?;
        }
        let found = self.next.filter(|(next, _)| *next == key);
        Ok(found.map(|(_, state)| state))
    }

    fn advance(&mut self) -> Result<(), StoreFault> {
        self.next = match self.rows.next()? {
            Some(row) => Some((row.get(0)?, row.get(1)?)),
            None => None,
        };
        Ok(())
    }
}

/// Writes a group of journal entries, in their order; the caller has checked that the run can be resumed.
pub(super) fn record(
    connection: &Connection,
    blocks: &CallBlocks,
    run: RunId,
    entries: &[JournalEntry],
) -> Result<(), StoreFault> {
    let (mut applied, mut cascades) = (false, CascadeBatch::default());
    for entry in entries {
        blocks.must_have(connection, run, entry.call)?;
        // Nearly every entry is a common one, so the others may take several statements.
        if !usual(connection, run, entry)? {
            write(connection, run, entry, followed(connection, run, entry)?)?;
        }
        if entry.state == CallState::Applied {
            apply(connection, (blocks, &mut cascades), run, entry)?;
            applied = true;
        }
        if is_open(entry) {
            unsettle(connection, blocks, run, entry)?;
            applied = true;
        }
    }
    cascades.apply_all(connection)?;
    if applied {
        records::changed(connection)?;
    }
    Ok(())
}

/// The common transitions, in one statement each: a planned call becomes in flight, and a call in flight ends.
/// Returns `false`, having written nothing, for anything else.
fn usual(connection: &Connection, run: RunId, entry: &JournalEntry) -> Result<bool, StoreFault> {
    let (key, at) = (key(run, entry.call), NanoTime(entry.at));
    let written = match entry.state {
        CallState::InFlight if entry.attempts <= 1 => connection
            .prepare_cached(
                "INSERT INTO call_state (key, state, at, attempts) VALUES (?1, 1, ?2, 1)
                 ON CONFLICT (key) DO NOTHING",
            )?
            .execute(params![key, at])?,
        CallState::Applied if !is_odd(entry) => connection
            .prepare_cached(
                "UPDATE call_state SET state = 2, at = ?2, attempts = max(attempts, ?3),
                         error = NULL, message = NULL, finding = NULL
                     WHERE key = ?1 AND state = 1",
            )?
            .execute(params![key, at, entry.attempts])?,
        _ => 0,
    };
    Ok(written > 0)
}

/// Whether an entry has more to write than the end of the call.
const fn is_odd(entry: &JournalEntry) -> bool {
    entry.message.is_some() || entry.code.is_some() || entry.finding.is_some() || entry.late
}

/// The state that follows, if the transition is allowed.
fn followed(
    connection: &Connection,
    run: RunId,
    entry: &JournalEntry,
) -> Result<CallState, StoreFault> {
    let (call, asked) = (entry.call, entry.state);
    let found = connection
        .prepare_cached("SELECT state, in_doubt FROM call_state WHERE key = ?1")?
        .query_row([key(run, call)], |row| Ok((row.get(0)?, row.get(1)?)))
        .optional()?;
    let (now, in_doubt) = found.unwrap_or((CallState::Planned, false));
    let refused = Refusal::Transition {
        run,
        call,
        now,
        asked,
    };
    transition::next(now, in_doubt, asked).ok_or_else(|| refused.into())
}

fn write(
    connection: &Connection,
    run: RunId,
    entry: &JournalEntry,
    state: CallState,
) -> Result<(), StoreFault> {
    let mut statement = connection.prepare_cached(
        "INSERT INTO call_state (key, state, at, attempts, in_doubt, late, error, message, finding)
         VALUES (?1, ?2, ?3, max(?2 = 1, ?4), ?2 = 5, ?7, ?5, ?6, ?8)
         ON CONFLICT (key) DO UPDATE SET state = ?2, at = ?3, error = ?5, message = ?6, finding = ?8,
             attempts = max(attempts + (?2 = 1), ?4),
             in_doubt = in_doubt OR ?2 = 5, late = late OR ?7",
    )?;
    statement.execute(params![
        key(run, entry.call),
        state,
        NanoTime(entry.at),
        entry.attempts,
        entry.code,
        entry.message,
        entry.late,
        entry.finding
    ])?;
    Ok(())
}

fn apply(
    connection: &Connection,
    (blocks, cascades): (&CallBlocks, &mut CascadeBatch),
    run: RunId,
    entry: &JournalEntry,
) -> Result<(), StoreFault> {
    let by = Acknowledgement {
        run,
        at: entry.at,
        provenance: entry.provenance,
        by_another_way: entry.finding.is_some_and(Finding::is_by_another_way),
    };
    blocks.with(connection, (run, entry.call), |bytes| {
        let call = StoredCall::read(bytes).ok_or_else(unreadable)?;
        effect::apply(connection, &call, by, cascades)
    })
}

/// Whether the call was given up although it may have been applied, because the server answers nothing but 500.
fn is_open(entry: &JournalEntry) -> bool {
    entry.state == CallState::Rejected && entry.code.is_some_and(|code| (500..600).contains(&code))
}

/// The snapshot may no longer match the account for this record: it is sent again as soon as a row has it.
fn unsettle(
    connection: &Connection,
    blocks: &CallBlocks,
    run: RunId,
    entry: &JournalEntry,
) -> Result<(), StoreFault> {
    blocks.with(connection, (run, entry.call), |bytes| {
        let start = StoredCall::read(bytes).ok_or_else(unreadable)?.start;
        records::unsettle(connection, start.head.entity, start.code)
    })
}

pub(super) fn findings(
    connection: &Connection,
    run: RunId,
) -> Result<BTreeMap<Finding, usize>, StoreFault> {
    let mut statement = connection.prepare(
        "SELECT finding, count(*) FROM call_state
         WHERE key BETWEEN ?1 AND ?2 AND finding IS NOT NULL GROUP BY finding",
    )?;
    let rows = statement.query_map(keys(run), |row| {
        let RowCount(count) = row.get(1)?;
        Ok((row.get(0)?, count))
    })?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// The codes of the records that a run adopted from the account.
pub(super) fn taken_over(
    connection: &Connection,
    blocks: &CallBlocks,
    run: RunId,
) -> Result<Vec<(Entity, Code)>, StoreFault> {
    let mut statement = connection.prepare(
        "SELECT key, finding FROM call_state
         WHERE key BETWEEN ?1 AND ?2 AND finding IS NOT NULL ORDER BY key",
    )?;
    let mut rows = statement.query(keys(run))?;
    let mut codes = Vec::new();
    while let Some(row) = rows.next()? {
        let finding: Finding = row.get(1)?;
        blocks.with(connection, parts(row.get(0)?), |bytes| {
            let start = StoredCall::read(bytes).ok_or_else(unreadable)?.start;
            if finding.is_taken_over(start.head.operation) {
                let code = start.new_code.unwrap_or(start.code);
                codes.push((start.head.entity, Code::from(code)));
            }
            Ok(())
        })?;
    }
    Ok(codes)
}

/// The number of calls of a run that may or may not have been applied.
pub(super) fn in_doubt(connection: &Connection, run: RunId) -> Result<i64, StoreFault> {
    let sql = "SELECT count(*) FROM call_state WHERE key BETWEEN ?1 AND ?2 AND state IN (1, 5)";
    Ok(connection.query_row(sql, keys(run), |row| row.get(0))?)
}

/// The number of calls of a run that may still be sent.
pub(super) fn left(connection: &Connection, run: RunId) -> Result<i64, StoreFault> {
    let all = blocks::count(connection, run)?;
    let sql =
        "SELECT count(*) FROM call_state WHERE key BETWEEN ?1 AND ?2 AND state NOT IN (0, 1, 5)";
    let settled: i64 = connection.query_row(sql, keys(run), |row| row.get(0))?;
    Ok(all - settled)
}

impl Store {
    /// The codes of the records that a run adopted from the account.
    ///
    /// # Errors
    /// The file can't be read.
    pub fn taken_over(&self, run: RunId) -> Done<Vec<(Entity, Code)>> {
        self.read(|connection| taken_over(connection, &self.blocks, run))
    }

    /// Whether a record was in the account before, according to the calls that refer to its code.
    pub(super) fn was_taken_over(&self, entity: Entity, code: &Code) -> Done<bool> {
        let found = self.find(entity, code)?;
        let was_adopted = found.is_some_and(|found| found.provenance == Provenance::Adopted);
        let mut past = self.past(entity, code, usize::MAX)?.into_iter();
        Ok(was_adopted
            || past.any(|one| {
                let operation = one.call.action.operation();
                let finding = one.finding;
                finding.is_some_and(|finding| finding.is_taken_over(operation))
            }))
    }

    /// Whether no call of a run may still be sent.
    ///
    /// # Errors
    /// The file can't be read.
    pub fn is_spent(&self, run: RunId) -> Done<bool> {
        Ok(self.read(|connection| left(connection, run))? == 0)
    }
}

/// Ends a run for good: none of its calls is sent any more. Calls without a state row need no change, because their
/// state follows from the run's.
pub(super) fn supersede(connection: &Connection, run: RunId) -> Result<(), StoreFault> {
    connection.execute(
        "UPDATE call_state SET state = 7 WHERE key BETWEEN ?1 AND ?2 AND state IN (0, 6)",
        keys(run),
    )?;
    Ok(())
}
