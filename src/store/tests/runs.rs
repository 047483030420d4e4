//! Runs and their calls: beginning, ending, resuming, giving up.
//!
//! Invariant: the next process finds what a process left behind, in any state.

use std::collections::BTreeMap;

use super::{
    SnapshotFolder, apply, at, begin, create, delete, done, entry, left, refused, states, try_begin,
};
use crate::{
    codec::Snapshot,
    model::{
        CallState::{Applied, Blocked, InFlight, Planned, Rejected, Superseded, Unknown},
        Cascade, ColumnMemory, Ending, Entity, FileMemory, Operation, Origin, SourceKey,
        SourceMemory, Sources,
    },
    store::{JournalEntry, RunState, Store},
};

fn sources(rows: usize) -> Sources {
    let found = |headers: &[&str], is_guessed| ColumnMemory {
        headers: headers.iter().map(|header| (*header).to_owned()).collect(),
        is_guessed,
    };
    let columns = [
        ("customer_phones".to_owned(), found(&["ĐT 1", "ĐT 2"], true)),
        ("NGAY_SINH".to_owned(), found(&["Ngày sinh"], false)),
    ];
    let columns = BTreeMap::from(columns);
    let file = |name: &str, rows| {
        let memory = FileMemory {
            rows,
            columns: columns.clone(),
            ending: name.ends_with("1.xlsx").then_some(Ending::ShortRow),
        };
        (name.to_owned(), memory)
    };
    let source = |entity, sheet: &str| {
        let key = SourceKey {
            entity,
            path: "exports/kh-*.xlsx".to_owned(),
            sheet: sheet.to_owned(),
        };
        let files = [
            file("exports/kh-1.xlsx", rows),
            file("exports/kh-2.xlsx", 0),
        ]
        .into();
        (key, SourceMemory { files, whole: None })
    };
    // Two entities may read one sheet, and one entity two.
    let customers = [source(Entity::Customer, ""), source(Entity::Customer, "Cũ")];
    customers
        .into_iter()
        .chain([source(Entity::Group, "")])
        .collect()
}

fn end(store: &mut Store, run: i64, exit: u8) -> crate::error::Result<()> {
    store.finish_run(run, at(50), exit, &serde_json::json!({"failed": 1}))
}

#[test]
fn a_call_comes_back_as_it_went_in() {
    let folder = SnapshotFolder::new();
    let mut whole = create(1, "Mã “1”\n");
    whole.after = vec![1, 2];
    whole.cycle = Some(3);
    whole.cascade = Some(Cascade {
        from: "a".to_owned(),
        to: "b".to_owned(),
        certain: true,
    });
    whole.origin = Some(Origin {
        file: "a.csv".into(),
        row: Some(12),
        ..Origin::default()
    });
    let calls = [
        whole,
        delete(2, "x"),
        super::move_to(3, "a", "b", Some("c")),
    ];
    let mut store = folder.open();
    try_begin(&mut store, &sources(9), &calls).expect("a run");
    let look = folder.look();
    assert_eq!(left(&look), calls.map(|call| (call.clone(), Planned)));
    let unfinished = look.unfinished().expect("readable").expect("a run");
    assert_eq!(
        (unfinished.command.as_str(), unfinished.started),
        ("sync", at(0))
    );
    assert_eq!(unfinished.sources, sources(9));
}

#[test]
fn only_a_successful_run_stores_its_sources() {
    let folder = SnapshotFolder::new();
    let mut store = folder.open();
    for (exit, rows, remembered) in [
        (5, 1, None),
        (0, 2, Some(2)),
        (130, 3, Some(2)),
        (3, 4, Some(4)),
    ] {
        let run = try_begin(&mut store, &sources(rows), &[]).expect("a run");
        end(&mut store, run, exit).expect("an end");
        let expected = remembered.map(sources).unwrap_or_default();
        assert_eq!(store.sources().expect("sources"), expected, "exit {exit}");
        if store.unfinished().expect("readable").is_some() {
            store.supersede(run).expect("superseded");
        }
    }
    done(&mut store, &[]);
    assert_eq!(
        store.sources().expect("sources"),
        sources(4),
        "a run without sources"
    );
}

#[test]
fn runs_are_listed_newest_first() {
    let folder = SnapshotFolder::new();
    let mut store = folder.open();
    assert_eq!(store.last_run().expect("readable"), None);
    let (first, second) = (done(&mut store, &[]), begin(&mut store, &[]));
    end(&mut store, second, 5).expect("an end");
    let last = store.last_run().expect("readable").expect("a run");
    assert_eq!(
        (last.id, last.state, last.exit),
        (second, RunState::Stopped, Some(5))
    );
    assert_eq!((last.started, last.finished), (at(0), Some(at(50))));
    assert_eq!(last.summary, Some(serde_json::json!({"failed": 1})));
    let all = store.runs(10).expect("runs").into_iter();
    assert!(all.map(|run| run.id).eq([second, first]));
}

