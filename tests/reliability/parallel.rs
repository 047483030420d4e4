//! Runs many cases on a few fixtures in parallel: they mostly wait, for timeouts and for the disk.
//!
//! Invariant: every case is run once, and every problem names its case.

use std::sync::{
    Mutex,
    atomic::{AtomicUsize, Ordering},
};

use crate::{
    process::{Restart, run_to_end},
    sheets::Night,
    test_account::{Settings, TestAccount},
    verdict::{self, Effects},
};

/// The number of parallel fixtures.
const FIXTURES: usize = 8;

/// Runs every case on one of the fixtures; returns the problems, each with its case.
pub fn share<C: Sync + std::fmt::Debug>(
    cases: &[C],
    fixture: impl Fn() -> TestAccount + Sync,
    take: impl Fn(&TestAccount, &C) -> Vec<String> + Sync,
) -> Vec<String> {
    let (next, problems) = (AtomicUsize::new(0), Mutex::new(Vec::new()));
    std::thread::scope(|scope| {
        for _fixture in 0..FIXTURES.min(cases.len()) {
            scope.spawn(|| {
                let fixture = fixture();
                while let Some(case) = cases.get(next.fetch_add(1, Ordering::SeqCst)) {
                    let found = take(&fixture, case);
                    let mut problems = problems.lock().expect("the lock is not poisoned");
                    problems.extend(found.iter().map(|found| format!("{case:?}: {found}")));
                }
            });
        }
    });
    problems.into_inner().expect("the lock is not poisoned")
}

/// Fails with the first problems.
#[track_caller]
pub fn assert_none(problems: &[String]) {
    let shown = &problems[..problems.len().min(10)];
    let all = problems.len();
    assert!(problems.is_empty(), "{all} problems:\n{}", shown.join("\n"));
}

/// A fixture after the first night, saved, with the second night's sheets.
pub fn second_night(settings: &Settings) -> TestAccount {
    ready(settings, &Night::first(), &Night::second())
}

/// A fixture after a night, saved, with the next night's sheets.
pub fn ready(settings: &Settings, before: &Night, after: &Night) -> TestAccount {
    let mut fixture = TestAccount::new(settings, vbot_sync::sandbox::Options::default());
    fixture.write_sheets(before);
    assert_eq!(run_to_end(&fixture, Restart::Sync), 0);
    assert_eq!(fixture.account().state(), before.state(settings.dialect));
    fixture.save();
    fixture.restore();
    fixture.write_sheets(after);
    fixture
}

/// The effects of an undisturbed run of the second night.
pub fn undisturbed(fixture: &TestAccount, night: &Night) -> Effects {
    fixture.restore();
    assert_eq!(run_to_end(fixture, Restart::Sync), 0);
    let effects = verdict::effects(&fixture.server.log());
    assert_none(&verdict::findings(fixture, night, &[], &effects));
    fixture.restore();
    effects
}
