//! The calls of the journal, without their states, which are in `call_state`.
//!
//! A call never changes once it is planned. Invariant: a call without a state row is planned, or superseded with its
//! run.

use std::collections::BTreeMap;

use jiff::Timestamp;
use rusqlite::{Connection, OptionalExtension, params};

use super::{
    CallStanding, DoubtfulCall, FailedCall, OpenCall, RunId, StoreFault,
    blocks::{self, CallBlock, CallBlocks, unreadable},
    call_state::CallStates,
    key::{key, keys, parts},
    prefetch::prefetch,
    runs,
    sql_types::NanoTime,
};
use crate::{
    codec::{CallHead, Calls, StoredCall, StoredHead},
    model::{Call, CallId, CallState, Code, Entity, Finding, Operation, PastCall},
};

/// Writes a plan's calls block by block. One thread makes the next calls, another compresses them, and none of them
/// stays in memory.
pub(super) fn plan(connection: &Connection, run: RunId, calls: &Calls) -> Result<(), StoreFault> {
    let count = calls.len();
    prefetch(count, &mut calls.batches(), |batches| {
        let mut blocks = batches.map(|batch| batch.map(|batch| CallBlock::of(&batch)));
        prefetch(count, &mut blocks, |blocks| {
            for block in blocks {
                blocks::put(connection, run, &block?)?;
            }
            Ok(())
        })
    })
}

/// The calls of these numbers, in their order.
pub(super) fn some(
    connection: &Connection,
    blocks: &CallBlocks,
    run: RunId,
    ids: &[CallId],
) -> Result<Vec<Call>, StoreFault> {
    let of = |id: &CallId| blocks.with(connection, (run, *id), whole);
    ids.iter().map(of).collect()
}

fn whole(bytes: &[u8]) -> Result<Call, StoreFault> {
    let call = StoredCall::read(bytes).and_then(StoredCall::open);
    call.ok_or_else(unreadable)
}

