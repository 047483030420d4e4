//! Nights with held rows and with kept records.

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
    execute::ReplayState,
    references::held_row,
    verify,
    world::{ORDERS, World},
};
use crate::{calls::calls, desired::Rows, snapshot::TestSnapshot};

/// A second night with rejected rows, unmapped columns and kept records.
pub fn held(seed: u64, verbose: bool) {
    let mut world = World::new(seed ^ 0x4e1d, verbose);
    world.desired.change(&mut world.rng);
    let plan = world.plan();
    world.execute(&plan);
    world.policy.deletes = world.rng.u8(..) > 60;
    world.policy.create_missing = world.rng.bool();
    world.desired.change(&mut world.rng);
    let rows = with_rejected_rows(world.desired.rows(), &mut world.rng);
    let plan = world.checked_plan_for(&rows);
    let known = world.customers(&rows);
    let accepted = Accepted::of(&rows, known, &plan);
    for _ in 0..ORDERS {
        let mut copy = world.state.clone();
        copy.execute_in_random_order(&calls(&plan), &mut world.rng, usize::MAX);
        copy.drop_orphaned_fields();
        accepted.verify(&copy, &world.state.snapshot, world.policy.deletes, &plan);
    }
    let all = calls(&plan);
    for call in &all {
        world.state.execute(call);
    }
    world.state.drop_orphaned_fields();
    let again = world.plan_for(&rows);
    assert!(
        again.calls.is_empty(),
        "the next plan must be empty, but has {} calls",
        again.calls.len()
    );
}

/// Rejects some rows, makes the code of some unreadable, and removes the columns of some fields.
pub fn with_rejected_rows(rows: Rows, rng: &mut Rng) -> Rows {
    let mut rows = with_origins(rows);
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
                ..25 => sheet.held.push(held_row(&row)),
                25 => sheet.held.push(HeldRow {
                    code: None,
                    ..held_row(&row)
                }),
                _ => records.push(row),
            }
        }
        sheet.records = records;
    }
    rows
}

/// Gives every row its own origin.
pub fn with_origins(mut rows: Rows) -> Rows {
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

/// The rows that the plan accepts, and the issues of the others.
struct Accepted<'a> {
    rows: &'a Rows,
    /// Customers without missing references; the others are held before planning.
    customers: BTreeSet<Code>,
    refused: BTreeSet<Origin>,
    /// Missing records that can't be created, as the issues name them.
    impossible: Vec<&'a RecordRef>,
    /// Records that are created because a customer refers to them.
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

    fn verify(&self, state: &ReplayState, before: &TestSnapshot, deletes: bool, plan: &Plan) {
        verify::no_temporary(state);
        verify::claims(state);
        for (entity, sheet) in self.rows {
            self.assert_accepted_rows_exist(*entity, state);
            self.assert_others_are_unchanged(*entity, state, before);
            let known = |code: &Code| {
                before
                    .claims()
                    .any(|(key, _)| *key == (*entity, code.clone()))
            };
            let held = sheet.held.iter().filter_map(|row| row.code.as_ref());
            for code in held.filter(|code| known(code)) {
                let there = state
                    .accounts
                    .iter()
                    .all(|it| it.content(*entity, code).is_some());
                assert!(there, "{entity} {code} is held and must not be deleted");
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
            .for_each(|issue| self.assert_justified(issue, &state.snapshot));
    }

    fn assert_accepted_rows_exist(&self, entity: Entity, state: &ReplayState) {
        let wanted = self.codes(entity);
        let rows = self.rows[&entity].records.iter();
        for row in rows.filter(|row| wanted.contains(&row.code)) {
            for account in &state.accounts {
                let held = account.content(entity, &row.code);
                let held =
                    held.unwrap_or_else(|| panic!("the account lacks {entity} {}", row.code));
                let wrong = differences(&held, &row.content);
                assert!(wrong.is_empty(), "{entity} {}: {wrong:?}", row.code);
            }
        }
    }

    /// Records without an accepted row are unchanged, except for renamed references.
    fn assert_others_are_unchanged(
        &self,
        entity: Entity,
        state: &ReplayState,
        before: &TestSnapshot,
    ) {
        let wanted = self.codes(entity);
        for ((_, code), content) in state
            .snapshot
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
            let (_, old) = old
                .unwrap_or_else(|| panic!("{entity} {code} has neither a row nor an old record"));
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
                "{entity} {code} must not change: {changed:?}"
            );
        }
    }

    /// The record that an issue names as an obstacle still exists after the run.
    fn assert_justified(&self, issue: &Issue, after: &TestSnapshot) {
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
        assert!(justified, "{issue:?} does not justify refusing {row:?}");
    }
}

/// The missing record that can't be created.
fn impossible(problem: &Problem) -> Option<&RecordRef> {
    match problem {
        Problem::MissingBlocked { record } | Problem::MissingClashes { record } => Some(record),
        _ => None,
    }
}
