//! Who is who, a case at a time.

mod content;
mod detour;
mod suggest;

use super::diff;
use crate::model::{
    Diff, Entity, Moves, Policy, Record, Shaped,
    fixture::{Shelf, customer, held, moved, named, row, rows},
};

const CUSTOMER: Entity = Entity::Customer;

fn an() -> crate::model::Content {
    customer("An", "0912345678", "NEW")
}

fn binh() -> crate::model::Content {
    customer("Bình", "0987654321", "NEW")
}

fn compare(shaped: Shaped, shelf: &Shelf) -> Diff {
    compare_as(shaped, shelf, &Policy::default())
}

fn compare_as(shaped: Shaped, shelf: &Shelf, policy: &Policy) -> Diff {
    diff(CUSTOMER, shaped, shelf, policy, &Moves::default()).expect("a shelf can be read")
}

/// `+A` create, `-A` delete, `~A` update, `A>B` another code, `A>B~` and new content.
fn told(diff: &Diff) -> Vec<String> {
    let one = |change: &crate::model::Change| match (&change.old, &change.new) {
        (None, Some(new)) => format!("+{}", new.code),
        (Some((old, _)), None) => format!("-{old}"),
        (Some((old, _)), Some(new)) if *old == new.code => format!("~{old}"),
        (Some((old, _)), Some(new)) => {
            format!("{old}>{}{}", new.code, if change.sends { "~" } else { "" })
        }
        (None, None) => "?".to_owned(),
    };
    diff.changes.iter().map(one).collect()
}

fn rules(diff: &Diff) -> Vec<&str> {
    diff.issues
        .iter()
        .map(|issue| issue.rule.as_str())
        .collect()
}

#[test]
fn new_changed_unchanged_and_vanished() {
    let shelf = Shelf::default()
        .with(CUSTOMER, "A", an())
        .with(CUSTOMER, "B", binh())
        .with(CUSTOMER, "C", an());
    let changed = customer("Bình", "0987654321", "OLD");
    let diff = compare(
        rows(vec![
            row(CUSTOMER, "A", an()),
            row(CUSTOMER, "B", changed),
            row(CUSTOMER, "D", binh()),
        ]),
        &shelf,
    );
    assert_eq!(
        (told(&diff), diff.unchanged),
        (vec!["~B".into(), "+D".into(), "-C".into()], 1)
    );
}

#[test]
fn a_swap_by_previous_no_is_acted_on_once() {
    let shelf = Shelf::default()
        .with(CUSTOMER, "A", an())
        .with(CUSTOMER, "B", binh());
    let swapped = || {
        rows(vec![
            moved(CUSTOMER, "A", "B", binh()),
            moved(CUSTOMER, "B", "A", an()),
        ])
    };
    assert_eq!(told(&compare(swapped(), &shelf)), ["B>A", "A>B"]);
    let after = Shelf::default()
        .with(CUSTOMER, "A", binh())
        .with(CUSTOMER, "B", an())
        .knowing(CUSTOMER, "A", |known| known.previous_no = Some("B".into()))
        .knowing(CUSTOMER, "B", |known| known.previous_no = Some("A".into()));
    assert_eq!(
        (
            told(&compare(swapped(), &after)),
            compare(swapped(), &after).unchanged
        ),
        (vec![], 2)
    );
}

#[test]
fn an_old_previous_no_does_not_part_two_records_from_their_codes() {
    let shelf = Shelf::default()
        .with(CUSTOMER, "A", an())
        .with(CUSTOMER, "B", binh());
    let diff = compare(
        rows(vec![
            row(CUSTOMER, "A", an()),
            moved(CUSTOMER, "B", "A", binh()),
        ]),
        &shelf,
    );
    assert_eq!(
        (told(&diff), diff.notes.len()),
        (vec![], 1),
        "it is only remembered"
    );
}

#[test]
fn a_chain_moves_everybody_along() {
    let shelf = Shelf::default()
        .with(CUSTOMER, "A", an())
        .with(CUSTOMER, "B", binh());
    let chain = vec![
        moved(CUSTOMER, "B", "A", an()),
        moved(CUSTOMER, "C", "B", binh()),
    ];
    assert_eq!(told(&compare(rows(chain), &shelf)), ["A>B", "B>C"]);
}

#[test]
fn two_rows_that_were_the_same_record_are_both_held() {
    let shelf = Shelf::default().with(CUSTOMER, "A", an());
    let diff = compare(
        rows(vec![
            moved(CUSTOMER, "B", "A", an()),
            moved(CUSTOMER, "C", "A", binh()),
        ]),
        &shelf,
    );
    assert_eq!(
        (told(&diff), diff.held, rules(&diff)),
        (vec![], 2, vec!["row.previous", "row.previous"])
    );
}

