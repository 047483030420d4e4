//! Reads that contradict what is known, and records that an insert in doubt has met.

use super::*;

#[test]
fn a_create_in_doubt_that_meets_other_values_is_told_by_the_time_of_the_record() {
    let sent = at(AGAIN.sent(1000), LookAt::Made);
    let made = |at| then(&create(), sent, read(Seen::Made(at)));
    assert_eq!(made(Some(1000)), "Confirm");
    assert_eq!(made(Some(999)), "failed 409");
    assert_eq!(made(None), "failed 409");
    let never = at(AGAIN, LookAt::Made);
    let unsent = then(&create(), never, read(Seen::Made(Some(1000))));
    assert_eq!(unsent, "failed 409");
    // `on_exists` has no say, and the record is named.
    let skip = Policy {
        on_exists: OnExists::Skip,
        ..Policy::default()
    };
    let theirs = next(
        &create(),
        sent,
        read(Seen::Made(Some(999))),
        (&skip, ClearsBy::Unknown),
    );
    assert!(
        matches!(&theirs, NextAction::Settled(Settled::Rejected { message, .. })
            if message.starts_with("conflict: ")),
        "{theirs:?}"
    );
}

#[test]
fn before_a_call_fails_because_of_what_was_read_everything_is_read_again() {
    let early = |step| CallProgress {
        rereads: 0,
        ..at(AGAIN, step)
    };
    for (action, step, seen, wanted) in [
        (update(), LookAt::Record, other(), "later Record, in doubt"),
        (
            create(),
            LookAt::Made,
            Seen::Made(None),
            "later Record, in doubt",
        ),
        (
            update_no(),
            LookAt::Old { taken: true },
            Seen::New,
            "later New, in doubt",
        ),
        (
            update_no(),
            LookAt::Old { taken: false },
            Seen::Absent,
            "later New, in doubt",
        ),
    ] {
        assert_eq!(then(&action, early(step), read(seen)), wanted);
    }
    // The code is free, and the account refuses it as taken, perhaps for another value: it is never tried for ever.
    let taken = explains(at(FIRST, LookAt::Record), UnexplainedRefusal::Exists);
    assert_eq!(then(&update(), taken, read(Seen::Absent)), "failed 409");
}

#[test]
fn an_update_that_confirms_and_is_in_doubt_is_sent_again_unless_it_was_applied() {
    let adopting = |step| CallProgress {
        adopting: true,
        ..at(AGAIN, step)
    };
    for (action, step) in [
        (create(), LookAt::Record),
        (update(), LookAt::Record),
        (update_no(), LookAt::New),
    ] {
        assert_eq!(then(&action, adopting(step), read(Seen::New)), "adopted");
        assert_eq!(then(&action, adopting(step), read(other())), "Confirm");
    }
}
