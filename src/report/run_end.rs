//! The end of a run: what was applied, what was not and why, and what to do next.
//!
//! It decides no exit code. Invariant: after a clean run it gives no advice.

use std::{io, time::Duration};

use crate::language::say;
use crate::model::{CallState, Finding, Operation, RunFigures, StopReason, UnsentCall};

use super::{
    figures::{calls, counted, duration, number},
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
        let sentence = format!("Stopped early: {}.", visible(&stopped(reason)));
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
    let section = |state, count, words: &str| (state, count, format!("{} {words}", calls(count)));
    [
        section(CallState::Rejected, failed, "failed"),
        section(CallState::Blocked, blocked, "blocked by a failed one"),
        section(
            CallState::Unknown,
            unknown,
            "may or may not have been applied; the next run settles that first",
        ),
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
        let more = format!("  … and {} more", number(count - shown));
        lines.line(TextRole::Dim, &more)?;
    }
    lines.blank()
}

fn one(lines: &mut Lines<'_>, failure: &UnsentCall) -> io::Result<()> {
    let (operation, reason) = (failure.operation.as_str(), reason(failure));
    let line = format!("{operation} {} {}: {reason}", failure.entity, failure.code);
    lines.indented(2, TextRole::Plain, &visible(&line))?;
    match &failure.origin {
        Some(origin) => lines.indented(4, TextRole::Dim, &visible(&origin.to_string())),
        None => Ok(()),
    }
}

fn reason(failure: &UnsentCall) -> String {
    match (&failure.blocked_by, failure.error) {
        (Some((entity, code)), _) => format!("waits for {entity} {code}"),
        (None, Some(error)) => format!("{} (error {error})", failure.message),
        (None, None) => failure.message.clone(),
    }
}

/// Changes that others made are counted separately, because the counts above are those of this run.
fn met(finished: &RunFigures) -> Vec<String> {
    let sentence = |finding: Finding| {
        let count = *finished.findings.get(&finding)?;
        let (creates, updates, deletes) = (
            counted(count, "create", "creates"),
            counted(count, "update", "updates"),
            counted(count, "delete", "deletes"),
        );
        let moves = counted(count, "change of code", "changes of code");
        let lost = counted(count, "record had", "records had");
        let them = if count == 1 { "it was" } else { "they were" };
        Some(match finding {
            Finding::Adopted => format!(
                "{creates} met a record that was in the account already; {them} taken over with a full update (`on_exists = \"adopt\"`)."
            ),
            Finding::LeftAlone => format!(
                "{creates} met a record that was in the account already; {them} left alone and not counted above (`on_exists = \"skip\"`)."
            ),
            Finding::Recreated => format!(
                "{updates} met no record in the account; {them} created again (`on_missing = \"create\"`)."
            ),
            Finding::Absent => format!("{deletes} met no record: it was gone already."),
            Finding::Moved => format!(
                "{moves} met no record at the old code and one at the new; {them} taken over with a full update (`on_exists = \"adopt\"`)."
            ),
            Finding::CreatedAnew => format!(
                "{moves} met no record at either code; {them} created again (`on_missing = \"create\"`)."
            ),
            Finding::TemporaryLost => format!(
                "{lost} a temporary code that is no longer in the account; {them} given up and planned afresh (`on_missing = \"create\"`)."
            ),
            Finding::Confirmed => return None,
        })
    };
    Finding::FOREIGN.into_iter().filter_map(sentence).collect()
}

fn rest(finished: &RunFigures) -> Vec<String> {
    let held = counted(finished.held, "row was", "rows were");
    let remaining = counted(finished.remaining, "call was", "calls were");
    let held = format!("{held} held: nothing was sent or deleted for rows with errors.");
    let remaining = format!("{remaining} not sent.");
    let sentences = [(finished.held, held), (finished.remaining, remaining)];
    let counted = sentences.into_iter().filter(|(count, _)| *count > 0);
    counted.map(|(_, sentence)| sentence).collect()
}

