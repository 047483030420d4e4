//! `failures`: lists the rows that could not be synced, writes them to a workbook for correction, or learns the
//! corrections in one.
//!
//! Invariant: a workbook that a person may have edited is not overwritten.

use std::path::Path;

use jiff::{ZonedDateTime, tz::TimeZone};
use vbot_sync::{config::Config, language::say, model::Failed, report, sync};

use super::{
    common,
    file::{self, ProtectedPaths},
};
use crate::cli::{
    Arguments, args::FailuresArgs, command_observers::CommandObservers, failure::CommandFailure,
    notice::Notice, output,
};

pub fn run(arguments: &Arguments, options: &FailuresArgs) -> Result<u8, CommandFailure> {
    let config = common::config(arguments)?;
    if let Some(workbook) = &options.learn {
        return learn(arguments, &config, workbook);
    }
    let store = common::open_read_only(&config)?;
    let observer = CommandObservers::read_only(arguments)?;
    let failed = sync::failures(&config, store.as_ref(), &observer)?;
    observer.finish_reading()?;
    if let Some(path) = &options.xlsx {
        write(path, &failed, (arguments, &config))?;
    }
    output::print(|out| report::failures::list(out, &failed, output::style(arguments)))?;
    Ok(0)
}

/// Adds the corrections in a workbook to those that were learned before.
fn learn(arguments: &Arguments, config: &Config, workbook: &Path) -> Result<u8, CommandFailure> {
    let learned = sync::learn(config, workbook, &now())?;
    let file = &config.corrections_file;
    if !learned.learned.is_empty() {
        sync::write_learned(file, &learned.all)?;
    }
    let (name, style) = (output::name(file), output::style(arguments));
    output::print(|out| report::learned::learned(out, &learned, &name, style))?;
    Ok(0)
}

/// The local time with its offset, without the name of a place.
fn now() -> ZonedDateTime {
    let now = ZonedDateTime::now();
    let offset = TimeZone::fixed(now.offset());
    now.timestamp().to_zoned_datetime(offset)
}

/// Writes the rows to a workbook for correction.
pub fn write(
    path: &Path,
    failed: &Failed,
    (arguments, config): (&Arguments, &Config),
) -> Result<(), CommandFailure> {
    let protected = ProtectedPaths::of(config, &arguments.config);
    let now = jiff::Timestamp::now();
    protected.refuse(path)?;
    file::must_be_untouched(path)?;
    file::write(path, &protected, |out| {
        report::xlsx::failures(out, failed, now)
    })?;
    let path = output::name(path);
    Notice::info(say!("cli-failures-written", path)).print();
    Ok(())
}
