//! Files that the last version before the first release has really written.
//!
//! `finished.db` has had a sync, an adoption and a sync with a changed code, a renamed group and a held row; in
//! `unfinished.db` another run was killed while sending. Invariant: no record is lost or changed.

use std::{collections::BTreeMap, fs};

use rusqlite::{Connection, types::Value};

use super::{SnapshotFolder, apply, begin, code, create, refused};
use crate::{
    codec::Snapshot,
    model::{AccountId, Attribute, Dialect, Entity, Provenance, SourceMemory},
    store::{RunState, Store},
};

const FINISHED: &[u8] = include_bytes!("../../../tests/it/unreleased/finished.db");
const UNFINISHED: &[u8] = include_bytes!("../../../tests/it/unreleased/unfinished.db");

fn tenant() -> AccountId {
    AccountId {
        base_url: "http://127.0.0.1:18145".to_owned(),
        dialect: Dialect::V1,
        vbot_id: "45681".to_owned(),
        project_code: "PR1".to_owned(),
        fields: crate::model::CustomerFields::default(),
    }
}

fn with(file: &[u8]) -> SnapshotFolder {
    let folder = SnapshotFolder::new();
    fs::write(folder.path(), file).expect("a file");
    folder
}

fn open(folder: &SnapshotFolder) -> Store {
    Store::open(&folder.path(), &tenant()).expect("a snapshot")
}

fn look(folder: &SnapshotFolder) -> Store {
    let store = Store::open_existing(&folder.path(), &tenant()).expect("a snapshot");
    store.expect("it is there")
}

/// All records, runs and sources of the file, by table.
fn rows(connection: &Connection) -> Vec<Vec<Value>> {
    let tables = connection
        .table_exists(None, "run_source")
        .expect("readable");
    // The old form, made from the present tables.
    let now = "(SELECT run, path AS key, entity, rows,
                       (SELECT json_group_array(key) FROM json_each(columns)) AS columns
                FROM run_file WHERE sheet = '' AND file = '')";
    let sources = if tables { "run_source" } else { now };
    let queries = [
        "SELECT * FROM snapshot",
        "SELECT * FROM run ORDER BY id",
        &format!("SELECT * FROM {sources} ORDER BY run, key"),
        "SELECT * FROM record ORDER BY entity, code",
    ];
    let mut all = Vec::new();
    for query in queries {
        let mut statement = connection.prepare(query).expect("a table");
        let columns = 0..statement.column_count();
        let mut rows = statement.query([]).expect("readable");
        while let Some(row) = rows.next().expect("readable") {
            let row = columns
                .clone()
                .map(|column| row.get(column).expect("a value"));
            all.push(row.collect());
        }
    }
    all
}

#[test]
fn every_record_and_run_is_what_it_was() {
    let folder = with(FINISHED);
    let before = rows(&Connection::open(folder.path()).expect("a database"));
    assert_eq!(before.len(), 1 + 4 + 20 + 10);
    let store = open(&folder);
    assert_eq!(rows(&store.connection), before);
    drop(store);
    assert_eq!(rows(&open(&folder).connection), before);
}

fn has_its_old_content(store: &Store) {
    let counts = Entity::ALL.map(|entity| store.count(entity).expect("readable"));
    assert_eq!(counts, [2, 1, 2, 1, 4]);
    for entity in Entity::ALL {
        for known in store.known(entity).expect("readable") {
            let content = store.content(entity, &known.code).expect("readable");
            let content = content.expect("a record");
            assert_eq!(
                known.fingerprint,
                content.fingerprint(),
                "{entity} {}",
                known.code
            );
        }
    }
    let found = |record: &str| {
        let found = store.find(Entity::Customer, &code(record));
        let found = found.expect("readable").expect("a record");
        let name = found
            .content
            .text(Attribute::CustomerName)
            .map(str::to_owned);
        (
            name,
            found.known.identity,
            found.known.unsettled,
            found.provenance,
            found.run,
        )
    };
    let expected = |name: &str, identity: &str, unsettled, provenance, run| {
        (
            Some(name.to_owned()),
            Some(identity.to_owned()),
            unsettled,
            provenance,
            run,
        )
    };
    let adopted = Provenance::Adopted;
    assert_eq!(
        found("KH1"),
        expected("Nguyễn Văn An", "1", false, adopted, 3)
    );
    assert_eq!(
        found("KH3"),
        expected("Lê Cường", "3", true, Provenance::Created, 3)
    );
    assert_eq!(
        found("KH4"),
        expected("Phạm Dung", "4", false, Provenance::Assumed, 2)
    );
    assert_eq!(
        found("KH9"),
        expected("Trần Thị Bình", "2", false, adopted, 3)
    );
    let moved = store
        .find(Entity::Customer, &code("KH9"))
        .expect("readable");
    let moved = moved.expect("a record").known;
    assert_eq!(
        (moved.previous_no, moved.temporary_for),
        (Some(code("KH2")), None)
    );
    let sources = store.sources().expect("readable");
    let rows = |memory: &SourceMemory| memory.whole.as_ref().map_or(0, |whole| whole.rows);
    let rows: BTreeMap<&str, usize> = sources
        .iter()
        .map(|(key, memory)| (&*key.path, rows(memory)))
        .collect();
    let expected = [
        ("customer.csv", 4),
        ("field.csv", 1),
        ("group.csv", 2),
        ("status.csv", 2),
        ("type.csv", 1),
    ];
    assert_eq!(rows, expected.into());
    let runs = store.runs(9).expect("readable").into_iter();
    let runs: Vec<_> = runs
        .map(|run| (run.id, run.command, run.state, run.exit))
        .collect();
    let run = |id, command: &str, exit| (id, command.to_owned(), RunState::Finished, Some(exit));
    assert_eq!(
        runs,
        [
            run(4, "sync", 3),
            run(3, "sync", 3),
            run(2, "adopt", 0),
            run(1, "sync", 0)
        ]
    );
    assert!(!store.is_blank().expect("readable"));
    // Its calls are in a form that is no longer read.
    assert!(store.counts(3).expect("readable").is_empty());
    assert_eq!(
        store
            .past(Entity::Customer, &code("KH9"), 9)
            .expect("readable"),
        []
    );
    assert_eq!(store.unfinished().expect("readable"), None);
}

