//! `plan`: the dry run, shown, reported and saved; or a saved one shown again.

use std::path::Path;

use vbot_sync::{
    model::{Call, Plan as Planned, visible::visible},
    report::{self, Cover},
    saved::{self, Seal},
    send, sync,
};

use super::{
    file::{self, Precious},
    task,
};
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
    let observer = Progress::looking(arguments)?;
    let overrides = options.by_hand.with(options.allow.overrides());
    let proposal = sync::propose(&config, store.as_ref(), &overrides, &observer)?;
    observer.looked()?;
    let seal = sync::seal(&config, store.as_ref())?;
    let saved = match &options.out {
        Some(path) => Some((path, saved::save(path, &seal, &proposal)?)),
        None => None,
    };
    let changes = !proposal.plan.calls.is_empty();
    let precious = Precious::of(&config, &arguments.config);
    tell(arguments, options, proposal.plan, (&seal, &precious))?;
    if let Some((path, id)) = saved {
        let path = output::name(path);
        output::stderr(&format!(
            "plan {id} is saved: `vbot-sync apply {path}` sends it, once, while nothing has changed\n"
        ));
    }
    Ok(if options.exit_code && changes { 6 } else { 0 })
}

fn show(arguments: &Arguments, options: &Plan, path: &Path) -> Result<u8, Failure> {
    let saved = saved::load(path)?;
    output::stderr(&format!(
        "plan {} of {:.0} for {}\n",
        saved.id,
        saved.seal.made_at,
        visible(&saved.seal.tenant.to_string())
    ));
    let precious = Precious::new([path.to_owned()]);
    tell(
        arguments,
        options,
        saved.proposal.plan,
        (&saved.seal, &precious),
    )?;
    Ok(0)
}

/// The plan in every form that was asked for, from one and the same value.
fn tell(
    arguments: &Arguments,
    options: &Plan,
    mut plan: Planned,
    (seal, precious): (&Seal, &Precious),
) -> Result<(), Failure> {
    if options.redact {
        report::redact(&mut plan);
    }
    let plan = &plan;
    let cover = &cover(seal, options.redact);
    if let Some(path) = &options.html {
        file::write(path, precious, |out| report::html::plan(out, plan, cover))?;
        written(path);
    }
    if let Some(path) = &options.xlsx {
        file::write(path, precious, |out| report::xlsx::plan(out, plan, cover))?;
        written(path);
    }
    if options.json {
        let dialect = seal.tenant.dialect;
        let body = |call: &Call| send::body(dialect, call.entity, &call.action);
        return Ok(output::data(|out| report::json::plan(out, plan, &body))?);
    }
    let style = output::style(arguments);
    Ok(output::print(|out| {
        report::summary::plan(out, plan, seal.rate, style)
    })?)
}

/// What a report says besides the plan.
pub fn cover(seal: &Seal, redacted: bool) -> Cover {
    Cover {
        account: seal.tenant.to_string(),
        made_at: seal.made_at,
        rate: seal.rate,
        redacted,
    }
}

fn written(path: &Path) {
    output::stderr(&format!("written: {}\n", output::name(path)));
}
