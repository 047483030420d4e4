//! Runs: beginning and ending them, and the stored sources of the last one that succeeded.
//!
//! Not the calls of a run, which are in `calls`. Invariants: at most one run is neither finished nor superseded; a
//! run is finished only when none of its calls is left; the stored sources are those of the last run that finished.

use jiff::Timestamp;
use rusqlite::{Connection, OptionalExtension, Row, params};
use serde_json::Value;

use super::{
    RunId, RunRecord, RunState, StoreFault, Unfinished, call_state,
    error::Refusal,
    records,
    sql_types::{IsoTime, Json, NamedValue, RowCount, json, number},
};
use crate::model::{CallState, FileMemory, SourceKey, SourceMemory, Sources};

/// Stored in place of a file name: all files of the source together.
const WHOLE: &str = "";

pub(super) fn begin(
    connection: &Connection,
    command: &str,
    at: Timestamp,
    sources: &Sources,
) -> Result<RunId, StoreFault> {
    if let Some(run) = resumable(connection)? {
        return Err(Refusal::Unfinished(run).into());
    }
    connection.execute(
        "INSERT INTO run (command, state, started) VALUES (?1, ?2, ?3)",
        params![command, RunState::Open, IsoTime(at)],
    )?;
    let run = connection.last_insert_rowid();
    remember(connection, run, sources)?;
    records::changed(connection)?;
    Ok(run)
}

/// Writes a summary of a run; its end adds its figures and replaces those that it knows better.
pub(super) fn summarise(
    connection: &Connection,
    run: RunId,
    summary: &Value,
) -> Result<(), StoreFault> {
    let sql = "UPDATE run SET summary = ?2 WHERE id = ?1";
    connection.execute(sql, params![run, json(summary)?])?;
    Ok(())
}

fn remember(connection: &Connection, run: RunId, sources: &Sources) -> Result<(), StoreFault> {
    let mut statement = connection.prepare_cached(
        "INSERT INTO run_file (run, entity, path, sheet, file, rows, columns, ending)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
    )?;
    for (
        SourceKey {
            entity,
            path,
            sheet,
        },
        source,
    ) in sources
    {
        let files = source
            .files
            .iter()
            .map(|(file, memory)| (file.as_str(), memory));
        let whole = source.whole.iter().map(|memory| (WHOLE, memory));
        for (file, memory) in files.chain(whole) {
            statement.execute(params![
                run,
                entity.as_str(),
                path,
                sheet,
                file,
                number(memory.rows),
                json(&memory.columns)?,
                memory.ending
            ])?;
        }
    }
    Ok(())
}

/// The sources of the last finished run that has read any; empty before the first one.
pub(super) fn remembered(connection: &Connection) -> Result<Sources, StoreFault> {
    let run = last_with_sources(connection)?;
    run.map_or_else(|| Ok(Sources::new()), |run| sources(connection, run))
}

/// The last finished run that has read any sources.
pub(super) fn last_with_sources(connection: &Connection) -> Result<Option<RunId>, StoreFault> {
    let sql = "SELECT max(id) FROM run WHERE state = ?1 AND id IN (SELECT run FROM run_file)";
    Ok(connection.query_row(sql, [RunState::Finished], |row| row.get(0))?)
}

pub(super) fn sources(connection: &Connection, run: RunId) -> Result<Sources, StoreFault> {
    let mut statement = connection.prepare_cached(
        "SELECT entity, path, sheet, file, rows, columns, ending FROM run_file WHERE run = ?1",
    )?;
    let mut rows = statement.query([run])?;
    let mut sources = Sources::new();
    while let Some(row) = rows.next()? {
        let (NamedValue(entity), path, sheet) = (row.get(0)?, row.get(1)?, row.get(2)?);
        let (file, RowCount(rows), Json(columns)) = (row.get(3)?, row.get(4)?, row.get(5)?);
        let source: &mut SourceMemory = sources
            .entry(SourceKey {
                entity,
                path,
                sheet,
            })
            .or_default();
        let ending = row.get(6)?;
        let memory = FileMemory {
            rows,
            columns,
            ending,
        };
        match file {
            file if file == WHOLE => source.whole = Some(memory),
            file => drop(source.files.insert(file, memory)),
        }
    }
    Ok(sources)
}

