//! The columns that the calls of one entity need.
//!
//! It writes no cell. Invariant: every attribute of the entity and every custom field of its calls has one column, at
//! the same position for all of them.

use std::collections::BTreeSet;

use rust_xlsxwriter::XlsxError;

use crate::model::{Attribute, Call, Entity, Key};

/// Excel has 16,384 columns. Further fields are only in the column of changes.
const FIELDS: usize = 16_000;

/// Before the values: the call, and its changes in words.
pub(super) const LEADING: [(&str, f64); 5] = [
    ("No.", 7.0),
    ("Operation", 11.0),
    ("Code", 18.0),
    ("New code", 18.0),
    ("Changes", 45.0),
];

/// After the values: the origin, the cause, and the calls that come first.
pub(super) const TRAILING: [(&str, f64); 5] = [
    ("File", 30.0),
    ("Sheet", 16.0),
    ("Row", 8.0),
    ("Why", 30.0),
    ("Waits for", 14.0),
];

/// The attributes and fields of the value columns.
pub(super) fn keys(
    entity: Entity,
    calls: impl Iterator<Item = Result<Call, XlsxError>>,
) -> Result<Vec<Key>, XlsxError> {
    let attributes = entity.attributes().iter().copied();
    let mut fields = BTreeSet::new();
    for call in calls {
        for code in call?.action.content().fields.keys() {
            if !fields.contains(code) {
                fields.insert(code.clone());
            }
        }
    }
    let fields = fields.into_iter().take(FIELDS);
    let keys = attributes.map(Key::Attribute);
    Ok(keys.chain(fields.map(Key::Field)).collect())
}

/// All columns, with their widths.
pub(super) fn headers(entity: Entity, keys: &[Key], outcome: &[(&str, f64)]) -> Vec<(String, f64)> {
    let fixed = |(header, width): &(&str, f64)| ((*header).to_owned(), *width);
    let values = keys.iter();
    let values = values.map(|key| (key.name(entity).into_owned(), width(key)));
    let leading = LEADING.iter().map(fixed);
    leading
        .chain(outcome.iter().map(fixed))
        .chain(values)
        .chain(TRAILING.iter().map(fixed))
        .collect()
}

/// The usual width of such values; longer ones are wrapped.
fn width(key: &Key) -> f64 {
    match key {
        Key::Attribute(Attribute::CustomerAddress) => 40.0,
        Key::Attribute(
            Attribute::CustomerName
            | Attribute::CustomerEmail
            | Attribute::GroupDescription
            | Attribute::FieldDescription,
        ) => 30.0,
        // Leaves room for the header and the arrow of its filter.
        Key::Field(code) => match code.chars().count() {
            0..=12 => 18.0,
            13..=18 => 24.0,
            _ => 30.0,
        },
        Key::Code | Key::Attribute(_) => 23.0,
    }
}
