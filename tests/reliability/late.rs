//! Requests that the server applies after the client has stopped waiting.
//!
//! A request may have its effect up to twice the timeout after it was sent, also if its sender timed out or
//! crashed, and after any number of further crashes. Invariant: until then no other call is sent for its codes.

use std::time::Duration;

use rusqlite::Connection;
use vbot_sync::sandbox::{Fault, Faults};

use crate::{
    crash_ledger::{CrashPoint, Marking, Moment},
    parallel::{assert_none, ready, undisturbed},
    process::{Restart, run_to_end, run_until_crash, run_until_requests},
    sheets::Night,
    test_account::{Settings, TestAccount},
    verdict::{Effects, effects, findings},
};

/// A long timeout, since these tests depend on time and the machine may be busy.
fn settings() -> Settings {
    Settings {
        timeout: "1s",
        ..Settings::default()
    }
}

/// In milliseconds: before the timeout, and halfway between it and twice the timeout.
const SOON: u64 = 500;
const LATE: u64 = 1500;

/// The first request is applied after that many milliseconds, and never answered.
fn first_is_late(late: u64) -> Faults {
    let mut faults = Faults::none().at(0, Fault::ApplyLate);
    faults.late = Duration::from_millis(late);
    faults.hold = Duration::from_mins(1);
    faults
}

/// Another customer gets the code K7: a delete, and then a create.
fn reused() -> (TestAccount, Night, Effects) {
    let night = Night::first().with("7,K7,", Some("17,K7,Hoa,0912000017,S2,T3,Miền Trung,web,,"));
    let fixture = ready(&settings(), &Night::first(), &night);
    let wanted = undisturbed(&fixture, &night);
    (fixture, night, wanted)
}

#[test]
fn a_late_delete_does_not_remove_the_next_record_with_its_code() {
    let (fixture, night, wanted) = reused();
    for late in [SOON, LATE] {
        fixture.restore();
        fixture.server.set_faults(first_is_late(late));
        assert_eq!(run_to_end(&fixture, Restart::Sync), 0);
        let found = findings(&fixture, &night, &[], &wanted);
        assert_none(&found);
    }
}

#[test]
fn a_late_delete_is_waited_for_after_the_run_that_settled_it_crashes() {
    let (fixture, night, wanted) = reused();
    for last in Restart::BOTH {
        fixture.restore();
        fixture.server.set_faults(first_is_late(LATE));
        assert!(run_until_requests(&fixture, Restart::Sync, 1));
        let settled = CrashPoint::at(Moment::AfterOutcome, 1);
        assert!(run_until_crash(
            &fixture,
            Restart::Resume,
            &settled,
            Marking::First
        ));
        assert_eq!(run_to_end(&fixture, last), 0);
        assert_none(&findings(&fixture, &night, &[], &wanted));
    }
}

#[test]
fn a_late_delete_is_waited_for_from_its_last_attempt() {
    let (fixture, night, wanted) = reused();
    for restart in Restart::BOTH {
        fixture.restore();
        // The 429 makes the run wait for longer than twice the timeout; the second request repeats the first.
        let mut faults = Faults::none()
            .at(0, Fault::Http429 { date: false })
            .at(1, Fault::ApplyLate);
        faults.retry_after = Duration::from_secs(3);
        (faults.late, faults.hold) = (Duration::from_millis(LATE), Duration::from_mins(1));
        fixture.server.set_faults(faults);
        assert!(run_until_requests(&fixture, Restart::Sync, 2));
        assert_eq!(run_to_end(&fixture, restart), 0);
        assert_none(&findings(&fixture, &night, &[], &wanted));
    }
}

#[test]
fn a_late_create_is_waited_for_in_the_next_run() {
    in_the_next_run(|_| {});
}

#[test]
fn a_late_create_is_waited_for_after_the_clock_was_changed() {
    in_the_next_run(|fixture| {
        let snapshot =
            Connection::open(fixture.path("vbot-sync.db")).expect("the snapshot can be opened");
        let long_ago = "UPDATE call_state SET at = 0";
        snapshot
            .execute(long_ago, [])
            .expect("the snapshot can be written");
    });
}

/// Calls `between` between the runs.
fn in_the_next_run(between: impl Fn(&TestAccount)) {
    let with = Night::first().with("", Some("11,K11,Nga,0912000011,S2,T3,Miền Trung,web,,"));
    let without = Night::first();
    let fixture = ready(&settings(), &without, &with);
    for restart in Restart::BOTH {
        fixture.restore();
        fixture.write_sheets(&with);
        fixture.server.set_faults(first_is_late(LATE));
        assert!(run_until_requests(&fixture, Restart::Sync, 1));
        between(&fixture);
        assert_eq!(run_to_end(&fixture, restart), 0);
        between(&fixture);
        // The create is acknowledged, and another request for it is still to be applied.
        assert_eq!(
            fixture.server.late(),
            1,
            "one request is still late; otherwise the machine is too slow for this test"
        );
        fixture.write_sheets(&without);
        assert_eq!(run_to_end(&fixture, Restart::Sync), 0);
        let wanted = ["create customer K11", "delete customer K11"];
        let wanted = wanted.map(|call| (call.to_owned(), 1)).into();
        assert_none(&findings(&fixture, &without, &[], &wanted));
        assert_eq!(effects(&fixture.server.log()), wanted);
    }
}
