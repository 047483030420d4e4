//! Opening the snapshot file, to write or only to look.
//!
//! What a file turns out to be is found out before anything in it is changed. Invariants: a file that
//! is not ours, not this tenant's or too new is left as it was; looking never creates a snapshot, and
//! sees one moment of it, however long it takes and whoever writes meanwhile.

use std::{fs, path::Path, time::Duration};

use rusqlite::{Connection, OpenFlags, Row, TransactionBehavior};

use super::{
    Fault, Store,
    blocks::Blocks,
    migrations::{self, Age},
    place::{self, Place},
    unreleased::{self, Obstacle},
};
use crate::{
    error::{Error, Kind, Result},
    model::Tenant,
};

/// How long another connection's transaction is waited for.
const BUSY: Duration = Duration::from_secs(5);

/// After a large transaction the write-ahead log shrinks to this many bytes again.
const LOG_BYTES: i64 = 64 << 20;

impl Store {
    /// Opens the snapshot for a run, creating the file on first use and binding it to the tenant.
    ///
    /// # Errors
    /// The folder is missing, the file can't be written, is no snapshot or was written by a newer
    /// version (`Kind::Snapshot`), or belongs to another tenant (`Kind::ForeignSnapshot`).
    pub fn open(path: &Path, tenant: &Tenant) -> Result<Self> {
        place::usable(path)?;
        let place = Place::unchecked(path);
        let create = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_CREATE;
        let mut connection = or_told(connect(&place, create), &place)?;
        match known(&connection, &place)? {
            Age::Current => own(&connection, &place, tenant)?,
            _ => brought_up(&mut connection, &place, tenant)?,
        }
        or_told(durable(&connection), &place)?;
        Ok(Self {
            connection,
            place: place.remembered(),
            looking: false,
            blocks: Blocks::default(),
        })
    }

    /// Opens the snapshot only to look at it; `None` when there is none.
    ///
    /// # Errors
    /// As `open`; a file of an older version too, since looking can't bring it up to date.
    pub fn open_existing(path: &Path, tenant: &Tenant) -> Result<Option<Self>> {
        if matches!(fs::metadata(path), Err(error) if error.kind() == std::io::ErrorKind::NotFound)
        {
            return Ok(None);
        }
        place::usable(path)?;
        let place = Place::unchecked(path);
        let connection = or_told(connect(&place, OpenFlags::SQLITE_OPEN_READ_WRITE), &place)?;
        or_told(one_moment(&connection), &place)?;
        match known(&connection, &place)? {
            Age::Empty => return Ok(None),
            Age::Older => return Err(older(&place)),
            Age::Unreleased => or_told(unreleased::hide(&connection), &place)?,
            _ => {}
        }
        own(&connection, &place, tenant)?;
        or_told(looking(&connection), &place)?;
        Ok(Some(Self {
            connection,
            place: place.remembered(),
            looking: true,
            blocks: Blocks::default(),
        }))
    }
}

fn or_told<T>(result: Result<T, Fault>, place: &Place) -> Result<T> {
    result.map_err(|fault| fault.told(place))
}

fn connect(place: &Place, flags: OpenFlags) -> Result<Connection, Fault> {
    let flags = flags | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let connection = Connection::open_with_flags(place.resolved(), flags)?;
    connection.busy_timeout(BUSY)?;
    connection.set_prepared_statement_cache_capacity(64);
    Ok(connection)
}

/// Makes the tables and binds the tenant, or takes the steps that an older file lacks: all or nothing.
fn brought_up(connection: &mut Connection, place: &Place, tenant: &Tenant) -> Result<()> {
    let behaviour = TransactionBehavior::Immediate;
    let begun = connection.transaction_with_behavior(behaviour);
    let transaction = or_told(begun.map_err(Fault::from), place)?;
    // Another process may have been faster, so the file is looked at again now that nobody can be.
    let age = known(&transaction, place)?;
    or_told(migrations::migrate(&transaction), place)?;
    if age == Age::Empty {
        or_told(bind(&transaction, tenant), place)?;
    }
    own(&transaction, place, tenant)?;
    or_told(transaction.commit().map_err(Fault::from), place)
}

fn bind(connection: &Connection, tenant: &Tenant) -> Result<(), Fault> {
    connection.execute(
        "INSERT INTO snapshot (only, base_url, dialect, vbot_id, project_code)
         VALUES (1, ?1, ?2, ?3, ?4)",
        named(tenant),
    )?;
    Ok(())
}

