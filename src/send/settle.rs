//! What an answer means for a call, as one pure function.
//!
//! The API has no idempotency key and can't be read, so a call whose outcome is in doubt is sent again with the
//! knowledge that it may have been applied: the same answer then has another meaning. It knows neither time nor
//! attempts; those are the worker's. Invariant: `Applied` follows only from an answer that is impossible unless the
//! call took effect.

use super::{
    answer::Answer,
    settle_step::{CallProgress, NextAction, SettleStep},
    stuck,
};
use crate::{
    language::say,
    model::{
        Action, Finding, OnExists, OnMissing, Policy, Provenance, Settled, StopReason, is_given,
    },
};

/// Decides what follows from `answer` to the present request of the call.
#[must_use]
pub fn next(
    action: &Action,
    progress: CallProgress,
    answer: Answer,
    policy: &Policy,
) -> NextAction {
    match answer {
        Answer::NotSent(_) | Answer::Throttled { .. } => {
            NextAction::Again(progress, answer.message().to_owned())
        }
        Answer::Unknown { message, .. } => {
            let doubt = true;
            NextAction::Again(CallProgress { doubt, ..progress }, message)
        }
        Answer::Unauthorised(message) => NextAction::Renew(progress, message),
        Answer::Forbidden(message) => NextAction::Stop(progress, StopReason::Forbidden(message)),
        Answer::Redirected(message) => NextAction::Stop(progress, StopReason::Redirected(message)),
        answer if let SettleStep::Ask(asked) = progress.step => {
            match stuck::answered_step(action, asked, &answer) {
                Some(step) => next(action, progress.to(step), answer, policy),
                None => stuck::answered(action, (progress, asked), &answer, policy),
            }
        }
        Answer::Accepted => accepted(action, progress),
        // Nothing is read where this table decides.
        Answer::Read(_) => NextAction::Again(progress, answer.message().to_owned()),
        Answer::Missing { explicit, message } => {
            missing(action, progress, explicit, message, policy)
        }
        Answer::Exists(message) => exists(action, progress, message, policy.on_exists),
        // The refusal does not prove that the record is gone.
        Answer::Refused { .. } if action.is_look() => left_alone(None),
        // A server may refuse a change of a code into itself whether it has the record or not.
        Answer::Refused { .. } if is_asked_for(action, progress) => {
            NextAction::Go(progress.to(SettleStep::Confirm))
        }
        Answer::Refused { code, message } => rejected(code, message),
    }
}

fn accepted(action: &Action, progress: CallProgress) -> NextAction {
    let created = Some(Provenance::Created);
    let moves = matches!(action, Action::UpdateNo { .. });
    match progress.step {
        SettleStep::Own if action.is_look() => left_alone(None),
        SettleStep::Own => applied(None, None),
        SettleStep::Confirm | SettleStep::ProbeNew if progress.adopting && moves => {
            applied(Some(Provenance::Adopted), Some(Finding::Moved))
        }
        SettleStep::Confirm if progress.adopting && matches!(action, Action::Create { .. }) => {
            applied(Some(Provenance::Adopted), Some(Finding::Adopted))
        }
        SettleStep::Confirm if progress.adopting => applied(created, Some(Finding::Recreated)),
        SettleStep::Confirm if is_ours(action) => applied(None, Some(Finding::Confirmed)),
        SettleStep::Confirm => applied(created, Some(Finding::Confirmed)),
        SettleStep::ProbeNew => applied(None, Some(Finding::Confirmed)),
        SettleStep::Recreate if moves => applied(created, Some(Finding::CreatedAnew)),
        SettleStep::Recreate => applied(created, Some(Finding::Recreated)),
        SettleStep::ProbeOld | SettleStep::Ask(_) | SettleStep::Look(_) => {
            rejected(409, say!("send-code-taken"))
        }
    }
}

