//! The history: every run of a command that changes the account or the snapshot, however it ended.
//!
//! A run of the journal is not enough for it: a command that was refused, or could not start, has no calls. A run is
//! recorded when it begins and again when it ends, so that one whose process has died is found by the next command.
//! Invariant: a number is never given to two runs.

use rusqlite::{Connection, OptionalExtension, params};

use super::{
    RunId, Store, StoreFault, calls, runs,
    sql_types::{Json, PackedJson, json, number, packed_json},
};
use crate::{
    codec::StoredCall,
    error::Result,
    language::say,
    model::{Finding, PastCall, PlanId, RecordedIssue, RunEnding, RunSummary},
};

/// The number of an entry of the history.
pub type HistoryId = i64;

/// What is known once a run is recorded as running.
#[derive(Debug)]
pub struct RecordedBegin {
    /// Its entry.
    pub entry: HistoryId,
    /// The runs that turned out to have crashed, each with the number that its process had, and whether it was masked.
    pub crashed: Vec<RunSummary>,
}

impl Store {
    /// Records that a run begins. The caller holds the lock, so a run that is recorded as running has crashed.
    pub fn record_begin(&mut self, summary: &RunSummary) -> Result<RecordedBegin> {
        self.write(|transaction| {
            let crashed = close_crashed(transaction)?;
            let entry = insert(transaction, summary)?;
            Ok(RecordedBegin { entry, crashed })
        })
    }

    /// Stores a summary of a run before it has ended, for `resume`, and the id of its plan.
    pub fn remember(
        &mut self,
        run: RunId,
        summary: &serde_json::Value,
        plan: &PlanId,
    ) -> Result<()> {
        self.write(|transaction| {
            runs::summarise(transaction, run, summary)?;
            plan_running(transaction, plan)
        })
    }

    /// Gives the running entry the number of the journal's run whose calls it sends, and the id of that run's plan, which
    /// it returns.
    pub fn record_run(&mut self, run: RunId) -> Result<Option<PlanId>> {
        self.write(|transaction| {
            number_running(transaction, run)?;
            let plan = plan_of(transaction, run)?;
            if let Some(plan) = &plan {
                plan_running(transaction, plan)?;
            }
            Ok(plan)
        })
    }

    /// The number of an entry's run; `None` if it has none yet.
    pub fn run_of_entry(&self, entry: HistoryId) -> Result<Option<RunId>> {
        self.read(|connection| Ok(run_of_entry(connection, entry)?))
    }

    /// The id of the plan of the journal's run.
    pub fn plan_of(&self, run: RunId) -> Result<Option<PlanId>> {
        self.read(|connection| plan_of(connection, run))
    }

    /// Records how a run ended, and returns its number. Without an entry it gets one: it ended before it could begin.
    pub fn record_end(
        &mut self,
        entry: Option<HistoryId>,
        summary: &RunSummary,
        issues: &[RecordedIssue],
    ) -> Result<RunId> {
        self.write(|transaction| {
            let entry = match entry {
                Some(entry) => entry,
                None => insert(transaction, summary)?,
            };
            let run = numbered(transaction, entry, summary.run)?;
            let summary = RunSummary {
                run,
                ..summary.clone()
            };
            update(transaction, entry, &summary)?;
            let sql = "UPDATE history SET issues = ?2 WHERE id = ?1";
            transaction.execute(sql, params![entry, packed_json(&issues)?])?;
            Ok(run)
        })
    }

    /// Runs, newest first; at most `limit` of them.
    pub fn history(&self, limit: Option<usize>) -> Result<Vec<RunSummary>> {
        self.read(|connection| {
            let sql = "SELECT summary FROM history ORDER BY id DESC LIMIT ?1";
            let mut statement = connection.prepare_cached(sql)?;
            let limit = limit.map_or(-1, number);
            let rows =
                statement.query_map([limit], |row| row.get(0).map(|Json(summary)| summary))?;
            Ok(rows.collect::<rusqlite::Result<_>>()?)
        })
    }

    /// The newest entry of a run; `None` if there is no such run.
    pub fn run(&self, run: RunId) -> Result<Option<RunSummary>> {
        self.read(|connection| {
            let sql = "SELECT summary FROM history WHERE run = ?1 ORDER BY id DESC LIMIT 1";
            let found = connection.query_row(sql, [run], |row| row.get(0));
            Ok(found.optional()?.map(|Json(summary)| summary))
        })
    }

    /// Passes every call of a run to `visit`, by number, with its state.
    pub fn journalled(&self, run: RunId, visit: &mut dyn FnMut(PastCall)) -> Result<()> {
        self.read(|connection| calls::journalled(connection, &self.blocks, run, visit))
    }

