//! What can go wrong below the store, and the sentences in which people are told.
//!
//! Not the error type of the library: a fault does not yet know which file it is about. Invariant:
//! a full disk, a read-only, missing, damaged or foreign file each get a sentence and a hint of their
//! own, and none of them says that something is lost when it is not.

use rusqlite::{Error as SqliteError, ErrorCode};

use super::place::Place;
use crate::error::{Error, Kind};

/// Anything that stops work on the snapshot.
#[derive(Debug, thiserror::Error)]
pub(super) enum Fault {
    /// SQLite has said no.
    #[error(transparent)]
    Sqlite(#[from] SqliteError),
    /// A value could not be written as JSON.
    #[error(transparent)]
    Json(#[from] serde_json::Error),
    /// What was asked for would break a promise of the snapshot.
    #[error("{0}")]
    Broken(String),
    /// Whoever was to hand something over has failed, and has said why.
    #[error("{0}")]
    Told(Error),
    /// The file was removed or replaced while it was open.
    #[error("the file is not where it was")]
    Gone,
}

/// A refusal, in words that go on from “refused a change:”.
pub(super) fn broken<T>(sentence: impl Into<String>) -> Result<T, Fault> {
    Err(Fault::Broken(sentence.into()))
}

impl Fault {
    /// The same for people, with the file's name and what could be done.
    pub(super) fn told(self, place: &Place) -> Error {
        if let Self::Told(error) = self {
            return error;
        }
        let (sentence, hint) = match &self {
            Self::Sqlite(error) => sqlite(error),
            Self::Json(_) => (" could not be written", BUG),
            Self::Broken(sentence) => return refused(place, sentence),
            Self::Told(_) | Self::Gone => (
                " was removed or replaced while it was in use",
                "put the file back as it was, then run again: what was in flight is settled first",
            ),
        };
        let error = Error::new(Kind::Snapshot, format!("{place}{sentence}")).hint(hint);
        match self {
            Self::Sqlite(cause) => error.caused_by(cause),
            Self::Json(cause) => error.caused_by(cause),
            Self::Broken(_) | Self::Told(_) | Self::Gone => error,
        }
    }
}

const BUG: &str = "this is a fault of vbot-sync itself; the snapshot was left as it was";

fn refused(place: &Place, sentence: &str) -> Error {
    Error::new(
        Kind::Snapshot,
        format!("{place} refused a change: {sentence}"),
    )
    .hint(BUG)
}

fn sqlite(error: &SqliteError) -> (&'static str, &'static str) {
    match error.sqlite_error_code() {
        Some(ErrorCode::DiskFull) => (
            " can't grow: the disk is full",
            "free some space and run again; the last change was not made, and all before it is safe",
        ),
        Some(ErrorCode::ReadOnly) => (
            " can't be written: the file or its folder is read-only",
            "give this user the right to write the file and its folder; nothing was changed",
        ),
        Some(ErrorCode::NotADatabase) => (
            " is not a snapshot of vbot-sync",
            "check `path` in [state]; the file was left as it was",
        ),
        Some(ErrorCode::DatabaseCorrupt) => (" is damaged", RESTORE),
        Some(ErrorCode::CannotOpen | ErrorCode::PermissionDenied) => (
            " can't be opened",
            "check `path` in [state], and that this user may read and write the file and its folder",
        ),
        Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => (
            " is in use by another program",
            "wait until that program has finished, then run again; nothing was changed",
        ),
        Some(ErrorCode::SystemIoFailure) => (
            " can't be read or written: the disk reports an error",
            "check the disk, then run again; the last change was not made",
        ),
        Some(_) => (" could not be used", BUG),
        None => (" holds something that can't be read", RESTORE),
    }
}

const RESTORE: &str = "keep the file aside and restore it from a backup; without one, a sync into a new file takes over the records that exist";

#[cfg(test)]
mod tests {
    use std::{collections::BTreeSet, path::Path};

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
        let told = Fault::from(error).told(&Place::unchecked(Path::new("a.db")));
        assert_eq!(told.kind(), Kind::Snapshot);
        assert!(told.hint_text().is_some() && told.message().starts_with("a.db "));
        told.message()
    }
}
