//! What is stored about calls that have ended.

use super::{SnapshotFolder, begin, create, entry};
use crate::{
    model::{
        CallState::{Applied, Blocked, InFlight, Rejected, Skipped},
        Entity, Finding,
    },
    store::JournalEntry,
};

#[test]
fn failures_say_why() {
    let folder = SnapshotFolder::new();
    let mut store = folder.open();
    let calls = [
        create(1, "a"),
        create(2, "b"),
        create(3, "c"),
        create(4, "d"),
    ];
    let run = begin(&mut store, &calls);
    let mut no = entry(1, Rejected);
    (no.code, no.message, no.attempts) = (Some(-1), Some("sai tham số".to_owned()), 2);
    let entries = [
        entry(1, InFlight),
        no,
        entry(2, Blocked),
        entry(3, InFlight),
        entry(3, Applied),
    ];
    store.record(run, &entries).expect("allowed");
    let failures = store.failures(run).expect("failures");
    let states: Vec<_> = failures
        .iter()
        .map(|failure| (failure.call.id, failure.state))
        .collect();
    assert_eq!(states, [(1, Rejected), (2, Blocked)]);
    assert_eq!(
        (failures[0].code, failures[0].message.as_deref()),
        (Some(-1), Some("sai tham số"))
    );
    let past = store.past(Entity::Customer, &"a".into(), 5).expect("past");
    assert_eq!(
        (past[0].run, past[0].state, past[0].attempts),
        (run, Rejected, 2)
    );
}

#[test]
fn findings_are_counted_whatever_the_message_is() {
    let folder = SnapshotFolder::new();
    let mut store = folder.open();
    let calls = [
        create(1, "a"),
        create(2, "b"),
        create(3, "c"),
        create(4, "d"),
    ];
    let run = begin(&mut store, &calls);
    let met = |call, state, finding| JournalEntry {
        finding: Some(finding),
        ..entry(call, state)
    };
    // A server's message may equal the text of a finding.
    let applied = JournalEntry {
        message: Some(Finding::Absent.as_str().to_owned()),
        ..entry(3, Rejected)
    };
    let mut entries: Vec<_> = (1..5).map(|call| entry(call, InFlight)).collect();
    entries.extend([
        met(1, Applied, Finding::Adopted),
        met(2, Applied, Finding::Adopted),
        applied,
        met(4, Skipped, Finding::LeftAlone),
    ]);
    store.record(run, &entries).expect("allowed");
    let findings = [(Finding::Adopted, 2), (Finding::LeftAlone, 1)];
    assert_eq!(store.findings(run).expect("findings"), findings.into());
    let past = |code: &str| {
        let mut past = store.past(Entity::Customer, &code.into(), 1).expect("past");
        let past = past.pop().expect("a call");
        (past.finding, past.message.is_some())
    };
    assert_eq!(past("b"), (Some(Finding::Adopted), false));
    assert_eq!(past("c"), (None, true));
}
