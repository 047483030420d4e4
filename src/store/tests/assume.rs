//! What is taken as sent without a call.

use super::{Folder, at, code, create};
use crate::model::{Entity, Proposal, Provenance};

#[test]
fn what_is_assumed_is_there_at_once_and_leaves_no_call() {
    let folder = Folder::new();
    let mut store = folder.open();
    let mut proposal = Proposal::default();
    proposal.plan.calls = vec![create(1, "a"), create(2, "b")];
    let none = serde_json::Value::Null;
    let run = store
        .assume("adopt", at(1), &proposal, 3, &none)
        .expect("allowed");
    let assumed = store.find(Entity::Customer, &code("a"));
    let assumed = assumed.expect("readable").expect("a record");
    assert_eq!(
        (assumed.provenance, assumed.run),
        (Provenance::Assumed, run)
    );
    assert!(store.counts(run).expect("counts").is_empty());
    assert!(store.unfinished().expect("readable").is_none());
    let again = store.assume("adopt", at(2), &proposal, 0, &none);
    assert!(
        again.is_ok(),
        "to be told the same twice is no contradiction"
    );
}
