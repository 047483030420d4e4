//! What a call does to a record, value by value.
//!
//! An update shows the differences; a create and a delete show all of the record's values besides its name, so that a
//! person sees what is added and what is lost. Invariant: values have been cleaned.

use std::borrow::Cow;

use crate::{
    model::{Action, Call, Content, Value, alike::told_apart, field_name},
    report::text::clean,
};

/// Old and new value; empty if there is none.
pub(super) type ValuePair = [String; 2];

/// The record's name.
pub(super) fn name(call: &Call) -> String {
    let name = call.action.content().text(call.entity.name_attribute());
    clean(name.unwrap_or_default())
}

/// Every value of a call, with its attribute's name.
pub(super) fn values(call: &Call) -> Vec<(Cow<'_, str>, ValuePair)> {
    match &call.action {
        Action::Create { content, .. } => all_values(call, content, |value| [String::new(), value]),
        Action::Delete { content, .. } => all_values(call, content, |value| [value, String::new()]),
        Action::Update { .. } | Action::UpdateNo { .. } => changed(call),
    }
}

/// The differences, without a change of code, which is in the record's heading.
fn changed(call: &Call) -> Vec<(Cow<'_, str>, ValuePair)> {
    let code = call.entity.code_key();
    let changes = call.changes_by_name().into_iter();
    changes
        .filter(|(name, _)| name != code)
        .map(|(name, [old, new])| {
            let (old, new) = told_apart(&shown(old.as_ref()), &shown(new.as_ref()));
            (name, [old, new])
        })
        .collect()
}

/// All values, without the name, which is in the record's heading.
fn all_values<'a>(
    call: &Call,
    content: &'a Content,
    pair: fn(String) -> ValuePair,
) -> Vec<(Cow<'a, str>, ValuePair)> {
    let own = content.attributes.iter();
    let own = own
        .filter(|(attribute, value)| {
            **attribute != call.entity.name_attribute() && !value.is_blank()
        })
        .map(|(attribute, value)| (attribute.as_str().into(), pair(shown(Some(value)))));
    let fields = content.fields.iter().filter(|(_, value)| !value.is_empty());
    let fields = fields.map(|(code, value)| (field_name(code), pair(clean(value))));
    own.chain(fields).collect()
}

fn shown(value: Option<&Value>) -> String {
    clean(&value.map(Value::shown).unwrap_or_default())
}
