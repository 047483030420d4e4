//! Records the sheets as already sent, for an account that was filled by other means.
//!
//! It sends nothing. Invariant: it never replaces what a call in doubt may have done.

use jiff::Timestamp;

use super::{error::SyncError, field_mapping, sealed::must_be_spent};
use crate::{
    codec::Proposal,
    error::Result,
    model::AccountId,
    plan,
    store::{Assumption, RunId, Store},
};

/// Makes the snapshot equal to the sheets without a call; its new records are *assumed*.
///
/// Held rows keep the snapshot's state. The caller has checked the guards.
///
/// # Errors
/// A run has calls left, so the account's state is unknown; or the snapshot can't be written.
pub fn adopt(store: &mut Store, proposal: &Proposal, account: &AccountId) -> Result<RunId> {
    must_be_spent(store)?;
    let (held, assumed) = (proposal.plan.held(), proposal.plan.calls.len());
    let exit = if held > 0 { 3 } else { 0 };
    let summary = serde_json::json!({ "held": held, "assumed": assumed });
    let assumption = Assumption {
        sources: &proposal.sources,
        notes: &proposal.notes,
        calls: &proposal.plan.calls,
        exit,
    };
    let run = store.assume("adopt", Timestamp::now(), assumption, &summary)?;
    field_mapping::remember(store, account)?;
    Ok(run)
}

/// Whether the rest of a run can be given up: none of it may have been executed, and no record has a temporary code.
/// If the old address leads elsewhere now, the run could never be finished there.
fn is_certain(store: &Store, run: RunId) -> Result<bool> {
    let is_whole = store.doubtful(run)?.is_empty() && plan::temporary(store)?.is_empty();
    Ok(is_whole || store.is_spent(run)?)
}

/// Rebinds the snapshot to the same account under another address or dialect, and changes nothing else.
///
/// # Errors
/// A run has calls left that may have been executed, or has left a temporary code; it is another account; or the
/// snapshot can't be written.
pub fn move_account(store: &mut Store, tenant: &AccountId) -> Result<()> {
    match store.unfinished()? {
        Some(unfinished) if is_certain(store, unfinished.run)? => {
            store.supersede(unfinished.run)?;
        }
        Some(unfinished) => return Err(SyncError::UnfinishedBefore(unfinished.run).into()),
        None => {}
    }
    store.move_to(tenant)
}
