//! What a read of a record means for its call: the table of settling by reading.
//!
//! The requests themselves are judged in `settle_by_reading`. Invariant: a call is sent again only if the read shows
//! that it had no effect.

use std::time::Duration;

use jiff::Timestamp;

use super::{
    settle_step::{CallProgress, Look, LookAt, NextAction, SettleStep, UnexplainedRefusal},
    wire_values::{Seen, TYPE},
};
use crate::{
    language::say,
    model::{Action, Finding, OnExists, OnMissing, Policy, Provenance, Settled, is_given},
};

/// The time from a write to the read that is to show its effect, which may be behind it; and between two reads of a
/// record that was not found, because a late request may create it meanwhile.
pub const BETWEEN_READS: Duration = Duration::from_millis(600);

/// How often everything is read again before a call fails because of what was read. The time in between doubles.
const REREADS: u8 = 2;

/// Decides what follows from what a read has shown.
pub(super) fn seen(
    action: &Action,
    (progress, look): (CallProgress, Look),
    found: &Seen,
    policy: &Policy,
) -> NextAction {
    // What was just written may not be readable yet.
    let is_kept = matches!(look.at, LookAt::Cleared { .. }) && *found != Seen::New;
    if (*found == Seen::Absent || is_kept) && !look.again {
        let step = SettleStep::Look(Look {
            again: true,
            ..look
        });
        return NextAction::Later(progress.to(step), BETWEEN_READS);
    }
    match look.at {
        LookAt::Before | LookAt::Cleared { .. } if *found == Seen::Absent => {
            absent(action, progress, policy)
        }
        LookAt::Before => NextAction::Go(progress.to(SettleStep::Own)),
        LookAt::Cleared { confirms } => cleared(action, progress, found, confirms),
        LookAt::New if progress.adopting && *found != Seen::Absent => {
            confirmed(action, progress, found)
        }
        LookAt::New => {
            let taken = *found != Seen::Absent;
            NextAction::Go(progress.to(LookAt::Old { taken }.first()))
        }
        LookAt::Old { taken } => moved(action, progress, [*found != Seen::Absent, taken], policy),
        LookAt::Made => met_in_doubt(action, progress, found),
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
        _ if progress.refusal == Some(UnexplainedRefusal::Exists) => {
            contradicted(action, progress, 409, say!("send-taken"))
        }
        Action::Create { .. } => again(progress, SettleStep::Own),
        // The record has a code of this program, which no row wants.
        Action::Update { code, .. } if is_given(code) => rejected(404, say!("send-absent")),
        Action::Update { .. } if policy.on_missing == OnMissing::Create => {
            again(progress, SettleStep::Recreate)
        }
        _ => rejected(404, say!("send-absent")),
    }
}

