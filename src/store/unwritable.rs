//! Looking at a snapshot without the right to write its file or its folder.
//!
//! To read a file with a write-ahead log, SQLite makes an index of the log beside it. Where it may not, a file whose log
//! is gone, as every run leaves it that ends, can be read as one that nobody changes. Whether somebody does all the
//! same is seen by its size and time after every look. Invariant: nothing is written, and what was read while the file
//! changed is not used.

use std::{fs, path::PathBuf, time::SystemTime};

use rusqlite::{Connection, ErrorCode, OpenFlags};
use url::Url;

use super::{StoreFault, place::SnapshotPath};

/// A file that is read as if nobody could change it.
#[derive(Debug, Eq, PartialEq)]
pub(super) struct Still {
    length: u64,
    modified: Option<SystemTime>,
}

impl Still {
    fn of(place: &SnapshotPath) -> Option<Self> {
        let found = fs::metadata(place.resolved()).ok()?;
        // What is written first goes into the log.
        is_without_log(place).then(|| Self {
            length: found.len(),
            modified: found.modified().ok(),
        })
    }

    /// Whether nobody has changed it.
    pub(super) fn holds(&self, place: &SnapshotPath) -> bool {
        Self::of(place).as_ref() == Some(self)
    }
}

/// Whether SQLite has missed the right to write.
pub(super) fn is_missed(fault: &StoreFault) -> bool {
    let StoreFault::Sqlite(error) = fault else {
        return false;
    };
    matches!(
        error.sqlite_error_code(),
        Some(ErrorCode::CannotOpen | ErrorCode::ReadOnly | ErrorCode::PermissionDenied)
    )
}

/// Opens the file as one that nobody changes.
///
/// # Errors
/// A run has left a log beside it, or is at work; the file can't be read.
pub(super) fn open(
    place: &SnapshotPath,
    missed: StoreFault,
) -> Result<(Connection, Still), StoreFault> {
    // Whoever may not even read it is told what SQLite says.
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

/// Whether everything is in the file itself.
pub(super) fn is_without_log(place: &SnapshotPath) -> bool {
    let mut log = place.resolved().as_os_str().to_owned();
    log.push("-wal");
    match fs::metadata(PathBuf::from(log)) {
        Ok(log) => log.len() == 0,
        Err(error) => error.kind() == std::io::ErrorKind::NotFound,
    }
}
