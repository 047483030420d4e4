//! A large plan is written where it stays, and not first into the write-ahead log and from there once more
//! into the file.
//!
//! Only while nobody else has the file open, since the log is what lets others read meanwhile. Invariant:
//! such a transaction is as whole and as durable as any other, and the file has its log again afterwards, or
//! gets it when it is opened next.

use std::time::Duration;

use rusqlite::{Connection, TransactionBehavior};

use super::{Fault, open::BUSY};

/// Fewer calls are written soon enough as always.
pub(super) const MUCH: usize = 50_000;

/// Runs one transaction of that many calls, which begins as it is told to.
pub(super) fn in_place<T>(
    connection: &mut Connection,
    calls: usize,
    write: impl FnOnce(&mut Connection, TransactionBehavior) -> Result<T, Fault>,
) -> Result<T, Fault> {
    if calls < MUCH || !without_log(connection)? {
        return write(connection, TransactionBehavior::Immediate);
    }
    let done = write(connection, TransactionBehavior::Exclusive);
    // Should somebody be reading just then, the log is given up for this time; nothing is less safe.
    let _ = mode(connection, "WAL");
    done
}

/// Goes without the log, if nobody else needs it; whether it does.
fn without_log(connection: &Connection) -> Result<bool, Fault> {
    connection.busy_timeout(Duration::ZERO)?;
    let now = mode(connection, "TRUNCATE");
    connection.busy_timeout(BUSY)?;
    Ok(now.is_ok_and(|mode| mode == "truncate"))
}

/// Asks for a journal mode; the one that it is then.
fn mode(connection: &Connection, wanted: &str) -> rusqlite::Result<String> {
    connection.pragma_update_and_check(None, "journal_mode", wanted, |row| row.get(0))
}
