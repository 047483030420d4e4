//! The ends of calls that are answered with 500 and nothing else, line by line.

use super::{Answer, Asked, CallProgress, NextAction, OnExists, Policy, SettleStep, stuck};
use crate::{
    model::{Action, Code, Content, Settled},
    send::{
        fixture::{create, delete, update, update_no},
        next, request,
    },
};

const STUCK: CallProgress = CallProgress::begin(true);

fn describe(next: Option<NextAction>) -> String {
    match next {
        None => "open".into(),
        Some(NextAction::Settled(Settled::Applied { .. })) => "applied".into(),
        Some(NextAction::Settled(Settled::Rejected { code, .. })) => format!("failed {code:?}"),
        Some(NextAction::Settled(Settled::Skipped { .. })) => "skipped".into(),
        Some(NextAction::Settled(Settled::Unknown { .. })) => "unknown".into(),
        Some(NextAction::Go(course)) => format!("{:?}", course.step),
        Some(other) => format!("{other:?}"),
    }
}

/// What follows from the answers `there`, `gone` and any other.
fn asked(action: &Action, asked: Asked) -> [String; 3] {
    let course = STUCK.to(SettleStep::Ask(asked));
    let question = request(action, course.step).expect("it can be asked");
    assert!(question.is_look(), "{question:?} has no effect");
    let missing = Answer::Missing {
        explicit: true,
        message: "not there".into(),
    };
    let refused = Answer::Refused {
        code: -1,
        message: "the codes are equal".into(),
    };
    let policy = Policy::default();
    [Answer::Accepted, missing, refused]
        .map(|answer| describe(Some(next(action, course, answer, &policy))))
}

#[test]
fn the_account_is_asked_for_the_record_once_the_attempts_are_used_up() {
    for action in [create(), update(), delete(), update_no()] {
        assert_eq!(describe(stuck(&action, STUCK, false)), "Ask(Own)");
    }
    let asking = STUCK.to(SettleStep::Ask(Asked::Own));
    assert_eq!(describe(stuck(&create(), asking, false)), "open");
    assert_eq!(describe(stuck(&create(), asking, true)), "failed Some(500)");
    let confirming = STUCK.to(SettleStep::Confirm);
    assert_eq!(
        describe(stuck(&create(), confirming, false)),
        "failed Some(500)"
    );
    let look = Action::UpdateNo {
        from: Code::from("TMP-1"),
        to: Code::from("TMP-1"),
        content: Content::default(),
    };
    assert_eq!(describe(stuck(&look, STUCK, false)), "skipped");
}

#[test]
fn what_is_there_and_what_is_gone_tell_what_has_been_applied() {
    let failed = || "failed Some(500)".to_owned();
    let own = |action| asked(&action, Asked::Own);
    assert_eq!(own(create()), ["Confirm".into(), failed(), failed()]);
    assert_eq!(own(update()), [failed(), "Recreate".into(), failed()]);
    assert_eq!(own(delete()), [failed(), "applied".into(), failed()]);
    let moved = own(update_no());
    assert_eq!(moved, [failed(), "ProbeNew".into(), "unknown".into()]);
    let new = asked(&update_no(), Asked::ProbeNew);
    assert_eq!(new, ["applied", "failed Some(404)", "unknown"]);
    let old = asked(&update_no(), Asked::ProbeOld);
    assert_eq!(old, [failed(), "applied".into(), "unknown".into()]);
    let again = asked(&update(), Asked::Recreate);
    assert_eq!(again, ["Confirm".into(), failed(), failed()]);
}

#[test]
fn what_others_may_have_is_not_written_over_where_that_is_forbidden() {
    let policy = Policy {
        on_exists: OnExists::Fail,
        ..Policy::default()
    };
    let course = STUCK.to(SettleStep::Ask(Asked::Own));
    let there = next(&create(), course, Answer::Accepted, &policy);
    assert_eq!(describe(Some(there)), "failed Some(500)");
}
