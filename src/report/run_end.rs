//! The end of a run: what was applied, what was not and why, and what to do next.
//!
//! It decides no exit code. Invariant: after a clean run it gives no advice.

use std::{io, time::Duration};

use crate::{
    language::say,
    model::{CallState, Finding, Operation, RunFigures, StopReason, UnsentCall},
};

use super::{
    figures::{calls, duration, word},
    lines::Lines,
    style::TextRole,
    table,
    text::visible,
};

/// Failures shown of each kind; the log and `sync --json` have all of them.
const LIMIT: usize = 20;

pub(super) fn write(
    lines: &mut Lines<'_>,
    finished: &RunFigures,
    failures: &[UnsentCall],
    stop: Option<&StopReason>,
) -> io::Result<()> {
    let applied = |entity| Operation::ALL.map(|operation| finished.of(entity, operation));
    table::write(lines, &table::OPERATIONS, applied)?;
    for (state, count, heading) in sections(finished) {
        let list: Vec<_> = failures.iter().filter(|one| one.state == state).collect();
        section(lines, &heading, (count, &list))?;
    }
    for sentence in met(finished).into_iter().chain(rest(finished)) {
        lines.paragraph(TextRole::Plain, &sentence)?;
    }
    if let Some(reason) = stop {
        let sentence = say!("end-stopped", reason = visible(&stopped(reason)));
        lines.paragraph(TextRole::Warning, &sentence)?;
    }
    lines.paragraph(TextRole::Strong, &verdict(finished))?;
    advise(lines, finished, stop.and_then(remedy))
}

fn sections(finished: &RunFigures) -> [(CallState, usize, String); 3] {
    let RunFigures {
        failed,
        blocked,
        unknown,
        ..
    } = *finished;
    let rejected = say!("end-failed", count = failed);
    let waiting = say!("end-blocked", count = blocked);
    let doubtful = say!("end-unknown", count = unknown);
    [
        (CallState::Rejected, failed, rejected),
        (CallState::Blocked, blocked, waiting),
        (CallState::Unknown, unknown, doubtful),
    ]
}

fn section(
    lines: &mut Lines<'_>,
    heading: &str,
    (count, failures): (usize, &[&UnsentCall]),
) -> io::Result<()> {
    if count == 0 {
        return Ok(());
    }
    lines.paragraph(TextRole::Error, heading)?;
    let shown = failures.len().min(LIMIT);
    for failure in &failures[..shown] {
        one(lines, failure)?;
    }
    if count > shown && shown > 0 {
        let more = say!("more", count = count - shown);
        lines.line(TextRole::Dim, &format!("  {more}"))?;
    }
    lines.blank()
}

fn one(lines: &mut Lines<'_>, failure: &UnsentCall) -> io::Result<()> {
    let operation = say!("operation-word", operation = failure.operation.as_str());
    let (entity, reason) = (word(failure.entity), reason(failure));
    let line = format!("{operation} {entity} {}: {reason}", failure.code);
    lines.indented(2, TextRole::Plain, &visible(&line))?;
    match &failure.origin {
        Some(origin) => lines.indented(4, TextRole::Dim, &visible(&origin.to_string())),
        None => Ok(()),
    }
}

fn reason(failure: &UnsentCall) -> String {
    match (&failure.blocked_by, failure.error) {
        (Some((entity, code)), _) => say!("end-waits", entity, code),
        (None, Some(error)) => say!("answer-error", message = failure.message, error),
        (None, None) => failure.message.clone(),
    }
}

/// Changes that others made are counted separately, because the counts above are those of this run.
fn met(finished: &RunFigures) -> Vec<String> {
    let sentence = |finding: Finding| {
        let count = *finished.findings.get(&finding)?;
        Some(match finding {
            Finding::Adopted => say!("met-adopted", count),
            Finding::LeftAlone => say!("met-left-alone", count),
            Finding::Recreated => say!("met-recreated", count),
            Finding::Absent => say!("met-absent", count),
            Finding::Moved => say!("met-moved", count),
            Finding::CreatedAnew => say!("met-created-anew", count),
            Finding::TemporaryLost => say!("met-temporary-lost", count),
            Finding::Confirmed => return None,
        })
    };
    Finding::FOREIGN.into_iter().filter_map(sentence).collect()
}

fn rest(finished: &RunFigures) -> Vec<String> {
    let held = say!("end-held", count = finished.held);
    let remaining = say!("end-remaining", count = finished.remaining);
    let sentences = [(finished.held, held), (finished.remaining, remaining)];
    let counted = sentences.into_iter().filter(|(count, _)| *count > 0);
    counted.map(|(_, sentence)| sentence).collect()
}

