//! `sync`: settles what is unfinished, plans, asks, sends.

use vbot_sync::sync::{self, Settling};

use super::{offer::Session, task};
use crate::cli::{Arguments, args::Sync, ask, failure::Failure};

pub fn run(arguments: &Arguments, options: &Sync) -> Result<u8, Failure> {
    task::sending(arguments, options.sending.json, || {
        synced(arguments, options)
    })
}

fn synced(arguments: &Arguments, options: &Sync) -> Result<u8, Failure> {
    ask::require(options.sending.yes)?;
    let config = task::config(arguments)?;
    task::block_on(async {
        let mut session = Session::new(arguments, &config, options.sending, options.limit)?;
        let (_lock, store) = task::work(&config, "sync")?;
        let store = match sync::settle(store, async || session.way()).await? {
            Settling::Done(store, found) => {
                session.found = found;
                store
            }
            Settling::Stopped(outcome) => return session.told(outcome),
        };
        let overrides = options.by_hand.with(options.allow.overrides());
        match sync::propose(&config, Some(&store), &overrides, &*session.observer) {
            Ok(proposal) => session.offer(store, proposal, "sync").await,
            Err(error) => session.failed(error),
        }
    })
}
