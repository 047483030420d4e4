//! Records that an earlier run has left at a temporary code.

use super::{CUSTOMER, an, binh, compare, told, wanted};
use crate::model::{
    Code, Entity,
    fixture::{Shelf, moved, named, row, rows},
};

#[test]
fn a_record_left_at_a_temporary_code_goes_on_to_its_own() {
    let shelf =
        Shelf::default()
            .with(CUSTOMER, "TMP-1", an())
            .knowing(CUSTOMER, "TMP-1", |known| {
                known.temporary_for = Some("B".into());
            });
    assert_eq!(
        told(&compare(rows(vec![row(CUSTOMER, "B", an())]), &shelf)),
        ["TMP-1>B"]
    );
}

#[test]
fn a_swap_that_broke_in_the_middle_is_taken_up_where_it_stands() {
    let shelf = Shelf::default()
        .with(CUSTOMER, "TMP-1", an())
        .with(CUSTOMER, "B", binh())
        .knowing(CUSTOMER, "TMP-1", |known| {
            known.temporary_for = Some("B".into());
        });
    let swapped = vec![
        moved(CUSTOMER, "A", "B", binh()),
        moved(CUSTOMER, "B", "A", an()),
    ];
    assert_eq!(told(&compare(rows(swapped), &shelf)), ["B>A", "TMP-1>B"]);
}

#[test]
fn a_customer_that_may_name_anything_is_told_of_every_blank_field() {
    let shelf = Shelf::default()
        .with(Entity::Field, "F", named(Entity::Field, "f"))
        .with(CUSTOMER, "A", an())
        .knowing(CUSTOMER, "A", |known| known.unsettled = true);
    let mut blank = an();
    for field in ["F", "G"] {
        blank.fields.insert(Code::from(field), String::new());
    }
    let diff = compare(rows(vec![row(CUSTOMER, "A", blank)]), &shelf);
    let sent = wanted(&diff);
    let fields: Vec<&str> = sent.content.fields.keys().map(Code::as_str).collect();
    assert_eq!(fields, ["F"], "there is no G");
}
