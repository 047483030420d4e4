//! `plan`: the dry run, which is shown, reported and saved; or shows a saved plan again.
//!
//! It sends nothing. Invariant: all forms of one command show the same plan.

use std::path::Path;

use vbot_sync::{
    codec::Plan as Planned,
    language::say,
    model::{Call, visible::visible},
    report::{self, ReportHead},
    saved::{self, Saved, Seal},
    send, sync,
};

use super::{
    common,
    file::{self, ProtectedPaths},
};
use crate::cli::{Arguments, args::PlanArgs, failure::CommandFailure, notice::Notice, output};

pub fn run(arguments: &Arguments, options: &PlanArgs) -> Result<u8, CommandFailure> {
    match &options.show {
        Some(path) => show(arguments, options, path),
        None => make(arguments, options),
    }
}

fn make(arguments: &Arguments, options: &PlanArgs) -> Result<u8, CommandFailure> {
    let (config, store, proposal) = common::propose(arguments, &options.planning)?;
    let seal = sync::seal(&config, store.as_ref())?;
    if let Some(path) = &options.out {
        saved::save(path, &seal, &proposal)?;
    }
    let id = proposal.plan.id.clone();
    let changes = !proposal.plan.calls.is_empty();
    let protected = ProtectedPaths::of(&config, &arguments.config);
    let head = head(&seal, options.redact, options.brief);
    print_files(
        arguments,
        options,
        proposal.plan,
        (&seal, &head, &protected),
    )?;
    if let Some(path) = &options.out {
        let path = output::name(path);
        Notice::info(say!("cli-plan-saved", id, path)).print();
    }
    Ok(if options.exit_code && changes { 6 } else { 0 })
}

fn show(arguments: &Arguments, options: &PlanArgs, path: &Path) -> Result<u8, CommandFailure> {
    let Saved { seal, proposal } = saved::load(path)?;
    let id = &proposal.plan.id;
    let tenant = visible(&seal.tenant.to_string());
    Notice::info(format!("plan {id} of {:.0} for {tenant}", seal.made_at)).print();
    let protected = ProtectedPaths::new([path.to_owned()]);
    let head = head(&seal, options.redact, options.brief);
    print_files(
        arguments,
        options,
        proposal.plan,
        (&seal, &head, &protected),
    )?;
    Ok(0)
}

/// Writes the plan in every form that the options ask for.
fn print_files(
    arguments: &Arguments,
    options: &PlanArgs,
    mut plan: Planned,
    (seal, head, protected): (&Seal, &ReportHead, &ProtectedPaths),
) -> Result<(), CommandFailure> {
    if options.redact {
        report::redact(&mut plan);
    }
    let plan = &plan;
    if let Some(path) = &options.html {
        file::write(path, protected, |out| report::html::plan(out, plan, head))?;
        written(path);
    }
    if let Some(path) = &options.xlsx {
        file::write(path, protected, |out| report::xlsx::plan(out, plan, head))?;
        written(path);
    }
    if options.json {
        let account = &seal.tenant;
        let body = |call: &Call| send::body(account, call.entity, &call.action);
        return Ok(output::data(|out| report::json::plan(out, plan, &body))?);
    }
    let style = output::style(arguments);
    Ok(output::print(|out| {
        report::summary::plan(out, plan, seal.rate, style)
    })?)
}

/// The head of a report: what it shows besides the plan.
pub fn head(seal: &Seal, redacted: bool, brief: bool) -> ReportHead {
    ReportHead {
        account: seal.tenant.to_string(),
        made_at: seal.made_at,
        rate: seal.rate,
        redacted,
        brief,
    }
}

fn written(path: &Path) {
    Notice::info(say!("cli-written", name = output::name(path))).print();
}
