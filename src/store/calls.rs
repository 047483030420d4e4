//! The journal's lines: the calls of a run and where each of them stands.
//!
//! The calls themselves never change once they are planned. Invariant: a state is only ever followed
//! by one that `transition` allows, and becomes `applied` in the transaction that changes the record.

use std::{collections::BTreeMap, time::Duration};

use jiff::Timestamp;
use rusqlite::{Connection, OptionalExtension, Row, params};

use super::{
    Entry, Failure, Fault, RunId, Unfinished,
    columns::{Json, Moment, json, number},
    effect::{self, Acknowledgement},
    fault::broken,
    records, runs, transition,
};
use crate::model::{Call, CallId, CallState, Code, Entity, Finding, Operation, Past};

pub(super) fn plan(
    connection: &Connection,
    run: RunId,
    at: Timestamp,
    calls: &[Call],
) -> Result<(), Fault> {
    let mut line = connection.prepare_cached(
        "INSERT INTO call (run, id, entity, operation, code, new_code, state, at)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
    )?;
    let mut body =
        connection.prepare_cached("INSERT INTO call_body (run, id, body) VALUES (?1, ?2, ?3)")?;
    let at = at.to_string();
    for call in calls {
        let Call {
            id, entity, action, ..
        } = call;
        let (operation, code, new_code) = (action.operation(), action.code(), action.new_code());
        let planned = CallState::Planned;
        line.execute(params![
            run, id, entity, operation, code, new_code, planned, at
        ])?;
        body.execute(params![run, id, json(call)?])?;
    }
    Ok(())
}

pub(super) fn record(connection: &Connection, run: RunId, entries: &[Entry]) -> Result<(), Fault> {
    runs::must_be_resumable(connection, run)?;
    for entry in entries {
        let state = followed(connection, run, entry)?;
        write(connection, run, entry, state)?;
        if state == CallState::Applied {
            apply(connection, run, entry)?;
        }
    }
    if entries
        .iter()
        .any(|entry| entry.state == CallState::Applied)
    {
        records::changed(connection)?;
    }
    Ok(())
}

/// The state that the call gets, if it may get it.
fn followed(connection: &Connection, run: RunId, entry: &Entry) -> Result<CallState, Fault> {
    let Entry {
        call, state: asked, ..
    } = entry;
    let found = connection
        .prepare_cached("SELECT state, in_doubt FROM call WHERE run = ?1 AND id = ?2")?
        .query_row(params![run, call], |row| Ok((row.get(0)?, row.get(1)?)))
        .optional()?;
    let Some((now, in_doubt)) = found else {
        return broken(format!("run {run} has no call {call}"));
    };
    match transition::next(now, in_doubt, *asked) {
        Some(state) => Ok(state),
        None => broken(format!(
            "call {call} of run {run} is {} and can't become {}",
            now.as_str(),
            asked.as_str()
        )),
    }
}

fn write(
    connection: &Connection,
    run: RunId,
    entry: &Entry,
    state: CallState,
) -> Result<(), Fault> {
    let mut statement = connection.prepare_cached(
        "UPDATE call SET state = ?3, at = ?4, error = ?6, message = ?7,
             attempts = max(attempts + (?3 = 'in_flight'), ?5),
             in_doubt = in_doubt OR ?3 = 'unknown', late = late OR ?8
         WHERE run = ?1 AND id = ?2",
    )?;
    let Entry {
        call,
        at,
        attempts,
        code,
        message,
        late,
        ..
    } = entry;
    let at = Moment(*at);
    statement.execute(params![run, call, state, at, attempts, code, message, late])?;
    Ok(())
}

/// What came to its end since then while one of its requests may have been at work on the server.
pub(super) fn late(
    connection: &Connection,
    since: Timestamp,
) -> Result<Vec<(Call, Timestamp)>, Fault> {
    let mut statement = connection.prepare_cached(
        "SELECT body, at FROM call JOIN call_body USING (run, id)
         WHERE late AND at >= ?1
             AND run IN (SELECT id FROM run WHERE finished IS NULL OR finished >= ?1)
         ORDER BY run, id",
    )?;
    // As text, moments within one second are not always in order.
    let since = since.checked_sub(Duration::from_secs(1)).unwrap_or(since);
    let rows = statement.query_map([Moment(since)], |row| {
        let (Json(call), Moment(at)) = (row.get(0)?, row.get(1)?);
        Ok((call, at))
    })?;
    Ok(rows.collect::<Result<_, _>>()?)
}

fn apply(connection: &Connection, run: RunId, entry: &Entry) -> Result<(), Fault> {
    let by = Acknowledgement {
        run,
        at: entry.at,
        provenance: entry.provenance,
    };
    effect::apply(connection, &body(connection, run, entry.call)?, by)
}

