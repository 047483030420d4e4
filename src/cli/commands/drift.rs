//! `drift`: compares the account with the snapshot, and writes a plan that puts ours back or takes theirs.
//!
//! Invariant: nothing is sent, and the snapshot changes only with `--accept`.

use jiff::Timestamp;
use vbot_sync::{
    config::Config,
    language::say,
    observe::Observer,
    report, saved,
    store::{RunLock, Store},
    sync::{self, FoundDrift},
};

use super::{account, common};
use crate::cli::{
    Arguments, args::DriftArgs, command_observers::CommandObservers, failure::CommandFailure,
    notice::Notice, output,
};

/// The exit code if there is drift, as of `plan --exit-code`.
const DRIFT: u8 = 6;

pub fn run(arguments: &Arguments, options: &DriftArgs) -> Result<u8, CommandFailure> {
    let config = common::config(arguments)?;
    sync::must_read(&config, "drift")?;
    let engine = account::engine(&config)?;
    let observer = CommandObservers::read_only(arguments)?;
    if options.accept {
        let mut lock = RunLock::acquire(&config.state, "drift", Timestamp::now())?;
        let mut store = lock.open(&config.tenant)?;
        let found = found(&config, &store, &engine, options, &observer)?;
        let exit = finish(arguments, &config, options, (&store, &found), &observer)?;
        let taken = sync::accept(&mut store, &found, options.all)?;
        Notice::info(say!("cli-accepted", count = taken)).print();
        return Ok(exit);
    }
    let Some(store) = common::open_read_only(&config)? else {
        return Err(sync::no_snapshot().into());
    };
    let found = found(&config, &store, &engine, options, &observer)?;
    finish(arguments, &config, options, (&store, &found), &observer)
}

fn found(
    config: &Config,
    store: &Store,
    engine: &vbot_sync::send::Engine,
    options: &DriftArgs,
    observer: &CommandObservers,
) -> Result<FoundDrift, CommandFailure> {
    let found = common::block_on(async {
        Ok(sync::drift(
            config,
            store,
            engine,
            options.sample.map(|count| count as usize),
            observer,
        )
        .await?)
    });
    observer.clear();
    found
}

/// Shows what was found, and saves the plan that puts ours back.
fn finish(
    arguments: &Arguments,
    config: &Config,
    options: &DriftArgs,
    (store, found): (&Store, &FoundDrift),
    observer: &CommandObservers,
) -> Result<u8, CommandFailure> {
    observer.check_cancelled()?;
    if options.json {
        output::data(|out| report::drift::json(out, &found.report))?;
    } else {
        let style = output::style(arguments);
        output::print(|out| report::drift::text(out, &found.report, style))?;
    }
    if let Some(path) = &options.repair {
        let seal = sync::seal(config, Some(store))?;
        let proposal = sync::repair(config, store, &found.contents, observer)?;
        common::print_guards(&proposal.plan);
        saved::save(path, &seal, &proposal)?;
        let (id, path) = (&proposal.plan.id, output::name(path));
        Notice::info(say!("cli-plan-saved", id, path)).print();
    }
    Ok(if found.report.has_drift() { DRIFT } else { 0 })
}
