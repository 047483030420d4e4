//! The tables of the snapshot file, and how an older file becomes a newer one.
//!
//! The list is only ever appended to: a step that has been released is never edited, since files in
//! the field have it behind them. Invariant: `user_version` is the number of steps that a file has
//! behind it, and changes in the same transaction as the tables.

use rusqlite::Connection;

use super::{Fault, joining, packing};

/// `application_id` of our files, `VBOT` in ASCII; it tells them from other programs' databases.
pub(super) const APPLICATION_ID: i32 = 0x5642_4F54;

/// What makes an older file a newer one.
enum Step {
    Script(&'static str),
    Work(fn(&Connection) -> Result<(), Fault>),
}

use Step::{Script, Work};

/// A step's number is its place in the list, from 1.
const STEPS: &[Step] = &[
    Script(FIRST),
    Work(packing::step),
    Work(joining::join),
    Work(joining::compress),
];

/// What a call says and where it stands were kept apart from the beginning, so that each change of state
/// rewrites some fifty bytes and not the whole call.
pub(super) const FIRST: &str = "
    CREATE TABLE snapshot (
        only INTEGER PRIMARY KEY CHECK (only = 1),
        base_url TEXT NOT NULL,
        dialect TEXT NOT NULL,
        vbot_id TEXT NOT NULL,
        project_code TEXT NOT NULL,
        birth BLOB NOT NULL DEFAULT (randomblob(16)),
        generation INTEGER NOT NULL DEFAULT 0
    ) STRICT;
    CREATE TABLE run (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        command TEXT NOT NULL,
        state TEXT NOT NULL,
        started TEXT NOT NULL,
        finished TEXT,
        exit INTEGER,
        summary TEXT
    ) STRICT;
    CREATE TABLE run_source (
        run INTEGER NOT NULL REFERENCES run,
        key TEXT NOT NULL,
        entity TEXT NOT NULL,
        rows INTEGER NOT NULL,
        columns TEXT NOT NULL,
        PRIMARY KEY (run, key)
    ) STRICT, WITHOUT ROWID;
    CREATE TABLE record (
        entity TEXT NOT NULL,
        code TEXT NOT NULL,
        identity TEXT,
        previous_no TEXT,
        temporary_for TEXT,
        unsettled INTEGER NOT NULL DEFAULT 0,
        fingerprint BLOB NOT NULL CHECK (length(fingerprint) = 16),
        provenance TEXT NOT NULL,
        acknowledged_at TEXT NOT NULL,
        run INTEGER NOT NULL REFERENCES run,
        content TEXT NOT NULL,
        PRIMARY KEY (entity, code)
    ) STRICT, WITHOUT ROWID;
    CREATE TABLE call (
        run INTEGER NOT NULL REFERENCES run,
        id INTEGER NOT NULL,
        entity TEXT NOT NULL,
        operation TEXT NOT NULL,
        code TEXT NOT NULL,
        new_code TEXT,
        state TEXT NOT NULL,
        at TEXT NOT NULL,
        attempts INTEGER NOT NULL DEFAULT 0,
        in_doubt INTEGER NOT NULL DEFAULT 0,
        late INTEGER NOT NULL DEFAULT 0,
        error INTEGER,
        message TEXT,
        PRIMARY KEY (run, id)
    ) STRICT, WITHOUT ROWID;
    CREATE TABLE call_body (
        run INTEGER NOT NULL,
        id INTEGER NOT NULL,
        body TEXT NOT NULL,
        PRIMARY KEY (run, id),
        FOREIGN KEY (run, id) REFERENCES call
    ) STRICT, WITHOUT ROWID;
";

/// What a file turns out to be.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) enum Age {
    /// There are no tables in it yet.
    Empty,
    /// A database of another program.
    Foreign,
    /// Steps are missing.
    Older,
    /// As this version wants it.
    Current,
    /// It has steps that this version does not know.
    Newer,
}

/// Looks at a file without changing it.
pub(super) fn age(connection: &Connection) -> Result<Age, Fault> {
    let tables: i64 =
        connection.query_row("SELECT count(*) FROM sqlite_schema", [], |row| row.get(0))?;
    let application: i32 = pragma(connection, "application_id")?;
    let version: usize = usize::try_from(pragma(connection, "user_version")?).unwrap_or(usize::MAX);
    Ok(match (tables, application) {
        (0, _) => Age::Empty,
        (_, APPLICATION_ID) if version > STEPS.len() => Age::Newer,
        (_, APPLICATION_ID) if version < STEPS.len() => Age::Older,
        (_, APPLICATION_ID) => Age::Current,
        _ => Age::Foreign,
    })
}

/// Takes the steps that a file has not behind it yet. The caller holds a transaction.
pub(super) fn migrate(connection: &Connection) -> Result<(), Fault> {
    take(connection, STEPS)
}

fn take(connection: &Connection, steps: &[Step]) -> Result<(), Fault> {
    let behind = usize::try_from(pragma(connection, "user_version")?).unwrap_or(usize::MAX);
    for step in steps.iter().skip(behind) {
        match step {
            Script(script) => connection.execute_batch(script)?,
            Work(work) => work(connection)?,
        }
    }
    connection.pragma_update(None, "application_id", APPLICATION_ID)?;
    connection.pragma_update(None, "user_version", super::columns::number(steps.len()))?;
    Ok(())
}

fn pragma(connection: &Connection, name: &str) -> Result<i32, Fault> {
    Ok(connection.pragma_query_value(None, name, |row| row.get(0))?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_missing_steps_are_taken() {
        let connection = Connection::open_in_memory().expect("memory");
        take(&connection, &[Script("CREATE TABLE a (x)")]).expect("first");
        take(
            &connection,
            &[Script("not SQL"), Script("CREATE TABLE b (x)")],
        )
        .expect("second");
        assert_eq!(pragma(&connection, "user_version").expect("version"), 2);
    }

    #[test]
    fn a_step_that_fails_leaves_the_version() {
        let mut connection = Connection::open_in_memory().expect("memory");
        let transaction = connection.transaction().expect("transaction");
        take(
            &transaction,
            &[Script("CREATE TABLE a (x)"), Script("not SQL")],
        )
        .expect_err("bad step");
        drop(transaction);
        assert_eq!(pragma(&connection, "user_version").expect("version"), 0);
        assert_eq!(age(&connection).expect("age"), Age::Empty);
    }

    #[test]
    fn ages_are_told_apart() {
        let connection = Connection::open_in_memory().expect("memory");
        migrate(&connection).expect("migrate");
        assert_eq!(age(&connection).expect("age"), Age::Current);
        let cases = [
            ("user_version", 0, Age::Older),
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