fn identified(code: &str, identity: &str, content: crate::model::Content) -> Record {
    Record {
        identity: Some(identity.to_owned()),
        ..row(CUSTOMER, code, content)
    }
}

#[test]
fn identity_decides_who_a_record_is() {
    let shelf = || {
        Shelf::default()
            .with(CUSTOMER, "A", an())
            .knowing(CUSTOMER, "A", |known| known.identity = Some("1".into()))
    };
    assert_eq!(
        told(&compare(rows(vec![identified("B", "1", an())]), &shelf())),
        ["A>B"]
    );
    assert_eq!(
        told(&compare(rows(vec![identified("A", "2", an())]), &shelf())),
        ["+A", "-A"],
        "another record"
    );
    let unnamed = Shelf::default().with(CUSTOMER, "A", an());
    let diff = compare(rows(vec![identified("A", "1", an())]), &unnamed);
    assert_eq!(
        (told(&diff), diff.notes.len()),
        (vec![], 1),
        "it gets its identity without a call"
    );
}

#[test]
fn equal_content_is_a_change_of_code_only_where_it_is_unique() {
    let one = Shelf::default().with(CUSTOMER, "A", an());
    assert_eq!(
        told(&compare(rows(vec![row(CUSTOMER, "B", an())]), &one)),
        ["A>B"]
    );
    let two = Shelf::default()
        .with(CUSTOMER, "A", an())
        .with(CUSTOMER, "C", an());
    assert_eq!(
        told(&compare(rows(vec![row(CUSTOMER, "B", an())]), &two)),
        ["+B", "-A", "-C"]
    );
    let off = Policy {
        detect_renames: false,
        ..Policy::default()
    };
    assert_eq!(
        told(&compare_as(
            rows(vec![row(CUSTOMER, "B", an())]),
            &one,
            &off
        )),
        ["+B", "-A"]
    );
}

#[test]
fn a_near_miss_is_only_pointed_out() {
    let shelf = Shelf::default().with(CUSTOMER, "A", an());
    let diff = compare(
        rows(vec![row(
            CUSTOMER,
            "B",
            customer("An Nguyễn", "0912345678", "NEW"),
        )]),
        &shelf,
    );
    assert_eq!(
        (told(&diff), rules(&diff)),
        (vec!["+B".into(), "-A".into()], vec!["code.suggestion"])
    );
}

#[test]
fn a_rejected_row_holds_its_record_and_an_unreadable_one_holds_all() {
    let shelf = Shelf::default()
        .with(CUSTOMER, "A", an())
        .with(CUSTOMER, "B", binh());
    let one = Shaped {
        held: vec![held(Some("A"))],
        ..Shaped::default()
    };
    let diff = compare(one, &shelf);
    assert_eq!((told(&diff), diff.held), (vec!["-B".into()], 1));
    let any = Shaped {
        held: vec![held(None)],
        ..Shaped::default()
    };
    let diff = compare(any, &shelf);
    assert_eq!(
        (told(&diff), rules(&diff)),
        (vec![], vec!["delete.withheld"])
    );
}

#[test]
fn a_code_whose_record_stays_is_not_given_away() {
    let shelf = Shelf::default()
        .with(CUSTOMER, "A", an())
        .with(CUSTOMER, "B", binh());
    let shaped = Shaped {
        records: vec![moved(CUSTOMER, "B", "A", an())],
        held: vec![held(Some("B"))],
        ..Shaped::default()
    };
    let diff = compare(shaped, &shelf);
    assert_eq!(
        (told(&diff), diff.held, rules(&diff)),
        (vec![], 2, vec!["row.code_taken"])
    );
}

#[test]
fn a_group_name_that_stays_is_not_given_away() {
    let shelf = Shelf::default().with(Entity::Group, "G1", named(Entity::Group, "Hà Nội"));
    let shaped = Shaped {
        records: vec![row(Entity::Group, "G2", named(Entity::Group, "Hà Nội"))],
        held: vec![held(Some("G1"))],
        ..Shaped::default()
    };
    let diff = diff(
        Entity::Group,
        shaped,
        &shelf,
        &Policy::default(),
        &Moves::default(),
    )
    .expect("readable");
    assert_eq!(rules(&diff), ["row.group_name"]);
}

#[test]
fn a_held_row_at_the_end_of_a_long_chain_holds_all_of_it_at_once() {
    let code = |at: usize| format!("K{at:05}");
    let shelf = (0..2_000).fold(Shelf::default(), |shelf, at| {
        shelf.with(CUSTOMER, &code(at), an())
    });
    let shaped = Shaped {
        records: (1..2_000)
            .map(|at| moved(CUSTOMER, &code(at), &code(at - 1), an()))
            .collect(),
        held: vec![held(Some(&code(1_999)))],
        ..Shaped::default()
    };
    assert_eq!(compare(shaped, &shelf).held, 2_000);
}
