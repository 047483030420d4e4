//! Records that an earlier run has left at a temporary code.

use super::{CUSTOMER, an, binh, compare, described, wanted};
use crate::{
    codec::fixture::{FixtureSnapshot, rows},
    model::{
        Code, Entity,
        fixture::{moved, named, row},
    },
};

#[test]
fn a_record_left_at_a_temporary_code_goes_on_to_its_own() {
    let snapshot = FixtureSnapshot::default()
        .with(CUSTOMER, "TMP-1", an())
        .knowing(CUSTOMER, "TMP-1", |known| {
            known.temporary_for = Some("B".into());
        });
    assert_eq!(
        described(&compare(rows(vec![row(CUSTOMER, "B", an())]), &snapshot)),
        ["TMP-1>B"]
    );
}

#[test]
fn a_swap_that_broke_in_the_middle_is_continued() {
    let snapshot = FixtureSnapshot::default()
        .with(CUSTOMER, "TMP-1", an())
        .with(CUSTOMER, "B", binh())
        .knowing(CUSTOMER, "TMP-1", |known| {
            known.temporary_for = Some("B".into());
        });
    let swapped = vec![
        moved(CUSTOMER, "A", "B", binh()),
        moved(CUSTOMER, "B", "A", an()),
    ];
    assert_eq!(
        described(&compare(rows(swapped), &snapshot)),
        ["B>A", "TMP-1>B"]
    );
}

#[test]
fn a_customer_with_unknown_references_gets_every_blank_field() {
    let snapshot = FixtureSnapshot::default()
        .with(Entity::Field, "F", named(Entity::Field, "f"))
        .with(CUSTOMER, "A", an())
        .knowing(CUSTOMER, "A", |known| known.unsettled = true);
    let mut blank = an();
    for field in ["F", "G"] {
        blank.fields.insert(Code::from(field), String::new());
    }
    let diff = compare(rows(vec![row(CUSTOMER, "A", blank)]), &snapshot);
    let sent = wanted(&diff);
    let fields: Vec<&str> = sent.content.fields.keys().map(Code::as_str).collect();
    assert_eq!(fields, ["F"], "there is no G");
}
