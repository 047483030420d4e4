//! The same plan without the customers' personal data, for a report that leaves the house.
//!
//! Masked are the name, the phones, the address, the e-mail address and the custom fields of customers:
//! in the changes, in the content of every call and of what it leads to, and what an issue quotes of a
//! cell. Kept are codes and identities, statuses, types and groups (also as customers name them, known or
//! not), the lookups' own data, the names of columns, and the places where it all came from. A legacy
//! code that is itself a phone number stays one: without its codes nobody could look anything up.
//!
//! What is left is for reading. It is no plan to send, and no journal may take it.
//!
//! Invariant: of a masked value no run of more than [`super::mask::LONGEST`] letters or digits survives, and a value that
//! changes is still seen to change, in words where its mask stays the same.

use super::mask::masked;
use crate::model::{Action, Attribute, Call, Content, Effect, Entity, Key, Plan, Privacy, Value};

/// Stands behind a new value whose mask is that of the old one.
const CHANGED: &str = " (changed)";

/// The attributes of customers that are about the person.
const PERSONAL: [Attribute; 4] = [
    Attribute::CustomerName,
    Attribute::CustomerPhones,
    Attribute::CustomerAddress,
    Attribute::CustomerEmail,
];

/// Masks the customers' personal data wherever the plan holds it.
pub fn redact(plan: &mut Plan) {
    plan.calls = plan.calls.changed(mask_call);
    for issue in &mut plan.issues {
        issue.problem.mask(&masked);
    }
    for guard in &mut plan.guards {
        guard.mask(&masked);
    }
}

fn mask_call(call: &mut Call) {
    if call.entity != Entity::Customer {
        return;
    }
    for (key, sides) in &mut call.changes {
        mask_change(sides, kind(key));
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
    for attribute in PERSONAL {
        if let Some(value) = content.attributes.get_mut(&attribute) {
            mask_value(value, Privacy::of(attribute));
        }
    }
    for value in content.fields.values_mut() {
        *value = masked(value, Privacy::Words);
    }
}

const fn kind(key: &Key) -> Privacy {
    match key {
        Key::Code => Privacy::Open,
        Key::Attribute(attribute) => Privacy::of(*attribute),
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

/// Says in words what the mask hides.
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
