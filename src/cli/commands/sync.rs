//! `sync`: settles calls with an unknown outcome, plans, asks and sends.
//!
//! What it shares with `apply` is in `send_plan.rs`. Invariant: calls with an unknown outcome are settled
//! before the plan is made.

use vbot_sync::sync::{self, Settling};

use super::{common, send_plan::SendSession};
use crate::cli::{Arguments, args::SyncArgs, ask, failure::CommandFailure, recorder::Recorder};

pub fn run(arguments: &Arguments, options: &SyncArgs) -> Result<u8, CommandFailure> {
    common::sending(arguments, ("sync", options.sending.json), |recorder| {
        sync_sheets(arguments, options, recorder)
    })
}

fn sync_sheets(
    arguments: &Arguments,
    options: &SyncArgs,
    recorder: &Recorder,
) -> Result<u8, CommandFailure> {
    ask::require_consent(options.sending.yes)?;
    let config = recorder.configure(arguments)?;
    let reports =
        common::run_reports(arguments, &config, &options.reports, options.sending.redact)?;
    recorder.reports(reports);
    common::block_on(async {
        let mut session = SendSession::new(
            arguments,
            (&config, recorder),
            options.sending,
            options.limit,
        )?;
        let store = recorder.open(&config)?;
        let store = match sync::settle(store, async || session.run_context()).await? {
            Settling::Done(store, found) => {
                session.found = found;
                store
            }
            Settling::Stopped(outcome) => return session.report_outcome(outcome),
        };
        let overrides = options.by_hand.with(options.allow.overrides());
        let overrides = options.part.with(overrides);
        match sync::propose(&config, Some(&store), &overrides, &*session.observer) {
            Ok(mut proposal) => {
                proposal.canary = options.canary.canary();
                session.send_plan(store, proposal).await
            }
            Err(error) => session.fail(error),
        }
    })
}
