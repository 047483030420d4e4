//! The effects of acknowledged calls and notes on the records.
//!
//! Invariant: only an `Applied` entry changes a record, and exactly as its effect defines.

use super::{
    SnapshotFolder, apply, at, begin, code, content, create, delete, done, entry, move_to, refused,
};
use crate::{
    codec::Snapshot,
    model::{
        Attribute,
        CallState::{Applied, InFlight, Rejected, Skipped, Unknown},
        Cascade, Code, Effect, Entity, Note, Provenance, StoredRecord, Value,
    },
    store::Store,
};

fn find(store: &Store, text: &str) -> Option<StoredRecord> {
    store.find(Entity::Customer, &code(text)).expect("readable")
}

fn codes(store: &Store) -> Vec<Code> {
    let known = store.known(Entity::Customer).expect("readable");
    known.into_iter().map(|known| known.code).collect()
}

#[test]
fn nothing_but_applied_reaches_the_snapshot() {
    let folder = SnapshotFolder::new();
    let mut store = folder.open();
    let run = begin(
        &mut store,
        &[
            create(1, "a"),
            create(2, "b"),
            create(3, "c"),
            create(4, "d"),
        ],
    );
    for (id, last) in [(1, Rejected), (2, Unknown), (3, Skipped), (4, Applied)] {
        store
            .record(run, &[entry(id, InFlight), entry(id, last)])
            .expect("allowed");
    }
    assert_eq!(codes(&store), [code("d")]);
}

#[test]
fn records_come_back_whole_and_in_order() {
    let folder = SnapshotFolder::new();
    let mut store = folder.open();
    let run = done(
        &mut store,
        &[
            create(1, "b"),
            create(2, "B"),
            create(3, "Đ"),
            create(4, "a"),
        ],
    );
    assert_eq!(codes(&store), ["B", "a", "b", "Đ"].map(code));
    let mut seen = Vec::new();
    store
        .customers(&mut |code, content| seen.push((code, content)))
        .expect("readable");
    assert_eq!(
        seen,
        ["B", "a", "b", "Đ"].map(|text| (code(text), content(text)))
    );
    let found = find(&store, "a").expect("a record");
    assert_eq!(found.known.fingerprint, content("a").fingerprint());
    assert_eq!(
        (found.provenance, found.acknowledged_at, found.run),
        (Provenance::Created, at(4), run)
    );
    assert_eq!(store.known(Entity::Status).expect("readable"), []);
}

#[test]
fn an_update_keeps_what_it_does_not_say() {
    let folder = SnapshotFolder::new();
    let mut store = folder.open();
    let mut first = create(1, "a");
    let Effect::Put {
        identity,
        previous_no,
        ..
    } = &mut first.effect
    else {
        unreachable!()
    };
    (*identity, *previous_no) = (Some("17".to_owned()), Some(code("old")));
    let run = begin(&mut store, &[first, create(2, "a")]);
    let mut applied = entry(1, Applied);
    applied.provenance = Some(Provenance::Adopted);
    store
        .record(run, &[entry(1, InFlight), applied])
        .expect("allowed");
    store
        .record(run, &[entry(2, InFlight), entry(2, Applied)])
        .expect("allowed");
    let found = find(&store, "a").expect("a record");
    assert_eq!(found.provenance, Provenance::Adopted);
    assert_eq!(found.known.identity.as_deref(), Some("17"));
    assert_eq!(found.known.previous_no, Some(code("old")));
}

#[test]
fn a_temporary_code_is_stored_until_it_ends() {
    let folder = SnapshotFolder::new();
    let mut store = folder.open();
    let calls = [
        create(1, "a"),
        move_to(2, "a", "tmp", Some("b")),
        create(3, "tmp"),
        move_to(4, "tmp", "b", None),
    ];
    let run = begin(&mut store, &calls);
    apply(&mut store, run, &calls[..3]).expect("allowed");
    assert_eq!(
        find(&store, "tmp").expect("a record").known.temporary_for,
        Some(code("b"))
    );
    apply(&mut store, run, &calls[3..]).expect("allowed");
    let end = find(&store, "b").expect("a record");
    assert_eq!(
        (end.known.temporary_for, end.provenance),
        (None, Provenance::Created)
    );
    assert_eq!(codes(&store), [code("b")]);
}

#[test]
fn a_taken_code_and_an_unknown_record_are_refused() {
    let folder = SnapshotFolder::new();
    let mut store = folder.open();
    done(&mut store, &[create(1, "a"), create(2, "b")]);
    let calls = [
        move_to(1, "a", "b", None),
        move_to(2, "x", "y", None),
        delete(3, "x"),
    ];
    let run = begin(&mut store, &calls);
    refused(apply(&mut store, run, &calls[..1]), "taken");
    refused(apply(&mut store, run, &calls[1..2]), "does not know x");
    apply(&mut store, run, &calls[2..]).expect("what is gone is gone");
    assert_eq!(codes(&store), ["a", "b"].map(code));
}

