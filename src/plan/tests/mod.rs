//! The dependencies between calls, and how cycles are broken.

mod anomalies;
mod blocked;
mod broken;
mod compared;
mod cycles;
mod guards;
mod source_guards;
mod sources;
mod stopped;

use std::collections::BTreeSet;

use crate::{
    codec::{Plan, fixture::FixtureSnapshot},
    model::{
        Attribute, Call, CallState, Cause, Content, Entity, Key, Problem, Record, RecordRef, Value,
        fixture::{customer, moved, named, row},
    },
};
use compared::{listed, planned};

/// `2 update customer A after 1`.
fn described(plan: &Plan) -> Vec<String> {
    let one = |call: &Call| {
        let (action, entity) = (&call.action, call.entity);
        let (operation, code) = (action.operation().as_str(), action.code());
        let to = call
            .action
            .new_code()
            .map(|to| format!(">{to}"))
            .unwrap_or_default();
        let after: Vec<String> = call.after.iter().map(ToString::to_string).collect();
        let after = if after.is_empty() {
            String::new()
        } else {
            format!(" after {}", after.join(","))
        };
        format!("{} {operation} {entity} {code}{to}{after}", call.id)
    };
    listed(plan).iter().map(one).collect()
}

fn status(code: &str, name: &str) -> Record {
    row(Entity::Status, code, named(Entity::Status, name))
}

fn shelf_with(statuses: &[(&str, &str)], customers: &[(&str, Content)]) -> FixtureSnapshot {
    let mut snapshot = FixtureSnapshot::default();
    for (code, name) in statuses {
        snapshot = snapshot.with(Entity::Status, code, named(Entity::Status, name));
    }
    for (code, content) in customers {
        snapshot = snapshot.with(Entity::Customer, code, content.clone());
    }
    snapshot
}

fn an(status: &str) -> Content {
    customer("An", "0912345678", status)
}

fn binh(status: &str) -> Content {
    customer("Bình", "0987654321", status)
}

#[test]
fn nothing_to_do_is_an_empty_plan() {
    let snapshot = shelf_with(&[("S", "s")], &[("A", an("S"))]);
    let plan = planned(
        &[
            (Entity::Status, vec![status("S", "s")]),
            (Entity::Customer, vec![row(Entity::Customer, "A", an("S"))]),
        ],
        &snapshot,
    );
    assert_eq!(
        (plan.calls.len(), plan.summary[&Entity::Customer].unchanged),
        (0, 1)
    );
}

#[test]
fn a_lookup_comes_before_its_customers_and_is_deleted_after_them() {
    let snapshot = shelf_with(&[("S", "s")], &[("A", an("S"))]);
    let plan = planned(
        &[
            (Entity::Status, vec![status("T", "t")]),
            (Entity::Customer, vec![row(Entity::Customer, "A", an("T"))]),
        ],
        &snapshot,
    );
    assert_eq!(
        described(&plan),
        [
            "1 create status T",
            "2 update customer A after 1",
            "3 delete status S after 2"
        ]
    );
    assert!(
        listed(&plan)[2].last,
        "a delete that nothing waits for comes last"
    );
}

#[test]
fn a_chain_runs_from_its_free_end() {
    let snapshot = shelf_with(&[], &[("A", an("S")), ("B", binh("S"))]);
    let chain = vec![
        moved(Entity::Customer, "B", "A", an("S")),
        moved(Entity::Customer, "C", "B", binh("S")),
    ];
    let plan = planned(&[(Entity::Customer, chain)], &snapshot);
    assert_eq!(
        described(&plan),
        ["1 updateNo customer B>C", "2 updateNo customer A>B after 1"]
    );
}

#[test]
fn a_swap_goes_by_a_temporary_code() {
    let snapshot = shelf_with(&[], &[("A", an("S")), ("B", binh("S"))]);
    let swap = vec![
        moved(Entity::Customer, "B", "A", an("S")),
        moved(Entity::Customer, "A", "B", binh("S")),
    ];
    let plan = planned(&[(Entity::Customer, swap)], &snapshot);
    let temporary = listed(&plan)[0]
        .action
        .new_code()
        .expect("it is moved away")
        .clone();
    assert!(super::is_temporary(&temporary), "{temporary}");
    let codes: Vec<String> = listed(&plan)
        .iter()
        .map(|call| {
            format!(
                "{}>{}",
                call.action.code(),
                call.action.new_code().expect("a move")
            )
        })
        .map(|code| code.replace(temporary.as_str(), "TMP"))
        .collect();
    assert_eq!(codes, ["A>TMP", "B>A", "TMP>B"]);
    assert!(listed(&plan).iter().all(|call| call.cycle == Some(1)));
}

#[test]
fn a_delete_that_frees_a_code_is_pulled_forward() {
    let snapshot = shelf_with(&[], &[("A", an("S")), ("B", binh("S"))]);
    let plan = planned(
        &[(
            Entity::Customer,
            vec![moved(Entity::Customer, "B", "A", an("S"))],
        )],
        &snapshot,
    );
    assert_eq!(
        described(&plan),
        ["1 delete customer B", "2 updateNo customer A>B after 1"]
    );
    assert!(!listed(&plan)[0].last);
}

