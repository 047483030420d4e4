//! Calls that are recorded as applied without being sent.

use super::{SnapshotFolder, at, code, create};
use crate::{
    error::Result,
    model::{Entity, Provenance, Sources},
    store::{Assumption, RunId, Store},
};

fn assume(store: &mut Store, exit: u8) -> Result<RunId> {
    let calls = [create(1, "a"), create(2, "b")];
    let assumption = Assumption {
        sources: &Sources::new(),
        notes: &[],
        calls: &calls.to_vec().into(),
        exit,
    };
    store.assume("adopt", at(1), assumption, &serde_json::Value::Null)
}

#[test]
fn what_is_assumed_is_there_at_once_and_leaves_no_call() {
    let folder = SnapshotFolder::new();
    let mut store = folder.open();
    let run = assume(&mut store, 3).expect("allowed");
    let assumed = store.find(Entity::Customer, &code("a"));
    let assumed = assumed.expect("readable").expect("a record");
    assert_eq!(
        (assumed.provenance, assumed.run),
        (Provenance::Assumed, run)
    );
    assert!(store.counts(run).expect("counts").is_empty());
    assert!(store.unfinished().expect("readable").is_none());
    let again = assume(&mut store, 0);
    assert!(
        again.is_ok(),
        "to be told the same twice is no contradiction"
    );
}
