//! How many temporary renames there are, and their consequences.

use std::collections::BTreeSet;

use super::{an, binh, compared::planned, described, listed, shelf_with, status};
use crate::{
    codec::{Plan, StoredHead, fixture::FixtureSnapshot},
    model::{
        Call, CallId, CallState, Cause, Code, Content, Entity, Record,
        fixture::{moved, named, row},
    },
    plan::{UnfinishedCalls, is_temporary},
};

pub(super) fn unfinished<'a>(
    calls: impl Iterator<Item = (&'a Call, CallState)>,
    away: BTreeSet<(Entity, Code)>,
) -> BTreeSet<CallId> {
    let mut unfinished = UnfinishedCalls::new(away);
    calls.for_each(|(call, state)| unfinished.add(&StoredHead::of(call), state));
    unfinished.needed()
}

fn temporary_renames(plan: &Plan) -> usize {
    let calls = plan.calls.heads().flatten();
    calls.filter(|call| call.cause == Cause::Detour).count()
}

fn identified(identity: &str, record: Record) -> Record {
    Record {
        identity: Some(identity.to_owned()),
        ..record
    }
}

#[test]
fn two_statuses_that_swap_customers_need_one_temporary_rename() {
    let snapshot = shelf_with(
        &[("S", "s"), ("T", "t")],
        &[("A", an("S")), ("B", binh("T"))],
    );
    let snapshot = ["S", "T"].into_iter().fold(snapshot, |snapshot, code| {
        snapshot.knowing(Entity::Status, code, |known| {
            known.identity = Some(code.into());
        })
    });
    let statuses = vec![
        identified("1", status("S", "new s")),
        identified("2", status("T", "new t")),
    ];
    let customers = vec![
        row(Entity::Customer, "A", an("T")),
        row(Entity::Customer, "B", binh("S")),
    ];
    let plan = planned(
        &[(Entity::Status, statuses), (Entity::Customer, customers)],
        &snapshot,
    );
    assert_eq!(
        (plan.calls.len(), temporary_renames(&plan)),
        (7, 1),
        "{:?}",
        described(&plan)
    );
}

fn with_field(content: Content, field: &str, value: &str) -> Content {
    let mut content = content;
    content.fields.insert(Code::from(field), value.to_owned());
    content
}

fn field(code: &str, previous: &str) -> Record {
    moved(Entity::Field, code, previous, named(Entity::Field, code))
}

#[test]
fn a_value_whose_field_dies_is_cleared_before_another_field_takes_the_code() {
    let snapshot = FixtureSnapshot::default()
        .with(Entity::Field, "F", named(Entity::Field, "f"))
        .with(Entity::Field, "G", named(Entity::Field, "g"))
        .with(Entity::Customer, "A", with_field(an("S"), "F", "x"));
    let customer = row(Entity::Customer, "A", with_field(an("S"), "F", ""));
    let changes = [
        (Entity::Field, vec![field("F", "G")]),
        (Entity::Customer, vec![customer]),
    ];
    let plan = planned(&changes, &snapshot);
    assert_eq!(
        described(&plan)[..3],
        [
            "1 update customer A",
            "2 delete field F after 1",
            "3 updateNo field G>F after 2"
        ]
    );
}

#[test]
fn a_value_that_comes_with_its_field_is_cleared_afterwards() {
    let both = with_field(with_field(an("S"), "F", "x"), "G", "y");
    let snapshot = FixtureSnapshot::default()
        .with(Entity::Field, "F", named(Entity::Field, "f"))
        .with(Entity::Field, "G", named(Entity::Field, "g"))
        .with(Entity::Customer, "A", both);
    let customer = row(Entity::Customer, "A", with_field(an("S"), "F", ""));
    let changes = [
        (Entity::Field, vec![field("F", "G")]),
        (Entity::Customer, vec![customer]),
    ];
    let plan = planned(&changes, &snapshot);
    assert_eq!(temporary_renames(&plan), 1, "{:?}", described(&plan));
}

#[test]
fn a_group_that_is_left_at_a_temporary_name_gets_its_own_though_its_code_changes() {
    let name = |name: &str| named(Entity::Group, name);
    let snapshot = FixtureSnapshot::default()
        .with(Entity::Group, "G", name("Bắc"))
        .with(Entity::Group, "H", name("Nam"));
    let swapped = vec![
        moved(Entity::Group, "I", "G", name("Nam")),
        row(Entity::Group, "H", name("Bắc")),
    ];
    let plan = planned(&[(Entity::Group, swapped)], &snapshot);
    let done = |call: &crate::model::Call| call.cause == Cause::Detour;
    let state = |call| {
        if done(call) {
            CallState::Applied
        } else {
            CallState::Planned
        }
    };
    let calls = listed(&plan);
    let states = calls.iter().map(|call| (call, state(call)));
    let away = [(Entity::Group, Code::from("G"))].into();
    assert_eq!(
        unfinished(states, away).len(),
        plan.calls.len() - 1,
        "{:?}",
        described(&plan)
    );
    assert!(calls.iter().all(|call| !is_temporary(call.action.code())));
}
