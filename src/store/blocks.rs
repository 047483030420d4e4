//! The calls of the journal, up to 128 in one row, and a cache of the rows that were read last.
//!
//! It knows where a call is, not what it contains. The heads of the calls are stored uncompressed in front of them,
//! because most queries need nothing else. The rest is compressed: rows of a sheet are much alike, and a large plan
//! spends most of its time writing to the disk. Invariant: a block never changes once it is written, so a cached one
//! never becomes stale.

use std::{
    cell::RefCell,
    collections::VecDeque,
    ops::{ControlFlow, Range},
};

use lz4_flex::block::{compress_prepend_size, decompress, uncompressed_size};
use rusqlite::{Connection, Row, params, types::FromSqlError};

use super::{
    RunId, StoreFault,
    error::Refusal,
    key::{key, keys},
    sql_types::number,
};
use crate::{
    codec::{CallBatch, StoredHead},
    model::CallId,
};

/// Blocks in the cache. Calls are sent almost in order, so the calls under way lie in few blocks.
const KEPT: usize = 32;

/// LZ4 expands a byte to at most 255; a larger claimed size is corrupt and must not be allocated.
const GROWTH: usize = 255;

/// The calls of one row, as they are written.
pub(super) struct CallBlock {
    first: CallId,
    count: usize,
    /// The head of each call: [`StoredHead`].
    heads: Vec<u8>,
    /// [`CallBatch`], compressed.
    calls: Vec<u8>,
}

/// The blocks that were read last, newest first.
#[derive(Debug, Default)]
pub(super) struct CallBlocks(RefCell<VecDeque<LoadedBlock>>);

/// The bytes of a [`CallBatch`], the key of its first call, and the position of each call.
#[derive(Debug)]
struct LoadedBlock {
    first: i64,
    bytes: Vec<u8>,
    places: Vec<Range<usize>>,
}

impl CallBlock {
    /// Packs the calls of a batch.
    pub fn of(batch: &CallBatch) -> Self {
        Self {
            first: batch.first(),
            count: batch.len(),
            heads: batch.heads().to_owned(),
            calls: compress_prepend_size(batch.bytes()),
        }
    }
}

impl LoadedBlock {
    fn of(row: &Row<'_>) -> Result<Self, StoreFault> {
        let (first, count): (i64, i64) = (row.get(0)?, row.get(1)?);
        let calls = row.get_ref(2)?.as_blob().map_err(|_| unreadable())?;
        let bytes = decompressed(calls).ok_or_else(unreadable)?;
        let places = CallBatch::places(&bytes).ok_or_else(unreadable)?;
        // Keys are derived from the position in the block, so a wrong count would return other calls.
        if number(places.len()) != count {
            return Err(unreadable());
        }
        Ok(Self {
            first,
            bytes,
            places,
        })
    }

    fn get(&self, key: i64) -> Option<&[u8]> {
        let at = usize::try_from(key.checked_sub(self.first)?).ok()?;
        self.bytes.get(self.places.get(at)?.clone())
    }
}

/// The bytes of a [`CallBatch`]. The size that the file claims is checked before it is allocated.
fn decompressed(bytes: &[u8]) -> Option<Vec<u8>> {
    let (size, rest) = uncompressed_size(bytes).ok()?;
    let is_possible = size <= rest.len().saturating_mul(GROWTH);
    is_possible.then(|| decompress(rest, size).ok()).flatten()
}

impl CallBlocks {
    /// Passes a call's bytes to `work`.
    ///
    /// # Errors
    /// The run has no such call; any error of `work`.
    pub fn with<T>(
        &self,
        connection: &Connection,
        (run, call): (RunId, CallId),
        work: impl FnOnce(&[u8]) -> Result<T, StoreFault>,
    ) -> Result<T, StoreFault> {
        let (key, mut kept) = (key(run, call), self.0.borrow_mut());
        let mut found = kept.iter().position(|block| block.get(key).is_some());
        if found.is_none()
            && let Some(block) = block(connection, run, key)?
        {
            // Drops the block that was read longest ago: the list is short, so no better policy pays off.
            kept.truncate(KEPT - 1);
            kept.push_front(block);
            found = Some(0);
        }
        match found.and_then(|at| kept[at].get(key)) {
            Some(bytes) => work(bytes),
            None => Err(Refusal::NoCall(run, call).into()),
        }
    }

    /// Checks that a run has a call.
    ///
    /// # Errors
    /// The run has no call of that number.
    pub fn must_have(
        &self,
        connection: &Connection,
        run: RunId,
        call: CallId,
    ) -> Result<(), StoreFault> {
        self.with(connection, (run, call), |_| Ok(()))
    }
}

