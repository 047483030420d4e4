//! The present seal, and whether a saved plan may still be applied.
//!
//! It applies nothing. Invariant: a plan is applied at most once.

use std::time::Duration;

use jiff::Timestamp;

use super::error::SyncError;
use crate::{
    config::Config,
    error::Result,
    model::PlanId,
    saved::{Saved, Seal},
    store::Store,
};

/// The seal that a plan made now would get.
///
/// # Errors
/// The snapshot can't be read.
pub fn seal(config: &Config, snapshot: Option<&Store>) -> Result<Seal> {
    Ok(Seal {
        program: env!("CARGO_PKG_VERSION").to_owned(),
        made_at: Timestamp::now(),
        tenant: config.tenant.clone(),
        snapshot: snapshot.map(Store::stamp).transpose()?,
        configuration: config.sections(),
        rate: config.limits.rate,
    })
}

/// The command of a saved plan's run; it has the plan's id, so that no plan is applied twice.
#[must_use]
pub fn apply_command(id: &PlanId) -> String {
    format!("apply {id}")
}

/// Checks that a saved plan may be applied now.
///
/// # Errors
/// `Kind::Stale` with the reason: it was applied, a run is unfinished, or something that it depends on has changed.
pub fn must_hold(
    saved: &Saved,
    config: &Config,
    snapshot: Option<&Store>,
    max_age: Duration,
) -> Result<()> {
    if let Some(store) = snapshot {
        // The same changes may be planned again another day.
        let run = store.run_of(&apply_command(&saved.proposal.plan.id))?;
        if let Some(run) = run.filter(|run| run.started >= saved.seal.made_at) {
            let (run, started) = (run.id, run.started);
            return Err(SyncError::Applied { run, started }.into());
        }
        must_be_finished(store)?;
    }
    let mut now = seal(config, snapshot)?;
    // A plan that was made without a snapshot fits the new one that is made for it.
    let is_blank = snapshot.map_or(Ok(true), Store::is_blank)?;
    if saved.seal.snapshot.is_none() && is_blank {
        now.snapshot = None;
    }
    match saved.seal.stale(&now, max_age) {
        Some(stale) => Err(stale.into()),
        None => Ok(()),
    }
}

/// A plan from a snapshot in doubt would be a guess. A run with nothing left to send leaves no doubt, and is given
/// up.
pub(super) fn must_be_spent(store: &mut Store) -> Result<()> {
    match store.unfinished()? {
        Some(unfinished) if store.is_spent(unfinished.run)? => store.supersede(unfinished.run),
        _ => must_be_finished(store),
    }
}

/// A plan from a snapshot in doubt would be a guess.
fn must_be_finished(store: &Store) -> Result<()> {
    match store.unfinished()? {
        None => Ok(()),
        Some(unfinished) => Err(SyncError::Unfinished(unfinished.run).into()),
    }
}
