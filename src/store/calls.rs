//! The calls of the journal: what they say. Where they stand is `standing`'s.
//!
//! A call never changes once it is planned. Invariant: a call that stands nowhere is planned, or superseded
//! with its run.

use std::collections::BTreeMap;

use jiff::Timestamp;
use rusqlite::{CachedStatement, Connection, Row, Statement, params};

use super::{
    Doubtful, Failure, Fault, Open, RunId,
    columns::{Body, Instant, Moment, Sent, number},
    fault::broken,
    key::{key, keys, parts},
    runs,
};
use crate::{
    error,
    model::{CallId, CallState, Code, Entity, Errand, Head, Line, Operation, PackedCall, Past},
};

pub(super) const PLANNED: &str = "
    INSERT INTO call (key, entity, operation, code, new_code, body) VALUES (?1, ?2, ?3, ?4, ?5, ?6)";

/// Where a call stands that stands nowhere.
pub(super) const ELSE: &str = "
    coalesce(state, (SELECT CASE state WHEN 'superseded' THEN 7 ELSE 0 END FROM run
                     WHERE id = call.key >> 32))";

/// Puts a plan's calls down as they come; nothing of them is kept.
pub(super) fn plan(
    connection: &Connection,
    run: RunId,
    lines: &mut dyn Iterator<Item = error::Result<Line>>,
) -> Result<(), Fault> {
    let mut statement = connection.prepare(PLANNED)?;
    for line in lines {
        put(&mut statement, run, &line.map_err(Fault::Told)?)?;
    }
    Ok(())
}

pub(super) fn put(statement: &mut Statement<'_>, run: RunId, line: &Line) -> Result<(), Fault> {
    statement.execute(params![
        key(run, line.id),
        line.entity,
        line.operation,
        line.code,
        line.new_code,
        line.body,
    ])?;
    Ok(())
}

/// Hands a call's bytes to `work`.
pub(super) fn with_body<T>(
    connection: &Connection,
    run: RunId,
    call: CallId,
    work: impl FnOnce(&[u8]) -> Result<T, Fault>,
) -> Result<T, Fault> {
    let mut statement = connection.prepare_cached("SELECT body FROM call WHERE key = ?1")?;
    let mut rows = statement.query([key(run, call)])?;
    match rows.next()? {
        Some(row) => work(row.get_ref(0)?.as_blob().map_err(unreadable)?),
        None => broken(format!("run {run} has no call {call}")),
    }
}

pub(super) fn unreadable(error: rusqlite::types::FromSqlError) -> Fault {
    rusqlite::Error::FromSqlConversionFailure(0, rusqlite::types::Type::Blob, error.into()).into()
}

/// The calls of these numbers, in their order.
pub(super) fn some(
    connection: &Connection,
    run: RunId,
    ids: &[CallId],
) -> Result<Vec<Errand>, Fault> {
    let of = |id: &CallId| with_body(connection, run, *id, opened);
    ids.iter().map(of).collect()
}

fn opened(bytes: &[u8]) -> Result<Errand, Fault> {
    match PackedCall::read(bytes) {
        Some(call) => Ok(call.errand()),
        None => Err(unreadable(rusqlite::types::FromSqlError::InvalidType)),
    }
}

/// Hands every call to `visit` that is not settled or did not come off, by number, without its content.
pub(super) fn open(
    connection: &Connection,
    run: RunId,
    visit: &mut dyn FnMut(Open),
) -> Result<(), Fault> {
    let mut statement = connection.prepare(
        "SELECT call.key, coalesce(state, 0), code, new_code, body
         FROM call LEFT JOIN standing USING (key)
         WHERE call.key BETWEEN ?1 AND ?2 AND coalesce(state, 0) NOT IN (2, 3, 7)
         ORDER BY call.key",
    )?;
    let keys = keys(run);
    let mut rows = statement.query([keys.start(), keys.end()])?;
    while let Some(row) = rows.next()? {
        let mut body = row.get_ref(4)?.as_blob().map_err(unreadable)?;
        let Some(head) = Head::read(&mut body) else {
            return Err(unreadable(rusqlite::types::FromSqlError::InvalidType));
        };
        visit(Open {
            head,
            state: row.get(1)?,
            code: row.get(2)?,
            new_code: row.get(3)?,
        });
    }
    Ok(())
}

