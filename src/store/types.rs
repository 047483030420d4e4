//! The types that the store takes and returns besides the model's own.
//!
//! Plain data without behaviour. Invariant: nothing here is a secret, so all of it may be shown.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::{
    codec::StoredHead,
    model::{Call, CallId, CallState, Finding, Provenance, Sources},
};

/// A run's number in its snapshot, from 1, never reused.
pub type RunId = i64;

/// One entry of the journal: a call's new state.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct JournalEntry {
    /// The call's number within its run.
    pub call: CallId,
    /// Its new state.
    pub state: CallState,
    /// The time of the change.
    pub at: Timestamp,
    /// Attempts so far.
    pub attempts: u32,
    /// `error` of the answer, or the HTTP status.
    pub code: Option<i64>,
    /// The server's message, or the reason why the call failed.
    pub message: Option<String>,
    /// With `Applied` and `Skipped`: the unexpected state that the call met in the account.
    pub finding: Option<Finding>,
    /// With `Applied`: how the record came to be; `None` keeps the snapshot's value, and is `Created` for a record
    /// that is new to it.
    pub provenance: Option<Provenance>,
    /// A request of the call was given up and may still be executed.
    pub late: bool,
}

/// The state of a run.
#[derive(Clone, Copy, Debug, Eq, PartialEq, Deserialize, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum RunState {
    /// Begun and not ended: it is running, or its process has died.
    Open,
    /// Ended early; it can be resumed.
    Stopped,
    /// Every call is settled.
    Finished,
    /// Given up in favour of a newer plan.
    Superseded,
}

impl RunState {
    /// The name in the journal and in JSON.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Stopped => "stopped",
            Self::Finished => "finished",
            Self::Superseded => "superseded",
        }
    }
}

/// One run, as `history` shows it.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct RunRecord {
    /// Its number.
    pub id: RunId,
    /// The command that began it.
    pub command: String,
    /// Its state.
    pub state: RunState,
    /// When it began.
    pub started: Timestamp,
    /// When it last ended.
    pub finished: Option<Timestamp>,
    /// The exit code it last ended with.
    pub exit: Option<u8>,
    /// What the caller stored about it.
    pub summary: Option<serde_json::Value>,
}

/// What a stopped or crashed run left behind.
#[derive(Clone, Debug, PartialEq)]
pub struct Unfinished {
    /// Its number.
    pub run: RunId,
    /// The command that began it.
    pub command: String,
    /// When it began.
    pub started: Timestamp,
    /// The sources it had read.
    pub sources: Sources,
}

/// A call of an unfinished run that is not applied or skipped, without its content.
///
/// A call in flight was interrupted by the end of its process, and counts as unknown.
#[derive(Clone, Debug, PartialEq)]
pub struct OpenCall<'a> {
    /// Its dependencies and its codes.
    pub call: StoredHead<'a>,
    /// Its state.
    pub state: CallState,
}

/// A call that may or may not have been applied.
#[derive(Clone, Debug, PartialEq)]
pub struct DoubtfulCall {
    /// The call.
    pub call: Call,
    /// In flight or unknown.
    pub state: CallState,
    /// The time of its last change.
    pub at: Timestamp,
}

/// A call that did not succeed.
#[derive(Clone, Debug, PartialEq)]
pub struct FailedCall {
    /// The call.
    pub call: Call,
    /// Rejected, blocked or unknown.
    pub state: CallState,
    /// `error` of the answer, or the HTTP status.
    pub code: Option<i64>,
    /// One sentence for a person.
    pub message: Option<String>,
}

/// What became of a call.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct CallStanding {
    /// Its state.
    pub state: CallState,
    /// `error` of the answer, or the HTTP status.
    pub error: Option<i64>,
    /// One sentence for a person, if it did not succeed.
    pub message: Option<String>,
}
