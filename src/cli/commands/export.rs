//! `export`: prints or writes the snapshot, the journal or the history as a plain table.
//!
//! It reads neither sheets nor the network. Invariant: the table shows one moment, also while a run is on.

use std::{
    io::{self, IsTerminal, Write},
    ops::ControlFlow,
    path::Path,
};

use jiff::Timestamp;
use vbot_sync::{
    config::Config,
    error::Error,
    language::say,
    model::{Code, Content, Entity, PastCall, RunSummary},
    report::export::{self, ExportForm, ExportFormat},
    store::{RunId, Store},
};

use super::{
    common,
    file::{self, ProtectedPaths},
};
use crate::cli::{
    Arguments,
    args::{ExportArgs, ExportedTable},
    error::CliError,
    failure::CommandFailure,
    notice::Notice,
    output,
};

pub fn run(arguments: &Arguments, options: &ExportArgs) -> Result<u8, CommandFailure> {
    let format = format(options);
    check(options, format)?;
    let config = common::config(arguments)?;
    let store = common::open_read_only(&config)?;
    let exported = match &store {
        Some(store) => Exported::of(store, options)?,
        None => nothing(&config, options)?,
    };
    let protected = ProtectedPaths::of(&config, &arguments.config);
    write(options, (format, &protected), &exported)
}

/// The format that was asked for, or that the file's name ends with.
fn format(options: &ExportArgs) -> ExportFormat {
    let ending = options.out.as_deref().and_then(Path::extension);
    let ending = ending.and_then(|ending| ending.to_str());
    let named = ending.and_then(|ending| ExportFormat::from_name(&ending.to_lowercase()));
    options.format.or(named).unwrap_or(ExportFormat::Ndjson)
}

/// Refuses options that contradict each other.
fn check(options: &ExportArgs, format: ExportFormat) -> Result<(), CliError> {
    let is_of_several = options.table == ExportedTable::Records && options.entity.is_none();
    match (options.table, format) {
        (ExportedTable::Records, _) if options.run.is_some() => Err(CliError::Pointless("--run")),
        (ExportedTable::Runs, _) if options.entity.is_some() => {
            Err(CliError::Pointless("--entity"))
        }
        (_, ExportFormat::Csv) if is_of_several => Err(CliError::SeveralTables),
        (_, ExportFormat::Xlsx) if options.out.is_none() && io::stdout().is_terminal() => {
            Err(CliError::WorkbookOnTerminal)
        }
        _ => Ok(()),
    }
}

/// There is no snapshot, so the table has no row.
fn nothing(config: &Config, options: &ExportArgs) -> Result<Exported<'static>, CliError> {
    if let Some(run) = options.run {
        return Err(CliError::UnknownRun(run));
    }
    let state = output::name(&config.state);
    Notice::info(say!("cli-empty-table", state)).print();
    Ok(Exported::default())
}

/// What is exported.
#[derive(Default)]
struct Exported<'a> {
    store: Option<&'a Store>,
    /// The runs whose calls are exported, oldest first.
    runs: Vec<RunId>,
    /// The runs themselves, newest first.
    history: Vec<RunSummary>,
}

impl<'a> Exported<'a> {
    fn of(store: &'a Store, options: &ExportArgs) -> Result<Self, CommandFailure> {
        let mut exported = Self {
            store: Some(store),
            ..Self::default()
        };
        if let Some(run) = options.run {
            exported.history = vec![store.run(run)?.ok_or(CliError::UnknownRun(run))?];
            exported.runs = vec![run];
            return Ok(exported);
        }
        match options.table {
            ExportedTable::Records => {}
            ExportedTable::Calls => exported.runs = store.journalled_runs()?,
            ExportedTable::Runs => exported.history = store.history(None)?,
        }
        Ok(exported)
    }

    fn records(
        &self,
        entity: Entity,
        take: &mut dyn FnMut((Code, Content)) -> ControlFlow<()>,
    ) -> Result<(), Error> {
        self.store
            .map_or(Ok(()), |store| store.contents(entity, take))
    }

    fn calls(
        &self,
        entity: Option<Entity>,
        take: &mut dyn FnMut(PastCall) -> ControlFlow<()>,
    ) -> Result<(), Error> {
        let Some(store) = self.store else {
            return Ok(());
        };
        for run in &self.runs {
            if store.calls_of(*run, entity, take)?.is_break() {
                break;
            }
        }
        Ok(())
    }

    fn write(
        &self,
        out: impl Write + Send,
        options: &ExportArgs,
        format: ExportFormat,
    ) -> io::Result<()> {
        let form = ExportForm {
            format,
            made_at: Timestamp::now(),
            is_for_screen: options.out.is_none() && io::stdout().is_terminal(),
        };
        match options.table {
            ExportedTable::Records => {
                let one = options.entity.as_ref().map(std::slice::from_ref);
                let entities = one.unwrap_or(&Entity::ALL);
                export::records(out, form, entities, &|entity, take| {
                    self.records(entity, take)
                })
            }
            ExportedTable::Calls => {
                export::calls(out, form, &|take| self.calls(options.entity, take))
            }
            ExportedTable::Runs => export::runs(out, form, &self.history),
        }
    }
}

fn write(
    options: &ExportArgs,
    (format, protected): (ExportFormat, &ProtectedPaths),
    exported: &Exported<'_>,
) -> Result<u8, CommandFailure> {
    match &options.out {
        Some(path) => {
            file::write(path, protected, |out| exported.write(out, options, format))
                .map_err(of_file)?;
            Notice::info(say!("cli-written", name = output::name(path))).print();
        }
        None => output::table(|out| exported.write(out, options, format)).map_err(of_stdout)?,
    }
    Ok(0)
}

/// An error of the snapshot that came through the writer is one of the snapshot still.
fn of_file(error: CliError) -> CommandFailure {
    match error {
        CliError::Unwritable(path, error) => match error.downcast::<Error>() {
            Ok(error) => error.into(),
            Err(error) => CliError::Unwritable(path, error).into(),
        },
        other => other.into(),
    }
}

fn of_stdout(error: io::Error) -> CommandFailure {
    match error.downcast::<Error>() {
        Ok(error) => error.into(),
        Err(error) => error.into(),
    }
}
