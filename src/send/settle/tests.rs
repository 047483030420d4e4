//! The settling table, line by line.

mod gone;

use super::{
    Answer, CallProgress, NextAction, OnExists, OnMissing, Policy, SettleStep, give_up, next,
};
use crate::{
    model::{Action, Provenance, Settled},
    send::fixture::{create, delete, update, update_no},
};

fn policy(on_exists: OnExists, on_missing: OnMissing) -> Policy {
    Policy {
        on_exists,
        on_missing,
        ..Policy::default()
    }
}

fn missing() -> Answer {
    Answer::Missing {
        explicit: true,
        message: "not there".into(),
    }
}

fn exists() -> Answer {
    Answer::Exists("there".into())
}

const FIRST: CallProgress = CallProgress::begin(false);
const AGAIN: CallProgress = CallProgress::begin(true);

fn at(step: SettleStep, progress: CallProgress) -> CallProgress {
    CallProgress { step, ..progress }
}

/// `applied`, `created`, `adopted`, `failed`, `skipped`, or the step that comes next.
fn then(action: &Action, progress: CallProgress, answer: Answer) -> String {
    describe(next(action, progress, answer, &Policy::default()))
}

fn describe(next: NextAction) -> String {
    match next {
        NextAction::Settled(Settled::Applied {
            provenance: None, ..
        }) => "applied".into(),
        NextAction::Settled(Settled::Applied {
            provenance: Some(Provenance::Created),
            ..
        }) => "created".into(),
        NextAction::Settled(Settled::Applied {
            provenance: Some(Provenance::Adopted),
            ..
        }) => "adopted".into(),
        NextAction::Settled(Settled::Rejected { .. }) => "failed".into(),
        NextAction::Settled(Settled::Skipped { .. }) => "skipped".into(),
        NextAction::Go(progress) => format!("{:?}", progress.step),
        other => format!("{other:?}"),
    }
}

#[test]
fn a_create_that_meets_the_code() {
    assert_eq!(then(&create(), FIRST, Answer::Accepted), "applied");
    assert_eq!(then(&create(), FIRST, exists()), "Confirm");
    let adopting = CallProgress {
        step: SettleStep::Confirm,
        adopting: true,
        ..FIRST
    };
    assert_eq!(then(&create(), adopting, Answer::Accepted), "adopted");
    assert_eq!(then(&create(), AGAIN, exists()), "Confirm");
    assert_eq!(
        then(&create(), at(SettleStep::Confirm, AGAIN), Answer::Accepted),
        "created"
    );
    assert_eq!(
        then(&create(), FIRST, missing()),
        "failed",
        "a reference is unknown"
    );
    let fail = |progress| {
        describe(next(
            &create(),
            progress,
            exists(),
            &policy(OnExists::Fail, OnMissing::Create),
        ))
    };
    assert_eq!(
        (fail(FIRST), fail(AGAIN)),
        ("failed".into(), "Confirm".into()),
        "ours is ours whatever on_exists says"
    );
    let skip = |progress| {
        describe(next(
            &create(),
            progress,
            exists(),
            &policy(OnExists::Skip, OnMissing::Create),
        ))
    };
    assert_eq!(
        (skip(FIRST), skip(AGAIN)),
        ("skipped".into(), "Confirm".into())
    );
}

#[test]
fn an_update_that_misses_the_record() {
    for progress in [FIRST, AGAIN] {
        assert_eq!(then(&update(), progress, Answer::Accepted), "applied");
        assert_eq!(then(&update(), progress, missing()), "Recreate");
        assert_eq!(
            describe(next(
                &update(),
                progress,
                missing(),
                &policy(OnExists::Adopt, OnMissing::Fail)
            )),
            "failed"
        );
    }
    assert_eq!(
        then(&update(), at(SettleStep::Recreate, FIRST), Answer::Accepted),
        "created"
    );
    assert_eq!(
        then(&update(), at(SettleStep::Recreate, FIRST), exists()),
        "Confirm",
        "it arrived twice, or the 404 was about a reference"
    );
    let confirming = CallProgress {
        step: SettleStep::Confirm,
        adopting: true,
        ..FIRST
    };
    assert_eq!(then(&update(), confirming, Answer::Accepted), "created");
    assert_eq!(then(&update(), confirming, missing()), "failed");
    let careful = policy(OnExists::Fail, OnMissing::Create);
    let recreating = at(SettleStep::Recreate, FIRST);
    assert_eq!(
        describe(next(&update(), recreating, exists(), &careful)),
        "failed"
    );
    assert_eq!(
        then(&update(), at(SettleStep::Recreate, AGAIN), exists()),
        "Confirm"
    );
}

