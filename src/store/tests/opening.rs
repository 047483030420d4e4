//! Which files are opened, which are refused, and that a refused one is not changed.
//!
//! Invariant: no file but the snapshot's own ever changes, whatever the result is.

use std::fs;

use rusqlite::Connection;

use super::{SnapshotFolder, apply, begin, create, done, refused, tenant};
use crate::{
    codec::Snapshot,
    error::ErrorKind,
    model::{AccountId, Dialect, Entity},
    store::{Looking, Sources, Store, StoreFault, place::SnapshotPath, unwritable},
};

#[test]
fn the_file_is_made_on_first_use_and_durable() {
    let folder = SnapshotFolder::new();
    let store = folder.open();
    let ask = |name| -> String {
        let value = |row: &rusqlite::Row<'_>| row.get::<_, rusqlite::types::Value>(0);
        let value = store.connection.pragma_query_value(None, name, value);
        format!("{:?}", value.expect("a pragma"))
    };
    assert_eq!(ask("journal_mode"), "Text(\"wal\")");
    assert_eq!(ask("synchronous"), "Integer(2)");
    assert_eq!(ask("foreign_keys"), "Integer(1)");
    assert_eq!(ask("trusted_schema"), "Integer(0)");
    assert_eq!(ask("busy_timeout"), "Integer(5000)");
    drop(store);
    assert_eq!(folder.files(), ["vbot-sync.db"]);
}

#[cfg(unix)]
#[test]
fn only_its_owner_may_read_it() {
    use std::os::unix::fs::PermissionsExt;
    let folder = SnapshotFolder::new();
    let store = folder.open();
    let read = store.connection.execute_batch("SELECT * FROM snapshot");
    read.expect("the log is opened with it");
    let files = folder.files();
    assert!(files.contains(&"vbot-sync.db-wal".to_owned()), "{files:?}");
    for file in files {
        let path = folder.path().with_file_name(&file);
        let mode = fs::metadata(path).expect("it is there").permissions();
        assert_eq!(mode.mode() & 0o777, 0o600, "{file}");
    }
    drop(store);
}

#[test]
fn every_part_of_the_tenant_counts() {
    let folder = SnapshotFolder::new();
    drop(folder.open());
    let others = [
        AccountId {
            base_url: "https://other.vn".to_owned(),
            ..tenant()
        },
        AccountId {
            dialect: Dialect::V2,
            ..tenant()
        },
        AccountId {
            vbot_id: "1".to_owned(),
            ..tenant()
        },
        AccountId {
            project_code: "PR2".to_owned(),
            ..tenant()
        },
    ];
    for other in others {
        let errors = [
            Store::open(&folder.path(), &other).expect_err("another tenant"),
            Store::open_existing(&folder.path(), &other).expect_err("another tenant"),
        ];
        for error in errors {
            assert_eq!(error.kind(), ErrorKind::ForeignSnapshot);
            assert!(error.message().contains(&tenant().to_string()), "{error}");
            assert!(error.message().contains(&other.to_string()), "{error}");
        }
    }
    folder.open();
}

#[test]
fn looking_at_nothing_makes_nothing() {
    let folder = SnapshotFolder::new();
    let nothing = Store::open_existing(&folder.path(), &tenant()).expect("no trouble");
    assert!(nothing.is_none());
    let deep = folder.path().with_file_name("missing").join("a.db");
    assert!(
        Store::open_existing(&deep, &tenant())
            .expect("no trouble")
            .is_none()
    );
    assert!(folder.files().is_empty());
    fs::write(folder.path(), "").expect("an empty file");
    assert!(
        Store::open_existing(&folder.path(), &tenant())
            .expect("no trouble")
            .is_none()
    );
    assert_eq!(fs::read(folder.path()).expect("the file"), b"");
}

#[test]
fn an_empty_file_becomes_a_snapshot() {
    let folder = SnapshotFolder::new();
    fs::write(folder.path(), "").expect("an empty file");
    done(&mut folder.open(), &[create(1, "a")]);
    assert_eq!(
        folder
            .look()
            .known(Entity::Customer)
            .expect("records")
            .len(),
        1
    );
}

