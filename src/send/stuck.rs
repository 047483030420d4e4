//! What a call comes to that the API itself answers with 500, however often it is sent.
//!
//! Such an answer may be about the row, so it must not keep everything else waiting for ever; but it may have been
//! given after the call was applied. So the account is asked for the record, by a change of its code into itself,
//! which has no effect and names nothing besides that could be missing. It asks nothing itself. Invariant: a call is
//! given up for good only where its effect can be sent again, or is known not to be there.

use super::{
    answer::Answer,
    settle::{self, CallProgress, NextAction, SettleStep},
};
use crate::model::{Action, Code, Finding, OnExists, Policy, Settled};

/// The error under which a row is refused that the server has no other answer for.
const ERROR: i64 = 500;

/// What follows when the attempts of a step are used up, and the API has answered each of them with 500. A call in doubt
/// since an `earlier` run is given up even where nothing can be found out.
#[must_use]
pub fn stuck(action: &Action, progress: CallProgress, earlier: bool) -> Option<NextAction> {
    let next = match (progress.step, action) {
        // Nobody says that the record is gone.
        (SettleStep::Own, _) if action.is_look() => {
            NextAction::Settled(Settled::Skipped { finding: None })
        }
        // The account has the record, and will not take what it should say.
        (SettleStep::Confirm, _) => refused(),
        (SettleStep::Ask(_), _) if earlier => refused(),
        (SettleStep::Ask(_), _) => return None,
        (step, _) => {
            let step = match step {
                SettleStep::Own => Asked::Own,
                SettleStep::Recreate => Asked::Recreate,
                SettleStep::ProbeNew => Asked::ProbeNew,
                _ => Asked::ProbeOld,
            };
            NextAction::Go(progress.to(SettleStep::Ask(step)))
        }
    };
    Some(next)
}

/// The step that the record is asked for because of.
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
    /// The code that is asked for.
    pub(super) fn code(self, action: &Action) -> &Code {
        match self {
            Self::Own | Self::ProbeOld => action.code(),
            Self::Recreate | Self::ProbeNew => action.new_code().unwrap_or_else(|| action.code()),
        }
    }
}

/// What follows from the answer to the question; any that is none leaves it open.
pub(super) fn answered(
    action: &Action,
    (progress, asked): (CallProgress, Asked),
    answer: Answer,
    policy: &Policy,
) -> NextAction {
    match answer {
        Answer::Accepted | Answer::Exists(_) => there(action, (progress, asked), policy),
        missing @ Answer::Missing { explicit: true, .. } => {
            gone(action, (progress, asked), missing, policy)
        }
        answer if matches!(action, Action::UpdateNo { .. }) => {
            NextAction::Settled(Settled::Unknown {
                message: answer.message(),
            })
        }
        // It can be sent again whatever became of it.
        _ => refused(),
    }
}

fn there(action: &Action, (progress, asked): (CallProgress, Asked), policy: &Policy) -> NextAction {
    let creates = asked == Asked::Recreate || matches!(action, Action::Create { .. });
    match asked {
        // Ours or not: some servers answer so where a create meets its record.
        _ if creates && policy.on_exists == OnExists::Adopt => {
            NextAction::Go(progress.to(SettleStep::Confirm))
        }
        // Nothing is at the old code, and what an update would say is what was acknowledged.
        Asked::ProbeNew if !progress.adopting => confirmed(),
        _ => refused(),
    }
}

fn gone(
    action: &Action,
    (progress, asked): (CallProgress, Asked),
    missing: Answer,
    policy: &Policy,
) -> NextAction {
    let same = |step| settle::next(action, progress.to(step), missing, policy);
    match (asked, action) {
        (Asked::ProbeOld, _) => confirmed(),
        (Asked::ProbeNew, _) => same(SettleStep::ProbeNew),
        (Asked::Recreate, _) | (Asked::Own, Action::Create { .. }) => refused(),
        // The course is in doubt, so that the new code is looked at.
        (Asked::Own, _) => same(SettleStep::Own),
    }
}

fn refused() -> NextAction {
    NextAction::Settled(Settled::Rejected {
        code: Some(ERROR),
        message: String::new(),
    })
}

fn confirmed() -> NextAction {
    NextAction::Settled(Settled::Applied {
        provenance: None,
        finding: Some(Finding::Confirmed),
    })
}

/// The same end, in the server's words.
pub(super) fn in_words(next: NextAction, words: &str) -> NextAction {
    match next {
        NextAction::Settled(Settled::Rejected { code, message }) if message.is_empty() => {
            let message = words.to_owned();
            NextAction::Settled(Settled::Rejected { code, message })
        }
        next => next,
    }
}

#[cfg(test)]
mod tests;
