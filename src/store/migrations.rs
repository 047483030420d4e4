//! The tables of the snapshot file, and the steps that update older files.
//!
//! The list of steps is append-only: a released step is never edited, because files in the field have already taken
//! it. A step that reads stored values carries its own frozen decoder and never uses the program's, which will
//! change. Invariant: `user_version` is the number of steps that a file has taken, and changes in the same
//! transaction as the tables.

use rusqlite::Connection;

use super::{StoreFault, sql_types::number, unreleased};

/// `application_id` of snapshot files, `VBOT` in ASCII; it distinguishes them from other programs' databases.
pub(super) const APPLICATION_ID: i32 = 0x5642_4F54;

/// One change of the tables.
struct Migration {
    /// The SQL that makes the change.
    take: &'static str,
    /// The SQL that lets a read-only connection see a file as the step would leave it.
    show: &'static str,
}

/// A step's number is [`unreleased::LAST`] plus its position in the list, from 1.
const STEPS: &[Migration] = &[
    Migration {
        take: TABLES,
        show: unreleased::SHOW,
    },
    Migration {
        take: FILES,
        show: SHOW_FILES,
    },
];

/// A call's key is 2³² × its run + its number, so that the calls of a run are adjacent and in order, and only
/// integers are compared. A call and its state are in separate tables, so that a change of state rewrites about fifty
/// bytes and not the whole call; a call without a state row is planned, or superseded with its run. Contents and
/// calls are the last columns of their rows, because most queries end before them. A file from before the first
/// release already has those of the tables that have not changed.
const TABLES: &str = "
    CREATE TABLE IF NOT EXISTS snapshot (
        only INTEGER PRIMARY KEY CHECK (only = 1),
        base_url TEXT NOT NULL,
        dialect TEXT NOT NULL,
        vbot_id TEXT NOT NULL,
        project_code TEXT NOT NULL,
        birth BLOB NOT NULL DEFAULT (randomblob(16)),
        generation INTEGER NOT NULL DEFAULT 0
    ) STRICT;
    CREATE TABLE IF NOT EXISTS run (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        command TEXT NOT NULL,
        state TEXT NOT NULL,
        started TEXT NOT NULL,
        finished TEXT,
        exit INTEGER,
        summary TEXT
    ) STRICT;
    CREATE TABLE IF NOT EXISTS run_source (
        run INTEGER NOT NULL REFERENCES run,
        key TEXT NOT NULL,
        entity TEXT NOT NULL,
        rows INTEGER NOT NULL,
        columns TEXT NOT NULL,
        PRIMARY KEY (run, key)
    ) STRICT, WITHOUT ROWID;
    CREATE TABLE IF NOT EXISTS record (
        entity INTEGER NOT NULL,
        code TEXT NOT NULL,
        fingerprint BLOB NOT NULL CHECK (length(fingerprint) = 16),
        identity TEXT,
        previous_no TEXT,
        temporary_for TEXT,
        unsettled INTEGER NOT NULL DEFAULT 0,
        provenance INTEGER NOT NULL,
        acknowledged_at INTEGER NOT NULL,
        run INTEGER NOT NULL,
        content BLOB NOT NULL,
        PRIMARY KEY (entity, code)
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX IF NOT EXISTS record_away ON record (entity, code) WHERE temporary_for IS NOT NULL;
    CREATE TABLE IF NOT EXISTS call_block (
        key INTEGER PRIMARY KEY,
        count INTEGER NOT NULL,
        heads BLOB NOT NULL,
        calls BLOB NOT NULL
    ) STRICT;
    CREATE TABLE IF NOT EXISTS call_state (
        key INTEGER PRIMARY KEY,
        state INTEGER NOT NULL,
        at INTEGER NOT NULL,
        attempts INTEGER NOT NULL DEFAULT 0,
        in_doubt INTEGER NOT NULL DEFAULT 0,
        late INTEGER NOT NULL DEFAULT 0,
        error INTEGER,
        message TEXT,
        finding INTEGER
    ) STRICT;
    CREATE INDEX IF NOT EXISTS call_state_late ON call_state (at) WHERE late;
";

/// The former table of sources, converted to the form of [`FILES`]: one row for all files of a source, under its path
/// followed by the sheet, without the columns' headers and without the way it ended.
macro_rules! whole_sources {
    () => {
        r#"SELECT run, entity, key AS path, '' AS sheet, '' AS file, rows, (
               SELECT json_group_object(value, json('{"headers":[],"is_guessed":false}')) FROM json_each(columns)
           ) AS columns, NULL AS ending FROM run_source;"#
    };
}

