//! What a row's content is once it is known what was sent before.
//!
//! It looks at no codes, and leaves telling old from new to `model::differences`.

use crate::model::{Code, Content, Key, Record};

/// Fills in what the row leaves as it was, and drops custom fields that are blank and were never sent,
/// or have been cleared since.
///
/// `before` is what was sent, as it was sent and as it reads once everything that it names has its new
/// name: the account may hold either.
pub(super) fn complete(row: &mut Record, before: Option<(&Content, &Content)>) {
    for key in std::mem::take(&mut row.kept) {
        let Some(value) = before.and_then(|(_, followed)| followed.value(&key)) else {
            continue;
        };
        match key {
            Key::Code => {}
            Key::Attribute(attribute) => drop(row.content.attributes.insert(attribute, value)),
            Key::Field(code) => drop(row.content.fields.insert(code, value.shown())),
        }
    }
    let said = |content: &Content, code: &Code| {
        content
            .fields
            .get(code)
            .is_some_and(|value| !value.is_empty())
    };
    let sent =
        |code: &Code| before.is_some_and(|(old, followed)| said(old, code) || said(followed, code));
    row.content
        .fields
        .retain(|code, value| !value.is_empty() || sent(code));
}
