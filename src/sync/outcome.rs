//! The outcome of a run: its numbers, its failures and its exit code.
//!
//! It sends nothing. Invariant: the exit code is the one that the journal stores for the run. A command may still end with 0
//! instead of 3, because the configuration accepts known faults; the history has that one.

use std::{collections::BTreeMap, time::Instant};

use jiff::Timestamp;

use super::error::SyncError;
use crate::{
    error::{Error, ErrorKind, Result},
    model::{
        CallId, CallState, Code, Entity, Operation, PlanId, RunFigures, StopReason, UnsentCall,
    },
    plan,
    send::{Engine, Report},
    store::{self, RunId, Store},
};

/// The API's answer for a record that does not exist.
const MISSING: u16 = 404;

/// The outcome of a run.
#[derive(Debug, Default)]
pub struct Outcome {
    /// The id of the plan that was resumed.
    pub plan: Option<PlanId>,
    /// The numbers, including the exit code.
    pub finished: RunFigures,
    /// The calls that did not get through.
    pub failures: Vec<UnsentCall>,
    /// Why it ended early, if it did.
    pub stop: Option<StopReason>,
    /// The error that ended it: the server was never reached, so nothing has happened, or the journal could not be
    /// written any more.
    pub fatal: Option<Error>,
}

/// Determines the outcome of a run and stores it, even if sending ended with an error. The run comes with its held rows
/// and the time of its begin.
///
/// # Errors
/// The snapshot can't be written.
pub(super) fn conclude(
    store: &mut Store,
    (run, held, since): (RunId, usize, Instant),
    sent: Result<Report>,
    engine: Option<&Engine>,
) -> Result<Outcome> {
    let (report, fatal) = match sent {
        Ok(report) => (report, None),
        Err(error) if error.kind() == ErrorKind::Busy => {
            (Report::default(), Some(SyncError::Busy(error).into()))
        }
        Err(error) => (Report::default(), Some(error)),
    };
    let mut finished = figures(store, run, held, engine, since)?;
    let down = matches!(report.stop, Some(StopReason::ServerDown(_)));
    let unreached =
        down && finished.unknown == 0 && engine.is_some_and(|engine| !engine.has_answered());
    let is_kept_out = matches!(report.stop, Some(StopReason::KeyRefused(_)))
        && engine.is_some_and(|engine| !engine.is_let_in());
    let creates = engine.is_none_or(Engine::creates_what_is_missing);
    let away = half_way(store, run, creates)?.filter(|_| fatal.is_none());
    let half_way = away.map(|(entity, code)| StopReason::HalfWay(format!("{entity} {code}")));
    let stop = report.stop.or(half_way);
    finished.exit = match &fatal {
        Some(error) if error.kind() == ErrorKind::Stopped => 5,
        Some(_) => 1,
        None if unreached || is_kept_out => 1,
        None => exit(&finished, stop.as_ref()),
    };
    let summary = serde_json::to_value(&finished).unwrap_or_default();
    let is_finished = fatal.is_none() && matches!(finished.exit, 0 | 3);
    if is_finished {
        store.end_evidence(run)?;
    }
    let stored = store.finish_run(run, Timestamp::now(), finished.exit, &summary);
    if fatal.is_none() {
        stored?;
    }
    let (stop, fatal) = match stop {
        Some(StopReason::ServerDown(message)) if unreached => {
            (None, Some(SyncError::Unreached(message).into()))
        }
        Some(StopReason::KeyRefused(message)) if is_kept_out => {
            (None, Some(SyncError::NotLetIn(message).into()))
        }
        stop => (stop, fatal),
    };
    Ok(Outcome {
        plan: None,
        finished,
        failures: failures(store, run)?,
        stop,
        fatal,
    })
}

/// A record that is left at a temporary code or name. With `on_missing = "fail"`, a record whose own call failed
/// because the account no longer has it counts as a missing record, and not as one that is half-way.
fn half_way(store: &Store, run: RunId, creates: bool) -> Result<Option<(Entity, Code)>> {
    let mut away = plan::temporary(store)?;
    if !away.is_empty() && !creates {
        for store::FailedCall { call, code, .. } in store.failures(run)? {
            if code == Some(i64::from(MISSING)) {
                away.remove(&(call.entity, call.action.code().clone()));
            }
        }
    }
    Ok(away.pop_first())
}

/// The figures of a run as the journal has them now.
pub(super) fn figures(
    store: &Store,
    run: RunId,
    held: usize,
    engine: Option<&Engine>,
    since: Instant,
) -> Result<RunFigures> {
    let counts = store.counts(run)?;
    let mut states = BTreeMap::<CallState, usize>::new();
    let mut applied = BTreeMap::<Entity, BTreeMap<Operation, usize>>::new();
    for ((entity, operation, state), count) in counts {
        *states.entry(state).or_default() += count;
        if state == CallState::Applied {
            applied.entry(entity).or_default().insert(operation, count);
        }
    }
    let of = |state: CallState| states.get(&state).copied().unwrap_or_default();
    let requests = engine.map_or(0, Engine::requests);
    Ok(RunFigures {
        run: Some(run),
        applied,
        failed: of(CallState::Rejected),
        blocked: of(CallState::Blocked),
        held,
        unknown: of(CallState::Unknown) + of(CallState::InFlight),
        remaining: of(CallState::Planned),
        requests: usize::try_from(requests).unwrap_or(usize::MAX),
        seconds: since.elapsed().as_secs_f64(),
        findings: store.findings(run)?,
        ..RunFigures::default()
    })
}

fn exit(finished: &RunFigures, stop: Option<&StopReason>) -> u8 {
    if stop.is_some() || finished.unknown + finished.remaining > 0 {
        5
    } else if finished.failed + finished.blocked + finished.held > 0 {
        3
    } else {
        0
    }
}

/// The calls of a run that did not get through.
pub(super) fn failures(store: &Store, run: RunId) -> Result<Vec<UnsentCall>> {
    let failures = store.failures(run)?;
    let by_id = failures.iter().map(|failure| {
        let call = &failure.call;
        (call.id, (call.entity, call.action.code().clone()))
    });
    let by_id: BTreeMap<CallId, (Entity, Code)> = by_id.collect();
    let failure = |store::FailedCall {
                       call,
                       state,
                       code,
                       message,
                   }| {
        let mut before = call.after.iter();
        let blocked_by = before.find_map(|id| by_id.get(id).cloned());
        UnsentCall {
            entity: call.entity,
            operation: call.action.operation(),
            code: call.action.code().clone(),
            new_code: call.action.new_code().cloned(),
            state,
            error: code,
            message: message.unwrap_or_default(),
            blocked_by: blocked_by.filter(|_| state == CallState::Blocked),
            origin: call.origin,
        }
    };
    Ok(failures.into_iter().map(failure).collect())
}