#[test]
fn it_is_looked_at_without_a_change_and_then_goes_on() {
    let folder = with(FINISHED);
    has_its_old_content(&look(&folder));
    assert_eq!(fs::read(folder.path()).expect("the file"), FINISHED);
    let mut store = open(&folder);
    has_its_old_content(&store);
    let run = begin(&mut store, &[create(1, "KH5")]);
    assert_eq!(run, 5);
    apply(&mut store, run, &[create(1, "KH5")]).expect("it goes on");
    assert_eq!(look(&folder).count(Entity::Customer).expect("readable"), 5);
}

#[test]
fn an_unfinished_run_is_left_to_the_program_that_began_it() {
    let folder = with(UNFINISHED);
    let sentence = "has an unfinished run 5, and only the program that began it can finish it";
    refused(Store::open(&folder.path(), &tenant()), sentence);
    refused(Store::open_existing(&folder.path(), &tenant()), sentence);
    assert_eq!(fs::read(folder.path()).expect("the file"), UNFINISHED);
    assert_eq!(folder.files(), ["vbot-sync.db"]);
}

/// The calls that are left decide, not the way the run ended.
#[test]
fn a_stopped_run_without_calls_that_are_left_is_given_up() {
    let folder = with(UNFINISHED);
    let other = Connection::open(folder.path()).expect("a database");
    let state = |id: i64, state: i64| {
        let sql = "INSERT INTO standing (key, state, at) VALUES ((5 << 32) + ?1, ?2, 0)
                   ON CONFLICT (key) DO UPDATE SET state = ?2";
        other.execute(sql, [id, state]).expect("a state");
    };
    // Applied, skipped, rejected, blocked.
    let settled = [2, 3, 4, 6].into_iter().cycle();
    (1..=22)
        .zip(settled)
        .for_each(|(id, settled)| state(id, settled));
    state(22, 0);
    refused(Store::open(&folder.path(), &tenant()), "unfinished run 5");
    state(22, 4);
    drop(other);
    let store = open(&folder);
    let last = store.last_run().expect("readable").expect("a run");
    assert_eq!((last.id, last.state), (5, RunState::Superseded));
}

#[test]
fn a_request_that_may_still_be_at_work_is_waited_for() {
    let folder = with(FINISHED);
    let late = |ago: i64| {
        let other = Connection::open(folder.path()).expect("a database");
        let sql = "UPDATE standing SET late = 1, at = (unixepoch() - ?1) * 1000000000";
        other.execute(sql, [ago]).expect("late");
    };
    late(60);
    refused(
        Store::open(&folder.path(), &tenant()),
        "may still be at work",
    );
    late(4000);
    has_its_old_content(&open(&folder));
}

#[test]
fn what_is_older_still_is_not_known() {
    for version in 0..4 {
        let folder = with(FINISHED);
        let other = Connection::open(folder.path()).expect("a database");
        other
            .pragma_update(None, "user_version", version)
            .expect("a version");
        drop(other);
        let before = fs::read(folder.path()).expect("the file");
        refused(Store::open(&folder.path(), &tenant()), "was never released");
        refused(
            Store::open_existing(&folder.path(), &tenant()),
            "was never released",
        );
        assert_eq!(fs::read(folder.path()).expect("the file"), before);
    }
}
