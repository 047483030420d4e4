//! The snapshot's records: reading them, and the corrections that need no call.
//!
//! Not what a call does to them, which is in `effect`. Invariant: the fingerprint of a row is that of its content.

use rusqlite::{
    Connection, OptionalExtension, Row, params,
    types::{FromSqlError, Type},
};

use super::{
    RunId, Store, StoreFault,
    account_traits::was_read,
    error::Refusal,
    sql_types::{NanoTime, PackedContent, RowCount},
};
use crate::{
    codec::{Packed, Snapshot, SnapshotRecordRef, SnapshotRecords},
    error::Error,
    model::{
        AccountForm, Code, Content, Entity, Key, Note, Provenance, SnapshotRecord, StoredRecord,
    },
};

impl Snapshot for Store {
    fn account_form(&self) -> Result<Option<AccountForm>, Error> {
        self.remembered_form()
    }

    fn known(&self, entity: Entity) -> Result<Vec<SnapshotRecord>, Error> {
        self.read(|connection| known(connection, entity))
    }

    fn records(&self, entity: Entity) -> Result<SnapshotRecords, Error> {
        self.read(|connection| all(connection, entity))
    }

    fn has_any(&self, entity: Entity) -> Result<bool, Error> {
        self.read(|connection| has_any(connection, entity))
    }

    fn away(&self, entity: Entity) -> Result<Vec<Code>, Error> {
        self.read(|connection| away(connection, entity))
    }

    fn is_taken_over(&self, entity: Entity, code: &Code) -> Result<bool, Error> {
        self.was_taken_over(entity, code)
    }

    fn content(&self, entity: Entity, code: &Code) -> Result<Option<Content>, Error> {
        let packed = self.packed(entity, code)?;
        Ok(packed.map(|content| content.pack().open()))
    }

    fn packed(&self, entity: Entity, code: &Code) -> Result<Option<Packed>, Error> {
        self.read(|connection| content(connection, entity, code))
    }

    fn is_known(&self, entity: Entity, code: &Code, key: &Key) -> Result<bool, Error> {
        self.read(|connection| {
            // A record that we have created had no other values then.
            let sql = "SELECT EXISTS (SELECT 1 FROM account_trait WHERE name = ?3)
                OR EXISTS (SELECT 1 FROM record WHERE entity = ?1 AND code = ?2 AND provenance = ?4)";
            let mut statement = connection.prepare_cached(sql)?;
            let name = was_read(entity, key);
            let given = params![entity, code, name, Provenance::Created];
            Ok(statement.query_row(given, |row| row.get(0))?)
        })
    }

    fn customers(&self, visit: &mut dyn FnMut(Code, Content)) -> Result<(), Error> {
        self.read(|connection| customers(connection, visit))
    }
}

impl Store {
    /// Whether it is unknown what a record refers to in the account (see [`SnapshotRecord::unsettled`]).
    ///
    /// # Errors
    /// The snapshot can't be read.
    pub fn is_unsettled(&self, entity: Entity, code: &Code) -> Result<bool, Error> {
        self.read(|connection| {
            let sql = "SELECT unsettled FROM record WHERE entity = ?1 AND code = ?2";
            let found = connection.query_row(sql, params![entity, code], |row| row.get(0));
            Ok(found.optional()?.unwrap_or_default())
        })
    }

    /// The run that changed each record of an entity last, ordered by code.
    ///
    /// # Errors
    /// The file can't be read.
    pub fn last_runs(&self, entity: Entity) -> Result<Vec<RunId>, Error> {
        self.read(|connection| {
            let sql = "SELECT run FROM record WHERE entity = ?1 ORDER BY code";
            let mut statement = connection.prepare_cached(sql)?;
            let runs = statement.query_map([entity], |row| row.get(0))?;
            Ok(runs.collect::<Result<_, _>>()?)
        })
    }
}

/// Reads all records of an entity. It does not copy each text, because there may be millions.
pub(super) fn all(connection: &Connection, entity: Entity) -> Result<SnapshotRecords, StoreFault> {
    let mut statement = connection.prepare_cached(
        "SELECT code, identity, fingerprint, previous_no, temporary_for, unsettled
         FROM record WHERE entity = ?1 ORDER BY code",
    )?;
    let mut rows = statement.query([entity])?;
    let mut records = SnapshotRecords::default();
    while let Some(row) = rows.next()? {
        let text = |column: usize| row.get_ref(column)?.as_str_or_null().map_err(unreadable);
        records.push(SnapshotRecordRef {
            code: row.get_ref(0)?.as_str().map_err(unreadable)?,
            identity: text(1)?,
            fingerprint: row.get(2)?,
            previous_no: text(3)?,
            temporary_for: text(4)?,
            unsettled: row.get(5)?,
        });
    }
    Ok(records)
}

fn unreadable(error: FromSqlError) -> rusqlite::Error {
    rusqlite::Error::FromSqlConversionFailure(0, Type::Text, error.into())
}