#[test]
fn a_status_whose_code_is_taken_over_while_customers_refer_to_it_gets_a_temporary_code() {
    let snapshot =
        shelf_with(&[("S", "s")], &[("A", an("S"))]).knowing(Entity::Status, "S", |known| {
            known.identity = Some("1".into());
        });
    let other = Record {
        identity: Some("2".into()),
        ..status("S", "other")
    };
    let plan = planned(
        &[
            (Entity::Status, vec![other]),
            (Entity::Customer, vec![row(Entity::Customer, "A", an("S"))]),
        ],
        &snapshot,
    );
    let operations: Vec<&str> = listed(&plan)
        .iter()
        .map(|call| call.action.operation().as_str())
        .collect();
    assert_eq!(operations, ["updateNo", "create", "update", "delete"]);
    assert_eq!(
        listed(&plan)[2].cause,
        Cause::Follows,
        "the customer says what it said"
    );
    assert!(super::is_temporary(listed(&plan)[3].action.code()));
}

#[test]
fn customers_of_a_status_that_changes_its_code_are_sent_again() {
    let snapshot = shelf_with(&[("S", "s")], &[("A", an("S"))]);
    let plan = planned(
        &[
            (
                Entity::Status,
                vec![moved(Entity::Status, "T", "S", named(Entity::Status, "s"))],
            ),
            (Entity::Customer, vec![row(Entity::Customer, "A", an("T"))]),
        ],
        &snapshot,
    );
    assert_eq!(
        described(&plan),
        ["1 updateNo status S>T", "2 update customer A after 1"]
    );
    assert_eq!(plan.follows[&Entity::Customer], 1);
}

#[test]
fn a_delete_is_blocked_while_a_customer_that_stays_refers_to_the_record() {
    let snapshot = shelf_with(&[("S", "s"), ("T", "t")], &[("A", an("S"))]);
    let plan = planned(
        &[
            (Entity::Status, vec![status("T", "t")]),
            (Entity::Customer, vec![row(Entity::Customer, "A", an("S"))]),
        ],
        &snapshot,
    );
    assert!(plan.calls.is_empty(), "{:?}", described(&plan));
    let blocked = Problem::DeleteBlocked {
        record: RecordRef::new(Entity::Status, "S"),
        first: vec!["A".into()],
        more: 0,
    };
    assert_eq!(plan.issues[0].problem, blocked);
}

#[test]
fn two_groups_swap_their_names_by_a_temporary_one() {
    let name = |name: &str| named(Entity::Group, name);
    let snapshot = FixtureSnapshot::default()
        .with(Entity::Group, "G", name("Bắc"))
        .with(Entity::Group, "H", name("Nam"));
    let swapped = vec![
        row(Entity::Group, "G", name("Nam")),
        row(Entity::Group, "H", name("Bắc")),
    ];
    let plan = planned(&[(Entity::Group, swapped)], &snapshot);
    let key = Key::Attribute(Attribute::GroupName);
    let names: Vec<String> = listed(&plan)
        .iter()
        .map(|call| match &call.changes[&key] {
            [_, Some(Value::Text(name))] if super::is_temporary(name) => "TMP".to_owned(),
            [_, Some(Value::Text(name))] => name.clone(),
            other => format!("{other:?}"),
        })
        .collect();
    assert_eq!(names, ["TMP", "Bắc", "Nam"]);
}

#[test]
fn a_cycle_that_is_finished_first_waits_for_what_it_would_have_waited_for() {
    let snapshot = shelf_with(
        &[("S", "s"), ("T", "t")],
        &[("A", an("S")), ("B", binh("T"))],
    );
    let name = |name| named(Entity::Status, name);
    let swap = vec![
        moved(Entity::Status, "T", "S", name("s")),
        moved(Entity::Status, "S", "T", name("t")),
    ];
    let customers = vec![
        moved(Entity::Customer, "C", "A", an("T")),
        row(Entity::Customer, "B", binh("S")),
    ];
    let plan = planned(
        &[(Entity::Status, swap), (Entity::Customer, customers)],
        &snapshot,
    );
    let all = listed(&plan);
    let begun = all.iter().find(|call| call.cause == Cause::Detour);
    let begun = begun.expect("a swap has a detour").id;
    let mut states = vec![CallState::Planned; plan.calls.len()];
    states[begun as usize - 1] = CallState::InFlight;
    let calls = all.iter().zip(states);
    let needed = cycles::unfinished(calls, BTreeSet::new());
    let needed = all.iter().filter(|call| needed.contains(&call.id));
    let needed: Vec<_> = needed
        .map(|call| format!("{} {}", call.action.operation().as_str(), call.entity))
        .collect();
    // The customer's change of code is probed with its status, and the updates can be planned again.
    assert_eq!(
        needed,
        [
            "updateNo customer",
            "updateNo status",
            "updateNo status",
            "updateNo status"
        ]
    );
}