/// The account has the record.
fn present(action: &Action, progress: CallProgress, found: &Seen, policy: &Policy) -> NextAction {
    let explains = progress.refusal;
    match action {
        action if action.is_look() => NextAction::Settled(Settled::Skipped { finding: None }),
        Action::Create { .. } | Action::Update { .. } if progress.adopting => {
            confirmed(action, progress, found)
        }
        Action::Create { .. } if *found == Seen::New && progress.doubt => {
            applied(Some(Provenance::Created), Some(Finding::Confirmed))
        }
        // It may have been made by someone else meanwhile.
        Action::Create { .. } if progress.doubt => {
            NextAction::Go(progress.to(LookAt::Made.first()))
        }
        Action::Create { .. } => met(progress, found, policy.on_exists),
        Action::Update { .. } if *found == Seen::New && progress.doubt => {
            applied(None, Some(Finding::Confirmed))
        }
        Action::Update { .. } if explains == Some(UnexplainedRefusal::Exists) => {
            met(progress, found, policy.on_exists)
        }
        Action::Update { .. } if explains == Some(UnexplainedRefusal::Missing) => {
            contradicted(action, progress, 404, say!("send-names-missing"))
        }
        Action::Update {
            before: Some(_), ..
        } => match found {
            Seen::Other(keys) => contradicted(action, progress, 409, conflict(keys)),
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
        (OnExists::Adopt, Seen::Other(keys)) if keys.iter().any(|key| key == TYPE) => {
            rejected(409, say!("send-other-type"))
        }
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
        (OnExists::Fail, _) => rejected(409, say!("send-exists")),
    }
}

/// A create in doubt met a record with other values. If it was made since the create was first sent, it can be ours,
/// and an update gives it what was sent; otherwise it is someone else's, and `on_exists` has no say.
fn met_in_doubt(action: &Action, progress: CallProgress, found: &Seen) -> NextAction {
    match (found, progress.since) {
        (Seen::Made(Some(made)), Some(since)) if *made >= since => {
            again(progress, SettleStep::Confirm)
        }
        (Seen::Made(made), _) => contradicted(action, progress, 409, not_ours(*made)),
        _ => unreadable(progress, &say!("send-made-unsaid")),
    }
}

/// The record whose content an update without a clear answer was to confirm.
fn confirmed(action: &Action, progress: CallProgress, found: &Seen) -> NextAction {
    if *found != Seen::New {
        return again(progress, SettleStep::Confirm);
    }
    let is_move = action.new_code().is_some();
    let finding = [Finding::Adopted, Finding::Moved][usize::from(is_move)];
    applied(Some(Provenance::Adopted), Some(finding))
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
        [true, true] => contradicted(action, progress, 409, say!("send-code-taken")),
        [true, false] if explains => {
            contradicted(action, progress, 404, say!("send-names-missing"))
        }
        [true, false] => again(progress, SettleStep::Own),
        [false, false] if !progress.doubt && !is_ours && policy.on_missing == OnMissing::Create => {
            again(progress, SettleStep::Recreate)
        }
        [false, _] => contradicted(action, progress, 404, say!("send-absent")),
    }
}

/// The values that an update has cleared, read back.
fn cleared(action: &Action, progress: CallProgress, found: &Seen, confirms: bool) -> NextAction {
    let step = if confirms {
        SettleStep::Confirm
    } else {
        SettleStep::Own
    };
    match found {
        Seen::New => done(action, progress.to(step)),
        _ if progress.by_null => rejected(-1, say!("send-kept")),
        _ => NextAction::Go(CallProgress {
            step,
            by_null: true,
            ..progress
        }),
    }
}

/// The end of a call whose last request was accepted.
pub(super) fn done(action: &Action, progress: CallProgress) -> NextAction {
    let created = Some(Provenance::Created);
    let adopted = Some(Provenance::Adopted);
    match (progress.step, action) {
        (SettleStep::Confirm, Action::UpdateNo { .. }) => applied(adopted, Some(Finding::Moved)),
        (SettleStep::Confirm, Action::Create { .. }) if progress.adopting => {
            applied(adopted, Some(Finding::Adopted))
        }
        (SettleStep::Confirm, _) if progress.adopting => applied(created, Some(Finding::Recreated)),
        (SettleStep::Confirm, _) => applied(created, Some(Finding::Confirmed)),
        (SettleStep::Recreate, Action::UpdateNo { .. }) => {
            applied(created, Some(Finding::CreatedAnew))
        }
        (SettleStep::Recreate, _) => applied(created, Some(Finding::Recreated)),
        _ => applied(None, None),
    }
}

/// The call fails because of what was read, unless the reads were behind the writes: everything is read again first.
fn contradicted(action: &Action, progress: CallProgress, code: i64, message: String) -> NextAction {
    if progress.rereads == REREADS {
        return rejected(code, message);
    }
    let reread = CallProgress {
        step: CallProgress::after_doubt(action),
        rereads: progress.rereads + 1,
        ..progress
    };
    NextAction::Later(reread, BETWEEN_READS * 2_u32.pow(progress.rereads.into()))
}

fn conflict(keys: &[String]) -> String {
    say!("send-conflict", keys = keys.join(", "))
}

fn not_ours(made: Option<i64>) -> String {
    let made = made.and_then(|made| Timestamp::from_millisecond(made).ok());
    let when = made.map_or_else(
        || say!("send-made-unknown"),
        |made| say!("send-made", made = format!("{made:.0}")),
    );
    say!("send-not-ours", when)
}

/// A record that can't be read: what became of the call stays open.
pub(super) fn unreadable(progress: CallProgress, message: &str) -> NextAction {
    let message = say!("send-unreadable", message);
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
