//! The state of a snapshot: for people, and for scripts.
//!
//! It decides nothing. Invariant: held rows are named by their codes, never by customers' data.

use std::{
    collections::BTreeMap,
    io::{self, Write},
};

use serde::Serialize;

use super::{
    figures::{calls, number, word},
    lines::Lines,
    style::{Style, TextRole},
    text::{left, visible, width},
};
use crate::{
    language::say,
    model::{Code, Entity, Moment, Origin, RecordedIssue, RunSummary},
};

/// Held rows that are named; `--json` has all of them.
const LIMIT: usize = 10;

/// Everything that `status` shows.
#[derive(Serialize)]
pub struct ShownStatus<'a> {
    /// The version of this form.
    pub format: u8,
    /// Whether a monitor has nothing to report.
    pub healthy: bool,
    /// The snapshot's path.
    pub snapshot: String,
    /// The account.
    pub account: String,
    /// Records by entity.
    pub records: &'a BTreeMap<Entity, usize>,
    /// The run that is on.
    pub running: Option<ShownRunning<'a>>,
    /// The newest run that has ended.
    pub last_run: Option<&'a RunSummary>,
    /// The newest run with exit 0.
    pub last_success: Option<&'a RunSummary>,
    /// Calls that are left to send.
    pub unfinished: usize,
    /// Calls that may or may not have been applied.
    pub unknown: usize,
    /// Calls that wait for a refused one.
    pub blocked: usize,
    /// What the last run held.
    pub held: Vec<ShownHeld<'a>>,
}

/// The run that is on.
#[derive(Serialize)]
pub struct ShownRunning<'a> {
    /// Its number; `None` until it has one.
    pub run: Option<i64>,
    /// The command.
    pub command: &'a str,
    /// When it began.
    pub since: Moment,
    /// Its process.
    pub pid: Option<u32>,
    /// Calls that have ended.
    pub done: usize,
    /// All calls.
    pub calls: usize,
    /// When it ends if it goes on like this.
    pub ends: Option<Moment>,
}

/// A row that is held.
#[derive(Serialize)]
pub struct ShownHeld<'a> {
    entity: Option<Entity>,
    code: Option<&'a Code>,
    rule: &'a str,
    message: &'a str,
    origin: Option<&'a Origin>,
}

impl<'a> ShownHeld<'a> {
    /// The row of an issue.
    #[must_use]
    pub fn of(issue: &'a RecordedIssue) -> Self {
        let held = issue.held.as_ref();
        Self {
            entity: held.map(|held| held.entity),
            code: held.and_then(|held| held.code.as_ref()),
            rule: &issue.rule,
            message: &issue.message,
            origin: issue.origin.as_ref(),
        }
    }
}

/// Writes it as one JSON object.
///
/// # Errors
/// The writer fails.
pub fn json(out: &mut impl Write, status: &ShownStatus<'_>) -> io::Result<()> {
    serde_json::to_writer(&mut *out, status)?;
    writeln!(out)
}

/// Writes it in words.
///
/// # Errors
/// The writer fails.
pub fn text(out: &mut impl Write, status: &ShownStatus<'_>, style: Style) -> io::Result<()> {
    let lines = &mut Lines::new(out, style);
    let records = status.records.iter();
    let records: Vec<String> = records
        .map(|(entity, count)| format!("{} {}", word(*entity), number(*count)))
        .collect();
    let facts = [
        (say!("status-snapshot"), status.snapshot.clone()),
        (say!("status-account"), status.account.clone()),
        (say!("status-records"), records.join(", ")),
        (
            say!("status-last-run"),
            status.last_run.map_or_else(|| say!("status-none"), ended),
        ),
        (
            say!("status-success"),
            status
                .last_success
                .map_or_else(|| say!("status-none"), ended),
        ),
    ];
    let names = facts.iter().map(|(name, _)| width(name));
    let widest = names.max().unwrap_or(0);
    for (name, value) in facts {
        lines.line(
            TextRole::Plain,
            &format!("{}  {}", left(&name, widest), visible(&value)),
        )?;
    }
    if let Some(running) = &status.running {
        lines.paragraph(TextRole::Strong, &on(running))?;
    }
    held(lines, &status.held)
}

fn ended(run: &RunSummary) -> String {
    let at = run.finished.unwrap_or(run.started).local();
    let exit = run.exit.map_or(String::new(), |exit| {
        format!(", {}", say!("exit-code", exit))
    });
    let reason = run
        .reason
        .as_ref()
        .map_or(String::new(), |reason| format!(": {reason}"));
    let ending = say!("ending-word", ending = run.state.as_str());
    say!(
        "status-run",
        run = run.run,
        command = run.command,
        started = run.started.local(),
        ending,
        at,
        exit,
        reason
    )
}

fn on(running: &ShownRunning<'_>) -> String {
    let ShownRunning {
        command,
        since,
        done,
        calls: all,
        ends,
        ..
    } = running;
    let since = since.local();
    let ends = ends.map_or(String::new(), |at| {
        format!(", {}", say!("status-ends", time = &at.local()[11..16]))
    });
    match all {
        0 => say!("status-reading", command, since),
        _ => say!(
            "status-sending",
            command,
            since,
            done,
            calls = calls(*all),
            ends
        ),
    }
}

fn held(lines: &mut Lines<'_>, held: &[ShownHeld<'_>]) -> io::Result<()> {
    if held.is_empty() {
        return Ok(());
    }
    lines.blank()?;
    let heading = say!("status-held", count = held.len());
    lines.line(TextRole::Warning, &heading)?;
    for row in held.iter().take(LIMIT) {
        let entity = row.entity.map_or_else(|| say!("status-row"), word);
        let code = row.code.map(Code::to_string);
        let code = code.unwrap_or_else(|| say!("status-no-code"));
        let line = format!("{entity} {code}: {} ({})", row.message, row.rule);
        lines.indented(2, TextRole::Plain, &visible(&line))?;
    }
    if held.len() > LIMIT {
        let more = say!("failures-json", count = held.len() - LIMIT);
        lines.line(TextRole::Dim, &format!("  {more}"))?;
    }
    Ok(())
}
