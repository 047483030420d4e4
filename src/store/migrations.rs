//! The tables of the snapshot file, and the steps that update older files.
//!
//! The list of steps is append-only: a released step is never edited, because files in the field have already taken
//! it. A step that reads stored values carries its own frozen decoder and never uses the program's, which will
//! change. Invariant: `user_version` is the number of steps that a file has taken, and changes in the same
//! transaction as the tables.

use rusqlite::Connection;

use super::{
    StoreFault,
    schema::{
        EVIDENCE, FILES, HISTORY, SHOW_EVIDENCE, SHOW_FILES, SHOW_HISTORY, SHOW_TRAITS, TABLES,
        TRAITS,
    },
    sql_types::number,
    unreleased,
};

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
    Migration {
        take: HISTORY,
        show: SHOW_HISTORY,
    },
    Migration {
        take: TRAITS,
        show: SHOW_TRAITS,
    },
    Migration {
        take: EVIDENCE,
        show: SHOW_EVIDENCE,
    },
];

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
            .execute_batch("DROP VIEW run_file; DROP VIEW history")
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
