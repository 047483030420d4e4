//! Plans are the same if unchanged rows are passed without their content and if contents are spilled.
//!
//! The worlds have every oddity that rows and snapshots can have. Whether a plan is correct is tested elsewhere; here
//! only whether it is the same. Invariant: everything in a comparison and a plan is compared.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::atomic::{AtomicUsize, Ordering::Relaxed},
};

use fastrand::Rng;
use vbot_sync::{
    codec::{AcceptedRow, Calls, Diff, Plan, Snapshot},
    model::{Attribute, Call, Code, Entity, HeldRow, Key, Moves, Origin, Record, Severity},
    plan,
};

use super::{
    held_rows::{with_origins, with_rejected_rows},
    references::held_row,
    stopped_runs::{finish_cycles, stop_after},
    world::World,
};
use crate::{
    calls::calls,
    desired::{Desired, Rows, Wanted},
    sheet::{Delivery, Sheet},
};

/// Rows without their content; those of them whose record changed; those that were refused.
static COUNTS: [AtomicUsize; 3] = [const { AtomicUsize::new(0) }; 3];

/// A few nights, in which every plan is made from two forms of its rows.
pub fn plans_are_equal(seed: u64, verbose: bool) {
    let mut world = World::new(seed ^ 0x51e7e, verbose);
    world.policy.detect_renames = world.rng.u8(..) > 60;
    world.desired.extra_customers = 8;
    for night in 0..4 {
        if night > 0 {
            choose_unchanged_entities(&mut world);
        }
        let before = world.desired.clone();
        world.desired.change(&mut world.rng);
        keep_most_customers(&mut world, &before);
        add_optional_values(&mut world);
        let mut rows = with_origins(world.desired.rows());
        with_another_delivery(&mut world, &rows);
        if world.rng.bool() {
            rows = with_rejected_rows(rows, &mut world.rng);
        }
        let sheets = rows.values_mut();
        sheets.for_each(|sheet| add_oddities(sheet, &mut world.rng));
        let plan = with_another_delivery(&mut world, &rows);
        count_rows_without_content(&plan, &without_content(&world, &rows));
        execute_partly(&mut world);
    }
}

/// Finishes the last run, then executes a plan for rows without oddities, or only a part of it.
fn execute_partly(world: &mut World) {
    let last = calls_of_the_last_run(world);
    finish_cycles(world, &last);
    let plan = world.plan();
    let most = world.rng.usize(..=plan.calls.len() * 2);
    stop_after(world, &plan, most);
}

fn calls_of_the_last_run(world: &World) -> Plan {
    let calls = world.state.snapshot.calls.values();
    let calls: Vec<Call> = calls.map(|(call, _)| call.clone()).collect();
    Plan {
        calls: calls.into(),
        ..Plan::default()
    }
}

/// Fails if the plan depends on the form of the rows.
fn with_another_delivery(world: &mut World, rows: &Rows) -> Plan {
    let [plainest, others @ ..] = Delivery::ALL;
    let diffs = world.diffs(rows, plainest);
    let expected = compared(&diffs);
    let plan = world.plan_of(diffs);
    let delivery = *world.rng.choice(&others).expect("there are other forms");
    let diffs = world.diffs(rows, delivery);
    assert_eq!(compared(&diffs), expected, "{delivery:?}");
    assert_eq!(
        everything_of(&world.plan_of(diffs)),
        everything_of(&plan),
        "{delivery:?}"
    );
    plan
}

/// Everything in a comparison except the changes, which are in the plan.
fn compared(diffs: &BTreeMap<Entity, Diff>) -> String {
    let one = |(entity, diff): (&Entity, &Diff)| {
        let Diff {
            unchanged,
            held,
            staying,
            known,
            notes,
            issues,
            changes,
            replaced,
        } = diff;
        let changes = changes.len();
        format!(
            "{entity}: {unchanged} {held:?} {staying:?} {known} {notes:?} {issues:?} {changes} {replaced:?}\n"
        )
    };
    diffs.iter().map(one).collect()
}

/// Everything in a plan: its calls, and the rest as text.
fn everything_of(plan: &Plan) -> (Vec<Call>, String) {
    let rest = Plan {
        calls: Calls::default(),
        ..plan.clone()
    };
    (calls(plan), format!("{rest:?}"))
}

/// The rows that are passed without their content.
fn without_content(world: &World, rows: &Rows) -> BTreeSet<Origin> {
    let (diffs, customers) = world.checked_rows(rows, Delivery::default());
    let moves = plan::moves(&diffs, false).expect("contents can be read");
    let mut found = BTreeSet::new();
    for (entity, sheet) in rows {
        let (sheet, moves) = match entity {
            Entity::Customer => (customers.clone(), &moves),
            _ => (sheet.clone(), &Moves::default()),
        };
        let known = world.state.snapshot.records(*entity);
        let shaped = sheet.shaped(
            &known.expect("the snapshot can be read"),
            moves,
            Delivery::ELIDED,
        );
        found.extend(shaped.rows.iter().filter_map(|row| match row {
            AcceptedRow::Unchanged { table, row, .. } => {
                Some(shaped.tables[usize::from(*table)].at(*row))
            }
            AcceptedRow::Changed(_) => None,
        }));
    }
    found
}

