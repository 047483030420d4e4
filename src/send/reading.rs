//! What the worker of a call keeps where records can be read (v3).
//!
//! It decides nothing itself: `settle_by_reading` does. Invariant: how the account clears values is noted only after
//! a read has shown it.

use serde_json::{Map, Value as Json};

use super::{
    answer::Answer,
    attempts::Attempts,
    client::Repeated,
    engine::Engine,
    settle_by_reading::{self, ClearsBy},
    settle_step::{CallProgress, NextAction},
};
use crate::model::{Action, Call, Policy, Settled};

/// The state of one call between its requests.
#[derive(Debug)]
pub(super) struct RecordReading {
    /// Whether records can be read.
    pub is_possible: bool,
    /// What was read of a field or option.
    pub read: Map<String, Json>,
    /// The ledger has the call as in flight.
    begun: bool,
}

impl RecordReading {
    pub fn new(engine: &Engine) -> Self {
        Self {
            is_possible: engine.can_read(),
            read: Map::new(),
            begun: false,
        }
    }

    /// The first step of a call.
    pub fn begin(&self, call: &Call, doubt: bool, engine: &Engine) -> CallProgress {
        if self.is_possible {
            let since = engine.doubts_since();
            CallProgress::begin_reading(call.entity, &call.action, doubt, since)
        } else {
            CallProgress::begin(doubt)
        }
    }

    /// Whether the next request has to be in the ledger first. A read has no effect, so one note covers all of them.
    pub fn must_be_noted(&mut self, progress: CallProgress) -> bool {
        let is_noted = std::mem::replace(&mut self.begun, true);
        !(is_noted && progress.step.is_look())
    }

    /// What the next request repeats or writes as the account wants it. The way in which it clears values is kept with
    /// the progress, since the answer shows nothing of another way.
    pub fn repeated(&self, progress: &mut CallProgress, engine: &Engine) -> Repeated<'_> {
        progress.by_null |= engine.clears_by() == ClearsBy::Null;
        Repeated {
            read: self.is_possible.then_some(&self.read),
            by_null: progress.by_null,
        }
    }

    /// What follows from an answer.
    pub fn next(
        action: &Action,
        progress: CallProgress,
        answer: &Answer,
        (engine, attempts): (&Engine, &mut Attempts),
    ) -> NextAction {
        let rules = (&engine.policy, engine.clears_by());
        let attempts = (attempts, engine.limits.max_attempts);
        next_of_attempts(action, progress, answer, rules, attempts)
    }

    /// Notes how the account clears values, if the end of a call shows it.
    pub fn learn(action: &Action, progress: CallProgress, settled: &Settled, engine: &Engine) {
        if let Some(clears) = settle_by_reading::learned(action, progress, settled) {
            engine.note_clears_by(clears);
        }
    }
}

/// What follows from an answer. A call that reads have shown without effect often enough has come to its end.
pub fn next_of_attempts(
    action: &Action,
    progress: CallProgress,
    answer: &Answer,
    rules: (&Policy, ClearsBy),
    (attempts, most): (&mut Attempts, u32),
) -> NextAction {
    let next = settle_by_reading::next(action, progress, answer.clone(), rules);
    if !progress.step.is_look() {
        attempts.doubt(answer);
    }
    match next {
        NextAction::Go(next) if !next.step.is_look() => {
            let spent = attempts.spent(most, next).map(NextAction::Settled);
            spent.unwrap_or(NextAction::Go(next))
        }
        next => next,
    }
}
