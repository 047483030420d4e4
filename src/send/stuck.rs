//! The end of a call that the API itself answers with 500 however often it is sent.
//!
//! Such an answer may be about the row, so it must not block everything else for ever; but it may have been given
//! after the call was applied. So the program asks whether the record is there, by a change of its code into itself,
//! which has no effect and refers to nothing else that could be missing. This module sends nothing itself. Invariant:
//! a call is given up for good only if its effect can be sent again, or is known to be absent.

use super::{
    answer::Answer,
    settle_step::{Asked, CallProgress, NextAction, SettleStep},
};
use crate::model::{Action, Finding, OnExists, Policy, Settled};

/// The error code of a row that the server answers only in this way.
const ERROR: i64 = 500;

/// What follows when the attempts of a step are used up, and the API has answered each of them with 500. A call in
/// doubt since an `earlier` run is given up even if nothing can be found out.
#[must_use]
pub fn stuck(action: &Action, progress: CallProgress, earlier: bool) -> Option<NextAction> {
    let next = match (progress.step, action) {
        // The answers do not prove that the record is gone.
        (SettleStep::Own, _) if action.is_look() => {
            NextAction::Settled(Settled::Skipped { finding: None })
        }
        // The account has the record, and does not accept its new content.
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

/// The step that decides what a missing record means, unless this module does.
pub(super) fn answered_step(action: &Action, asked: Asked, answer: &Answer) -> Option<SettleStep> {
    let Answer::Missing { explicit: true, .. } = answer else {
        return None;
    };
    match asked {
        Asked::ProbeNew => Some(SettleStep::ProbeNew),
        // The call is in doubt, so the new code is checked next.
        Asked::Own if !matches!(action, Action::Create { .. }) => Some(SettleStep::Own),
        Asked::Own | Asked::Recreate | Asked::ProbeOld => None,
    }
}

/// What follows from the answer to the question; an answer that is neither yes nor no leaves it open.
pub(super) fn answered(
    action: &Action,
    (progress, asked): (CallProgress, Asked),
    answer: &Answer,
    policy: &Policy,
) -> NextAction {
    match answer {
        Answer::Accepted | Answer::Exists(_) => there(action, (progress, asked), policy),
        // The record has left its old code.
        Answer::Missing { explicit: true, .. } if asked == Asked::ProbeOld => confirmed(),
        Answer::Missing { explicit: true, .. } => refused(),
        answer if matches!(action, Action::UpdateNo { .. }) => {
            NextAction::Settled(Settled::Unknown {
                message: answer.message().to_owned(),
            })
        }
        // The call can be sent again, whatever became of it.
        _ => refused(),
    }
}

fn there(action: &Action, (progress, asked): (CallProgress, Asked), policy: &Policy) -> NextAction {
    let creates = asked == Asked::Recreate || matches!(action, Action::Create { .. });
    match asked {
        // The record may be ours or not: some servers answer 500 to a create of a record that they have.
        _ if creates && policy.on_exists == OnExists::Adopt => {
            NextAction::Go(progress.to(SettleStep::Confirm))
        }
        // There is no record at the old code, and an update would send the content that was acknowledged.
        Asked::ProbeNew if !progress.adopting => confirmed(),
        _ => refused(),
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

/// The same decision with the server's message.
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
