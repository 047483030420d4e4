//! Counts how often a call was sent, and how often its present step failed.
//!
//! It decides nothing. Invariant: an attempt whose answer was not about the row does not count as failed.

use super::{answer::Answer, settle, settle_step::CallProgress};
use crate::{language::say, model::Settled};

/// The attempts of one call.
#[derive(Debug, Default)]
pub struct Attempts {
    /// All attempts.
    pub all: u32,
    /// Attempts of the present step that failed temporarily.
    pub failed: u32,
    /// Consecutive attempts whose answer was not about the row.
    away: u32,
    /// Whether a failed attempt was answered otherwise than by the API's own error.
    unclear: bool,
    /// The message of the API's last error of its own.
    pub words: String,
    /// Requests, in all steps, that had no clear answer; those that only read are not among them.
    doubts: u32,
    /// Whether one of them was answered otherwise than by the API's own error.
    unclear_doubt: bool,
}

impl Attempts {
    /// Begins the next step.
    pub fn begin_step(&mut self) {
        (self.failed, self.away, self.unclear) = (0, 0, false);
    }

    /// Counts an attempt whose answer was not about the row; returns how many came in a row.
    pub fn miss(&mut self) -> u32 {
        self.away += 1;
        self.away
    }

    /// Counts a failed attempt.
    pub fn fail(&mut self, answer: &Answer, reason: &str) {
        (self.failed, self.away) = (self.failed + 1, 0);
        if answer.is_api_error() {
            reason.clone_into(&mut self.words);
        } else {
            self.unclear = true;
        }
    }

    /// Counts a request that had no clear answer and may have had an effect.
    pub fn doubt(&mut self, answer: &Answer) {
        if matches!(answer, Answer::Unknown { .. }) && !answer.is_overload() {
            self.doubts += 1;
            self.unclear_doubt |= !answer.is_api_error();
        }
    }

    /// The end of a call that a read has shown without effect, if it was sent often enough.
    #[must_use]
    pub fn spent(&self, most: u32, progress: CallProgress) -> Option<Settled> {
        if self.doubts < most {
            return None;
        }
        Some(if self.unclear_doubt {
            let message = say!("send-unclear", most);
            settle::give_up(progress, message)
        } else {
            let (code, message) = (Some(500), self.words.clone());
            Settled::Rejected { code, message }
        })
    }

    /// Whether the API itself answered every attempt of the step with an error.
    #[must_use]
    pub const fn are_api_errors(&self) -> bool {
        self.failed > 0 && !self.unclear
    }
}
