//! `status`: shows what is unfinished, unknown or blocked, and what to do next.
//!
//! Invariant: it reads neither sheets nor the network, and changes nothing.

use std::{collections::BTreeMap, io::Write};

use vbot_sync::{
    config::Config,
    model::{CallState, Entity, visible::visible},
    report,
    store::{DoubtfulCall, RunId, RunRecord, RunState, Store},
};

use super::common;
use crate::cli::{Arguments, failure::CommandFailure, output};

pub fn run(arguments: &Arguments) -> Result<u8, CommandFailure> {
    let config = common::config(arguments)?;
    let Some(store) = common::open_read_only(&config)? else {
        output::print(|out| {
            writeln!(
                out,
                "Nothing has been sent yet: there is no snapshot at {}.\n\
                 Next: `vbot-sync plan` shows what a first sync would send.",
                output::name(&config.state)
            )
        })?;
        return Ok(0);
    };
    output::print(|out| print_status(out, &config, &store)).map(|()| 0)
}

fn print_status(
    out: &mut impl Write,
    config: &Config,
    store: &Store,
) -> Result<(), CommandFailure> {
    writeln!(out, "snapshot  {}", output::name(&config.state))?;
    writeln!(out, "account   {}", visible(&config.tenant.to_string()))?;
    writeln!(out, "records   {}", records(store)?)?;
    let last = store.last_run()?.as_ref().map(run_in_words);
    writeln!(out, "last run  {}", last.unwrap_or("none yet".to_owned()))?;
    match store.unfinished()? {
        Some(unfinished) => print_run(out, store, unfinished.run),
        None => Ok(writeln!(
            out,
            "\nNothing is unfinished. Next: `vbot-sync plan` shows what has changed since."
        )?),
    }
}

fn records(store: &Store) -> Result<String, CommandFailure> {
    let mut words = Vec::new();
    for entity in Entity::ALL {
        words.push(format!("{entity} {}", report::number(store.count(entity)?)));
    }
    Ok(words.join(", "))
}

fn run_in_words(run: &RunRecord) -> String {
    let end = match (run.state, run.finished) {
        (RunState::Open, _) => "still running, or its process has died".to_owned(),
        (state, Some(at)) => format!(
            "{} at {at:.0}, exit {}",
            state.as_str(),
            run.exit.unwrap_or_default()
        ),
        (state, None) => state.as_str().to_owned(),
    };
    format!(
        "{} (`{}`) of {:.0}: {end}",
        run.id, run.command, run.started
    )
}

fn print_run(out: &mut impl Write, store: &Store, run: RunId) -> Result<(), CommandFailure> {
    let mut counts: BTreeMap<CallState, usize> = BTreeMap::new();
    for ((_, _, state), count) in store.counts(run)? {
        *counts.entry(state).or_default() += count;
    }
    let of = |state: CallState| counts.get(&state).copied().unwrap_or_default();
    writeln!(out, "\nRun {run} is unfinished:")?;
    let unknown = of(CallState::Unknown) + of(CallState::InFlight);
    let lines = [
        (of(CallState::Planned), "not sent yet"),
        (
            unknown,
            "may or may not have been applied; they are settled first",
        ),
        (of(CallState::Rejected), "were refused by the server"),
        (
            of(CallState::Blocked),
            "are blocked, because a call that they depend on was refused",
        ),
    ];
    for (count, words) in lines.into_iter().filter(|(count, _)| *count > 0) {
        writeln!(out, "{:>9} calls {words}", report::number(count))?;
    }
    for DoubtfulCall { call, at, .. } in store.doubtful(run)?.iter().take(10) {
        writeln!(
            out,
            "          {} {} {}, last tried {at:.0}",
            call.action.operation().as_str(),
            call.entity,
            visible(call.action.code())
        )?;
    }
    Ok(writeln!(
        out,
        "Next: `vbot-sync resume` finishes it; `vbot-sync sync` settles what is unknown and makes a new plan."
    )?)
}