fn count_rows_without_content(plan: &Plan, without_content: &BTreeSet<Origin>) {
    let is_one = |origin: Option<&Origin>| origin.is_some_and(|it| without_content.contains(it));
    let calls = calls(plan);
    let lost = calls.iter().filter(|call| is_one(call.origin.as_ref()));
    let refused = plan
        .issues
        .iter()
        .filter(|issue| issue.severity() == Severity::Error && is_one(issue.origin.as_ref()));
    let seen = [without_content.len(), lost.count(), refused.count()];
    for (count, more) in COUNTS.iter().zip(seen) {
        count.fetch_add(more, Relaxed);
    }
}

/// The important cases occurred at all.
pub fn assert_coverage() {
    let [all, lost, refused] = COUNTS.each_ref().map(|count| count.load(Relaxed));
    println!("of {all} rows without content {lost} have a call and {refused} were refused");
    assert!(lost > 0 && refused > 0, "no seed had such rows");
}

/// Chooses entities whose records do not change, most often the customers.
fn choose_unchanged_entities(world: &mut World) {
    let rng = &mut world.rng;
    let stays = |entity: &Entity| {
        rng.u8(..)
            < if *entity == Entity::Customer {
                200
            } else {
                110
            }
    };
    world.desired.unchanged = Entity::ALL.into_iter().filter(stays).collect();
    world.policy.deletes = rng.u8(..) > 60;
    world.policy.create_missing = rng.bool();
}

/// Most customers keep their content, with the new names of their lookups.
fn keep_most_customers(world: &mut World, before: &Desired) {
    let mut moves = Moves::default();
    let mut names = BTreeSet::new();
    let lookups = world.desired.records.iter();
    for (key, wanted) in lookups.filter(|((entity, _), _)| *entity != Entity::Customer) {
        let now = name(key.0, wanted);
        let old = before.records.get(key).map(|before| name(key.0, before));
        if let Some(old) = old.filter(|old| *old != now) {
            moves.renamed.insert((key.0, old), now.clone());
        }
        names.insert((key.0, now));
    }
    let customers = world.desired.records.iter_mut();
    for (key, wanted) in customers.filter(|((entity, _), _)| *entity == Entity::Customer) {
        let Some(before) = before.records.get(key).filter(|_| world.rng.u8(..) < 200) else {
            continue;
        };
        let content = moves.follow(before.content.clone());
        let mut references = content.references();
        if references.all(|(entity, name)| names.contains(&(entity, name.to_owned()))) {
            drop(references);
            wanted.content = content;
        }
    }
}

/// The name by which customers refer to a lookup.
fn name(entity: Entity, wanted: &Wanted) -> String {
    match entity {
        Entity::Group => wanted
            .content
            .text(Attribute::GroupName)
            .unwrap_or_default()
            .to_owned(),
        _ => wanted.code.clone(),
    }
}

/// Adds optional attributes, some of them blank.
fn add_optional_values(world: &mut World) {
    let customers = world.desired.records.iter_mut();
    for (_, wanted) in customers.filter(|((entity, _), _)| *entity == Entity::Customer) {
        let (attribute, text) = match world.rng.u8(..) {
            ..20 => (Attribute::CustomerAddress, ""),
            20..30 => (Attribute::CustomerAddress, "Hà Nội"),
            30..40 => (Attribute::CustomerEmail, ""),
            _ => continue,
        };
        wanted.content.attributes.insert(attribute, text.into());
    }
}

/// Splits the rows over two tables and gives some of them a random `previous_no`, kept attributes or held duplicates.
fn add_oddities(sheet: &mut Sheet, rng: &mut Rng) {
    let codes: Vec<Code> = sheet.records.iter().map(|row| row.code.clone()).collect();
    let fields: Vec<Key> = (0..3)
        .map(|number| Key::Field(Code::from(format!("F{number}").as_str())))
        .collect();
    let unmapped = rng.choice(&fields).cloned();
    for (number, row) in sheet.records.iter_mut().enumerate() {
        if number % 2 == 1 {
            row.origin.file = "another".into();
            if let Some(key) = &unmapped {
                _ = take(row, key);
            }
        }
        let other = rng.choice(&codes).cloned();
        match rng.u8(..) {
            ..12 => row.previous_no = other,
            12..18 => row.identity = None,
            18..26 => keep(row, rng),
            26..32 => sheet.held.push(HeldRow {
                previous_no: other,
                ..held_row(row)
            }),
            32..36 => sheet.held.push(HeldRow {
                code: other,
                identity: None,
                previous_no: None,
                ..held_row(row)
            }),
            _ => {}
        }
    }
}

fn take(row: &mut Record, key: &Key) -> bool {
    match key {
        Key::Code => false,
        Key::Attribute(attribute) => row.content.attributes.remove(attribute).is_some(),
        Key::Field(code) => row.content.fields.remove(code).is_some(),
    }
}

fn keep(row: &mut Record, rng: &mut Rng) {
    let keys: Vec<Key> = row.content.keys().collect();
    if let Some(key) = rng.choice(&keys)
        && take(row, key)
    {
        row.kept.push(key.clone());
    }
}
