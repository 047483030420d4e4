//! A snapshot that can't be read, or that lacks a record's content: neither counts as an empty one.

use super::{CUSTOMER, DiffInput, an, diff};
use crate::diff::LazySnapshot;
use crate::error::{Error, ErrorKind};
use crate::{
    codec::{
        InMemory, Packed, RowContent, Snapshot, SnapshotLookup,
        fixture::{FixtureSnapshot, rows},
    },
    model::{Code, Content, Entity, Moves, Policy, SnapshotRecord, fixture::row},
};

#[test]
fn a_snapshot_that_can_not_be_read_is_never_taken_for_an_empty_one() {
    let read = || Err(Error::new(ErrorKind::Snapshot, "the disk is gone"));
    let moves = Moves::default();
    let memory = LazySnapshot::new(&read, &moves, &|_| false);
    let content = Packed::of(&an());
    let same = memory.same(RowContent {
        code: "A",
        identity: None,
        content: content.pack(),
        fingerprint: an().fingerprint(),
    });
    assert_eq!(same, None);
    for _ in 0..2 {
        let error = memory.known().expect_err("nothing was read");
        assert_eq!(error.message(), "the disk is gone");
    }
}

/// Has its records, but none of their contents.
struct Hollow(FixtureSnapshot);

impl Snapshot for Hollow {
    fn known(&self, entity: Entity) -> Result<Vec<SnapshotRecord>, Error> {
        self.0.known(entity)
    }

    fn content(&self, _: Entity, _: &Code) -> Result<Option<Content>, Error> {
        Ok(None)
    }

    fn customers(&self, _: &mut dyn FnMut(Code, Content)) -> Result<(), Error> {
        Ok(())
    }
}

#[test]
fn a_known_record_without_content_is_an_error_and_no_blank_one() {
    let hollow = Hollow(FixtureSnapshot::default().with(CUSTOMER, "A", an()));
    let known = hollow.records(CUSTOMER).expect("it can be read");
    let mut wanted = row(CUSTOMER, "A", an());
    wanted.content.fields.insert("F".into(), "x".to_owned());
    let against = DiffInput {
        snapshot: &hollow,
        known: &known,
        policy: &Policy::default(),
        moves: &Moves::default(),
        contents: &InMemory,
    };
    let error = diff(CUSTOMER, rows(vec![wanted]), against).expect_err("it has no content");
    assert!(error.message().contains("but not its content"), "{error}");
}
