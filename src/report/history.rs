//! Past runs: one line each, or one of them with its calls and issues.
//!
//! Counts and reasons only, besides the codes of calls that did not get through. Invariant: a run that did not finish
//! has its reason below its line.

use std::io::{self, Write};

use super::{
    figures::{calls, counted, duration, number},
    lines::Lines,
    style::{Style, TextRole},
    table, text,
    text::visible,
};
use crate::model::{Moment, Operation, PastCall, RecordedIssue, RunEnding, RunSummary};

/// Calls and issues of one run that are shown; `--json` has all of them.
const LIMIT: usize = 20;

/// Writes runs, newest first.
///
/// # Errors
/// The writer fails.
pub fn list(out: &mut impl Write, runs: &[RunSummary], style: Style) -> io::Result<()> {
    let lines = &mut Lines::new(out, style);
    if runs.is_empty() {
        return lines.line(TextRole::Plain, "No run is recorded yet.");
    }
    let head =
        "  run  command  started                      took  state     exit  applied  failed   held";
    lines.line(TextRole::Dim, head)?;
    for run in runs {
        line(lines, run)?;
    }
    Ok(())
}

fn line(lines: &mut Lines<'_>, run: &RunSummary) -> io::Result<()> {
    let exit = run.exit.map_or("–".to_owned(), |exit| exit.to_string());
    let cells = [
        text::right(&run.run.to_string(), 5),
        text::left(&visible(&run.command), 7),
        run.started.local(),
        text::right(&duration(run.duration()), 8),
        text::left(run.state.as_str(), 8),
        text::right(&exit, 4),
        text::right(&number(run.applied_calls()), 7),
        text::right(&number(run.failed + run.blocked), 6),
        text::right(&number(run.held), 5),
    ];
    lines.line(role(run), &cells.join("  "))?;
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
            &format!("{}  {}", text::left(name, 8), visible(&value)),
        )?;
    }
    for source in &run.sources {
        let sheet = source.sheet.as_ref().map(|sheet| format!(" [{sheet}]"));
        let hash = source
            .hash
            .as_deref()
            .map_or("", |hash| &hash[..hash.len().min(12)]);
        let file = format!("{}{}", source.file, sheet.unwrap_or_default());
        let rows = counted(source.rows, "row", "rows");
        let line = format!("source    {}: {rows}, sha256 {hash}…", visible(&file));
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
        &format!("{} did not get through:", calls(failures.len())),
        failures,
        |call| {
            let action = &call.call.action;
            let (operation, code) = (action.operation().as_str(), action.code());
            let state = call.state.as_str();
            let message = call.message.as_deref().unwrap_or_default();
            format!(
                "{operation} {} {code}: {state}, {message}",
                call.call.entity
            )
        },
    )?;
    let heading = counted(issues.len(), "issue:", "issues:");
    section(lines, &heading, issues, |issue| {
        let place = issue.origin.as_ref().map(|origin| format!("{origin}: "));
        format!(
            "{} ({}){}",
            issue.message,
            issue.rule,
            place.map_or(String::new(), |place| format!(
                " in {}",
                place.trim_end_matches(": ")
            ))
        )
    })
}

fn facts(run: &RunSummary) -> Vec<(&'static str, String)> {
    let ended = run.finished.map_or("not ended".to_owned(), Moment::local);
    let exit = run
        .exit
        .map_or(String::new(), |exit| format!(", exit {exit}"));
    let mut facts = vec![
        ("run", format!("{} (`{}`)", run.run, run.command)),
        ("started", run.started.local()),
        (
            "finished",
            format!("{ended}, after {}", duration(run.duration())),
        ),
        ("state", format!("{}{exit}", run.state.as_str())),
    ];
    facts.extend(run.reason.clone().map(|reason| ("reason", reason)));
    let by = [&run.user, &run.host].map(|it| it.as_deref().unwrap_or("unknown"));
    facts.push((
        "by",
        format!("{} on {}, version {}", by[0], by[1], run.version),
    ));
    facts.push((
        "rows",
        format!("{} read, {} held", number(run.rows), number(run.held)),
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
        let more = format!(
            "  … and {} more; `--json` has all",
            number(items.len() - LIMIT)
        );
        lines.line(TextRole::Dim, &more)?;
    }
    Ok(())
}