fn body(connection: &Connection, run: RunId, call: CallId) -> Result<Call, Fault> {
    let Json(call) = connection
        .prepare_cached("SELECT body FROM call_body WHERE run = ?1 AND id = ?2")?
        .query_row(params![run, call], |row| row.get(0))?;
    Ok(call)
}

pub(super) fn unfinished(connection: &Connection) -> Result<Option<Unfinished>, Fault> {
    let Some(run) = runs::resumable(connection)? else {
        return Ok(None);
    };
    let sql = "SELECT command, started FROM run WHERE id = ?1";
    let (command, Moment(started)) =
        connection.query_row(sql, [run], |row| Ok((row.get(0)?, row.get(1)?)))?;
    Ok(Some(Unfinished {
        run,
        command,
        started,
        calls: left(connection, run)?,
        sources: runs::sources(connection, run)?,
    }))
}

fn left(connection: &Connection, run: RunId) -> Result<Vec<(Call, CallState, Timestamp)>, Fault> {
    let mut statement = connection.prepare_cached(
        "SELECT body, state, at FROM call JOIN call_body USING (run, id)
         WHERE run = ?1 AND state IN ('planned', 'in_flight', 'unknown', 'rejected', 'blocked')
         ORDER BY id",
    )?;
    let rows = statement.query_map([run], |row| {
        let (Json(call), Moment(at)) = (row.get(0)?, row.get(2)?);
        Ok((call, row.get(1)?, at))
    })?;
    Ok(rows.collect::<Result<_, _>>()?)
}

pub(super) fn counts(
    connection: &Connection,
    run: RunId,
) -> Result<BTreeMap<(Entity, Operation, CallState), usize>, Fault> {
    let mut statement = connection.prepare_cached(
        "SELECT entity, operation, state, count(*) FROM call
         WHERE run = ?1 GROUP BY entity, operation, state",
    )?;
    let rows = statement.query_map([run], |row| {
        let count = usize::try_from(row.get::<_, i64>(3)?).unwrap_or(0);
        Ok(((row.get(0)?, row.get(1)?, row.get(2)?), count))
    })?;
    Ok(rows.collect::<Result<_, _>>()?)
}

pub(super) fn findings(
    connection: &Connection,
    run: RunId,
) -> Result<BTreeMap<Finding, usize>, Fault> {
    let mut statement = connection.prepare_cached(
        "SELECT message, count(*) FROM call
         WHERE run = ?1 AND state IN ('applied', 'skipped') AND message IS NOT NULL
         GROUP BY message",
    )?;
    let rows = statement.query_map([run], |row| {
        let sentence: String = row.get(0)?;
        let count = usize::try_from(row.get::<_, i64>(1)?).unwrap_or(0);
        Ok(Finding::from_sentence(&sentence).map(|finding| (finding, count)))
    })?;
    Ok(rows
        .filter_map(Result::transpose)
        .collect::<Result<_, _>>()?)
}

pub(super) fn failures(connection: &Connection, run: RunId) -> Result<Vec<Failure>, Fault> {
    let mut statement = connection.prepare_cached(
        "SELECT body, state, error, message FROM call JOIN call_body USING (run, id)
         WHERE run = ?1 AND state IN ('rejected', 'blocked', 'unknown') ORDER BY id",
    )?;
    let rows = statement.query_map([run], |row| {
        let Json(call) = row.get(0)?;
        Ok(Failure {
            call,
            state: row.get(1)?,
            code: row.get(2)?,
            message: row.get(3)?,
        })
    })?;
    Ok(rows.collect::<Result<_, _>>()?)
}

pub(super) fn past(
    connection: &Connection,
    entity: Entity,
    code: &Code,
    limit: usize,
) -> Result<Vec<Past>, Fault> {
    let mut statement = connection.prepare_cached(
        "SELECT run, body, state, at, attempts, error, message
         FROM call JOIN call_body USING (run, id)
         WHERE entity = ?1 AND (code = ?2 OR new_code = ?2)
         ORDER BY run DESC, id DESC LIMIT ?3",
    )?;
    let rows = statement.query_map(params![entity, code, number(limit)], as_past)?;
    Ok(rows.collect::<Result<_, _>>()?)
}

fn as_past(row: &Row<'_>) -> rusqlite::Result<Past> {
    let (Json(call), Moment(at)) = (row.get(1)?, row.get(3)?);
    Ok(Past {
        run: row.get(0)?,
        call,
        state: row.get(2)?,
        at,
        attempts: row.get(4)?,
        code: row.get(5)?,
        message: row.get(6)?,
    })
}
