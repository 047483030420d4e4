//! `adopt --from-account`: reads what the account holds, and stores it.
//!
//! Invariant: it sends no call that changes anything.

use std::io::Write;

use vbot_sync::language::say;
use vbot_sync::{config::Config, observe::Observer, report, sync};

use super::{account, common};
use crate::cli::{
    Arguments, args::AdoptArgs, ask, command_observers::CommandObservers, failure::CommandFailure,
    notice::Notice, output, recorder::Recorder,
};

pub fn run(
    arguments: &Arguments,
    options: &AdoptArgs,
    (config, recorder): (&Config, &Recorder),
) -> Result<u8, CommandFailure> {
    sync::must_read(config, "adopt --from-account")?;
    let engine = account::engine(config)?;
    let mut store = recorder.open(config)?;
    let observer = CommandObservers::read_only(arguments)?;
    let overrides = options.by_hand.with(options.allow.overrides());
    let proposal = sync::propose(config, None, &overrides, &observer)?;
    recorder.planned(&proposal);
    if !proposal.plan.guards.is_empty() {
        observer.clear();
        common::print_guards(&proposal.plan);
        recorder.refused(&proposal);
        return Ok(4);
    }
    let read = async {
        let read = sync::read_for_adoption(config, &store, &proposal, &engine, &observer);
        Ok(read.await?)
    };
    let adoption = common::block_on(read)?;
    observer.clear();
    let style = output::style(arguments);
    if !arguments.quiet || !options.yes {
        let issues = &proposal.plan.issues;
        output::print(|out| report::adoption::read(out, &adoption.counts, issues, style))?;
    }
    if !options.yes && !ask::confirm(&say!("cli-ask-store")) {
        Notice::info(say!("cli-nothing-recorded")).print();
        return Ok(0);
    }
    observer.check_cancelled()?;
    let run = sync::adopt_account(
        &mut store,
        &proposal,
        &adoption,
        options.all,
        &config.tenant,
    )?;
    recorder.adopted();
    common::drop_corrections(arguments, config, &proposal.dropped);
    let stored = adoption.count(options.all);
    let date = if arguments.quiet {
        common::date_of_line()
    } else {
        String::new()
    };
    output::print(|out| writeln!(out, "{date}{}", say!("cli-stored", run, stored)))?;
    let is_clean = proposal.plan.held() == 0 || recorder.accepts_held_rows();
    Ok(if is_clean { 0 } else { 3 })
}
