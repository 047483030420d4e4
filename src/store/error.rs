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

const BUG: &str = "this is a fault of vbot-sync itself; the snapshot was left as it was";

const RESTORE: &str = "keep the file aside and restore it from a backup; without one, a sync into a new file takes over the records that exist";

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

    fn hint(&self) -> &'static str {
        match self {
            Self::Sqlite(error) => sqlite(error).1,
            Self::Json(_) | Self::Refused(_) | Self::Other(_) => BUG,
            Self::Gone => {
                "put the file back as it was, then run again: what was in flight is settled first"
            }
            Self::LogLeft => {
                "run `vbot-sync status` as a user who may write the snapshot and its folder, which takes the log in, or give this user that right"
            }
            Self::Changing => "run it again when the run has ended; nothing was written",
            Self::Folder => "name a file in `path` of [state]",
            Self::NotOurs => "check `path` in [state]; the file was left as it was",
            Self::Newer => "use that version; the file was left as it was",
            Self::Unknown => {
                "name another file in `path` of [state]: a sync into a new one takes over the records that exist"
            }
            Self::Unfinished(_) => {
                "run `vbot-sync resume` with that version of the program first; the file was left as it was"
            }
            Self::Late => "run it again an hour after that run; the file was left as it was",
            Self::OtherAccount {
                has_moved: true, ..
            } => {
                "where it is the same account under a new address or dialect, `vbot-sync adopt --same-account` keeps the snapshot for it; give every other account a `path` of its own in [state]"
            }
            Self::OtherAccount { .. } => "give every account a `path` of its own in [state]",
        }
    }
}

/// The sentence and the hint for an SQLite error.
fn sqlite(error: &SqliteError) -> (&'static str, &'static str) {
    match error.sqlite_error_code() {
        Some(ErrorCode::DiskFull) => (
            "can't grow: the disk is full",
            "free some space and run again; the last change was not made, and all before it is safe",
        ),
        Some(ErrorCode::ReadOnly) => (
            "can't be written: the file or its folder is read-only",
            "give this user the right to write the file and its folder; nothing was changed",
        ),
        Some(ErrorCode::NotADatabase) => (
            "is not a snapshot of vbot-sync",
            "check `path` in [state]; the file was left as it was",
        ),
        Some(ErrorCode::DatabaseCorrupt) => ("is damaged", RESTORE),
        Some(ErrorCode::CannotOpen | ErrorCode::PermissionDenied) => (
            "can't be opened",
            "check `path` in [state], and that this user may read and write the file and its folder",
        ),
        Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => (
            "is in use by another program",
            "wait until that program has finished, then run again; nothing was changed",
        ),
        Some(ErrorCode::SystemIoFailure) => (
            "can't be read or written: the disk reports an error",
            "check the disk, then run again; the last change was not made",
        ),
        Some(_) => ("could not be used", BUG),
        None => ("holds something that can't be read", RESTORE),
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
        Some(self.fault.hint().into())
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
                return Some(format!("create {folder}, or change `path` in [state]"));
            }
            Self::Locked(..) => {
                "wait until it has finished, or end it; the lock goes with its process"
            }
            Self::NoLock(..) => {
                "the snapshot's folder must be writable, on a disk that knows file locks"
            }
            Self::NoThread(_) => "nothing was sent; end some other program and run it again",
            Self::Unmade => "nothing was sent; please report it, with what was printed before",
            Self::Closed(_) => "run `vbot-sync status` to see what is unfinished",
        };
        Some(hint.into())
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
