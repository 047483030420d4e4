//! Why a plan can't be saved, loaded or applied: the sentence, the kind, and the hint.
//!
//! It does not read or write them. Invariant: every error has a kind.

use std::{io, path::PathBuf};

use super::Stale;
use crate::error::{ErrorKind, RoomError};

const AGAIN: &str = "make it again with `vbot-sync plan --out FILE`";

/// What is wrong with a saved plan's file.
#[derive(Debug, thiserror::Error)]
pub(crate) enum SavedError {
    #[error("{} is there already and is no saved plan", .0.display())]
    Taken(PathBuf),
    #[error("the plan can't be written to {}", .0.display())]
    Unwritable(PathBuf, #[source] io::Error),
    #[error("{} can't be read", .0.display())]
    Unreadable(PathBuf, #[source] io::Error),
    #[error("{} {}", .0.display(), .1)]
    Refused(PathBuf, Defect),
    #[error("a call of the saved plan can't be read")]
    Call,
}

/// What is wrong with a file's content; each sentence continues after the file's name.
#[derive(Debug, thiserror::Error)]
pub(crate) enum Defect {
    #[error("is no saved plan")]
    Foreign,
    #[error("was saved by a newer version of vbot-sync")]
    Newer,
    #[error("was saved by an older version of vbot-sync")]
    Older,
    #[error("is damaged: it is not what was written, or not all of it")]
    Damaged,
    #[error("can't be read to its end: {0}")]
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
