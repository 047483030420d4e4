//! Plans of many records: eight times the records may take about eight times the work, and no deep stack.
//!
//! Work is counted in units that are the same on every machine: edges, allocations and their bytes, reads of
//! the snapshot. No clock is used. Other work, such as a search through a list, is not measured.
//!
//! `RECORDS=200000 cargo test --release --test worlds scale -- --nocapture` tests larger plans and prints the counts.

use std::{
    collections::BTreeMap,
    sync::atomic::{AtomicU64, Ordering::Relaxed},
};

use allocation_counter::measure;
use vbot_sync::{
    codec::{Change, Diff, Plan, Snapshot},
    error::Result,
    model::{
        Attribute, Cause, Code, Content, Entity, Operation, Origin, Policy, Record, SnapshotRecord,
        Value,
    },
    observe::Silent,
    plan,
};

/// How many times as many records the larger plan has.
const TIMES: usize = 8;

/// An empty snapshot that counts its reads.
#[derive(Default)]
struct CountingSnapshot(AtomicU64);

impl Snapshot for CountingSnapshot {
    fn known(&self, _: Entity) -> Result<Vec<SnapshotRecord>> {
        self.0.fetch_add(1, Relaxed);
        Ok(Vec::new())
    }

    fn content(&self, _: Entity, _: &Code) -> Result<Option<Content>> {
        self.0.fetch_add(1, Relaxed);
        Ok(None)
    }

    fn customers(&self, _: &mut dyn FnMut(Code, Content)) -> Result<()> {
        self.0.fetch_add(1, Relaxed);
        Ok(())
    }
}

fn records() -> usize {
    let given = crate::seeds::number("RECORDS").map(usize::try_from);
    given.and_then(std::result::Result::ok).unwrap_or(8_000)
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

/// The counted work of a plan.
type Work = [(&'static str, u64); 4];

fn planned(changes: Vec<(Entity, Vec<Change>)>) -> (Plan, Work) {
    let diffs = changes.into_iter().map(|(entity, changes)| {
        let diff = Diff {
            changes,
            ..Diff::default()
        };
        (entity, diff)
    });
    let diffs: BTreeMap<Entity, Diff> = diffs.collect();
    let (snapshot, mut made) = (CountingSnapshot::default(), None);
    let allocated = measure(|| {
        let plan = plan::plan(diffs, &snapshot, &Policy::default(), &Silent);
        let plan = plan.expect("the empty snapshot can be read");
        for call in plan.calls.iter() {
            drop(call.expect("contents are in memory"));
        }
        made = Some(plan);
    });
    let plan = made.expect("the plan was made");
    let links = plan.calls.links().expect("contents are in memory");
    let edges: usize = (0..links.ids().len())
        .map(|place| links.befores(place).count())
        .sum();
    let work = [
        ("edges", edges as u64),
        ("allocations", allocated.count_total),
        ("bytes", allocated.bytes_total),
        ("reads", snapshot.0.into_inner()),
    ];
    (plan, work)
}

/// The larger of two plans, whose work may not grow much faster than its size.
fn grown(what: &str, changes: impl Fn(usize) -> Vec<(Entity, Vec<Change>)>) -> Plan {
    let (_, small) = planned(changes(records() / TIMES));
    let (plan, large) = planned(changes(records()));
    println!(
        "{what}, {} calls: {small:?}, then {large:?}",
        plan.calls.len()
    );
    for ((name, small), (_, large)) in small.into_iter().zip(large) {
        // A tolerance of one half; a quadratic plan would take sixty-four times the work.
        let most = small.max(1) * TIMES as u64 * 3 / 2;
        assert!(large <= most, "{what}: {small} {name} became {large}");
    }
    plan
}

fn detours(plan: &Plan) -> usize {
    let detours = plan
        .calls
        .heads()
        .flatten()
        .filter(|call| call.cause == Cause::Detour);
    detours.count()
}

#[test]
fn each_of_many_swaps_takes_one_detour() {
    let plan = grown("swaps", |records| {
        let swaps = (0..records).map(|at| moved(at, at ^ 1)).collect();
        vec![(Entity::Customer, swaps)]
    });
    assert_eq!(detours(&plan), records() / 2);
}

#[test]
fn a_long_chain_takes_no_detour_and_a_long_ring_takes_one() {
    let chain = grown("a chain", |records| {
        let chain = (0..records).map(|at| moved(at, at + 1)).collect();
        vec![(Entity::Customer, chain)]
    });
    assert_eq!((chain.calls.len(), detours(&chain)), (records(), 0));
    let ring = grown("a ring", |records| {
        let ring = (0..records).map(|at| moved(at, (at + 1) % records));
        vec![(Entity::Customer, ring.collect())]
    });
    assert_eq!((ring.calls.len(), detours(&ring)), (records() + 1, 1));
}

/// The number of exchanged statuses; more of them would form one component in which all handovers depend on each other.
const STATUSES: usize = 20;

fn named(status: &str) -> Content {
    let mut content = Content::default();
    let value = Value::from(status);
    content
        .attributes
        .insert(Attribute::CustomerStatusCode, value);
    content
}

/// Every status is deleted and another takes its code, while customers change their status at random.
fn exchange(records: usize) -> Vec<(Entity, Vec<Change>)> {
    let mut rng = fastrand::Rng::with_seed(7);
    let name = |number: usize| format!("S{number}");
    let statuses = (0..STATUSES).flat_map(|number| {
        let content = || [Content::default(), Content::default()];
        let old = Some(format!("X{number}"));
        [
            change(Entity::Status, Some(name(number)), None, content()),
            change(Entity::Status, old, Some(name(number)), content()),
        ]
    });
    let customers = (0..records).map(|at| {
        let code = Some(format!("K{at:07}"));
        let statuses = [(); 2].map(|()| named(&name(rng.usize(..STATUSES))));
        change(Entity::Customer, code.clone(), code, statuses)
    });
    vec![
        (Entity::Status, statuses.collect()),
        (Entity::Customer, customers.collect()),
    ]
}

#[test]
fn exchanging_statuses_of_many_customers_can_be_planned() {
    let plan = grown("an exchange", exchange);
    let calls = plan.calls.heads().flatten();
    let deletes = calls.filter(|call| call.operation == Operation::Delete);
    assert_eq!(deletes.count(), STATUSES);
    assert!(detours(&plan) <= STATUSES);
}

/// A row whose code is taken holds the whole chain behind it.
#[test]
fn a_long_chain_behind_a_blocked_delete_is_left_out() {
    let plan = grown("a blocked chain", |records| {
        let code = |number: usize| Some(format!("S{number:07}"));
        let empty = || [Content::default(), Content::default()];
        let step = |from| change(Entity::Status, code(from), code(from - 1), empty());
        let mut statuses: Vec<Change> = (1..records).map(step).collect();
        statuses.push(change(Entity::Status, code(0), None, empty()));
        // The row does not map the status, so the customer keeps its reference to it.
        let content = [named("S0000000"), Content::default()];
        let own = || Some("K".to_owned());
        let customer = change(Entity::Customer, own(), own(), content);
        vec![
            (Entity::Status, statuses),
            (Entity::Customer, vec![customer]),
        ]
    });
    let lookups = plan
        .calls
        .heads()
        .flatten()
        .filter(|call| call.entity == Entity::Status);
    assert_eq!((lookups.count(), plan.issues.len()), (0, records()));
}
