//! Nights with rows that are set aside, and with records that are kept.

use std::collections::BTreeSet;

use fastrand::Rng;
use vbot_sync::{
    codec::Plan,
    model::{
        Attribute, Cause, Code, Entity, HeldRow, Issue, Key, Operation, Origin, Problem, RecordRef,
        Severity, differences,
    },
};

use super::{
    execute::Stage,
    references::set_aside,
    verify,
    world::{ORDERS, World},
};
use crate::{calls::calls, desired::Rows, memory::TestSnapshot};

/// A second night in which rows are rejected, columns are not mapped, records are kept.
pub fn held(seed: u64, verbose: bool) {
    let mut world = World::new(seed ^ 0x4e1d, verbose);
    world.desired.change(&mut world.rng);
    let plan = world.plan();
    world.carry_out(&plan);
    world.policy.deletes = world.rng.u8(..) > 60;
    world.policy.create_missing = world.rng.bool();
    world.desired.change(&mut world.rng);
    let rows = troubled(world.desired.rows(), &mut world.rng);
    let plan = world.checked_for(&rows);
    let known = world.customers(&rows);
    let accepted = Accepted::of(&rows, known, &plan);
    for _ in 0..ORDERS {
        let mut copy = world.stage.clone();
        copy.carry_out_somehow(&calls(&plan), &mut world.rng, usize::MAX);
        copy.sweep();
        accepted.verify(&copy, &world.stage.memory, world.policy.deletes, &plan);
    }
    let all = calls(&plan);
    for call in &all {
        world.stage.carry_out(call);
    }
    world.stage.sweep();
    let again = world.plan_for(&rows);
    assert!(
        again.calls.is_empty(),
        "{} calls are left",
        again.calls.len()
    );
}

/// Some rows are rejected, of some not even the code can be read, some fields have no column.
pub fn troubled(rows: Rows, rng: &mut Rng) -> Rows {
    let mut rows = numbered(rows);
    let unmapped: BTreeSet<Code> = (0..6)
        .filter(|_| rng.u8(..) < 40)
        .map(|number| Code::from(format!("F{number}").as_str()))
        .collect();
    for sheet in rows.values_mut() {
        let mut records = Vec::new();
        for mut row in std::mem::take(&mut sheet.records) {
            row.content
                .fields
                .retain(|field, _| !unmapped.contains(field));
            match rng.u8(..) {
                ..25 => sheet.held.push(set_aside(&row)),
                25 => sheet.held.push(HeldRow {
                    code: None,
                    ..set_aside(&row)
                }),
                _ => records.push(row),
            }
        }
        sheet.records = records;
    }
    rows
}

/// Every row has a place of its own.
pub fn numbered(mut rows: Rows) -> Rows {
    for (entity, sheet) in &mut rows {
        for (number, row) in sheet.records.iter_mut().enumerate() {
            row.origin = Origin {
                file: entity.as_str().into(),
                row: u32::try_from(number + 1).ok(),
                ..Origin::default()
            };
        }
    }
    rows
}

/// The rows that are to be carried out, and what is said of the others.
struct Accepted<'a> {
    rows: &'a Rows,
    /// Customers that name nothing are set aside before there is a plan.
    customers: BTreeSet<Code>,
    refused: BTreeSet<Origin>,
    /// What is said of missing records that can't be created.
    impossible: Vec<&'a RecordRef>,
    /// Records that are created because a customer names them.
    missing: BTreeSet<(Entity, Code)>,
}

impl<'a> Accepted<'a> {
    fn of(rows: &'a Rows, customers: BTreeSet<Code>, plan: &'a Plan) -> Self {
        let missing = calls(plan).into_iter();
        let missing = missing.filter(|it| it.cause == Cause::Missing);
        let impossible = plan.issues.iter().filter_map(|it| impossible(&it.problem));
        let errors = plan
            .issues
            .iter()
            .filter(|it| it.severity() == Severity::Error);
        Self {
            rows,
            customers,
            impossible: impossible.collect(),
            missing: missing
                .map(|call| (call.entity, call.action.code().clone()))
                .collect(),
            refused: errors.filter_map(|issue| issue.origin.clone()).collect(),
        }
    }

