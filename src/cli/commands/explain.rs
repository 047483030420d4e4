//! `explain`: shows everything that is known about one record.
//!
//! Invariant: it sends nothing and changes nothing.

use vbot_sync::{model::Code, report, sync};

use super::common;
use crate::cli::{
    Arguments, args::ExplainArgs, command_observers::CommandObservers, error::CliError,
    failure::CommandFailure, output,
};

pub fn run(arguments: &Arguments, options: &ExplainArgs) -> Result<u8, CommandFailure> {
    let config = common::config(arguments)?;
    let store = common::open_read_only(&config)?;
    let observer = CommandObservers::read_only(arguments)?;
    let code = Code::from(options.code.trim());
    let explanation = sync::explain(&config, store.as_ref(), options.entity, &code, &observer)?;
    observer.finish_reading()?;
    if explanation.is_empty() {
        return Err(CliError::Unknown(Box::new(explanation)).into());
    }
    output::print(|out| report::explain::record(out, &explanation, output::style(arguments)))?;
    Ok(0)
}
