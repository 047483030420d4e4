//! Counts how often a call was sent, and how often its present step failed.
//!
//! It decides nothing. Invariant: an attempt whose answer was not about the row does not count as failed.

use super::answer::Answer;

/// The attempts of one call.
#[derive(Debug, Default)]
pub(super) struct Attempts {
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

    /// Whether the API itself answered every attempt of the step with an error.
    pub const fn are_api_errors(&self) -> bool {
        self.failed > 0 && !self.unclear
    }
}