#[test]
fn a_delete_that_finds_nothing_is_done() {
    for progress in [FIRST, AGAIN] {
        assert_eq!(then(&delete(), progress, Answer::Accepted), "applied");
        assert_eq!(then(&delete(), progress, missing()), "applied");
        let bare = Answer::Missing {
            explicit: false,
            message: "HTTP 404".into(),
        };
        assert_eq!(
            then(&delete(), progress, bare),
            "failed",
            "a bare 404 may be a wrong path"
        );
    }
}

#[test]
fn a_doubtful_change_of_code_is_probed_and_never_overwrites_another_record() {
    assert_eq!(then(&update_no(), FIRST, exists()), "failed");
    assert_eq!(then(&update_no(), AGAIN, missing()), "ProbeNew");
    assert_eq!(then(&update_no(), AGAIN, exists()), "ProbeOld");
    assert_eq!(
        then(
            &update_no(),
            at(SettleStep::ProbeNew, AGAIN),
            Answer::Accepted
        ),
        "applied"
    );
    assert_eq!(
        then(&update_no(), at(SettleStep::ProbeNew, AGAIN), missing()),
        "failed"
    );
    assert_eq!(
        then(&update_no(), at(SettleStep::ProbeOld, AGAIN), missing()),
        "applied"
    );
    assert_eq!(
        then(
            &update_no(),
            at(SettleStep::ProbeOld, AGAIN),
            Answer::Accepted
        ),
        "failed"
    );
}

#[test]
fn an_attempt_that_may_have_been_applied_leaves_a_doubt() {
    let lost = Answer::unknown("lost");
    let again = next(&create(), FIRST, lost, &Policy::default());
    assert!(
        matches!(
            again,
            NextAction::Again(CallProgress { doubt: true, .. }, _)
        ),
        "{again:?}"
    );
    for harmless in [
        Answer::NotSent("refused".into()),
        Answer::Throttled { wait: None },
    ] {
        let again = next(&create(), FIRST, harmless, &Policy::default());
        assert!(
            matches!(
                again,
                NextAction::Again(CallProgress { doubt: false, .. }, _)
            ),
            "{again:?}"
        );
    }
}

#[test]
fn a_call_that_is_given_up_is_unknown_only_if_it_is_in_doubt() {
    let end = |progress| give_up(progress, String::new());
    assert!(matches!(end(AGAIN), Settled::Unknown { .. }));
    assert!(matches!(end(FIRST), Settled::Unsent { .. }));
}

#[test]
fn no_call_goes_on_without_permission() {
    let stop = next(
        &create(),
        FIRST,
        Answer::Forbidden("no".into()),
        &Policy::default(),
    );
    assert!(matches!(stop, NextAction::Stop(..)));
    let renew = next(
        &create(),
        FIRST,
        Answer::Unauthorised("old".into()),
        &Policy::default(),
    );
    assert!(matches!(renew, NextAction::Renew(..)));
}

#[test]
fn a_step_that_a_call_can_not_come_to_is_an_error() {
    for step in [
        SettleStep::Confirm,
        SettleStep::Recreate,
        SettleStep::ProbeNew,
        SettleStep::ProbeOld,
    ] {
        let error = crate::send::request(&delete(), step).expect_err("a delete has no such step");
        assert_eq!(error.kind(), crate::error::ErrorKind::Program, "{error}");
    }
    assert!(crate::send::request(&delete(), SettleStep::Own).is_ok());
}
