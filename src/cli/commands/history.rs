//! `history`: past runs, or one of them with its calls and issues.

use jiff::Timestamp;
use vbot_sync::{
    config::Config,
    language::say,
    model::{CallState, PastCall},
    report,
    store::Store,
};

use super::{
    common,
    file::{self, ProtectedPaths},
};
use crate::cli::{
    Arguments, args::HistoryArgs, error::CliError, failure::CommandFailure, notice::Notice, output,
};

pub fn run(arguments: &Arguments, options: &HistoryArgs) -> Result<u8, CommandFailure> {
    let config = common::config(arguments)?;
    let store = common::open_read_only(&config)?;
    match options.run {
        Some(run) => one(arguments, options, (store.as_ref(), run))?,
        None => list(arguments, options, (&config, store.as_ref()))?,
    }
    Ok(0)
}

fn list(
    arguments: &Arguments,
    options: &HistoryArgs,
    (config, store): (&Config, Option<&Store>),
) -> Result<(), CommandFailure> {
    let runs = store.map(|store| store.history(options.last)).transpose()?;
    let runs = runs.unwrap_or_default();
    if options.json {
        return Ok(output::data(|out| report::history_json::runs(out, &runs))?);
    }
    if let Some(path) = &options.html {
        let (account, now) = (config.tenant.to_string(), Timestamp::now());
        let protected = ProtectedPaths::of(config, &arguments.config);
        file::write(path, &protected, |out| {
            report::html::history::write(out, &runs, &account, now)
        })?;
        Notice::info(say!("cli-written", name = output::name(path))).print();
        return Ok(());
    }
    let style = output::style(arguments);
    Ok(output::print(|out| {
        report::history::list(out, &runs, style)
    })?)
}

fn one(
    arguments: &Arguments,
    options: &HistoryArgs,
    (store, run): (Option<&Store>, i64),
) -> Result<(), CommandFailure> {
    let unknown = || CliError::UnknownRun(run);
    let store = store.ok_or_else(unknown)?;
    let summary = store.run(run)?.ok_or_else(unknown)?;
    let issues = store.issues(run)?;
    if options.json {
        let calls = |visit: &mut dyn FnMut(PastCall)| store.journalled(run, visit);
        return output::data(|out| Ok(report::history_json::run(out, &summary, &issues, calls)??));
    }
    let mut failures = Vec::new();
    store.journalled(run, &mut |call| {
        let is_failure = matches!(
            call.state,
            CallState::Rejected | CallState::Blocked | CallState::Unknown
        );
        failures.extend(is_failure.then_some(call));
    })?;
    let style = output::style(arguments);
    Ok(output::print(|out| {
        report::history::one(out, &summary, &failures, &issues, style)
    })?)
}
