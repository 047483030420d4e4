//! Many cases on a few stages at once: most of their time is waiting, for timeouts and for the disk.
//!
//! Invariant: every case is taken once, and every complaint says which case it is about.

use std::sync::{
    Mutex,
    atomic::{AtomicUsize, Ordering},
};

use crate::{
    process::{Restart, lived},
    sheets::Night,
    test_account::{Settings, TestAccount},
    verdict::{self, Effects},
};

/// How many stages there are at once.
const STAGES: usize = 8;

/// Takes every case on one of the stages; what the cases have to complain of, each with its case.
pub fn share<C: Sync + std::fmt::Debug>(
    cases: &[C],
    stage: impl Fn() -> TestAccount + Sync,
    take: impl Fn(&TestAccount, &C) -> Vec<String> + Sync,
) -> Vec<String> {
    let (next, complaints) = (AtomicUsize::new(0), Mutex::new(Vec::new()));
    std::thread::scope(|scope| {
        for _stage in 0..STAGES.min(cases.len()) {
            scope.spawn(|| {
                let stage = stage();
                while let Some(case) = cases.get(next.fetch_add(1, Ordering::SeqCst)) {
                    let found = take(&stage, case);
                    let mut complaints = complaints.lock().expect("no other case has panicked");
                    complaints.extend(found.iter().map(|found| format!("{case:?}: {found}")));
                }
            });
        }
    });
    complaints.into_inner().expect("no case has panicked")
}

/// Fails with the first few complaints.
#[track_caller]
pub fn assert_none(complaints: &[String]) {
    let shown = &complaints[..complaints.len().min(10)];
    let all = complaints.len();
    assert!(
        complaints.is_empty(),
        "{all} complaints:\n{}",
        shown.join("\n")
    );
}

/// A stage after the first night, saved, with the second night's sheets.
pub fn second_night(settings: &Settings) -> TestAccount {
    ready(settings, &Night::first(), &Night::second())
}

/// A stage after a night, saved, with the next night's sheets.
pub fn ready(settings: &Settings, before: &Night, after: &Night) -> TestAccount {
    let mut stage = TestAccount::new(settings, vbot_sync::sandbox::Options::default());
    stage.lay(before);
    assert_eq!(lived(&stage, Restart::Sync), 0);
    assert_eq!(stage.server.state(), before.state());
    stage.save();
    stage.restore();
    stage.lay(after);
    stage
}

/// The effects of the second night when nothing disturbs it.
pub fn undisturbed(stage: &TestAccount, night: &Night) -> Effects {
    stage.restore();
    assert_eq!(lived(stage, Restart::Sync), 0);
    let effects = verdict::effects(&stage.server.log());
    assert_none(&verdict::findings(stage, night, &[], &effects));
    stage.restore();
    effects
}
