//! Reading a snapshot without write access to its file or its folder.
//!
//! To read a file with a write-ahead log, SQLite creates an index of the log beside it. Where it can't, a file
//! without a log, as every run that ends leaves it, is read as an immutable one. Its size and time are compared after
//! every read to detect a writer. Invariant: nothing is written, and what was read while the file changed is not
//! used.

use std::{fs, path::PathBuf, time::SystemTime};

use rusqlite::{Connection, ErrorCode, OpenFlags};
use url::Url;

use super::{StoreFault, place::SnapshotPath};

/// A file that is read as an immutable one.
#[derive(Debug, Eq, PartialEq)]
pub(super) struct Still {
    length: u64,
    modified: Option<SystemTime>,
}

impl Still {
    fn of(place: &SnapshotPath) -> Option<Self> {
        let found = fs::metadata(place.resolved()).ok()?;
        // A writer would write to the log first, so an immutable file has none.
        is_without_log(place).then(|| Self {
            length: found.len(),
            modified: found.modified().ok(),
        })
    }

    /// Whether the file has not changed.
    pub(super) fn holds(&self, place: &SnapshotPath) -> bool {
        Self::of(place).as_ref() == Some(self)
    }
}

/// Whether SQLite failed for lack of write access.
pub(super) fn is_missed(fault: &StoreFault) -> bool {
    let StoreFault::Sqlite(error) = fault else {
        return false;
    };
    matches!(
        error.sqlite_error_code(),
        Some(ErrorCode::CannotOpen | ErrorCode::ReadOnly | ErrorCode::PermissionDenied)
    )
}

/// Opens the file as an immutable one.
///
/// # Errors
/// A run has left a log beside it, or is under way; the file can't be read.
pub(super) fn open(
    place: &SnapshotPath,
    missed: StoreFault,
) -> Result<(Connection, Still), StoreFault> {
    // Without read access, SQLite's own error is the better one.
    if fs::File::open(place.resolved()).is_err() {
        return Err(missed);
    }
    let still = Still::of(place).ok_or(StoreFault::LogLeft)?;
    let Ok(mut address) = Url::from_file_path(place.resolved()) else {
        return Err(missed);
    };
    address.set_query(Some("immutable=1"));
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY
        | OpenFlags::SQLITE_OPEN_URI
        | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    Ok((Connection::open_with_flags(address.as_str(), flags)?, still))
}

/// Whether there is no log, so that the file alone is complete.
pub(super) fn is_without_log(place: &SnapshotPath) -> bool {
    let mut log = place.resolved().as_os_str().to_owned();
    log.push("-wal");
    match fs::metadata(PathBuf::from(log)) {
        Ok(log) => log.len() == 0,
        Err(error) => error.kind() == std::io::ErrorKind::NotFound,
    }
}
