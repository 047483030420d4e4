//! Requests that the server carries out when nobody waits for them any more.
//!
//! Up to twice the timeout after it was sent, a request may still have its effect, whether its sender timed
//! out or died, and however often somebody has died since. Until then nothing else may be done to what it
//! names.

use std::time::Duration;

use rusqlite::Connection;
use vbot_sync::sandbox::{Fault, Faults};

use crate::{
    crash_ledger::{CrashPoint, Marking, Moment},
    parallel::{assert_none, ready, undisturbed},
    process::{Restart, cut_off, died, lived},
    sheets::Night,
    test_account::{Settings, TestAccount},
    verdict::{Effects, effects, findings},
};

/// Generous, since these tests are about time and the machine may be busy.
fn settings() -> Settings {
    Settings {
        timeout: "1s",
        ..Settings::default()
    }
}

/// In milliseconds: before the timeout, and well between it and twice as much.
const SOON: u64 = 500;
const LATE: u64 = 1500;

/// The first request is carried out after as many milliseconds, and never answered.
fn first_is_late(late: u64) -> Faults {
    let mut faults = Faults::none().at(0, Fault::ApplyLate);
    faults.late = Duration::from_millis(late);
    faults.hold = Duration::from_mins(1);
    faults
}

/// The code K7 goes to another customer: a delete, and then a create.
fn reused() -> (TestAccount, Night, Effects) {
    let night = Night::first().with("7,K7,", Some("17,K7,Hoa,0912000017,S2,T3,Miền Trung,web,,"));
    let stage = ready(&settings(), &Night::first(), &night);
    let wanted = undisturbed(&stage, &night);
    (stage, night, wanted)
}

#[test]
fn a_delete_that_is_late_does_not_meet_the_next_owner_of_its_code() {
    let (stage, night, wanted) = reused();
    for late in [SOON, LATE] {
        stage.restore();
        stage.server.set_faults(first_is_late(late));
        assert_eq!(lived(&stage, Restart::Sync), 0);
        let found = findings(&stage, &night, &[], &wanted);
        assert_none(&found);
    }
}

#[test]
fn nor_after_the_death_of_whoever_has_settled_it() {
    let (stage, night, wanted) = reused();
    for last in Restart::BOTH {
        stage.restore();
        stage.server.set_faults(first_is_late(LATE));
        assert!(cut_off(&stage, Restart::Sync, 1));
        let settled = CrashPoint::at(Moment::AfterOutcome, 1);
        assert!(died(&stage, Restart::Resume, &settled, Marking::First));
        assert_eq!(lived(&stage, last), 0);
        assert_none(&findings(&stage, &night, &[], &wanted));
    }
}

#[test]
fn nor_if_its_turn_came_long_after_it_was_marked() {
    let (stage, night, wanted) = reused();
    for restart in Restart::BOTH {
        stage.restore();
        // Everybody is to wait for longer than twice the timeout; the second request is the first again.
        let mut faults = Faults::none()
            .at(0, Fault::Http429 { date: false })
            .at(1, Fault::ApplyLate);
        faults.retry_after = Duration::from_secs(3);
        (faults.late, faults.hold) = (Duration::from_millis(LATE), Duration::from_mins(1));
        stage.server.set_faults(faults);
        assert!(cut_off(&stage, Restart::Sync, 2));
        assert_eq!(lived(&stage, restart), 0);
        assert_none(&findings(&stage, &night, &[], &wanted));
    }
}

#[test]
fn nor_in_the_next_run() {
    in_the_next_run(|_| {});
}

#[test]
fn nor_where_the_clock_was_put_forward_in_between() {
    in_the_next_run(|stage| {
        let snapshot = Connection::open(stage.path("vbot-sync.db")).expect("it can be opened");
        let long_ago = "UPDATE call_state SET at = 0";
        snapshot.execute(long_ago, []).expect("it can be written");
    });
}

/// What happens between the runs is up to the test.
fn in_the_next_run(between: impl Fn(&TestAccount)) {
    let with = Night::first().with("", Some("11,K11,Nga,0912000011,S2,T3,Miền Trung,web,,"));
    let without = Night::first();
    let stage = ready(&settings(), &without, &with);
    for restart in Restart::BOTH {
        stage.restore();
        stage.lay(&with);
        stage.server.set_faults(first_is_late(LATE));
        assert!(cut_off(&stage, Restart::Sync, 1));
        between(&stage);
        assert_eq!(lived(&stage, restart), 0);
        between(&stage);
        // The create is acknowledged, and still under way once more.
        assert_eq!(
            stage.server.late(),
            1,
            "the test is too slow for its own timing"
        );
        stage.lay(&without);
        assert_eq!(lived(&stage, Restart::Sync), 0);
        let wanted = ["create customer K11", "delete customer K11"];
        let wanted = wanted.map(|call| (call.to_owned(), 1)).into();
        assert_none(&findings(&stage, &without, &[], &wanted));
        assert_eq!(effects(&stage.server.log()), wanted);
    }
}
