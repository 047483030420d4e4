//! Turns changes into calls in dependency order.
//!
//! `draft_changes` makes drafts of the changes, each with its slots and a call from `call_maker`; `edges` derives the
//! dependencies, `cycles` breaks cycles where `feedback_set` chooses, `order` numbers the calls, and `guards` refuses
//! what looks like an accident. It sends nothing. Invariant: a call's number is greater than every number in its `after`.

mod anomalies;
mod blocked;
mod call_group;
mod call_maker;
mod canary;
mod cascade_updates;
mod cycles;
mod draft;
mod draft_changes;
mod edges;
mod error;
mod feedback_set;
mod field_types;
mod guards;
mod look;
mod lookup_codes;
mod missing;
mod moves;
mod needed_calls;
mod order;
mod pending_deletes;
mod plan_rules;
mod planned;
mod renames;
mod run_effects;
mod selection;
mod slot;
mod sources;
mod successors;
mod temporary_renames;
#[cfg(test)]
mod tests;
mod undo_input;
mod undo_rows;
mod unfinished;
mod unfit;
mod wire_slots;

use std::collections::BTreeMap;

use crate::{
    codec::{Calls, Diff, Plan, Snapshot},
    error::Result,
    model::{Cause, Entity, Operation, PlannedRows, Problem},
    observe::Observer,
};
use call_maker::CallMaker;
use lookup_codes::LookupCodes;

pub use crate::model::is_temporary;
pub use anomalies::anomalies;
pub use canary::canary;
pub use guards::guards;
pub use look::probes;
pub use moves::moves;
pub use plan_rules::PlanRules;
pub use run_effects::RunEffects;
pub use selection::select;
pub use sources::source_figure;
pub use undo_input::UndoInput;
pub use undo_rows::UndoRows;
pub use unfinished::{UnfinishedCalls, temporary};

/// Computes the calls that make the account equal to the rows.
///
/// # Errors
/// The snapshot can't be read, or the observer cancels.
pub fn plan<'a>(
    mut diffs: BTreeMap<Entity, Diff>,
    snapshot: &dyn Snapshot,
    rules: impl Into<PlanRules<'a>>,
    observer: &dyn Observer,
) -> Result<Plan> {
    let PlanRules { policy, fields } = rules.into();
    let mut plan = Plan::default();
    observer.check_cancelled()?;
    let mut clashes = missing::clashes(&diffs, snapshot)?;
    if let Some(fields) = fields {
        clashes.extend(unfit::unfit(&diffs, snapshot, fields)?);
    }
    let blocked = blocked::drop_blocked(&mut diffs, clashes, snapshot)?;
    observer.check_cancelled()?;
    missing::spare(&mut diffs)?;
    for entity in Entity::ALL {
        let counts = plan.summary.entry(entity).or_default();
        if let Some(diff) = diffs.get_mut(&entity) {
            (counts.unchanged, counts.held) = (diff.unchanged, diff.held.len());
            plan.held_rows.append(&mut diff.held);
            note_equal(&mut plan.rows, entity, diff);
            plan.issues.append(&mut diff.issues);
        }
    }
    let moves = moves(&diffs, fields.is_some())?;
    if !blocked.is_empty() {
        cascade_updates::spare(&mut diffs, &moves, policy, &mut plan.summary)?;
    }
    plan.issues.extend(blocked);
    plan.renames = renames::renames(&diffs);
    let lookups = fields.map(|fields| LookupCodes::of(fields, &diffs, snapshot));
    let maker = CallMaker::new(moves, policy, lookups.transpose()?);
    let mut drafts = draft_changes::draft_changes(&diffs, maker, observer)?;
    let edges = cycles::break_all(&mut drafts, snapshot)?;
    observer.check_cancelled()?;
    let order = order::Order::of(&drafts, &edges)?;
    observer.check_cancelled()?;
    drop(edges);
    plan.touched = std::mem::take(&mut drafts.touched);
    let planned = planned::PlannedCalls::new(drafts, order, diffs);
    for (entity, operation, causes) in planned.kinds() {
        let counts = plan.summary.entry(entity).or_default();
        for cause in causes {
            counts.add(operation);
            if (operation, cause) == (Operation::Update, Cause::Follows) {
                *plan.follows.entry(entity).or_default() += 1;
            }
        }
    }
    plan.calls = Calls::of(planned);
    Ok(plan)
}

/// Notes the rows that equal another one, or that a corrected one replaces, because they share its fate.
fn note_equal(rows: &mut PlannedRows, entity: Entity, diff: &Diff) {
    for issue in &diff.issues {
        if let (Problem::RowRepeated { first, .. }, Some(origin)) = (&issue.problem, &issue.origin)
        {
            rows.repeat(entity, origin, first);
        }
    }
    for (origin, corrected) in &diff.replaced {
        rows.repeat(entity, origin, corrected);
    }
}
