//! `init`: infers a configuration from spreadsheets and writes it for a person to complete.
//!
//! The inference is in the library. Invariant: no existing file is overwritten.

use std::{
    fs,
    io::{self, Write},
    path::{Path, PathBuf},
};

use jiff::Timestamp;
use vbot_sync::{
    file::{self, Mode},
    infer::KnownAccount,
    model::ProposedLookups,
    report, sync,
};

use super::init_screen::InitScreen;
use crate::cli::{
    Arguments, args::InitArgs, command_observers::CommandObservers, error::CliError,
    failure::CommandFailure, notice, output,
};

pub fn run(arguments: &Arguments, options: &InitArgs) -> Result<u8, CommandFailure> {
    let path = options.out.as_ref().unwrap_or(&arguments.config);
    if !options.stdout && fs::symlink_metadata(path).is_ok() {
        return Err(CliError::Exists(path.clone()).into());
    }
    let account = account(options);
    let observer = CommandObservers::read_only(arguments)?;
    let mut files = options.files.clone();
    let catalogue = match &options.catalogue {
        Some(catalogue) => write_catalogue(catalogue, &files, &observer)?,
        None => Vec::new(),
    };
    files.extend(options.catalogue.clone().filter(|_| !catalogue.is_empty()));
    let started = sync::init(&files, path, &account, &observer)?;
    observer.finish_reading()?;
    if started.draft.sources.is_empty() {
        return Err(CliError::unrecognised(&started.draft).into());
    }
    if options.stdout {
        output::print(|out| out.write_all(started.text.as_bytes()))?;
    } else {
        write(path, &started.text)?;
    }
    let screen = InitScreen {
        path: Some(&**path).filter(|_| !options.stdout),
        catalogue: options.catalogue.as_deref().zip(Some(&*catalogue)),
        proposed: &started,
        account: &account,
        width: output::style(arguments).width,
    };
    notice::page(|out| screen.write(out));
    Ok(0)
}

/// Writes the workbook of what customers refer to; none if the files list all of it.
fn write_catalogue(
    path: &Path,
    files: &[PathBuf],
    observer: &CommandObservers,
) -> Result<Vec<ProposedLookups>, CommandFailure> {
    if fs::symlink_metadata(path).is_ok() {
        return Err(CliError::Exists(path.to_owned()).into());
    }
    let proposed = sync::propose_lookups(files, observer)?;
    if !proposed.is_empty() {
        let written = file::write(path, Mode::New, |out| {
            report::xlsx::lookups(out, &proposed, Timestamp::now())
        });
        written.map_err(|error| unwritten(path, error))?;
    }
    Ok(proposed)
}

fn account(options: &InitArgs) -> KnownAccount {
    KnownAccount {
        base_url: options.base_url.clone(),
        dialect: Some(options.dialect),
        vbot_id: options.vbot_id.clone(),
        project_code: options.project_code.clone(),
    }
}

/// Writes the configuration; an existing file is an error, also one that appeared since the first check.
fn write(path: &Path, text: &str) -> Result<(), CliError> {
    let written = file::write(path, Mode::New, |out| out.write_all(text.as_bytes()));
    written.map_err(|error| unwritten(path, error))
}

fn unwritten(path: &Path, error: io::Error) -> CliError {
    match error.kind() {
        io::ErrorKind::AlreadyExists => CliError::Exists(path.to_owned()),
        _ => CliError::Unwritable(path.to_owned(), error),
    }
}
