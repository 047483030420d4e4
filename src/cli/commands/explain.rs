//! `explain`: shows everything that is known about one record, under v3 also what the account has of it.
//!
//! Invariant: it changes nothing, and an account that can't be asked changes no exit code.

use vbot_sync::{
    config::Config,
    model::{AccountSide, AccountState, Code, Entity},
    report,
    store::Store,
    sync,
};

use super::{account, common};
use crate::cli::{
    Arguments, args::ExplainArgs, command_observers::CommandObservers, error::CliError,
    failure::CommandFailure, output,
};

pub fn run(arguments: &Arguments, options: &ExplainArgs) -> Result<u8, CommandFailure> {
    let code = Code::from(options.code.trim());
    explain(arguments, options, &code)
}

/// Explains a record by its code, or else the only one with that phone or name; several are listed.
fn explain(
    arguments: &Arguments,
    options: &ExplainArgs,
    code: &Code,
) -> Result<u8, CommandFailure> {
    let entity = options.entity;
    let config = common::config(arguments)?;
    let store = common::open_read_only(&config)?;
    let observer = CommandObservers::read_only(arguments)?;
    let mut explanation = sync::explain(&config, store.as_ref(), entity, code, &observer)?;
    if config.tenant.customer_fields().is_some()
        && !options.offline
        && (explanation.found.is_empty() || !explanation.is_unknown_here())
    {
        let side = account_side(&config, store.as_ref(), (entity, code), &observer);
        explanation.account = Some(side);
    }
    observer.finish_reading()?;
    if explanation.is_empty() {
        match explanation.found.as_slice() {
            [] => return Err(CliError::Unknown(Box::new(explanation)).into()),
            [one] => return explain(arguments, options, &one.code),
            _ => {}
        }
    }
    let style = output::style(arguments);
    if options.json {
        output::data(|out| report::explain_json::json(out, &explanation))?;
    } else if explanation.is_empty() {
        output::print(|out| report::found::records(out, &explanation, style))?;
    } else {
        output::print(|out| report::explain::record(out, &explanation, style))?;
    }
    Ok(0)
}

/// Asks the account; what keeps it from answering is only told.
fn account_side(
    config: &Config,
    store: Option<&Store>,
    record: (Entity, &Code),
    observer: &CommandObservers,
) -> AccountSide {
    let asked = common::block_on(async {
        let engine = account::engine(config)?;
        Ok(sync::account_side(config, store, &engine, record, observer).await)
    });
    asked.unwrap_or_else(|failure| AccountSide::without(AccountState::Unread, failure.message()))
}
