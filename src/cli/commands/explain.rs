//! `explain`: everything that is known of one record.

use vbot_sync::{model::Code, report, sync};

use super::task;
use crate::cli::{
    Arguments, args::Explain, error::CliError, failure::Failure, output, progress::Progress,
};

pub fn run(arguments: &Arguments, options: &Explain) -> Result<u8, Failure> {
    let config = task::config(arguments)?;
    let store = task::look(&config)?;
    let observer = Progress::looking(arguments)?;
    let code = Code::from(options.code.trim());
    let explanation = sync::explain(&config, store.as_ref(), options.entity, &code, &observer)?;
    observer.looked()?;
    if explanation.is_empty() {
        return Err(CliError::Unknown(Box::new(explanation)).into());
    }
    output::print(|out| report::explain::record(out, &explanation, output::style(arguments)))?;
    Ok(0)
}
