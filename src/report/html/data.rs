//! The calls and issues as the page's script reads them: arrays without keys, one per line.
//!
//! The script in `page.js` decodes them, so the two change together. Invariant: they are written one by one and are
//! never in memory as a whole.

use std::io::{self, Write};

use serde::Serialize;

use crate::{
    codec::Plan,
    error::Result,
    model::{Call, CallId, Cause, Entity, HeldPlace, HeldRows, Issue, Operation, Severity},
    report::{CallOutcome, OutcomeKind, RunOutcomes, message, text::clean},
};

use super::{
    escape::embed,
    tables::{NameTables, label},
    values::{name, values},
};

/// The causes, in the order of their numbers.
pub(super) const CAUSES: [Cause; 4] = [Cause::Row, Cause::Follows, Cause::Missing, Cause::Detour];

/// Dependencies of a call that are listed; the delete of a status may wait for every customer.
const NAMED: usize = 12;

/// Writes one JSON object.
pub(super) fn write(
    out: &mut impl Write,
    plan: &Plan,
    tables: &NameTables,
    ran: Option<&RunOutcomes<'_>>,
) -> io::Result<()> {
    write!(out, "{{\"entities\":")?;
    embed(out, &Entity::ALL)?;
    write!(out, ",\"operations\":")?;
    embed(out, &Operation::ALL)?;
    write!(out, ",\"causes\":")?;
    embed(out, &CAUSES)?;
    if ran.is_some() {
        list(
            out,
            "outcomes",
            OutcomeKind::ALL.map(|end| Ok(end.as_str())).into_iter(),
        )?;
    }
    write_tables(out, tables)?;
    let row = |call: Call| CallRow::of(&call, tables, ran);
    let calls = plan.calls.iter().map(|call| call.and_then(row));
    list(out, "calls", calls.map(|row| row.map_err(io::Error::other)))?;
    let held = HeldRows::of(&plan.held_rows);
    let issues = by_severity(&plan.issues).map(|issue| IssueRow::of(issue, tables, &held));
    list(out, "issues", issues.map(Ok))?;
    writeln!(out, "}}")
}

/// The issues, errors first.
pub(super) fn by_severity(issues: &[Issue]) -> impl Iterator<Item = &Issue> {
    let of = move |severity| {
        issues
            .iter()
            .filter(move |issue| issue.severity() == severity)
    };
    of(Severity::Error).chain(of(Severity::Warning))
}

fn write_tables(out: &mut impl Write, tables: &NameTables) -> io::Result<()> {
    let places = tables.places.names();
    let places = places.map(|(file, sheet)| Ok([clean(file), clean(sheet)]));
    list(out, "places", places)?;
    let attributes = tables.attributes.names();
    let attributes = attributes.map(|name| Ok([clean(name), clean(&label(name).1)]));
    list(out, "attributes", attributes)?;
    for (key, table) in [("rules", &tables.rules), ("columns", &tables.columns)] {
        list(out, key, table.names().map(|name| Ok(clean(name))))?;
    }
    Ok(())
}

fn list<T: Serialize>(
    out: &mut impl Write,
    name: &str,
    items: impl Iterator<Item = io::Result<T>>,
) -> io::Result<()> {
    write!(out, ",\"{name}\":[")?;
    let mut before = "\n";
    for item in items {
        write!(out, "{before}")?;
        embed(out, &item?)?;
        before = ",\n";
    }
    write!(out, "]")
}

/// A call: kind, code, new code, name, place, row, changes, dependencies, and after a run the outcome. Its number is its
/// position.
#[derive(Serialize)]
struct CallRow(
    usize,
    String,
    String,
    String,
    usize,
    u32,
    Vec<ChangePiece>,
    Vec<CallId>,
    #[serde(skip_serializing_if = "Option::is_none")] Option<OutcomePiece>,
);

