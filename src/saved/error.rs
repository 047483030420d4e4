//! Why a plan can't be saved, loaded or applied: the sentence, the kind, and the hint.
//!
//! It does not read or write them. Invariant: every error has a kind.

use crate::language::say;
use std::{io, path::PathBuf};

use super::Stale;
use crate::error::{ErrorKind, RoomError};

/// What is wrong with a saved plan's file.
#[derive(Debug, thiserror::Error)]
pub(crate) enum SavedError {
    #[error("{}", say!("saved-taken", path = .0.display()))]
    Taken(PathBuf),
    #[error("{}", say!("saved-unwritable", path = .0.display()))]
    Unwritable(PathBuf, #[source] io::Error),
    #[error("{}", say!("saved-unreadable", path = .0.display()))]
    Unreadable(PathBuf, #[source] io::Error),
    #[error("{}", say!("saved-refused", path = .0.display(), reason = .1))]
    Refused(PathBuf, Defect),
    #[error("{}", say!("saved-call"))]
    Call,
}

/// What is wrong with a file's content; each sentence continues after the file's name.
#[derive(Debug, thiserror::Error)]
pub(crate) enum Defect {
    #[error("{}", say!("saved-foreign"))]
    Foreign,
    #[error("{}", say!("saved-newer"))]
    Newer,
    #[error("{}", say!("saved-older"))]
    Older,
    #[error("{}", say!("saved-damaged"))]
    Damaged,
    #[error("{}", say!("saved-unread", reason = .0))]
    Unread(io::Error),
}

impl RoomError for SavedError {
    fn kind(&self) -> ErrorKind {
        match self {
            Self::Taken(_) | Self::Unwritable(..) | Self::Unreadable(..) => ErrorKind::File,
            Self::Refused(..) | Self::Call => ErrorKind::Input,
        }
    }

    fn hint(&self) -> Option<String> {
        let hint = match self {
            Self::Taken(_) => say!("saved-hint-taken"),
            Self::Unreadable(..) => say!("saved-hint-unreadable"),
            Self::Refused(_, Defect::Newer) => say!("saved-hint-newer"),
            Self::Refused(..) => say!("saved-hint-again"),
            Self::Unwritable(..) | Self::Call => return None,
        };
        Some(hint)
    }
}

impl RoomError for Stale {
    fn kind(&self) -> ErrorKind {
        ErrorKind::Stale
    }

    fn hint(&self) -> Option<String> {
        Some(match self {
            Self::Account(_) => say!("saved-hint-account"),
            Self::Age(age, _) => say!("saved-hint-age", hours = age.as_secs() / 3600 + 1),
            _ => say!("saved-hint-stale"),
        })
    }
}
