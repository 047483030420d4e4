//! What a stopped or crashed run has left: finished by `resume`, or settled before a new plan.
//!
//! A new plan may only be made from a snapshot that knows what happened, and no record may be left at a
//! temporary code: so calls in doubt are settled first, and broken cycles are finished first. The rest of
//! the old plan is given up.

use std::{
    collections::BTreeSet,
    time::{Duration, Instant},
};

use jiff::Timestamp;

use super::{Outcome, Way, execute::send_all, outcome::conclude};
use crate::{
    error::Result,
    model::{Call, CallId, CallState},
    plan,
    send::Job,
    store::{Store, Unfinished},
};

/// What `settle` came to.
#[derive(Debug)]
pub enum Settling {
    /// Nothing is in doubt any more, and the store is ready for a new plan.
    Done(Store),
    /// Something still is; the run goes on being resumable.
    Stopped(Outcome),
}

/// Settles the calls in doubt of an unfinished run, finishes its broken cycles and gives up the rest.
///
/// # Errors
/// The snapshot can't be written, or the server was never reached.
pub async fn settle(mut store: Store, way: impl AsyncFnOnce() -> Result<Way>) -> Result<Settling> {
    let since = Instant::now();
    let Some(unfinished) = store.unfinished()? else {
        return Ok(Settling::Done(store));
    };
    let run = unfinished.run;
    let calls = unfinished
        .calls
        .iter()
        .map(|(call, state, _)| (call, *state));
    let needed = plan::leftover(calls, &plan::temporary(&store)?);
    let refused = refused(&unfinished);
    let jobs = unfinished
        .calls
        .into_iter()
        .filter(|(call, _, _)| needed.contains(&call.id));
    let jobs: Vec<_> = jobs.filter_map(job).collect();
    if !jobs.is_empty() {
        let way = way().await?;
        rest(&way, &jobs);
        let jobs = jobs.into_iter().map(|(job, _)| job).collect();
        let held = held(&store)?;
        let report;
        (store, report) = send_all(store, run, jobs, &refused, &way).await?;
        let unsettled = store.unfinished()?.is_some_and(|left| {
            left.calls
                .iter()
                .any(|(_, state, _)| matches!(state, CallState::InFlight | CallState::Unknown))
        });
        if unsettled || report.as_ref().map_or(true, |report| report.stop.is_some()) {
            let outcome = conclude(&mut store, run, report, held, Some(&way.engine), since)?;
            return Ok(Settling::Stopped(outcome));
        }
    }
    store.supersede(run)?;
    Ok(Settling::Done(store))
}

/// Finishes the stopped plan without reading the sheets again; `None` where there is none.
///
/// # Errors
/// The snapshot can't be written, or the server was never reached.
pub async fn resume(
    store: Store,
    way: impl AsyncFnOnce() -> Result<Way>,
) -> Result<Option<Outcome>> {
    let since = Instant::now();
    let Some(unfinished) = store.unfinished()? else {
        return Ok(None);
    };
    let (run, refused, held) = (unfinished.run, refused(&unfinished), held(&store)?);
    let jobs: Vec<_> = unfinished.calls.into_iter().filter_map(job).collect();
    let way = way().await?;
    rest(&way, &jobs);
    let jobs = jobs.into_iter().map(|(job, _)| job).collect();
    let (mut store, report) = send_all(store, run, jobs, &refused, &way).await?;
    conclude(&mut store, run, report, held, Some(&way.engine), since).map(Some)
}

/// The rows that were rejected when the newest run was planned.
fn held(store: &Store) -> Result<usize> {
    let summary = store.last_run()?.and_then(|run| run.summary);
    let held = summary.and_then(|summary| summary.get("held")?.as_u64());
    Ok(held
        .and_then(|held| usize::try_from(held).ok())
        .unwrap_or(0))
}

/// The call as a job, with the time since its last attempt ended; `None` where it is settled.
///
/// A call is in flight from before its turn comes, and nobody knows when its sender died, so that its
/// time begins only now.
fn job((call, state, at): (Call, CallState, Timestamp)) -> Option<(Job, Duration)> {
    let ago = match state {
        CallState::Unknown => Duration::try_from(Timestamp::now().duration_since(at)).ok(),
        _ => None,
    };
    let ago = ago.unwrap_or_default();
    match state {
        CallState::Planned => Some((Job { call, doubt: false }, ago)),
        CallState::InFlight | CallState::Unknown => Some((Job { call, doubt: true }, ago)),
        _ => None,
    }
}

/// Whatever came to its end badly holds back what depends on it.
fn refused(unfinished: &Unfinished) -> BTreeSet<CallId> {
    let bad = |state: &CallState| matches!(state, CallState::Rejected | CallState::Blocked);
    unfinished
        .calls
        .iter()
        .filter(|(_, state, _)| bad(state))
        .map(|(call, _, _)| call.id)
        .collect()
}

/// The server may still be at a request whose sender has died.
fn rest(way: &Way, jobs: &[(Job, Duration)]) {
    for (job, ago) in jobs.iter().filter(|(job, _)| job.doubt) {
        way.engine.rest(&job.call, *ago);
    }
}
