//! What can go wrong with the snapshot and its lock: the sentence, the kind, and the hint.
//!
//! Code below the store does not know the file's name; it is added where the error leaves the store. Invariant: a
//! full disk and a read-only, missing, damaged or foreign file each have their own sentence and hint, and none of
//! them claims a loss that did not happen.

use crate::language::say;
use std::{error, fmt, io, path::PathBuf};

use rusqlite::{Error as SqliteError, ErrorCode};

pub(super) use super::refusal::Refusal;
use super::{RunId, holder::Holder};
use crate::{
    error::{Error, ErrorKind, RoomError},
    model::AccountId,
};

/// Anything that stops work on the snapshot; the sentence continues after the file's name.
#[derive(Debug, thiserror::Error)]
pub(super) enum StoreFault {
    /// An error from SQLite.
    #[error("{}", say!("store-sqlite", sqlite = sqlite(.0).0))]
    Sqlite(#[from] SqliteError),
    /// A value can't be written as JSON.
    #[error("{}", say!("store-json"))]
    Json(#[from] serde_json::Error),
    /// The request would break an invariant of the snapshot.
    #[error("{}", say!("store-refused", reason = .0))]
    Refused(#[from] Refusal),
    #[error("{}", say!("store-gone"))]
    Gone,
    #[error("{}", say!("store-log-left"))]
    LogLeft,
    #[error("{}", say!("store-changing"))]
    Changing,
    #[error("{}", say!("store-folder"))]
    Folder,
    #[error("{}", say!("store-not-ours"))]
    NotOurs,
    #[error("{}", say!("store-newer"))]
    Newer,
    #[error("{}", say!("store-unknown"))]
    Unknown,
    #[error("{}", say!("store-unfinished", run = .0))]
    Unfinished(RunId),
    #[error("{}", say!("store-late"))]
    Late,
    #[error("{}", say!("store-other-account", owner, tenant))]
    OtherAccount {
        owner: String,
        tenant: Box<AccountId>,
        /// Only its address or dialect differs.
        has_moved: bool,
    },
    /// An error that is not about the snapshot file.
    #[error(transparent)]
    Other(#[from] Error),
}

impl StoreFault {
    /// Makes the error for the file with this name.
    pub(super) fn of(self, file: &impl fmt::Display) -> Error {
        match self {
            Self::Other(error) => error,
            fault => Error::from(FileError {
                file: file.to_string(),
                fault,
            }),
        }
    }

    /// Whether another program blocks writes to the file for now.
    fn is_busy(&self) -> bool {
        let code = match self {
            Self::Sqlite(error) => error.sqlite_error_code(),
            _ => None,
        };
        matches!(
            code,
            Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked)
        )
    }

    fn hint(&self) -> String {
        match self {
            Self::Sqlite(error) => sqlite(error).1,
            Self::Json(_) | Self::Refused(_) | Self::Other(_) => say!("store-hint-bug"),
            Self::Gone => say!("store-hint-gone"),
            Self::LogLeft => say!("store-hint-log-left"),
            Self::Changing => say!("store-hint-changing"),
            Self::Folder => say!("store-hint-folder"),
            Self::NotOurs => say!("store-hint-not-ours"),
            Self::Newer => say!("store-hint-newer"),
            Self::Unknown => say!("store-hint-unknown"),
            Self::Unfinished(_) => say!("store-hint-unfinished"),
            Self::Late => say!("store-hint-late"),
            Self::OtherAccount {
                has_moved: true, ..
            } => say!("store-hint-moved"),
            Self::OtherAccount { .. } => say!("store-hint-other-account"),
        }
    }
}

/// The sentence and the hint for an SQLite error.
fn sqlite(error: &SqliteError) -> (String, String) {
    match error.sqlite_error_code() {
        Some(ErrorCode::DiskFull) => (say!("store-disk-full"), say!("store-hint-disk-full")),
        Some(ErrorCode::ReadOnly) => (say!("store-read-only"), say!("store-hint-read-only")),
        Some(ErrorCode::NotADatabase) => (say!("store-no-snapshot"), say!("store-hint-not-ours")),
        Some(ErrorCode::DatabaseCorrupt) => (say!("store-corrupt"), say!("store-hint-restore")),
        Some(ErrorCode::CannotOpen | ErrorCode::PermissionDenied) => {
            (say!("store-unopened"), say!("store-hint-unopened"))
        }
        Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => {
            (say!("store-in-use"), say!("store-hint-in-use"))
        }
        Some(ErrorCode::SystemIoFailure) => {
            (say!("store-disk-error"), say!("store-hint-disk-error"))
        }
        Some(_) => (say!("store-unused"), say!("store-hint-bug")),
        None => (say!("store-unreadable"), say!("store-hint-restore")),
    }
}

/// A fault with the name of its file. The cause below the fault is kept as its source.
#[derive(Debug)]
struct FileError {
    file: String,
    fault: StoreFault,
}

impl fmt::Display for FileError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{} {}", self.file, self.fault)
    }
}

impl error::Error for FileError {
    fn source(&self) -> Option<&(dyn error::Error + 'static)> {
        match &self.fault {
            StoreFault::Refused(_) => None,
            fault => fault.source(),
        }
    }
}

impl RoomError for FileError {
    fn kind(&self) -> ErrorKind {
        match self.fault {
            StoreFault::OtherAccount { .. } => ErrorKind::ForeignSnapshot,
            ref fault if fault.is_busy() => ErrorKind::Busy,
            _ => ErrorKind::Snapshot,
        }
    }