/// Why a run ended early, as the part of a sentence, with what was said about it.
#[must_use]
pub fn stopped(reason: &StopReason) -> String {
    let words = stop_words(reason);
    match reason {
        StopReason::Interrupted => words,
        StopReason::HalfWay(_)
        | StopReason::KeyRefused(_)
        | StopReason::Canary { .. }
        | StopReason::CanaryDiffers { .. } => reason.to_string(),
        StopReason::OutOfTime(message)
        | StopReason::Unauthorised(message)
        | StopReason::Forbidden(message)
        | StopReason::Redirected(message)
        | StopReason::ServerDown(message)
        | StopReason::MappingWrong(message) => format!("{words} ({message})"),
    }
}

/// The reason in our own words alone.
fn stop_words(reason: &StopReason) -> String {
    match reason {
        StopReason::Interrupted => say!("stop-interrupted"),
        StopReason::OutOfTime(_) => say!("stop-out-of-time"),
        StopReason::Unauthorised(_) => say!("stop-unauthorised"),
        StopReason::KeyRefused(_) => say!("stop-key-refused"),
        StopReason::Forbidden(_) => say!("stop-forbidden"),
        StopReason::Redirected(_) => say!("stop-redirected"),
        StopReason::ServerDown(_) => say!("stop-server-down"),
        StopReason::Canary { .. } => say!("stop-canary"),
        StopReason::CanaryDiffers { .. } => say!("stop-canary-differs"),
        StopReason::HalfWay(_) => say!("stop-half-way"),
        StopReason::MappingWrong(_) => say!("stop-mapping-wrong"),
    }
}

/// The whole end in one sentence: counts and a reason, and nothing of what sheets or the server say.
pub(super) fn sentence(finished: &RunFigures, stop: Option<&StopReason>) -> String {
    let counts = [
        (
            finished.failed,
            say!("count-failed", count = finished.failed),
        ),
        (
            finished.blocked,
            say!("count-blocked", count = finished.blocked),
        ),
        (
            finished.unknown,
            say!("count-unknown", count = finished.unknown),
        ),
        (finished.held, say!("count-held", count = finished.held)),
        (
            finished.remaining,
            say!("count-remaining", count = finished.remaining),
        ),
    ];
    let counts = counts.into_iter().filter(|(count, _)| *count > 0);
    let counts: Vec<_> = counts.map(|(_, words)| words).collect();
    let reason = stop.map(|reason| say!("count-stopped", reason = stop_words(reason)));
    let counts = (!counts.is_empty()).then(|| counts.join(", "));
    let verdict = verdict(finished);
    let parts = [
        Some(verdict.trim_end_matches('.').to_owned()),
        counts,
        reason,
    ];
    let parts: Vec<_> = parts.into_iter().flatten().collect();
    format!("{}.", parts.join("; "))
}

fn verdict(finished: &RunFigures) -> String {
    let Some(run) = finished.run else {
        return say!("end-nothing");
    };
    let applied = calls(finished.total());
    let requests = say!("requests", count = finished.requests);
    let time = duration(Duration::try_from_secs_f64(finished.seconds).unwrap_or_default());
    say!("end-verdict", run, applied, requests, time)
}

/// A command, and its purpose now.
type NextStep = (&'static str, String);

/// What a person has to correct before a run can continue.
fn remedy(reason: &StopReason) -> Option<String> {
    let remedy = match reason {
        StopReason::Unauthorised(_) => say!("remedy-token"),
        StopReason::KeyRefused(_) => say!("remedy-key"),
        StopReason::Forbidden(_) => say!("remedy-right"),
        StopReason::Redirected(_) => say!("remedy-redirect"),
        StopReason::ServerDown(_) => say!("remedy-server"),
        StopReason::MappingWrong(_) => say!("remedy-mapping"),
        StopReason::Canary { .. } => say!("remedy-canary"),
        StopReason::CanaryDiffers { .. } => say!("remedy-canary-differs"),
        StopReason::Interrupted | StopReason::OutOfTime(_) | StopReason::HalfWay(_) => return None,
    };
    Some(remedy)
}

fn advise(lines: &mut Lines<'_>, finished: &RunFigures, remedy: Option<String>) -> io::Result<()> {
    let advice = advice(finished);
    if !advice.is_empty() {
        lines.line(TextRole::Plain, &say!("next"))?;
    }
    if let Some(remedy) = remedy {
        lines.indented(2, TextRole::Plain, &remedy)?;
    }
    for (command, purpose) in advice {
        lines.indented(2, TextRole::Strong, command)?;
        lines.indented(4, TextRole::Plain, &purpose)?;
    }
    Ok(())
}

/// What a person can do now; empty after a clean run.
fn advice(finished: &RunFigures) -> Vec<NextStep> {
    let check = ("vbot-sync check", say!("next-check"));
    let by_exit: Vec<NextStep> = match finished.exit {
        3 => vec![("vbot-sync sync", say!("next-corrected"))],
        4 => vec![("vbot-sync plan", say!("next-refused"))],
        5 => vec![
            ("vbot-sync resume", say!("next-resume")),
            ("vbot-sync sync", say!("next-anew")),
        ],
        _ => Vec::new(),
    };
    let held = (finished.held > 0).then_some(check);
    held.into_iter().chain(by_exit).collect()
}
