//! Everything about one record, in the order of a person's questions: where it comes from, how it is known, what was
//! sent when, and what would be sent now.
//!
//! The verdict is last, where a reader looks when a command ends. Invariant: if nothing would be sent, it gives the
//! reason.

use std::{
    borrow::Cow,
    io::{self, Write},
};

use crate::language::say;
use crate::model::alike::told_apart;
use crate::model::{
    Call, CallState, Cause, Entity, Explanation, Finding, KeptValue, Key, Operation, PastCall,
    Provenance, Severity, Sighting, StoredRecord, Value, WriteRule,
};

use super::{
    changes::shown,
    explain_account::{self, content_facts},
    figures::{calls, word},
    issues::{self, IssueDetail},
    lines::Lines,
    style::{Style, TextRole},
    text::{left, visible, width},
};

/// Writes what is known about the record.
///
/// # Errors
/// The writer fails.
pub fn record(out: &mut impl Write, about: &Explanation, style: Style) -> io::Result<()> {
    let lines = &mut Lines::new(out, style);
    let title = format!("{} {}", word(about.entity), visible(&about.code));
    lines.line(TextRole::Strong, &title)?;
    heading(lines, &say!("explain-sheets"))?;
    rows(lines, about)?;
    heading(lines, &say!("explain-snapshot"))?;
    stored(lines, about)?;
    if let Some(side) = &about.account {
        heading(lines, &say!("account-heading"))?;
        explain_account::verdict(lines, side)?;
        list(lines, &explain_account::facts(about, side))?;
    }
    heading(lines, &say!("explain-sent"))?;
    past(lines, &about.past)?;
    heading(lines, &say!("explain-now"))?;
    now(lines, about)
}

fn heading(lines: &mut Lines<'_>, text: &str) -> io::Result<()> {
    lines.blank()?;
    lines.line(TextRole::Dim, text)
}

fn tell(lines: &mut Lines<'_>, text: &str) -> io::Result<()> {
    lines.indented(2, TextRole::Plain, text)
}

fn rows(lines: &mut Lines<'_>, about: &Explanation) -> io::Result<()> {
    if about.rows.is_empty() {
        let why = if about.managed {
            say!("explain-no-row")
        } else {
            say!("explain-unmanaged")
        };
        return tell(lines, &why);
    }
    for row in &about.rows {
        tell(lines, &visible(&row.origin().to_string()))?;
        match row {
            Sighting::Held(_) => {
                lines.indented(4, TextRole::Error, &say!("explain-rejected"))?;
            }
            Sighting::Row(record) => {
                let code = Some(&record.code).filter(|code| **code != about.code);
                let mut facts = Vec::from_iter(fact(&say!("explain-code"), code));
                facts.extend(fact("previous_no", record.previous_no.as_ref()));
                facts.extend(fact("identity", record.identity.as_ref()));
                facts.extend(content_facts(about.entity, &record.content));
                let kept = record.kept.iter();
                let name = |key: &Key| key.name(about.entity).into_owned();
                facts.extend(kept.map(|key| (name(key), say!("explain-kept"))));
                list(lines, &facts)?;
            }
        }
    }
    Ok(())
}

/// A name and a value, if there is one.
fn fact(name: &str, value: Option<&impl ToString>) -> Option<(String, String)> {
    value.map(|value| (name.to_owned(), value.to_string()))
}

fn stored(lines: &mut Lines<'_>, about: &Explanation) -> io::Result<()> {
    let Some(stored) = &about.stored else {
        return tell(lines, &absent(about));
    };
    tell(lines, &acknowledged(stored))?;
    let known = &stored.known;
    let mut facts = Vec::from_iter(fact("identity", known.identity.as_ref()));
    facts.extend(fact("previous_no", known.previous_no.as_ref()));
    facts.extend(content_facts(about.entity, &stored.content));
    list(lines, &facts)?;
    if let Some(goal) = &known.temporary_for {
        let goal = visible(goal);
        tell(lines, &say!("explain-temporary", goal))?;
    }
    if known.unsettled {
        tell(lines, &say!("explain-unsettled"))?;
    }
    Ok(())
}

/// A record that has left a code is looked up under its new one.
fn absent(about: &Explanation) -> String {
    let mut past = about.past.iter();
    let applied = past.find(|past| past.state == CallState::Applied);
    let moved = applied.filter(|past| *past.call.action.code() == about.code);
    match moved.and_then(|past| Some((past.run, past.call.action.new_code()?))) {
        Some((run, to)) => say!("explain-moved", code = visible(to), run),
        None => say!("explain-nothing"),
    }
}

fn acknowledged(stored: &StoredRecord) -> String {
    let how = match stored.provenance {
        Provenance::Created => say!("explain-created"),
        Provenance::Adopted => say!("explain-adopted"),
        Provenance::Read => say!("explain-read"),
        Provenance::Assumed => say!("explain-assumed"),
    };
    let at = format!("{:.0}", stored.acknowledged_at);
    say!("explain-acknowledged", at, run = stored.run, how)
}

