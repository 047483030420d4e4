//! `diff` and `plan`, as `sync` runs them: an ordinary second night, nothing but creates, and codes that
//! move on in a chain and in a ring.

use divan::Bencher;

use super::{
    folder::{RoomFolder, items},
    sheets::Night,
};

fn proposed(bencher: Bencher<'_, '_>, night: Night) {
    let (folder, store) = RoomFolder::second_night();
    folder.write(night, false);
    bencher
        .counter(items())
        .bench_local(|| folder.proposal(Some(&store)));
}

#[divan::bench]
fn unchanged(bencher: Bencher<'_, '_>) {
    proposed(bencher, Night::First);
}

#[divan::bench]
fn changed(bencher: Bencher<'_, '_>) {
    proposed(bencher, Night::Second);
}

#[divan::bench]
fn chain(bencher: Bencher<'_, '_>) {
    proposed(bencher, Night::Chains(usize::MAX));
}

#[divan::bench]
fn ring(bencher: Bencher<'_, '_>) {
    proposed(bencher, Night::Ring);
}

#[divan::bench]
fn creates(bencher: Bencher<'_, '_>) {
    let folder = RoomFolder::new(Night::First, false);
    bencher
        .counter(items())
        .bench_local(|| folder.proposal(None));
}