/// The block that would contain a call.
fn block(connection: &Connection, run: RunId, key: i64) -> Result<Option<LoadedBlock>, StoreFault> {
    let mut statement = connection.prepare_cached(
        "SELECT key, count, calls FROM call_block
         WHERE key BETWEEN ?1 AND ?2 ORDER BY key DESC LIMIT 1",
    )?;
    let mut rows = statement.query([keys(run)[0], key])?;
    rows.next()?.map(LoadedBlock::of).transpose()
}

/// Writes a block.
pub(super) fn put(
    connection: &Connection,
    run: RunId,
    block: &CallBlock,
) -> Result<(), StoreFault> {
    connection
        .prepare_cached(
            "INSERT INTO call_block (key, count, heads, calls) VALUES (?1, ?2, ?3, ?4)",
        )?
        .execute(params![
            key(run, block.first),
            number(block.count),
            block.heads,
            block.calls
        ])?;
    Ok(())
}

/// The number of calls of a run.
pub(super) fn count(connection: &Connection, run: RunId) -> Result<i64, StoreFault> {
    let sql = "SELECT coalesce(sum(count), 0) FROM call_block WHERE key BETWEEN ?1 AND ?2";
    Ok(connection.query_row(sql, keys(run), |row| row.get(0))?)
}

/// Hashes the calls of a run, as they were before they were compressed.
pub(super) fn hash(
    connection: &Connection,
    run: RunId,
    hasher: &mut blake3::Hasher,
) -> Result<(), StoreFault> {
    let mut statement = connection.prepare_cached(
        "SELECT key, count, calls, heads FROM call_block WHERE key BETWEEN ?1 AND ?2 ORDER BY key",
    )?;
    let mut rows = statement.query(keys(run))?;
    while let Some(row) = rows.next()? {
        let heads = row.get_ref(3)?.as_blob().map_err(|_| unreadable())?;
        let block = LoadedBlock::of(row)?;
        for part in [&block.first.to_le_bytes()[..], heads, &block.bytes] {
            hasher.update(&(part.len() as u64).to_le_bytes());
            hasher.update(part);
        }
    }
    Ok(())
}

/// Passes the head of every call of a run to `visit`, with its key, in order.
pub(super) fn each(
    connection: &Connection,
    run: RunId,
    mut visit: impl FnMut(i64, StoredHead<'_>) -> Result<(), StoreFault>,
) -> Result<(), StoreFault> {
    let all = each_until(connection, run, |key, head| {
        visit(key, head)?;
        Ok(ControlFlow::Continue(()))
    });
    all.map(drop)
}

/// As [`each`], until `visit` has enough.
pub(super) fn each_until(
    connection: &Connection,
    run: RunId,
    mut visit: impl FnMut(i64, StoredHead<'_>) -> Result<ControlFlow<()>, StoreFault>,
) -> Result<ControlFlow<()>, StoreFault> {
    let mut statement = connection.prepare_cached(
        "SELECT key, count, heads FROM call_block WHERE key BETWEEN ?1 AND ?2 ORDER BY key",
    )?;
    let mut rows = statement.query(keys(run))?;
    while let Some(row) = rows.next()? {
        for (key, head) in heads(row)? {
            if visit(key, head)?.is_break() {
                return Ok(ControlFlow::Break(()));
            }
        }
    }
    Ok(ControlFlow::Continue(()))
}

/// Passes the heads of the calls of all runs to `visit`, newest first, until `visit` has enough.
pub(super) fn newest_first(
    connection: &Connection,
    mut visit: impl FnMut(i64, StoredHead<'_>) -> Result<bool, StoreFault>,
) -> Result<(), StoreFault> {
    let mut statement =
        connection.prepare("SELECT key, count, heads FROM call_block ORDER BY key DESC")?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        for (key, head) in heads(row)?.into_iter().rev() {
            if visit(key, head)? {
                return Ok(());
            }
        }
    }
    Ok(())
}

/// The heads of a block's calls, each with its key.
fn heads<'r>(row: &'r Row<'_>) -> Result<Vec<(i64, StoredHead<'r>)>, StoreFault> {
    let (first, count): (i64, i64) = (row.get(0)?, row.get(1)?);
    let mut rest = row.get_ref(2)?.as_blob().map_err(|_| unreadable())?;
    (first..first.saturating_add(count))
        .map(|key| Ok((key, StoredHead::read(&mut rest).ok_or_else(unreadable)?)))
        .collect()
}

/// The fault for bytes that are not a call or a block.
pub(super) fn unreadable() -> StoreFault {
    let (column, cause) = (0, FromSqlError::InvalidType.into());
    rusqlite::Error::FromSqlConversionFailure(column, rusqlite::types::Type::Blob, cause).into()
}