/// The number of the outcome, and the answer if there is one: the error code and the message.
#[derive(Serialize)]
#[serde(untagged)]
enum OutcomePiece {
    Bare(usize),
    Answered(usize, Option<i64>, String),
}

impl OutcomePiece {
    fn of(outcome: &CallOutcome) -> Self {
        let number = OutcomeKind::ALL.iter().position(|end| *end == outcome.end);
        let number = number.unwrap_or_default();
        match (outcome.error, &outcome.message) {
            (None, None) => Self::Bare(number),
            (error, message) => {
                let message = message.as_deref().map(clean).unwrap_or_default();
                Self::Answered(number, error, message)
            }
        }
    }
}

/// A part of a change: an attribute's number, its old value, its new value, and so on.
#[derive(Serialize)]
#[serde(untagged)]
enum ChangePiece {
    Attribute(usize),
    Value(String),
}

impl CallRow {
    fn of(call: &Call, tables: &NameTables, ran: Option<&RunOutcomes<'_>>) -> Result<Self> {
        let outcome = ran.map(|ran| ran.shown(call.id)).transpose()?;
        let origin = call.origin.as_ref();
        let new_code = call.action.new_code().map(|code| clean(code));
        Ok(Self(
            kind(call),
            clean(call.action.code()),
            new_code.unwrap_or_default(),
            name(call),
            tables.place(origin),
            origin.and_then(|origin| origin.row).unwrap_or_default(),
            pieces(call, tables),
            waits(call),
            outcome.as_ref().map(OutcomePiece::of),
        ))
    }
}

/// Entity, operation and cause as one number.
fn kind(call: &Call) -> usize {
    let operation = call.action.operation();
    let numbers = [
        Entity::ALL.iter().position(|entity| *entity == call.entity),
        Operation::ALL.iter().position(|other| *other == operation),
        CAUSES.iter().position(|cause| *cause == call.cause),
    ];
    let [entity, operation, cause] = numbers.map(Option::unwrap_or_default);
    (entity * Operation::ALL.len() + operation) * CAUSES.len() + cause
}

fn pieces(call: &Call, tables: &NameTables) -> Vec<ChangePiece> {
    let values = values(call).into_iter();
    let pieces = values.flat_map(|(name, sides)| {
        let attribute = ChangePiece::Attribute(tables.attributes.number(&*name));
        std::iter::once(attribute).chain(sides.map(ChangePiece::Value))
    });
    pieces.collect()
}

/// The number of dependencies, then the first of them; empty if there are none.
fn waits(call: &Call) -> Vec<CallId> {
    let mut waits: Vec<_> = call.after.iter().chain(&call.waits).copied().collect();
    waits.sort_unstable();
    waits.dedup();
    let total = CallId::try_from(waits.len()).unwrap_or(CallId::MAX);
    waits.truncate(NAMED);
    if total > 0 {
        waits.insert(0, total);
    }
    waits
}

/// An issue: severity (0 is an error), rule, message, place, row, column, and of the record that is held for it its
/// entity, from 1, its code and its name.
#[derive(Serialize)]
struct IssueRow(u8, usize, String, usize, u32, usize, usize, String, String);

impl IssueRow {
    fn of(issue: &Issue, tables: &NameTables, held: &HeldRows<'_>) -> Self {
        let origin = issue.origin.as_ref();
        let row = held.row(issue);
        let own = |row: &HeldPlace| Entity::ALL.iter().position(|entity| *entity == row.entity);
        Self(
            u8::from(issue.severity() == Severity::Warning),
            tables.rules.number(issue.rule()),
            clean(&message(&issue.problem)),
            tables.place(origin),
            origin.and_then(|origin| origin.row).unwrap_or_default(),
            tables.column(origin),
            row.and_then(own).map_or(0, |number| number + 1),
            row.and_then(|row| row.code.as_deref())
                .map(clean)
                .unwrap_or_default(),
            row.and_then(|row| row.name.as_deref())
                .map(clean)
                .unwrap_or_default(),
        )
    }
}
