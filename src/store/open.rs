//! Opening the snapshot file, to write or only to look.
//!
//! What a file turns out to be is found out before anything in it is changed. Invariants: a file that
//! is not ours, not this tenant's or too new is left as it was; looking never creates a snapshot, and
//! sees one moment of it, however long it takes and whoever writes meanwhile.

use std::{fs, path::Path, time::Duration};

use rusqlite::{Connection, OpenFlags, Row, Transaction, TransactionBehavior};

use super::{
    Looking, Store, StoreFault,
    account::{bind, own},
    blocks::CallBlocks,
    migrations::{self, Age},
    place::SnapshotPath,
    unreleased::{self, Obstacle},
    unwritable::{self, Still},
};
use crate::{error::Result, model::AccountId};

/// How long another connection's transaction is waited for.
const BUSY: Duration = Duration::from_secs(5);

/// After a large transaction the write-ahead log shrinks to this many bytes again.
const LOG_BYTES: i64 = 64 << 20;

/// Pages of the log after which a commit copies it into the file; SQLite's own choice.
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

    /// Opens the snapshot only to look at it; `None` when there is none.
    ///
    /// # Errors
    /// As `open`.
    pub fn open_existing(path: &Path, tenant: &AccountId) -> Result<Option<Self>> {
        let place = SnapshotPath::unchecked(path);
        let found = looked_at(&place, tenant).map_err(|fault| fault.of(&place))?;
        Ok(found.map(|(connection, still)| Self::of(connection, place, Some(Looking { still }))))
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

/// Makes a new file for its owner alone; those that SQLite puts beside it get the same mode. Where it can't be made
/// SQLite says why.
fn make(path: &Path) {
    let mut options = fs::File::options();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(path).ok();
}

/// A connection to look through, and, where that is how it has to be read, the file as it is.
type Found = (Connection, Option<Still>);

fn looked_at(place: &SnapshotPath, tenant: &AccountId) -> Result<Option<Found>, StoreFault> {
    let found = found(place)?;
    if let Some((connection, _)) = &found {
        own(connection, tenant)?;
        connection.pragma_update(None, "query_only", true)?;
    }
    Ok(found)
}

/// The snapshot of any account, to look at.
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

/// A connection that has begun to read.
fn readable(place: &SnapshotPath) -> Result<Connection, StoreFault> {
    let connection = connect(place, OpenFlags::SQLITE_OPEN_READ_WRITE)?;
    // Whoever may write the folder alone would leave a log there that the owner can't write.
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
    // What somebody has put into the schema calls no function.
    connection.pragma_update(None, "trusted_schema", false)?;
    connection.set_prepared_statement_cache_capacity(64);
    Ok(())
}

/// Makes the tables and binds the tenant, or takes the steps that an older file lacks: all or nothing.
fn brought_up(connection: &mut Connection, tenant: &AccountId) -> Result<(), StoreFault> {
    let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
    // Another process may have been faster, so the file is looked at again now that nobody can be.
    let age = known(&transaction)?;
    migrations::migrate(&transaction)?;
    if age == Age::Empty {
        bind(&transaction, tenant)?;
    }
    own(&transaction, tenant)?;
    Ok(transaction.commit()?)
}

/// Refuses a file that is not ours, or of a version that this one can't work with.
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

/// Every commit is on the disk when it returns; readers don't wait for writers.
fn durable(connection: &Connection) -> Result<(), StoreFault> {
    if connection.is_readonly(rusqlite::MAIN_DB)? {
        return Err(read_only());
    }
    // Where the file system can't do WAL, SQLite keeps its rollback journal, which is as safe.
    connection.pragma_update_and_check(None, "journal_mode", "WAL", |_| Ok(()))?;
    connection.pragma_update(None, "synchronous", "FULL")?;
    // On macOS a plain fsync leaves the data in the drive's own cache.
    connection.pragma_update(None, "fullfsync", true)?;
    connection.pragma_update(None, "checkpoint_fullfsync", true)?;
    connection.pragma_update_and_check(None, "journal_size_limit", LOG_BYTES, |_| Ok(()))?;
    connection.pragma_update(None, "foreign_keys", true)?;
    Ok(())
}

/// As SQLite says it.
fn read_only() -> StoreFault {
    let code = rusqlite::ffi::Error::new(rusqlite::ffi::SQLITE_READONLY);
    rusqlite::Error::SqliteFailure(code, None).into()
}

/// A transaction that is never committed: all that is read belongs together.
fn one_moment(connection: &Connection) -> Result<(), StoreFault> {
    let mode: String = connection.pragma_query_value(None, "journal_mode", |row| row.get(0))?;
    // Without WAL a standing reader would keep a writer from committing.
    if mode == "wal" {
        connection.execute_batch("BEGIN")?;
    }
    Ok(())
}

/// Copies the log into the file, now and from now on whenever it has grown. To copy that of a large plan takes as long
/// as to write it, so it waits until the first calls are on their way.
pub(super) fn checkpoint(connection: &Connection) {
    // Whatever keeps it from being copied, the next commit tries again.
    checkpoint_after(connection, LOG_PAGES).ok();
    let copied = connection.query_row("PRAGMA wal_checkpoint(PASSIVE)", [], |_| Ok(()));
    copied.ok();
}

/// After how many pages of the log a commit copies it into the file; 0: not at all.
pub(super) fn checkpoint_after(connection: &Connection, pages: u32) -> Result<(), StoreFault> {
    let set = |_: &Row<'_>| Ok(());
    Ok(connection.pragma_update_and_check(None, "wal_autocheckpoint", pages, set)?)
}

/// One transaction for all of `work`, and no commit into a file that is no longer there.
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
