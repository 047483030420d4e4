//! `adopt`: takes the sheets as already sent, without a call.

use vbot_sync::{observe::Observer, report, sync};

use super::task;
use crate::cli::{Arguments, args::Adopt, ask, failure::Failure, output, progress::Progress};

pub fn run(arguments: &Arguments, options: &Adopt) -> Result<u8, Failure> {
    ask::require(options.yes)?;
    let config = task::config(arguments)?;
    let (_lock, mut store) = task::work(&config, "adopt")?;
    let observer = Progress::looking(arguments)?;
    let overrides = options.by_hand.with(options.allow.overrides());
    let proposal = sync::propose(&config, Some(&store), &overrides, &observer)?;
    observer.clear();
    let style = output::style(arguments);
    output::print(|out| report::adoption::offer(out, &proposal.plan, style))?;
    if !proposal.plan.guards.is_empty() {
        task::tell_guards(&proposal.plan);
        return Ok(4);
    }
    let question = format!(
        "Does {} hold just that already, so that none of it has to be sent?",
        config.tenant.base_url
    );
    if !options.yes && !ask::confirm(&question) {
        output::stderr("nothing was taken over\n");
        return Ok(0);
    }
    observer.go_on()?;
    let run = sync::adopt(&mut store, &proposal)?;
    let held = proposal.plan.held();
    output::print(|out| report::adoption::done(out, run, &proposal.plan, style))?;
    Ok(if held > 0 { 3 } else { 0 })
}
