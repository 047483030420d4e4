//! `plan`: the dry run, shown, reported and saved; or a saved one shown again.

use std::{io::Write, path::Path};

use vbot_sync::{
    model::{Dialect, Plan as Planned},
    report, saved, send, sync,
};

use super::task;
use crate::cli::{Arguments, args::Plan, failure::Failure, output, progress::Progress};

pub fn run(arguments: &Arguments, options: &Plan) -> Result<u8, Failure> {
    match &options.show {
        Some(path) => show(arguments, options, path),
        None => make(arguments, options),
    }
}

fn make(arguments: &Arguments, options: &Plan) -> Result<u8, Failure> {
    let config = task::config(arguments)?;
    let store = task::look(&config)?;
    let observer = Progress::new(arguments, false);
    let overrides = options.renames.with(options.allow.overrides());
    let proposal = sync::propose(&config, store.as_ref(), &overrides, &observer)?;
    let seal = sync::seal(&config, store.as_ref())?;
    let saved = match &options.out {
        Some(path) => Some((path, saved::save(path, &seal, &proposal)?)),
        None => None,
    };
    tell(arguments, options, &proposal.plan, &seal)?;
    if let Some((path, id)) = saved {
        let path = task::shown(path);
        output::stderr(&format!(
            "plan {id} is saved: `vbot-sync apply {path}` sends it, once, while nothing has changed\n"
        ));
    }
    let changes = !proposal.plan.calls.is_empty();
    Ok(if options.exit_code && changes { 6 } else { 0 })
}

fn show(arguments: &Arguments, options: &Plan, path: &Path) -> Result<u8, Failure> {
    let saved = saved::load(path)?;
    output::stderr(&format!(
        "plan {} of {:.0} for {}\n",
        saved.id, saved.seal.made_at, saved.seal.tenant
    ));
    tell(arguments, options, &saved.proposal.plan, &saved.seal)?;
    Ok(0)
}

/// The plan as it was asked for, from one and the same value.
fn tell(
    arguments: &Arguments,
    options: &Plan,
    plan: &Planned,
    seal: &saved::Seal,
) -> Result<(), Failure> {
    let mut out = output::stdout();
    if options.json {
        json(&mut out, plan, seal.tenant.dialect)?;
    } else {
        report::summary::plan(&mut out, plan, seal.rate, output::style(arguments))?;
    }
    Ok(out.flush()?)
}

fn json(out: &mut impl Write, plan: &Planned, dialect: Dialect) -> std::io::Result<()> {
    let body = |call: &vbot_sync::model::Call| send::body(dialect, call.entity, &call.action);
    report::json::plan(out, plan, &body)
}
