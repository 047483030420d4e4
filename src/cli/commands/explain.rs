//! `explain`: shows everything that is known about one record.
//!
//! Invariant: it sends nothing and changes nothing.

use vbot_sync::{
    model::{Code, Entity},
    report, sync,
};

use super::common;
use crate::cli::{
    Arguments, args::ExplainArgs, command_observers::CommandObservers, error::CliError,
    failure::CommandFailure, output,
};

pub fn run(arguments: &Arguments, options: &ExplainArgs) -> Result<u8, CommandFailure> {
    let code = Code::from(options.code.trim());
    explain(arguments, options.entity, &code)
}

/// Explains a record by its code, or else the only one with that phone or name; several are listed.
fn explain(arguments: &Arguments, entity: Entity, code: &Code) -> Result<u8, CommandFailure> {
    let config = common::config(arguments)?;
    let store = common::open_read_only(&config)?;
    let observer = CommandObservers::read_only(arguments)?;
    let explanation = sync::explain(&config, store.as_ref(), entity, code, &observer)?;
    observer.finish_reading()?;
    let style = output::style(arguments);
    if explanation.is_empty() {
        match explanation.found.as_slice() {
            [] => return Err(CliError::Unknown(Box::new(explanation)).into()),
            [one] => return explain(arguments, entity, &one.code),
            _ => output::print(|out| report::found::records(out, &explanation, style))?,
        }
        return Ok(0);
    }
    output::print(|out| report::explain::record(out, &explanation, style))?;
    Ok(0)
}
