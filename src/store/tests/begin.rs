//! Runs that begin, or don't.
//!
//! Invariant: all calls of a plan are there, or the run is not.

use super::{Folder, at, begin, content, create, done, left, try_begin};
use crate::{
    error::{Error, Kind, Result},
    model::{
        Acknowledged, Brief, Call, CallId, CallSource,
        CallState::{Planned, Superseded},
        Calls, Cause, Entity, Operation, Sources,
    },
    store::{Store, bulk::MUCH},
};

/// A plan of which the last call can't be made.
#[derive(Debug)]
struct Half(CallId);

impl CallSource for Half {
    fn count(&self) -> usize {
        self.0 as usize
    }

    fn brief(&self, _at: usize) -> Brief {
        Brief {
            entity: Entity::Customer,
            operation: Operation::Create,
            cause: Cause::Row,
        }
    }

    fn call(&self, at: usize) -> Result<Call> {
        match CallId::try_from(at + 1) {
            Ok(id) if id < self.0 => Ok(create(id, &format!("{id}"))),
            _ => Err(Error::new(Kind::Input, "the disk")),
        }
    }
}

#[test]
fn a_run_is_begun_whole_or_not_at_all() {
    let folder = Folder::new();
    let mut store = folder.open();
    let twice = [create(1, "a"), create(1, "b")];
    try_begin(&mut store, &Sources::new(), &twice).expect_err("one number, two calls");
    let begun = store.begin_run("sync", at(0), &Sources::new(), &Calls::of(Half(2)));
    assert_eq!(begun.expect_err("half a plan").kind(), Kind::Input);
    assert_eq!(store.last_run().expect("readable"), None);
    done(&mut store, &[create(1, "a")]);
    let kept = store
        .content(Entity::Customer, &"a".into())
        .expect("readable");
    assert_eq!(kept, Some(content("a")));
}

#[test]
fn a_large_run_is_begun_whole_or_not_at_all_and_the_log_is_there_again() {
    let folder = Folder::new();
    let mut store = folder.open();
    let much = CallId::try_from(MUCH).expect("not that much");
    let mode = |store: &Store| -> String {
        let mode = store
            .connection
            .pragma_query_value(None, "journal_mode", |row| row.get(0));
        mode.expect("a mode")
    };
    let begun = store.begin_run("sync", at(0), &Sources::new(), &Calls::of(Half(much)));
    assert_eq!(begun.expect_err("half a plan").kind(), Kind::Input);
    assert_eq!(
        (store.last_run().expect("readable"), mode(&store)),
        (None, "wal".to_owned())
    );
    let all: Vec<Call> = (1..=much).map(|id| create(id, &format!("{id}"))).collect();
    let run = begin(&mut store, &all);
    let planned = [((Entity::Customer, Operation::Create, Planned), MUCH)];
    assert_eq!(store.counts(run).expect("readable"), planned.into());
    assert_eq!((left(&store).len(), mode(&store)), (MUCH, "wal".to_owned()));
    store.supersede(run).expect("nothing is in doubt");
    // Somebody looks on: then it takes longer.
    let look = folder.look();
    begin(&mut store, &all);
    let given_up = [((Entity::Customer, Operation::Create, Superseded), MUCH)];
    assert_eq!(look.counts(run).expect("readable"), given_up.into());
}
