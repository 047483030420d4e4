//! `adopt`: takes the sheets as already sent, without a call; or the snapshot as that of an account that has moved.

use std::{fmt, io::Write};

use vbot_sync::{
    config::Config, model::visible::visible, observe::Observer, report, store::Store, sync,
};

use super::common;
use crate::cli::{
    Arguments, args::AdoptArgs, ask, command_observers::CommandObservers, failure::CommandFailure,
    notice::Notice, output,
};

pub fn run(arguments: &Arguments, options: &AdoptArgs) -> Result<u8, CommandFailure> {
    ask::require(options.yes)?;
    let config = common::config(arguments)?;
    if options.same_account {
        return moved(&config, options);
    }
    let (_lock, mut store) = common::work(&config, "adopt")?;
    let observer = CommandObservers::looking(arguments)?;
    let overrides = options.by_hand.with(options.allow.overrides());
    let proposal = sync::propose(&config, Some(&store), &overrides, &observer)?;
    observer.clear();
    let style = output::style(arguments);
    output::print(|out| report::adoption::offer(out, &proposal.plan, style))?;
    if !proposal.plan.guards.is_empty() {
        common::tell_guards(&proposal.plan);
        return Ok(4);
    }
    let question = format!(
        "Does {} already hold exactly this, so that nothing has to be sent?",
        config.tenant.base_url
    );
    if !options.yes && !ask::confirm(&question) {
        Notice::info("nothing was taken over").tell();
        return Ok(0);
    }
    observer.check_cancelled()?;
    let run = sync::adopt(&mut store, &proposal)?;
    let held = proposal.plan.held();
    output::print(|out| report::adoption::done(out, run, &proposal.plan, style))?;
    Ok(if held > 0 { 3 } else { 0 })
}

/// Binds the snapshot to the account as the configuration has it now.
fn moved(config: &Config, options: &AdoptArgs) -> Result<u8, CommandFailure> {
    let mut lock = common::lock(config, "adopt")?;
    let Some(before) = Store::account(&config.state)? else {
        return told(format_args!(
            "there is no snapshot yet, and nothing to keep"
        ));
    };
    let now = &config.tenant;
    if before == *now {
        return told(format_args!("the snapshot already belongs to {now}"));
    }
    let is_same = before.vbot_id == now.vbot_id && before.project_code == now.project_code;
    // Opened as that of another account it says so.
    let mut store = lock.open(if is_same { &before } else { now })?;
    let question = format!("Is {now} the same account as {before}, with all its records?");
    if !options.yes && !ask::confirm(&question) {
        return told(format_args!("the snapshot is unchanged"));
    }
    sync::move_account(&mut store, now)?;
    told(format_args!(
        "the snapshot of {before} now belongs to {now}; nothing was sent"
    ))
}

fn told(words: fmt::Arguments<'_>) -> Result<u8, CommandFailure> {
    output::print(|out| writeln!(out, "{}", visible(&words.to_string())))?;
    Ok(0)
}
