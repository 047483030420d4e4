//! Values that only a create sends.

use super::{CUSTOMER, an, compare, described, rules, wanted};
use crate::{
    codec::{
        AcceptedRow, ShapedRows,
        fixture::{FixtureSnapshot, rows},
    },
    model::{
        Attribute, Entity, Key, Record, TablePlace, Value,
        fixture::{customer, moved, named, row},
    },
};

const NAME: Key = Key::Attribute(Attribute::CustomerName);

/// Rows of a table in which only a create sends these values.
fn create_only(keys: &[Key], records: Vec<Record>) -> ShapedRows {
    let mut shaped = rows(records);
    for row in &mut shaped.rows {
        if let AcceptedRow::Changed(record) = row {
            let mut table = TablePlace::clone(&record.table);
            table.create_only = keys.to_vec();
            record.table = table.into();
        }
    }
    shaped
}

#[test]
fn only_a_create_sends_the_value_of_the_row() {
    let empty = FixtureSnapshot::default();
    let new = compare(create_only(&[NAME], vec![row(CUSTOMER, "A", an())]), &empty);
    assert_eq!(
        wanted(&new).content.text(Attribute::CustomerName),
        Some("An")
    );
    let snapshot = FixtureSnapshot::default().with(CUSTOMER, "A", an());
    let renamed = || customer("Ân", "0912345678", "NEW");
    let rows = vec![row(CUSTOMER, "A", renamed())];
    let same = compare(create_only(&[NAME], rows), &snapshot);
    assert_eq!((described(&same), same.unchanged), (vec![], 1));
    let rows = vec![moved(CUSTOMER, "B", "A", renamed())];
    let moved = compare(create_only(&[NAME], rows), &snapshot);
    assert_eq!(described(&moved), ["A>B"], "the name is not sent with it");
}

#[test]
fn an_update_repeats_what_was_last_sent() {
    let snapshot = FixtureSnapshot::default().with(CUSTOMER, "A", an());
    let mut next = customer("Ân", "0912345678", "OLD");
    let email = Attribute::CustomerEmail;
    next.attributes.insert(email, Value::from("an@example.vn"));
    next.fields.insert("F".into(), "x".to_owned());
    let keys = [NAME, Key::Attribute(email), Key::Field("F".into())];
    let rows = vec![row(CUSTOMER, "A", next)];
    let sent = wanted(&compare(create_only(&keys, rows), &snapshot));
    assert_eq!(sent.content, customer("An", "0912345678", "OLD"));
}

#[test]
fn a_name_that_is_not_sent_takes_no_name_of_another_group() {
    let group = Entity::Group;
    let snapshot = FixtureSnapshot::default()
        .with(group, "1", named(group, "Huế"))
        .with(group, "2", named(group, "Vinh"));
    let mut shaped = create_only(
        &[Key::Attribute(Attribute::GroupName)],
        vec![row(group, "1", named(group, "Vinh"))],
    );
    shaped.held.push(crate::model::fixture::held(Some("2")));
    let diff = super::compare_all(group, shaped, &snapshot, &crate::model::Policy::default());
    assert_eq!((rules(&diff), diff.unchanged), (vec![], 1));
}
