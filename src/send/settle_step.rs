//! The steps by which a call is settled: the next request, and what may be done after an answer.
//!
//! Plain data, and the moves from step to step; `settle` and `stuck` decide. Invariant: a step's request follows from
//! the step and the call's action alone.

use std::time::Duration;

use crate::model::{Action, Code, Entity, Settled, StopReason};

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
    /// Reads the record, where the API can (v3).
    Look(Look),
}

/// A read of a record.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct Look {
    /// What is read.
    pub at: LookAt,
    /// It is the second read in a row, after the first one found nothing.
    pub again: bool,
}

/// What is read, and why.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum LookAt {
    /// A field or option before its update, which has to repeat some of it.
    Before,
    /// The record of the call.
    Record,
    /// The record at the new code of an `updateNo`.
    New,
    /// The record at its old code, when it is known whether there is one at the new code.
    Old {
        /// There is one at the new code.
        taken: bool,
    },
    /// The values that an update has cleared.
    Cleared {
        /// It was the update that confirms a record, and not the call's own.
        confirms: bool,
    },
    /// When the record was made, which an insert in doubt met with other values.
    Made,
}

impl LookAt {
    /// The first read of it.
    #[must_use]
    pub const fn first(self) -> SettleStep {
        SettleStep::Look(Look {
            at: self,
            again: false,
        })
    }

    /// The code of the record that is read.
    pub(super) fn code(self, action: &Action) -> &Code {
        match self {
            // An update that confirms a change of code is about the new one.
            Self::New | Self::Cleared { confirms: true } => {
                action.new_code().unwrap_or_else(|| action.code())
            }
            Self::Before | Self::Record | Self::Old { .. } | Self::Cleared { .. } | Self::Made => {
                action.code()
            }
        }
    }
}

impl SettleStep {
    /// Whether the request of the step only reads.
    #[must_use]
    pub const fn is_look(self) -> bool {
        matches!(self, Self::Look(_))
    }
}

/// A refusal that a read explains.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum UnexplainedRefusal {
    /// 404.
    Missing,
    /// 409.
    Exists,
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
    /// The refusal that a read is to explain (v3).
    pub refusal: Option<UnexplainedRefusal>,
    /// Values are cleared by null, after a blank text did not clear them (v3).
    pub by_null: bool,
    /// When the call may first have been sent, in Unix milliseconds (v3).
    pub since: Option<i64>,
    /// How often everything was read again, because the reads contradicted what is known (v3).
    pub rereads: u8,
}

impl CallProgress {
    /// A call of which nothing has been sent, or of which an earlier attempt is in doubt.
    #[must_use]
    pub const fn begin(doubt: bool) -> Self {
        Self {
            step: SettleStep::Own,
            doubt,
            adopting: false,
            refusal: None,
            by_null: false,
            since: None,
            rereads: 0,
        }
    }

    /// The same of an API whose records can be read: a call in doubt begins with a read, and so does the update of a
    /// field or option, which has to repeat some of it. `since`: when a call in doubt may first have been sent.
    #[must_use]
    pub fn begin_reading(entity: Entity, action: &Action, doubt: bool, since: Option<i64>) -> Self {
        let is_repeated = entity.is_lookup() && matches!(action, Action::Update { .. });
        let step = match action {
            _ if action.is_look() => LookAt::Record.first(),
            _ if doubt => Self::after_doubt(action),
            _ if is_repeated => LookAt::Before.first(),
            _ => SettleStep::Own,
        };
        Self {
            step,
            since: since.filter(|_| doubt),
            ..Self::begin(doubt)
        }
    }

    /// The read after a request without a clear answer.
    pub(super) const fn after_doubt(action: &Action) -> SettleStep {
        match action {
            Action::UpdateNo { .. } => LookAt::New.first(),
            _ => LookAt::Record.first(),
        }
    }

    /// The same, once a request that may have an effect is sent at that time, in Unix milliseconds.
    #[must_use]
    pub fn sent(self, now: i64) -> Self {
        let since = self.since.or(Some(now));
        Self { since, ..self }
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
    /// Send another request after that time (v3): a record that was not found may still come.
    Later(CallProgress, Duration),
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
