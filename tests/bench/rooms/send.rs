//! `send`, without a network: calls to bodies, and reading answers.

use divan::{Bencher, black_box};
use vbot_sync::{model::Dialect, send};

use super::{
    folder::{RoomFolder, items, rows},
    sheets::Night,
};

#[divan::bench]
fn bodies(bencher: Bencher<'_, '_>) {
    let folder = RoomFolder::new(Night::First, false);
    let tenant = folder.config().tenant;
    let plan = folder.proposal(None).plan;
    bencher.counter(items()).bench_local(|| {
        for call in plan.calls.iter() {
            let call = call.expect("the call is in memory");
            let body = send::sealed(&tenant, call.entity, &call.action);
            black_box(serde_json::to_vec(&body).expect("a write to memory succeeds"));
        }
    });
}

fn answers(bencher: Bencher<'_, '_>, body: &[u8]) {
    bencher.counter(items()).bench_local(|| {
        for _ in 0..rows() {
            black_box(send::read(Dialect::V1, 200, None, black_box(body)));
        }
    });
}

#[divan::bench]
fn accepting_answers(bencher: Bencher<'_, '_>) {
    answers(
        bencher,
        br#"{"status":1,"error":0,"message":"","data":null}"#,
    );
}

#[divan::bench]
fn refusing_answers(bencher: Bencher<'_, '_>) {
    let body = r#"{"status":0,"error":409,"message":"Mã khách hàng đã tồn tại","data":null}"#;
    answers(bencher, body.as_bytes());
}
