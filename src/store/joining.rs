//! The third and fourth steps of the tables: calls that follow each other stand in one row, then compressed,
//! with what they begin with in front.
//!
//! Invariant: every call of every run says afterwards what it said before.

use rusqlite::{Connection, params};

use super::{
    Fault, RunId,
    blocks::{self, Block, unreadable},
    columns::number,
    fault::broken,
    key::{key, parts},
};
use crate::model::{CallId, Lines, PackedLines};

/// A row stands under the key of its first call.
const JOINED: &str = "
    CREATE TABLE block (
        key INTEGER PRIMARY KEY,
        count INTEGER NOT NULL,
        calls BLOB NOT NULL
    ) STRICT";

const COMPRESSED: &str = "
    ALTER TABLE block RENAME TO old_block;
    CREATE TABLE block (
        key INTEGER PRIMARY KEY,
        count INTEGER NOT NULL,
        heads BLOB NOT NULL,
        calls BLOB NOT NULL
    ) STRICT";

/// Takes the third step. The caller holds a transaction.
pub(super) fn join(connection: &Connection) -> Result<(), Fault> {
    connection.execute_batch(JOINED)?;
    let mut old = connection.prepare("SELECT key, body FROM call ORDER BY key")?;
    let mut rows = old.query([])?;
    let (mut run, mut lines) = (0, Lines::default());
    while let Some(row) = rows.next()? {
        let (own, id) = parts(row.get(0)?);
        let body = row.get_ref(1)?.as_blob().map_err(|_| unreadable())?;
        if own != run || !lines.takes(id) {
            put(connection, run, std::mem::take(&mut lines))?;
        }
        run = own;
        add(&mut lines, id, body)?;
    }
    put(connection, run, lines)?;
    drop(rows);
    drop(old);
    connection.execute_batch("DROP TABLE call")?;
    Ok(())
}

fn put(connection: &Connection, run: RunId, lines: Lines) -> Result<(), Fault> {
    if lines.is_empty() {
        return Ok(());
    }
    let (key, count) = (key(run, lines.first()), number(lines.len()));
    connection
        .prepare_cached("INSERT INTO block (key, count, calls) VALUES (?1, ?2, ?3)")?
        .execute(params![key, count, lines.packed()])?;
    Ok(())
}

/// Takes the fourth step. The caller holds a transaction.
pub(super) fn compress(connection: &Connection) -> Result<(), Fault> {
    connection.execute_batch(COMPRESSED)?;
    let mut old = connection.prepare("SELECT key, calls FROM old_block ORDER BY key")?;
    let mut rows = old.query([])?;
    while let Some(row) = rows.next()? {
        let (run, first) = parts(row.get(0)?);
        let bytes = row.get_ref(1)?.as_blob().map_err(|_| unreadable())?;
        let packed = PackedLines::read(bytes).ok_or_else(unreadable)?;
        let mut lines = Lines::default();
        for (id, at) in (first..).zip(0..packed.len()) {
            add(&mut lines, id, packed.get(at).ok_or_else(unreadable)?)?;
        }
        blocks::put(connection, run, &Block::of(lines))?;
    }
    drop(rows);
    drop(old);
    connection.execute_batch("DROP TABLE old_block")?;
    Ok(())
}

/// A block takes the calls that one had; were it otherwise, none would be lost.
fn add(lines: &mut Lines, id: CallId, call: &[u8]) -> Result<(), Fault> {
    if lines.push_packed(id, call) {
        return Ok(());
    }
    broken(format!("call {id} does not fit behind the others"))
}
