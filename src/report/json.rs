//! The plan as one JSON object for scripts, written call by call.
//!
//! Invariant: keys and their order are a promise (`"format": 1`); a million calls are never in memory
//! as JSON at once. Every call and every issue stands on a line of its own, so that `grep` finds them.

use std::{
    borrow::Cow,
    collections::BTreeMap,
    io::{self, Write},
};

use serde::Serialize;
use serde_json::Value;

use super::complaint::Complaint;
use crate::model::{self, Call, CallId, Code, Counts, Entity, Operation, Plan};

/// Writes the plan; `body` says what a call will send, without the keys of the tenant.
///
/// # Errors
/// Nothing can be written.
pub fn plan(out: &mut impl Write, plan: &Plan, body: &dyn Fn(&Call) -> Value) -> io::Result<()> {
    write!(out, "{{\"format\":1,\n\"summary\":")?;
    serde_json::to_writer(&mut *out, &summary(plan))?;
    write!(out, ",\n\"calls\":")?;
    list(out, plan.calls.iter(), |out, call| {
        let call = call.map_err(io::Error::other)?;
        Ok(serde_json::to_writer(out, &Written::of(&call, body))?)
    })?;
    write!(out, ",\n\"issues\":")?;
    list(out, Complaint::of(plan), |out, complaint| {
        Ok(serde_json::to_writer(out, &complaint)?)
    })?;
    writeln!(out, "}}")
}

/// Every entity, the ones without any record at zero.
fn summary(plan: &Plan) -> BTreeMap<Entity, Counts> {
    let counts = |entity| plan.summary.get(&entity).copied().unwrap_or_default();
    Entity::ALL.map(|entity| (entity, counts(entity))).into()
}

fn list<T, W: Write>(
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

/// A call as scripts see it.
#[derive(Serialize)]
struct Written<'a> {
    id: CallId,
    entity: Entity,
    op: Operation,
    code: &'a Code,
    new_code: Option<&'a Code>,
    after: &'a [CallId],
    changes: BTreeMap<Cow<'a, str>, [Option<Said<'a>>; 2]>,
    origin: Option<Place<'a>>,
    body: Value,
}

/// A value, as plain as can be.
#[derive(Serialize)]
#[serde(untagged)]
enum Said<'a> {
    Text(&'a str),
    List(&'a [String]),
}

impl<'a> Said<'a> {
    fn of(value: &'a model::Value) -> Self {
        match value {
            model::Value::Text(text) => Self::Text(text),
            model::Value::List(list) => Self::List(list),
        }
    }
}

fn changes(call: &Call) -> BTreeMap<Cow<'_, str>, [Option<Said<'_>>; 2]> {
    let changes = call.changes_by_name().into_iter();
    let changes = changes.map(|(name, sides)| {
        let sides = sides.each_ref();
        (name, sides.map(|side| side.as_ref().map(Said::of)))
    });
    changes.collect()
}

/// The row that asks for a call; a call is about all its columns.
#[derive(Serialize)]
struct Place<'a> {
    file: &'a str,
    sheet: Option<&'a str>,
    row: Option<u32>,
}

impl<'a> Written<'a> {
    fn of(call: &'a Call, body: &dyn Fn(&Call) -> Value) -> Self {
        Self {
            id: call.id,
            entity: call.entity,
            op: call.action.operation(),
            code: call.action.code(),
            new_code: call.action.new_code(),
            after: &call.after,
            changes: changes(call),
            origin: call.origin.as_ref().map(|origin| Place {
                file: &origin.file,
                sheet: origin.sheet.as_deref(),
                row: origin.row,
            }),
            body: body(call),
        }
    }
}
