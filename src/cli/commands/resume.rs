//! `resume`: finishes a stopped plan without reading the sheets again.

use vbot_sync::{model::Finished, sync};

use super::{offer::Session, task};
use crate::cli::{
    Arguments,
    args::{Resume, Sending},
    failure::Failure,
    output,
};

pub fn run(arguments: &Arguments, options: &Resume) -> Result<u8, Failure> {
    task::sending(arguments, options.json, || resumed(arguments, options))
}

fn resumed(arguments: &Arguments, options: &Resume) -> Result<u8, Failure> {
    let config = task::config(arguments)?;
    task::block_on(async {
        let (yes, json) = (true, options.json);
        let mut session = Session::new(arguments, &config, Sending { yes, json }, options.limit)?;
        let (_lock, store) = task::work(&config, "resume")?;
        if let Some(outcome) = sync::resume(store, async || session.way()).await? {
            return session.told(outcome);
        }
        session.observer.clear();
        output::stderr("there is nothing to resume\n");
        session.ended(Finished::default())
    })
}
