//! What the commands have in common: configuration, snapshot, lock, and the report of how a run ended.
//!
//! It knows no single command. Invariant: with `--json` the last line of a command that sends is its `finished` line.

use std::io::{self, IsTerminal, Write};

use vbot_sync::{
    codec::{Plan, Proposal},
    config::Config,
    error::Result,
    language::say,
    model::{Finding, LearnedCorrection, RunFigures, visible::visible},
    report,
    store::Store,
    sync::{self, Outcome},
};

use super::file::ProtectedPaths;
pub use crate::cli::configuration::config;
use crate::cli::{
    Arguments,
    args::{PlanningArgs, ReportArgs},
    command_observers::CommandObservers,
    failure::CommandFailure,
    json_events,
    notice::{self, Notice},
    output,
    recorder::Recorder,
    run_reports::RunReports,
};

/// The number of findings that the `found` event always counts, even as zero.
const ALWAYS_COUNTED: usize = 4;

/// The snapshot, opened to read, if there is one.
pub fn open_read_only(config: &Config) -> Result<Option<Store>> {
    Store::open_existing(&config.state, &config.tenant)
}

/// Makes a plan from the sheets, for a command that sends nothing; with its configuration and snapshot.
pub fn propose(
    arguments: &Arguments,
    planning: &PlanningArgs,
) -> Result<(Config, Option<Store>, Proposal), CommandFailure> {
    let config = config(arguments)?;
    let store = open_read_only(&config)?;
    let observer = CommandObservers::read_only(arguments)?;
    let overrides = planning.overrides();
    let proposal = sync::propose(&config, store.as_ref(), &overrides, &observer)?;
    observer.finish_reading()?;
    Ok((config, store, proposal))
}

/// The reports that the options ask for after a run, refused before anything is sent if one of their files is protected.
pub fn run_reports(
    arguments: &Arguments,
    config: &Config,
    options: &ReportArgs,
    redacted: bool,
) -> Result<RunReports, CommandFailure> {
    let reports = RunReports {
        html: options.html.clone(),
        xlsx: options.xlsx.clone(),
        redacted,
    };
    if reports.is_wanted() {
        let protected = ProtectedPaths::of(config, &arguments.config);
        let mut paths = reports.paths();
        paths.try_for_each(|path| protected.refuse(path))?;
    }
    Ok(reports)
}

/// Prints on stderr why a plan is refused, and the option that overrides each guard.
pub fn print_guards(plan: &Plan) {
    for guard in &plan.guards {
        let flag = visible(&report::override_flag(guard));
        Notice::refusal(visible(&report::refusal(guard)))
            .hint(Some(say!("cli-hint-override", flag)))
            .print();
    }
}

/// Removes learned corrections that have no further use from their file. They are not needed for the run, so a failure
/// changes no exit code.
pub fn drop_corrections(arguments: &Arguments, config: &Config, dropped: &[LearnedCorrection]) {
    let file = &config.corrections_file;
    if let Err(error) = sync::forget(file, dropped) {
        tracing::warn!("{}", say!("cli-corrections-kept", error));
    } else if !dropped.is_empty() && !arguments.quiet {
        Notice::info(visible(&report::learned::dropped(
            dropped,
            &output::name(file),
        )))
        .print();
    }
}

/// Runs a future to its end; the commands that send are asynchronous.
pub fn block_on<T>(
    work: impl Future<Output = Result<T, CommandFailure>>,
) -> Result<T, CommandFailure> {
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()?;
    runtime.block_on(work)
}

/// Reports how a run ended: as the last JSON line, or in words. A fatal error is returned, to be printed after it.
pub fn report_outcome(
    arguments: &Arguments,
    outcome: Outcome,
    json: bool,
) -> Result<u8, CommandFailure> {
    let (finished, stop) = (&outcome.finished, outcome.stop.as_ref());
    if json {
        let found = json_events::line(&found(finished)).map_err(io::Error::from)?;
        let finished = json_events::line(finished).map_err(io::Error::from)?;
        output::data(|out| writeln!(out, "{found}\n{finished}"))?;
    } else if arguments.quiet {
        output::print(|out| {
            write!(out, "{}", date_of_line())?;
            report::summary::one_line(out, finished, stop)
        })?;
    } else {
        let style = output::style(arguments);
        output::print(|out| {
            report::summary::finished(out, finished, &outcome.failures, stop, style)
        })?;
    }
    outcome.fatal.map_or(Ok(outcome.finished.exit), |error| {
        Err(CommandFailure::Reported(error))
    })
}

/// What the one line of a quiet command begins with: a file may collect the ends of many nights.
pub fn date_of_line() -> String {
    if io::stdout().is_terminal() {
        String::new()
    } else {
        notice::local_time() + " "
    }
}

/// Runs a command and records it. If it fails before a run begins, `--json` still prints a `finished` line, because a
/// program relies on that line.
pub fn sending(
    arguments: &Arguments,
    (name, json): (&'static str, bool),
    command: impl FnOnce(&Recorder) -> Result<u8, CommandFailure>,
) -> Result<u8, CommandFailure> {
    let recorder = Recorder::new(name);
    let ended = command(&recorder);
    let mut reported = Ok(0);
    if let Err(failure @ CommandFailure::Error(_)) = &ended
        && json
    {
        let finished = RunFigures {
            exit: failure.exit_code(),
            ..RunFigures::default()
        };
        let outcome = Outcome {
            finished,
            ..Outcome::default()
        };
        reported = report_outcome(arguments, outcome, json);
    }
    // The failure is recorded even if stdout is closed.
    recorder.end(&ended);
    reported.and(ended)
}

/// The unexpected states that calls met in the account, as the event before the last one.
fn found(finished: &RunFigures) -> serde_json::Value {
    let count = |finding: Finding| finished.findings.get(&finding).copied().unwrap_or(0);
    let counts = Finding::FOREIGN.map(|finding| (finding, count(finding)));
    // A rare finding is listed only if it occurred.
    let listed = counts
        .into_iter()
        .enumerate()
        .filter(|(at, (_, count))| *at < ALWAYS_COUNTED || *count > 0)
        .map(|(_, (finding, count))| (finding.as_str().to_owned(), count.into()));
    let event = [("event".to_owned(), "found".into())];
    serde_json::Value::Object(event.into_iter().chain(listed).collect())
}