fn missing(
    action: &Action,
    progress: CallProgress,
    explicit: bool,
    message: String,
    policy: &Policy,
) -> NextAction {
    let creates = policy.on_missing == OnMissing::Create;
    match (action, progress.step) {
        (action, SettleStep::Own) if action.is_look() && explicit => {
            applied(None, Some(Finding::TemporaryLost))
        }
        (action, SettleStep::Own) if action.is_look() => left_alone(None),
        (_, SettleStep::ProbeOld) if explicit => applied(None, Some(Finding::Confirmed)),
        (Action::Delete { .. }, SettleStep::Own) if explicit => {
            applied(None, Some(Finding::Absent))
        }
        (Action::UpdateNo { .. }, SettleStep::Own) if progress.doubt => {
            NextAction::Go(progress.to(SettleStep::ProbeNew))
        }
        // A bare 404 may be a wrong path, and then the record is still at its old code.
        (Action::UpdateNo { .. }, SettleStep::Own) if explicit => {
            gone(action, progress, message, policy)
        }
        (Action::UpdateNo { .. }, SettleStep::ProbeNew)
            if explicit && progress.adopting && creates =>
        {
            NextAction::Go(progress.to(SettleStep::Recreate))
        }
        (Action::Update { .. }, SettleStep::Own) if creates => {
            NextAction::Go(progress.to(SettleStep::Recreate))
        }
        _ => rejected(404, message),
    }
}

/// Whether only the record itself can have the new code, because it is a temporary code of this program.
fn is_ours(action: &Action) -> bool {
    action.new_code().is_some_and(|code| is_given(code))
}

/// Whether the step checks the record's temporary code by a change of it into itself.
fn is_asked_for(action: &Action, progress: CallProgress) -> bool {
    progress.step == SettleStep::ProbeNew && is_ours(action)
}

/// A change of code met no record at the old code. It may have been applied already, by a request that arrived twice
/// or by hand: the new code is checked in the same way as after a create.
fn gone(action: &Action, progress: CallProgress, message: String, policy: &Policy) -> NextAction {
    if policy.on_exists == OnExists::Adopt || is_ours(action) {
        return NextAction::Go(adopting(progress, SettleStep::ProbeNew));
    }
    match policy.on_missing {
        OnMissing::Create => NextAction::Go(progress.to(SettleStep::Recreate)),
        OnMissing::Fail => rejected(404, message),
    }
}

fn exists(
    action: &Action,
    progress: CallProgress,
    message: String,
    on_exists: OnExists,
) -> NextAction {
    match (action, progress.step) {
        (action, SettleStep::Own) if action.is_look() => left_alone(None),
        // The create was applied earlier; one update ensures that the account has the content that was sent.
        (Action::Create { .. }, SettleStep::Own) | (_, SettleStep::Recreate) if progress.doubt => {
            NextAction::Go(progress.to(SettleStep::Confirm))
        }
        (Action::Create { .. }, SettleStep::Own) => match on_exists {
            OnExists::Adopt => NextAction::Go(adopting(progress, SettleStep::Confirm)),
            OnExists::Skip => left_alone(Some(Finding::LeftAlone)),
            OnExists::Fail => rejected(409, message),
        },
        // The create arrived twice, or the 404 was about a record that this one refers to: an update finds out.
        (_, SettleStep::Recreate) if on_exists == OnExists::Adopt => {
            NextAction::Go(adopting(progress, SettleStep::Confirm))
        }
        // The record is there, so the 404 of the update was about a record that it refers to.
        (Action::Update { content, .. }, SettleStep::Recreate)
            if content.references().next().is_some() =>
        {
            rejected(404, say!("send-names-missing"))
        }
        // The check has no effect, and its answer shows that the record is there.
        (action, _) if is_asked_for(action, progress) => accepted(action, progress),
        // Another record may have the old code by now, and a probe there would overwrite it.
        (action, SettleStep::Own) if progress.doubt && is_ours(action) => {
            NextAction::Go(progress.to(SettleStep::ProbeNew))
        }
        (Action::UpdateNo { .. }, SettleStep::Own) if progress.doubt => {
            NextAction::Go(progress.to(SettleStep::ProbeOld))
        }
        _ => rejected(409, message),
    }
}

const fn adopting(progress: CallProgress, step: SettleStep) -> CallProgress {
    CallProgress {
        step,
        adopting: true,
        ..progress
    }
}

const fn left_alone(finding: Option<Finding>) -> NextAction {
    NextAction::Settled(Settled::Skipped { finding })
}

fn applied(provenance: Option<Provenance>, finding: Option<Finding>) -> NextAction {
    NextAction::Settled(Settled::Applied {
        provenance,
        finding,
    })
}

fn rejected(code: i64, message: String) -> NextAction {
    NextAction::Settled(Settled::Rejected {
        code: Some(code),
        message,
    })
}

/// The end of a call whose attempts are used up, or that may not be tried any longer. It is never rejected: no answer
/// was about its row.
#[must_use]
pub fn give_up(progress: CallProgress, message: String) -> Settled {
    if progress.doubt {
        return Settled::Unknown { message };
    }
    Settled::Unsent { message }
}

#[cfg(test)]
mod tests;
