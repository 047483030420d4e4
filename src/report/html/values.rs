//! What a call does to a record, value by value.
//!
//! An update says what differs; a create and a delete say all that the record has besides its name, so
//! that a person sees what comes and what is lost. Invariant: values have been cleaned.

use std::borrow::Cow;

use crate::{
    model::{Action, Attribute, Call, Code, Content, Value, field_name},
    report::text::clean,
};

/// Old and new value; blank where there is none.
pub(super) type Pair = [String; 2];

/// What the record is called.
pub(super) fn name(call: &Call) -> String {
    let (Action::Create { content, .. }
    | Action::Update { content, .. }
    | Action::UpdateNo { content, .. }
    | Action::Delete { content, .. }) = &call.action;
    let name = content.text(call.entity.name_attribute());
    clean(name.unwrap_or_default())
}

/// Every value that a call is about, under its name.
pub(super) fn values(call: &Call) -> Vec<(Cow<'_, str>, Pair)> {
    match &call.action {
        Action::Create { content, .. } => said(call, content, |value| [String::new(), value]),
        Action::Delete { content, .. } => said(call, content, |value| [value, String::new()]),
        Action::Update { .. } | Action::UpdateNo { .. } => changed(call),
    }
}

/// The names of the values, without making any.
pub(super) fn names(call: &Call) -> Vec<Cow<'_, str>> {
    match &call.action {
        Action::Create { content, .. } | Action::Delete { content, .. } => {
            let own = attributes(call, content).map(|(attribute, _)| attribute.as_str().into());
            own.chain(fields(content).map(|(code, _)| field_name(code)))
                .collect()
        }
        Action::Update { .. } | Action::UpdateNo { .. } => {
            changes(call).map(|(name, _)| name).collect()
        }
    }
}

fn changed(call: &Call) -> Vec<(Cow<'_, str>, Pair)> {
    changes(call)
        .map(|(name, [old, new])| (name, [shown(old.as_ref()), shown(new.as_ref())]))
        .collect()
}

/// A change of code stands at the head of the record already.
fn changes(call: &Call) -> impl Iterator<Item = (Cow<'_, str>, &[Option<Value>; 2])> {
    let code = call.entity.code_key();
    let named = call.changes_by_name().into_iter();
    named.filter(move |(name, _)| name != code)
}

fn said<'a>(
    call: &Call,
    content: &'a Content,
    pair: fn(String) -> Pair,
) -> Vec<(Cow<'a, str>, Pair)> {
    let own = attributes(call, content)
        .map(|(attribute, value)| (attribute.as_str().into(), pair(shown(Some(value)))));
    let fields = fields(content).map(|(code, value)| (field_name(code), pair(clean(value))));
    own.chain(fields).collect()
}

/// The name stands at the head of the record already.
fn attributes<'a>(
    call: &Call,
    content: &'a Content,
) -> impl Iterator<Item = (Attribute, &'a Value)> {
    let name = call.entity.name_attribute();
    content
        .attributes
        .iter()
        .map(|(attribute, value)| (*attribute, value))
        .filter(move |(attribute, value)| *attribute != name && !value.is_blank())
}

fn fields(content: &Content) -> impl Iterator<Item = (&Code, &String)> {
    content.fields.iter().filter(|(_, value)| !value.is_empty())
}

fn shown(value: Option<&Value>) -> String {
    clean(&value.map(Value::shown).unwrap_or_default())
}
