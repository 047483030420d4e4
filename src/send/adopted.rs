//! Records that were in the account before this run created them, and were adopted or may have been.
//!
//! A server that ignores case keeps one record for two codes that differ only in case: a delete of the one would
//! remove what was adopted under the other. Invariant: a code is never its own twin.

use std::{
    collections::HashMap,
    sync::{Mutex, MutexGuard, PoisonError},
};

use super::answer::Answer;
use crate::{
    language::say,
    model::{Action, Call, Code, Entity, Finding, Operation, Settled},
};

/// The codes, by their case-folded form.
#[derive(Debug, Default)]
pub(super) struct Adopted(Mutex<HashMap<(Entity, String), Code>>);

impl Adopted {
    pub fn add(&self, entity: Entity, code: &Code) {
        self.codes()
            .insert((entity, code.to_lowercase()), code.clone());
    }

    /// Notes from an answer that the record of a create was there before, whatever becomes of the call.
    pub fn answered(&self, call: &Call, answer: &Answer) {
        if let (Action::Create { code, .. }, Answer::Exists(_)) = (&call.action, answer) {
            self.add(call.entity, code);
        }
    }

    /// Notes how a call ended: a create in doubt may have met a record as well.
    pub fn settled(&self, call: &Call, settled: &Settled) {
        let operation = call.action.operation();
        let is_taken_over = |finding: Finding| finding.is_taken_over(operation);
        let is_create = operation == Operation::Create;
        let in_doubt = is_create && matches!(settled, Settled::Unknown { .. });
        if in_doubt || settled.finding().is_some_and(is_taken_over) {
            let code = call.action.new_code().unwrap_or(call.action.code());
            self.add(call.entity, code);
        }
    }

    /// The end of a delete that may remove what this run has adopted under another code. A delete that may have been
    /// sent already can't be withheld; it is not sent again.
    pub fn withheld(&self, call: &Call, doubt: bool) -> Option<Settled> {
        let twin = self.twin(call)?;
        let message = say!("send-twin", twin);
        let code = None;
        Some(if doubt {
            Settled::Rejected { code, message }
        } else {
            Settled::Withheld { message }
        })
    }

    /// The code under which a delete's record may have been adopted, if any.
    fn twin(&self, call: &Call) -> Option<Code> {
        let Action::Delete { code, .. } = &call.action else {
            return None;
        };
        let codes = self.codes();
        if codes.is_empty() {
            return None;
        }
        let twin = codes.get(&(call.entity, code.to_lowercase()));
        twin.filter(|twin| *twin != code).cloned()
    }

    fn codes(&self) -> MutexGuard<'_, HashMap<(Entity, String), Code>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
