//! The table of settling by reading, line by line.

mod doubts;
mod steps;

use super::{
    Answer, CallProgress, ClearsBy, LookAt, NextAction, Policy, SettleStep, UnexplainedRefusal,
    next,
};
use crate::{
    model::{Action, Attribute, Code, Content, OnExists, OnMissing, Provenance, Settled, Value},
    send::{
        fixture::{create, delete, update_no},
        settle_step::Look,
        wire_values::Seen,
    },
};

const FIRST: CallProgress = CallProgress::begin(false);
const AGAIN: CallProgress = CallProgress::begin(true);

fn content(name: &str) -> Content {
    Content {
        attributes: [(Attribute::CustomerAddress, Value::from(name))].into(),
        ..Content::default()
    }
}

/// An update whose former values are known.
fn update() -> Action {
    Action::Update {
        code: Code::from("k"),
        content: content("new"),
        before: Some(content("old")),
    }
}

/// The last read of it.
fn at(progress: CallProgress, at: LookAt) -> CallProgress {
    CallProgress {
        step: SettleStep::Look(Look { at, again: true }),
        rereads: 2,
        ..progress
    }
}

fn explains(progress: CallProgress, refusal: UnexplainedRefusal) -> CallProgress {
    CallProgress {
        refusal: Some(refusal),
        ..progress
    }
}

fn read(seen: Seen) -> Answer {
    Answer::Read(seen)
}

fn other() -> Seen {
    Seen::Other(vec!["email".to_owned()])
}

fn then(action: &Action, progress: CallProgress, answer: Answer) -> String {
    with(action, progress, answer, &Policy::default())
}

fn with(action: &Action, progress: CallProgress, answer: Answer, policy: &Policy) -> String {
    describe(next(action, progress, answer, (policy, ClearsBy::Unknown)))
}

/// `applied`, `created`, `adopted`, `failed`, `skipped`, or the step that comes next.
fn describe(next: NextAction) -> String {
    let step = |progress: CallProgress| {
        let doubt = if progress.doubt { ", in doubt" } else { "" };
        match progress.step {
            SettleStep::Look(Look { at, again }) => {
                format!("{at:?}{}{doubt}", if again { " again" } else { "" })
            }
            step => format!("{step:?}"),
        }
    };
    match next {
        NextAction::Settled(Settled::Applied { provenance, .. }) => match provenance {
            None => "applied".into(),
            Some(Provenance::Adopted) => "adopted".into(),
            Some(_) => "created".into(),
        },
        NextAction::Settled(Settled::Rejected { code, .. }) => {
            format!("failed {}", code.unwrap_or_default())
        }
        NextAction::Settled(Settled::Skipped { .. }) => "skipped".into(),
        NextAction::Go(progress) => step(progress),
        NextAction::Later(progress, wait) => {
            assert!(wait.as_millis() >= 500);
            format!("later {}", step(progress))
        }
        NextAction::Again(progress, _) => format!("wait, {}", step(progress)),
        other => format!("{other:?}"),
    }
}

#[test]
fn a_request_without_a_clear_answer_is_followed_by_a_read() {
    let lost = || Answer::unknown("lost");
    for action in [create(), update(), delete()] {
        assert_eq!(then(&action, FIRST, lost()), "wait, Record, in doubt");
    }
    assert_eq!(then(&update_no(), FIRST, lost()), "wait, New, in doubt");
    let throttled = Answer::Throttled { wait: None };
    assert_eq!(then(&create(), FIRST, throttled), "wait, Own");
    let overloaded = Answer::Unknown {
        message: "503".into(),
        wait: None,
        overloaded: true,
        away: true,
        timed_out: false,
        by_api: false,
    };
    assert_eq!(then(&create(), FIRST, overloaded), "wait, Own");
    let reading = at(AGAIN, LookAt::Record);
    assert_eq!(
        then(&create(), reading, lost()),
        "wait, Record again, in doubt"
    );
}

#[test]
fn a_record_is_absent_after_two_reads() {
    let first = CallProgress {
        step: LookAt::Record.first(),
        ..AGAIN
    };
    assert_eq!(
        then(&create(), first, read(Seen::Absent)),
        "later Record again, in doubt"
    );
    let second = at(AGAIN, LookAt::Record);
    assert_eq!(then(&create(), second, read(Seen::Absent)), "Own");
}

