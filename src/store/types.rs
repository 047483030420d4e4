//! What goes into the store and comes out of it besides the model's own types.
//!
//! Plain data without behaviour. Invariant: nothing here is a secret, so all of it may be shown.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::model::{Call, CallId, CallState, Finding, Provenance, Sources, StoredHead};

/// A run's number in its snapshot, from 1, never used twice.
pub type RunId = i64;

/// One line of the journal: where a call stands from now on.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct JournalEntry {
    /// The call's number within its run.
    pub call: CallId,
    /// Where it stands.
    pub state: CallState,
    /// Since when.
    pub at: Timestamp,
    /// Attempts so far.
    pub attempts: u32,
    /// `error` of the answer, or the HTTP status.
    pub code: Option<i64>,
    /// What the server says, or why nothing came of it.
    pub message: Option<String>,
    /// With `Applied` and `Skipped`: what the call met in the account.
    pub finding: Option<Finding>,
    /// With `Applied`: how the record came to be; `None` keeps what the snapshot says, and is
    /// `Created` for a record that is new to it.
    pub provenance: Option<Provenance>,
    /// One of its requests may still be at work on the server, though nobody waits for it.
    pub late: bool,
}

/// Where a run stands.
#[derive(Clone, Copy, Debug, Eq, PartialEq, Deserialize, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum RunState {
    /// Begun and not ended: it is running, or its process is gone.
    Open,
    /// Ended early; it can be resumed.
    Stopped,
    /// Every call is settled.
    Finished,
    /// Given up for a newer plan.
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
    /// Where it stands.
    pub state: RunState,
    /// When it began.
    pub started: Timestamp,
    /// When it last ended.
    pub finished: Option<Timestamp>,
    /// The exit code it last ended with.
    pub exit: Option<u8>,
    /// What the caller wished to remember of it.
    pub summary: Option<serde_json::Value>,
}

/// What a stopped or crashed run has left.
#[derive(Clone, Debug, PartialEq)]
pub struct Unfinished {
    /// Its number.
    pub run: RunId,
    /// The command that began it.
    pub command: String,
    /// When it began.
    pub started: Timestamp,
    /// What it had read.
    pub sources: Sources,
}

/// A call of an unfinished run that is not applied or skipped, without its content.
///
/// One in flight was overtaken by the end of its process, and means unknown.
#[derive(Clone, Debug, PartialEq)]
pub struct OpenCall<'a> {
    /// What it waits for, and its codes.
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
    /// Since when.
    pub at: Timestamp,
}

/// A call that did not come off.
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
