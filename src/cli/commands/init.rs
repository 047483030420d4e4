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
    codec::Plan,
    file::{self, Mode},
    infer::{DraftConfig, KnownAccount},
    model::{ProposedLookups, visible::visible},
    report,
    sync::{self, InitialConfig},
};

use super::check;
use crate::cli::{
    Arguments, args::InitArgs, command_observers::CommandObservers, error::CliError,
    failure::CommandFailure, output,
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
        return Ok(0);
    }
    write(path, &started.text)?;
    let style = output::style(arguments);
    output::print(|out| {
        if let Some(path) = &options.catalogue {
            print_catalogue(out, path, &catalogue)?;
        }
        print_draft(out, path, &started, &account, style)
    })?;
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

fn print_catalogue(
    out: &mut impl Write,
    path: &Path,
    proposed: &[ProposedLookups],
) -> io::Result<()> {
    let path = output::name(path);
    if proposed.is_empty() {
        return writeln!(
            out,
            "{path} is not needed: customers refer to nothing that the files do not list"
        );
    }
    let counts = proposed.iter().map(|one| {
        let count = report::number(one.records.len());
        format!("{count} of {}", one.entity)
    });
    let counts: Vec<String> = counts.collect();
    writeln!(
        out,
        "written: {path} ({}): complete its codes, names and types",
        counts.join(", ")
    )
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

fn print_draft(
    out: &mut impl Write,
    path: &Path,
    started: &InitialConfig,
    account: &KnownAccount,
    style: report::Style,
) -> io::Result<()> {
    writeln!(out, "written: {}\n", output::name(path))?;
    sources(out, &started.draft)?;
    match &started.check {
        Some(Ok(plan)) => print_check(out, started, plan, style)?,
        Some(Err(_)) if started.draft.sources.iter().any(|one| one.incomplete) => {
            writeln!(
                out,
                "\nThe rows can't be checked yet: a required column is missing."
            )?;
        }
        Some(Err(error)) => writeln!(
            out,
            "\nThe rows can't be checked yet: {}",
            visible(&error.to_string())
        )?,
        None => {}
    }
    to_do(out, &started.draft, account)?;
    let config = if path == Path::new("vbot-sync.toml") {
        String::new()
    } else {
        format!(" --config {}", output::name(path))
    };
    writeln!(
        out,
        "\nNext:\n  vbot-sync{config} check    # reads and validates every row; nothing is sent"
    )?;
    writeln!(out, "  vbot-sync{config} plan     # what would be sent")
}

fn sources(out: &mut impl Write, draft: &DraftConfig) -> io::Result<()> {
    let width = |name: &str| name.chars().count();
    let names: Vec<_> = draft.sources.iter().map(|one| visible(&one.name)).collect();
    let widest = names.iter().map(|name| width(name)).max();
    for (one, name) in draft.sources.iter().zip(&names) {
        let blanks = " ".repeat(widest.unwrap_or(0) - width(name));
        let (mapped, all) = one.mapped;
        let (entity, rows) = (one.entity.to_string(), report::number(one.rows));
        writeln!(
            out,
            "  {entity:<9} {name}{blanks}  {rows:>9} rows, {mapped} of {all} columns mapped"
        )?;
    }
    for one in &draft.left_out {
        let (name, why) = (visible(&one.name), visible(&one.why));
        writeln!(out, "  left out  {name}: {why}")?;
    }
    Ok(())
}

/// Prints what `check` would print.
fn print_check(
    out: &mut impl Write,
    started: &InitialConfig,
    plan: &Plan,
    style: report::Style,
) -> io::Result<()> {
    writeln!(out)?;
    report::check::issues(out, &plan.issues, style)?;
    let mut entities: Vec<_> = started.draft.sources.iter().map(|one| one.entity).collect();
    entities.dedup();
    entities
        .into_iter()
        .try_for_each(|entity| check::counts(out, plan, entity))
}

fn to_do(out: &mut impl Write, draft: &DraftConfig, account: &KnownAccount) -> io::Result<()> {
    writeln!(out, "\nBefore the first sync:")?;
    let unknown = account.unknown();
    if !unknown.is_empty() {
        writeln!(out, "  - [api]: fill in {}", unknown.join(", "))?;
    }
    for one in &draft.sources {
        for sentence in &one.to_do {
            writeln!(out, "  - {}: {}", one.entity, visible(sentence))?;
        }
    }
    writeln!(
        out,
        "  - read the file: each mapping ends with a note on how sure it is"
    )
}
