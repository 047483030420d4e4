//! Planning ends soon after the observer cancels, even in the middle of the changes.

use std::sync::atomic::{AtomicUsize, Ordering::Relaxed};

use super::an;
use crate::{
    codec::{Change, Diff, fixture::FixtureSnapshot},
    error::ErrorKind,
    model::{Entity, Policy, fixture::row},
    observe::{Event, Observer},
    plan::plan,
};

/// Cancels after it was asked that many times.
struct Impatient(usize, AtomicUsize);

impl Observer for Impatient {
    fn on(&self, _event: &Event<'_>) {}

    fn stops(&self) -> bool {
        self.1.fetch_add(1, Relaxed) >= self.0
    }
}

#[test]
fn planning_can_be_ended_between_its_stages_and_between_changes() {
    let creates = (0..100).map(|number| {
        let record = row(Entity::Customer, &format!("K{number}"), an("S"));
        Change::of(Entity::Customer, None, Some(record))
    });
    let diff = Diff {
        changes: creates.collect(),
        ..Diff::default()
    };
    let planned = |patience| {
        let diffs = [(Entity::Customer, diff.clone())].into();
        let observer = Impatient(patience, AtomicUsize::new(0));
        let plan = plan(
            diffs,
            &FixtureSnapshot::default(),
            &Policy::default(),
            &observer,
        );
        (plan.map_err(|error| error.kind()), observer.1.into_inner())
    };
    let (whole, asked) = planned(usize::MAX);
    assert_eq!(whole.map(|plan| plan.calls.len()).ok(), Some(100));
    assert!(asked > 100, "it is asked at each change");
    for patience in 0..asked {
        let (plan, asked) = planned(patience);
        assert_eq!(
            (plan.err(), asked),
            (Some(ErrorKind::Stopped), patience + 1)
        );
    }
}
