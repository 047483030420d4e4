//! Opening the snapshot file, for writing or read-only.
//!
//! It does not change a file before it knows what kind of file it is. Invariants: a file that is not a snapshot,
//! belongs to another tenant or is too new stays as it was; a read-only connection never creates a snapshot, and sees
//! one consistent state of it, however long it reads and whatever is written meanwhile.

use std::{fs, path::Path, time::Duration};

use rusqlite::{Connection, OpenFlags, Row, Transaction, TransactionBehavior};

use super::{
    Looking, Store, StoreFault,
    account::{account, bind, own},
    blocks::CallBlocks,
    migrations::{self, Age},
    place::SnapshotPath,
    unreleased::{self, Obstacle},
    unwritable::{self, Still},
};
use crate::{error::Result, model::AccountId};

/// How long a transaction of another connection is waited for. Commits take milliseconds, so a longer wait means that
/// the other program hangs.
const BUSY: Duration = Duration::from_secs(5);

/// The write-ahead log shrinks to this many bytes after a large transaction, so that it does not keep the size of a
/// first night's plan forever.
const LOG_BYTES: i64 = 64 << 20;

/// Pages in the log after which a commit copies them into the file; SQLite's default.
const LOG_PAGES: u32 = 1000;

impl Store {
    /// Opens the snapshot for a run, creating the file on first use and binding it to the tenant.
    ///
    /// # Errors
    /// The folder is missing, the file can't be written, is no snapshot or was written by a newer
    /// version (`Kind::Snapshot`), or belongs to another tenant (`Kind::ForeignSnapshot`).
    pub fn open(path: &Path, tenant: &AccountId) -> Result<Self> {
        let place = SnapshotPath::unchecked(path);
        let connection = opened(&place, tenant).map_err(|fault| fault.of(&place))?;
        Ok(Self::of(connection, place, None))
    }

    /// Opens the snapshot read-only; `None` if there is none.
    ///
    /// # Errors
    /// As `open`.
    pub fn open_existing(path: &Path, tenant: &AccountId) -> Result<Option<Self>> {
        let place = SnapshotPath::unchecked(path);
        let found = looked_at(&place, tenant).map_err(|fault| fault.of(&place))?;
        Ok(found.map(|(connection, still)| Self::of(connection, place, Some(Looking { still }))))
    }

    /// The account that the snapshot at this path is bound to; `None` if there is no snapshot.
    ///
    /// # Errors
    /// The file can't be read, or is not a snapshot.
    pub fn account(path: &Path) -> Result<Option<AccountId>> {
        let place = SnapshotPath::unchecked(path);
        let bound = || -> Result<Option<AccountId>, StoreFault> {
            let found = found(&place)?;
            found
                .map(|(connection, _)| account(&connection))
                .transpose()
        };
        bound().map_err(|fault| fault.of(&place))
    }

    pub(super) fn of(
        connection: Connection,
        place: SnapshotPath,
        looking: Option<Looking>,
    ) -> Self {
        Self {
            connection,
            place: place.remembered(),
            looking,
            blocks: CallBlocks::default(),
        }
    }
}

fn opened(place: &SnapshotPath, tenant: &AccountId) -> Result<Connection, StoreFault> {
    place.must_be_usable()?;
    make(place.resolved());
    let create = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_CREATE;
    let mut connection = connect(place, create)?;
    match known(&connection)? {
        Age::Current => own(&connection, tenant)?,
        _ => brought_up(&mut connection, tenant)?,
    }
    durable(&connection)?;
    Ok(connection)
}

/// Creates a new file for its owner alone; SQLite gives the files beside it the same mode. If that fails, SQLite
/// reports why when it opens the file.
fn make(path: &Path) {
    let mut options = fs::File::options();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(path).ok();
}

/// A read-only connection, and the file's identity if it has to be read as an immutable one.
type Found = (Connection, Option<Still>);

fn looked_at(place: &SnapshotPath, tenant: &AccountId) -> Result<Option<Found>, StoreFault> {
    let found = found(place)?;
    if let Some((connection, _)) = &found {
        own(connection, tenant)?;
        connection.pragma_update(None, "query_only", true)?;
    }
    Ok(found)
}

/// Opens the snapshot of any account, read-only.
pub(super) fn found(place: &SnapshotPath) -> Result<Option<Found>, StoreFault> {
    let found = fs::metadata(place.resolved());
    if found.is_err_and(|error| error.kind() == std::io::ErrorKind::NotFound) {
        return Ok(None);
    }
    place.must_be_usable()?;
    let (connection, still) = match readable(place) {
        Ok(connection) => (connection, None),
        Err(fault) if unwritable::is_missed(&fault) => {
            let (connection, still) = unwritable::open(place, fault)?;
            set_up(&connection)?;
            (connection, Some(still))
        }
        Err(fault) => return Err(fault),
    };
    match known(&connection)? {
        Age::Empty => return Ok(None),
        Age::Older | Age::Unreleased => migrations::show(&connection)?,
        _ => {}
    }
    Ok(Some((connection, still)))
}

