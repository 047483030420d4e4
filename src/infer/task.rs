//! What a person has to do before the first sync, and the line of the configuration where it is done.
//!
//! It decides nothing. Invariant: the line of a task is one that begins as the task says.

/// One task.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Task {
    /// How the line begins, behind a `#` or not; blank: no line of its own.
    pub(super) at: String,
    /// What is to be done there.
    pub text: String,
    /// Whether nothing can be sent before it is done.
    pub is_needed: bool,
}

impl Task {
    pub(super) fn new(at: impl Into<String>, text: String) -> Self {
        let at = at.into();
        Self {
            at,
            text,
            is_needed: false,
        }
    }

    pub(super) fn needed(at: impl Into<String>, text: String) -> Self {
        Self {
            is_needed: true,
            ..Self::new(at, text)
        }
    }

    /// The number of its line in a text that has the one of its source from line `first` on.
    pub(super) fn line(&self, text: &str, first: usize) -> Option<usize> {
        let is_meant = |line: &str| line.trim_start_matches("# ").starts_with(&self.at);
        let place = text.lines().position(is_meant)?;
        (!self.at.is_empty()).then_some(first + place)
    }
}
