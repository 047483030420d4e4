//! The snapshot's records: reading them, and the corrections that need no call.
//!
//! What a call does to them is `effect`'s. Invariant: the fingerprint of a row is that of its content.

use rusqlite::{Connection, OptionalExtension, Row, params};

use super::{
    Fault,
    columns::{Json, Moment},
    fault::broken,
};
use crate::model::{Code, Content, Entity, Known, Note, Stored};

pub(super) fn known(connection: &Connection, entity: Entity) -> Result<Vec<Known>, Fault> {
    let mut statement = connection.prepare_cached(
        "SELECT code, identity, fingerprint, previous_no, temporary_for, unsettled
         FROM record WHERE entity = ?1 ORDER BY code",
    )?;
    let rows = statement.query_map([entity], as_known)?;
    Ok(rows.collect::<Result<_, _>>()?)
}

fn as_known(row: &Row<'_>) -> rusqlite::Result<Known> {
    Ok(Known {
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
) -> Result<Option<Content>, Fault> {
    let mut statement =
        connection.prepare_cached("SELECT content FROM record WHERE entity = ?1 AND code = ?2")?;
    let found = statement
        .query_row(params![entity, code], |row| row.get(0))
        .optional()?;
    Ok(found.map(|Json(content)| content))
}

pub(super) fn customers(
    connection: &Connection,
    visit: &mut dyn FnMut(Code, Content),
) -> Result<(), Fault> {
    let mut statement = connection
        .prepare_cached("SELECT code, content FROM record WHERE entity = ?1 ORDER BY code")?;
    let mut rows = statement.query([Entity::Customer])?;
    while let Some(row) = rows.next()? {
        let Json(content) = row.get(1)?;
        visit(row.get(0)?, content);
    }
    Ok(())
}

pub(super) fn find(
    connection: &Connection,
    entity: Entity,
    code: &Code,
) -> Result<Option<Stored>, Fault> {
    let mut statement = connection.prepare_cached(
        "SELECT code, identity, fingerprint, previous_no, temporary_for, unsettled,
                content, provenance, acknowledged_at, run
         FROM record WHERE entity = ?1 AND code = ?2",
    )?;
    Ok(statement
        .query_row(params![entity, code], as_stored)
        .optional()?)
}

fn as_stored(row: &Row<'_>) -> rusqlite::Result<Stored> {
    let Json(content) = row.get(6)?;
    let Moment(acknowledged_at) = row.get(8)?;
    Ok(Stored {
        known: as_known(row)?,
        content,
        provenance: row.get(7)?,
        acknowledged_at,
        run: row.get(9)?,
    })
}

pub(super) fn note(connection: &Connection, notes: &[Note]) -> Result<(), Fault> {
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
            return broken(format!("a note on {entity} {code}, which it does not have"));
        }
    }
    changed(connection)
}

pub(super) fn stamp(connection: &Connection) -> Result<Option<String>, Fault> {
    let sql = "SELECT lower(hex(birth)) || '-' || generation FROM snapshot WHERE generation > 0";
    Ok(connection.query_row(sql, [], |row| row.get(0)).optional()?)
}

/// Whatever was planned on what the snapshot said before is stale from now on.
pub(super) fn changed(connection: &Connection) -> Result<(), Fault> {
    connection
        .prepare_cached("UPDATE snapshot SET generation = generation + 1")?
        .execute([])?;
    Ok(())
}
