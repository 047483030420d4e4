//! `diff` and `plan`, as the corridor runs them: an ordinary second night, nothing but creates, and codes that
//! move on in a chain and in a ring.

use divan::Bencher;

use super::{
    desk::{Desk, items},
    sheets::Night,
};

fn proposed(bencher: Bencher<'_, '_>, night: Night) {
    let (desk, store) = Desk::second_night();
    desk.set(night, false);
    bencher
        .counter(items())
        .bench_local(|| desk.proposal(Some(&store)));
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
    let desk = Desk::new(Night::First, false);
    bencher.counter(items()).bench_local(|| desk.proposal(None));
}
