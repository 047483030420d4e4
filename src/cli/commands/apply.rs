//! `apply`: sends a saved plan.
//!
//! It reads no sheet. Invariant: a plan is sent at most once, and exactly as it was saved.

use vbot_sync::{
    config::Config,
    plan::guards,
    saved::{self, Saved},
    store::{RunLock, Store},
    sync,
};

use super::{common, send_plan::SendSession};
use crate::cli::{Arguments, args::ApplyArgs, ask, failure::CommandFailure, notice::Notice};

pub fn run(arguments: &Arguments, options: &ApplyArgs) -> Result<u8, CommandFailure> {
    common::sending(arguments, options.sending.json, || {
        apply_plan(arguments, options)
    })
}

fn apply_plan(arguments: &Arguments, options: &ApplyArgs) -> Result<u8, CommandFailure> {
    ask::require_consent(options.sending.yes)?;
    let config = common::config(arguments)?;
    let session = SendSession::new(arguments, &config, options.sending, options.limit)?;
    let mut saved = saved::load(&options.plan)?;
    let (_lock, store) = open(&config, &saved, options)?;
    if !options.sending.json {
        Notice::info(format!("plan {} of {:.0}", saved.id, saved.seal.made_at)).print();
    }
    // The guards decide again, on the saved counts, because `apply` has overrides of its own.
    saved.proposal.plan.guards = guards(
        &saved.proposal.plan,
        &saved.proposal.figures,
        &config.safety,
        &options.allow.overrides(),
    );
    let command = sync::apply_command(&saved);
    common::block_on(async { session.send_plan(store, saved.proposal, &command).await })
}

/// Opens the snapshot, unless the plan is stale: a stale plan must not create a snapshot.
fn open(
    config: &Config,
    saved: &Saved,
    options: &ApplyArgs,
) -> vbot_sync::error::Result<(RunLock, Store)> {
    let mut lock = common::lock(config, "apply")?;
    let snapshot = common::open_read_only(config)?;
    sync::must_hold(saved, config, snapshot.as_ref(), options.max_age)?;
    let store = lock.open(&config.tenant)?;
    Ok((lock, store))
}
