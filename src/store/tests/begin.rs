//! Runs that begin, or fail to.
//!
//! Invariant: all calls of a plan are stored, or the run is not.

use std::{
    path::PathBuf,
    sync::{Arc, Mutex},
};

use super::{SnapshotFolder, at, content, create, done, entry, tenant, try_begin};
use crate::{
    codec::{CallSource, Calls, Snapshot, call_id},
    error::{Error, ErrorKind, Result},
    model::{
        Call, CallId,
        CallState::{InFlight, Planned},
        Entity, Operation, Sources,
    },
    store::Store,
};

/// A plan whose last call can't be made.
#[derive(Debug)]
struct Half(CallId);

impl CallSource for Half {
    fn count(&self) -> usize {
        self.0 as usize
    }

    fn call(&self, at: usize) -> Result<Call> {
        match CallId::try_from(at + 1) {
            Ok(id) if id < self.0 => Ok(create(id, &format!("{id}"))),
            _ => Err(Error::new(ErrorKind::Input, "the disk")),
        }
    }
}

#[test]
fn a_run_is_begun_whole_or_not_at_all() {
    let folder = SnapshotFolder::new();
    let mut store = folder.open();
    let twice = [create(1, "a"), create(1, "b")];
    try_begin(&mut store, &Sources::new(), &twice).expect_err("one number, two calls");
    let begun = store.begin_run("sync", at(0), &Sources::new(), &Calls::of(Half(2)));
    assert_eq!(begun.expect_err("half a plan").kind(), ErrorKind::Input);
    assert_eq!(store.last_run().expect("readable"), None);
    done(&mut store, &[create(1, "a")]);
    let kept = store
        .content(Entity::Customer, &"a".into())
        .expect("readable");
    assert_eq!(kept, Some(content("a")));
}

fn mode(store: &Store) -> String {
    let mode = store
        .connection
        .pragma_query_value(None, "journal_mode", |row| row.get(0));
    mode.expect("a mode")
}

/// Enough calls that a reader can open the snapshot while they are written.
const MANY: CallId = 50_000;

/// A large plan, and a reader that opens the snapshot while its calls are made.
#[derive(Debug)]
struct Watched {
    folder: PathBuf,
    reader: Arc<Mutex<Option<Store>>>,
}

impl CallSource for Watched {
    fn count(&self) -> usize {
        MANY as usize
    }

    fn call(&self, at: usize) -> Result<Call> {
        let id = call_id(at)?;
        if id == MANY - 100 {
            let reader = Store::open_existing(&self.folder, &tenant())?;
            *self.reader.lock().expect("no panic") = reader;
        }
        Ok(create(id, &format!("{id}")))
    }
}

#[test]
fn a_reader_sees_one_state_while_a_large_plan_is_journalled_and_does_no_harm() {
    let folder = SnapshotFolder::new();
    let mut store = folder.open();
    let first = done(&mut store, &[create(1, "a")]);
    let reader = Arc::default();
    let calls = Calls::of(Watched {
        folder: folder.path(),
        reader: Arc::clone(&reader),
    });
    let run = store.begin_run("sync", at(0), &Sources::new(), &calls);
    let run = run.expect("a reader does not stop the writer");
    let reader = reader.lock().expect("no panic").take().expect("a reader");
    let newest = |store: &Store| store.last_run().expect("readable").map(|run| run.id);
    assert_eq!(newest(&reader), Some(first));
    assert!(reader.counts(run).expect("readable").is_empty());
    assert_eq!(
        (newest(&store), mode(&store)),
        (Some(run), "wal".to_owned())
    );
    store
        .record(run, &[entry(1, InFlight)])
        .expect("it goes on");
    let planned = (
        (Entity::Customer, Operation::Create, Planned),
        MANY as usize - 1,
    );
    let in_flight = ((Entity::Customer, Operation::Create, InFlight), 1);
    assert_eq!(
        store.counts(run).expect("readable"),
        [planned, in_flight].into()
    );
    assert_eq!(newest(&reader), Some(first));
}

#[test]
fn a_large_run_is_begun_whole_or_not_at_all() {
    let folder = SnapshotFolder::new();
    let mut store = folder.open();
    let begun = store.begin_run("sync", at(0), &Sources::new(), &Calls::of(Half(MANY)));
    assert_eq!(begun.expect_err("half a plan").kind(), ErrorKind::Input);
    assert_eq!(store.last_run().expect("readable"), None);
    assert_eq!(mode(&store), "wal");
}
