//! The effect of a `previous_no` whose record has its own row.

use super::*;
use crate::model::Problem;

#[test]
fn a_record_whose_own_row_is_unchanged_is_not_given_to_another() {
    let snapshot = FixtureSnapshot::default().with(CUSTOMER, "A", an());
    let diff = compare(
        rows(vec![
            row(CUSTOMER, "A", an()),
            moved(CUSTOMER, "C", "A", binh()),
        ]),
        &snapshot,
    );
    assert_eq!(
        (described(&diff), diff.unchanged, rules(&diff)),
        (vec!["+C".into()], 1, vec!["row.previous"])
    );
    let Problem::PreviousStays { record, .. } = &diff.issues[0].problem else {
        panic!("{:?}", diff.issues);
    };
    assert_eq!(record.code.as_str(), "A");
    // If the row with that code is another record now, the change is carried out.
    let reused = vec![row(CUSTOMER, "A", binh()), moved(CUSTOMER, "C", "A", an())];
    let diff = compare(rows(reused), &snapshot);
    assert_eq!(
        (described(&diff), rules(&diff)),
        (vec!["+A".into(), "A>C".into()], vec![])
    );
}

#[test]
fn a_swap_is_not_swapped_back_where_one_of_its_records_was_lost() {
    let swapped = vec![
        moved(CUSTOMER, "A", "B", binh()),
        moved(CUSTOMER, "B", "A", an()),
    ];
    let lost = FixtureSnapshot::default()
        .with(CUSTOMER, "A", binh())
        .knowing(CUSTOMER, "A", |known| known.previous_no = Some("B".into()));
    let diff = compare(rows(swapped), &lost);
    assert_eq!((described(&diff), diff.unchanged), (vec!["+B".into()], 1));
}
