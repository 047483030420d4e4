//! What an acknowledged call does to the snapshot's records.
//!
//! It does not ask whether the call was acknowledged: the journal calls it in the transaction that
//! says so. Invariant: an effect that the snapshot contradicts is refused, never bent into one that
//! fits.

use jiff::Timestamp;
use rusqlite::{Connection, params};

use super::{
    Fault, RunId,
    columns::{Json, Moment, json},
    fault::broken,
};
use crate::model::{Call, Code, Content, Effect, Entity, Provenance, Ripple};

/// By which run, when and how something was acknowledged.
#[derive(Clone, Copy)]
pub(super) struct Acknowledgement {
    pub(super) run: RunId,
    pub(super) at: Timestamp,
    /// `None` keeps what the snapshot says; for a record that is new to it, `Created`.
    pub(super) provenance: Option<Provenance>,
}

/// Carries out the call's effect, and what follows from it for the customers.
pub(super) fn apply(
    connection: &Connection,
    call: &Call,
    by: Acknowledgement,
) -> Result<(), Fault> {
    let entity = call.entity;
    match &call.effect {
        put @ Effect::Put { .. } => put_record(connection, entity, put, by)?,
        moved @ Effect::Move { .. } => move_record(connection, entity, moved, by)?,
        Effect::Remove { code } => remove(connection, entity, code)?,
    }
    match &call.ripple {
        Some(ripple) => spread(connection, entity, ripple, by),
        None => Ok(()),
    }
}

/// An identity or `previous_no` that the row does not give leaves the one that is known; a code that
/// is temporary stays so, since only a change of code ends that.
fn put_record(
    connection: &Connection,
    entity: Entity,
    effect: &Effect,
    by: Acknowledgement,
) -> Result<(), Fault> {
    let Effect::Put {
        code,
        content,
        identity,
        previous_no,
    } = effect
    else {
        return Ok(());
    };
    let mut statement = connection.prepare_cached(
        "INSERT INTO record (entity, code, identity, previous_no, fingerprint, content,
                             provenance, acknowledged_at, run)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, coalesce(?7, 'created'), ?8, ?9)
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
        json(content)?,
        by.provenance,
        Moment(by.at),
        by.run,
    ])?;
    Ok(())
}

/// Content and provenance go with the record; an identity or `previous_no` that the row does not give
/// leaves the one that is known.
fn move_record(
    connection: &Connection,
    entity: Entity,
    effect: &Effect,
    by: Acknowledgement,
) -> Result<(), Fault> {
    let Effect::Move {
        from,
        to,
        temporary_for,
        identity,
        previous_no,
    } = effect
    else {
        return Ok(());
    };
    if has(connection, entity, to)? {
        return broken(format!("{entity} {from} can't become {to}, which is taken"));
    }
    let mut statement = connection.prepare_cached(
        "UPDATE record SET code = ?3, temporary_for = ?4, identity = coalesce(?5, identity),
             previous_no = coalesce(?6, previous_no), acknowledged_at = ?7, run = ?8
         WHERE entity = ?1 AND code = ?2",
    )?;
    let at = Moment(by.at);
    let values = params![
        entity,
        from,
        to,
        temporary_for,
        identity,
        previous_no,
        at,
        by.run
    ];
    if statement.execute(values)? == 0 {
        return broken(format!(
            "{entity} {from} can't become {to}: it does not know {from}"
        ));
    }
    Ok(())
}

fn has(connection: &Connection, entity: Entity, code: &Code) -> Result<bool, Fault> {
    let mut statement =
        connection.prepare_cached("SELECT 1 FROM record WHERE entity = ?1 AND code = ?2")?;
    Ok(statement.exists(params![entity, code])?)
}

/// A record that is not there is as gone as one that was removed: nothing is claimed either way.
fn remove(connection: &Connection, entity: Entity, code: &Code) -> Result<(), Fault> {
    connection
        .prepare_cached("DELETE FROM record WHERE entity = ?1 AND code = ?2")?
        .execute(params![entity, code])?;
    Ok(())
}

/// Every customer that names the lookup names it by its new code or name; where the server may not have
/// rewritten them, that is no claim, and they are marked for sending again.
fn spread(
    connection: &Connection,
    lookup: Entity,
    Ripple { from, to, certain }: &Ripple,
    by: Acknowledgement,
) -> Result<(), Fault> {
    let mut statement = connection.prepare_cached(
        "UPDATE record SET content = ?3, fingerprint = ?4, acknowledged_at = ?5, run = ?6,
             unsettled = max(unsettled, ?7)
         WHERE entity = ?1 AND code = ?2",
    )?;
    for (code, content) in mentioning(connection, from)? {
        let renamed = content.clone().renamed(lookup, from, to);
        if renamed != content {
            let text = json(&renamed)?;
            let print = renamed.fingerprint();
            let at = Moment(by.at);
            let customer = Entity::Customer;
            statement.execute(params![customer, code, text, print, at, by.run, !certain])?;
        }
    }
    Ok(())
}

/// Customers whose JSON holds that text as a whole string, as a key or a value: a coarse sieve that
/// spares parsing all the others. The JSON of content is only ever written by this room, so a text
/// is escaped the same way here and there.
fn mentioning(connection: &Connection, text: &str) -> Result<Vec<(Code, Content)>, Fault> {
    let mut statement = connection.prepare_cached(
        "SELECT code, content FROM record WHERE entity = ?1 AND instr(content, ?2) > 0
         ORDER BY code",
    )?;
    let rows = statement.query_map(params![Entity::Customer, json(&text)?], |row| {
        let Json(content) = row.get(1)?;
        Ok((row.get(0)?, content))
    })?;
    Ok(rows.collect::<Result<_, _>>()?)
}
