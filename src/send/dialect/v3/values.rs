//! The fields of a customer: which field has which attribute, and which of them a call sends.
//!
//! It sends nothing and knows no answer. Invariant: a create has no blank value, and an update no value that stays.

use serde_json::Value as Json;

use super::{WireCall, cleared};
use crate::{
    model::{Action, Attribute, Code, Content, CustomerFields, Value},
    send::wire_values::WireValues,
};

/// The field that has the name.
const NAME: &str = "name";

/// Every value of a content by its field, blank ones as well.
pub fn of_customer(fields: &CustomerFields, content: &Content) -> WireValues {
    WireValues::of(all(fields, content, fields.phones.len()))
}

/// The values of a create.
pub fn created(call: &WireCall<'_>) -> Vec<(String, Json)> {
    let values = all(&call.account.fields, call.action.content(), 0);
    let filled = values.into_iter().filter(|(_, value)| !value.is_empty());
    filled.map(|(key, value)| (key, value.into())).collect()
}

/// The values of an update: those that change, or all of them if it is unknown what the account has.
pub fn updated(call: &WireCall<'_>) -> Vec<(String, Json)> {
    let Action::Update {
        content, before, ..
    } = call.action
    else {
        return Vec::new();
    };
    let fields = &call.account.fields;
    let values = match before {
        None => all(fields, content, fields.phones.len()),
        Some(before) => all(fields, &changed(content, before), phones(before)),
    };
    let value = |(key, value): (String, String)| match value.as_str() {
        "" => (key, cleared(call)),
        _ => (key, value.into()),
    };
    values.into_iter().map(value).collect()
}

/// The part of a content that has a former value.
fn changed(content: &Content, before: &Content) -> Content {
    let mut changed = content.clone();
    changed
        .attributes
        .retain(|attribute, _| before.attributes.contains_key(attribute));
    changed
        .fields
        .retain(|code, _| before.fields.contains_key(code));
    changed
}

/// How many phones there were.
fn phones(content: &Content) -> usize {
    match content.attributes.get(&Attribute::CustomerPhones) {
        Some(Value::List(list)) => list.len(),
        _ => 0,
    }
}

/// The values by their fields, in the order of the attributes; further phones up to `least` are blank.
fn all(fields: &CustomerFields, content: &Content, least: usize) -> Vec<(String, String)> {
    let mut values = Vec::new();
    for (attribute, value) in &content.attributes {
        match (attribute, value) {
            (Attribute::CustomerName, value) => values.push((NAME.to_owned(), value.shown())),
            (Attribute::CustomerPhones, Value::List(list)) => {
                let count = list.len().max(least);
                for (at, field) in fields.phones.iter().enumerate().take(count) {
                    let phone = list.get(at).cloned().unwrap_or_default();
                    values.push((field.to_string(), phone));
                }
            }
            (attribute, value) => {
                if let Some(field) = fields.of(*attribute) {
                    values.push((field.to_string(), value.shown()));
                }
            }
        }
    }
    let custom = content.fields.iter();
    values.extend(custom.map(|(code, value): (&Code, &String)| (code.to_string(), value.clone())));
    values
}
