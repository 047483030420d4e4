//! What an answer means for a call, as one pure function.
//!
//! There is no idempotency key and nothing to read back, so a call whose outcome is in doubt is sent
//! again, knowing that it may have been applied: the same answer then means something else. It knows no
//! time and no attempts; those are the worker's. Invariant: `Applied` is said only after an answer that
//! can't be had unless the call has had its effect.

use super::{
    answer::Answer,
    stuck::{self, Asked},
};
use crate::model::{
    Action, Finding, OnExists, OnMissing, Policy, Provenance, Settled, StopReason, is_given,
};

/// Which request stands for the call at this moment.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum SettleStep {
    /// The call's own body.
    Own,
    /// After 409 on a create: the full update of the same code.
    Confirm,
    /// After 404 on an update, or at both codes of an `updateNo`: the record is created again.
    Recreate,
    /// After 404 on an `updateNo`: the acknowledged content to the new code; a temporary one, which only the record
    /// itself can have, is asked for by a change of it into itself.
    ProbeNew,
    /// After 409 on a doubtful `updateNo`: the acknowledged content to the old code.
    ProbeOld,
    /// After too many answers of 500: whether the record is there.
    Ask(Asked),
}

/// How far a call has come.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct CallProgress {
    /// The request that is due.
    pub step: SettleStep,
    /// An attempt of the call may have been applied without our knowing.
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
    /// Another request is due, at once.
    Go(CallProgress),
    /// The same request is due again, after a while.
    Again(CallProgress, String),
    /// The token is not accepted: renew it, then the same request.
    Renew(CallProgress, String),
    /// No further call would fare better.
    Stop(CallProgress, StopReason),
}

/// Decides what follows from `answer` to the request of `course`.
#[must_use]
pub fn next(
    action: &Action,
    progress: CallProgress,
    answer: Answer,
    policy: &Policy,
) -> NextAction {
    match answer {
        Answer::NotSent(_) | Answer::Throttled { .. } => {
            NextAction::Again(progress, answer.message())
        }
        Answer::Unknown { message, .. } => {
            let doubt = true;
            NextAction::Again(CallProgress { doubt, ..progress }, message)
        }
        Answer::Unauthorised(message) => NextAction::Renew(progress, message),
        Answer::Forbidden(message) => NextAction::Stop(progress, StopReason::Forbidden(message)),
        Answer::Redirected(message) => NextAction::Stop(progress, StopReason::Redirected(message)),
        answer if let SettleStep::Ask(asked) = progress.step => {
            stuck::answered(action, (progress, asked), answer, policy)
        }
        Answer::Accepted => accepted(action, progress),
        Answer::Missing { explicit, message } => {
            missing(action, progress, explicit, message, policy)
        }
        Answer::Exists(message) => exists(action, progress, message, policy.on_exists),
        // Whatever is said of it, the record is not said to be gone.
        Answer::Refused { .. } if action.is_look() => left_alone(None),
        // A server may refuse equal codes whoever has them.
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
        SettleStep::ProbeOld | SettleStep::Ask(_) => rejected(
            409,
            "the new code belongs to another record of the account".into(),
        ),
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

/// Whether whoever has the new code can only be the record itself.
fn is_ours(action: &Action) -> bool {
    action.new_code().is_some_and(|code| is_given(code))
}

/// Whether the record's temporary code is being asked for, by a change of it into itself.
fn is_asked_for(action: &Action, progress: CallProgress) -> bool {
    progress.step == SettleStep::ProbeNew && is_ours(action)
}

/// A change of code met no record at the old code. It may have been made already, by a request that arrived
/// twice or by hand: the new code is looked at as a create of it would be.
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
        // Ours was applied; one update makes sure that what stands there is what we sent.
        (Action::Create { .. }, SettleStep::Own) | (_, SettleStep::Recreate) if progress.doubt => {
            NextAction::Go(progress.to(SettleStep::Confirm))
        }
        (Action::Create { .. }, SettleStep::Own) => match on_exists {
            OnExists::Adopt => NextAction::Go(adopting(progress, SettleStep::Confirm)),
            OnExists::Skip => left_alone(Some(Finding::LeftAlone)),
            OnExists::Fail => rejected(409, message),
        },
        // Ours arrived twice, or the 404 was about something that the record names: an update tells.
        (_, SettleStep::Recreate) if on_exists == OnExists::Adopt => {
            NextAction::Go(adopting(progress, SettleStep::Confirm))
        }
        // Who names nothing has met somebody else's name.
        (Action::Update { content, .. }, SettleStep::Recreate)
            if content.references().next().is_some() =>
        {
            rejected(
                404,
                "the account has the record, but not something that it names".into(),
            )
        }
        // It is asked for without an effect, and is there.
        (action, _) if is_asked_for(action, progress) => accepted(action, progress),
        // Somebody else may have the old code by now, and would be written over.
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

/// What a call comes to when its attempts are used up, or nobody may try any longer. None is ever rejected so:
/// nothing was said about its row.
#[must_use]
pub fn give_up(progress: CallProgress, message: String) -> Settled {
    if progress.doubt {
        return Settled::Unknown { message };
    }
    Settled::Unsent { message }
}

#[cfg(test)]
mod tests;
