//! `store`: beginning a run, reading the records, and adopting a plan.

use divan::Bencher;
use jiff::Timestamp;
use vbot_sync::{codec::Snapshot, model::Entity, store::Store, sync};

use super::{
    folder::{RoomFolder, items},
    sheets::Night,
};

/// An empty snapshot of its own for every sample.
fn empty(folder: &RoomFolder) -> Store {
    let config = folder.config();
    let folder = tempfile::tempdir_in(folder.path("")).expect("a folder");
    Store::open(&folder.keep().join("snapshot.db"), &config.tenant).expect("a snapshot")
}

#[divan::bench(sample_count = 10)]
fn begin_run(bencher: Bencher<'_, '_>) {
    let folder = RoomFolder::new(Night::First, false);
    let proposal = folder.proposal(None);
    let bencher = bencher.counter(items()).with_inputs(|| empty(&folder));
    bencher.bench_local_values(|mut store| {
        let (at, sources) = (Timestamp::UNIX_EPOCH, &proposal.sources);
        let run = store.begin_run("sync", at, sources, &proposal.plan.calls);
        run.expect("the run can be begun");
        store
    });
}

#[divan::bench(sample_count = 10)]
fn adopt(bencher: Bencher<'_, '_>) {
    let folder = RoomFolder::new(Night::First, false);
    let (proposal, account) = (folder.proposal(None), folder.config().tenant);
    let bencher = bencher.counter(items()).with_inputs(|| empty(&folder));
    bencher.bench_local_values(|mut store| {
        sync::adopt(&mut store, &proposal, &account).expect("the snapshot can be written");
        store
    });
}

#[divan::bench]
fn known(bencher: Bencher<'_, '_>) {
    let (_desk, store) = RoomFolder::second_night();
    bencher.counter(items()).bench_local(|| {
        store
            .records(Entity::Customer)
            .expect("the snapshot can be read")
    });
}
