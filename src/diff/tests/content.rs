//! Differences and vanished records, case by case: blank cells, unmapped columns, custom fields.

use super::{CUSTOMER, an, compare, compare_as, described, rules, wanted};
use crate::{
    codec::fixture::{FixtureSnapshot, rows},
    model::{Attribute, Code, Key, Policy, Value, fixture::row},
};

#[test]
fn a_blank_cell_that_keeps_leaves_what_was_sent() {
    let snapshot = FixtureSnapshot::default().with(CUSTOMER, "A", an());
    let mut kept = row(CUSTOMER, "A", an());
    kept.content.attributes.remove(&Attribute::CustomerName);
    kept.kept.push(Key::Attribute(Attribute::CustomerName));
    assert_eq!(compare(rows(vec![kept.clone()]), &snapshot).unchanged, 1);
    kept.content
        .attributes
        .insert(Attribute::CustomerStatusCode, Value::from("OLD"));
    let diff = compare(rows(vec![kept.clone()]), &snapshot);
    let sent = wanted(&diff);
    assert_eq!(
        sent.content.text(Attribute::CustomerName),
        Some("An"),
        "it is sent again"
    );
    let diff = compare(rows(vec![kept]), &FixtureSnapshot::default());
    assert_eq!(rules(&diff), ["row.required"], "there is nothing to keep");
}

#[test]
fn a_column_that_is_not_mapped_is_not_compared() {
    let mut known = an();
    known
        .attributes
        .insert(Attribute::CustomerEmail, Value::from("an@example.vn"));
    let snapshot = FixtureSnapshot::default().with(CUSTOMER, "A", known);
    assert_eq!(
        compare(rows(vec![row(CUSTOMER, "A", an())]), &snapshot).unchanged,
        1
    );
    let mut cleared = an();
    cleared
        .attributes
        .insert(Attribute::CustomerEmail, Value::from(""));
    assert_eq!(
        described(&compare(rows(vec![row(CUSTOMER, "A", cleared)]), &snapshot)),
        ["~A"]
    );
}

#[test]
fn a_blank_field_is_sent_only_where_it_was_sent_before() {
    let with = |value: &str| {
        let mut content = an();
        content.fields.insert("F".into(), value.to_owned());
        content
    };
    let diff = compare(
        rows(vec![row(CUSTOMER, "A", with(""))]),
        &FixtureSnapshot::default(),
    );
    assert!(wanted(&diff).content.fields.is_empty());
    let snapshot = FixtureSnapshot::default().with(CUSTOMER, "A", with("x"));
    let diff = compare(rows(vec![row(CUSTOMER, "A", with(""))]), &snapshot);
    assert_eq!(wanted(&diff).content.fields[&Code::from("F")], "");
}

#[test]
fn without_deletes_vanished_records_stay_and_are_reported() {
    let keep = Policy {
        deletes: false,
        ..Policy::default()
    };
    let snapshot = FixtureSnapshot::default().with(CUSTOMER, "A", an());
    let diff = compare_as(rows(Vec::new()), &snapshot, &keep);
    assert_eq!(
        (described(&diff), rules(&diff)),
        (vec![], vec!["delete.kept"])
    );
}