/// The calls that may or may not have been applied.
pub(super) fn doubtful(connection: &Connection, run: RunId) -> Result<Vec<Doubtful>, Fault> {
    let mut statement = connection.prepare(
        "SELECT body, state, at FROM standing JOIN call USING (key)
         WHERE key BETWEEN ?1 AND ?2 AND state IN (1, 5) ORDER BY key",
    )?;
    let keys = keys(run);
    let rows = statement.query_map([keys.start(), keys.end()], |row| {
        let (Sent(call), Instant(at)) = (row.get(0)?, row.get(2)?);
        Ok(Doubtful {
            call,
            state: row.get(1)?,
            at,
        })
    })?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// What came to its end since then while one of its requests may have been at work on the server.
pub(super) fn late(
    connection: &Connection,
    since: Timestamp,
) -> Result<Vec<(Errand, Timestamp)>, Fault> {
    let mut statement = connection.prepare(
        "SELECT body, at FROM standing JOIN call USING (key) WHERE late AND at >= ?1
         ORDER BY key",
    )?;
    let rows = statement.query_map([Instant(since)], |row| {
        let (Sent(call), Instant(at)) = (row.get(0)?, row.get(1)?);
        Ok((call, at))
    })?;
    Ok(rows.collect::<Result<_, _>>()?)
}

pub(super) fn counts(
    connection: &Connection,
    run: RunId,
) -> Result<BTreeMap<(Entity, Operation, CallState), usize>, Fault> {
    // Counted here, since SQLite would sort a million rows to group them.
    let otherwise = runs::otherwise(connection, run)?;
    let mut statement = connection.prepare(
        "SELECT entity, operation, state FROM call LEFT JOIN standing USING (key)
         WHERE call.key BETWEEN ?1 AND ?2",
    )?;
    let keys = keys(run);
    let mut rows = statement.query([keys.start(), keys.end()])?;
    let mut counts = BTreeMap::new();
    while let Some(row) = rows.next()? {
        let state: Option<CallState> = row.get(2)?;
        let key = (row.get(0)?, row.get(1)?, state.unwrap_or(otherwise));
        *counts.entry(key).or_default() += 1;
    }
    Ok(counts)
}

pub(super) fn failures(connection: &Connection, run: RunId) -> Result<Vec<Failure>, Fault> {
    let mut statement = connection.prepare(
        "SELECT body, state, error, message FROM standing JOIN call USING (key)
         WHERE key BETWEEN ?1 AND ?2 AND state IN (4, 5, 6) ORDER BY key",
    )?;
    let keys = keys(run);
    let rows = statement.query_map([keys.start(), keys.end()], |row| {
        let Body(call) = row.get(0)?;
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
    let sql = format!(
        "SELECT call.key, body, {ELSE}, at, coalesce(attempts, 0), error, message,
                (SELECT started FROM run WHERE id = call.key >> 32)
         FROM call LEFT JOIN standing USING (key)
         WHERE entity = ?1 AND (code = ?2 OR new_code = ?2)
         ORDER BY call.key DESC LIMIT ?3"
    );
    let mut statement: CachedStatement<'_> = connection.prepare_cached(&sql)?;
    let rows = statement.query_map(params![entity, code, number(limit)], as_past)?;
    Ok(rows.collect::<Result<_, _>>()?)
}

fn as_past(row: &Row<'_>) -> rusqlite::Result<Past> {
    let (Body(call), at) = (row.get(1)?, row.get::<_, Option<Instant>>(3)?);
    let Moment(started) = row.get(7)?;
    Ok(Past {
        run: parts(row.get(0)?).0,
        call,
        state: row.get(2)?,
        at: at.map_or(started, |Instant(at)| at),
        attempts: row.get(4)?,
        code: row.get(5)?,
        message: row.get(6)?,
    })
}
