//! Past runs for scripts, written call by call.
//!
//! Invariant: the keys are stable (`"format": 1`), and every call and every issue is on its own line.

use std::{
    borrow::Cow,
    collections::BTreeMap,
    io::{self, Write},
};

use serde::Serialize;

use super::json::{JsonPlace, JsonValue, changes, list};
use crate::{
    error::Result,
    model::{
        CallId, CallState, Code, Entity, Operation, Origin, PastCall, RecordedIssue, RunSummary,
        Severity,
    },
};

/// Writes runs, newest first.
///
/// # Errors
/// The writer fails.
pub fn runs(out: &mut impl Write, runs: &[RunSummary]) -> io::Result<()> {
    write!(out, "{{\"format\":1,\n\"runs\":")?;
    list(out, runs.iter(), |out, run| {
        Ok(serde_json::to_writer(out, run)?)
    })?;
    writeln!(out, "}}")
}

/// Writes one run with its calls and issues. `calls` passes each call to its visitor. The inner result is the writer's.
///
/// # Errors
/// The calls can't be read.
pub fn run(
    out: &mut impl Write,
    run: &RunSummary,
    issues: &[RecordedIssue],
    calls: impl FnOnce(&mut dyn FnMut(PastCall)) -> Result<()>,
) -> Result<io::Result<()>> {
    let mut before = "\n";
    let mut written = head(out, run);
    calls(&mut |call| {
        if written.is_ok() {
            written = one(out, before, &call);
        }
        before = ",\n";
    })?;
    Ok(written.and_then(|()| tail(out, issues)))
}

fn head(out: &mut impl Write, run: &RunSummary) -> io::Result<()> {
    let keys = serde_json::to_string(run)?;
    write!(
        out,
        "{{\"format\":1,{},\n\"calls\":[",
        &keys[1..keys.len() - 1]
    )
}

fn tail(out: &mut impl Write, issues: &[RecordedIssue]) -> io::Result<()> {
    write!(out, "],\n\"issues\":")?;
    let shown = issues.iter().map(ShownRecordedIssue::of);
    list(out, shown, |out, issue| {
        Ok(serde_json::to_writer(out, &issue)?)
    })?;
    writeln!(out, "}}")
}

fn one(out: &mut impl Write, before: &str, call: &PastCall) -> io::Result<()> {
    write!(out, "{before}")?;
    Ok(serde_json::to_writer(out, &RecordedCall::of(call))?)
}

/// A call of a past run.
#[derive(Serialize)]
pub(super) struct RecordedCall<'a> {
    id: CallId,
    entity: Entity,
    op: Operation,
    code: &'a Code,
    new_code: Option<&'a Code>,
    state: CallState,
    attempts: u32,
    error: Option<i64>,
    message: Option<&'a str>,
    origin: Option<JsonPlace<'a>>,
    changes: BTreeMap<Cow<'a, str>, [Option<JsonValue<'a>>; 2]>,
}

impl<'a> RecordedCall<'a> {
    pub(super) fn of(past: &'a PastCall) -> Self {
        let call = &past.call;
        Self {
            id: call.id,
            entity: call.entity,
            op: call.action.operation(),
            code: call.action.code(),
            new_code: call.action.new_code(),
            state: past.state,
            attempts: past.attempts,
            error: past.code,
            message: past.message.as_deref(),
            origin: call.origin.as_ref().map(JsonPlace::of),
            changes: changes(call),
        }
    }
}

/// An issue, without the record that only `status` shows.
#[derive(Serialize)]
struct ShownRecordedIssue<'a> {
    severity: Severity,
    rule: &'a str,
    message: &'a str,
    origin: Option<&'a Origin>,
}

impl<'a> ShownRecordedIssue<'a> {
    fn of(issue: &'a RecordedIssue) -> Self {
        Self {
            severity: issue.severity,
            rule: &issue.rule,
            message: &issue.message,
            origin: issue.origin.as_ref(),
        }
    }
}
