//! Takes the sheets as already sent: the account was filled by other means.

use jiff::Timestamp;

use super::{error::SyncError, sealed::must_be_spent};
use crate::{
    error::Result,
    model::{AccountId, Proposal},
    plan,
    store::{Assumption, RunId, Store},
};

/// Makes the snapshot say what the sheets say, without a call; what enters it is *assumed*.
///
/// Rows that are held stay what the snapshot says of them. The caller has looked at the guards.
///
/// # Errors
/// A run has calls left, so that nobody knows what the account holds; or the snapshot can't be written.
pub fn adopt(store: &mut Store, proposal: &Proposal) -> Result<RunId> {
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
    store.assume("adopt", Timestamp::now(), assumption, &summary)
}

/// Whether what a run has left can be given up: nothing of it may have been carried out, and nothing is half-way. Where the
/// old address leads elsewhere, the run could never be finished there.
fn is_certain(store: &Store, run: RunId) -> Result<bool> {
    let is_whole = store.doubtful(run)?.is_empty() && plan::temporary(store)?.is_empty();
    Ok(is_whole || store.is_spent(run)?)
}

/// Keeps the snapshot for the same account under another address or dialect; nothing else of it changes.
///
/// # Errors
/// A run has calls left that may have been carried out, or are half-way; it is another account; or the snapshot can't be
/// written.
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
