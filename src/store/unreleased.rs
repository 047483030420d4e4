//! Converts a snapshot of the last version before the first release.
//!
//! Its records and runs are stored as they are now. Its calls are in a form that no code reads any more, so they are
//! dropped, and a run with calls left has to be finished by the program that began it. Invariant: a file that is
//! refused stays as it was.

use rusqlite::{Connection, OptionalExtension};

use super::{RunId, StoreFault};

/// The `user_version` of that version's files. Lower ones are older and not supported.
pub(super) const LAST: usize = 4;

/// Why such a file can't be used now.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) enum Obstacle {
    /// Calls of this run are left or in doubt.
    Unfinished(RunId),
    /// A request that was given up may still be executed.
    Late,
}

/// Counts calls that are neither applied, skipped, rejected nor superseded; a call without a state row is one of
/// them, unless its run was given up.
const UNFINISHED: &str = "
    SELECT id FROM run WHERE state IN ('open', 'stopped')
    AND (SELECT coalesce(sum(count), 0) FROM block WHERE key >> 32 = run.id)
      > (SELECT count(*) FROM standing WHERE key >> 32 = run.id AND state NOT IN (0, 1, 5))";

/// A request takes at most ten minutes, and one that was given up is waited for twice as long. Times are in
/// nanoseconds.
const LATE: &str = "
    SELECT EXISTS (SELECT 1 FROM standing WHERE late AND at > (unixepoch() - 3600) * 1000000000)";

const CONVERT: &str = "
    DROP TABLE block;
    DROP TABLE standing;
    UPDATE run SET state = 'superseded' WHERE state IN ('open', 'stopped');";

/// Lets a read-only connection see the file as [`convert`] and the first step would leave it.
pub(super) const SHOW: &str = "
    CREATE TEMP VIEW call_block AS
        SELECT 0 AS key, 0 AS count, x'' AS heads, x'' AS calls WHERE 0;
    CREATE TEMP VIEW call_state AS
        SELECT 0 AS key, 0 AS state, 0 AS at, 0 AS attempts, 0 AS in_doubt, 0 AS late,
               NULL AS error, NULL AS message, NULL AS finding WHERE 0;";

/// What prevents a file of that version from being used.
pub(super) fn obstacle(connection: &Connection) -> Result<Option<Obstacle>, StoreFault> {
    let unfinished = connection.query_row(UNFINISHED, [], |row| row.get(0));
    if let Some(run) = unfinished.optional()? {
        return Ok(Some(Obstacle::Unfinished(run)));
    }
    let is_late: bool = connection.query_row(LATE, [], |row| row.get(0))?;
    Ok(is_late.then_some(Obstacle::Late))
}

/// Drops what the first step creates anew. The caller holds a transaction.
pub(super) fn convert(connection: &Connection) -> Result<(), StoreFault> {
    Ok(connection.execute_batch(CONVERT)?)
}
