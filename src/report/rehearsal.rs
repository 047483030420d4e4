//! What a rehearsal has shown, in words that a manager understands.
//!
//! It shows no plan; `plan` does. Invariant: it claims nothing about rules that only the real server knows.

use std::{
    io::{self, Write},
    time::Duration,
};

use serde::Serialize;

use super::{
    figures::{calls, duration, shown_rate, word},
    lines::Lines,
    run_end::stopped,
    style::{Style, TextRole},
    text::visible,
};
use crate::{
    language::say,
    model::{RateLimits, Rehearsal, StageRule, UnsentCall},
};

/// The result as one JSON object.
///
/// # Errors
/// The writer fails.
pub fn json(out: &mut impl Write, rehearsal: &Rehearsal) -> io::Result<()> {
    #[derive(Serialize)]
    struct RehearsalObject<'a> {
        format: u8,
        #[serde(flatten)]
        rehearsal: &'a Rehearsal,
    }
    let format = 1;
    serde_json::to_writer(&mut *out, &RehearsalObject { format, rehearsal })?;
    writeln!(out)
}

/// The result in a short paragraph, with the first failures above it.
///
/// # Errors
/// The writer fails.
pub fn text(
    out: &mut impl Write,
    rehearsal: &Rehearsal,
    limits: &RateLimits,
    style: Style,
) -> io::Result<()> {
    let lines = &mut Lines::new(out, style);
    for failure in &rehearsal.failures {
        lines.indented(2, TextRole::Error, &visible(&refusal(failure)))?;
        if let Some(origin) = &failure.origin {
            lines.indented(4, TextRole::Dim, &visible(&origin.to_string()))?;
        }
    }
    for record in &rehearsal.differing {
        let sentence = say!(
            "rehearsal-differs",
            entity = record.entity,
            code = record.code
        );
        lines.indented(2, TextRole::Warning, &visible(&sentence))?;
    }
    lines.paragraph(TextRole::Strong, &verdict(rehearsal))?;
    if rehearsal.calls > 0 {
        lines.paragraph(TextRole::Plain, &time(rehearsal, limits))?;
    }
    let known = listed(&rehearsal.rules.known);
    let unknown = listed(&rehearsal.rules.unknown);
    let sentence = say!("rehearsal-tried", known, unknown);
    lines.paragraph(TextRole::Dim, &sentence)
}

fn refusal(failure: &UnsentCall) -> String {
    let UnsentCall {
        entity,
        operation,
        code,
        message,
        ..
    } = failure;
    let operation = say!("operation-word", operation = operation.as_str());
    format!("{operation} {} {code}: {message}", word(*entity))
}

fn verdict(rehearsal: &Rehearsal) -> String {
    let Rehearsal {
        plan,
        calls: planned,
        accepted,
        rejected,
        equal,
        stop,
        ..
    } = rehearsal;
    if *planned == 0 {
        return match equal {
            true => say!("rehearsal-nothing"),
            false => say!("rehearsal-nothing-differs"),
        };
    }
    let rest = planned - accepted - rejected;
    let accepted = match *planned - accepted {
        0 if *planned == 1 => say!("rehearsal-only-call"),
        0 => say!("rehearsal-all-calls", calls = calls(*planned)),
        _ => say!("rehearsal-some-calls", accepted, calls = calls(*planned)),
    };
    let rejected = match rejected {
        0 => String::new(),
        count => format!(", {}", say!("rehearsal-refused", count)),
    };
    let rest = match rest {
        0 => String::new(),
        count => format!(", {}", say!("rehearsal-rest", count)),
    };
    let stop = stop.as_ref().map_or_else(String::new, |reason| {
        let reason = visible(&stopped(reason));
        format!("; {}", say!("rehearsal-stops", reason))
    });
    let end = match equal {
        true => say!("rehearsal-equal"),
        false => say!("rehearsal-unequal"),
    };
    let calls = format!("{accepted}{rejected}{rest}{stop}");
    say!("rehearsal-verdict", plan, calls, end)
}

/// How long it takes, and until when that is true.
fn time(rehearsal: &Rehearsal, limits: &RateLimits) -> String {
    let took = Duration::try_from_secs_f64(rehearsal.seconds).unwrap_or_default();
    let requests = usize::try_from(rehearsal.requests).unwrap_or(usize::MAX);
    // As many answers may be under way as there are connections.
    let connections = u32::try_from(limits.concurrency).unwrap_or(u32::MAX);
    let slowest = f64::from(connections) / limits.rate;
    let slowest = Duration::try_from_secs_f64(slowest).unwrap_or_default();
    let slowest = match slowest.as_millis() {
        milliseconds @ 0..1000 => format!("{milliseconds} ms"),
        _ => duration(slowest),
    };
    let requests = say!("requests", count = requests);
    say!(
        "rehearsal-time",
        duration = duration(took),
        requests,
        rate = shown_rate(limits.rate),
        ends = to_the_minute(&rehearsal.ends.local()),
        slowest
    )
}

/// `2026-12-01 02:10` of a moment in RFC 3339.
fn to_the_minute(moment: &str) -> String {
    let minutes = moment.get(..16).unwrap_or(moment);
    minutes.replace('T', " ")
}

fn listed(rules: &[StageRule]) -> String {
    let all: Vec<_> = rules.iter().map(|rule| words(*rule)).collect();
    all.join(", ")
}

fn words(rule: StageRule) -> String {
    match rule {
        StageRule::Keys => say!("stage-keys"),
        StageRule::Exists => say!("stage-exists"),
        StageRule::Missing => say!("stage-missing"),
        StageRule::References => say!("stage-references"),
        StageRule::InUse => say!("stage-in-use"),
        StageRule::GroupNames => say!("stage-group-names"),
        StageRule::Cascade => say!("stage-cascade"),
        StageRule::Folding => say!("stage-folding"),
        StageRule::Values => say!("stage-values"),
        StageRule::Others => say!("stage-others"),
        StageRule::Permissions => say!("stage-permissions"),
        StageRule::RateLimit => say!("stage-rate-limit"),
        StageRule::AnswerTime => say!("stage-answer-time"),
    }
}
