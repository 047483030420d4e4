//! Makes the drafts of all changes, entity by entity.
//!
//! It numbers the lanes and groups customers; a draft itself is made in `draft` or `call_group`. Invariant: a lane's
//! number is the position of its change among the changes of all entities.

use std::collections::BTreeMap;

use super::{call_group::CallGroups, call_maker::CallMaker, draft::Drafts, error::PlanError};
use crate::{codec::Diff, error::Result, model::Entity, observe::Observer};

/// Drafts for all changes. Contents of customers are not kept; they are loaded again when their calls are made.
pub(super) fn draft_changes(
    diffs: &BTreeMap<Entity, Diff>,
    maker: CallMaker,
    observer: &dyn Observer,
) -> Result<Drafts> {
    let mut drafts = Drafts::new(maker);
    let mut lane: u32 = 0;
    for (entity, diff) in diffs {
        let is_many = *entity == Entity::Customer;
        let mut call_groups = is_many.then(|| CallGroups::of(&drafts, &diff.changes));
        for change in &diff.changes {
            observer.check_cancelled()?;
            match &mut call_groups {
                Some(call_groups) if call_groups.may_have(change) => {
                    call_groups.add(change, lane, &mut drafts)?;
                }
                _ => drafts.change(change, lane)?,
            }
            lane = lane.checked_add(1).ok_or(PlanError::TooManyCalls)?;
        }
    }
    Ok(drafts)
}
