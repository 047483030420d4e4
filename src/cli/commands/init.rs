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
    infer::{Decisions, KnownAccount, Question, SampledTable},
    model::{AccountForm, Dialect, ProposedLookups},
    observe::Observer,
    report, sync,
};

use super::{account, common, init_questions, init_screen::InitScreen};
use crate::cli::{
    Arguments, args::InitArgs, command_observers::CommandObservers, error::CliError,
    failure::CommandFailure, notice, output, prompts::Prompts,
};

pub fn run(arguments: &Arguments, options: &InitArgs) -> Result<u8, CommandFailure> {
    let path = options.out.as_ref().unwrap_or(&arguments.config);
    if !options.stdout && fs::symlink_metadata(path).is_ok() {
        return Err(CliError::Exists(path.clone()).into());
    }
    let mut account = account(options);
    let observer = CommandObservers::read_only(arguments)?;
    let form = read_form(options, (&account, path), &observer)?;
    let mut files = options.files.clone();
    let catalogue = match &options.catalogue {
        Some(catalogue) => propose_catalogue(catalogue, &files, &observer)?,
        None => Vec::new(),
    };
    let mut tables = sync::sample(&files, path, &observer)?;
    let mut decisions = options.answers.decisions();
    decide(&mut tables, &decisions)?;
    if !options.answers.no_input
        && let Some(prompts) = Prompts::on_terminal(output::is_plain(arguments))
    {
        observer.clear();
        init_questions::account(&prompts, &mut account)?;
        let mut questions = sync::questions(&tables, form.as_ref());
        // The workbook lists the fields, so that none of them is in doubt.
        questions.retain(|one| catalogue.is_empty() || !matches!(one, Question::Fields(_)));
        init_questions::columns(&prompts, &questions, &mut decisions)?;
        observer.check_cancelled()?;
    }
    if let Some(path) = options
        .catalogue
        .as_deref()
        .filter(|_| !catalogue.is_empty())
    {
        write_catalogue(path, &catalogue)?;
        files.push(path.to_owned());
        tables = sync::sample(&files, path, &observer)?;
    }
    decide(&mut tables, &decisions)?;
    let started = sync::init(&tables, path, (&account, form.as_ref()), &observer)?;
    observer.finish_reading()?;
    if started.draft.sources.is_empty() && !files.is_empty() {
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

/// Takes the decisions into the tables; each must be about a column that is there.
fn decide(tables: &mut [SampledTable], decisions: &Decisions) -> Result<(), CliError> {
    match sync::decide(tables, decisions) {
        Some(header) => Err(CliError::NoColumn(header.to_owned())),
        None => Ok(()),
    }
}

/// What customers refer to and no file lists.
fn propose_catalogue(
    path: &Path,
    files: &[PathBuf],
    observer: &CommandObservers,
) -> Result<Vec<ProposedLookups>, CommandFailure> {
    if fs::symlink_metadata(path).is_ok() {
        return Err(CliError::Exists(path.to_owned()).into());
    }
    Ok(sync::propose_lookups(files, observer)?)
}

/// Writes the workbook of it.
fn write_catalogue(path: &Path, proposed: &[ProposedLookups]) -> Result<(), CliError> {
    let written = file::write(path, Mode::New, |out| {
        report::xlsx::lookups(out, proposed, Timestamp::now())
    });
    written.map_err(|error| unwritten(path, error))
}

/// Reads what a customer of the account can have, if that is asked for.
fn read_form(
    options: &InitArgs,
    (known, path): (&KnownAccount, &Path),
    observer: &CommandObservers,
) -> Result<Option<AccountForm>, CommandFailure> {
    if !options.from_account {
        return Ok(None);
    }
    let config = sync::config_to_read(known, path)?;
    sync::must_read(&config, "init --from-account")?;
    let engine = account::engine(&config)?;
    let form = common::block_on(async { Ok(sync::read_account_form(&engine, observer).await?) });
    observer.clear();
    Ok(Some(form?))
}

fn account(options: &InitArgs) -> KnownAccount {
    let is_v3 = options.from_account && options.dialect == Dialect::V1;
    KnownAccount {
        base_url: options.base_url.clone(),
        dialect: Some(if is_v3 { Dialect::V3 } else { options.dialect }),
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
