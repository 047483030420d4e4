//! `undo`: plans the way back from a run, and saves or sends it.
//!
//! What it shares with `sync` is in `new_plan.rs`. Invariant: the plan is made from the journal, not from the sheets.

use std::path::Path;

use vbot_sync::{language::say, saved, sync};

use super::{
    common,
    new_plan::{self, NewPlanOptions},
};
use crate::cli::{
    Arguments, args::UndoArgs, command_observers::CommandObservers, failure::CommandFailure,
    notice::Notice, output,
};

pub fn run(arguments: &Arguments, options: &UndoArgs) -> Result<u8, CommandFailure> {
    if let Some(path) = &options.out {
        return save(arguments, options, path);
    }
    let sending = NewPlanOptions {
        sending: options.sending,
        limit: options.limit,
        reports: &options.reports,
    };
    common::sending(arguments, ("undo", options.sending.json), |recorder| {
        new_plan::send(arguments, recorder, sending, |config, store, observer| {
            let run = (options.run, options.recreate);
            let overrides = options.allow.overrides();
            sync::propose_undo(config, Some(store), run, &overrides, observer)
        })
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
    Notice::info(say!("cli-plan-saved", id, path)).print();
    Ok(0)
}
