//! The tables of the snapshot file, and how an older file becomes a newer one.
//!
//! The list of steps is only ever appended to: a step that has been released is never edited, since files in
//! the field have it behind them. A step that has to read what is stored carries its own decoder of the form
//! that it reads, and never uses one of the program's, which will go on changing. Invariant: `user_version`
//! tells which steps a file has behind it, and changes in the same transaction as the tables.

use rusqlite::Connection;

use super::{Fault, columns::number, unreleased};

/// `application_id` of our files, `VBOT` in ASCII; it tells them from other programs' databases.
pub(super) const APPLICATION_ID: i32 = 0x5642_4F54;

/// A step's number is [`unreleased::LAST`] and its place in the list, from 1.
const STEPS: &[&str] = &[TABLES];

/// A call's key is 2³² × its run + its number, so that those of a run stand together, in order, and nothing
/// but a number is compared. What a call says and its state are kept apart, so that each change of state
/// rewrites some fifty bytes and not the whole call; a call without a state is planned, or superseded with its
/// run. Contents and calls are last in their rows, since most questions end before them. A file of before the
/// first release has those tables already that stay as they are.
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

/// What a file turns out to be.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) enum Age {
    /// There are no tables in it yet.
    Empty,
    /// A database of another program.
    Foreign,
    /// Of a program before the first release, which nobody has any more.
    Unknown,
    /// Of the last program before the first release.
    Unreleased,
    /// Steps are missing.
    Older,
    /// As this version wants it.
    Current,
    /// It has steps that this version does not know.
    Newer,
}

/// Looks at a file without changing it.
pub(super) fn age(connection: &Connection) -> Result<Age, Fault> {
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

/// Takes the steps that a file does not have behind it yet. The caller holds a transaction.
pub(super) fn migrate(connection: &Connection) -> Result<(), Fault> {
    if age(connection)? == Age::Unreleased {
        unreleased::convert(connection)?;
    }
    take(connection, STEPS)
}

fn take(connection: &Connection, steps: &[&str]) -> Result<(), Fault> {
    let behind = version(connection)?.saturating_sub(unreleased::LAST);
    for step in steps.iter().skip(behind) {
        connection.execute_batch(step)?;
    }
    connection.pragma_update(None, "application_id", APPLICATION_ID)?;
    let version = number(unreleased::LAST + steps.len());
    connection.pragma_update(None, "user_version", version)?;
    Ok(())
}

/// A version that is none is newer than all.
fn version(connection: &Connection) -> Result<usize, Fault> {
    let version = pragma(connection, "user_version")?;
    Ok(usize::try_from(version).unwrap_or(usize::MAX))
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
        take(&connection, &["CREATE TABLE a (x)"]).expect("first");
        take(&connection, &["not SQL", "CREATE TABLE b (x)"]).expect("second");
        assert_eq!(version(&connection).expect("version"), unreleased::LAST + 2);
    }

    #[test]
    fn a_step_that_fails_leaves_the_version() {
        let mut connection = Connection::open_in_memory().expect("memory");
        let transaction = connection.transaction().expect("transaction");
        take(&transaction, &["CREATE TABLE a (x)", "not SQL"]).expect_err("bad step");
        drop(transaction);
        assert_eq!(version(&connection).expect("version"), 0);
        assert_eq!(age(&connection).expect("age"), Age::Empty);
    }

    #[test]
    fn ages_are_told_apart() {
        let connection = Connection::open_in_memory().expect("memory");
        migrate(&connection).expect("migrate");
        assert_eq!(age(&connection).expect("age"), Age::Current);
        let cases = [
            ("user_version", 0, Age::Unknown),
            ("user_version", 3, Age::Unknown),
            ("user_version", 4, Age::Unreleased),
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