/// Passes every call to `visit` that is not settled or did not succeed, by number, without its content.
pub(super) fn open(
    connection: &Connection,
    run: RunId,
    visit: &mut dyn FnMut(OpenCall<'_>),
) -> Result<(), StoreFault> {
    let mut standings = connection.prepare_cached(CallStates::IN_ORDER)?;
    let mut standings = CallStates::of(&mut standings, run)?;
    blocks::each(connection, run, |key, call| {
        let state = standings.at(key)?.unwrap_or(CallState::Planned);
        if !matches!(
            state,
            CallState::Applied | CallState::Skipped | CallState::Superseded
        ) {
            visit(OpenCall { call, state });
        }
        Ok(())
    })
}

/// The calls that may or may not have been applied.
pub(super) fn doubtful(
    connection: &Connection,
    blocks: &CallBlocks,
    run: RunId,
) -> Result<Vec<DoubtfulCall>, StoreFault> {
    let mut statement = connection.prepare(
        "SELECT key, state, at FROM call_state
         WHERE key BETWEEN ?1 AND ?2 AND state IN (1, 5) ORDER BY key",
    )?;
    let mut rows = statement.query(keys(run))?;
    let mut doubtful = Vec::new();
    while let Some(row) = rows.next()? {
        let NanoTime(at) = row.get(2)?;
        doubtful.push(DoubtfulCall {
            call: blocks.with(connection, parts(row.get(0)?), whole)?,
            state: row.get(1)?,
            at,
        });
    }
    Ok(doubtful)
}

/// The last four runs count as recent whatever their times are, because the clock may have been set back since.
const RECENT: RunId = 4;

/// Calls that ended after that time or in a recent run, and one of whose requests may still have been executed later.
pub(super) fn late(
    connection: &Connection,
    blocks: &CallBlocks,
    since: Timestamp,
) -> Result<Vec<Call>, StoreFault> {
    let newest = "SELECT coalesce(max(id), 0) FROM run";
    let newest: RunId = connection.query_row(newest, [], |row| row.get(0))?;
    let [recent, _] = keys(newest - RECENT);
    let mut statement = connection.prepare(
        "SELECT key FROM call_state WHERE late AND (at >= ?1 OR key >= ?2) ORDER BY key",
    )?;
    let mut rows = statement.query(params![NanoTime(since), recent])?;
    let mut late = Vec::new();
    while let Some(row) = rows.next()? {
        late.push(blocks.with(connection, parts(row.get(0)?), whole)?);
    }
    Ok(late)
}

pub(super) fn counts(
    connection: &Connection,
    run: RunId,
) -> Result<BTreeMap<(Entity, Operation, CallState), usize>, StoreFault> {
    let otherwise = runs::otherwise(connection, run)?;
    let mut standings = connection.prepare_cached(CallStates::IN_ORDER)?;
    let mut standings = CallStates::of(&mut standings, run)?;
    let mut counts = BTreeMap::new();
    blocks::each(connection, run, |key, call| {
        let state = standings.at(key)?.unwrap_or(otherwise);
        let kind = (call.head.entity, call.head.operation, state);
        *counts.entry(kind).or_default() += 1;
        Ok(())
    })?;
    Ok(counts)
}

pub(super) fn failures(
    connection: &Connection,
    blocks: &CallBlocks,
    run: RunId,
) -> Result<Vec<FailedCall>, StoreFault> {
    let mut statement = connection.prepare(
        "SELECT key, state, error, message FROM call_state
         WHERE key BETWEEN ?1 AND ?2 AND state IN (4, 5, 6) ORDER BY key",
    )?;
    let mut rows = statement.query(keys(run))?;
    let mut failures = Vec::new();
    while let Some(row) = rows.next()? {
        failures.push(FailedCall {
            call: blocks.with(connection, parts(row.get(0)?), whole)?,
            state: row.get(1)?,
            code: row.get(2)?,
            message: row.get(3)?,
        });
    }
    Ok(failures)
}

/// Passes every call of a run to `visit`, by number, with its state.
pub(super) fn journalled(
    connection: &Connection,
    blocks: &CallBlocks,
    run: RunId,
    visit: &mut dyn FnMut(PastCall),
) -> Result<(), StoreFault> {
    blocks::each(connection, run, |key, _| {
        visit(at(connection, blocks, key)?);
        Ok(())
    })
}

/// Passes every acknowledged call of a run to `visit`, by number, with the finding of its answer.
pub(super) fn applied(
    connection: &Connection,
    blocks: &CallBlocks,
    run: RunId,
    visit: &mut dyn FnMut(StoredCall<'_>, Option<Finding>),
) -> Result<(), StoreFault> {
    let mut statement = connection.prepare(
        "SELECT key, finding FROM call_state
         WHERE key BETWEEN ?1 AND ?2 AND state = 2 ORDER BY key",
    )?;
    let mut rows = statement.query(keys(run))?;
    while let Some(row) = rows.next()? {
        let finding = row.get(1)?;
        blocks.with(connection, parts(row.get(0)?), |bytes| {
            visit(StoredCall::read(bytes).ok_or_else(unreadable)?, finding);
            Ok(())
        })?;
    }
    Ok(())
}

/// The call with this key, with its state.
pub(super) fn at(
    connection: &Connection,
    blocks: &CallBlocks,
    key: i64,
) -> Result<PastCall, StoreFault> {
    let call = blocks.with(connection, parts(key), whole)?;
    as_past(connection, key, call)
}

pub(super) fn past(
    connection: &Connection,
    blocks: &CallBlocks,
    (entity, code): (Entity, &Code),
    limit: usize,
) -> Result<Vec<PastCall>, StoreFault> {
    let mut past = Vec::new();
    if limit == 0 {
        return Ok(past);
    }
    blocks::newest_first(connection, |key, start| {
        if start.head.entity == entity && [Some(start.code), start.new_code].contains(&Some(code)) {
            let call = blocks.with(connection, parts(key), whole)?;
            past.push(as_past(connection, key, call)?);
        }
        Ok(past.len() >= limit)
    })?;
    Ok(past)
}

fn as_past(connection: &Connection, key: i64, call: Call) -> Result<PastCall, StoreFault> {
    let run = parts(key).0;
    let mut statement = connection.prepare_cached(
        "SELECT state, at, attempts, error, message, finding FROM call_state WHERE key = ?1",
    )?;
    let mut rows = statement.query([key])?;
    let Some(row) = rows.next()? else {
        return Ok(PastCall {
            run,
            call,
            state: runs::otherwise(connection, run)?,
            at: runs::began(connection, run)?,
            attempts: 0,
            code: None,
            message: None,
            finding: None,
        });
    };
    let NanoTime(at) = row.get(1)?;
    Ok(PastCall {
        run,
        call,
        state: row.get(0)?,
        at,
        attempts: row.get(2)?,
        code: row.get(3)?,
        message: row.get(4)?,
        finding: row.get(5)?,
    })
}

/// A call without its content.
pub(super) fn head(
    connection: &Connection,
    blocks: &CallBlocks,
    run: RunId,
    call: CallId,
) -> Result<CallHead<'static>, StoreFault> {
    blocks.with(connection, (run, call), |mut bytes| {
        let start = StoredHead::read(&mut bytes).ok_or_else(unreadable)?;
        Ok(start.head.into_owned())
    })
}

/// What became of a call.
pub(super) fn standing(
    connection: &Connection,
    run: RunId,
    call: CallId,
) -> Result<CallStanding, StoreFault> {
    let sql = "SELECT state, error, message FROM call_state WHERE key = ?1";
    let mut statement = connection.prepare_cached(sql)?;
    let standing = statement.query_row([key(run, call)], |row| {
        Ok(CallStanding {
            state: row.get(0)?,
            error: row.get(1)?,
            message: row.get(2)?,
        })
    });
    match standing.optional()? {
        Some(standing) => Ok(standing),
        None => Ok(CallStanding {
            state: runs::otherwise(connection, run)?,
            error: None,
            message: None,
        }),
    }
}
