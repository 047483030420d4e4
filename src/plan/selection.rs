//! Leaves out the calls that a person does not want to send now.
//!
//! What is left out counts as not acknowledged: every call that waits for it is left out too, and a cycle is left out
//! as a whole, because a record must not stay at its temporary code. It makes no call and no plan of its own.
//! Invariant: every call that must be acknowledged before a selected one is kept.

use std::collections::{BTreeMap, BTreeSet};

use super::renames;
use crate::{
    codec::{CallHead, Calls, Links, Plan},
    error::Result,
    model::{
        Action, CallId, Cause, Code, Counts, Entity, Operation, PlannedRows, SelectedRows,
        Selection, Touched, is_given,
    },
};

/// Leaves out what the selection does not include; `rows` are those that meet its conditions.
///
/// # Errors
/// Spilled content can't be read.
pub fn select(plan: &mut Plan, selection: &Selection, rows: &SelectedRows) -> Result<()> {
    if selection.is_everything() {
        return Ok(());
    }
    let mut kept = KeptCalls::of(plan, selection, rows)?;
    kept.close();
    if !selection.conditions.is_empty() {
        kept.spare_missing();
        leave_out_rows(plan, rows);
    }
    if let Some(limit) = selection.limit {
        kept.limit(limit);
    }
    kept.apply(plan)
}

/// Which calls of a plan are kept.
struct KeptCalls {
    links: Links,
    /// By the index of the call.
    kept: Vec<bool>,
    /// The calls of each cycle.
    cycles: BTreeMap<u32, Vec<CallId>>,
    /// Creates of records that only customers refer to.
    missing: Vec<CallId>,
}

impl KeptCalls {
    fn of(plan: &Plan, selection: &Selection, rows: &SelectedRows) -> Result<Self> {
        let mut kept = Self {
            links: plan.calls.links()?,
            kept: Vec::with_capacity(plan.calls.len()),
            cycles: BTreeMap::new(),
            missing: Vec::new(),
        };
        for head in plan.calls.heads() {
            let head = head?;
            if head.cause == Cause::Missing {
                kept.missing.push(head.id);
            }
            if let Some(cycle) = head.cycle {
                kept.cycles.entry(cycle).or_default().push(head.id);
            }
            let is_wanted = selection.has_kind(head.entity, head.operation)
                && (selection.conditions.is_empty() || is_in(rows, plan, &head)?);
            kept.kept.push(is_wanted);
        }
        Ok(kept)
    }

    fn place(&self, id: CallId) -> usize {
        self.links.place(id).unwrap_or_default()
    }

    fn keeps(&self, id: CallId) -> bool {
        self.kept[self.place(id)]
    }

    /// Leaves out what waits for calls that are left out.
    fn close(&mut self) {
        loop {
            // Calls before a list's first call are decided, because they have smaller numbers.
            let mut is_open = vec![None; self.links.lists()];
            for place in 0..self.kept.len() {
                let list = self.links.after(place);
                let open = is_open[list]
                    .get_or_insert_with(|| self.links.list(list).iter().all(|id| self.keeps(*id)));
                self.kept[place] &= *open;
            }
            let broken = self.cycles.values();
            let broken = broken.filter(|calls| !calls.iter().all(|id| self.keeps(*id)));
            let rest: Vec<usize> = broken
                .flatten()
                .map(|id| self.place(*id))
                .filter(|place| self.kept[*place])
                .collect();
            if rest.is_empty() {
                return;
            }
            for place in rest {
                self.kept[place] = false;
            }
        }
    }

    /// Leaves out creates of missing records that no selected call waits for.
    fn spare_missing(&mut self) {
        let lists: BTreeSet<usize> = (0..self.kept.len())
            .filter(|place| self.kept[*place])
            .map(|place| self.links.after(place))
            .collect();
        let needed: BTreeSet<CallId> = lists
            .into_iter()
            .flat_map(|list| self.links.list(list))
            .copied()
            .collect();
        for id in std::mem::take(&mut self.missing) {
            if !needed.contains(&id) {
                let place = self.place(id);
                self.kept[place] = false;
            }
        }
    }

    /// Keeps the first calls of the order, at most so many; a cycle that does not fit is left out as a whole.
    fn limit(&mut self, limit: usize) {
        let wanted = std::mem::replace(&mut self.kept, vec![false; self.links.ids().len()]);
        let mut count = 0;
        for (place, is_wanted) in wanted.into_iter().enumerate() {
            if !is_wanted || self.kept[place] {
                continue;
            }
            let needed = self.needed(place);
            if count + needed.len() <= limit && self.is_open(&needed) {
                count += needed.len();
                for place in needed {
                    self.kept[place] = true;
                }
            }
        }
    }

    /// The call at that index and, if it is part of a cycle, the whole cycle with what it waits for, as far as it is
    /// not selected yet. A cycle may wait for a call of another one, which is then needed as a whole too.
    fn needed(&self, place: usize) -> BTreeSet<usize> {
        let mut needed = BTreeSet::new();
        let mut next = vec![place];
        while let Some(place) = next.pop() {
            if self.kept[place] || !needed.insert(place) {
                continue;
            }
            let Some(cycle) = self.links.cycle(self.links.ids()[place]) else {
                continue;
            };
            let members = self.cycles[&cycle].iter();
            let befores = members
                .clone()
                .flat_map(|id| self.links.list(self.links.after(self.place(*id))));
            next.extend(members.chain(befores).map(|id| self.place(*id)));
        }
        needed
    }

