//! Rejected rows: the records that they hold, and the rows that can't have those records' codes.

use super::{CUSTOMER, an, binh, compare, compare_all, described, rules};
use crate::{
    codec::{
        ShapedRows,
        fixture::{FixtureSnapshot, rows},
    },
    model::{
        Entity, Policy,
        fixture::{held, moved, named, row},
    },
};

#[test]
fn a_rejected_row_holds_its_record_and_an_unreadable_one_holds_all() {
    let snapshot = FixtureSnapshot::default()
        .with(CUSTOMER, "A", an())
        .with(CUSTOMER, "B", binh());
    let one = ShapedRows {
        held: vec![held(Some("A"))],
        ..ShapedRows::default()
    };
    let diff = compare(one, &snapshot);
    assert_eq!((described(&diff), diff.held.len()), (vec!["-B".into()], 1));
    let any = ShapedRows {
        held: vec![held(None)],
        ..ShapedRows::default()
    };
    let diff = compare(any, &snapshot);
    assert_eq!(
        (described(&diff), rules(&diff)),
        (vec![], vec!["delete.withheld"])
    );
}

#[test]
fn a_code_whose_record_stays_is_not_given_away() {
    let snapshot = FixtureSnapshot::default()
        .with(CUSTOMER, "A", an())
        .with(CUSTOMER, "B", binh());
    let shaped = ShapedRows {
        held: vec![held(Some("B"))],
        ..rows(vec![moved(CUSTOMER, "B", "A", an())])
    };
    let diff = compare(shaped, &snapshot);
    assert_eq!(
        (described(&diff), diff.held.len(), rules(&diff)),
        (vec![], 2, vec!["row.code_taken"])
    );
}

#[test]
fn a_group_name_that_stays_is_not_given_away() {
    let snapshot =
        FixtureSnapshot::default().with(Entity::Group, "G1", named(Entity::Group, "Hà Nội"));
    let shaped = ShapedRows {
        held: vec![held(Some("G1"))],
        ..rows(vec![row(
            Entity::Group,
            "G2",
            named(Entity::Group, "Hà Nội"),
        )])
    };
    let diff = compare_all(Entity::Group, shaped, &snapshot, &Policy::default());
    assert_eq!(rules(&diff), ["row.group_name"]);
}

#[test]
fn a_held_row_at_the_end_of_a_long_chain_holds_all_of_it_at_once() {
    let code = |at: usize| format!("K{at:05}");
    let snapshot = (0..2_000).fold(FixtureSnapshot::default(), |snapshot, at| {
        snapshot.with(CUSTOMER, &code(at), an())
    });
    let chain = (1..2_000).map(|at| moved(CUSTOMER, &code(at), &code(at - 1), an()));
    let shaped = ShapedRows {
        held: vec![held(Some(&code(1_999)))],
        ..rows(chain.collect())
    };
    assert_eq!(compare(shaped, &snapshot).held.len(), 2_000);
}