#[test]
fn a_removed_record_is_forgotten_with_its_identity() {
    let folder = SnapshotFolder::new();
    let mut store = folder.open();
    done(&mut store, &[create(1, "a")]);
    store.note(&[note("a", Some("17"))]).expect("noted");
    done(&mut store, &[delete(1, "a"), create(2, "a")]);
    assert_eq!(find(&store, "a").expect("a record").known.identity, None);
}

fn note(text: &str, identity: Option<&str>) -> Note {
    Note {
        entity: Entity::Customer,
        code: code(text),
        identity: identity.map(str::to_owned),
        previous_no: None,
    }
}

#[test]
fn notes_are_taken_together_or_not_at_all() {
    let folder = SnapshotFolder::new();
    let mut store = folder.open();
    done(&mut store, &[create(1, "a")]);
    refused(
        store.note(&[note("a", Some("1")), note("x", Some("2"))]),
        "customer x",
    );
    assert_eq!(find(&store, "a").expect("a record").known.identity, None);
    let previous = Note {
        previous_no: Some(code("old")),
        ..note("a", None)
    };
    store
        .note(&[note("a", Some("1")), previous])
        .expect("noted");
    let known = find(&store, "a").expect("a record").known;
    assert_eq!(
        (known.identity.as_deref(), known.previous_no),
        (Some("1"), Some(code("old")))
    );
}

#[test]
fn customers_follow_a_lookup_that_cascades() {
    let folder = SnapshotFolder::new();
    let mut store = folder.open();
    let quote = r#"Nhóm "A"\ "#;
    let mut status = create(1, "NEW");
    status.entity = Entity::Status;
    let mut other = create(3, "other");
    let Effect::Put {
        content: other_content,
        ..
    } = &mut other.effect
    else {
        unreachable!()
    };
    other_content
        .attributes
        .insert(Attribute::CustomerGroupName, Value::from(quote));
    other_content
        .attributes
        .insert(Attribute::CustomerStatusCode, Value::from("NEWER"));
    other_content.fields.insert(code("NEW"), "NEW".to_owned());
    let expected = other_content
        .clone()
        .renamed(Entity::Field, "NEW", "F")
        .renamed(Entity::Group, quote, "B");
    done(&mut store, &[status, create(2, "a"), other]);

    let mut calls = [
        move_to(1, "NEW", "N2", None),
        create(2, "NEW"),
        create(3, "g"),
    ];
    for (call, entity, cascade) in [
        (0, Entity::Status, ("NEW", "N2")),
        (1, Entity::Field, ("NEW", "F")),
        (2, Entity::Group, (quote, "B")),
    ] {
        calls[call].entity = entity;
        calls[call].cascade = Some(Cascade {
            from: cascade.0.to_owned(),
            to: cascade.1.to_owned(),
            certain: entity != Entity::Group,
        });
    }
    done(&mut store, &calls);
    let found = find(&store, "a").expect("a record");
    assert_eq!(
        found.content,
        content("a").renamed(Entity::Status, "NEW", "N2")
    );
    assert_eq!(found.known.fingerprint, found.content.fingerprint());
    assert_ne!(found.content, content("a"));
    assert!(!found.known.unsettled, "the server has rewritten it");
    let found = find(&store, "other").expect("a record");
    assert_eq!(found.content, expected);
    assert_eq!(found.known.fingerprint, expected.fingerprint());
    assert!(found.known.unsettled, "what it names now is unknown");
    let mut again = create(1, "other");
    if let Effect::Put { content, .. } = &mut again.effect {
        *content = expected;
    }
    done(&mut store, &[again]);
    assert!(!find(&store, "other").expect("a record").known.unsettled);
}

#[test]
fn the_stamp_shows_that_a_plan_is_stale() {
    let folder = SnapshotFolder::new();
    let mut store = folder.open();
    let elsewhere = SnapshotFolder::new();
    let mut other = elsewhere.open();
    let blank = [&store, &other].map(|store| store.stamp().expect("a stamp"));
    assert_ne!(
        blank[0], blank[1],
        "no two are the same, though neither says anything"
    );
    assert!(store.is_blank().expect("readable"));
    begin(&mut other, &[]);
    assert!(!other.is_blank().expect("readable"));
    let mut stamps = blank.to_vec();
    stamps.push(other.stamp().expect("a stamp"));
    let mut differs = |store: &Store| {
        let stamp = store.stamp().expect("a stamp");
        assert!(!stamps.contains(&stamp), "{stamp:?}");
        stamps.push(stamp);
    };
    let calls = [create(1, "a")];
    let run = begin(&mut store, &calls);
    differs(&store);
    apply(&mut store, run, &calls).expect("allowed");
    differs(&store);
    store.note(&[note("a", Some("1"))]).expect("noted");
    differs(&store);
    let before = store.stamp().expect("a stamp");
    drop(store);
    assert_eq!(folder.look().stamp().expect("a stamp"), before);
}