    fn codes(&self, entity: Entity) -> BTreeSet<&'a Code> {
        let rows = self.rows[&entity].records.iter();
        rows.filter(|row| entity != Entity::Customer || self.customers.contains(&row.code))
            .filter(|row| !self.refused.contains(&row.origin))
            .map(|row| &row.code)
            .collect()
    }

    fn verify(&self, stage: &Stage, before: &TestSnapshot, deletes: bool, plan: &Plan) {
        verify::no_temporary(stage);
        verify::claims(stage);
        for (entity, sheet) in self.rows {
            self.are_there(*entity, stage);
            self.are_as_they_were(*entity, stage, before);
            let known = |code: &Code| {
                before
                    .claims()
                    .any(|(key, _)| *key == (*entity, code.clone()))
            };
            let held = sheet.held.iter().filter_map(|row| row.code.as_ref());
            for code in held.filter(|code| known(code)) {
                let there = stage
                    .accounts
                    .iter()
                    .all(|it| it.content(*entity, code).is_some());
                assert!(there, "{entity} {code} was held and is gone");
            }
            let unreadable = sheet.held.iter().any(|row| row.code.is_none());
            let mut own = plan
                .calls
                .heads()
                .flatten()
                .filter(|it| it.entity == *entity);
            let gone = own.any(|call| call.operation == Operation::Delete);
            assert!(
                !gone || (deletes && !unreadable),
                "{entity}: nothing may be deleted"
            );
        }
        plan.issues
            .iter()
            .for_each(|issue| self.is_justified(issue, &stage.memory));
    }

    fn are_there(&self, entity: Entity, stage: &Stage) {
        let wanted = self.codes(entity);
        let rows = self.rows[&entity].records.iter();
        for row in rows.filter(|row| wanted.contains(&row.code)) {
            for account in &stage.accounts {
                let held = account.content(entity, &row.code);
                let held = held.unwrap_or_else(|| panic!("{entity} {} is missing", row.code));
                let wrong = differences(held, &row.content);
                assert!(wrong.is_empty(), "{entity} {}: {wrong:?}", row.code);
            }
        }
    }

    /// Whatever no accepted row speaks for is what it was, but for the names of what it names.
    fn are_as_they_were(&self, entity: Entity, stage: &Stage, before: &TestSnapshot) {
        let wanted = self.codes(entity);
        for ((_, code), content) in stage
            .memory
            .claims()
            .filter(|((found, _), _)| *found == entity)
        {
            if wanted.contains(code) {
                continue;
            }
            if self.missing.contains(&(entity, code.clone())) {
                continue;
            }
            let mut old = before.claims();
            let old = old.find(|(key, _)| *key == &(entity, code.clone()));
            let (_, old) = old.unwrap_or_else(|| panic!("{entity} {code} comes from nowhere"));
            let mut changed = differences(old, content);
            changed.retain(|key, _| {
                entity != Entity::Customer
                    || matches!(
                        key,
                        Key::Attribute(Attribute::CustomerName | Attribute::CustomerPhones)
                    )
            });
            assert!(
                changed.is_empty(),
                "{entity} {code} is touched: {changed:?}"
            );
        }
    }

    /// What is said in the way of a row or a delete is still there when all is done.
    fn is_justified(&self, issue: &Issue, after: &TestSnapshot) {
        let row = self.rows.values().flat_map(|sheet| &sheet.records);
        let row = row
            .clone()
            .find(|row| Some(&row.origin) == issue.origin.as_ref());
        let Some(row) = row else { return };
        let has = |entity, code: &Code| {
            after
                .claims()
                .any(|(key, _)| *key == (entity, code.clone()))
        };
        let is_called = |name: Option<&str>| {
            name.is_some()
                && after
                    .claims()
                    .any(|(_, content)| content.text(Attribute::GroupName) == name)
        };
        let name = row.content.text(Attribute::GroupName);
        let justified = match issue.rule() {
            "row.code_taken" | "row.group_name" => has(row.entity, &row.code) || is_called(name),
            _ if matches!(issue.problem, Problem::FieldBlocked { .. }) => {
                let mut fields = self.rows[&Entity::Field].records.iter();
                fields.any(|field| self.refused.contains(&field.origin))
            }
            "row.reference" => row.content.references().any(|(entity, name)| {
                let mut lookups = self.rows[&entity].records.iter();
                let missing = RecordRef::new(entity, name);
                self.impossible.contains(&&missing)
                    || lookups.any(|it| {
                        self.refused.contains(&it.origin)
                            && (*it.code == *name
                                || it.content.text(Attribute::GroupName) == Some(name))
                    })
            }),
            _ => true,
        } || impossible(&issue.problem).is_some();
        assert!(justified, "{issue:?} is no reason to refuse {row:?}");
    }
}

/// The missing record that can't be created.
fn impossible(problem: &Problem) -> Option<&RecordRef> {
    match problem {
        Problem::MissingBlocked { record } | Problem::MissingClashes { record } => Some(record),
        _ => None,
    }
}