pub(super) fn finish(
    connection: &Connection,
    run: RunId,
    at: Timestamp,
    exit: u8,
    summary: &Value,
) -> Result<(), StoreFault> {
    must_be_resumable(connection, run)?;
    let state = match exit {
        0 | 3 => RunState::Finished,
        _ => RunState::Stopped,
    };
    if state == RunState::Finished {
        let left = call_state::left(connection, run)?;
        if left > 0 {
            return Err(Refusal::CallsLeft { run, left }.into());
        }
    }
    connection.execute(
        "UPDATE run SET state = ?2, finished = ?3, exit = ?4,
                summary = json_patch(coalesce(summary, '{}'), ?5) WHERE id = ?1",
        params![run, state, IsoTime(at), exit, json(summary)?],
    )?;
    Ok(())
}

pub(super) fn supersede(connection: &Connection, run: RunId) -> Result<(), StoreFault> {
    must_be_resumable(connection, run)?;
    let doubtful = call_state::in_doubt(connection, run)?;
    if doubtful > 0 {
        return Err(Refusal::CallsInDoubt { run, doubtful }.into());
    }
    call_state::supersede(connection, run)?;
    let sql = "UPDATE run SET state = ?2 WHERE id = ?1";
    connection.execute(sql, params![run, RunState::Superseded])?;
    Ok(())
}

/// The state of a run's calls that have no state row.
pub(super) fn otherwise(connection: &Connection, run: RunId) -> Result<CallState, StoreFault> {
    let sql = "SELECT state FROM run WHERE id = ?1";
    let state = connection.query_row(sql, [run], |row| row.get(0));
    Ok(match state.optional()? {
        Some(NamedValue(RunState::Superseded)) => CallState::Superseded,
        _ => CallState::Planned,
    })
}

/// When a run began.
pub(super) fn began(connection: &Connection, run: RunId) -> Result<Timestamp, StoreFault> {
    let sql = "SELECT started FROM run WHERE id = ?1";
    let IsoTime(started) = connection.query_row(sql, [run], |row| row.get(0))?;
    Ok(started)
}

/// The sources and the start of the run that is neither finished nor superseded.
pub(super) fn unfinished(connection: &Connection) -> Result<Option<Unfinished>, StoreFault> {
    let Some(run) = resumable(connection)? else {
        return Ok(None);
    };
    let sql = "SELECT command, started FROM run WHERE id = ?1";
    let (command, IsoTime(started)) =
        connection.query_row(sql, [run], |row| Ok((row.get(0)?, row.get(1)?)))?;
    Ok(Some(Unfinished {
        run,
        command,
        started,
        sources: sources(connection, run)?,
    }))
}

/// The one run that is neither finished nor superseded.
pub(super) fn resumable(connection: &Connection) -> Result<Option<RunId>, StoreFault> {
    let sql = "SELECT id FROM run WHERE state IN ('open', 'stopped') ORDER BY id DESC LIMIT 1";
    let mut statement = connection.prepare_cached(sql)?;
    Ok(statement.query_row([], |row| row.get(0)).optional()?)
}

pub(super) fn must_be_resumable(connection: &Connection, run: RunId) -> Result<(), StoreFault> {
    if resumable(connection)? == Some(run) {
        return Ok(());
    }
    Err(Refusal::Ended(run).into())
}

/// Runs, newest first, at most `limit`; with a command, only those that were begun by exactly that command.
pub(super) fn list(
    connection: &Connection,
    command: Option<&str>,
    limit: usize,
) -> Result<Vec<RunRecord>, StoreFault> {
    let mut statement = connection.prepare_cached(
        "SELECT id, command, state, started, finished, exit, summary
         FROM run WHERE command = coalesce(?1, command) ORDER BY id DESC LIMIT ?2",
    )?;
    let rows = statement.query_map(params![command, number(limit)], as_run)?;
    Ok(rows.collect::<Result<_, _>>()?)
}

fn as_run(row: &Row<'_>) -> rusqlite::Result<RunRecord> {
    let (NamedValue(state), IsoTime(started)) = (row.get(2)?, row.get(3)?);
    let finished: Option<IsoTime> = row.get(4)?;
    let summary: Option<Json<Value>> = row.get(6)?;
    Ok(RunRecord {
        id: row.get(0)?,
        command: row.get(1)?,
        state,
        started,
        finished: finished.map(|IsoTime(at)| at),
        exit: row.get(5)?,
        summary: summary.map(|Json(summary)| summary),
    })
}