fn past(lines: &mut Lines<'_>, past: &[PastCall]) -> io::Result<()> {
    if past.is_empty() {
        return tell(lines, &say!("explain-nothing"));
    }
    for one in past {
        let task = task(&one.call);
        let attempts = match one.attempts {
            0 | 1 => String::new(),
            attempts => format!(" {}", say!("explain-attempts", attempts)),
        };
        let state = say!("state-word", state = one.state.as_str()).replace('_', " ");
        let run = say!("explain-run", run = one.run);
        tell(
            lines,
            &format!("{run}  {:.0}  {task}: {state}{attempts}", one.at),
        )?;
        let answer = one.finding.map(Finding::sentence);
        if let Some(answer) = answer.or_else(|| one.message.clone()) {
            let message = visible(&answer);
            let answer = match one.code {
                Some(error) => say!("answer-error", message, error),
                None => message,
            };
            lines.indented(4, TextRole::Plain, &answer)?;
        }
        changes(lines, &one.call)?;
    }
    Ok(())
}

fn task(call: &Call) -> String {
    let code = visible(call.action.code());
    let operation = say!(
        "operation-word",
        operation = call.action.operation().as_str()
    );
    match call.action.new_code() {
        Some(new) => format!("{operation} {code} → {}", visible(new)),
        None => format!("{operation} {code}"),
    }
}

fn now(lines: &mut Lines<'_>, about: &Explanation) -> io::Result<()> {
    for call in &about.calls {
        let line = format!("{}: {}", task(call), why(call));
        tell(lines, &line)?;
        changes(lines, call)?;
        for before in about.before.iter().filter(|before| waits(call, before)) {
            let line = say!("explain-waits", task = task(before), entity = before.entity);
            lines.indented(4, TextRole::Dim, &line)?;
        }
    }
    for kept in &about.kept {
        tell(lines, &visible(&kept_value(about.entity, kept)))?;
    }
    if !about.issues.is_empty() {
        issues::write(lines, &about.issues, IssueDetail::Brief)?;
    }
    issues::guards(lines, &about.guards)?;
    lines.paragraph(TextRole::Strong, &verdict(about))
}

/// Why a value of the row is not sent.
fn kept_value(entity: Entity, kept: &KeptValue) -> String {
    let rule = match kept.rule {
        WriteRule::IfEmpty => "if-empty",
        WriteRule::Create | WriteRule::Always => "create",
    };
    let (name, given) = (kept.key.name(entity), shown(Some(&kept.given)));
    match &kept.stays {
        Some(stays) => {
            let (stays, given) = told_apart(&shown(Some(stays)), &given);
            say!("explain-stays", name, stays, rule, given)
        }
        None => say!("explain-unread", name, rule, given),
    }
}

fn waits(call: &Call, before: &Call) -> bool {
    call.after.contains(&before.id) || call.waits.contains(&before.id)
}

fn why(call: &Call) -> String {
    match (call.cause, call.action.operation()) {
        (Cause::Row, Operation::Create) => say!("why-create"),
        (Cause::Row, Operation::Delete) => say!("why-delete"),
        (Cause::Row, Operation::UpdateNo) => say!("why-update-no"),
        (Cause::Row, Operation::Update) => say!("why-update"),
        (Cause::Follows, _) => say!("why-follows"),
        (Cause::Missing, _) => say!("why-missing"),
        (Cause::Detour, _) => say!("why-detour"),
    }
}

fn verdict(about: &Explanation) -> String {
    let calls = calls(about.calls.len());
    match (about.calls.is_empty(), about.guards.is_empty()) {
        (true, _) => nothing(about),
        (_, true) => say!("explain-would", calls),
        (_, false) => say!("explain-refused", calls),
    }
}

fn nothing(about: &Explanation) -> String {
    let is_held = |row: &Sighting| matches!(row, Sighting::Held(_));
    let mut issues = about.issues.iter();
    let errors = issues.any(|issue| issue.severity() == Severity::Error);
    let why = match (about.stored.is_some(), about.rows.is_empty()) {
        _ if !about.managed => say!("nothing-unmanaged"),
        _ if about.rows.iter().any(is_held) || (errors && !about.rows.is_empty()) => {
            say!("nothing-errors")
        }
        (true, true) if !about.issues.is_empty() => say!("nothing-kept-above"),
        (true, true) => say!("nothing-kept"),
        (true, false) if !about.kept.is_empty() => say!("nothing-left-to-account"),
        (true, false) => say!("nothing-matches"),
        (false, true) => say!("nothing-at-all"),
        (false, false) => say!("nothing-other-code"),
    };
    say!("explain-nothing-to-send", why)
}

/// The changes of a call, without a change of code, which the call's own line shows.
fn changes(lines: &mut Lines<'_>, call: &Call) -> io::Result<()> {
    if call.action.operation() == Operation::UpdateNo {
        return Ok(());
    }
    let line = |(name, [old, new]): (Cow<'_, str>, &[Option<Value>; 2])| {
        let change = match (old, new) {
            (None, new) => shown(new.as_ref()),
            (old, None) => say!("explain-was", value = shown(old.as_ref())),
            (old, new) => {
                let (old, new) = told_apart(&shown(old.as_ref()), &shown(new.as_ref()));
                format!("{old} → {new}")
            }
        };
        (name.into_owned(), change)
    };
    let changes = call.changes_by_name().into_iter();
    list(lines, &changes.map(line).collect::<Vec<_>>())
}

/// Names and values in two columns; values are never cut.
fn list(lines: &mut Lines<'_>, facts: &[(String, String)]) -> io::Result<()> {
    let widest = facts.iter().map(|(name, _)| width(name)).max().unwrap_or(0);
    for (name, value) in facts {
        let name = left(&visible(name), widest.min(26));
        lines.line(TextRole::Plain, &format!("    {name}  {}", visible(value)))?;
    }
    Ok(())
}
