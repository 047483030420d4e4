//! Which row is which record, case by case.

mod content;
mod create_only;
mod detour;
mod doubtful;
mod memory;
mod previous;
mod rejected;
mod suggest;

use super::{DiffInput, diff};
use crate::{
    codec::{
        Diff, InMemory, ShapedRows, Snapshot,
        fixture::{FixtureSnapshot, rows},
    },
    model::{
        Entity, Issue, Moves, Policy, Record,
        fixture::{customer, moved, row},
    },
};

const CUSTOMER: Entity = Entity::Customer;

fn an() -> crate::model::Content {
    customer("An", "0912345678", "NEW")
}

fn binh() -> crate::model::Content {
    customer("Bình", "0987654321", "NEW")
}

fn compare(shaped: ShapedRows, snapshot: &FixtureSnapshot) -> Diff {
    compare_as(shaped, snapshot, &Policy::default())
}

fn compare_as(shaped: ShapedRows, snapshot: &FixtureSnapshot, policy: &Policy) -> Diff {
    compare_all(CUSTOMER, shaped, snapshot, policy)
}

fn compare_all(
    entity: Entity,
    shaped: ShapedRows,
    snapshot: &FixtureSnapshot,
    policy: &Policy,
) -> Diff {
    let known = snapshot
        .records(entity)
        .expect("a snapshot in memory can be read");
    let against = DiffInput {
        snapshot,
        known: &known,
        policy,
        moves: &Moves::default(),
        contents: &InMemory,
    };
    diff(entity, shaped, against).expect("a snapshot in memory can be read")
}

/// The record that the first change wants.
fn wanted(diff: &Diff) -> Record {
    let wanted = diff.changes[0].new_record();
    wanted.expect("it is at hand").expect("the record stays")
}

/// `+A` create, `-A` delete, `~A` update, `A>B` another code, `A>B~` another code and new content.
fn described(diff: &Diff) -> Vec<String> {
    let one = |change: &crate::codec::Change| match (change.old.as_deref(), &change.new) {
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
    let snapshot = FixtureSnapshot::default()
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
        &snapshot,
    );
    assert_eq!(
        (described(&diff), diff.unchanged),
        (vec!["~B".into(), "+D".into(), "-C".into()], 1)
    );
}

#[test]
fn a_swap_by_previous_no_is_acted_on_once() {
    let snapshot = FixtureSnapshot::default()
        .with(CUSTOMER, "A", an())
        .with(CUSTOMER, "B", binh());
    let swapped = || {
        rows(vec![
            moved(CUSTOMER, "A", "B", binh()),
            moved(CUSTOMER, "B", "A", an()),
        ])
    };
    assert_eq!(described(&compare(swapped(), &snapshot)), ["B>A", "A>B"]);
    let after = FixtureSnapshot::default()
        .with(CUSTOMER, "A", binh())
        .with(CUSTOMER, "B", an())
        .knowing(CUSTOMER, "A", |known| known.previous_no = Some("B".into()))
        .knowing(CUSTOMER, "B", |known| known.previous_no = Some("A".into()));
    assert_eq!(
        (
            described(&compare(swapped(), &after)),
            compare(swapped(), &after).unchanged
        ),
        (vec![], 2)
    );
}

#[test]
fn an_old_previous_no_does_not_part_two_records_from_their_codes() {
    let snapshot = FixtureSnapshot::default()
        .with(CUSTOMER, "A", an())
        .with(CUSTOMER, "B", binh());
    let diff = compare(
        rows(vec![
            row(CUSTOMER, "A", an()),
            moved(CUSTOMER, "B", "A", binh()),
        ]),
        &snapshot,
    );
    assert_eq!(
        (described(&diff), diff.notes.len()),
        (vec![], 1),
        "it is only stored"
    );
}

#[test]
fn a_chain_moves_all_its_records() {
    let snapshot = FixtureSnapshot::default()
        .with(CUSTOMER, "A", an())
        .with(CUSTOMER, "B", binh());
    let chain = vec![
        moved(CUSTOMER, "B", "A", an()),
        moved(CUSTOMER, "C", "B", binh()),
    ];
    assert_eq!(described(&compare(rows(chain), &snapshot)), ["A>B", "B>C"]);
}

#[test]
fn two_rows_that_were_the_same_record_are_both_held() {
    let snapshot = FixtureSnapshot::default().with(CUSTOMER, "A", an());
    let diff = compare(
        rows(vec![
            moved(CUSTOMER, "B", "A", an()),
            moved(CUSTOMER, "C", "A", binh()),
        ]),
        &snapshot,
    );
    assert_eq!(
        (described(&diff), diff.held.len(), rules(&diff)),
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
fn identity_decides_which_record_a_row_is() {
    let snapshot = || {
        FixtureSnapshot::default()
            .with(CUSTOMER, "A", an())
            .knowing(CUSTOMER, "A", |known| known.identity = Some("1".into()))
    };
    assert_eq!(
        described(&compare(
            rows(vec![identified("B", "1", an())]),
            &snapshot()
        )),
        ["A>B"]
    );
    assert_eq!(
        described(&compare(
            rows(vec![identified("A", "2", an())]),
            &snapshot()
        )),
        ["+A", "-A"],
        "another record"
    );
    let unnamed = FixtureSnapshot::default().with(CUSTOMER, "A", an());
    let diff = compare(rows(vec![identified("A", "1", an())]), &unnamed);
    assert_eq!(
        (described(&diff), diff.notes.len()),
        (vec![], 1),
        "it gets its identity without a call"
    );
}

#[test]
fn equal_content_is_a_change_of_code_only_where_it_is_unique() {
    let one = FixtureSnapshot::default().with(CUSTOMER, "A", an());
    assert_eq!(
        described(&compare(rows(vec![row(CUSTOMER, "B", an())]), &one)),
        ["A>B"]
    );
    let two = FixtureSnapshot::default()
        .with(CUSTOMER, "A", an())
        .with(CUSTOMER, "C", an());
    assert_eq!(
        described(&compare(rows(vec![row(CUSTOMER, "B", an())]), &two)),
        ["+B", "-A", "-C"]
    );
    let off = Policy {
        detect_renames: false,
        ..Policy::default()
    };
    assert_eq!(
        described(&compare_as(
            rows(vec![row(CUSTOMER, "B", an())]),
            &one,
            &off
        )),
        ["+B", "-A"]
    );
}

#[test]
fn a_near_miss_is_only_pointed_out() {
    let snapshot = FixtureSnapshot::default().with(CUSTOMER, "A", an());
    let diff = compare(
        rows(vec![row(
            CUSTOMER,
            "B",
            customer("An Nguyễn", "0912345678", "NEW"),
        )]),
        &snapshot,
    );
    assert_eq!(
        (described(&diff), rules(&diff)),
        (vec!["+B".into(), "-A".into()], vec!["code.suggestion"])
    );
}
