//! `sync`: settles what is unfinished, plans, asks, sends.

use vbot_sync::sync::{self, Settling};

use super::{common, send_plan::SendSession};
use crate::cli::{Arguments, args::SyncArgs, ask, failure::CommandFailure};

pub fn run(arguments: &Arguments, options: &SyncArgs) -> Result<u8, CommandFailure> {
    common::sending(arguments, options.sending.json, || {
        synced(arguments, options)
    })
}

fn synced(arguments: &Arguments, options: &SyncArgs) -> Result<u8, CommandFailure> {
    ask::require(options.sending.yes)?;
    let config = common::config(arguments)?;
    common::block_on(async {
        let mut session = SendSession::new(arguments, &config, options.sending, options.limit)?;
        let (_lock, store) = common::work(&config, "sync")?;
        let store = match sync::settle(store, async || session.run_context()).await? {
            Settling::Done(store, found) => {
                session.found = found;
                store
            }
            Settling::Stopped(outcome) => return session.report_outcome(outcome),
        };
        let overrides = options.by_hand.with(options.allow.overrides());
        match sync::propose(&config, Some(&store), &overrides, &*session.observer) {
            Ok(proposal) => session.send_plan(store, proposal, "sync").await,
            Err(error) => session.failed(error),
        }
    })
}
