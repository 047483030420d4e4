//! Forgets old runs with their calls, and gives their space back.
//!
//! Records are never forgotten. Invariant: what a later run needs stays: a run that can be resumed, the sources of the
//! last finished run, and the newest runs, whose requests may still be executed.

use std::collections::BTreeSet;

use jiff::Timestamp;
use rusqlite::Connection;

use super::{
    RunId, Store, StoreFault,
    history::HistoryId,
    key::keys,
    runs,
    sql_types::{Json, number},
};
use crate::{error::Result, model::RunSummary};

/// Runs that are never forgotten, because one of their requests may still be executed.
const RECENT: usize = 4;

/// The part of the file that has to be free before it is written anew, in per cent.
const FREE: i64 = 25;

/// A file with fewer free pages than this is left as it is: 4 MB.
const FEW_PAGES: i64 = 1024;

impl Store {
    /// Forgets runs that ended before that time, except the `keep` newest, and returns them, newest first.
    pub fn prune(&mut self, before: Timestamp, keep: usize) -> Result<Vec<RunSummary>> {
        let forgotten = self.write(|transaction| prune(transaction, before, keep.max(RECENT)))?;
        if !forgotten.is_empty() {
            self.read(return_space)?;
        }
        Ok(forgotten)
    }
}

fn prune(
    connection: &Connection,
    before: Timestamp,
    keep: usize,
) -> std::result::Result<Vec<RunSummary>, StoreFault> {
    let old = old(connection, before, keep)?;
    for OldEntry { entry, .. } in &old {
        connection.execute("DELETE FROM history WHERE id = ?1", [entry])?;
    }
    let needed = needed(connection, keep)?;
    let runs: BTreeSet<RunId> = old.iter().filter_map(|old| old.run).collect();
    for run in runs.difference(&needed) {
        for table in ["call_state", "call_block"] {
            let sql = format!("DELETE FROM {table} WHERE key BETWEEN ?1 AND ?2");
            connection.execute(&sql, keys(*run))?;
        }
        for (table, column) in [("run_file", "run"), ("run_evidence", "run"), ("run", "id")] {
            let sql = format!("DELETE FROM {table} WHERE {column} = ?1");
            connection.execute(&sql, [run])?;
        }
    }
    Ok(old.into_iter().map(|old| old.summary).collect())
}

/// An entry to forget.
struct OldEntry {
    entry: HistoryId,
    /// The run of the journal, if it has one.
    run: Option<RunId>,
    summary: RunSummary,
}

/// The entries to forget.
fn old(
    connection: &Connection,
    before: Timestamp,
    keep: usize,
) -> std::result::Result<Vec<OldEntry>, StoreFault> {
    let sql = "SELECT id, run, summary FROM history ORDER BY id DESC LIMIT -1 OFFSET ?1";
    let mut statement = connection.prepare(sql)?;
    let rows = statement.query_map([number(keep)], |row| {
        let Json(summary): Json<RunSummary> = row.get(2)?;
        Ok(OldEntry {
            entry: row.get(0)?,
            run: row.get(1)?,
            summary,
        })
    })?;
    let mut old = Vec::new();
    for row in rows {
        let entry = row?;
        let RunSummary {
            started, finished, ..
        } = entry.summary;
        if finished.unwrap_or(started).0 < before {
            old.push(entry);
        }
    }
    Ok(old)
}

/// The runs that stay, whatever their age is.
fn needed(
    connection: &Connection,
    keep: usize,
) -> std::result::Result<BTreeSet<RunId>, StoreFault> {
    let sql = "SELECT run FROM history WHERE run IS NOT NULL
               UNION SELECT * FROM (SELECT id FROM run ORDER BY id DESC LIMIT ?1)";
    let mut statement = connection.prepare(sql)?;
    let runs = statement.query_map([number(keep)], |row| row.get(0))?;
    let mut needed: BTreeSet<RunId> = runs.collect::<rusqlite::Result<_>>()?;
    needed.extend(runs::resumable(connection)?);
    needed.extend(runs::last_with_sources(connection)?);
    Ok(needed)
}

/// Writes the file anew if much of it is free. SQLite would use the free pages again, but never give them back.
fn return_space(connection: &Connection) -> std::result::Result<(), StoreFault> {
    let pragma = |name: &str| -> rusqlite::Result<i64> {
        connection.pragma_query_value(None, name, |row| row.get(0))
    };
    let (free, pages) = (pragma("freelist_count")?, pragma("page_count")?);
    if free >= FEW_PAGES && free * 100 >= pages * FREE {
        connection.execute_batch("VACUUM")?;
    }
    Ok(())
}
