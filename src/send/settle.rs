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
pub enum Step {
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
pub struct Course {
    /// The request that is due.
    pub step: Step,
    /// An attempt of the call may have been applied without our knowing.
    pub doubt: bool,
    /// The record was in the account before our create, or may have been moved before our `updateNo`.
    pub adopting: bool,
}

impl Course {
    /// A call of which nothing has been sent, or of which an earlier attempt is in doubt.
    #[must_use]
    pub const fn begin(doubt: bool) -> Self {
        Self {
            step: Step::Own,
            doubt,
            adopting: false,
        }
    }

    pub(super) const fn to(self, step: Step) -> Self {
        Self { step, ..self }
    }
}

/// What to do after an answer.
#[derive(Clone, Debug, Eq, PartialEq)]
pub enum Next {
    /// The call has come to its end.
    Settled(Settled),
    /// Another request is due, at once.
    Go(Course),
    /// The same request is due again, after a while.
    Again(Course, String),
    /// The token is not accepted: renew it, then the same request.
    Renew(Course, String),
    /// No further call would fare better.
    Stop(Course, StopReason),
}

/// Decides what follows from `answer` to the request of `course`.
#[must_use]
pub fn next(action: &Action, course: Course, answer: Answer, policy: &Policy) -> Next {
    match answer {
        Answer::NotSent(_) | Answer::Throttled { .. } => Next::Again(course, answer.message()),
        Answer::Unknown { message, .. } => {
            let doubt = true;
            Next::Again(Course { doubt, ..course }, message)
        }
        Answer::Unauthorised(message) => Next::Renew(course, message),
        Answer::Forbidden(message) => Next::Stop(course, StopReason::Forbidden(message)),
        Answer::Redirected(message) => Next::Stop(course, StopReason::Redirected(message)),
        answer if let Step::Ask(asked) = course.step => {
            stuck::answered(action, (course, asked), answer, policy)
        }
        Answer::Accepted => accepted(action, course),
        Answer::Missing { explicit, message } => missing(action, course, explicit, message, policy),
        Answer::Exists(message) => exists(action, course, message, policy.on_exists),
        // Whatever is said of it, the record is not said to be gone.
        Answer::Refused { .. } if action.is_look() => left_alone(None),
        // A server may refuse equal codes whoever has them.
        Answer::Refused { .. } if is_asked_for(action, course) => {
            Next::Go(course.to(Step::Confirm))
        }
        Answer::Refused { code, message } => rejected(code, message),
    }
}

fn accepted(action: &Action, course: Course) -> Next {
    let created = Some(Provenance::Created);
    let moves = matches!(action, Action::UpdateNo { .. });
    match course.step {
        Step::Own if action.is_look() => left_alone(None),
        Step::Own => applied(None, None),
        Step::Confirm | Step::ProbeNew if course.adopting && moves => {
            applied(Some(Provenance::Adopted), Some(Finding::Moved))
        }
        Step::Confirm if course.adopting && matches!(action, Action::Create { .. }) => {
            applied(Some(Provenance::Adopted), Some(Finding::Adopted))
        }
        Step::Confirm if course.adopting => applied(created, Some(Finding::Recreated)),
        Step::Confirm if is_ours(action) => applied(None, Some(Finding::Confirmed)),
        Step::Confirm => applied(created, Some(Finding::Confirmed)),
        Step::ProbeNew => applied(None, Some(Finding::Confirmed)),
        Step::Recreate if moves => applied(created, Some(Finding::CreatedAnew)),
        Step::Recreate => applied(created, Some(Finding::Recreated)),
        Step::ProbeOld | Step::Ask(_) => rejected(
            409,
            "the new code belongs to another record of the account".into(),
        ),
    }
}

fn missing(
    action: &Action,
    course: Course,
    explicit: bool,
    message: String,
    policy: &Policy,
) -> Next {
    let creates = policy.on_missing == OnMissing::Create;
    match (action, course.step) {
        (action, Step::Own) if action.is_look() && explicit => {
            applied(None, Some(Finding::TemporaryLost))
        }
        (action, Step::Own) if action.is_look() => left_alone(None),
        (_, Step::ProbeOld) if explicit => applied(None, Some(Finding::Confirmed)),
        (Action::Delete { .. }, Step::Own) if explicit => applied(None, Some(Finding::Absent)),
        (Action::UpdateNo { .. }, Step::Own) if course.doubt => Next::Go(course.to(Step::ProbeNew)),
        // A bare 404 may be a wrong path, and then the record is still at its old code.
        (Action::UpdateNo { .. }, Step::Own) if explicit => gone(action, course, message, policy),
        (Action::UpdateNo { .. }, Step::ProbeNew) if explicit && course.adopting && creates => {
            Next::Go(course.to(Step::Recreate))
        }
        (Action::Update { .. }, Step::Own) if creates => Next::Go(course.to(Step::Recreate)),
        _ => rejected(404, message),
    }
}

/// Whether whoever has the new code can only be the record itself.
fn is_ours(action: &Action) -> bool {
    action.new_code().is_some_and(|code| is_given(code))
}

/// Whether the record's temporary code is being asked for, by a change of it into itself.
fn is_asked_for(action: &Action, course: Course) -> bool {
    course.step == Step::ProbeNew && is_ours(action)
}

/// A change of code met no record at the old code. It may have been made already, by a request that arrived
/// twice or by hand: the new code is looked at as a create of it would be.
fn gone(action: &Action, course: Course, message: String, policy: &Policy) -> Next {
    if policy.on_exists == OnExists::Adopt || is_ours(action) {
        return Next::Go(adopting(course, Step::ProbeNew));
    }
    match policy.on_missing {
        OnMissing::Create => Next::Go(course.to(Step::Recreate)),
        OnMissing::Fail => rejected(404, message),
    }
}

fn exists(action: &Action, course: Course, message: String, on_exists: OnExists) -> Next {
    match (action, course.step) {
        (action, Step::Own) if action.is_look() => left_alone(None),
        // Ours was applied; one update makes sure that what stands there is what we sent.
        (Action::Create { .. }, Step::Own) | (_, Step::Recreate) if course.doubt => {
            Next::Go(course.to(Step::Confirm))
        }
        (Action::Create { .. }, Step::Own) => match on_exists {
            OnExists::Adopt => Next::Go(adopting(course, Step::Confirm)),
            OnExists::Skip => left_alone(Some(Finding::LeftAlone)),
            OnExists::Fail => rejected(409, message),
        },
        // Ours arrived twice, or the 404 was about something that the record names: an update tells.
        (_, Step::Recreate) if on_exists == OnExists::Adopt => {
            Next::Go(adopting(course, Step::Confirm))
        }
        // Who names nothing has met somebody else's name.
        (Action::Update { content, .. }, Step::Recreate)
            if content.references().next().is_some() =>
        {
            rejected(
                404,
                "the account has the record, but not something that it names".into(),
            )
        }
        // It is asked for without an effect, and is there.
        (action, _) if is_asked_for(action, course) => accepted(action, course),
        // Somebody else may have the old code by now, and would be written over.
        (action, Step::Own) if course.doubt && is_ours(action) => {
            Next::Go(course.to(Step::ProbeNew))
        }
        (Action::UpdateNo { .. }, Step::Own) if course.doubt => Next::Go(course.to(Step::ProbeOld)),
        _ => rejected(409, message),
    }
}

const fn adopting(course: Course, step: Step) -> Course {
    Course {
        step,
        adopting: true,
        ..course
    }
}

const fn left_alone(finding: Option<Finding>) -> Next {
    Next::Settled(Settled::Skipped { finding })
}

fn applied(provenance: Option<Provenance>, finding: Option<Finding>) -> Next {
    Next::Settled(Settled::Applied {
        provenance,
        finding,
    })
}

fn rejected(code: i64, message: String) -> Next {
    Next::Settled(Settled::Rejected {
        code: Some(code),
        message,
    })
}

/// What a call comes to when its attempts are used up, or nobody may try any longer. None is ever rejected so:
/// nothing was said about its row.
#[must_use]
pub fn give_up(course: Course, message: String) -> Settled {
    if course.doubt {
        return Settled::Unknown { message };
    }
    Settled::Unsent { message }
}

#[cfg(test)]
mod tests;
