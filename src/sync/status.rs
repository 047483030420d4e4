//! What is known without reading a sheet: the snapshot, the run that is on or was last, and what it left.
//!
//! It writes nothing, and needs no right to write. Invariant: a run whose process is gone is never called running.

use std::{collections::BTreeMap, time::Duration};

use jiff::{SignedDuration, Timestamp};

use crate::{
    error::Result,
    model::{CallState, Entity, Moment, RecordedIssue, RunEnding, RunSummary},
    store::{self, RunId, Store},
};

/// The command that goes on with another one's run.
const RESUME: &str = "resume";

/// The state of a snapshot.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Status {
    /// Records by entity.
    pub records: BTreeMap<Entity, usize>,
    /// The run that is on now.
    pub running: Option<RunningRun>,
    /// The newest run that has ended.
    pub last_run: Option<RunSummary>,
    /// The newest run with exit 0.
    pub last_success: Option<RunSummary>,
    /// The run that can be resumed.
    pub resumable: Option<RunId>,
    /// Its calls by state.
    pub calls: BTreeMap<CallState, usize>,
    /// What the last run held.
    pub held: Vec<RecordedIssue>,
}

/// A run that is on.
#[derive(Clone, Debug, PartialEq)]
pub struct RunningRun {
    /// How it began.
    pub summary: RunSummary,
    /// Calls that have ended.
    pub done: usize,
    /// All calls of the plan; 0 until there is one.
    pub calls: usize,
    /// When it ends if it goes on like this.
    pub ends: Option<Moment>,
}

impl Status {
    /// Reads it from a snapshot; `None` stands for one that does not exist yet.
    ///
    /// # Errors
    /// The snapshot can't be read.
    pub fn of(store: Option<&Store>) -> Result<Self> {
        let Some(store) = store else {
            return Ok(Self::default());
        };
        let mut status = Self::default();
        for entity in Entity::ALL {
            status.records.insert(entity, store.count(entity)?);
        }
        let mut runs = store.history(None)?.into_iter().peekable();
        // A run that found the snapshot locked is newer than the one that held it.
        let running = runs.clone().find(is_on);
        status.running = running.map(|run| RunningRun::of(store, run)).transpose()?;
        status.last_run = runs.clone().find(|run| run.state != RunEnding::Running);
        status.last_success = runs.find(|run| run.exit == Some(0));
        if let Some(unfinished) = store.unfinished()? {
            status.resumable = Some(unfinished.run);
            status.calls = states(store, unfinished.run)?;
        }
        if let Some(run) = &status.last_run {
            let issues = store.issues(run.run)?.into_iter();
            status.held = issues.filter(|issue| issue.held.is_some()).collect();
        }
        Ok(status)
    }

    /// The calls in one of these states that the resumable run has.
    #[must_use]
    pub fn count(&self, states: &[CallState]) -> usize {
        let counts = states.iter().filter_map(|state| self.calls.get(state));
        counts.sum()
    }

    /// Calls that are left to send.
    #[must_use]
    pub fn unfinished(&self) -> usize {
        self.count(&[CallState::Planned])
    }

    /// Calls that may or may not have been applied.
    #[must_use]
    pub fn unknown(&self) -> usize {
        self.count(&[CallState::Unknown, CallState::InFlight])
    }

    /// Whether the last run ended with 0, the last success is no older than that, and nothing is left in doubt.
    #[must_use]
    pub fn is_healthy(&self, max_age: Duration) -> bool {
        let last_is_good = self
            .last_run
            .as_ref()
            .is_some_and(|run| run.exit == Some(0));
        let is_recent = self.last_success.as_ref().is_some_and(|run| {
            let age = run.finished.map(|at| Timestamp::now().duration_since(at.0));
            age.is_some_and(|age| {
                age <= SignedDuration::try_from(max_age).unwrap_or(SignedDuration::MAX)
            })
        });
        last_is_good && is_recent && self.unfinished() + self.unknown() == 0
    }
}

/// Whether the process that began it is still there. On another machine's file there is no way to know, so it counts.
fn is_on(run: &RunSummary) -> bool {
    let is_here = run.host == store::host();
    run.state == RunEnding::Running && run.pid.is_none_or(|pid| !is_here || store::is_alive(pid))
}

fn states(store: &Store, run: RunId) -> Result<BTreeMap<CallState, usize>> {
    let mut states = BTreeMap::new();
    for ((_, _, state), count) in store.counts(run)? {
        *states.entry(state).or_default() += count;
    }
    Ok(states)
}

impl RunningRun {
    #[expect(clippy::cast_precision_loss, reason = "an estimate")]
    fn of(store: &Store, summary: RunSummary) -> Result<Self> {
        let states = if summary.run > 0 {
            states(store, summary.run)?
        } else {
            BTreeMap::new()
        };
        let calls: usize = states.values().sum();
        let left = [CallState::Planned, CallState::InFlight];
        let left: usize = left.iter().filter_map(|state| states.get(state)).sum();
        let done = calls - left;
        let now = Timestamp::now();
        let elapsed = now.duration_since(summary.started.0).as_secs_f64();
        // Of a resumed run's calls, an earlier command may have sent any part, so its rate is unknown.
        let is_whole = done > 0 && summary.command != RESUME;
        let ends = is_whole.then(|| elapsed / done as f64 * left as f64);
        let ends = ends.and_then(|left| SignedDuration::try_from_secs_f64(left).ok());
        Ok(Self {
            done,
            calls,
            ends: ends.and_then(|left| now.checked_add(left).ok()).map(Moment),
            summary,
        })
    }
}
