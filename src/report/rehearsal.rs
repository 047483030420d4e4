//! What a rehearsal has shown, in words that a manager understands.
//!
//! It shows no plan; `plan` does. Invariant: it claims nothing about rules that only the real server knows.

use std::{
    io::{self, Write},
    time::Duration,
};

use serde::Serialize;

use super::{
    figures::{calls, counted, duration, number, shown_rate},
    lines::Lines,
    run_end::stopped,
    style::{Style, TextRole},
    text::visible,
};
use crate::model::{RateLimits, Rehearsal, StageRule, UnsentCall};

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
        let sentence = format!(
            "{} {} would not be as the sheets want it",
            record.entity, record.code
        );
        lines.indented(2, TextRole::Warning, &visible(&sentence))?;
    }
    lines.paragraph(TextRole::Strong, &verdict(rehearsal))?;
    if rehearsal.calls > 0 {
        lines.paragraph(TextRole::Plain, &time(rehearsal, limits))?;
    }
    let known = listed(&rehearsal.rules.known);
    let unknown = listed(&rehearsal.rules.unknown);
    let sentence = format!("Tried: {known}. Only the real server knows: {unknown}.");
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
    format!("{} {entity} {code}: {message}", operation.as_str())
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
            true => "Nothing to rehearse: the plan has no call.".to_owned(),
            false => "The plan has no call, but the account would not be as the sheets want it."
                .to_owned(),
        };
    }
    let rest = planned - accepted - rejected;
    let accepted = match *planned - accepted {
        0 if *planned == 1 => "the only call is accepted".to_owned(),
        0 => format!("all {} are accepted in this order", calls(*planned)),
        _ => format!("{} of {} are accepted", number(*accepted), calls(*planned)),
    };
    let rejected = match rejected {
        0 => String::new(),
        count => format!(", {} refused", counted(*count, "is", "are")),
    };
    let rest = match rest {
        0 => String::new(),
        rest => format!(", {} not brought to an end", counted(rest, "is", "are")),
    };
    let stop = stop.as_ref().map_or_else(String::new, |reason| {
        format!("; the run stops early ({})", visible(&stopped(reason)))
    });
    let end = match equal {
        true => "the account ends as the sheets want it",
        false => "the account does not end as the sheets want it",
    };
    format!("Rehearsal of plan {plan}: {accepted}{rejected}{rest}{stop}, and {end}.")
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
    format!(
        "It takes {} with {} at {}; begun now, it ends on {}. That holds as long as VBot answers within {slowest}; slower answers make it longer (`concurrency`).",
        duration(took),
        counted(requests, "request", "requests"),
        shown_rate(limits.rate),
        to_the_minute(&rehearsal.ends.local()),
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

const fn words(rule: StageRule) -> &'static str {
    match rule {
        StageRule::Keys => "the keys that a call needs",
        StageRule::Exists => "codes that exist already",
        StageRule::Missing => "records that are missing",
        StageRule::References => "what customers refer to",
        StageRule::InUse => "what is in use",
        StageRule::GroupNames => "names of groups",
        StageRule::Cascade => "whether customers follow a lookup that gets another code or name",
        StageRule::Folding => "whether codes that differ only in case are one",
        StageRule::Values => "which values it accepts",
        StageRule::Others => "what others have changed in the account",
        StageRule::Permissions => "what the token's user may do",
        StageRule::RateLimit => "how many requests it takes",
        StageRule::AnswerTime => "how long its answers take",
    }
}
