//! A run of the journal as a plan with outcomes, for a report after the run.
//!
//! It reads one call at a time, since there may be a million, and writes nothing. Invariant: what it shows is what the
//! journal has, whether the run has ended or its process has.

use std::{
    collections::BTreeMap,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use super::outcome;
use crate::{
    codec::{CallHead, CallSource, Calls, Plan, call_id},
    config::Config,
    error::{Error, Result},
    model::{Call, CallId, RunSummary, UnsentCall},
    report::{CallOutcome, CallOutcomes, OutcomeKind},
    store::{CallStanding, RunId, Store},
};

/// A run whose calls are in the journal.
#[derive(Clone, Debug)]
pub struct JournalledRun {
    store: Arc<Mutex<Store>>,
    run: RunId,
    counts: BTreeMap<OutcomeKind, usize>,
    /// The command that has made its plan; `None` if that is not recorded.
    planned: Option<RunSummary>,
}

impl JournalledRun {
    /// A run of the configuration's snapshot; `None` if there is no snapshot.
    ///
    /// # Errors
    /// The snapshot can't be read.
    pub fn open(config: &Config, run: RunId) -> Result<Option<Self>> {
        let Some(store) = Store::open_existing(&config.state, &config.tenant)? else {
            return Ok(None);
        };
        let mut counts = BTreeMap::new();
        for ((_, _, state), count) in store.counts(run)? {
            *counts.entry(OutcomeKind::of(state)).or_default() += count;
        }
        let mut entries = store.history(None)?.into_iter().rev();
        let planned = entries.find(|entry| entry.run == run && !entry.sources.is_empty());
        Ok(Some(Self {
            store: Arc::new(Mutex::new(store)),
            run,
            counts,
            planned,
        }))
    }

    /// Its calls.
    #[must_use]
    pub fn calls(&self) -> Calls {
        Calls::of(self.clone())
    }

    /// Its plan, as far as the history has it: the calls and the counts, without issues.
    #[must_use]
    pub fn plan(&self) -> Plan {
        let planned = self.planned.as_ref();
        Plan {
            id: planned.and_then(|run| run.plan.clone()).unwrap_or_default(),
            calls: self.calls(),
            summary: planned.map(|run| run.planned.clone()).unwrap_or_default(),
            ..Plan::default()
        }
    }

    /// Its calls by what became of them.
    #[must_use]
    pub const fn counts(&self) -> &BTreeMap<OutcomeKind, usize> {
        &self.counts
    }

    /// The command that has made its plan, if that is recorded.
    #[must_use]
    pub const fn planned(&self) -> Option<&RunSummary> {
        self.planned.as_ref()
    }

    /// The calls that did not get through.
    pub(super) fn failures(&self) -> Result<Vec<UnsentCall>> {
        outcome::failures(&self.store(), self.run)
    }

    fn store(&self) -> MutexGuard<'_, Store> {
        self.store.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl CallSource for JournalledRun {
    fn count(&self) -> usize {
        self.counts.values().sum()
    }

    fn call(&self, at: usize) -> Result<Call, Error> {
        let id = call_id(at)?;
        let mut calls = self.store().calls(self.run, &[id])?;
        Ok(calls.swap_remove(0))
    }

    fn head(&self, at: usize) -> Result<CallHead<'_>, Error> {
        self.store().head(self.run, call_id(at)?)
    }
}

impl CallOutcomes for JournalledRun {
    fn outcome(&self, call: CallId) -> Result<CallOutcome> {
        let CallStanding {
            state,
            error,
            message,
        } = self.store().standing(self.run, call)?;
        Ok(CallOutcome {
            end: OutcomeKind::of(state),
            error,
            message,
        })
    }
}
