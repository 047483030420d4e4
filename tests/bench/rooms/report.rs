//! `report`: a plan in which every customer has changed, in every format.

use divan::Bencher;
use vbot_sync::{
    codec::Plan,
    model::{Call, Dialect},
    report::{self, ReportHead, Style},
    send,
};

use super::{
    folder::{RoomFolder, items},
    sheets::Night,
};

fn reported(bencher: Bencher<'_, '_>, write: impl Fn(&mut Vec<u8>, &Plan)) {
    let (folder, store) = RoomFolder::second_night();
    folder.write(Night::EveryNote, false);
    let plan = folder.proposal(Some(&store)).plan;
    bencher.counter(items()).bench_local(|| {
        let mut out = Vec::new();
        write(&mut out, &plan);
        out
    });
}

fn cover() -> ReportHead {
    ReportHead {
        account: "a bench".to_owned(),
        made_at: jiff::Timestamp::UNIX_EPOCH,
        rate: 10.0,
        redacted: false,
        brief: false,
    }
}

#[divan::bench]
fn summary(bencher: Bencher<'_, '_>) {
    let style = Style {
        colour: false,
        width: 100,
    };
    reported(bencher, |out, plan| {
        report::summary::plan(out, plan, 10.0, style).expect("a write to memory succeeds");
    });
}

#[divan::bench]
fn json(bencher: Bencher<'_, '_>) {
    let body = |call: &Call| {
        send::body(
            &vbot_sync::model::AccountId::unnamed(Dialect::V1),
            call.entity,
            &call.action,
        )
    };
    reported(bencher, |out, plan| {
        report::json::plan(out, plan, &body).expect("a write to memory succeeds");
    });
}

#[divan::bench]
fn html(bencher: Bencher<'_, '_>) {
    reported(bencher, |out, plan| {
        report::html::plan(out, plan, &cover()).expect("a write to memory succeeds");
    });
}

#[divan::bench]
fn xlsx(bencher: Bencher<'_, '_>) {
    reported(bencher, |out, plan| {
        report::xlsx::plan(out, plan, &cover()).expect("a write to memory succeeds");
    });
}
