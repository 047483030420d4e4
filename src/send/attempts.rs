//! How often a call was sent, and how often its present step failed.
//!
//! It decides nothing. Invariant: an attempt that said nothing about the row is not among those that failed.

use super::answer::Answer;

/// The attempts of one call.
#[derive(Debug, Default)]
pub(super) struct Attempts {
    /// All of them.
    pub all: u32,
    /// Those of the present step that failed for a while only.
    pub failed: u32,
    /// Those in a row that said nothing about the row.
    away: u32,
    /// Whether one that failed was answered otherwise than by an error of the API's own.
    unclear: bool,
    /// The API's words, when it last had an error of its own.
    pub words: String,
}

impl Attempts {
    /// Another step is due.
    pub fn begin_step(&mut self) {
        (self.failed, self.away, self.unclear) = (0, 0, false);
    }

    /// One more that said nothing; how many of them in a row there are.
    pub fn miss(&mut self) -> u32 {
        self.away += 1;
        self.away
    }

    /// One more that failed.
    pub fn fail(&mut self, answer: &Answer, reason: &str) {
        (self.failed, self.away) = (self.failed + 1, 0);
        if answer.is_api_error() {
            reason.clone_into(&mut self.words);
        } else {
            self.unclear = true;
        }
    }

    /// Whether the API itself has answered every attempt of the step with an error.
    pub const fn are_api_errors(&self) -> bool {
        self.failed > 0 && !self.unclear
    }
}
