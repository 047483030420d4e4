//! What became of the calls of a plan, as the page and the workbook show it after the run.
//!
//! It knows no journal: it asks for one call at a time, since there may be a million. Invariant: every state of a call
//! has one word here.

use std::collections::BTreeMap;

use super::MASKED_ANSWER;
use crate::{
    error::Result,
    language::say,
    model::{CallId, CallState, RunSummary},
};

/// What became of a call.
#[derive(Clone, Copy, Debug, Eq, Ord, PartialEq, PartialOrd)]
pub enum OutcomeKind {
    /// The server acknowledged it.
    Applied,
    /// It was recorded as already sent, without a request.
    Recorded,
    /// The account's own record was left unchanged.
    Skipped,
    /// The server refused it for good.
    Failed,
    /// A call that it depends on was refused.
    Blocked,
    /// It may or may not have been applied.
    Unknown,
    /// It was not sent.
    Remaining,
}

impl OutcomeKind {
    /// All of them, in the order in which they are shown.
    pub const ALL: [Self; 7] = [
        Self::Applied,
        Self::Recorded,
        Self::Skipped,
        Self::Failed,
        Self::Blocked,
        Self::Unknown,
        Self::Remaining,
    ];

    /// The end that a state in the journal stands for, once the run is over.
    #[must_use]
    pub const fn of(state: CallState) -> Self {
        match state {
            CallState::Applied => Self::Applied,
            CallState::Skipped => Self::Skipped,
            CallState::Rejected => Self::Failed,
            CallState::Blocked => Self::Blocked,
            CallState::Unknown | CallState::InFlight => Self::Unknown,
            CallState::Planned | CallState::Superseded => Self::Remaining,
        }
    }

    /// The word for people.
    #[must_use]
    pub fn word(self) -> String {
        say!("outcome-word", outcome = self.as_str())
    }

    /// The word for scripts.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Applied => "applied",
            Self::Recorded => "recorded",
            Self::Skipped => "skipped",
            Self::Failed => "failed",
            Self::Blocked => "blocked",
            Self::Unknown => "unknown",
            Self::Remaining => "remaining",
        }
    }

    /// The same in a few more words.
    pub(super) fn meaning(self) -> String {
        match self {
            Self::Applied => say!("outcome-applied"),
            Self::Recorded => say!("outcome-recorded"),
            Self::Skipped => say!("outcome-skipped"),
            Self::Failed => say!("outcome-failed"),
            Self::Blocked => say!("outcome-blocked"),
            Self::Unknown => say!("outcome-unknown"),
            Self::Remaining => say!("outcome-remaining"),
        }
    }

    /// Whether the message of such a call may be the server's; the others have one of our own.
    const fn may_quote(self) -> bool {
        matches!(self, Self::Failed | Self::Unknown | Self::Remaining)
    }
}

/// What became of one call, with the answer.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct CallOutcome {
    /// What became of it.
    pub end: OutcomeKind,
    /// `error` of the answer, or the HTTP status.
    pub error: Option<i64>,
    /// The server's message, or what happened.
    pub message: Option<String>,
}

/// Knows what became of every call of a plan.
pub trait CallOutcomes {
    /// What became of a call.
    ///
    /// # Errors
    /// The journal can't be read.
    fn outcome(&self, call: CallId) -> Result<CallOutcome>;
}

/// The outcomes of a plan of which nothing was sent.
#[derive(Clone, Copy, Debug)]
pub struct SameOutcome(pub OutcomeKind);

impl CallOutcomes for SameOutcome {
    fn outcome(&self, _call: CallId) -> Result<CallOutcome> {
        Ok(CallOutcome {
            end: self.0,
            error: None,
            message: None,
        })
    }
}

/// A run with the outcome of its plan.
#[derive(Clone, Copy)]
pub struct RunOutcomes<'a> {
    /// The run.
    pub run: &'a RunSummary,
    /// Calls by what became of them; zeros may be left out.
    pub counts: &'a BTreeMap<OutcomeKind, usize>,
    /// What became of each.
    pub calls: &'a dyn CallOutcomes,
    /// Whether the server's words about rows are masked.
    pub redacted: bool,
}

impl RunOutcomes<'_> {
    /// The ends that occur, with their counts.
    pub(super) fn occurring(&self) -> impl Iterator<Item = (OutcomeKind, usize)> {
        let counts = self.counts.iter();
        counts
            .map(|(end, count)| (*end, *count))
            .filter(|(_, count)| *count > 0)
    }

    /// How many calls ended like that.
    pub(super) fn count(&self, end: OutcomeKind) -> usize {
        self.counts.get(&end).copied().unwrap_or_default()
    }

    /// What became of a call, as it may be shown.
    pub(super) fn shown(&self, call: CallId) -> Result<CallOutcome> {
        let mut outcome = self.calls.outcome(call)?;
        if self.redacted && outcome.end.may_quote() && outcome.message.is_some() {
            outcome.message = Some(MASKED_ANSWER.to_owned());
        }
        Ok(outcome)
    }

    /// Why the run did not finish; masked, it says nothing that could be the server's.
    pub(super) fn reason(&self) -> Option<&str> {
        self.run.reason.as_deref().filter(|_| !self.redacted)
    }
}
