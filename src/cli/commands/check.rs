//! `check`: reads, maps and validates; no network.

use std::{
    collections::BTreeSet,
    io::{self, Write},
};

use vbot_sync::{
    model::{Cause, Entity, Origin, Plan, Severity},
    report, sync,
};

use super::task;
use crate::cli::{Arguments, args::Check, failure::Failure, output, progress::Progress};

pub fn run(arguments: &Arguments, _check: &Check) -> Result<u8, Failure> {
    let config = task::config(arguments)?;
    let store = task::look(&config)?;
    let plan = sync::check(&config, store.as_ref(), &Progress::new(arguments, false))?;
    let mut out = output::stdout();
    report::summary::issues(&mut out, &plan.issues, output::style(arguments))?;
    for entity in Entity::ALL.iter().filter(|entity| {
        config
            .sources
            .iter()
            .any(|source| source.entity == **entity)
    }) {
        counts(&mut out, &plan, *entity)?;
    }
    out.flush()?;
    let rejected = plan
        .issues
        .iter()
        .any(|issue| issue.severity == Severity::Error);
    Ok(if rejected { 3 } else { 0 })
}

/// How many rows of an entity are good.
pub fn counts(out: &mut impl Write, plan: &Plan, entity: Entity) -> io::Result<()> {
    let counts = plan.summary.get(&entity).copied().unwrap_or_default();
    writeln!(
        out,
        "{entity:<9} {} rows are good, {} rejected",
        report::number(counts.unchanged + changed(plan, entity)),
        report::number(counts.held)
    )
}

/// The rows of an entity that ask for something; one row may be good for several calls.
fn changed(plan: &Plan, entity: Entity) -> usize {
    let calls = plan
        .calls
        .iter()
        .filter(|call| call.entity == entity && call.cause != Cause::Missing);
    let origins: BTreeSet<&Origin> = calls.filter_map(|call| call.origin.as_ref()).collect();
    origins.len()
}