/// The stored sources, one row per file.
const FILES: &str = concat!(
    "CREATE TABLE run_file (
        run INTEGER NOT NULL REFERENCES run,
        entity TEXT NOT NULL,
        path TEXT NOT NULL,
        sheet TEXT NOT NULL,
        file TEXT NOT NULL,
        rows INTEGER NOT NULL,
        columns TEXT NOT NULL,
        ending INTEGER,
        PRIMARY KEY (run, entity, path, sheet, file)
    ) STRICT, WITHOUT ROWID;
    INSERT INTO run_file ",
    whole_sources!(),
    "DROP TABLE run_source;"
);

const SHOW_FILES: &str = concat!("CREATE TEMP VIEW run_file AS ", whole_sources!());

/// What kind of file was found.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) enum Age {
    /// It has no tables yet.
    Empty,
    /// A database of another program.
    Foreign,
    /// Written by a version long before the first release; no such file is in use any more.
    Unknown,
    /// Written by the last version before the first release.
    Unreleased,
    /// It lacks steps.
    Older,
    /// It has exactly the steps of this version.
    Current,
    /// It has steps that this version does not know.
    Newer,
}

/// Inspects a file without changing it.
pub(super) fn age(connection: &Connection) -> Result<Age, StoreFault> {
    const NOW: usize = unreleased::LAST + STEPS.len();
    let tables: i64 =
        connection.query_row("SELECT count(*) FROM sqlite_schema", [], |row| row.get(0))?;
    let application: i32 = pragma(connection, "application_id")?;
    Ok(match (tables, application) {
        (0, _) => Age::Empty,
        (_, APPLICATION_ID) => match version(connection)? {
            0..unreleased::LAST => Age::Unknown,
            unreleased::LAST => Age::Unreleased,
            NOW => Age::Current,
            version if version < NOW => Age::Older,
            _ => Age::Newer,
        },
        _ => Age::Foreign,
    })
}

/// Takes the steps that a file lacks. The caller holds a transaction.
pub(super) fn migrate(connection: &Connection) -> Result<(), StoreFault> {
    if age(connection)? == Age::Unreleased {
        unreleased::convert(connection)?;
    }
    take(connection, STEPS)
}

/// Lets a read-only connection see an older file as the missing steps would leave it.
pub(super) fn show(connection: &Connection) -> Result<(), StoreFault> {
    for step in missing(connection, STEPS)? {
        connection.execute_batch(step.show)?;
    }
    Ok(())
}

fn missing<'s>(
    connection: &Connection,
    steps: &'s [Migration],
) -> Result<&'s [Migration], StoreFault> {
    let behind = version(connection)?.saturating_sub(unreleased::LAST);
    Ok(steps.get(behind..).unwrap_or_default())
}

fn take(connection: &Connection, steps: &[Migration]) -> Result<(), StoreFault> {
    for step in missing(connection, steps)? {
        connection.execute_batch(step.take)?;
    }
    connection.pragma_update(None, "application_id", APPLICATION_ID)?;
    let version = number(unreleased::LAST + steps.len());
    connection.pragma_update(None, "user_version", version)?;
    Ok(())
}

