//! Blocked deletes, and what depends on them.

use super::{an, binh, compared::planned, described, listed, shelf_with, status};
use crate::{
    codec::{Change, Diff, Plan, Snapshot, fixture::FixtureSnapshot},
    model::{
        Attribute, Cause, Effect, Entity, Issue, Policy, Record,
        fixture::{moved, named, row},
    },
    observe::Silent,
    plan::plan,
};

fn rules(plan: &Plan) -> Vec<&str> {
    plan.issues.iter().map(Issue::rule).collect()
}

/// A group “Bắc” is to be deleted, and B, whose row is unchanged, still refers to it.
fn two_groups() -> FixtureSnapshot {
    let mut content = binh("S");
    let group = Attribute::CustomerGroupName;
    content.attributes.insert(group, "Bắc".into());
    shelf_with(&[], &[("A", an("S")), ("B", content)])
        .with(Entity::Group, "1", named(Entity::Group, "Bắc"))
        .knowing(Entity::Group, "1", |known| {
            known.identity = Some("old".into());
        })
}

#[test]
fn customers_that_name_a_group_that_can_not_come_are_held_with_it() {
    let new = Record {
        identity: Some("new".into()),
        ..row(Entity::Group, "1", named(Entity::Group, "Nam"))
    };
    let naming = |code: &str, content: crate::model::Content| {
        let mut content = content;
        let group = Attribute::CustomerGroupName;
        content.attributes.insert(group, "Nam".into());
        row(Entity::Customer, code, content)
    };
    let customers = vec![naming("A", an("S")), row(Entity::Customer, "B", binh("S"))];
    let plan = planned(
        &[(Entity::Group, vec![new]), (Entity::Customer, customers)],
        &two_groups(),
    );
    assert_eq!(
        rules(&plan),
        ["delete.blocked", "row.code_taken", "row.reference"]
    );
    assert!(plan.calls.is_empty(), "{:?}", described(&plan));
    assert_eq!(plan.summary[&Entity::Customer].held, 1);
}

#[test]
fn a_customer_that_is_held_blocks_the_delete_of_what_it_goes_on_naming() {
    let snapshot = shelf_with(
        &[("S", "s"), ("T", "t"), ("U", "u")],
        &[("A", an("T")), ("B", binh("S"))],
    );
    let statuses = vec![moved(Entity::Status, "S", "U", named(Entity::Status, "u"))];
    // B does not map its status; A wants the one that is not created.
    let mut unmapped = binh("S");
    unmapped.attributes.remove(&Attribute::CustomerStatusCode);
    let customers = vec![
        row(Entity::Customer, "A", an("S")),
        row(Entity::Customer, "B", unmapped),
    ];
    let plan = planned(
        &[(Entity::Status, statuses), (Entity::Customer, customers)],
        &snapshot,
    );
    assert_eq!(
        rules(&plan),
        [
            "delete.blocked",
            "delete.blocked",
            "row.code_taken",
            "row.reference"
        ]
    );
    assert!(plan.calls.is_empty(), "{:?}", described(&plan));
}

#[test]
fn a_missing_group_does_not_take_the_code_of_another() {
    let snapshot =
        FixtureSnapshot::default().with(Entity::Group, "VIP", named(Entity::Group, "Vàng"));
    let mut content = an("S");
    let group = Attribute::CustomerGroupName;
    content.attributes.insert(group, "VIP".into());
    let create = |record: Record, cause| Change {
        cause,
        ..Change::of(record.entity, None, Some(record))
    };
    let group = create(
        row(Entity::Group, "VIP", named(Entity::Group, "VIP")),
        Cause::Missing,
    );
    let customer = create(row(Entity::Customer, "A", content), Cause::Row);
    let diff = |change| Diff {
        changes: vec![change],
        ..Diff::default()
    };
    let diffs = [
        (Entity::Group, diff(group)),
        (Entity::Customer, diff(customer)),
    ];
    let plan = plan(diffs.into(), &snapshot, &Policy::default(), &Silent)
        .expect("a snapshot in memory can be read");
    assert_eq!(rules(&plan), ["row.code_taken", "row.reference"]);
    assert!(plan.calls.is_empty(), "{:?}", described(&plan));
    assert_eq!(snapshot.known(Entity::Group).expect("readable").len(), 1);
}

#[test]
fn a_status_that_a_row_does_not_map_is_still_named() {
    let snapshot = shelf_with(&[("S", "s")], &[("A", an("S"))]);
    let snapshot = snapshot.knowing(Entity::Status, "S", |known| {
        known.identity = Some("1".into());
    });
    let other = Record {
        identity: Some("2".into()),
        ..status("S", "other")
    };
    let mut renamed = an("S");
    renamed.attributes.remove(&Attribute::CustomerStatusCode);
    renamed
        .attributes
        .insert(Attribute::CustomerName, "Ân".into());
    let customers = vec![row(Entity::Customer, "A", renamed)];
    let plan = planned(
        &[(Entity::Status, vec![other]), (Entity::Customer, customers)],
        &snapshot,
    );
    assert_eq!(rules(&plan), ["delete.blocked", "row.code_taken"]);
    assert_eq!(described(&plan), ["1 update customer A"]);
}

#[test]
fn what_a_row_does_not_map_is_claimed_once_it_has_its_next_name() {
    let snapshot = shelf_with(&[("S", "s")], &[("A", an("S"))]);
    let statuses = vec![moved(Entity::Status, "T", "S", named(Entity::Status, "s"))];
    let mut renamed = an("S");
    renamed.attributes.remove(&Attribute::CustomerStatusCode);
    renamed
        .attributes
        .insert(Attribute::CustomerName, "Ân".into());
    let customers = vec![row(Entity::Customer, "A", renamed)];
    let plan = planned(
        &[(Entity::Status, statuses), (Entity::Customer, customers)],
        &snapshot,
    );
    assert_eq!(
        described(&plan),
        ["1 updateNo status S>T", "2 update customer A after 1"]
    );
    let calls = listed(&plan);
    let Effect::Put { content, .. } = &calls[1].effect else {
        panic!("{:?}", calls[1].effect)
    };
    assert_eq!(content.text(Attribute::CustomerStatusCode), Some("T"));
}
