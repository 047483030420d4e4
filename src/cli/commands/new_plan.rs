//! What `sync` and `undo` have in common: settle what an earlier run left, make a plan, and send it.
//!
//! It makes no plan itself. Invariant: calls with an unknown outcome are settled before the plan is made.

use vbot_sync::{
    codec::Proposal,
    config::Config,
    error::Result,
    observe::Observer,
    store::Store,
    sync::{self, Settling},
};

use super::{common, send_plan::SendSession};
use crate::cli::{
    Arguments,
    args::{LimitArgs, ReportArgs, SendArgs},
    ask,
    failure::CommandFailure,
    recorder::Recorder,
};

/// The options of a command that makes a plan and sends it.
#[derive(Clone, Copy)]
pub struct NewPlanOptions<'a> {
    pub sending: SendArgs,
    pub limit: LimitArgs,
    pub reports: &'a ReportArgs,
}

/// Settles what an earlier run left, makes a plan and sends it.
pub fn send(
    arguments: &Arguments,
    recorder: &Recorder,
    options: NewPlanOptions<'_>,
    propose: impl Fn(&Config, &Store, &dyn Observer) -> Result<Proposal>,
) -> std::result::Result<u8, CommandFailure> {
    let NewPlanOptions {
        sending,
        limit,
        reports,
    } = options;
    ask::require_consent(sending.yes)?;
    let config = recorder.configure(arguments)?;
    let reports = common::run_reports(arguments, &config, reports, sending.redact)?;
    recorder.reports(reports);
    common::block_on(async {
        let mut session = SendSession::new(arguments, (&config, recorder), sending, limit)?;
        let store = recorder.open(&config)?;
        let mut store = match sync::settle(store, async || session.run_context()).await? {
            Settling::Done(store, found) => {
                session.found = found;
                store
            }
            Settling::Stopped(outcome) => return session.report_outcome(outcome),
        };
        let proposed = propose(&config, &store, &*session.observer);
        let proposed = match proposed {
            Ok(proposal) if sync::needs_form(&config, &store, &proposal)? => {
                // What the account does not know is held in the plan, and not refused one by one.
                let context = session.run_context()?;
                match sync::learn_form(&config, &mut store, &context).await {
                    Ok(()) => propose(&config, &store, &*session.observer),
                    Err(error) => Err(error),
                }
            }
            proposed => proposed,
        };
        match proposed {
            Ok(proposal) => session.send_plan(store, proposal).await,
            Err(error) => session.fail(error),
        }
    })
}
