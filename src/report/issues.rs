//! What is wrong with the rows, and what the guards refuse.
//!
//! It decides nothing. Errors come first. Invariant: the list is cut, its counts are not.

use std::{borrow::Borrow, io};

use crate::model::{Guard, Issue, Problem, Severity};

use super::{
    figures::{counted, number},
    lines::Lines,
    message, override_flag, refusal,
    style::TextRole,
    text::{visible, wrap},
};

/// More lines than this are not read on a terminal; `--json` has all issues.
pub(super) const LIMIT: usize = 20;

/// Writes the issues, errors first, each with its place.
pub(super) fn write(lines: &mut Lines<'_>, issues: &[Issue], most: usize) -> io::Result<()> {
    let is_suggestion =
        |issue: &&Issue| matches!(issue.problem, Problem::CodeMayHaveChanged { .. });
    let (suggestions, complaints): (Vec<_>, Vec<_>) = issues.iter().partition(is_suggestion);
    let of = |severity| {
        let all = complaints.iter().copied();
        all.filter(move |issue| issue.severity() == severity)
    };
    let sorted: Vec<_> = of(Severity::Error).chain(of(Severity::Warning)).collect();
    section(lines, &heading(&sorted), &sorted, most)?;
    let pairs = counted(suggestions.len(), "record", "records");
    let heading = format!(
        "{pairs} may only have another code (a delete and a create would lose the call history)"
    );
    section(lines, &heading, &suggestions, most)
}

fn section(lines: &mut Lines<'_>, heading: &str, issues: &[&Issue], most: usize) -> io::Result<()> {
    if issues.is_empty() {
        return Ok(());
    }
    lines.line(TextRole::Strong, heading)?;
    issues
        .iter()
        .take(most)
        .try_for_each(|issue| one(lines, issue))?;
    if issues.len() > most {
        let more = number(issues.len() - most);
        let more = format!("  … and {more} more; --json lists all");
        lines.line(TextRole::Dim, &more)?;
    }
    lines.blank()
}

/// `1 error and 2 warnings in the sheets`.
pub(super) fn heading<I: Borrow<Issue>>(issues: &[I]) -> String {
    let errors = issues
        .iter()
        .filter(|issue| (*issue).borrow().severity() == Severity::Error)
        .count();
    let warnings = issues.len() - errors;
    let errors = (errors > 0).then(|| counted(errors, "error", "errors"));
    let warnings = (warnings > 0).then(|| counted(warnings, "warning", "warnings"));
    let parts: Vec<_> = errors.into_iter().chain(warnings).collect();
    format!("{} in the sheets", parts.join(" and "))
}

/// One issue with its place.
pub(super) fn one(lines: &mut Lines<'_>, issue: &Issue) -> io::Result<()> {
    let (word, ink) = match issue.severity() {
        Severity::Error => ("error:", TextRole::Error),
        Severity::Warning => ("warning:", TextRole::Warning),
    };
    // The word is coloured after wrapping, because escape sequences take no columns.
    let message = format!("{word} {}", visible(&message(&issue.problem)));
    let message = wrap(&message, lines.style.columns().saturating_sub(2)).join("\n  ");
    let message = message.replacen(word, &lines.style.paint(ink, word), 1);
    lines.line(TextRole::Plain, &format!("  {message}"))?;
    match &issue.origin {
        Some(origin) => lines.indented(4, TextRole::Dim, &visible(&origin.to_string())),
        None => Ok(()),
    }
}

/// Writes why the plan is not sent, and the option that sends it anyway.
pub(super) fn guards(lines: &mut Lines<'_>, guards: &[Guard]) -> io::Result<()> {
    if guards.is_empty() {
        return Ok(());
    }
    let heading = "Refused: please look twice before this is sent";
    lines.line(TextRole::Error, heading)?;
    for guard in guards {
        lines.indented(2, TextRole::Plain, &visible(&refusal(guard)))?;
        let flag = format!("if that is right: {}", visible(&override_flag(guard)));
        lines.indented(4, TextRole::Strong, &flag)?;
    }
    lines.blank()
}
