//! `resume`: finishes a stopped plan without reading the sheets again.

use std::sync::Arc;

use vbot_sync::sync;

use super::task;
use crate::cli::{Arguments, args::Resume, failure::Failure, halt, output, progress::Progress};

pub fn run(arguments: &Arguments, options: &Resume) -> Result<u8, Failure> {
    let config = task::config(arguments)?;
    task::block_on(async {
        let (_lock, store) = task::work(&config, "resume")?;
        let observer = Arc::new(Progress::new(arguments, options.json));
        let halt = halt::listen(options.limit);
        let way = async || {
            Ok(task::way(
                task::engine(&config)?,
                observer.clone(),
                halt.clone(),
            ))
        };
        let outcome = sync::resume(store, way).await?;
        observer.clear();
        let Some(outcome) = outcome else {
            output::stderr("there is nothing to resume\n");
            return Ok(0);
        };
        task::told(arguments, outcome, options.json)
    })
}
