//! The same plan without the customers' personal data, for a report that is passed on.
//!
//! It masks the name, the phones, the address, the e-mail address and the custom fields of customers: in the changes,
//! in the content of every call and of its effect, and in the parts of cells that an issue quotes. It keeps codes and
//! identities, statuses, types and groups (also as customers refer to them, known or not), the lookups' own data, the
//! names of columns, and the places. A legacy code that is itself a phone number stays one: without its codes no
//! person could look anything up.
//!
//! The result is for reading only: it must never be sent or journalled.
//!
//! Invariant: no run of more than [`super::mask::LONGEST`] letters or digits of a masked value survives, and a
//! changed value is still visible as changed, in words if its mask stays the same.

use super::mask::masked;
use crate::{
    codec::Plan,
    model::{
        Action, Call, Cell, Code, Content, Effect, Entity, Failed, Key, Privacy, Reason,
        StopReason, UnsentCall, Value,
    },
};

/// Follows a new value whose mask equals that of the old one.
const CHANGED: &str = " (changed)";

/// Replaces what the server says of a row, since it may quote any cell.
pub const MASKED_ANSWER: &str = "the answer is masked";

/// Masks the customers' personal data everywhere in the plan.
pub fn redact(plan: &mut Plan) {
    plan.calls = plan.calls.changed(mask_call);
    for issue in &mut plan.issues {
        issue.problem.mask(&masked);
    }
    for held in &mut plan.held_rows {
        if held.entity == Entity::Customer {
            held.name = held.name.take().map(|name| masked(&name, Privacy::Words));
        }
    }
    for guard in &mut plan.guards {
        guard.mask(&masked);
    }
}

/// Hides what the server says of rows, from the end of a run; error codes stay.
pub fn redact_answers(failures: &mut [UnsentCall], stop: &mut Option<StopReason>) {
    for failure in failures {
        MASKED_ANSWER.clone_into(&mut failure.message);
    }
    if let Some(StopReason::MappingWrong(message) | StopReason::ServerDown(message)) = stop {
        MASKED_ANSWER.clone_into(message);
    }
}

/// Masks failed rows: every cell of a customer but its code, since any column may have personal data, and what the
/// server says.
pub fn redact_failed(failed: &mut Failed) {
    failed.redacted = true;
    redact_answers(&mut failed.without_row, &mut None);
    for table in &mut failed.tables {
        for row in &mut table.rows {
            let code = row.code.as_ref().map(Code::as_str);
            if table.entity == Entity::Customer {
                for cell in &mut row.cells {
                    if let Some(text) = cell.shown().filter(|text| Some(*text) != code) {
                        *cell = Cell::Text(masked(text, Privacy::Words));
                    }
                }
            }
            for fault in &mut row.faults {
                match &mut fault.reason {
                    Reason::Rejected(problem) => problem.mask(&masked),
                    Reason::Refused { message, .. } => MASKED_ANSWER.clone_into(message),
                    Reason::Waits { .. } => {}
                }
            }
        }
    }
}

fn mask_call(call: &mut Call) {
    if call.entity != Entity::Customer {
        return;
    }
    for (key, sides) in &mut call.changes {
        mask_change(sides, kind(key));
    }
    if let Action::Update {
        before: Some(before),
        ..
    } = &mut call.action
    {
        mask_content(before);
    }
    match &mut call.action {
        Action::Create { content, .. }
        | Action::Update { content, .. }
        | Action::UpdateNo { content, .. }
        | Action::Delete { content, .. } => mask_content(content),
    }
    if let Effect::Put { content, .. } = &mut call.effect {
        mask_content(content);
    }
}

fn mask_content(content: &mut Content) {
    for (attribute, value) in &mut content.attributes {
        mask_value(value, attribute.privacy());
    }
    for value in content.fields.values_mut() {
        *value = masked(value, Privacy::Words);
    }
}

const fn kind(key: &Key) -> Privacy {
    match key {
        Key::Code => Privacy::Open,
        Key::Attribute(attribute) => attribute.privacy(),
        Key::Field(_) => Privacy::Words,
    }
}

fn mask_change([old, new]: &mut [Option<Value>; 2], kind: Privacy) {
    let differs = old != new;
    for value in [&mut *old, &mut *new].into_iter().flatten() {
        mask_value(value, kind);
    }
    if let Some(new_value) = new.as_mut().filter(|_| differs)
        && old.as_ref() == Some(&*new_value)
    {
        mark(new_value);
    }
}

/// Adds in words the change that the mask hides.
fn mark(value: &mut Value) {
    let text = match value {
        Value::Text(text) => Some(text),
        Value::List(list) => list.last_mut(),
    };
    if let Some(text) = text {
        text.push_str(CHANGED);
    }
}

fn mask_value(value: &mut Value, kind: Privacy) {
    match value {
        Value::Text(text) => *text = masked(text, kind),
        Value::List(list) => {
            for text in list {
                *text = masked(text, kind);
            }
        }
    }
}
