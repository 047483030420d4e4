//! Full disks, lost, damaged and read-only files: the message, and that nothing is lost.
//!
//! Invariant: after every failure the file still has everything that was committed before it.

#[cfg(unix)]
use std::fs;
use std::{
    fs::OpenOptions,
    io::{Seek, SeekFrom, Write},
};

#[cfg(unix)]
use super::entry;
use super::{SnapshotFolder, apply, begin, create, done, left, refused, tenant, try_begin};
#[cfg(unix)]
use crate::model::CallState::{Applied, InFlight};
use crate::{codec::Snapshot, model::Entity, store::Store};

fn customers(store: &Store) -> usize {
    store.known(Entity::Customer).expect("readable").len()
}

/// A snapshot that can't grow by a single page.
fn fill(store: &Store) {
    let pages: i64 = store
        .connection
        .pragma_query_value(None, "page_count", |row| row.get(0))
        .expect("pages");
    let value = |_: &rusqlite::Row<'_>| Ok(());
    store
        .connection
        .pragma_update_and_check(None, "max_page_count", pages, value)
        .expect("a limit");
}

#[test]
fn a_full_disk_undoes_the_change_and_nothing_else() {
    let folder = SnapshotFolder::new();
    let mut store = folder.open();
    done(&mut store, &[create(1, "a")]);
    fill(&store);
    let calls: Vec<_> = (1..500).map(|id| create(id, &format!("c{id}"))).collect();
    refused(
        try_begin(&mut store, &super::Sources::new(), &calls),
        "the disk is full",
    );
    assert_eq!(
        (customers(&store), store.runs(9).expect("runs").len()),
        (1, 1)
    );
    drop(store);
    let mut store = folder.open();
    done(&mut store, &calls);
    assert_eq!(customers(&store), 500);
}

#[test]
fn a_full_disk_does_not_split_a_call_from_its_record() {
    let folder = SnapshotFolder::new();
    let mut store = folder.open();
    let calls: Vec<_> = (1..500).map(|id| create(id, &format!("c{id}"))).collect();
    let run = begin(&mut store, &calls);
    fill(&store);
    refused(apply(&mut store, run, &calls), "the disk is full");
    assert_eq!(customers(&store), 0);
    drop(store);
    let mut store = folder.open();
    assert_eq!(left(&store).len(), calls.len());
    apply(&mut store, run, &calls).expect("there is room again");
    assert_eq!(customers(&store), calls.len());
}

#[cfg(unix)]
#[test]
fn a_file_that_is_taken_away_is_missed() {
    let folder = SnapshotFolder::new();
    let mut store = folder.open();
    let run = begin(&mut store, &[create(1, "a")]);
    store.record(run, &[entry(1, InFlight)]).expect("sent");
    let away = folder.path().with_extension("away");
    fs::rename(folder.path(), &away).expect("renamed");
    refused(
        store.record(run, &[entry(1, Applied)]),
        "removed or replaced",
    );
    fs::copy(&away, folder.path()).expect("another file in its place");
    refused(
        store.record(run, &[entry(1, Applied)]),
        "removed or replaced",
    );
    fs::rename(&away, folder.path()).expect("put back");
    store
        .record(run, &[entry(1, Applied)])
        .expect("it is there again");
    assert_eq!(customers(&store), 1);
}

#[test]
fn a_damaged_file_differs_from_a_foreign_one() {
    let folder = SnapshotFolder::new();
    let calls: Vec<_> = (1..500).map(|id| create(id, &format!("c{id}"))).collect();
    done(&mut folder.open(), &calls);
    let mut file = OpenOptions::new()
        .write(true)
        .open(folder.path())
        .expect("the file");
    file.seek(SeekFrom::Start(4096)).expect("past the header");
    file.write_all(&vec![0xAA; 4096 * 40]).expect("damage");
    drop(file);
    let result =
        Store::open(&folder.path(), &tenant()).and_then(|store| store.known(Entity::Customer));
    refused(result, "is damaged");
}

#[test]
fn a_truncated_file_is_damaged() {
    let folder = SnapshotFolder::new();
    let calls: Vec<_> = (1..500).map(|id| create(id, &format!("c{id}"))).collect();
    done(&mut folder.open(), &calls);
    let file = OpenOptions::new()
        .write(true)
        .open(folder.path())
        .expect("the file");
    file.set_len(4096 * 3).expect("shorter");
    drop(file);
    let result =
        Store::open(&folder.path(), &tenant()).and_then(|store| store.known(Entity::Customer));
    refused(result, "is damaged");
}

#[test]
fn content_that_makes_no_sense_is_no_default() {
    let folder = SnapshotFolder::new();
    let mut store = folder.open();
    done(&mut store, &[create(1, "a")]);
    store
        .connection
        .execute("UPDATE record SET content = x'0805'", [])
        .expect("damage");
    refused(
        store.content(Entity::Customer, &"a".into()),
        "can't be read",
    );
}

#[test]
fn calls_that_make_no_sense_are_not_made_up() {
    // Truncated; 4 GB, as it claims; without a call; and an invalid head.
    for (column, bytes) in [
        ("calls", "x'0500'"),
        ("calls", "x'FFFFFFFF0011'"),
        ("calls", "x'010000001000'"),
        ("heads", "x'01'"),
    ] {
        let folder = SnapshotFolder::new();
        let mut store = folder.open();
        let run = begin(&mut store, &[create(1, "a")]);
        let sql = format!("UPDATE call_block SET {column} = {bytes}");
        store.connection.execute(&sql, []).expect("damage");
        match column {
            "calls" => refused(store.calls(run, &[1]), "can't be read"),
            _ => refused(store.counts(run), "can't be read"),
        }
    }
}

#[test]
fn another_writer_is_reported() {
    let folder = SnapshotFolder::new();
    let other = folder.open();
    let mut store = folder.open();
    store
        .connection
        .busy_timeout(std::time::Duration::ZERO)
        .expect("no patience");
    other
        .connection
        .execute_batch("BEGIN IMMEDIATE")
        .expect("a transaction");
    refused(try_begin(&mut store, &super::Sources::new(), &[]), "in use");
    other
        .connection
        .execute_batch("ROLLBACK")
        .expect("the end of it");
    begin(&mut store, &[]);
}

/// A privileged user may write any file, so the file's mode would prove nothing; SQLite is told to refuse instead,
/// which gives the same error code.
#[test]
fn an_unwritable_file_is_an_error() {
    let folder = SnapshotFolder::new();
    let mut store = folder.open();
    store
        .connection
        .pragma_update(None, "query_only", true)
        .expect("read-only");
    refused(
        try_begin(&mut store, &super::Sources::new(), &[]),
        "read-only",
    );
}

#[cfg(unix)]
#[test]
fn a_read_only_file_is_refused_before_a_run_begins() {
    use std::os::unix::fs::PermissionsExt;
    let folder = SnapshotFolder::new();
    drop(folder.open());
    let modes = fs::Permissions::from_mode(0o444);
    fs::set_permissions(folder.path(), modes).expect("a mode");
    let privileged = OpenOptions::new().write(true).open(folder.path()).is_ok();
    let opened = Store::open(&folder.path(), &tenant());
    if privileged {
        drop(opened.expect("a privileged user may write it"));
    } else {
        refused(opened, "read-only");
    }
    assert_eq!(customers(&folder.look()), 0);
}
