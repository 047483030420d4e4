//! The plan of a command that is recorded, kept for the reports after the run.
//!
//! Once a run has its calls in the journal, they are dropped here: a million changes would stay in memory for the whole
//! run. Invariant: at the end it knows where the plan's calls are, here or in the journal.

use std::{
    mem,
    sync::{Mutex, MutexGuard, PoisonError},
    thread,
};

use vbot_sync::{
    codec::Plan,
    observe::{Event, Observer},
    report::OutcomeKind,
};

/// The plan, and the run whose calls are sent.
#[derive(Debug, Default)]
pub struct PlannedRun(Mutex<PlannedState>);

/// What is known of the plan at the end.
#[derive(Debug, Default)]
pub struct PlannedState {
    /// The plan, without its calls if a run has them; `None` if the command has made none.
    pub plan: Option<Plan>,
    /// The run whose calls were sent last.
    pub run: Option<i64>,
    /// Whether the plan was recorded as already sent.
    pub recorded: bool,
}

impl PlannedState {
    /// What became of calls that no run has.
    pub const fn unsent(&self) -> OutcomeKind {
        if self.recorded {
            OutcomeKind::Recorded
        } else {
            OutcomeKind::Remaining
        }
    }
}

impl PlannedRun {
    /// There is a plan.
    pub fn planned(&self, plan: &Plan) {
        let mut state = self.state();
        state.plan = Some(plan.clone());
        // A run before it was settled; its calls are not the plan's.
        state.run = None;
    }

    /// The plan was recorded as already sent.
    pub fn recorded(&self) {
        self.state().recorded = true;
    }

    /// The command is over.
    pub fn take(&self) -> PlannedState {
        mem::take(&mut self.state())
    }

    fn state(&self) -> MutexGuard<'_, PlannedState> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Observer for PlannedRun {
    fn on(&self, event: &Event<'_>) {
        let Event::Started { run, .. } = event else {
            return;
        };
        let mut state = self.state();
        state.run = Some(*run);
        if let Some(plan) = &mut state.plan {
            let calls = mem::take(&mut plan.calls);
            // To free a million changes takes a while.
            drop(thread::Builder::new().spawn(move || drop(calls)));
        }
    }
}
