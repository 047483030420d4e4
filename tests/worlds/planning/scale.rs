//! Plans of many records at once: nothing may take more than its share of time, or of the stack.
//!
//! `RECORDS=200000 cargo test --release --test planning` measures; the figures are told, not judged.

use std::{collections::BTreeMap, time::Instant};

use vbot_sync::{
    error::Result,
    model::{
        Acknowledged, Attribute, Cause, Change, Code, Content, Diff, Entity, Known, Operation,
        Origin, Plan, Policy, Record, Value,
    },
    plan,
};

/// A snapshot that is only asked for what it can't tell from the changes.
struct Nothing;

impl Acknowledged for Nothing {
    fn known(&self, _: Entity) -> Result<Vec<Known>> {
        Ok(Vec::new())
    }

    fn content(&self, _: Entity, _: &Code) -> Result<Option<Content>> {
        Ok(None)
    }

    fn customers(&self, _: &mut dyn FnMut(Code, Content)) -> Result<()> {
        Ok(())
    }
}

fn records() -> usize {
    let given = crate::seeds::number("RECORDS").map(usize::try_from);
    given.and_then(std::result::Result::ok).unwrap_or(10_000)
}

fn change(
    entity: Entity,
    old: Option<String>,
    new: Option<String>,
    content: [Content; 2],
) -> Change {
    let [before, after] = content;
    let record = |code: String| Record {
        entity,
        code: Code::from(code.as_str()),
        previous_no: None,
        identity: None,
        content: after,
        kept: Vec::new(),
        origin: Origin::default(),
    };
    let old = old.map(|code| (Code::from(code.as_str()), before));
    Change {
        sends: new.is_some() && entity == Entity::Customer,
        ..Change::of(entity, old, new.map(record))
    }
}

fn moved(from: usize, to: usize) -> Change {
    let mut change = change(
        Entity::Customer,
        Some(format!("K{from:07}")),
        Some(format!("K{to:07}")),
        [Content::default(), Content::default()],
    );
    change.sends = false;
    change
}

fn planned(what: &str, changes: Vec<(Entity, Vec<Change>)>) -> Plan {
    let diffs: BTreeMap<Entity, Diff> = changes
        .into_iter()
        .map(|(entity, changes)| {
            let diff = Diff {
                changes,
                ..Diff::default()
            };
            (entity, diff)
        })
        .collect();
    let begun = Instant::now();
    let plan = plan::plan(diffs, &Nothing, &Policy::default()).expect("nothing can be read");
    println!(
        "{what}: {} calls in {:?}",
        plan.calls.len(),
        begun.elapsed()
    );
    plan
}

fn detours(plan: &Plan) -> usize {
    let detours = plan
        .calls
        .briefs()
        .filter(|call| call.cause == Cause::Detour);
    detours.count()
}

#[test]
fn many_swaps_take_a_detour_each() {
    let swaps = (0..records()).map(|at| moved(at, at ^ 1)).collect();
    let plan = planned("swaps", vec![(Entity::Customer, swaps)]);
    assert_eq!(detours(&plan), records() / 2);
}

#[test]
fn a_long_chain_takes_none_and_a_long_ring_one() {
    let chain = (0..records()).map(|at| moved(at, at + 1)).collect();
    let chain = planned("a chain", vec![(Entity::Customer, chain)]);
    assert_eq!((chain.calls.len(), detours(&chain)), (records(), 0));
    let ring = (0..records())
        .map(|at| moved(at, (at + 1) % records()))
        .collect();
    let ring = planned("a ring", vec![(Entity::Customer, ring)]);
    assert_eq!((ring.calls.len(), detours(&ring)), (records() + 1, 1));
}

/// Every status dies and another takes its code, while customers go from one to the next at random.
#[test]
fn statuses_that_are_exchanged_under_many_customers_come_to_an_end() {
    let mut rng = fastrand::Rng::with_seed(7);
    let count = (records() / 100).max(10);
    let name = |number: usize| format!("S{number}");
    let statuses = (0..count).flat_map(|number| {
        let content = || [Content::default(), Content::default()];
        [
            change(Entity::Status, Some(name(number)), None, content()),
            change(
                Entity::Status,
                Some(format!("X{number}")),
                Some(name(number)),
                content(),
            ),
        ]
    });
    let statuses = statuses.collect();
    let named = |name: String| {
        let mut content = Content::default();
        let value = Value::from(name.as_str());
        content
            .attributes
            .insert(Attribute::CustomerStatusCode, value);
        content
    };
    let customers = (0..records()).map(|at| {
        let code = Some(format!("K{at:07}"));
        let content = [
            named(name(rng.usize(..count))),
            named(name(rng.usize(..count))),
        ];
        change(Entity::Customer, code.clone(), code, content)
    });
    let customers = customers.collect();
    let changes = vec![(Entity::Status, statuses), (Entity::Customer, customers)];
    let plan = planned("an exchange", changes);
    let deletes = plan
        .calls
        .briefs()
        .filter(|call| call.operation == Operation::Delete);
    assert_eq!(deletes.count(), count);
    assert!(detours(&plan) <= count);
}

/// A row that can't have its code holds the whole chain behind it.
#[test]
fn a_long_chain_that_hangs_on_a_blocked_delete_is_left_out() {
    let step = |from: usize, to: usize| {
        let content = [Content::default(), Content::default()];
        change(
            Entity::Status,
            Some(format!("S{from:07}")),
            Some(format!("S{to:07}")),
            content,
        )
    };
    let mut statuses: Vec<Change> = (1..records()).map(|at| step(at, at - 1)).collect();
    let content = [Content::default(), Content::default()];
    statuses.push(change(
        Entity::Status,
        Some("S0000000".into()),
        None,
        content,
    ));
    let mut named = Content::default();
    let value = Value::from("S0000000");
    named
        .attributes
        .insert(Attribute::CustomerStatusCode, value);
    // It does not map its status, so it goes on naming it.
    let content = [named, Content::default()];
    let customer = change(
        Entity::Customer,
        Some("K".into()),
        Some("K".into()),
        content,
    );
    let changes = vec![
        (Entity::Status, statuses),
        (Entity::Customer, vec![customer]),
    ];
    let plan = planned("a blocked chain", changes);
    let lookups = plan
        .calls
        .briefs()
        .filter(|call| call.entity == Entity::Status);
    assert_eq!((lookups.count(), plan.issues.len()), (0, records()));
}
