//! `status`: shows what is running, unfinished, unknown, blocked or held, and what to do next.
//!
//! Invariant: it reads neither sheets nor the network, and changes nothing.

use std::io::Write;

use vbot_sync::{
    config::Config,
    language::say,
    model::{CallState, visible::visible},
    report::{
        self,
        status::{ShownHeld, ShownRunning, ShownStatus},
    },
    store::{DoubtfulCall, RunId, Store},
    sync::Status,
};

use super::common;
use crate::cli::{Arguments, args::StatusArgs, failure::CommandFailure, output};

/// The exit code of `--check` if a person has to look.
const UNHEALTHY: u8 = 3;

pub fn run(arguments: &Arguments, options: &StatusArgs) -> Result<u8, CommandFailure> {
    let config = common::config(arguments)?;
    let store = common::open_read_only(&config)?;
    let status = Status::of(store.as_ref())?;
    let healthy = status.is_healthy(options.max_age);
    let shown = shown(&config, &status, healthy);
    if options.json {
        output::data(|out| report::status::json(out, &shown))?;
    } else {
        let style = output::style(arguments);
        output::print(|out| match &store {
            Some(store) => {
                report::status::text(out, &shown, style)?;
                next(out, store, &status)
            }
            None => nothing(out, &config),
        })?;
    }
    Ok(if options.check && !healthy {
        UNHEALTHY
    } else {
        0
    })
}

fn shown<'a>(config: &Config, status: &'a Status, healthy: bool) -> ShownStatus<'a> {
    let running = status.running.as_ref().map(|running| ShownRunning {
        run: Some(running.summary.run).filter(|run| *run > 0),
        command: &running.summary.command,
        since: running.summary.started,
        pid: running.summary.pid,
        done: running.done,
        calls: running.calls,
        ends: running.ends,
    });
    ShownStatus {
        format: 1,
        healthy,
        snapshot: config.state.display().to_string(),
        account: config.tenant.to_string(),
        records: &status.records,
        running,
        last_run: status.last_run.as_ref(),
        last_success: status.last_success.as_ref(),
        unfinished: status.unfinished(),
        unknown: status.unknown(),
        blocked: status.count(&[CallState::Blocked]),
        held: status.held.iter().map(ShownHeld::of).collect(),
    }
}

fn nothing(out: &mut impl Write, config: &Config) -> Result<(), CommandFailure> {
    Ok(writeln!(
        out,
        "{}\n{}",
        say!("cli-status-nothing", path = output::name(&config.state)),
        say!("cli-status-first")
    )?)
}

fn next(out: &mut impl Write, store: &Store, status: &Status) -> Result<(), CommandFailure> {
    match status.resumable {
        Some(_) if status.running.is_some() => Ok(()),
        Some(run) => print_run(out, store, (run, status)),
        None => Ok(writeln!(out, "\n{}", say!("cli-status-finished"))?),
    }
}

fn print_run(
    out: &mut impl Write,
    store: &Store,
    (run, status): (RunId, &Status),
) -> Result<(), CommandFailure> {
    let of = |state: CallState| status.count(&[state]);
    writeln!(out, "\n{}", say!("cli-status-unfinished", run))?;
    let unknown = status.unknown();
    let lines = [
        (of(CallState::Planned), say!("cli-status-planned")),
        (unknown, say!("cli-status-unknown")),
        (of(CallState::Rejected), say!("cli-status-rejected")),
        (of(CallState::Blocked), say!("cli-status-blocked")),
    ];
    for (count, words) in lines.into_iter().filter(|(count, _)| *count > 0) {
        let count = report::number(count);
        writeln!(out, "{count:>9} {words}")?;
    }
    for DoubtfulCall { call, at, .. } in store.doubtful(run)?.iter().take(10) {
        writeln!(
            out,
            "          {} {} {}, {}",
            call.action.operation().as_str(),
            call.entity,
            visible(call.action.code()),
            say!("cli-status-tried", at = format!("{at:.0}"))
        )?;
    }
    Ok(writeln!(out, "{}", say!("cli-status-next"))?)
}