    /// Passes every acknowledged call of a run to `visit`, by number, with the finding of its answer.
    pub fn applied(
        &self,
        run: RunId,
        visit: &mut dyn FnMut(StoredCall<'_>, Option<Finding>),
    ) -> Result<()> {
        self.read(|connection| calls::applied(connection, &self.blocks, run, visit))
    }

    /// The issues of the newest finished run.
    pub fn issues_before(&self) -> Result<Vec<RecordedIssue>> {
        self.read(|connection| {
            let sql = "SELECT issues FROM history
                       WHERE json_extract(summary, '$.state') = ?1 ORDER BY id DESC LIMIT 1";
            let found = connection.query_row(sql, [RunEnding::Finished.as_str()], |row| row.get(0));
            Ok(found
                .optional()?
                .map(|PackedJson(issues)| issues)
                .unwrap_or_default())
        })
    }

    /// The issues of a run's plan.
    pub fn issues(&self, run: RunId) -> Result<Vec<RecordedIssue>> {
        self.read(|connection| {
            let sql = "SELECT issues FROM history WHERE run = ?1 AND length(issues) > 0
                       ORDER BY id DESC LIMIT 1";
            let found = connection.query_row(sql, [run], |row| row.get(0));
            Ok(found
                .optional()?
                .map(|PackedJson(issues)| issues)
                .unwrap_or_default())
        })
    }
}

/// Ends what still counts as running.
fn close_crashed(connection: &Connection) -> std::result::Result<Vec<RunSummary>, StoreFault> {
    let sql = "SELECT id, summary FROM history WHERE json_extract(summary, '$.state') = ?1";
    let mut statement = connection.prepare_cached(sql)?;
    let rows = statement.query_map([RunEnding::Running.as_str()], |row| {
        Ok((row.get(0)?, row.get(1)?))
    })?;
    let running: Vec<(HistoryId, Json<RunSummary>)> = rows.collect::<rusqlite::Result<_>>()?;
    let mut crashed = Vec::new();
    for (entry, Json(summary)) in running {
        let RunSummary { pid, redacted, .. } = summary;
        let run = numbered(connection, entry, summary.run)?;
        let ended = RunSummary {
            run,
            state: RunEnding::Crashed,
            reason: Some(say!("store-crashed")),
            pid: None,
            redacted: false,
            ..summary
        };
        update(connection, entry, &ended)?;
        crashed.push(RunSummary {
            pid,
            redacted,
            ..ended
        });
    }
    Ok(crashed)
}

fn insert(
    connection: &Connection,
    summary: &RunSummary,
) -> std::result::Result<HistoryId, StoreFault> {
    connection.execute(
        "INSERT INTO history (summary, issues) VALUES (?1, x'')",
        [json(summary)?],
    )?;
    Ok(connection.last_insert_rowid())
}

fn update(
    connection: &Connection,
    entry: HistoryId,
    summary: &RunSummary,
) -> std::result::Result<(), StoreFault> {
    let sql = "UPDATE history SET run = ?2, summary = ?3 WHERE id = ?1";
    connection.execute(sql, params![entry, summary.run, json(summary)?])?;
    Ok(())
}

fn run_of_entry(connection: &Connection, entry: HistoryId) -> rusqlite::Result<Option<RunId>> {
    let sql = "SELECT run FROM history WHERE id = ?1";
    connection.query_row(sql, [entry], |row| row.get(0))
}

/// The run's number: that of the journal's run if there is one, or else one that no other run will get.
fn numbered(
    connection: &Connection,
    entry: HistoryId,
    known: RunId,
) -> std::result::Result<RunId, StoreFault> {
    if known > 0 {
        return Ok(known);
    }
    if let Some(run) = run_of_entry(connection, entry)? {
        return Ok(run);
    }
    // The journal's numbers are never used again, so a row that is removed at once has used one up.
    let sql = "INSERT INTO run (command, state, started) VALUES ('', 'superseded', '')";
    connection.execute(sql, [])?;
    let run = connection.last_insert_rowid();
    connection.execute("DELETE FROM run WHERE id = ?1", [run])?;
    Ok(run)
}

/// The id of a run's plan.
fn plan_of(connection: &Connection, run: RunId) -> std::result::Result<Option<PlanId>, StoreFault> {
    let sql = "SELECT json_extract(summary, '$.plan') AS plan FROM history
               WHERE run = ?1 AND plan IS NOT NULL ORDER BY id DESC LIMIT 1";
    let found: Option<String> = connection
        .query_row(sql, [run], |row| row.get(0))
        .optional()?;
    Ok(found.and_then(|id| id.parse().ok()))
}

/// Gives the running entry the id of its plan.
fn plan_running(connection: &Connection, plan: &PlanId) -> std::result::Result<(), StoreFault> {
    connection.execute(
        "UPDATE history SET summary = json_set(summary, '$.plan', ?2)
         WHERE json_extract(summary, '$.state') = ?1",
        params![RunEnding::Running.as_str(), plan.as_str()],
    )?;
    Ok(())
}

/// Gives the running entry a number.
pub(super) fn number_running(
    connection: &Connection,
    run: RunId,
) -> std::result::Result<(), StoreFault> {
    connection.execute(
        "UPDATE history SET run = ?2, summary = json_set(summary, '$.run', ?2)
         WHERE json_extract(summary, '$.state') = ?1",
        params![RunEnding::Running.as_str(), run],
    )?;
    Ok(())
}
