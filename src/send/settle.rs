//! What an answer means for a call, as one pure function.
//!
//! There is no idempotency key and nothing to read back, so a call whose outcome is in doubt is sent
//! again, knowing that it may have been applied: the same answer then means something else. It knows no
//! time and no attempts; those are the worker's. Invariant: `Applied` is said only after an answer that
//! can't be had unless the call has had its effect.

use super::answer::Answer;
use crate::model::{Action, Finding, OnExists, OnMissing, Policy, Provenance, Settled, StopReason};

/// Which request stands for the call at this moment.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Step {
    /// The call's own body.
    Own,
    /// After 409 on a create: the full update of the same code.
    Confirm,
    /// After 404 on an update: the record is created again.
    Recreate,
    /// After 404 on a doubtful `updateNo`: the acknowledged content to the new code.
    ProbeNew,
    /// After 409 on a doubtful `updateNo`: the acknowledged content to the old code.
    ProbeOld,
}

/// How far a call has come.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct Course {
    /// The request that is due.
    pub step: Step,
    /// An attempt of the call may have been applied without our knowing.
    pub doubt: bool,
    /// The record was in the account before our create.
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

    const fn to(self, step: Step) -> Self {
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
        Answer::Accepted => accepted(course),
        Answer::Missing { explicit, message } => {
            missing(action, course, explicit, message, policy.on_missing)
        }
        Answer::Exists(message) => exists(action, course, message, policy.on_exists),
        Answer::Refused { code, message } => rejected(code, message),
    }
}

fn accepted(course: Course) -> Next {
    let created = Some(Provenance::Created);
    match course.step {
        Step::Own => applied(None, None),
        Step::Confirm if course.adopting => {
            applied(Some(Provenance::Adopted), Some(Finding::Adopted))
        }
        Step::Confirm => applied(created, Some(Finding::Confirmed)),
        Step::ProbeNew => applied(None, Some(Finding::Confirmed)),
        Step::Recreate => applied(created, Some(Finding::Recreated)),
        Step::ProbeOld => rejected(
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
    on_missing: OnMissing,
) -> Next {
    match (action, course.step) {
        (_, Step::ProbeOld) if explicit => applied(None, Some(Finding::Confirmed)),
        (Action::Delete { .. }, Step::Own) if explicit => applied(None, Some(Finding::Absent)),
        (Action::UpdateNo { .. }, Step::Own) if course.doubt => Next::Go(course.to(Step::ProbeNew)),
        (Action::Update { .. }, Step::Own) if on_missing == OnMissing::Create => {
            Next::Go(course.to(Step::Recreate))
        }
        _ => rejected(404, message),
    }
}

fn exists(action: &Action, course: Course, message: String, on_exists: OnExists) -> Next {
    match (action, course.step) {
        // Ours was applied; one update makes sure that what stands there is what we sent.
        (Action::Create { .. }, Step::Own) | (_, Step::Recreate) if course.doubt => {
            Next::Go(course.to(Step::Confirm))
        }
        (Action::Create { .. }, Step::Own) => match on_exists {
            OnExists::Adopt => Next::Go(Course {
                step: Step::Confirm,
                adopting: true,
                ..course
            }),
            OnExists::Skip => Next::Settled(Settled::Skipped),
            OnExists::Fail => rejected(409, message),
        },
        (Action::UpdateNo { .. }, Step::Own) if course.doubt => Next::Go(course.to(Step::ProbeOld)),
        _ => rejected(409, message),
    }
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
