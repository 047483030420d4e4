//! Collects the ends of the calls of a rehearsal.
//!
//! It keeps the first failures only, since there may be a million. Invariant: every settled call is counted.

use std::{
    collections::BTreeMap,
    sync::{Mutex, MutexGuard, PoisonError},
};

use crate::{
    model::{CallState, Code, UnsentCall},
    observe::{Event, Observer},
};

/// Failures that are shown.
const SHOWN: usize = 5;

/// Receives the events of a rehearsal.
#[derive(Default)]
pub(super) struct OutcomeCollector(Mutex<CollectedOutcomes>);

/// The calls by their end, and the first that failed.
#[derive(Default)]
pub(super) struct CollectedOutcomes {
    counts: BTreeMap<CallState, usize>,
    pub failures: Vec<UnsentCall>,
}

impl CollectedOutcomes {
    /// The number of calls in one of these states.
    pub fn count(&self, states: &[CallState]) -> usize {
        let counts = states.iter().filter_map(|state| self.counts.get(state));
        counts.sum()
    }
}

impl OutcomeCollector {
    /// What was collected.
    pub fn take(&self) -> CollectedOutcomes {
        std::mem::take(&mut *self.lock())
    }

    fn lock(&self) -> MutexGuard<'_, CollectedOutcomes> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Observer for OutcomeCollector {
    fn on(&self, event: &Event<'_>) {
        let Event::Settled {
            entity,
            operation,
            code,
            state,
            message,
            origin,
            ..
        } = event
        else {
            return;
        };
        let mut collected = self.lock();
        *collected.counts.entry(*state).or_default() += 1;
        let is_failure = !matches!(state, CallState::Applied | CallState::Skipped);
        if is_failure && collected.failures.len() < SHOWN {
            collected.failures.push(UnsentCall {
                state: *state,
                entity: *entity,
                operation: *operation,
                code: Code::from(*code),
                new_code: None,
                error: None,
                message: message.unwrap_or_default().to_owned(),
                origin: origin.cloned(),
                blocked_by: None,
            });
        }
    }
}