    /// Whether everything that these calls wait for is selected, or among them.
    fn is_open(&self, calls: &BTreeSet<usize>) -> bool {
        let befores = |place: &usize| self.links.list(self.links.after(*place));
        let is_there = |place: usize| self.kept[place] || calls.contains(&place);
        calls
            .iter()
            .flat_map(befores)
            .all(|id| is_there(self.place(*id)))
    }

    /// Leaves the plan with the selected calls, and with their counts.
    fn apply(self, plan: &mut Plan) -> Result<()> {
        let all = std::mem::take(&mut plan.calls);
        let mut left_out = BTreeMap::<Entity, Counts>::new();
        for (head, is_kept) in all.heads().zip(&self.kept) {
            let head = head?;
            if !is_kept {
                let counts = left_out.entry(head.entity).or_default();
                counts.add(head.operation);
                note_left_out(&mut plan.rows, &all, &head)?;
            }
        }
        for (entity, counts) in &left_out {
            let planned = plan.summary.entry(*entity).or_default();
            for operation in Operation::ALL {
                planned.take(operation, counts.of(operation));
            }
        }
        plan.left_out = left_out;
        if plan.left_out.is_empty() {
            // The whole plan is the same plan, with the same id.
            plan.calls = all;
            return Ok(());
        }
        let ids = self.links.ids().iter().zip(&self.kept);
        let kept = ids.filter(|(_, is_kept)| **is_kept).map(|(id, _)| *id);
        plan.calls = all.selected(kept.collect());
        count_anew(plan)
    }
}

/// Notes the row of a call that is left out. The row of a missing record has a call of its own, which is left out too.
fn note_left_out(rows: &mut PlannedRows, all: &Calls, head: &CallHead<'_>) -> Result<()> {
    let call = all.get(head.id)?;
    let origin = call.and_then(|call| call.origin);
    if let Some(origin) = origin.filter(|_| head.cause != Cause::Missing) {
        rows.leave_out(head.entity, &origin);
    }
    Ok(())
}

/// Whether the row of a call meets the conditions. A record that only customers refer to is decided by them.
fn is_in(rows: &SelectedRows, plan: &Plan, head: &CallHead<'_>) -> Result<bool> {
    if head.cause == Cause::Missing || !rows.entities().contains(&head.entity) {
        return Ok(true);
    }
    let call = plan.calls.get(head.id)?;
    let origin = call.and_then(|call| call.origin);
    Ok(rows.has(head.entity, origin.as_ref()))
}

/// Rows outside of the conditions are no business of this run, whatever is wrong with them.
fn leave_out_rows(plan: &mut Plan, rows: &SelectedRows) {
    plan.held_rows.retain(|held| {
        let is_in = rows.has(held.entity, Some(&held.origin));
        if !is_in {
            plan.rows.leave_out(held.entity, &held.origin);
            let counts = plan.summary.entry(held.entity).or_default();
            counts.held = counts.held.saturating_sub(1);
        }
        is_in
    });
    plan.issues.retain(|issue| {
        issue
            .origin
            .as_ref()
            .is_none_or(|place| rows.has_row(place))
    });
}

/// Counts what the guards look at.
fn count_anew(plan: &mut Plan) -> Result<()> {
    plan.follows.clear();
    plan.touched.clear();
    let mut moved = BTreeMap::<Entity, Vec<(Code, Code)>>::new();
    for head in plan.calls.heads() {
        let head = head?;
        let is_update = head.operation == Operation::Update;
        if is_update && head.cause == Cause::Follows {
            *plan.follows.entry(head.entity).or_default() += 1;
        }
        let is_counted = is_update && head.cause == Cause::Row;
        if !is_counted && head.operation != Operation::UpdateNo {
            continue;
        }
        let Some(call) = plan.calls.get(head.id)? else {
            continue;
        };
        if let Action::UpdateNo { from, to, .. } = call.action {
            moved.entry(call.entity).or_default().push((from, to));
        } else {
            let touched: &mut Touched = plan.touched.entry(call.entity).or_default();
            touched.add(call.entity, &call.changes);
        }
    }
    let moved = moved.into_iter();
    plan.renames = moved
        .filter_map(|(entity, moved)| Some((entity, renames::of(&direct(&moved))?)))
        .collect();
    Ok(())
}

/// The changes of code without the temporary codes on the way.
fn direct(moved: &[(Code, Code)]) -> Vec<(&Code, &Code)> {
    let next: BTreeMap<&Code, &Code> = moved
        .iter()
        .filter(|(from, _)| is_given(from))
        .map(|(from, to)| (from, to))
        .collect();
    let own = moved.iter().filter(|(from, _)| !is_given(from));
    own.map(|(from, to)| (from, next.get(to).copied().unwrap_or(to)))
        .collect()
}
