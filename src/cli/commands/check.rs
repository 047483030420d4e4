//! `check`: reads, maps and validates the sheets.
//!
//! Invariant: it uses no network, and a workbook is all that it writes.

use std::{
    collections::BTreeSet,
    io::{self, Write},
};

use vbot_sync::{
    codec::Plan,
    config::Config,
    language::say,
    model::{Cause, Entity, Issue, Severity},
    report::{self, Style},
    sync,
};

use super::{common, failures};
use crate::cli::{
    Arguments, args::CheckArgs, command_observers::CommandObservers, failure::CommandFailure,
    output,
};

pub fn run(arguments: &Arguments, options: &CheckArgs) -> Result<u8, CommandFailure> {
    let config = common::config(arguments)?;
    let store = common::open_read_only(&config)?;
    let observer = CommandObservers::read_only(arguments)?;
    let (check, rows) = match &options.xlsx {
        None => (sync::check(&config, store.as_ref(), &observer)?, None),
        Some(_) => sync::check_with_rows(&config, store.as_ref(), &observer)?,
    };
    observer.finish_reading()?;
    if let (Some(path), Some(rows)) = (&options.xlsx, &rows) {
        failures::write(path, rows, (arguments, &config))?;
    }
    let style = output::style(arguments);
    if options.json {
        output::data(|out| report::json::check(out, &check.tables, &check.plan.issues))?;
    } else {
        output::print(|out| report::check::tables(out, &check.tables, style))?;
    }
    if !check.errors.is_empty() {
        let exit_codes = check
            .errors
            .into_iter()
            .map(|error| CommandFailure::from(error).report());
        return Ok(exit_codes.max().unwrap_or(1));
    }
    if !options.json {
        let now = jiff::Timestamp::now();
        output::print(|out| report::learned::corrections(out, &check.corrections, now, style))?;
        print_problems(&config, &check.plan, style)?;
        if config.sources.is_empty() {
            output::print(|out| writeln!(out, "{}", say!("account-no-source")))?;
        }
    }
    let mut severities = check.plan.issues.iter().map(Issue::severity);
    let rejected = severities.any(|severity| severity == Severity::Error);
    Ok(if rejected { 3 } else { 0 })
}

/// Prints the problems of the rows, and how many rows are good.
fn print_problems(config: &Config, plan: &Plan, style: Style) -> Result<(), CommandFailure> {
    let managed: BTreeSet<Entity> = config.sources.iter().map(|source| source.entity).collect();
    output::print(|out| -> io::Result<()> {
        report::check::issues(out, &plan.issues, style)?;
        let mut managed = managed.into_iter();
        managed.try_for_each(|entity| counts(out, plan, entity))
    })?;
    Ok(())
}

/// Prints how many rows of an entity are good.
pub fn counts(out: &mut impl Write, plan: &Plan, entity: Entity) -> io::Result<()> {
    let counts = plan.summary.get(&entity).copied().unwrap_or_default();
    let changed = changed(plan, entity).map_err(io::Error::other)?;
    let (good, rejected) = (counts.unchanged + changed, counts.held);
    let rows = say!("cli-good-rows", good, rejected);
    let widest = Entity::ALL.map(|entity| report::entity_word(entity).chars().count());
    let width = widest.into_iter().max().unwrap_or_default();
    let word = report::entity_word(entity);
    writeln!(out, "{word:<width$}  {rows}")
}

/// The number of rows that need a call; a row with several calls counts once.
fn changed(plan: &Plan, entity: Entity) -> vbot_sync::error::Result<usize> {
    let mut places = BTreeSet::new();
    for call in plan.calls.of_entity(entity) {
        let call = call?;
        if call.cause != Cause::Missing {
            places.extend(call.origin);
        }
    }
    Ok(places.len())
}
