//! `sync`: settles calls with an unknown outcome, plans, asks and sends.
//!
//! What it shares with `undo` is in `new_plan.rs`, and with `apply` in `send_plan.rs`. Invariant: the plan is made from
//! the sheets.

use vbot_sync::sync;

use super::{
    common,
    new_plan::{self, NewPlanOptions},
};
use crate::cli::{Arguments, args::SyncArgs, failure::CommandFailure};

pub fn run(arguments: &Arguments, options: &SyncArgs) -> Result<u8, CommandFailure> {
    let sending = NewPlanOptions {
        sending: options.sending,
        limit: options.limit,
        reports: &options.reports,
    };
    common::sending(arguments, ("sync", options.sending.json), |recorder| {
        new_plan::send(arguments, recorder, sending, |config, store, observer| {
            let overrides = options.by_hand.with(options.allow.overrides());
            let overrides = options.part.with(overrides);
            let mut proposal = sync::propose(config, Some(store), &overrides, observer)?;
            proposal.canary = options.canary.canary(config);
            Ok(proposal)
        })
    })
}
