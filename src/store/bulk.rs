//! A large plan is written where it stays, and not first into the write-ahead log and from there once more
//! into the file.
//!
//! Only while nobody else has the file open, since the log is what lets others read meanwhile. Invariant:
//! such a transaction is as whole and as durable as any other, and the file has its log again afterwards, or
//! gets it when it is opened next.

use std::{path::PathBuf, time::Duration};

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
    let path = connection.path().map(PathBuf::from);
    let done = early(path, || write(connection, TransactionBehavior::Exclusive));
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

/// Has the disk begin with what is written while the rest is still being made, so that the commit, which waits
/// for all of it, waits for the last of it only.
///
/// The system may write any page whenever it likes, and the database counts on nothing else; this asks it to.
#[cfg(target_os = "linux")]
fn early<T>(path: Option<PathBuf>, work: impl FnOnce() -> T) -> T {
    use std::{
        fs::File,
        sync::mpsc::{RecvTimeoutError::Timeout, channel},
        thread,
    };

    const PAUSE: Duration = Duration::from_millis(50);

    let Some(file) = path.and_then(|path| File::open(path).ok()) else {
        return work();
    };
    let done = thread::scope(|scope| {
        let (finished, told) = channel::<()>();
        let file = &file;
        // Whatever goes wrong here goes wrong at the commit, too, and is told of there.
        let write_out =
            move || while told.recv_timeout(PAUSE) == Err(Timeout) && file.sync_data().is_ok() {};
        let named = thread::Builder::new().name("disk".to_owned());
        drop(named.spawn_scoped(scope, write_out));
        let done = work();
        drop(finished);
        done
    });
    // To close a file releases the locks that this process has on it (POSIX), those of the database among them.
    std::mem::forget(file);
    done
}

/// Elsewhere a file can't be written out by another handle, or it takes the whole disk with it.
#[cfg(not(target_os = "linux"))]
fn early<T>(_path: Option<PathBuf>, work: impl FnOnce() -> T) -> T {
    work()
}