#[test]
fn looking_sees_one_moment_while_another_writes() {
    let folder = SnapshotFolder::new();
    let mut writer = folder.open();
    done(&mut writer, &[create(1, "a")]);
    let mut reader = folder.look();
    let calls = [create(1, "b")];
    let run = begin(&mut writer, &calls);
    apply(&mut writer, run, &calls).expect("a reader does not stop the writer");
    assert_eq!(reader.known(Entity::Customer).expect("records").len(), 1);
    assert_eq!(
        folder
            .look()
            .known(Entity::Customer)
            .expect("records")
            .len(),
        2
    );
    refused(
        super::try_begin(&mut reader, &Sources::new(), &[]),
        "only to look",
    );
}

#[test]
fn a_missing_folder_and_a_folder_instead_of_a_file_are_errors() {
    let folder = SnapshotFolder::new();
    let deep = folder.path().with_file_name("missing").join("a.db");
    refused(Store::open(&deep, &tenant()), "the folder of");
    let itself = folder.path().parent().expect("a parent").to_owned();
    refused(Store::open(&itself, &tenant()), "is a folder");
    refused(Store::open_existing(&itself, &tenant()), "is a folder");
    assert!(folder.files().is_empty());
}

#[test]
fn a_file_that_is_no_database_is_left_alone() {
    let folder = SnapshotFolder::new();
    let texts = [1, 2, 99, 100, 511, 512, 513, 99_999].map(|length| "x".repeat(length));
    for text in texts {
        fs::write(folder.path(), &text).expect("a file");
        refused(Store::open(&folder.path(), &tenant()), "is not a snapshot");
        refused(
            Store::open_existing(&folder.path(), &tenant()),
            "is not a snapshot",
        );
        assert_eq!(fs::read_to_string(folder.path()).expect("the file"), text);
        assert_eq!(folder.files(), ["vbot-sync.db"]);
    }
}

#[test]
fn a_database_of_another_program_is_left_alone() {
    let folder = SnapshotFolder::new();
    let other = Connection::open(folder.path()).expect("a database");
    other
        .execute_batch("CREATE TABLE snapshot (x); PRAGMA user_version = 1")
        .expect("a table");
    drop(other);
    let before = fs::read(folder.path()).expect("the file");
    refused(Store::open(&folder.path(), &tenant()), "another program");
    refused(
        Store::open_existing(&folder.path(), &tenant()),
        "another program",
    );
    assert_eq!(fs::read(folder.path()).expect("the file"), before);
}

#[test]
fn a_newer_version_is_refused_and_left_alone() {
    let folder = SnapshotFolder::new();
    folder
        .open()
        .connection
        .pragma_update(None, "user_version", 99)
        .expect("a version");
    let before = fs::read(folder.path()).expect("the file");
    refused(
        Store::open(&folder.path(), &tenant()),
        "was written by a newer version of vbot-sync",
    );
    refused(
        Store::open_existing(&folder.path(), &tenant()),
        "newer version",
    );
    assert_eq!(fs::read(folder.path()).expect("the file"), before);
}

/// Windows allows no colon in names; the flags that this test covers are the same there.
#[cfg(unix)]
#[test]
fn paths_with_a_meaning_in_sqlite_are_plain_paths() {
    let folder = SnapshotFolder::new();
    let path = folder.path().with_file_name("file:%41?mode=memory");
    drop(Store::open(&path, &tenant()).expect("a snapshot"));
    assert_eq!(folder.files(), ["file:%41?mode=memory"]);
}

#[test]
fn an_immutable_file_is_checked_for_changes() {
    let folder = SnapshotFolder::new();
    drop(folder.open());
    let place = SnapshotPath::unchecked(&folder.path());
    let (connection, still) = unwritable::open(&place, StoreFault::Gone).expect("it can be read");
    assert!(still.holds(&place));
    let mut store = folder.open();
    assert!(begin(&mut store, &[create(1, "KH1")]) > 0 && !still.holds(&place));
    let refused = unwritable::open(&place, StoreFault::Gone).expect_err("there is a log");
    assert!(matches!(refused, StoreFault::LogLeft), "{refused}");
    let looking = Some(Looking { still: Some(still) });
    let looking = Store::of(connection, place, looking);
    let error = looking.stamp().expect_err("it is not still");
    assert!(error.message().contains("was written to"), "{error}");
    drop(store);
    assert!(looking.stamp().is_err(), "it has changed for good");
}
