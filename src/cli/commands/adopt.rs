//! `adopt`: records the sheets as already sent; or binds the snapshot to an account that has a new address.
//!
//! Invariant: it sends nothing.

use std::io::Write;

use vbot_sync::{
    config::Config, language::say, model::visible::visible, observe::Observer, report,
    store::Store, sync,
};

use super::{adopt_account, common};
use crate::cli::{
    Arguments, args::AdoptArgs, ask, command_observers::CommandObservers, failure::CommandFailure,
    notice::Notice, output, recorder::Recorder,
};

pub fn run(arguments: &Arguments, options: &AdoptArgs) -> Result<u8, CommandFailure> {
    common::sending(arguments, ("adopt", false), |recorder| {
        adopted(arguments, options, recorder)
    })
}

fn adopted(
    arguments: &Arguments,
    options: &AdoptArgs,
    recorder: &Recorder,
) -> Result<u8, CommandFailure> {
    ask::require_consent(options.yes)?;
    let config = recorder.configure(arguments)?;
    if options.same_account {
        return move_account(&config, options, recorder);
    }
    if options.from_account {
        return adopt_account::run(arguments, options, (&config, recorder));
    }
    let mut store = recorder.open(&config)?;
    let observer = CommandObservers::read_only(arguments)?;
    let overrides = options.by_hand.with(options.allow.overrides());
    let proposal = sync::propose(&config, Some(&store), &overrides, &observer)?;
    observer.clear();
    recorder.planned(&proposal);
    let style = output::style(arguments);
    let is_quiet = arguments.quiet && options.yes;
    if !is_quiet {
        output::print(|out| report::adoption::offer(out, &proposal.plan, style))?;
    }
    if !proposal.plan.guards.is_empty() {
        common::print_guards(&proposal.plan);
        recorder.refused(&proposal);
        return Ok(4);
    }
    let question = say!("cli-ask-adopt", server = config.tenant.base_url);
    if !options.yes && !ask::confirm(&question) {
        Notice::info(say!("cli-nothing-recorded")).print();
        return Ok(0);
    }
    observer.check_cancelled()?;
    let run = sync::adopt(&mut store, &proposal, &config.tenant)?;
    recorder.adopted();
    common::drop_corrections(arguments, &config, &proposal.dropped);
    let held = proposal.plan.held();
    output::print(|out| {
        if !is_quiet {
            return report::adoption::done(out, run, &proposal.plan, style);
        }
        write!(out, "{}", common::date_of_line())?;
        report::adoption::one_line(out, run, &proposal.plan)
    })?;
    let is_clean = held == 0 || recorder.accepts_held_rows();
    Ok(if is_clean { 0 } else { 3 })
}

/// Binds the snapshot to the account that the configuration names now.
fn move_account(
    config: &Config,
    options: &AdoptArgs,
    recorder: &Recorder,
) -> Result<u8, CommandFailure> {
    let mut lock = recorder.lock(config)?;
    let Some(before) = Store::account(&config.state)? else {
        return print_line(&say!("cli-no-snapshot"));
    };
    let now = &config.tenant;
    if before == now.binding() {
        return print_line(&say!("cli-snapshot-is-of", account = now));
    }
    let is_same = before.vbot_id == now.vbot_id && before.project_code == now.project_code;
    // For an account that is not the same one, opening fails with the error that explains it.
    let mut store = lock.open(if is_same { &before } else { now })?;
    let question = say!("cli-ask-same", now, before);
    if !options.yes && !ask::confirm(&question) {
        return print_line(&say!("cli-snapshot-unchanged"));
    }
    sync::move_account(&mut store, now)?;
    print_line(&say!("cli-snapshot-moved", before, now))
}

fn print_line(line: &str) -> Result<u8, CommandFailure> {
    output::print(|out| writeln!(out, "{}", visible(line)))?;
    Ok(0)
}
