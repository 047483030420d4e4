//! Rows that come without their content, and contents that are put away, are missed nowhere in a plan.
//!
//! Worlds are as odd here as rows and snapshots can be: whether a plan is a good one is asked elsewhere, here
//! only whether it is the same. Invariant: what is compared is everything that a comparison and a plan say.

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
    held_rows::{numbered, troubled},
    references::set_aside,
    stopped_runs::{finish_cycles, stop_after},
    world::World,
};
use crate::{
    calls::calls,
    desired::{Desired, Rows, Wanted},
    sheet::{Manner, Sheet},
};

/// Rows that came without their content; those of them that lost their record; those that were refused.
static SEEN: [AtomicUsize; 3] = [const { AtomicUsize::new(0) }; 3];

/// A few nights, of which every plan is made in two manners.
pub fn same(seed: u64, verbose: bool) {
    let mut world = World::new(seed ^ 0x51e7e, verbose);
    world.policy.detect_renames = world.rng.u8(..) > 60;
    world.desired.call_group = 8;
    for night in 0..4 {
        if night > 0 {
            choose(&mut world);
        }
        let before = world.desired.clone();
        world.desired.change(&mut world.rng);
        follow(&mut world, &before);
        say_more(&mut world);
        let mut rows = numbered(world.desired.rows());
        in_another_manner(&mut world, &rows);
        if world.rng.bool() {
            rows = troubled(rows, &mut world.rng);
        }
        let sheets = rows.values_mut();
        sheets.for_each(|sheet| estrange(sheet, &mut world.rng));
        let plan = in_another_manner(&mut world, &rows);
        notice(&plan, &without_content(&world, &rows));
        carry_on(&mut world);
    }
}

/// Carries out what was left and, or only a part of, a plan for rows that are not strange.
fn carry_on(world: &mut World) {
    let last = calls_of_the_last_run(world);
    finish_cycles(world, &last);
    let plan = world.plan();
    let most = world.rng.usize(..=plan.calls.len() * 2);
    stop_after(world, &plan, most);
}

fn calls_of_the_last_run(world: &World) -> Plan {
    let calls = world.stage.memory.calls.values();
    let calls: Vec<Call> = calls.map(|(call, _)| call.clone()).collect();
    Plan {
        calls: calls.into(),
        ..Plan::default()
    }
}

/// Fails where it makes a difference how the rows come.
fn in_another_manner(world: &mut World, rows: &Rows) -> Plan {
    let [plainest, others @ ..] = Manner::ALL;
    let diffs = world.diffs(rows, plainest);
    let said = compared(&diffs);
    let plan = world.plan_of(diffs);
    let manner = *world.rng.choice(&others).expect("there are others");
    let diffs = world.diffs(rows, manner);
    assert_eq!(compared(&diffs), said, "{manner:?}");
    assert_eq!(whole(&world.plan_of(diffs)), whole(&plan), "{manner:?}");
    plan
}

/// Everything that is said of a comparison but for the changes themselves, which are seen in the plan.
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
        } = diff;
        let changes = changes.len();
        format!("{entity}: {unchanged} {held} {staying:?} {known} {notes:?} {issues:?} {changes}\n")
    };
    diffs.iter().map(one).collect()
}

/// Everything that a plan says: its calls, and the rest in words.
fn whole(plan: &Plan) -> (Vec<Call>, String) {
    let rest = Plan {
        calls: Calls::default(),
        ..plan.clone()
    };
    (calls(plan), format!("{rest:?}"))
}

/// The rows that come without their content where rows are sieved.
fn without_content(world: &World, rows: &Rows) -> BTreeSet<Origin> {
    let (diffs, customers) = world.checked_rows(rows, Manner::default());
    let moves = plan::moves(&diffs).expect("contents can be read");
    let mut found = BTreeSet::new();
    for (entity, sheet) in rows {
        let (sheet, moves) = match entity {
            Entity::Customer => (customers.clone(), &moves),
            _ => (sheet.clone(), &Moves::default()),
        };
        let known = world.stage.memory.records(*entity);
        let shaped = sheet.shaped(&known.expect("memory can be read"), moves, Manner::SIEVED);
        found.extend(shaped.rows.iter().filter_map(|row| match row {
            AcceptedRow::Unchanged { table, row, .. } => {
                Some(shaped.tables[usize::from(*table)].at(*row))
            }
            AcceptedRow::Changed(_) => None,
        }));
    }
    found
}

fn notice(plan: &Plan, without_content: &BTreeSet<Origin>) {
    let is_one = |origin: Option<&Origin>| origin.is_some_and(|it| without_content.contains(it));
    let calls = calls(plan);
    let lost = calls.iter().filter(|call| is_one(call.origin.as_ref()));
    let refused = plan
        .issues
        .iter()
        .filter(|issue| issue.severity() == Severity::Error && is_one(issue.origin.as_ref()));
    let seen = [without_content.len(), lost.count(), refused.count()];
    for (count, more) in SEEN.iter().zip(seen) {
        count.fetch_add(more, Relaxed);
    }
}

/// That what matters has come up at all.
pub fn has_come_up() {
    let [all, lost, refused] = SEEN.each_ref().map(|count| count.load(Relaxed));
    println!("of {all} rows without content {lost} lost their record and {refused} were refused");
    assert!(lost > 0 && refused > 0);
}

/// Much of what there is stays as it is, of the customers most.
fn choose(world: &mut World) {
    let rng = &mut world.rng;
    let stays = |entity: &Entity| {
        rng.u8(..)
            < if *entity == Entity::Customer {
                200
            } else {
                110
            }
    };
    world.desired.quiet = Entity::ALL.into_iter().filter(stays).collect();
    world.policy.deletes = rng.u8(..) > 60;
    world.policy.create_missing = rng.bool();
}

/// Most customers say what they said, under the names that there are now.
fn follow(world: &mut World, before: &Desired) {
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

/// What customers call a lookup.
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

/// What need not be said, be it that it is blank.
fn say_more(world: &mut World) {
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

/// Rows of two tables, that claim what they like, keep what they like, and speak of others as they like.
fn estrange(sheet: &mut Sheet, rng: &mut Rng) {
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
                ..set_aside(row)
            }),
            32..36 => sheet.held.push(HeldRow {
                code: other,
                identity: None,
                previous_no: None,
                ..set_aside(row)
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
