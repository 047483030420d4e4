//! What a read of a record means for its call: the table of settling by reading.
//!
//! The requests themselves are judged in `settle_by_reading`. Invariant: a call is sent again only if the read shows
//! that it had no effect.

use std::time::Duration;

use super::{
    settle_step::{CallProgress, Look, LookAt, NextAction, SettleStep, UnexplainedRefusal},
    wire_values::{Seen, TYPE},
};
use crate::model::{Action, Finding, OnExists, OnMissing, Policy, Provenance, Settled, is_given};

/// The time between two reads of a record that was not found. A late request may create it meanwhile.
const BETWEEN_READS: Duration = Duration::from_millis(600);

/// Decides what follows from what a read has shown.
pub(super) fn seen(
    action: &Action,
    (progress, look): (CallProgress, Look),
    found: &Seen,
    policy: &Policy,
) -> NextAction {
    // What was just written may not be readable yet.
    let is_kept = look.at == LookAt::Cleared && *found != Seen::New;
    if (*found == Seen::Absent || is_kept) && !look.again {
        let step = SettleStep::Look(Look {
            again: true,
            ..look
        });
        return NextAction::Later(progress.to(step), BETWEEN_READS);
    }
    match look.at {
        LookAt::Before if *found == Seen::Absent => absent(action, progress, policy),
        LookAt::Before => NextAction::Go(progress.to(SettleStep::Own)),
        LookAt::Cleared => cleared(progress, found),
        LookAt::New => {
            let taken = *found != Seen::Absent;
            NextAction::Go(progress.to(LookAt::Old { taken }.first()))
        }
        LookAt::Old { taken } => moved(action, progress, [*found != Seen::Absent, taken], policy),
        LookAt::Record => match found {
            Seen::Absent => absent(action, progress, policy),
            found => present(action, progress, found, policy),
        },
    }
}

/// The account has no such record.
fn absent(action: &Action, progress: CallProgress, policy: &Policy) -> NextAction {
    match action {
        action if action.is_look() => applied(None, Some(Finding::TemporaryLost)),
        Action::Delete { .. } => applied(None, Some(Finding::Confirmed)),
        Action::Create { .. } if progress.refusal == Some(UnexplainedRefusal::Exists) => rejected(
            409,
            "the account says that it has the code, and has no record with it".to_owned(),
        ),
        Action::Create { .. } => again(progress, SettleStep::Own),
        // The record has a code of this program, which no row wants.
        Action::Update { code, .. } if is_given(code) => rejected(404, MISSING.to_owned()),
        Action::Update { .. } if policy.on_missing == OnMissing::Create => {
            again(progress, SettleStep::Recreate)
        }
        _ => rejected(404, MISSING.to_owned()),
    }
}

/// The account has the record.
fn present(action: &Action, progress: CallProgress, found: &Seen, policy: &Policy) -> NextAction {
    let explains = progress.refusal;
    match action {
        action if action.is_look() => NextAction::Settled(Settled::Skipped { finding: None }),
        Action::Create { .. } if *found == Seen::New && progress.doubt => {
            applied(Some(Provenance::Created), Some(Finding::Confirmed))
        }
        Action::Create { .. } => met(progress, found, policy.on_exists),
        Action::Update { .. } if *found == Seen::New && progress.doubt => {
            applied(None, Some(Finding::Confirmed))
        }
        Action::Update { .. } if explains == Some(UnexplainedRefusal::Exists) => {
            met(progress, found, policy.on_exists)
        }
        Action::Update { .. } if explains == Some(UnexplainedRefusal::Missing) => rejected(
            404,
            "the account has the record, but not something that it names".to_owned(),
        ),
        Action::Update {
            before: Some(_), ..
        } => match found {
            Seen::Other(keys) => rejected(409, conflict(keys)),
            _ => again(progress, SettleStep::Own),
        },
        // A delete, and an update of which nothing is known.
        _ => again(progress, SettleStep::Own),
    }
}

/// A create met a record, as `on_exists` wants it.
fn met(progress: CallProgress, found: &Seen, on_exists: OnExists) -> NextAction {
    match (on_exists, found) {
        (OnExists::Adopt, Seen::New) => applied(Some(Provenance::Adopted), Some(Finding::Adopted)),
        (OnExists::Adopt, Seen::Other(keys)) if keys.iter().any(|key| key == TYPE) => rejected(
            409,
            "the account has the field with another type, and a field never changes its type"
                .to_owned(),
        ),
        (OnExists::Adopt, _) => NextAction::Go(CallProgress {
            step: SettleStep::Confirm,
            adopting: true,
            refusal: None,
            ..progress
        }),
        (OnExists::Skip, _) => NextAction::Settled(Settled::Skipped {
            finding: Some(Finding::LeftAlone),
        }),
        (OnExists::Fail, Seen::Other(keys)) => rejected(409, conflict(keys)),
        (OnExists::Fail, _) => rejected(409, "the account has it already".to_owned()),
    }
}

/// A change of code: whether there is a record at the old code, and one at the new.
fn moved(action: &Action, progress: CallProgress, there: [bool; 2], policy: &Policy) -> NextAction {
    let is_ours = action.new_code().is_some_and(|code| is_given(code));
    let explains = progress.refusal == Some(UnexplainedRefusal::Missing);
    match there {
        [false, true] if progress.doubt || is_ours => applied(None, Some(Finding::Confirmed)),
        [false, true] if policy.on_exists == OnExists::Adopt => NextAction::Go(CallProgress {
            step: SettleStep::Confirm,
            adopting: true,
            refusal: None,
            ..progress
        }),
        [true, true] => rejected(
            409,
            "the new code belongs to another record of the account".to_owned(),
        ),
        [true, false] if explains => rejected(
            404,
            "the account has the record, but not something that it names".to_owned(),
        ),
        [true, false] => again(progress, SettleStep::Own),
        [false, false] if !progress.doubt && !is_ours && policy.on_missing == OnMissing::Create => {
            again(progress, SettleStep::Recreate)
        }
        [false, _] => rejected(404, MISSING.to_owned()),
    }
}

/// The values that an update has cleared, read back.
fn cleared(progress: CallProgress, found: &Seen) -> NextAction {
    match found {
        Seen::Absent | Seen::New => applied(None, None),
        _ if progress.by_null => rejected(
            -1,
            "the account accepts that a value is cleared, and keeps it".to_owned(),
        ),
        _ => NextAction::Go(CallProgress {
            step: SettleStep::Own,
            by_null: true,
            ..progress
        }),
    }
}

const MISSING: &str = "the account has no such record";

fn conflict(keys: &[String]) -> String {
    format!(
        "conflict: the account has a value that is neither the former nor the new one: {}",
        keys.join(", ")
    )
}

/// A record that can't be read: what became of the call stays open.
pub(super) fn unreadable(progress: CallProgress, message: &str) -> NextAction {
    let message = format!("its record can't be read: {message}");
    NextAction::Settled(if progress.doubt {
        Settled::Unknown { message }
    } else {
        Settled::Unsent { message }
    })
}

fn again(progress: CallProgress, step: SettleStep) -> NextAction {
    NextAction::Go(CallProgress {
        step,
        refusal: None,
        ..progress
    })
}

pub(super) fn applied(provenance: Option<Provenance>, finding: Option<Finding>) -> NextAction {
    NextAction::Settled(Settled::Applied {
        provenance,
        finding,
    })
}

pub(super) fn rejected(code: i64, message: String) -> NextAction {
    NextAction::Settled(Settled::Rejected {
        code: Some(code),
        message,
    })
}
