//! Records that an earlier run has left at a temporary code.

use super::{CUSTOMER, an, binh, compare, told};
use crate::model::fixture::{Shelf, moved, row, rows};

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