/// The file's version. A negative number counts as newer than any version, so that the file is refused.
fn version(connection: &Connection) -> Result<usize, StoreFault> {
    let version = pragma(connection, "user_version")?;
    Ok(usize::try_from(version).unwrap_or(usize::MAX))
}

fn pragma(connection: &Connection, name: &str) -> Result<i32, StoreFault> {
    Ok(connection.pragma_query_value(None, name, |row| row.get(0))?)
}

#[cfg(test)]
mod tests {
    use super::*;

    const fn step(take: &'static str) -> Migration {
        Migration { take, show: "" }
    }

    #[test]
    fn only_the_missing_steps_are_taken() {
        let connection = Connection::open_in_memory().expect("memory");
        take(&connection, &[step("CREATE TABLE a (x)")]).expect("first");
        take(&connection, &[step("not SQL"), step("CREATE TABLE b (x)")]).expect("second");
        assert_eq!(version(&connection).expect("version"), unreleased::LAST + 2);
    }

    /// The sources that a file stores, one per line.
    fn sources(connection: &Connection) -> String {
        let sql = "SELECT group_concat(concat_ws('|', run, entity, path, sheet, file, rows, columns), char(10))
                   FROM (SELECT * FROM run_file ORDER BY entity)";
        let lines = connection.query_row(sql, [], |row| row.get(0));
        lines.expect("readable")
    }

    /// A file of the version that stored all files of a source in one row.
    #[test]
    fn sources_stored_as_a_whole_stay_so() {
        let connection = Connection::open_in_memory().expect("memory");
        take(&connection, &STEPS[..1]).expect("the first step");
        let rows = r#"INSERT INTO run VALUES (1, 'sync', 'finished', '', '', 0, NULL);
            INSERT INTO run_source VALUES
                (1, 'a.xlsx [Nhóm]', 'group', 3, '["group_no","group_name"]'),
                (1, 'kh-*.csv', 'customer', 9, '[]');"#;
        connection.execute_batch(rows).expect("rows");
        let headers = r#"{"headers":[],"is_guessed":false}"#;
        let columns = format!(r#"{{"group_no":{headers},"group_name":{headers}}}"#);
        let expected = format!("1|customer|kh-*.csv|||9|{{}}\n1|group|a.xlsx [Nhóm]|||3|{columns}");
        show(&connection).expect("a view");
        assert_eq!(sources(&connection), expected);
        connection
            .execute_batch("DROP VIEW run_file")
            .expect("no view");
        migrate(&connection).expect("migrated");
        assert_eq!(sources(&connection), expected);
        assert_eq!(age(&connection).expect("age"), Age::Current);
    }

    #[test]
    fn a_step_that_fails_leaves_the_version() {
        let mut connection = Connection::open_in_memory().expect("memory");
        let transaction = connection.transaction().expect("transaction");
        let steps = [step("CREATE TABLE a (x)"), step("not SQL")];
        take(&transaction, &steps).expect_err("bad step");
        drop(transaction);
        assert_eq!(version(&connection).expect("version"), 0);
        assert_eq!(age(&connection).expect("age"), Age::Empty);
    }

    #[test]
    fn every_age_is_recognised() {
        let connection = Connection::open_in_memory().expect("memory");
        migrate(&connection).expect("migrate");
        assert_eq!(age(&connection).expect("age"), Age::Current);
        let cases = [
            ("user_version", 0, Age::Unknown),
            ("user_version", 3, Age::Unknown),
            ("user_version", 4, Age::Unreleased),
            ("user_version", 5, Age::Older),
            ("user_version", -1, Age::Newer),
            ("user_version", 99, Age::Newer),
        ];
        for (name, value, expected) in
            cases
                .into_iter()
                .chain([("application_id", 7, Age::Foreign)])
        {
            connection.pragma_update(None, name, value).expect("pragma");
            assert_eq!(age(&connection).expect("age"), expected);
        }
    }
}
