//! The second step of the tables: what there are millions of becomes small.
//!
//! Contents and calls are packed, fingerprints are made of what is packed, and where a call stands is kept
//! only once it is more than planned. Invariant: a file says afterwards what it said before, of runs that are
//! over as of one that is not.

use rusqlite::{Connection, Row, params, types::Value};

use super::{
    Fault, RunId,
    columns::{Instant, Json, Moment, Name},
    key::key,
};
use crate::model::{Call, CallId, CallState, Content, Entity, Packed, Provenance};

/// A call's key is 2³² × its run + its number, so that those of a run stand together, in order, and nothing
/// but a number is compared. Content and body stand last in their rows, since most questions end before them.
const TABLES: &str = "
    ALTER TABLE record RENAME TO old_record;
    ALTER TABLE call RENAME TO old_call;
    ALTER TABLE call_body RENAME TO old_body;
    CREATE TABLE record (
        entity INTEGER NOT NULL,
        code TEXT NOT NULL,
        fingerprint BLOB NOT NULL CHECK (length(fingerprint) = 16),
        identity TEXT,
        previous_no TEXT,
        temporary_for TEXT,
        unsettled INTEGER NOT NULL DEFAULT 0,
        provenance INTEGER NOT NULL,
        acknowledged_at INTEGER NOT NULL,
        run INTEGER NOT NULL,
        content BLOB NOT NULL,
        PRIMARY KEY (entity, code)
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX record_away ON record (entity, code) WHERE temporary_for IS NOT NULL;
    CREATE TABLE call (
        key INTEGER PRIMARY KEY,
        entity INTEGER NOT NULL,
        operation INTEGER NOT NULL,
        code TEXT NOT NULL,
        new_code TEXT,
        body BLOB NOT NULL
    ) STRICT;
    CREATE TABLE standing (
        key INTEGER PRIMARY KEY,
        state INTEGER NOT NULL,
        at INTEGER NOT NULL,
        attempts INTEGER NOT NULL DEFAULT 0,
        in_doubt INTEGER NOT NULL DEFAULT 0,
        late INTEGER NOT NULL DEFAULT 0,
        error INTEGER,
        message TEXT
    ) STRICT;
    CREATE INDEX standing_late ON standing (at) WHERE late;
";

const DROPPED: &str = "DROP TABLE old_body; DROP TABLE old_call; DROP TABLE old_record;";

/// Takes the step. The caller holds a transaction.
pub(super) fn step(connection: &Connection) -> Result<(), Fault> {
    connection.execute_batch(TABLES)?;
    records(connection)?;
    calls(connection)?;
    standings(connection)?;
    connection.execute_batch(DROPPED)?;
    Ok(())
}

fn records(connection: &Connection) -> Result<(), Fault> {
    // By entity, so that no row is put in between others.
    for entity in Entity::ALL {
        records_of(connection, entity)?;
    }
    Ok(())
}

fn records_of(connection: &Connection, entity: Entity) -> Result<(), Fault> {
    let mut old = connection.prepare(
        "SELECT code, identity, previous_no, temporary_for, unsettled, provenance,
                acknowledged_at, run, content
         FROM old_record WHERE entity = ?1 ORDER BY code",
    )?;
    let mut new = connection.prepare(
        "INSERT INTO record (entity, code, identity, previous_no, temporary_for, unsettled,
                             provenance, acknowledged_at, run, fingerprint, content)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)",
    )?;
    let mut rows = old.query([entity.as_str()])?;
    while let Some(row) = rows.next()? {
        let (Name(provenance), Moment(at)): (Name<Provenance>, _) = (row.get(5)?, row.get(6)?);
        let Json(content): Json<Content> = row.get(8)?;
        let packed = Packed::of(&content);
        new.execute(params![
            entity,
            row.get::<_, Value>(0)?,
            row.get::<_, Value>(1)?,
            row.get::<_, Value>(2)?,
            row.get::<_, Value>(3)?,
            row.get::<_, Value>(4)?,
            provenance,
            Instant(at),
            row.get::<_, Value>(7)?,
            packed.pack().fingerprint(),
            packed.pack().bytes(),
        ])?;
    }
    Ok(())
}

fn calls(connection: &Connection) -> Result<(), Fault> {
    let mut old = connection.prepare("SELECT run, body FROM old_body ORDER BY run, id")?;
    let mut new = connection.prepare(
        "INSERT INTO call (key, entity, operation, code, new_code, body) VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
    )?;
    let mut rows = old.query([])?;
    while let Some(row) = rows.next()? {
        let Json(call): Json<Call> = row.get(1)?;
        new.execute(params![
            key(row.get(0)?, call.id),
            call.entity,
            call.action.operation(),
            call.action.code(),
            call.action.new_code(),
            call.pack(),
        ])?;
    }
    Ok(())
}

/// A planned call stands nowhere, unless an attempt of it was made; nor does one that was never sent before
/// its run was given up.
fn standings(connection: &Connection) -> Result<(), Fault> {
    let mut old = connection.prepare(
        "SELECT run, id, state, at, attempts, in_doubt, late, error, message FROM old_call
         WHERE attempts > 0 OR state NOT IN ('planned', 'superseded') OR message IS NOT NULL
         ORDER BY run, id",
    )?;
    let mut new = connection.prepare(
        "INSERT INTO standing (key, state, at, attempts, in_doubt, late, error, message)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
    )?;
    let mut rows = old.query([])?;
    while let Some(row) = rows.next()? {
        let (key, state, at) = stands(row)?;
        new.execute(params![
            key,
            state,
            at,
            row.get::<_, Value>(4)?,
            row.get::<_, Value>(5)?,
            row.get::<_, Value>(6)?,
            row.get::<_, Value>(7)?,
            row.get::<_, Value>(8)?,
        ])?;
    }
    Ok(())
}

fn stands(row: &Row<'_>) -> rusqlite::Result<(i64, CallState, Instant)> {
    let (run, id): (RunId, CallId) = (row.get(0)?, row.get(1)?);
    let (Name(state), Moment(at)) = (row.get(2)?, row.get(3)?);
    Ok((key(run, id), state, Instant(at)))
}