/// Why a run ended early, as the part of a sentence, with what was said about it.
#[must_use]
pub fn stopped(reason: &StopReason) -> String {
    let words = stop_words(reason);
    match reason {
        StopReason::Interrupted => words.to_owned(),
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
const fn stop_words(reason: &StopReason) -> &'static str {
    match reason {
        StopReason::Interrupted => "Ctrl-C or a stop signal",
        StopReason::OutOfTime(_) => "the allowed time is over",
        StopReason::Unauthorised(_) => "the token is not accepted",
        StopReason::KeyRefused(_) => "the API key is not accepted",
        StopReason::Forbidden(_) => "the account lacks the right",
        StopReason::Redirected(_) => "the server answers with a redirect, which is not followed",
        StopReason::ServerDown(_) => "the server keeps failing",
        StopReason::Canary { .. } => "too many of the first calls, the canary, failed",
        StopReason::CanaryDiffers { .. } => {
            "the account has the first calls, the canary, otherwise than it acknowledged"
        }
        StopReason::HalfWay(_) => "a record keeps a temporary code or name",
        StopReason::MappingWrong(_) => {
            "nearly everything is refused, the mapping is probably wrong"
        }
    }
}

/// The whole end in one sentence: counts and a reason, and nothing of what sheets or the server say.
pub(super) fn sentence(finished: &RunFigures, stop: Option<&StopReason>) -> String {
    let counts = [
        (finished.failed, "call failed", "calls failed"),
        (finished.blocked, "call blocked", "calls blocked"),
        (finished.unknown, "call in doubt", "calls in doubt"),
        (finished.held, "row held", "rows held"),
        (finished.remaining, "call not sent", "calls not sent"),
    ];
    let counts = counts.into_iter().filter(|(count, ..)| *count > 0);
    let counts = counts.map(|(count, one, many)| counted(count, one, many));
    let counts: Vec<_> = counts.collect();
    let reason = stop.map(|reason| format!("stopped early: {}", stop_words(reason)));
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
        return "Nothing was sent.".to_owned();
    };
    let applied = calls(finished.total());
    let requests = counted(finished.requests, "request", "requests");
    let time = duration(Duration::try_from_secs_f64(finished.seconds).unwrap_or_default());
    format!("Run {run}: {applied} applied with {requests} in {time}.")
}

/// A command, and its purpose now.
type NextStep = (&'static str, &'static str);

/// What a person has to correct before a run can continue.
fn remedy(reason: &StopReason) -> Option<String> {
    match reason {
        StopReason::Unauthorised(_) => Some(say!("remedy-token")),
        StopReason::KeyRefused(_) => Some(say!("remedy-key")),
        StopReason::Forbidden(_) => Some(say!("remedy-forbidden")),
        StopReason::Redirected(_) => Some(say!("remedy-redirected")),
        StopReason::ServerDown(_) => Some(say!("remedy-down")),
        StopReason::MappingWrong(_) => Some(say!("remedy-mapping")),
        StopReason::Canary { .. } => Some(say!("remedy-canary")),
        StopReason::CanaryDiffers { .. } => Some(say!("remedy-canary-differs")),
        StopReason::Interrupted | StopReason::OutOfTime(_) | StopReason::HalfWay(_) => None,
    }
}

fn advise(lines: &mut Lines<'_>, finished: &RunFigures, remedy: Option<String>) -> io::Result<()> {
    let advice = advice(finished);
    if !advice.is_empty() {
        lines.line(TextRole::Plain, "Next:")?;
    }
    if let Some(remedy) = remedy {
        lines.indented(2, TextRole::Plain, &remedy)?;
    }
    for (command, purpose) in advice {
        lines.indented(2, TextRole::Strong, command)?;
        lines.indented(4, TextRole::Plain, purpose)?;
    }
    Ok(())
}

/// What a person can do now; empty after a clean run.
fn advice(finished: &RunFigures) -> Vec<NextStep> {
    let check = ("vbot-sync check", "shows the errors of the held rows");
    let by_exit: &[NextStep] = match finished.exit {
        3 => &[(
            "vbot-sync sync",
            "after the rows are corrected: sends only what is left",
        )],
        4 => &[(
            "vbot-sync plan",
            "why it was refused, and the flag that overrides it",
        )],
        5 => &[
            (
                "vbot-sync resume",
                "finishes this run without reading the sheets again",
            ),
            (
                "vbot-sync sync",
                "reads the sheets again and makes a new plan",
            ),
        ],
        _ => &[],
    };
    let held = (finished.held > 0).then_some(check);
    held.into_iter().chain(by_exit.iter().copied()).collect()
}
