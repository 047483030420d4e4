//! Old runs are forgotten and their space is given back, and nothing that is still needed goes.

use jiff::Timestamp;

use super::{SnapshotFolder, at, begin, create, delete, done, left};
use crate::{
    model::{Call, Entity, Moment, RunEnding, RunSummary},
    store::Store,
};

/// Calls of one night.
const CALLS: u32 = 200;

fn on(day: i64) -> Timestamp {
    at(day * 86_400)
}

/// Records a run of that day, in which `work` is done.
fn night(store: &mut Store, day: i64, state: RunEnding, work: impl FnOnce(&mut Store)) {
    let summary = RunSummary {
        command: "sync".to_owned(),
        started: Moment(on(day)),
        ..RunSummary::default()
    };
    let entry = store.record_begin(&summary).expect("an entry").entry;
    work(store);
    let ended = RunSummary {
        state,
        finished: Some(Moment(on(day))),
        ..summary
    };
    store.record_end(Some(entry), &ended, &[]).expect("an end");
}

fn calls(day: i64, of: fn(u32, &str) -> Call) -> Vec<Call> {
    let codes = (1..=CALLS).map(|id| of(id, &format!("K{day}-{id}")));
    codes.collect()
}

fn numbers(store: &Store) -> Vec<i64> {
    let runs = store.history(None).expect("readable").into_iter();
    runs.map(|run| run.run).collect()
}

fn forgotten(store: &mut Store, before: Timestamp, keep: usize) -> Vec<i64> {
    let runs = store.prune(before, keep).expect("pruned").into_iter();
    runs.map(|run| run.run).collect()
}

#[test]
fn months_of_nights_leave_a_file_of_constant_size() {
    let folder = SnapshotFolder::new();
    let mut store = folder.open();
    let mut sizes = Vec::new();
    for day in 0..120 {
        night(&mut store, day, RunEnding::Finished, |store| {
            done(store, &calls(day, create));
        });
        // The records go again, so that only the runs could make the file larger.
        night(&mut store, day, RunEnding::Finished, |store| {
            done(store, &calls(day, delete));
        });
        store.prune(on(day - 10), 5).expect("pruned");
        sizes.push(std::fs::metadata(folder.path()).expect("a file").len());
    }
    assert_eq!(numbers(&store).len(), 22);
    let (early, late) = (sizes[50], sizes[sizes.len() - 1]);
    assert!(late <= early + early / 10, "{early} bytes became {late}");
}

#[test]
fn the_newest_runs_and_a_run_that_can_be_resumed_stay() {
    let folder = SnapshotFolder::new();
    let mut store = folder.open();
    for day in 0..8 {
        night(&mut store, day, RunEnding::Finished, |store| {
            done(store, &calls(day, create));
        });
    }
    night(&mut store, 8, RunEnding::Stopped, |store| {
        begin(store, &calls(8, create));
    });
    let later = on(10_000);
    assert_eq!(forgotten(&mut store, later, 6), [3, 2, 1]);
    assert_eq!(numbers(&store), [9, 8, 7, 6, 5, 4]);
    assert_eq!(forgotten(&mut store, on(0), 1), [0; 0], "none is that old");
    assert_eq!(forgotten(&mut store, later, 1), [5, 4]);
    assert_eq!(
        numbers(&store),
        [9, 8, 7, 6],
        "requests of the newest may still be executed"
    );
    assert_eq!(left(&store).len(), CALLS as usize);
    let customers = store.count(Entity::Customer).expect("readable");
    assert_eq!(customers, 8 * CALLS as usize);
}