pub(super) fn known(
    connection: &Connection,
    entity: Entity,
) -> Result<Vec<SnapshotRecord>, StoreFault> {
    let mut statement = connection.prepare_cached(
        "SELECT code, identity, fingerprint, previous_no, temporary_for, unsettled
         FROM record WHERE entity = ?1 ORDER BY code",
    )?;
    let rows = statement.query_map([entity], as_known)?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// The records that have a temporary code.
pub(super) fn away(connection: &Connection, entity: Entity) -> Result<Vec<Code>, StoreFault> {
    let mut statement = connection.prepare(
        "SELECT code FROM record WHERE entity = ?1 AND temporary_for IS NOT NULL ORDER BY code",
    )?;
    let rows = statement.query_map([entity], |row| row.get(0))?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// Whether the snapshot has a record of the entity.
pub(super) fn has_any(connection: &Connection, entity: Entity) -> Result<bool, StoreFault> {
    let sql = "SELECT EXISTS (SELECT 1 FROM record WHERE entity = ?1)";
    Ok(connection.query_row(sql, [entity], |row| row.get(0))?)
}

/// The number of records of an entity.
pub(super) fn count(connection: &Connection, entity: Entity) -> Result<usize, StoreFault> {
    let sql = "SELECT count(*) FROM record WHERE entity = ?1";
    let RowCount(count) = connection.query_row(sql, [entity], |row| row.get(0))?;
    Ok(count)
}

fn as_known(row: &Row<'_>) -> rusqlite::Result<SnapshotRecord> {
    Ok(SnapshotRecord {
        code: row.get(0)?,
        identity: row.get(1)?,
        fingerprint: row.get(2)?,
        previous_no: row.get(3)?,
        temporary_for: row.get(4)?,
        unsettled: row.get(5)?,
    })
}

pub(super) fn content(
    connection: &Connection,
    entity: Entity,
    code: &Code,
) -> Result<Option<Packed>, StoreFault> {
    let mut statement =
        connection.prepare_cached("SELECT content FROM record WHERE entity = ?1 AND code = ?2")?;
    let found = statement
        .query_row(params![entity, code], |row| row.get(0))
        .optional()?;
    Ok(found.map(|PackedContent(content)| content))
}

pub(super) fn customers(
    connection: &Connection,
    visit: &mut dyn FnMut(Code, Content),
) -> Result<(), StoreFault> {
    let mut statement = connection
        .prepare_cached("SELECT code, content FROM record WHERE entity = ?1 ORDER BY code")?;
    let mut rows = statement.query([Entity::Customer])?;
    while let Some(row) = rows.next()? {
        let PackedContent(content) = row.get(1)?;
        visit(row.get(0)?, content.pack().open());
    }
    Ok(())
}

pub(super) fn find(
    connection: &Connection,
    entity: Entity,
    code: &Code,
) -> Result<Option<StoredRecord>, StoreFault> {
    let mut statement = connection.prepare_cached(
        "SELECT code, identity, fingerprint, previous_no, temporary_for, unsettled,
                content, provenance, acknowledged_at, run
         FROM record WHERE entity = ?1 AND code = ?2",
    )?;
    Ok(statement
        .query_row(params![entity, code], as_stored)
        .optional()?)
}

fn as_stored(row: &Row<'_>) -> rusqlite::Result<StoredRecord> {
    let PackedContent(content) = row.get(6)?;
    let NanoTime(acknowledged_at) = row.get(8)?;
    Ok(StoredRecord {
        known: as_known(row)?,
        content: content.pack().open(),
        provenance: row.get(7)?,
        acknowledged_at,
        run: row.get(9)?,
    })
}

pub(super) fn note(connection: &Connection, notes: &[Note]) -> Result<(), StoreFault> {
    let mut statement = connection.prepare_cached(
        "UPDATE record SET identity = coalesce(?3, identity), previous_no = coalesce(?4, previous_no)
         WHERE entity = ?1 AND code = ?2",
    )?;
    for note in notes {
        let Note {
            entity,
            code,
            identity,
            previous_no,
        } = note;
        if statement.execute(params![entity, code, identity, previous_no])? == 0 {
            return Err(Refusal::Note(*entity, code.clone()).into());
        }
    }
    changed(connection)
}

/// Marks a record for sending again, whatever its row contains.
pub(super) fn unsettle(
    connection: &Connection,
    entity: Entity,
    code: &str,
) -> Result<(), StoreFault> {
    connection
        .prepare_cached("UPDATE record SET unsettled = 1 WHERE entity = ?1 AND code = ?2")?
        .execute(params![entity, code])?;
    Ok(())
}

pub(super) fn stamp(connection: &Connection) -> Result<String, StoreFault> {
    let sql = "SELECT lower(hex(birth)) || '-' || generation FROM snapshot";
    Ok(connection.query_row(sql, [], |row| row.get(0))?)
}

pub(super) fn is_blank(connection: &Connection) -> Result<bool, StoreFault> {
    let sql = "SELECT generation = 0 FROM snapshot";
    Ok(connection.query_row(sql, [], |row| row.get(0))?)
}

/// Changes the snapshot's stamp, so that every plan made before is stale.
pub(super) fn changed(connection: &Connection) -> Result<(), StoreFault> {
    connection
        .prepare_cached("UPDATE snapshot SET generation = generation + 1")?
        .execute([])?;
    Ok(())
}
