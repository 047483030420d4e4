//! Who is who, a case at a time.

mod content;
mod detour;
mod doubtful;
mod memory;
mod previous;
mod rejected;
mod suggest;

use super::{Against, diff};
use crate::model::{
    Acknowledged, AtHand, Diff, Entity, Issue, Moves, Policy, Record, Shaped,
    fixture::{Shelf, customer, moved, row, rows},
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
    compare_all(CUSTOMER, shaped, shelf, policy)
}

fn compare_all(entity: Entity, shaped: Shaped, shelf: &Shelf, policy: &Policy) -> Diff {
    let known = shelf.records(entity).expect("a shelf can be read");
    let against = Against {
        snapshot: shelf,
        known: &known,
        policy,
        moves: &Moves::default(),
        keeper: &AtHand,
    };
    diff(entity, shaped, against).expect("a shelf can be read")
}

/// What the first change wants.
fn wanted(diff: &Diff) -> Record {
    let wanted = diff.changes[0].new_record();
    wanted.expect("it is at hand").expect("the record stays")
}

/// `+A` create, `-A` delete, `~A` update, `A>B` another code, `A>B~` and new content.
fn told(diff: &Diff) -> Vec<String> {
    let one = |change: &crate::model::Change| match (change.old.as_deref(), &change.new) {
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
    diff.issues.iter().map(Issue::rule).collect()
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
