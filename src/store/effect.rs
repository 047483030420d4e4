//! Applies the effect of an acknowledged call to the snapshot's records.
//!
//! It does not check that the call was acknowledged: the journal runs it in the transaction that records the
//! acknowledgement. Invariant: an effect that contradicts the snapshot is refused, never adjusted to fit.

use rusqlite::{Connection, params};

use super::{
    StoreFault, acknowledgement::Acknowledgement, cascades::CascadeBatch, error::Refusal,
    sql_types::NanoTime,
};
use crate::{
    codec::{PackedRef, StoredCall, StoredEffect},
    model::{Cascade, Entity},
};

/// Applies the call's effect; its cascade to the customers is applied at the end of the transaction.
pub(super) fn apply(
    connection: &Connection,
    call: &StoredCall<'_>,
    by: Acknowledgement,
    cascades: &mut CascadeBatch,
) -> Result<(), StoreFault> {
    let entity = call.start.head.entity;
    match call.effect {
        StoredEffect::Put {
            code,
            content,
            identity,
            previous_no,
        }
        | StoredEffect::Change {
            code,
            content,
            identity,
            previous_no,
            ..
        } => {
            let (record, known) = ((entity, code), [identity, previous_no]);
            put_record(
                connection,
                record,
                content.unwrap_or(call.content),
                known,
                by,
            )?;
            cascades.mark_written(connection, record)?;
        }
        StoredEffect::Move {
            from,
            to,
            temporary_for,
            identity,
            previous_no,
        } => {
            // The pending renames are stored by code; after the move they would miss this customer.
            cascades.apply_pending(connection, (entity, from))?;
            let known = [temporary_for, identity, previous_no];
            move_record(connection, entity, [from, to], known, by)?;
            cascades.mark_written(connection, (entity, to))?;
        }
        StoredEffect::Remove { code } => remove(connection, entity, code)?,
    }
    if let Some(cascade) = &call.cascade {
        // A record that was moved by hand may have left its customers as they were.
        let certain = cascade.certain && !by.by_another_way;
        let cascade = Cascade {
            certain,
            ..cascade.clone().into_owned()
        };
        cascades.add(entity, cascade, by);
    }
    Ok(())
}

/// Writes a record. If the row has no identity or `previous_no`, the stored one stays. A temporary code stays
/// temporary, because only a change of code ends that.
fn put_record(
    connection: &Connection,
    (entity, code): (Entity, &str),
    content: PackedRef<'_>,
    [identity, previous_no]: [Option<&str>; 2],
    by: Acknowledgement,
) -> Result<(), StoreFault> {
    let mut statement = connection.prepare_cached(
        "INSERT INTO record (entity, code, identity, previous_no, fingerprint, content,
                             provenance, acknowledged_at, run)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, coalesce(?7, 0), ?8, ?9)
         ON CONFLICT (entity, code) DO UPDATE SET
             identity = coalesce(?3, identity), previous_no = coalesce(?4, previous_no),
             fingerprint = ?5, content = ?6, provenance = coalesce(?7, provenance),
             acknowledged_at = ?8, run = ?9, unsettled = 0",
    )?;
    statement.execute(params![
        entity,
        code,
        identity,
        previous_no,
        content.fingerprint(),
        content.bytes(),
        by.provenance,
        NanoTime(by.at),
        by.run,
    ])?;
    Ok(())
}

/// Moves a record to its new code with its content, and with its provenance unless a new one is given. If the row has
/// no identity or `previous_no`, the stored one stays.
fn move_record(
    connection: &Connection,
    entity: Entity,
    [from, to]: [&str; 2],
    [temporary_for, identity, previous_no]: [Option<&str>; 3],
    by: Acknowledgement,
) -> Result<(), StoreFault> {
    // Checked first, because SQLite would only report a broken key without its records.
    if has(connection, entity, to)? {
        let (from, to) = (from.to_string(), to.to_string());
        return Err(Refusal::Taken { entity, from, to }.into());
    }
    let mut statement = connection.prepare_cached(
        "UPDATE record SET code = ?3, temporary_for = ?4, identity = coalesce(?5, identity),
             previous_no = coalesce(?6, previous_no), acknowledged_at = ?7, run = ?8,
             provenance = coalesce(?9, provenance)
         WHERE entity = ?1 AND code = ?2",
    )?;
    let (at, run) = (NanoTime(by.at), by.run);
    if statement.execute(params![
        entity,
        from,
        to,
        temporary_for,
        identity,
        previous_no,
        at,
        run,
        by.provenance
    ])? == 0
    {
        let (from, to) = (from.to_string(), to.to_string());
        return Err(Refusal::NotKnown { entity, from, to }.into());
    }
    Ok(())
}

fn has(connection: &Connection, entity: Entity, code: &str) -> Result<bool, StoreFault> {
    let mut statement =
        connection.prepare_cached("SELECT 1 FROM record WHERE entity = ?1 AND code = ?2")?;
    Ok(statement.exists(params![entity, code])?)
}

/// Removes a record. A record that is missing already is no error: the result is the same.
fn remove(connection: &Connection, entity: Entity, code: &str) -> Result<(), StoreFault> {
    connection
        .prepare_cached("DELETE FROM record WHERE entity = ?1 AND code = ?2")?
        .execute(params![entity, code])?;
    Ok(())
}
