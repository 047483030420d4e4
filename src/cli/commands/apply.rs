//! `apply`: sends a saved plan.
//!
//! It reads no sheet. Invariant: a plan is sent at most once, and exactly as it was saved.

use vbot_sync::{
    config::Config,
    model::Guard,
    plan::guards,
    saved::{self, Saved},
    store::Store,
    sync,
};

use super::{common, send_plan::SendSession};
use crate::cli::{
    Arguments, args::ApplyArgs, ask, failure::CommandFailure, notice::Notice, recorder::Recorder,
};

pub fn run(arguments: &Arguments, options: &ApplyArgs) -> Result<u8, CommandFailure> {
    common::sending(arguments, ("apply", options.sending.json), |recorder| {
        apply_plan(arguments, options, recorder)
    })
}

fn apply_plan(
    arguments: &Arguments,
    options: &ApplyArgs,
    recorder: &Recorder,
) -> Result<u8, CommandFailure> {
    ask::require_consent(options.sending.yes)?;
    let config = recorder.configure(arguments)?;
    let reports =
        common::run_reports(arguments, &config, &options.reports, options.sending.redact)?;
    recorder.reports(reports);
    let session = SendSession::new(
        arguments,
        (&config, recorder),
        options.sending,
        options.limit,
    )?;
    let mut saved = saved::load(&options.plan)?;
    if let Some(expected) = options
        .expect
        .as_ref()
        .filter(|id| **id != saved.proposal.plan.id)
    {
        return session.refuse_other(&saved.proposal, expected);
    }
    let store = open(&config, &saved, options, recorder)?;
    if !options.sending.json && !arguments.quiet {
        Notice::info(format!(
            "plan {} of {:.0}",
            saved.proposal.plan.id, saved.seal.made_at
        ))
        .print();
    }
    // The guards decide again, on the saved counts, because `apply` has overrides of its own.
    let overrides = options.allow.overrides();
    let undone = saved.proposal.plan.guards.iter();
    let undone = undone.filter(|guard| matches!(guard, Guard::Undone { .. }) && !overrides.again);
    let undone: Vec<Guard> = undone.cloned().collect();
    saved.proposal.plan.guards = guards(
        &saved.proposal.plan,
        &saved.proposal.figures,
        &config.safety,
        &overrides,
    );
    saved.proposal.plan.guards.extend(undone);
    saved.proposal.canary = options.canary.canary(&config);
    common::block_on(async { session.send_plan(store, saved.proposal).await })
}

/// Opens the snapshot, unless the plan is stale: a stale plan must not create a snapshot.
fn open(
    config: &Config,
    saved: &Saved,
    options: &ApplyArgs,
    recorder: &Recorder,
) -> vbot_sync::error::Result<Store> {
    let lock = recorder.lock(config)?;
    let snapshot = common::open_read_only(config)?;
    sync::must_hold(saved, config, snapshot.as_ref(), options.max_age)?;
    recorder.open_locked(lock, config)
}
