//! The calls of the journal, many in one row, and those rows that were read last.
//!
//! It knows where a call is, not what it says. What calls begin with is stored in front of them, since most
//! questions go no further; the rest is compressed, as rows of a sheet are much alike and waiting for the disk
//! is what a large plan does longest. Invariant: a block never changes once it is written, so that one that was
//! read may be kept.

use std::{cell::RefCell, collections::VecDeque, ops::Range};

use lz4_flex::block::{compress_prepend_size, decompress, uncompressed_size};
use rusqlite::{Connection, Row, params, types::FromSqlError};

use super::{
    RunId, StoreFault,
    error::Refusal,
    key::{key, keys},
    sql_types::number,
};
use crate::model::{CallBatch, CallId, StoredHead};

/// Blocks that are kept: the calls that are under way are in few.
const KEPT: usize = 32;

/// No block grows more than that when it is decompressed: one byte says at most that many.
const GROWTH: usize = 255;

/// Calls in a row, as they are written.
pub(super) struct CallBlock {
    first: CallId,
    count: usize,
    /// What each begins with: [`StoredHead`].
    heads: Vec<u8>,
    /// [`CallBatch`], compressed.
    calls: Vec<u8>,
}

/// Blocks that were read last, the newest first.
#[derive(Debug, Default)]
pub(super) struct CallBlocks(RefCell<VecDeque<LoadedBlock>>);

/// The bytes of a [`CallBatch`], with the key of the first call and where each is.
#[derive(Debug)]
struct LoadedBlock {
    first: i64,
    bytes: Vec<u8>,
    places: Vec<Range<usize>>,
}

impl CallBlock {
    /// The calls of a batch.
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

/// The bytes of a [`CallBatch`]; what a file says of its own size is not believed.
fn decompressed(bytes: &[u8]) -> Option<Vec<u8>> {
    let (size, rest) = uncompressed_size(bytes).ok()?;
    let is_possible = size <= rest.len().saturating_mul(GROWTH);
    is_possible.then(|| decompress(rest, size).ok()).flatten()
}

impl CallBlocks {
    /// Hands a call's bytes to `work`.
    ///
    /// # Errors
    /// The run has no such call; and whatever `work` says.
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
            kept.truncate(KEPT - 1);
            kept.push_front(block);
            found = Some(0);
        }
        match found.and_then(|at| kept[at].get(key)) {
            Some(bytes) => work(bytes),
            None => Err(Refusal::NoCall(run, call).into()),
        }
    }

    /// That a run has a call.
    ///
    /// # Errors
    /// It has none of that number.
    pub fn must_have(
        &self,
        connection: &Connection,
        run: RunId,
        call: CallId,
    ) -> Result<(), StoreFault> {
        self.with(connection, (run, call), |_| Ok(()))
    }
}

/// The block in which a call would be.
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

/// How many calls a run has.
pub(super) fn count(connection: &Connection, run: RunId) -> Result<i64, StoreFault> {
    let sql = "SELECT coalesce(sum(count), 0) FROM call_block WHERE key BETWEEN ?1 AND ?2";
    Ok(connection.query_row(sql, keys(run), |row| row.get(0))?)
}

/// Hands what every call of a run begins with to `visit`, with its key, in their order.
pub(super) fn each(
    connection: &Connection,
    run: RunId,
    mut visit: impl FnMut(i64, StoredHead<'_>) -> Result<(), StoreFault>,
) -> Result<(), StoreFault> {
    let mut statement = connection.prepare_cached(
        "SELECT key, count, heads FROM call_block WHERE key BETWEEN ?1 AND ?2 ORDER BY key",
    )?;
    let mut rows = statement.query(keys(run))?;
    while let Some(row) = rows.next()? {
        for (key, head) in heads(row)? {
            visit(key, head)?;
        }
    }
    Ok(())
}

/// Hands what every call of every run begins with to `visit`, the newest first, until it has seen enough.
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

/// What the calls of a block begin with, each with its key.
fn heads<'r>(row: &'r Row<'_>) -> Result<Vec<(i64, StoredHead<'r>)>, StoreFault> {
    let (first, count): (i64, i64) = (row.get(0)?, row.get(1)?);
    let mut rest = row.get_ref(2)?.as_blob().map_err(|_| unreadable())?;
    (first..first.saturating_add(count))
        .map(|key| Ok((key, StoredHead::read(&mut rest).ok_or_else(unreadable)?)))
        .collect()
}

/// What a call or a block says is none.
pub(super) fn unreadable() -> StoreFault {
    let (column, cause) = (0, FromSqlError::InvalidType.into());
    rusqlite::Error::FromSqlConversionFailure(column, rusqlite::types::Type::Blob, cause).into()
}
