//! If an assumption of the planner is broken, there is no plan, and no call is invented.

use std::collections::BTreeMap;

use super::{an, shelf_with};
use crate::{
    codec::{Change, Diff, fixture::FixtureSnapshot},
    error::ErrorKind,
    model::{Entity, Moves, Policy, fixture::row},
    observe::Silent,
    plan::{
        call_maker::CallMaker, draft::Drafts, draft_changes::draft_changes, edges::Edge,
        order::Order, plan, slot::Slot, temporary_renames::TakenNames,
    },
};

fn diffs(change: Change) -> BTreeMap<Entity, Diff> {
    let entity = change.entity;
    let diff = Diff {
        changes: vec![change],
        ..Diff::default()
    };
    [(entity, diff)].into()
}

fn grouped(change: Change) -> Drafts {
    let maker = CallMaker::new(Moves::default(), &Policy::default(), None);
    draft_changes(&diffs(change), maker, &Silent).expect("the change is whole")
}

fn create(code: &str) -> Change {
    let record = row(Entity::Customer, code, an("S"));
    Change::of(Entity::Customer, None, Some(record))
}

#[test]
fn a_change_that_asks_for_nothing_is_no_delete() {
    for entity in Entity::ALL {
        let empty = diffs(Change::of(entity, None, None));
        let plan = plan(
            empty,
            &FixtureSnapshot::default(),
            &Policy::default(),
            &Silent,
        );
        let error = plan.expect_err("there is nothing to do");
        assert_eq!(error.kind(), ErrorKind::Program, "{error}");
    }
}

#[test]
fn grouped_customers_need_no_temporary_rename() {
    let snapshot = shelf_with(&[], &[]);
    for slot in [
        Slot::code(Entity::Customer, &"A".into()),
        Slot::Name(Entity::Group, "Nam".to_owned()),
    ] {
        let mut drafts = grouped(create("A"));
        let mut taken =
            TakenNames::of(&drafts, &snapshot).expect("a snapshot in memory can be read");
        let error = drafts.detour(0, &slot, &mut taken);
        assert_eq!(error.map_err(|error| error.kind()), Err(ErrorKind::Program));
        assert_eq!(drafts.all.len(), 1);
    }
}

#[test]
fn calls_that_wait_for_each_other_are_not_left_out() {
    let drafts = grouped(create("A"));
    let edge = Edge {
        before: 0,
        after: 0,
        slot: None,
        soft: false,
    };
    let order = Order::of(&drafts, &[edge]);
    assert_eq!(
        order.map_err(|error| error.kind()).err(),
        Some(ErrorKind::Program)
    );
}
