//! What commands that look at sheets or a snapshot have in common.

use std::io::{self, Write};

use jiff::Timestamp;
use vbot_sync::{
    codec::Plan,
    config::{self, Config},
    error::Result,
    model::{Finding, RunFigures, visible::visible},
    report,
    store::{RunLock, Store},
    sync::Outcome,
};

use crate::cli::{Arguments, failure::CommandFailure, notice::Notice, output};

/// So many kinds of findings are counted also where there is none.
const USUAL: usize = 4;

/// The configuration, with `--state` in place of its own path.
pub fn config(arguments: &Arguments) -> Result<Config> {
    let mut config = config::load(&arguments.config)?;
    if let Some(state) = &arguments.state {
        config.state.clone_from(state);
    }
    Ok(config)
}

/// The snapshot to look at, if there is one.
pub fn open_read_only(config: &Config) -> Result<Option<Store>> {
    Store::open_existing(&config.state, &config.tenant)
}

/// The right to work on the snapshot.
pub fn lock(config: &Config, command: &str) -> Result<RunLock> {
    RunLock::acquire(&config.state, command, Timestamp::now())
}

/// The snapshot to work on, and the right to.
pub fn work(config: &Config, command: &str) -> Result<(RunLock, Store)> {
    let mut lock = lock(config, command)?;
    let store = lock.open(&config.tenant)?;
    Ok((lock, store))
}

/// Says on stderr why a plan is refused, and the words that overrule it.
pub fn tell_guards(plan: &Plan) {
    for guard in &plan.guards {
        let flag = visible(&report::override_flag(guard));
        Notice::refusal(visible(&report::refusal(guard)))
            .hint(Some(format!("if that is right, add {flag}")))
            .tell();
    }
}

/// A runtime for the commands that send.
pub fn block_on<T>(
    work: impl Future<Output = Result<T, CommandFailure>>,
) -> Result<T, CommandFailure> {
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()?;
    runtime.block_on(work)
}

/// Tells how a run ended: as the last JSON line, or in words. What broke it, if anything did, comes after.
pub fn report_outcome(
    arguments: &Arguments,
    outcome: Outcome,
    json: bool,
) -> Result<u8, CommandFailure> {
    let (finished, stop) = (&outcome.finished, outcome.stop.as_ref());
    if json {
        let line = serde_json::to_string(finished).map_err(io::Error::from)?;
        output::data(|out| writeln!(out, "{}\n{line}", found(finished)))?;
    } else {
        let style = output::style(arguments);
        output::print(|out| {
            report::summary::finished(out, finished, &outcome.failures, stop, style)
        })?;
    }
    outcome.fatal.map_or(Ok(outcome.finished.exit), |error| {
        Err(CommandFailure::Told(error))
    })
}

/// Runs a command that sends. Where it comes to an error before there is a run, a program is told of that too, as
/// its last line.
pub fn sending(
    arguments: &Arguments,
    json: bool,
    command: impl FnOnce() -> Result<u8, CommandFailure>,
) -> Result<u8, CommandFailure> {
    let ended = command();
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
        report_outcome(arguments, outcome, json)?;
    }
    ended
}

/// What calls met in the account that nobody expected, as an event before the last one.
fn found(finished: &RunFigures) -> serde_json::Value {
    let count = |finding: Finding| finished.findings.get(&finding).copied().unwrap_or(0);
    let counts = Finding::FOREIGN.map(|finding| (finding, count(finding)));
    // What hardly ever happens is named only where it did.
    let told = counts.into_iter().enumerate();
    let told = told.filter(|(at, (_, count))| *at < USUAL || *count > 0);
    let told = told.map(|(_, (finding, count))| (finding.as_str().to_owned(), count.into()));
    let event = [("event".to_owned(), "found".into())];
    serde_json::Value::Object(event.into_iter().chain(told).collect())
}
