//! The steps by which a call is settled: the next request, and what may be done after an answer.
//!
//! Plain data, and the moves from step to step; `settle` and `stuck` decide. Invariant: a step's request follows from
//! the step and the call's action alone.

use crate::model::{Action, Code, Settled, StopReason};

/// The request by which a call is sent or checked.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum SettleStep {
    /// The call's own body.
    Own,
    /// After 409 on a create: the full update of the same code.
    Confirm,
    /// After 404 on an update, or at both codes of an `updateNo`: the record is created again.
    Recreate,
    /// After 404 on an `updateNo`: the acknowledged content to the new code. A temporary code, which only the record
    /// itself can have, is checked by a change of it into itself.
    ProbeNew,
    /// After 409 on a doubtful `updateNo`: the acknowledged content to the old code.
    ProbeOld,
    /// After too many answers of 500: asks whether the record is there.
    Ask(Asked),
}

/// The progress of a call.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct CallProgress {
    /// The request to send next.
    pub step: SettleStep,
    /// An attempt of the call may have been applied without a clear answer.
    pub doubt: bool,
    /// The record was in the account before our create, or may have been moved before our `updateNo`.
    pub adopting: bool,
}

impl CallProgress {
    /// A call of which nothing has been sent, or of which an earlier attempt is in doubt.
    #[must_use]
    pub const fn begin(doubt: bool) -> Self {
        Self {
            step: SettleStep::Own,
            doubt,
            adopting: false,
        }
    }

    pub(super) const fn to(self, step: SettleStep) -> Self {
        Self { step, ..self }
    }
}

/// What to do after an answer.
#[derive(Clone, Debug, Eq, PartialEq)]
pub enum NextAction {
    /// The call has come to its end.
    Settled(Settled),
    /// Send another request at once.
    Go(CallProgress),
    /// Send the same request again, after a while.
    Again(CallProgress, String),
    /// The token is not accepted: renew it, then send the same request.
    Renew(CallProgress, String),
    /// Every further call would fail in the same way.
    Stop(CallProgress, StopReason),
}

/// The step because of which the program asks for the record.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Asked {
    /// The call's own body.
    Own,
    /// The create of a record that is missing.
    Recreate,
    /// The probe of the new code.
    ProbeNew,
    /// The probe of the old code.
    ProbeOld,
}

impl Asked {
    /// The code that the question is about.
    pub(super) fn code(self, action: &Action) -> &Code {
        match self {
            Self::Own | Self::ProbeOld => action.code(),
            Self::Recreate | Self::ProbeNew => action.new_code().unwrap_or_else(|| action.code()),
        }
    }
}
