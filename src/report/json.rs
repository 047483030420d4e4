//! The plan as one JSON object for scripts, written call by call.
//!
//! It contains no credentials. Invariant: the keys and their order are stable (`"format": 1`); a million calls are
//! never in memory as JSON at once; every call and every issue is on its own line, so that `grep` finds it.

use std::{
    borrow::Cow,
    collections::BTreeMap,
    io::{self, Write},
};

use serde::Serialize;
use serde_json::Value;

use super::shown_issue::ShownIssue;
use crate::{
    codec::Plan,
    model::{self, Call, CallId, Checked, Code, Counts, Entity, Issue, Operation, Origin},
};

/// Writes the plan; `body` returns the body that a call will send, without the keys of the tenant.
///
/// # Errors
/// The writer fails.
pub fn plan(out: &mut impl Write, plan: &Plan, body: &dyn Fn(&Call) -> Value) -> io::Result<()> {
    write!(out, "{{\"format\":1,\n\"plan\":")?;
    serde_json::to_writer(&mut *out, &plan.id)?;
    write!(out, ",\n\"summary\":")?;
    serde_json::to_writer(&mut *out, &summary(plan))?;
    write!(out, ",\n\"left_out\":")?;
    serde_json::to_writer(&mut *out, &left_out(plan))?;
    write!(out, ",\n\"calls\":")?;
    list(out, plan.calls.iter(), |out, call| {
        let call = call.map_err(io::Error::other)?;
        Ok(serde_json::to_writer(out, &JsonCall::of(&call, body))?)
    })?;
    write!(out, ",\n\"issues\":")?;
    list(out, ShownIssue::of(plan), |out, issue| {
        Ok(serde_json::to_writer(out, &issue)?)
    })?;
    writeln!(out, "}}")
}

/// Writes how every table was read, and what is wrong with its rows.
///
/// # Errors
/// The writer fails.
pub fn check(out: &mut impl Write, tables: &[Checked], issues: &[Issue]) -> io::Result<()> {
    write!(out, "{{\"format\":1,\n\"sources\":")?;
    let read = tables.iter().filter_map(JsonTable::of);
    list(out, read, |out, table| {
        Ok(serde_json::to_writer(out, &table)?)
    })?;
    write!(out, ",\n\"issues\":")?;
    list(out, issues.iter().map(ShownIssue::issue), |out, issue| {
        Ok(serde_json::to_writer(out, &issue)?)
    })?;
    writeln!(out, "}}")
}

/// A table for scripts.
#[derive(Serialize)]
struct JsonTable<'a> {
    entity: Entity,
    file: &'a str,
    sheet: Option<&'a str>,
    rows: usize,
    rejected: usize,
}

impl<'a> JsonTable<'a> {
    /// `None` if it could not be read: that is an error of the command.
    fn of(checked: &'a Checked) -> Option<Self> {
        let facts = checked.table.as_ref().ok()?;
        Some(Self {
            entity: checked.entity,
            file: &facts.file,
            sheet: facts.sheet.as_deref(),
            rows: facts.rows,
            rejected: checked.rejected,
        })
    }
}

/// Every entity, with zeros for those without any record.
fn summary(plan: &Plan) -> BTreeMap<Entity, Counts> {
    let counts = |entity| plan.summary.get(&entity).copied().unwrap_or_default();
    Entity::ALL.map(|entity| (entity, counts(entity))).into()
}

/// The calls that were left out, with zeros for those of which there are none.
fn left_out(plan: &Plan) -> BTreeMap<Entity, BTreeMap<Operation, usize>> {
    let counts = |entity| {
        let counts = plan.left_out.get(&entity).copied().unwrap_or_default();
        Operation::ALL.map(|operation| (operation, counts.of(operation)))
    };
    Entity::ALL
        .map(|entity| (entity, counts(entity).into()))
        .into()
}

pub(super) fn list<T, W: Write>(
    out: &mut W,
    items: impl Iterator<Item = T>,
    one: impl Fn(&mut W, T) -> io::Result<()>,
) -> io::Result<()> {
    let mut before = "[\n";
    let mut after = "[]";
    for item in items {
        write!(out, "{before}")?;
        one(out, item)?;
        (before, after) = (",\n", "\n]");
    }
    write!(out, "{after}")
}

/// A call for scripts.
#[derive(Serialize)]
struct JsonCall<'a> {
    id: CallId,
    entity: Entity,
    op: Operation,
    code: &'a Code,
    new_code: Option<&'a Code>,
    after: &'a [CallId],
    changes: BTreeMap<Cow<'a, str>, [Option<JsonValue<'a>>; 2]>,
    origin: Option<JsonPlace<'a>>,
    body: Value,
}

/// A value in its simplest form.
#[derive(Serialize)]
#[serde(untagged)]
pub(super) enum JsonValue<'a> {
    Text(&'a str),
    List(&'a [String]),
}

impl<'a> JsonValue<'a> {
    pub(super) fn of(value: &'a model::Value) -> Self {
        match value {
            model::Value::Text(text) => Self::Text(text),
            model::Value::List(list) => Self::List(list),
        }
    }
}

pub(super) fn changes(call: &Call) -> BTreeMap<Cow<'_, str>, [Option<JsonValue<'_>>; 2]> {
    let changes = call.changes_by_name().into_iter();
    let changes = changes.map(|(name, sides)| {
        let sides = sides.each_ref();
        (name, sides.map(|side| side.as_ref().map(JsonValue::of)))
    });
    changes.collect()
}

/// The place of a call's row, without a column, because a call comes from all of them.
#[derive(Serialize)]
pub(super) struct JsonPlace<'a> {
    file: &'a str,
    sheet: Option<&'a str>,
    row: Option<u32>,
}

impl<'a> JsonPlace<'a> {
    pub(super) fn of(origin: &'a Origin) -> Self {
        Self {
            file: &origin.file,
            sheet: origin.sheet.as_deref(),
            row: origin.row,
        }
    }
}

impl<'a> JsonCall<'a> {
    fn of(call: &'a Call, body: &dyn Fn(&Call) -> Value) -> Self {
        Self {
            id: call.id,
            entity: call.entity,
            op: call.action.operation(),
            code: call.action.code(),
            new_code: call.action.new_code(),
            after: &call.after,
            changes: changes(call),
            origin: call.origin.as_ref().map(JsonPlace::of),
            body: body(call),
        }
    }
}
