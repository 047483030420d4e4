//! Past runs: one line each, or one of them with its calls and issues.
//!
//! Counts and reasons only, besides the codes of calls that did not get through. Invariant: a run that did not finish
//! has its reason below its line.

use std::io::{self, Write};

use jiff::tz::TimeZone;

use super::{
    figures::{duration, number, word},
    lines::Lines,
    style::{Style, TextRole},
    table, text,
    text::visible,
};
use crate::{
    language::say,
    model::{Moment, Operation, PastCall, RecordedIssue, RunEnding, RunSummary},
};

/// Calls and issues of one run that are shown; `--json` has all of them.
const LIMIT: usize = 20;

/// Writes runs, newest first.
///
/// # Errors
/// The writer fails.
pub fn list(out: &mut impl Write, runs: &[RunSummary], style: Style) -> io::Result<()> {
    let lines = &mut Lines::new(out, style);
    if runs.is_empty() {
        return lines.line(TextRole::Plain, &say!("history-none"));
    }
    let head: [String; 9] = [
        say!("history-run"),
        say!("history-command"),
        say!("history-started"),
        say!("history-took"),
        say!("history-state"),
        say!("history-exit"),
        say!("history-applied"),
        say!("history-failed"),
        say!("history-held"),
    ];
    let widths = std::array::from_fn(|index| text::width(&head[index]).max(WIDTHS[index]));
    lines.line(TextRole::Dim, in_columns(&head, &widths).trim_end())?;
    for run in runs {
        line(lines, run, &widths)?;
    }
    Ok(())
}

/// The least widths of the columns.
const WIDTHS: [usize; 9] = [5, 7, 19, 8, 8, 4, 7, 6, 5];

/// Numbers are aligned at their right.
fn in_columns(cells: &[String; 9], widths: &[usize; 9]) -> String {
    let cells = cells.iter().zip(widths).enumerate();
    let cells = cells.map(|(index, (cell, width))| match index {
        1 | 2 | 4 => text::left(cell, *width),
        _ => text::right(cell, *width),
    });
    cells.collect::<Vec<_>>().join("  ")
}

/// The local time as on a clock; one run shows the offset as well.
fn to_the_second(moment: Moment) -> String {
    let local = moment.0.to_zoned_datetime(TimeZone::system());
    local.strftime("%Y-%m-%d %H:%M:%S").to_string()
}

fn line(lines: &mut Lines<'_>, run: &RunSummary, widths: &[usize; 9]) -> io::Result<()> {
    let exit = run.exit.map_or("–".to_owned(), |exit| exit.to_string());
    let cells = [
        run.run.to_string(),
        visible(&run.command),
        to_the_second(run.started),
        duration(run.duration()),
        ending(run),
        exit,
        number(run.applied_calls()),
        number(run.failed + run.blocked),
        number(run.held),
    ];
    lines.line(role(run), &in_columns(&cells, widths))?;
    match &run.reason {
        Some(reason) => lines.indented(7, TextRole::Dim, &visible(reason)),
        None => Ok(()),
    }
}

fn role(run: &RunSummary) -> TextRole {
    match (run.state, run.exit) {
        (RunEnding::Finished, Some(0)) | (RunEnding::Running, _) => TextRole::Plain,
        (RunEnding::Finished | RunEnding::Stopped | RunEnding::Refused, _) => TextRole::Warning,
        _ => TextRole::Error,
    }
}

/// Writes one run with the calls that did not get through, and its issues.
///
/// # Errors
/// The writer fails.
pub fn one(
    out: &mut impl Write,
    run: &RunSummary,
    failures: &[PastCall],
    issues: &[RecordedIssue],
    style: Style,
) -> io::Result<()> {
    let lines = &mut Lines::new(out, style);
    for (name, value) in facts(run) {
        lines.line(
            TextRole::Plain,
            &format!("{}  {}", text::left(&name, 8), visible(&value)),
        )?;
    }
    for source in &run.sources {
        let sheet = source.sheet.as_ref().map(|sheet| format!(" [{sheet}]"));
        let hash = source
            .hash
            .as_deref()
            .map_or("", |hash| &hash[..hash.len().min(12)]);
        let file = format!("{}{}", source.file, sheet.unwrap_or_default());
        let rows = say!("rows", count = source.rows);
        let name = text::left(&say!("history-source"), 8);
        let line = format!("{name}  {}: {rows}, sha256 {hash}…", visible(&file));
        lines.line(TextRole::Plain, &line)?;
    }
    lines.blank()?;
    let applied = |entity| {
        let counts = run.applied.get(&entity);
        Operation::ALL.map(|operation| {
            counts
                .and_then(|of| of.get(&operation))
                .copied()
                .unwrap_or(0)
        })
    };
    table::write(lines, &table::OPERATIONS, applied)?;
    section(
        lines,
        &say!("history-failures", count = failures.len()),
        failures,
        |call| {
            let action = &call.call.action;
            let operation = say!("operation-word", operation = action.operation().as_str());
            let code = action.code();
            let state = say!("state-word", state = call.state.as_str());
            let message = call.message.as_deref().unwrap_or_default();
            format!(
                "{operation} {} {code}: {state}, {message}",
                word(call.call.entity)
            )
        },
    )?;
    let heading = say!("history-issues", count = issues.len());
    section(lines, &heading, issues, |issue| {
        let (message, rule) = (&issue.message, &issue.rule);
        match &issue.origin {
            Some(place) => say!("history-issue", message, rule, place),
            None => format!("{message} ({rule})"),
        }
    })
}

fn ending(run: &RunSummary) -> String {
    say!("ending-word", ending = run.state.as_str())
}

fn facts(run: &RunSummary) -> Vec<(String, String)> {
    let ended = run
        .finished
        .map_or_else(|| say!("history-not-ended"), Moment::local);
    let exit = run.exit.map_or(String::new(), |exit| {
        format!(", {}", say!("exit-code", exit))
    });
    let mut facts = vec![
        (
            say!("history-run"),
            format!("{} (`{}`)", run.run, run.command),
        ),
        (say!("history-started"), run.started.local()),
        (
            say!("history-finished"),
            say!("history-after", ended, duration = duration(run.duration())),
        ),
        (say!("history-state"), format!("{}{exit}", ending(run))),
    ];
    facts.extend(
        run.reason
            .clone()
            .map(|reason| (say!("history-reason"), reason)),
    );
    let by = [&run.user, &run.host];
    let [user, host] = by.map(|it| it.clone().unwrap_or_else(|| say!("history-unknown")));
    facts.push((
        say!("history-by"),
        say!("history-user", user, host, version = run.version),
    ));
    facts.push((
        say!("history-rows"),
        say!("history-read", rows = run.rows, held = run.held),
    ));
    facts
}

fn section<T>(
    lines: &mut Lines<'_>,
    heading: &str,
    items: &[T],
    words: impl Fn(&T) -> String,
) -> io::Result<()> {
    if items.is_empty() {
        return Ok(());
    }
    lines.line(TextRole::Strong, heading)?;
    for item in items.iter().take(LIMIT) {
        lines.indented(2, TextRole::Plain, &visible(&words(item)))?;
    }
    if items.len() > LIMIT {
        let more = say!("failures-json", count = items.len() - LIMIT);
        lines.line(TextRole::Dim, &format!("  {more}"))?;
    }
    Ok(())
}
