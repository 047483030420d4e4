//! The tables of the snapshot file in SQL, step by step.
//!
//! `migrations` takes the steps. Invariant: a released step is never edited, and carries its own frozen decoder.

/// A call's key is 2³² × its run + its number, so that the calls of a run are adjacent and in order, and only
/// integers are compared. A call and its state are in separate tables, so that a change of state rewrites about fifty
/// bytes and not the whole call; a call without a state row is planned, or superseded with its run. Contents and
/// calls are the last columns of their rows, because most queries end before them. A file from before the first
/// release already has those of the tables that have not changed.
pub(super) const TABLES: &str = "
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
pub(super) const FILES: &str = concat!(
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

pub(super) const SHOW_FILES: &str = concat!("CREATE TEMP VIEW run_file AS ", whole_sources!());

/// The runs of the journal as entries of the history. A file from before it does not know the host, the user or the
/// files of a run.
macro_rules! journalled_runs {
    () => {
        r#"SELECT id, id AS run, json_object(
               'run', id, 'command', CASE WHEN command LIKE 'apply %' THEN 'apply' ELSE command END,
               'state', CASE state WHEN 'finished' THEN 'finished' WHEN 'open' THEN 'crashed' ELSE 'stopped' END,
               'exit', exit, 'started', started, 'finished', finished,
               'held', coalesce(json_extract(summary, '$.held'), 0),
               'failed', coalesce(json_extract(summary, '$.failed'), 0),
               'blocked', coalesce(json_extract(summary, '$.blocked'), 0),
               'unknown', coalesce(json_extract(summary, '$.unknown'), 0),
               'remaining', coalesce(json_extract(summary, '$.remaining'), 0),
               'requests', coalesce(json_extract(summary, '$.requests'), 0),
               'seconds', coalesce(json_extract(summary, '$.seconds'), 0)
           ) AS summary, x'' AS issues FROM run;"#
    };
}

/// Every run of a command, also those without calls.
pub(super) const HISTORY: &str = concat!(
    "CREATE TABLE history (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        run INTEGER,
        summary TEXT NOT NULL,
        issues BLOB NOT NULL
    ) STRICT;
    CREATE INDEX history_run ON history (run);
    INSERT INTO history ",
    journalled_runs!()
);

pub(super) const SHOW_HISTORY: &str = concat!("CREATE TEMP VIEW history AS ", journalled_runs!());

/// What was learned of how the account behaves.
pub(super) const TRAITS: &str = "
    CREATE TABLE account_trait (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;
";

pub(super) const SHOW_TRAITS: &str = "
    CREATE TEMP VIEW account_trait AS SELECT '' AS name, '' AS value WHERE 0;
";

/// What each run leaves for its certificate.
pub(super) const EVIDENCE: &str = "
    CREATE TABLE run_evidence (
        run INTEGER PRIMARY KEY,
        rows BLOB NOT NULL,
        before TEXT,
        after TEXT
    ) STRICT;
";

pub(super) const SHOW_EVIDENCE: &str = "
    CREATE TEMP VIEW run_evidence AS
    SELECT 0 AS run, x'' AS rows, NULL AS before, NULL AS after WHERE 0;
";
