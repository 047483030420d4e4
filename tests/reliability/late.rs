//! Requests that the server applies after the client has stopped waiting.
//!
//! A request may have its effect up to twice the timeout after it was sent, also if its sender timed out or
//! crashed, and after any number of further crashes. Invariant: until then no other call is sent for its codes.

use std::time::Duration;

use rusqlite::Connection;
use vbot_sync::{
    model::Dialect,
    sandbox::{Fault, Faults},
};

use crate::{
    crash_ledger::{CrashPoint, Marking, Moment},
    parallel::{assert_none, ready, undisturbed},
    process::{Restart, run_to_end, run_until_crash, run_until_requests},
    sheets::Night,
    test_account::{Settings, TestAccount},
    verdict::{Effects, effects, findings},
};

/// A long timeout, since these tests depend on time and the machine may be busy.
fn settings(dialect: Dialect) -> Settings {
    let settings = Settings {
        timeout: if dialect == Dialect::V3 { "4s" } else { "3s" },
        ..Settings::default()
    };
    settings.of(dialect)
}

/// Both dialects are tried.
const DIALECTS: [Dialect; 2] = [Dialect::V1, Dialect::V3];

/// In milliseconds: before the timeout.
const SOON: u64 = 500;

/// In milliseconds: between the timeout and twice the timeout, under v3 long after a call in doubt was read twice.
const fn late(dialect: Dialect) -> u64 {
    match dialect {
        Dialect::V3 => 7600,
        _ => 5600,
    }
}

/// The first request to change the account is applied after that many milliseconds, and never answered.
fn first_is_late(fixture: &TestAccount, late: u64) -> Faults {
    let mut faults = Faults::none().at(fixture.first_write() as u64, Fault::ApplyLate);
    faults.late = Duration::from_millis(late);
    faults.hold = Duration::from_mins(1);
    faults
}

/// Another customer gets the code K7: a delete, and then a create.
fn reused(dialect: Dialect) -> (TestAccount, Night, Effects) {
    let night = Night::first().with("7,K7,", Some("17,K7,Hoa,0912000017,S2,T3,Miền Trung,web,,"));
    let fixture = ready(&settings(dialect), &Night::first(), &night);
    let wanted = undisturbed(&fixture, &night);
    (fixture, night, wanted)
}

#[test]
fn a_late_delete_does_not_remove_the_next_record_with_its_code() {
    for dialect in DIALECTS {
        let (fixture, night, wanted) = reused(dialect);
        for late in [SOON, late(dialect)] {
            fixture.restore();
            fixture.server.set_faults(first_is_late(&fixture, late));
            assert_eq!(run_to_end(&fixture, Restart::Sync), 0);
            let found = findings(&fixture, &night, &[], &wanted);
            assert_none(&found);
        }
    }
}

#[test]
fn a_late_delete_is_waited_for_after_the_run_that_settled_it_crashes() {
    for (dialect, last) in DIALECTS.into_iter().zip(Restart::BOTH) {
        let (fixture, night, wanted) = reused(dialect);
        fixture.restore();
        fixture
            .server
            .set_faults(first_is_late(&fixture, late(dialect)));
        let first = fixture.first_write() + 1;
        assert!(run_until_requests(&fixture, Restart::Sync, first));
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
    for (dialect, restart) in DIALECTS.into_iter().zip(Restart::BOTH) {
        let (fixture, night, wanted) = reused(dialect);
        let first = fixture.first_write();
        fixture.restore();
        // The 429 makes the run wait for longer than twice the timeout; the second request repeats the first.
        let mut faults = Faults::none()
            .at(first as u64, Fault::Http429 { date: false })
            .at(first as u64 + 1, Fault::ApplyLate);
        faults.retry_after = Duration::from_secs(9);
        (faults.late, faults.hold) = (Duration::from_millis(late(dialect)), Duration::from_mins(1));
        fixture.server.set_faults(faults);
        assert!(run_until_requests(&fixture, Restart::Sync, first + 2));
        assert_eq!(run_to_end(&fixture, restart), 0);
        assert_none(&findings(&fixture, &night, &[], &wanted));
    }
}

#[test]
fn a_late_create_is_waited_for_in_the_next_run() {
    in_the_next_run(Dialect::V1, |_| {});
}

#[test]
fn a_late_create_is_waited_for_in_the_next_run_under_v3() {
    in_the_next_run(Dialect::V3, |_| {});
}

#[test]
fn a_late_create_is_waited_for_after_the_clock_was_changed() {
    in_the_next_run(Dialect::V1, |fixture| {
        let snapshot =
            Connection::open(fixture.path("vbot-sync.db")).expect("the snapshot can be opened");
        let long_ago = "UPDATE call_state SET at = 0";
        snapshot
            .execute(long_ago, [])
            .expect("the snapshot can be written");
    });
}

/// Calls `between` between the runs.
fn in_the_next_run(dialect: Dialect, between: impl Fn(&TestAccount)) {
    let with = Night::first().with("", Some("11,K11,Nga,0912000011,S2,T3,Miền Trung,web,,"));
    let without = Night::first();
    let fixture = ready(&settings(dialect), &without, &with);
    for restart in Restart::BOTH {
        fixture.restore();
        fixture.write_sheets(&with);
        fixture
            .server
            .set_faults(first_is_late(&fixture, late(dialect)));
        let first = fixture.first_write() + 1;
        assert!(run_until_requests(&fixture, Restart::Sync, first));
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
