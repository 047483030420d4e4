//! The figures for monitoring, from a run's record and the snapshot.
//!
//! Invariant: what can't be read from the snapshot is left at zero; the file keeps the last success that it had.

use std::{collections::BTreeMap, fs};

use crate::{
    config::Config,
    error::Result,
    model::{CallState, Entity, RunSummary},
    report::metrics::RunMetrics,
    store::Store,
};

/// The figures of a run that has ended.
#[must_use]
pub fn run_metrics(config: &Config, summary: &RunSummary) -> RunMetrics {
    let mut metrics = RunMetrics {
        project: config.tenant.project().to_owned(),
        summary: summary.clone(),
        last_success: summary.finished.filter(|_| summary.exit == Some(0)),
        calls: BTreeMap::new(),
        records: BTreeMap::new(),
        unfinished: summary.remaining,
        state_bytes: fs::metadata(&config.state).map_or(0, |file| file.len()),
    };
    // The command has reported an unreadable snapshot already.
    let _unread = fill(&mut metrics, config);
    metrics
}

fn fill(metrics: &mut RunMetrics, config: &Config) -> Result<()> {
    let Some(store) = Store::open_existing(&config.state, &config.tenant)? else {
        return Ok(());
    };
    for entity in Entity::ALL {
        metrics.records.insert(entity, store.count(entity)?);
    }
    let success = store
        .history(None)?
        .into_iter()
        .find(|run| run.exit == Some(0));
    metrics.last_success = success.and_then(|run| run.finished);
    metrics.calls = store.counts(metrics.summary.run)?;
    metrics.unfinished = match store.unfinished()? {
        Some(unfinished) => {
            let counts = store.counts(unfinished.run)?.into_iter();
            let planned = counts.filter(|((_, _, state), _)| *state == CallState::Planned);
            planned.map(|(_, count)| count).sum()
        }
        None => 0,
    };
    Ok(())
}
