//! `rehearse`: makes the plan as `plan` does, and sends it to the sandbox in the process.
//!
//! Invariant: it uses no network, and writes nothing but its result to stdout; it is no run and has no history.

use vbot_sync::{report, sync};

use super::common;
use crate::cli::{Arguments, args::RehearseArgs, error::CliError, failure::CommandFailure, output};

pub fn run(arguments: &Arguments, options: &RehearseArgs) -> Result<u8, CommandFailure> {
    let faults = options.server.parsed().map_err(CliError::Faults)?;
    let (config, store, proposal) = common::propose(arguments, &options.planning)?;
    if !proposal.plan.guards.is_empty() {
        common::print_guards(&proposal.plan);
        return Ok(4);
    }
    let rehearsal = sync::rehearse(&config, store.as_ref(), &proposal.plan, faults)?;
    if options.json {
        output::data(|out| report::rehearsal::json(out, &rehearsal))?;
    } else {
        let style = output::style(arguments);
        output::print(|out| report::rehearsal::text(out, &rehearsal, &config.limits, style))?;
    }
    Ok(rehearsal.exit())
}
