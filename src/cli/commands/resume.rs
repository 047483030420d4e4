//! `resume`: finishes a run that stopped.
//!
//! It neither reads sheets nor plans. Invariant: it sends only calls of the plan that was stored.

use vbot_sync::language::say;
use vbot_sync::{model::RunFigures, sync};

use super::{common, send_plan::SendSession};
use crate::cli::{
    Arguments,
    args::{ResumeArgs, SendArgs},
    failure::CommandFailure,
    notice::Notice,
    recorder::Recorder,
};

pub fn run(arguments: &Arguments, options: &ResumeArgs) -> Result<u8, CommandFailure> {
    common::sending(arguments, ("resume", options.json), |recorder| {
        resume_run(arguments, options, recorder)
    })
}

fn resume_run(
    arguments: &Arguments,
    options: &ResumeArgs,
    recorder: &Recorder,
) -> Result<u8, CommandFailure> {
    let config = recorder.configure(arguments)?;
    let reports = common::run_reports(arguments, &config, &options.reports, options.redact)?;
    recorder.reports(reports);
    common::block_on(async {
        let sending = SendArgs {
            yes: true,
            json: options.json,
            redact: options.redact,
        };
        let mut session = SendSession::new(arguments, (&config, recorder), sending, options.limit)?;
        let store = recorder.open(&config)?;
        if let Some(outcome) = sync::resume(store, async || session.run_context()).await? {
            return session.report_outcome(outcome);
        }
        session.observer.clear();
        Notice::info(say!("cli-nothing-to-resume")).print();
        session.end(RunFigures::default())
    })
}