/// A connection that has begun a read transaction.
fn readable(place: &SnapshotPath) -> Result<Connection, StoreFault> {
    let connection = connect(place, OpenFlags::SQLITE_OPEN_READ_WRITE)?;
    // A user with write access to the folder only would create a log there that the owner can't write.
    if connection.is_readonly(rusqlite::MAIN_DB)? && unwritable::is_without_log(place) {
        return Err(read_only());
    }
    one_moment(&connection)?;
    migrations::age(&connection)?;
    Ok(connection)
}

fn connect(place: &SnapshotPath, flags: OpenFlags) -> Result<Connection, StoreFault> {
    let flags = flags | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let connection = Connection::open_with_flags(place.resolved(), flags)?;
    set_up(&connection)?;
    Ok(connection)
}

fn set_up(connection: &Connection) -> Result<(), StoreFault> {
    connection.busy_timeout(BUSY)?;
    // A schema that was tampered with must not call functions.
    connection.pragma_update(None, "trusted_schema", false)?;
    connection.set_prepared_statement_cache_capacity(64);
    Ok(())
}

/// Creates the tables and binds the tenant, or takes the steps that an older file lacks: all or nothing.
fn brought_up(connection: &mut Connection, tenant: &AccountId) -> Result<(), StoreFault> {
    let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
    // Another process may have created the tables meanwhile; now that the write lock is held, the answer is final.
    let age = known(&transaction)?;
    migrations::migrate(&transaction)?;
    if age == Age::Empty {
        bind(&transaction, tenant)?;
    }
    own(&transaction, tenant)?;
    Ok(transaction.commit()?)
}

/// Refuses a file that is not a snapshot, or whose version is not supported.
fn known(connection: &Connection) -> Result<Age, StoreFault> {
    let age = migrations::age(connection)?;
    match age {
        Age::Newer => Err(StoreFault::Newer),
        Age::Foreign => Err(StoreFault::NotOurs),
        Age::Unknown => Err(StoreFault::Unknown),
        Age::Unreleased => match unreleased::obstacle(connection)? {
            Some(Obstacle::Unfinished(run)) => Err(StoreFault::Unfinished(run)),
            Some(Obstacle::Late) => Err(StoreFault::Late),
            None => Ok(age),
        },
        Age::Empty | Age::Older | Age::Current => Ok(age),
    }
}

/// Makes every commit durable when it returns, without readers that wait for writers.
fn durable(connection: &Connection) -> Result<(), StoreFault> {
    if connection.is_readonly(rusqlite::MAIN_DB)? {
        return Err(read_only());
    }
    // On a file system without WAL, SQLite keeps its rollback journal, which is as safe.
    connection.pragma_update_and_check(None, "journal_mode", "WAL", |_| Ok(()))?;
    connection.pragma_update(None, "synchronous", "FULL")?;
    // On macOS a plain fsync leaves the data in the drive's own cache.
    connection.pragma_update(None, "fullfsync", true)?;
    connection.pragma_update(None, "checkpoint_fullfsync", true)?;
    connection.pragma_update_and_check(None, "journal_size_limit", LOG_BYTES, |_| Ok(()))?;
    connection.pragma_update(None, "foreign_keys", true)?;
    Ok(())
}

/// The error that SQLite itself would return.
fn read_only() -> StoreFault {
    let code = rusqlite::ffi::Error::new(rusqlite::ffi::SQLITE_READONLY);
    rusqlite::Error::SqliteFailure(code, None).into()
}

/// Begins a transaction that is never committed, so that all reads see the same state.
fn one_moment(connection: &Connection) -> Result<(), StoreFault> {
    let mode: String = connection.pragma_query_value(None, "journal_mode", |row| row.get(0))?;
    // Without WAL a long read transaction would prevent a writer from committing.
    if mode == "wal" {
        connection.execute_batch("BEGIN")?;
    }
    Ok(())
}

/// Copies the log into the file, now and from now on whenever it has grown. Copying the log of a large plan takes as
/// long as writing it, so this waits until the first calls are under way.
pub(super) fn checkpoint(connection: &Connection) {
    // An error is ignored, because the next commit tries again.
    checkpoint_after(connection, LOG_PAGES).ok();
    let copied = connection.query_row("PRAGMA wal_checkpoint(PASSIVE)", [], |_| Ok(()));
    copied.ok();
}

/// Sets the pages in the log after which a commit copies them into the file; 0 means never.
pub(super) fn checkpoint_after(connection: &Connection, pages: u32) -> Result<(), StoreFault> {
    let set = |_: &Row<'_>| Ok(());
    Ok(connection.pragma_update_and_check(None, "wal_autocheckpoint", pages, set)?)
}

/// Runs `work` in one transaction, and does not commit into a file that was removed or replaced.
pub(super) fn write<T>(
    connection: &mut Connection,
    place: &SnapshotPath,
    work: impl FnOnce(&Transaction<'_>) -> Result<T, StoreFault>,
) -> Result<T, StoreFault> {
    let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
    let done = work(&transaction)?;
    if !place.is_still_there() {
        return Err(StoreFault::Gone);
    }
    transaction.commit()?;
    Ok(done)
}
