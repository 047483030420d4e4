//! Calls that a stopped or crashed run left: finished by `resume`, or settled before a new plan.
//!
//! A new plan may only be made from a snapshot without doubts, and no record may stay at a temporary code: so calls
//! in doubt are settled first, and broken cycles are finished first. The rest of the old plan is given up. Invariant:
//! after [`Settling::Done`] no call is in doubt.

use std::{collections::BTreeMap, time::Instant};

use jiff::Timestamp;

use super::{
    execute::{send_all, work},
    outcome::{Outcome, conclude},
    run_context::RunContext,
};
use crate::{
    error::Result,
    model::{Finding, PlannedRows, Sources},
    plan::{self, UnfinishedCalls},
    send::CallsToSend,
    store::{DoubtfulCall, OpenCall, RunId, Store, Unfinished},
};

/// The command of the run that asks for records with temporary codes.
const LOOK: &str = "sync";

/// The result of `settle`.
#[derive(Debug)]
pub enum Settling {
    /// No call is in doubt any more, and the store is ready for a new plan; with the findings on the way.
    Done(Store, BTreeMap<Finding, usize>),
    /// A call still is; the run can be resumed.
    Stopped(Outcome),
}

/// Settles the calls in doubt of an unfinished run, finishes its broken cycles and gives up the rest; then removes
/// the temporary codes that are no longer in the account.
///
/// # Errors
/// The snapshot can't be written.
pub async fn settle(
    store: Store,
    mut run_context: impl AsyncFnMut() -> Result<RunContext>,
) -> Result<Settling> {
    let Some(unfinished) = store.unfinished()? else {
        return ask_for_temporary(store, run_context).await;
    };
    match finish(store, &unfinished, &mut run_context).await? {
        Settling::Done(store, _) => ask_for_temporary(store, run_context).await,
        stopped @ Settling::Stopped(_) => Ok(stopped),
    }
}

/// Finishes the necessary part of an unfinished run.
async fn finish(
    mut store: Store,
    unfinished: &Unfinished,
    run_context: &mut impl AsyncFnMut() -> Result<RunContext>,
) -> Result<Settling> {
    let (since, run) = (Instant::now(), unfinished.run);
    let work = needed(&store, run)?;
    if !work.links.ids().is_empty() {
        let run_context = run_context().await?;
        rest(&store, unfinished, &run_context)?;
        let held = held(&store)?;
        let plan = store.plan_of(run)?;
        let report;
        (store, report) = send_all(store, (run, plan.as_ref()), work, &run_context).await?;
        let unsettled = !store.doubtful(run)?.is_empty();
        if unsettled || report.as_ref().map_or(true, |report| report.stop.is_some()) {
            let engine = Some(&*run_context.engine);
            let outcome = conclude(&mut store, (run, held, since), report, engine)?;
            return Ok(Settling::Stopped(outcome));
        }
    }
    store.supersede(run)?;
    Ok(Settling::Done(store, BTreeMap::new()))
}

/// Asks for each record with a temporary code, in a separate run, so that a crash leaves a run that can be resumed.
async fn ask_for_temporary(
    mut store: Store,
    mut run_context: impl AsyncFnMut() -> Result<RunContext>,
) -> Result<Settling> {
    let since = Instant::now();
    let away = plan::temporary(&store)?;
    if away.is_empty() {
        return Ok(Settling::Done(store, BTreeMap::new()));
    }
    let run_context = run_context().await?;
    if !run_context.engine.creates_what_is_missing() {
        return Ok(Settling::Done(store, BTreeMap::new()));
    }
    let (held, calls) = (held(&store)?, plan::probes(&away, &store)?);
    let run = store.begin_run(LOOK, Timestamp::now(), &Sources::new(), &calls)?;
    store.begin_evidence(run, &PlannedRows::default(), true)?;
    let work = CallsToSend {
        links: calls.links()?,
        ..CallsToSend::default()
    };
    let report;
    (store, report) = send_all(store, (run, None), work, &run_context).await?;
    if store.is_spent(run)? && report.is_ok() {
        let summary = serde_json::json!({ "held": held });
        store.end_evidence(run)?;
        store.finish_run(run, Timestamp::now(), 0, &summary)?;
        let findings = store.findings(run)?;
        return Ok(Settling::Done(store, findings));
    }
    let engine = Some(&*run_context.engine);
    let outcome = conclude(&mut store, (run, held, since), report, engine)?;
    Ok(Settling::Stopped(outcome))
}

/// Finishes the stopped plan without reading the sheets again; `None` if there is none.
///
/// # Errors
/// The snapshot can't be written.
pub async fn resume(
    mut store: Store,
    run_context: impl AsyncFnOnce() -> Result<RunContext>,
) -> Result<Option<Outcome>> {
    let since = Instant::now();
    let Some(unfinished) = store.unfinished()? else {
        return Ok(None);
    };
    let (run, held) = (unfinished.run, held(&store)?);
    let plan = store.record_run(run)?;
    let work = work(&store, run)?;
    let run_context = run_context().await?;
    rest(&store, &unfinished, &run_context)?;
    let plan_and_run = (run, plan.as_ref());
    let (mut store, report) = send_all(store, plan_and_run, work, &run_context).await?;
    let engine = Some(&*run_context.engine);
    let outcome = conclude(&mut store, (run, held, since), report, engine)?;
    Ok(Some(Outcome { plan, ..outcome }))
}

/// The calls of the run that must be sent before a new plan.
fn needed(store: &Store, run: RunId) -> Result<CallsToSend> {
    let mut work = work(store, run)?;
    let mut unfinished = UnfinishedCalls::new(plan::temporary(store)?);
    store.open_calls(run, &mut |OpenCall { call, state }| {
        unfinished.add(&call, state);
    })?;
    let needed = unfinished.needed();
    work.links.retain(|id| needed.contains(&id));
    Ok(work)
}

/// The number of rows that were rejected when the newest run was planned.
fn held(store: &Store) -> Result<usize> {
    let summary = store.last_run()?.and_then(|run| run.summary);
    let held = summary.and_then(|summary| summary.get("held")?.as_u64());
    Ok(held
        .and_then(|held| usize::try_from(held).ok())
        .unwrap_or(0))
}

/// The server may still execute a request whose sender has died, and a record that this sender adopted must not be
/// deleted under another code.
///
/// A call is in flight before its turn comes, and the time of its sender's death is unknown, so its cooldown begins
/// only now.
fn rest(store: &Store, unfinished: &Unfinished, run_context: &RunContext) -> Result<()> {
    let run = unfinished.run;
    run_context.engine.note_doubts_since(unfinished.started);
    for DoubtfulCall { call, .. } in store.doubtful(run)? {
        run_context.engine.cool_down(&call);
    }
    for (entity, code) in store.taken_over(run)? {
        run_context.engine.adopted(entity, &code);
    }
    Ok(())
}