#[test]
fn what_was_in_flight_survives_and_the_run_can_be_taken_up() {
    let folder = SnapshotFolder::new();
    let calls = [create(1, "a"), create(2, "b"), create(3, "c")];
    let run = begin(&mut folder.open(), &calls);
    folder
        .open()
        .record(
            run,
            &[entry(1, InFlight), entry(2, InFlight), entry(2, Applied)],
        )
        .expect("sent");
    let mut store = folder.open();
    let [first, _, third] = calls;
    let expected = [(first.clone(), InFlight), (third.clone(), Planned)];
    assert_eq!(left(&store), expected);
    let doubtful = store.doubtful(run).expect("readable");
    assert_eq!((doubtful.len(), doubtful[0].at), (1, at(1)));
    store
        .record(
            run,
            &[entry(1, Unknown), entry(1, InFlight), entry(1, Applied)],
        )
        .expect("settled");
    end(&mut store, run, 5).expect("stopped");
    apply(&mut store, run, &[third]).expect("resumed");
    end(&mut store, run, 0).expect("finished");
    assert_eq!(store.unfinished().expect("readable"), None);
    refused(store.record(run, &[entry(3, InFlight)]), "ended for good");
    refused(end(&mut store, run, 0), "ended for good");
}

#[test]
fn doubt_outlives_an_attempt_that_was_not_sent() {
    let folder = SnapshotFolder::new();
    let mut store = folder.open();
    let run = begin(&mut store, &[create(1, "a")]);
    let ways = [
        (InFlight, InFlight),
        (Planned, Planned),
        (InFlight, InFlight),
        (Unknown, Unknown),
        (InFlight, InFlight),
        (Planned, Unknown),
    ];
    for (asked, expected) in ways {
        store.record(run, &[entry(1, asked)]).expect("allowed");
        assert_eq!(states(&store), [expected]);
    }
    refused(store.supersede(run), "in doubt");
    refused(end(&mut store, run, 3), "calls left");
}

#[test]
fn a_plan_is_superseded_whole_and_only_once_nothing_is_in_doubt() {
    let folder = SnapshotFolder::new();
    let mut store = folder.open();
    let run = begin(
        &mut store,
        &[create(1, "a"), create(2, "b"), create(3, "c")],
    );
    store
        .record(run, &[entry(1, InFlight), entry(2, Blocked)])
        .expect("allowed");
    refused(store.supersede(run), "in doubt");
    refused(
        try_begin(&mut store, &sources(1), &[]),
        "neither finished nor superseded",
    );
    store.record(run, &[entry(1, Rejected)]).expect("allowed");
    store.supersede(run).expect("superseded");
    let key = |state| (Entity::Customer, Operation::Create, state);
    let expected = BTreeMap::from([(key(Rejected), 1), (key(Superseded), 2)]);
    assert_eq!(store.counts(run).expect("counts"), expected);
    assert_eq!(store.runs(1).expect("runs")[0].state, RunState::Superseded);
    refused(store.record(run, &[entry(3, InFlight)]), "ended for good");
    assert_ne!(begin(&mut store, &[]), run);
}

#[test]
fn a_refused_entry_undoes_its_whole_group() {
    let folder = SnapshotFolder::new();
    let mut store = folder.open();
    let run = begin(&mut store, &[create(1, "a"), create(2, "b")]);
    let group = [entry(1, InFlight), entry(1, Applied), entry(2, Applied)];
    refused(
        store.record(run, &group),
        "call 2 of run 1 is planned and can't become applied",
    );
    refused(store.record(run, &[entry(9, InFlight)]), "no call 9");
    assert_eq!(
        store
            .content(Entity::Customer, &"a".into())
            .expect("readable"),
        None
    );
    assert_eq!(states(&store), [Planned; 2]);
}

#[test]
fn late_requests_are_found_whatever_the_end_of_their_run() {
    let folder = SnapshotFolder::new();
    let mut store = folder.open();
    let run = begin(&mut store, &[create(1, "a"), create(2, "b")]);
    let late = |call, state| JournalEntry {
        late: true,
        ..entry(call, state)
    };
    let entries = [
        entry(1, InFlight),
        entry(2, InFlight),
        late(1, Unknown),
        // Another process knows nothing of it.
        entry(1, InFlight),
        entry(1, Applied),
        entry(2, Applied),
    ];
    store.record(run, &entries).expect("allowed");
    end(&mut store, run, 0).expect("finished");
    let both = |store: &Store| {
        [1, 9].map(|second| {
            let calls = store.late(at(second)).expect("readable");
            calls.iter().map(|call| call.id).collect::<Vec<_>>()
        })
    };
    // The clock may have been set: a request of a recent run may be late whatever its time is.
    assert_eq!(both(&store), [vec![1], vec![1]]);
    for _ in 0..5 {
        let run = begin(&mut store, &[]);
        end(&mut store, run, 0).expect("finished");
    }
    assert_eq!(both(&store), [vec![1], vec![]]);
}
