//! `store`: a run that begins, what is known, and a plan that becomes the snapshot.

use divan::Bencher;
use jiff::Timestamp;
use vbot_sync::{codec::Snapshot, model::Entity, store::Store, sync};

use super::{
    desk::{Desk, items},
    sheets::Night,
};

/// An empty snapshot of its own for every sample.
fn empty(desk: &Desk) -> Store {
    let config = desk.config();
    let folder = tempfile::tempdir_in(desk.path("")).expect("a folder");
    Store::open(&folder.keep().join("snapshot.db"), &config.tenant).expect("a snapshot")
}

#[divan::bench(sample_count = 10)]
fn begin_run(bencher: Bencher<'_, '_>) {
    let desk = Desk::new(Night::First, false);
    let proposal = desk.proposal(None);
    let bencher = bencher.counter(items()).with_inputs(|| empty(&desk));
    bencher.bench_local_values(|mut store| {
        let (at, sources) = (Timestamp::UNIX_EPOCH, &proposal.sources);
        let run = store.begin_run("sync", at, sources, &proposal.plan.calls);
        run.expect("it begins");
        store
    });
}

#[divan::bench(sample_count = 10)]
fn adopt(bencher: Bencher<'_, '_>) {
    let desk = Desk::new(Night::First, false);
    let proposal = desk.proposal(None);
    let bencher = bencher.counter(items()).with_inputs(|| empty(&desk));
    bencher.bench_local_values(|mut store| {
        sync::adopt(&mut store, &proposal).expect("it is adopted");
        store
    });
}

#[divan::bench]
fn known(bencher: Bencher<'_, '_>) {
    let (_desk, store) = Desk::second_night();
    bencher
        .counter(items())
        .bench_local(|| store.records(Entity::Customer).expect("it is read"));
}
