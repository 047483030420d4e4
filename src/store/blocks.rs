//! The calls of the journal, many in one row, and those rows that were read last.
//!
//! It knows where a call is, not what it says. Invariant: a block never changes once it is written, so that
//! one that was read may be kept.

use std::{cell::RefCell, collections::VecDeque, ops::Range};

use rusqlite::{Connection, Row, params, types::FromSqlError};

use super::{
    Fault, RunId,
    columns::number,
    fault::broken,
    key::{key, keys, parts},
};
use crate::model::{CallId, Lines, PackedLines};

/// Blocks that are kept: the calls that are under way lie in few, and each has some dozens.
const KEPT: usize = 64;

/// The third step of the tables: calls that follow each other stand in one row, under the key of the first.
const TABLE: &str = "
    CREATE TABLE block (
        key INTEGER PRIMARY KEY,
        count INTEGER NOT NULL,
        calls BLOB NOT NULL
    ) STRICT";

/// Blocks that were read last, the newest first.
#[derive(Debug, Default)]
pub(super) struct Blocks(RefCell<VecDeque<Block>>);

/// The bytes of [`Lines`], and the keys of the calls.
#[derive(Debug)]
struct Block {
    keys: Range<i64>,
    bytes: Vec<u8>,
}

impl Block {
    fn of(row: &Row<'_>) -> rusqlite::Result<Self> {
        let (first, count): (i64, i64) = (row.get(0)?, row.get(1)?);
        Ok(Self {
            keys: first..first.saturating_add(count),
            bytes: row.get(2)?,
        })
    }

    fn get(&self, key: i64) -> Option<&[u8]> {
        let at = usize::try_from(key.checked_sub(self.keys.start)?).ok()?;
        PackedLines::read(&self.bytes)?.get(at)
    }
}

impl Blocks {
    /// Hands a call's bytes to `work`.
    ///
    /// # Errors
    /// The run has no such call; and whatever `work` says.
    pub fn with<T>(
        &self,
        connection: &Connection,
        (run, call): (RunId, CallId),
        work: impl FnOnce(&[u8]) -> Result<T, Fault>,
    ) -> Result<T, Fault> {
        let (key, mut kept) = (key(run, call), self.0.borrow_mut());
        let mut found = kept.iter().position(|block| block.keys.contains(&key));
        if found.is_none()
            && let Some(block) = block(connection, run, key)?
        {
            kept.truncate(KEPT - 1);
            kept.push_front(block);
            found = Some(0);
        }
        match found.and_then(|at| kept[at].get(key)) {
            Some(bytes) => work(bytes),
            None => broken(format!("run {run} has no call {call}")),
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
    ) -> Result<(), Fault> {
        self.with(connection, (run, call), |_| Ok(()))
    }
}

/// The block in which a call would be.
fn block(connection: &Connection, run: RunId, key: i64) -> Result<Option<Block>, Fault> {
    let mut statement = connection.prepare_cached(
        "SELECT key, count, calls FROM block WHERE key BETWEEN ?1 AND ?2 ORDER BY key DESC LIMIT 1",
    )?;
    let mut blocks = statement.query_map([*keys(run).start(), key], Block::of)?;
    Ok(blocks.next().transpose()?)
}

/// Writes a block.
pub(super) fn put(connection: &Connection, run: RunId, lines: Lines) -> Result<(), Fault> {
    let (key, count) = (key(run, lines.first()), number(lines.len()));
    connection
        .prepare_cached("INSERT INTO block (key, count, calls) VALUES (?1, ?2, ?3)")?
        .execute(params![key, count, lines.packed()])?;
    Ok(())
}

/// How many calls a run has.
pub(super) fn count(connection: &Connection, run: RunId) -> Result<i64, Fault> {
    let sql = "SELECT coalesce(sum(count), 0) FROM block WHERE key BETWEEN ?1 AND ?2";
    let keys = keys(run);
    Ok(connection.query_row(sql, [keys.start(), keys.end()], |row| row.get(0))?)
}

/// Hands every call of a run to `visit`, with its key, in their order.
pub(super) fn each(
    connection: &Connection,
    run: RunId,
    mut visit: impl FnMut(i64, &[u8]) -> Result<(), Fault>,
) -> Result<(), Fault> {
    let mut statement = connection
        .prepare_cached("SELECT key, calls FROM block WHERE key BETWEEN ?1 AND ?2 ORDER BY key")?;
    let keys = keys(run);
    let mut rows = statement.query([keys.start(), keys.end()])?;
    while let Some(row) = rows.next()? {
        let (first, lines) = opened(row)?;
        for (key, at) in (first..).zip(0..lines.len()) {
            visit(key, lines.get(at).ok_or_else(unreadable)?)?;
        }
    }
    Ok(())
}

/// Hands every call of every run to `visit`, the newest first, until it has seen enough.
pub(super) fn newest_first(
    connection: &Connection,
    mut visit: impl FnMut(i64, &[u8]) -> Result<bool, Fault>,
) -> Result<(), Fault> {
    let mut statement = connection.prepare("SELECT key, calls FROM block ORDER BY key DESC")?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        let (first, lines) = opened(row)?;
        for at in (0..lines.len()).rev() {
            let key = first + number(at);
            if visit(key, lines.get(at).ok_or_else(unreadable)?)? {
                return Ok(());
            }
        }
    }
    Ok(())
}

fn opened<'r>(row: &'r Row<'_>) -> Result<(i64, PackedLines<'r>), Fault> {
    let bytes = row.get_ref(1)?.as_blob().map_err(|_| unreadable())?;
    Ok((
        row.get(0)?,
        PackedLines::read(bytes).ok_or_else(unreadable)?,
    ))
}

/// What a call or a block says is none.
pub(super) fn unreadable() -> Fault {
    let (column, cause) = (0, FromSqlError::InvalidType.into());
    rusqlite::Error::FromSqlConversionFailure(column, rusqlite::types::Type::Blob, cause).into()
}

/// Takes the third step. The caller holds a transaction.
pub(super) fn step(connection: &Connection) -> Result<(), Fault> {
    connection.execute_batch(TABLE)?;
    let mut old = connection.prepare("SELECT key, body FROM call ORDER BY key")?;
    let mut rows = old.query([])?;
    let (mut run, mut lines) = (0, Lines::default());
    while let Some(row) = rows.next()? {
        let (own, id) = parts(row.get(0)?);
        let body = row.get_ref(1)?.as_blob().map_err(|_| unreadable())?;
        if own != run || !lines.takes(id) {
            put_some(connection, run, std::mem::take(&mut lines))?;
        }
        run = own;
        debug_assert!(lines.takes(id), "an empty block takes any call");
        let _ = lines.push_packed(id, body);
    }
    put_some(connection, run, lines)?;
    drop(rows);
    drop(old);
    connection.execute_batch("DROP TABLE call")?;
    Ok(())
}

fn put_some(connection: &Connection, run: RunId, lines: Lines) -> Result<(), Fault> {
    if lines.is_empty() {
        return Ok(());
    }
    put(connection, run, lines)
}