fn named(tenant: &Tenant) -> [&str; 4] {
    let Tenant {
        base_url,
        dialect,
        vbot_id,
        project_code,
    } = tenant;
    [base_url, dialect.as_str(), vbot_id, project_code]
}

/// Refuses a file that is not ours, or of a version that this one can't work with.
fn known(connection: &Connection, place: &Place) -> Result<Age> {
    let age = or_told(migrations::age(connection), place)?;
    match age {
        Age::Newer => Err(newer(place)),
        Age::Foreign => Err(not_ours(place)),
        Age::Unknown => Err(unknown(place)),
        Age::Unreleased => match or_told(unreleased::obstacle(connection), place)? {
            Some(obstacle) => Err(in_the_way(place, obstacle)),
            None => Ok(age),
        },
        Age::Empty | Age::Older | Age::Current => Ok(age),
    }
}

/// Whether the snapshot is that tenant's.
fn own(connection: &Connection, place: &Place, tenant: &Tenant) -> Result<()> {
    let bound = or_told(bound(connection), place)?;
    if bound.each_ref().map(String::as_str) == named(tenant) {
        return Ok(());
    }
    Err(foreign(place, &bound, tenant))
}

fn bound(connection: &Connection) -> Result<[String; 4], Fault> {
    let sql = "SELECT base_url, dialect, vbot_id, project_code FROM snapshot";
    let columns = |row: &Row<'_>| Ok([row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?]);
    Ok(connection.query_row(sql, [], columns)?)
}

/// Every commit is on the disk when it returns; readers don't wait for writers.
fn durable(connection: &Connection) -> Result<(), Fault> {
    if connection.is_readonly(rusqlite::MAIN_DB)? {
        let code = rusqlite::ffi::Error::new(rusqlite::ffi::SQLITE_READONLY);
        return Err(rusqlite::Error::SqliteFailure(code, None).into());
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

/// A transaction that is never committed: all that is read belongs together.
fn one_moment(connection: &Connection) -> Result<(), Fault> {
    let mode: String = connection.pragma_query_value(None, "journal_mode", |row| row.get(0))?;
    // Without WAL a standing reader would keep a writer from committing.
    if mode == "wal" {
        connection.execute_batch("BEGIN")?;
    }
    Ok(())
}

/// Nothing is changed any more.
fn looking(connection: &Connection) -> Result<(), Fault> {
    Ok(connection.pragma_update(None, "query_only", true)?)
}

fn newer(place: &Place) -> Error {
    let sentence = format!("{place} was written by a newer version of vbot-sync");
    Error::new(Kind::Snapshot, sentence).hint("use that version; the file was left as it was")
}

fn older(place: &Place) -> Error {
    let sentence = format!("{place} was written by an older version of vbot-sync");
    Error::new(Kind::Snapshot, sentence).hint("`vbot-sync sync` brings it up to date")
}

fn unknown(place: &Place) -> Error {
    let sentence = format!("{place} was written by a version of vbot-sync that was never released");
    Error::new(Kind::Snapshot, sentence).hint(
        "name another file in `path` of [state]: a sync into a new one takes over the records that exist",
    )
}

fn in_the_way(place: &Place, obstacle: Obstacle) -> Error {
    let (sentence, hint) = match obstacle {
        Obstacle::Unfinished(run) => (
            format!(
                "{place} has an unfinished run {run}, and only the program that began it can finish it"
            ),
            "run `vbot-sync resume` with that version of the program first; the file was left as it was",
        ),
        Obstacle::Late => (
            format!(
                "{place} was written by an earlier version, and a request of its last run may still be at work"
            ),
            "run it again an hour after that run; the file was left as it was",
        ),
    };
    Error::new(Kind::Snapshot, sentence).hint(hint)
}

fn not_ours(place: &Place) -> Error {
    let sentence = format!("{place} is a database of another program");
    Error::new(Kind::Snapshot, sentence)
        .hint("check `path` in [state]; the file was left as it was")
}

fn foreign(place: &Place, bound: &[String; 4], tenant: &Tenant) -> Error {
    let [base_url, dialect, vbot_id, project_code] = bound;
    let owner = format!("{base_url} ({dialect}), vbot_id {vbot_id}, project_code {project_code}");
    let sentence = format!("{place} belongs to {owner}, not to {tenant}");
    Error::new(Kind::ForeignSnapshot, sentence)
        .hint("give every account a `path` of its own in [state]")
}