    fn hint(&self) -> Option<String> {
        Some(self.fault.hint())
    }
}

/// What prevents a run from beginning or from continuing, apart from the file itself.
#[derive(Debug, thiserror::Error)]
pub(crate) enum StoreError {
    #[error("{}", say!("store-no-folder", file = file.display()))]
    NoFolder { file: PathBuf, folder: PathBuf },
    #[error("{}", say!("store-locked", path = .0.display(), holder = .1.as_ref().map_or(String::new(), |holder| format!(": {holder}"))))]
    Locked(PathBuf, Option<Holder>),
    #[error("{}", say!("store-no-lock", path = .0.display()))]
    NoLock(PathBuf, #[source] io::Error),
    #[error("{}", say!("store-closed"))]
    Closed(#[source] Option<io::Error>),
    #[error("{}", say!("store-no-thread"))]
    NoThread(#[source] io::Error),
    #[error("{}", say!("store-unmade"))]
    Unmade,
}

impl RoomError for StoreError {
    fn kind(&self) -> ErrorKind {
        match self {
            Self::Locked(..) => ErrorKind::Locked,
            _ => ErrorKind::Snapshot,
        }
    }

    fn hint(&self) -> Option<String> {
        let hint = match self {
            Self::NoFolder { folder, .. } => {
                let folder = folder.display();
                return Some(say!("store-hint-no-folder", folder));
            }
            Self::Locked(..) => say!("store-hint-locked"),
            Self::NoLock(..) => say!("store-hint-no-lock"),
            Self::NoThread(_) => say!("store-hint-no-thread"),
            Self::Unmade => say!("store-hint-unmade"),
            Self::Closed(_) => say!("store-hint-closed"),
        };
        Some(hint)
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use rusqlite::ffi;

    use super::*;

    #[test]
    fn each_trouble_has_a_sentence_of_its_own() {
        let codes = [
            ffi::SQLITE_FULL,
            ffi::SQLITE_READONLY,
            ffi::SQLITE_CORRUPT,
            ffi::SQLITE_NOTADB,
            ffi::SQLITE_CANTOPEN,
            ffi::SQLITE_BUSY,
            ffi::SQLITE_IOERR,
        ];
        let sentences: BTreeSet<String> = codes.map(sentence).into();
        assert_eq!(sentences.len(), codes.len(), "{sentences:#?}");
    }

    fn sentence(code: i32) -> String {
        let error = SqliteError::SqliteFailure(ffi::Error::new(code), None);
        let error_text = StoreFault::from(error).of(&"a.db");
        let kind = if code == ffi::SQLITE_BUSY {
            ErrorKind::Busy
        } else {
            ErrorKind::Snapshot
        };
        assert_eq!(error_text.kind(), kind);
        assert!(error_text.hint_text().is_some() && error_text.message().starts_with("a.db "));
        error_text.message()
    }
}