#[test]
fn a_create_in_doubt() {
    let record = at(AGAIN, LookAt::Record);
    assert_eq!(then(&create(), record, read(Seen::New)), "created");
    assert_eq!(then(&create(), record, read(other())), "Made, in doubt");
    let fail = Policy {
        on_exists: OnExists::Fail,
        ..Policy::default()
    };
    assert_eq!(with(&create(), record, read(Seen::New), &fail), "created");
}

#[test]
fn a_create_that_meets_the_code_reads_it() {
    let exists = Answer::Exists("there".into());
    assert_eq!(then(&create(), FIRST, exists), "Record");
    let met = explains(at(FIRST, LookAt::Record), UnexplainedRefusal::Exists);
    assert_eq!(then(&create(), met, read(Seen::New)), "adopted");
    assert_eq!(then(&create(), met, read(other())), "Confirm");
    assert_eq!(then(&create(), met, read(Seen::Absent)), "failed 409");
    let skip = Policy {
        on_exists: OnExists::Skip,
        ..Policy::default()
    };
    assert_eq!(with(&create(), met, read(other()), &skip), "skipped");
}

#[test]
fn an_update_in_doubt() {
    let record = at(AGAIN, LookAt::Record);
    assert_eq!(then(&update(), record, read(Seen::New)), "applied");
    assert_eq!(then(&update(), record, read(Seen::Old)), "Own");
    assert_eq!(then(&update(), record, read(other())), "failed 409");
    assert_eq!(then(&update(), record, read(Seen::Absent)), "Recreate");
    let whole = Action::Update {
        code: Code::from("k"),
        content: content("new"),
        before: None,
    };
    assert_eq!(then(&whole, record, read(other())), "Own");
}

#[test]
fn a_404_on_an_update_is_read_before_the_record_counts_as_missing() {
    let missing = Answer::Missing {
        explicit: true,
        message: "none".into(),
    };
    assert_eq!(then(&update(), FIRST, missing.clone()), "Record");
    let record = explains(at(FIRST, LookAt::Record), UnexplainedRefusal::Missing);
    assert_eq!(then(&update(), record, read(Seen::Old)), "failed 404");
    assert_eq!(then(&update(), record, read(other())), "failed 404");
    assert_eq!(then(&update(), record, read(Seen::Absent)), "Recreate");
    let fail = Policy {
        on_missing: OnMissing::Fail,
        ..Policy::default()
    };
    assert_eq!(
        with(&update(), record, read(Seen::Absent), &fail),
        "failed 404"
    );
    assert_eq!(then(&create(), FIRST, missing), "failed 404");
}

#[test]
fn a_change_of_code_is_told_by_both_codes() {
    let new = at(AGAIN, LookAt::New);
    let moved = |progress, taken| at(progress, LookAt::Old { taken });
    let absent = || read(Seen::Absent);
    assert_eq!(
        then(&update_no(), new, read(Seen::New)),
        "Old { taken: true }, in doubt"
    );
    assert_eq!(
        then(&update_no(), new, absent()),
        "Old { taken: false }, in doubt"
    );
    assert_eq!(then(&update_no(), moved(AGAIN, true), absent()), "applied");
    assert_eq!(
        then(&update_no(), moved(AGAIN, false), read(Seen::New)),
        "Own"
    );
    assert_eq!(
        then(&update_no(), moved(AGAIN, true), read(Seen::New)),
        "failed 409"
    );
    assert_eq!(
        then(&update_no(), moved(AGAIN, false), absent()),
        "failed 404"
    );
    let gone = |taken| explains(moved(FIRST, taken), UnexplainedRefusal::Missing);
    assert_eq!(then(&update_no(), gone(true), absent()), "Confirm");
    assert_eq!(then(&update_no(), gone(false), absent()), "Recreate");
}

#[test]
fn a_delete_in_doubt() {
    let record = at(AGAIN, LookAt::Record);
    assert_eq!(then(&delete(), record, read(Seen::Absent)), "applied");
    assert_eq!(then(&delete(), record, read(Seen::New)), "Own");
    let missing = Answer::Missing {
        explicit: true,
        message: "none".into(),
    };
    assert_eq!(then(&delete(), FIRST, missing), "applied");
}
