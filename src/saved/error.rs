//! Why a plan can't be saved, loaded or applied: the sentence, the kind, and the hint.
//!
//! It does not read or write them. Invariant: every error has a kind.

use crate::language::say;
use std::{io, path::PathBuf};

use super::Stale;
use crate::error::{ErrorKind, RoomError};

const AGAIN: &str = "make it again with `vbot-sync plan --out FILE`";

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
            Self::Taken(_) => "nothing was overwritten; name another file after --out",
            Self::Unreadable(..) => "`vbot-sync plan --out FILE` saves a plan",
            Self::Refused(_, Defect::Newer) => "apply it with that version",
            Self::Refused(..) => AGAIN,
            Self::Unwritable(..) | Self::Call => return None,
        };
        Some(hint.into())
    }
}

impl RoomError for Stale {
    fn kind(&self) -> ErrorKind {
        ErrorKind::Stale
    }

    fn hint(&self) -> Option<String> {
        Some(match self {
            Self::Account(_) => "`--config FILE` names the configuration that it belongs to".into(),
            Self::Age(age, _) => format!("{AGAIN}, or say --max-age {}h", age.as_secs() / 3600 + 1),
            _ => format!("{AGAIN}; nothing was sent"),
        })
    }
}
