//! Cuts what is too long in a call that is only an example.
//!
//! It does not choose the examples. Invariant: what is cut in a text is shown as `…`.

use crate::model::{Action, Call, Content, Value};

/// Letters of a value.
const LETTERS: usize = 200;

/// Custom fields of a record.
const FIELDS: usize = 60;

/// Texts of a list.
const TEXTS: usize = 20;

/// Cuts what is too long for an example.
pub(super) fn shorten(call: &mut Call) {
    for value in call.changes.values_mut().flatten().flatten() {
        shorten_value(value);
    }
    while call.changes.len() > FIELDS {
        call.changes.pop_last();
    }
    match &mut call.action {
        Action::Create { content, .. }
        | Action::Update { content, .. }
        | Action::UpdateNo { content, .. }
        | Action::Delete { content, .. } => shorten_content(content),
    }
}

fn shorten_content(content: &mut Content) {
    content.attributes.values_mut().for_each(shorten_value);
    while content.fields.len() > FIELDS {
        content.fields.pop_last();
    }
    content.fields.values_mut().for_each(shorten_text);
}

fn shorten_value(value: &mut Value) {
    match value {
        Value::Text(text) => shorten_text(text),
        Value::List(list) => {
            list.truncate(TEXTS);
            list.iter_mut().for_each(shorten_text);
        }
    }
}

fn shorten_text(text: &mut String) {
    if let Some((end, _)) = text.char_indices().nth(LETTERS) {
        text.truncate(end);
        text.push('…');
    }
}
