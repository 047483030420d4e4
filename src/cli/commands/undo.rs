//! `undo`: plans the way back from a run, and saves or sends it.
//!
//! What it shares with `sync` is in `send_plan.rs`. Invariant: calls with an unknown outcome are settled before the
//! plan is made.

use std::path::Path;

use vbot_sync::{
    saved,
    sync::{self, Settling},
};

use super::{common, send_plan::SendSession};
use crate::cli::{
    Arguments, args::UndoArgs, ask, command_observers::CommandObservers, failure::CommandFailure,
    notice::Notice, output, recorder::Recorder,
};

pub fn run(arguments: &Arguments, options: &UndoArgs) -> Result<u8, CommandFailure> {
    if let Some(path) = &options.out {
        return save(arguments, options, path);
    }
    common::sending(arguments, ("undo", options.sending.json), |recorder| {
        undo(arguments, options, recorder)
    })
}

fn undo(
    arguments: &Arguments,
    options: &UndoArgs,
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
        let run = (options.run, options.recreate);
        let overrides = options.allow.overrides();
        match sync::propose_undo(&config, Some(&store), run, &overrides, &*session.observer) {
            Ok(proposal) => session.send_plan(store, proposal).await,
            Err(error) => session.fail(error),
        }
    })
}

/// Saves the plan without sending it; like `plan`, it is no run.
fn save(arguments: &Arguments, options: &UndoArgs, path: &Path) -> Result<u8, CommandFailure> {
    let config = common::config(arguments)?;
    let store = common::open_read_only(&config)?;
    let observer = CommandObservers::read_only(arguments)?;
    let seal = sync::seal(&config, store.as_ref())?;
    let run = (options.run, options.recreate);
    let overrides = options.allow.overrides();
    let proposal = sync::propose_undo(&config, store.as_ref(), run, &overrides, &observer)?;
    saved::save(path, &seal, &proposal)?;
    observer.finish_reading()?;
    let style = output::style(arguments);
    output::print(|out| vbot_sync::report::summary::plan(out, &proposal.plan, seal.rate, style))?;
    let (id, path) = (&proposal.plan.id, output::name(path));
    Notice::info(format!(
        "plan {id} is saved: `vbot-sync apply {path}` sends it once, as long as nothing has changed"
    ))
    .print();
    Ok(0)
}
