//! The journal thread with real files and real tasks.
//!
//! Invariant: an entry whose write returned `Ok` is in the file, any other is not.

use std::sync::mpsc::channel;

use tokio::{runtime::Builder, sync::oneshot, task::JoinSet};

use super::{Journal, JournalRequest, gather, serve};
use crate::{
    codec::Snapshot,
    model::{
        Call,
        CallState::{Applied, InFlight, Planned},
        Entity,
    },
    store::tests::{SnapshotFolder, begin, create, entry, refused, states},
};

fn runtime() -> tokio::runtime::Runtime {
    let builder = Builder::new_multi_thread().worker_threads(4).build();
    builder.expect("a runtime")
}

#[test]
fn many_tasks_write_at_once_and_all_is_durable() {
    let folder = SnapshotFolder::new();
    let mut store = folder.open();
    let calls: Vec<_> = (1..=300).map(|id| create(id, &format!("c{id}"))).collect();
    let run = begin(&mut store, &calls);
    let (journal, thread) = Journal::start(store, run).expect("a thread");
    runtime().block_on(async {
        let mut tasks = JoinSet::new();
        for id in 1..=300 {
            let journal = journal.clone();
            tasks.spawn(async move {
                journal.write(vec![entry(id, InFlight)]).await?;
                journal.write(vec![entry(id, Applied)]).await
            });
        }
        for written in tasks.join_all().await {
            written.expect("written");
        }
    });
    // The thread still has the file open, so this entry was committed and not merely flushed on closing.
    assert_eq!(
        folder
            .look()
            .known(Entity::Customer)
            .expect("readable")
            .len(),
        300
    );
    drop(journal);
    let mut store = thread.join().expect("the store");
    store
        .finish_run(run, super::super::tests::at(9), 0, &serde_json::json!({}))
        .expect("finished");
}

#[test]
fn a_line_is_on_the_disk_when_its_write_returns() {
    let folder = SnapshotFolder::new();
    let mut store = folder.open();
    let run = begin(&mut store, &[create(1, "a")]);
    let (journal, _thread) = Journal::start(store, run).expect("a thread");
    runtime()
        .block_on(journal.write(vec![entry(1, InFlight)]))
        .expect("written");
    assert_eq!(states(&folder.look()), [InFlight]);
}

#[test]
fn whatever_waits_goes_into_one_group() {
    let (requests, waiting) = channel();
    for id in 1..=10 {
        let (answer, _) = oneshot::channel();
        requests
            .send(JournalRequest::Write(vec![entry(id, InFlight)], answer))
            .expect("sent");
    }
    let group = gather(&waiting);
    assert_eq!((group.entries.len(), group.last), (10, false));
    requests.send(JournalRequest::Close).expect("sent");
    let group = gather(&waiting);
    assert_eq!((group.entries.len(), group.last), (0, true));
    drop(requests);
    assert!(gather(&waiting).last);
}

#[test]
fn one_bad_line_fails_its_group_and_all_that_comes_later() {
    let folder = SnapshotFolder::new();
    let mut store = folder.open();
    let run = begin(
        &mut store,
        &[create(1, "a"), create(2, "b"), create(3, "c")],
    );
    let (requests, waiting) = channel();
    let write = |id, state| {
        let (answer, written) = oneshot::channel();
        requests
            .send(JournalRequest::Write(vec![entry(id, state)], answer))
            .expect("sent");
        written
    };
    let answers = [write(1, InFlight), write(2, Applied)];
    let group = gather(&waiting);
    for (entry, answer) in group.entries.into_iter().zip(group.writers) {
        let again = JournalRequest::Write(vec![entry], answer);
        requests.send(again).expect("sent");
    }
    requests.send(JournalRequest::Close).expect("sent");
    let late = write(3, InFlight);
    let store = serve(store, run, &waiting);
    for answer in answers {
        refused(
            answer.blocking_recv().expect("an answer"),
            "can't become applied",
        );
    }
    drop(waiting);
    late.blocking_recv()
        .expect_err("the thread of the journal has ended");
    assert_eq!(states(&store), [Planned; 3]);
}

#[test]
fn after_a_failure_nothing_more_is_written() {
    let folder = SnapshotFolder::new();
    let mut store = folder.open();
    let run = begin(&mut store, &[create(1, "a"), create(2, "b")]);
    let (journal, thread) = Journal::start(store, run).expect("a thread");
    runtime().block_on(async {
        journal
            .write(vec![entry(1, InFlight)])
            .await
            .expect("written");
        refused(journal.write(vec![entry(9, InFlight)]).await, "no call 9");
        refused(journal.write(vec![entry(2, InFlight)]).await, "no call 9");
    });
    let store = thread.join().expect("the store");
    assert_eq!(states(&store), [InFlight, Planned]);
}

#[cfg(unix)]
#[test]
fn a_write_to_a_lost_file_fails() {
    let folder = SnapshotFolder::new();
    let mut store = folder.open();
    let run = begin(&mut store, &[create(1, "a")]);
    let (journal, _thread) = Journal::start(store, run).expect("a thread");
    std::fs::remove_file(folder.path()).expect("removed");
    let written = runtime().block_on(journal.write(vec![entry(1, InFlight)]));
    refused(written, "removed or replaced");
}

#[test]
fn a_closed_journal_returns_errors_and_closing_does_not_wait_for_handles() {
    let folder = SnapshotFolder::new();
    let mut store = folder.open();
    let run = begin(&mut store, &[create(1, "a")]);
    let (journal, thread) = Journal::start(store, run).expect("a thread");
    let _store = thread.join().expect("the store");
    refused(
        runtime().block_on(journal.write(vec![entry(1, InFlight)])),
        "closed",
    );
}

#[test]
fn calls_are_read_while_others_write() {
    let folder = SnapshotFolder::new();
    let mut store = folder.open();
    let calls = [create(1, "a"), create(2, "b"), create(3, "c")];
    let run = begin(&mut store, &calls);
    let (journal, _thread) = Journal::start(store, run).expect("a thread");
    runtime().block_on(async {
        let (read, written) = tokio::join!(
            journal.read(vec![3, 1]),
            journal.write(vec![entry(2, InFlight)])
        );
        written.expect("written");
        let [first, _, third] = calls;
        assert_eq!(read.expect("read"), [&third, &first].map(Call::clone));
        refused(journal.read(vec![9]).await, "no call 9");
    });
}
