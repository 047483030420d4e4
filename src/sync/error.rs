//! What the corridor itself refuses: the sentence, the kind, and the hint.
//!
//! It is not for single rows, whose problems are issues. Invariant: every error has a kind.

use crate::language::say;
use std::{io, path::PathBuf};

use jiff::Timestamp;
use tokio::task::JoinError;

use crate::{
    error::{Error, ErrorKind, RoomError},
    model::{Code, Dialect, Entity, Rename, TextFault, number},
    shape::MissingColumn,
    store::RunId,
};

/// Headers listed in a hint; a sheet may have 16,384.
const HEADERS: usize = 10;

/// Accepted headers listed in an error.
const WANTED: usize = 5;

/// Why rooms that are each in order can't work together.
#[derive(Debug, thiserror::Error)]
pub(crate) enum SyncError {
    #[error("{}", say!("sync-unfinished", run = .0))]
    Unfinished(RunId),
    #[error("{}", say!("sync-unfinished-before", run = .0))]
    UnfinishedBefore(RunId),
    #[error("{}", say!("sync-applied", run, started = format!("{started:.0}")))]
    Applied { run: RunId, started: Timestamp },
    #[error("{}", say!("sync-unreached", reason = .0))]
    Unreached(String),
    /// The sentence of the reason.
    #[error("{0}")]
    NotLetIn(String),
    #[error("{}", say!("sync-field-missing", code, key))]
    FieldMissing { key: String, code: Code },
    #[error("{}", say!("sync-field-type", code, key, kind, wanted))]
    FieldType {
        key: String,
        code: Code,
        kind: String,
        wanted: &'static str,
    },
    #[error("{}", say!("sync-field-remapped", key, now, then))]
    FieldRemapped {
        key: &'static str,
        then: String,
        now: String,
    },
    #[error("{}", say!("sync-fields-unread", message, code))]
    FieldsUnread { code: i64, message: String },
    /// The sentence of the reason; what was asked for only reads.
    #[error("{0}")]
    KeyNotLetIn(String),
    #[error("{}", say!("sync-account-unread", reason = .0))]
    AccountUnread(String),
    #[error("{}", say!("sync-account-changing"))]
    AccountChanging,
    #[error("{}", say!("sync-no-snapshot"))]
    NoSnapshot,
    #[error("{}", say!("sync-needs-v3", what, dialect = format!("{dialect:?}")))]
    NeedsV3 {
        what: &'static str,
        dialect: Dialect,
    },
    /// Another program blocked writes in the middle of a run.
    #[error("{}", say!("sync-busy"))]
    Busy(#[source] Error),
    #[error("{}", say!("sync-sending"))]
    Sending(#[source] JoinError),
    #[error("{}", say!("sync-no-runtime"))]
    NoRuntime(#[source] io::Error),
    #[error("{}", say!("sync-no-corrections", path = path.display()))]
    NoCorrections {
        path: PathBuf,
        source: Option<Error>,
    },
    #[error("{}", say!("sync-foreign-rows", path = path.display(), listed))]
    ForeignRows { path: PathBuf, listed: String },
    #[error("{}", say!("sync-no-column", path = path.display(), sheet, column))]
    NoColumn {
        path: PathBuf,
        sheet: String,
        column: String,
    },
    #[error("{}", say!("sync-unwritable", path = .0.display()))]
    Unwritable(PathBuf, #[source] io::Error),
    #[error("{}", say!("sync-reading"))]
    Reading,
    #[error("{}", say!("sync-missing-column", without = without(*.0, .1)))]
    MissingColumn(Entity, MissingColumn),
    #[error("{}", say!("sync-letters-lost", file, damaged, texts, row))]
    LettersLost {
        file: String,
        damaged: usize,
        texts: usize,
        row: u32,
        fault: TextFault,
    },
    #[error("{}", say!("sync-no-run", run = .0))]
    NoRun(RunId),
    #[error("{}", say!("sync-condition-column", column))]
    ConditionColumn {
        column: String,
        near: Option<String>,
    },
    #[error("{}", say!("sync-no-record", typed = typed(.0), entity = .0.entity, code = .0.from))]
    NoRecord(Rename),
    #[error("{}", say!("sync-no-row", typed = typed(.0), entity = .0.entity, code = .0.to))]
    NoRow(Rename),
}

/// The option as it was typed.
fn typed(rename: &Rename) -> String {
    let Rename { entity, from, to } = rename;
    format!("{entity}.{from}={to}")
}

/// A table without a column that rows need, or that the configuration refers to.
fn without(entity: Entity, MissingColumn { name, wanted, .. }: &MissingColumn) -> String {
    match wanted.as_slice() {
        [] => say!("sync-column-needed", name, entity),
        wanted if wanted.len() > WANTED => {
            let first = wanted[..WANTED].join("”, “");
            say!("sync-column-usual", first, name)
        }
        wanted => {
            let or = format!("” {} “", say!("sync-or"));
            say!("sync-column-wanted", wanted = wanted.join(&or), name)
        }
    }
}

/// The header that may be meant, and the present ones.
fn present(column: &MissingColumn) -> String {
    let headers: Vec<_> = column
        .headers
        .iter()
        .map(|header| header.trim())
        .filter(|header| !header.is_empty())
        .map(|header| format!("“{header}”"))
        .collect();
    let first = headers.iter().take(HEADERS).map(String::as_str);
    let first = first.collect::<Vec<_>>().join(", ");
    let headers = match headers.len().saturating_sub(HEADERS) {
        0 => first,
        more => say!("sync-headers-more", first, more = number(more)),
    };
    match &column.suggestion {
        Some(suggestion) => say!("sync-hint-header", suggestion, headers),
        None if column.required => say!("sync-hint-map", headers),
        None => say!("sync-hint-headers", headers),
    }
}

impl RoomError for SyncError {
    fn kind(&self) -> ErrorKind {
        match self {
            Self::Unfinished(_) | Self::UnfinishedBefore(_) => ErrorKind::Snapshot,
            Self::Applied { .. } => ErrorKind::Stale,
            Self::Busy(_) => ErrorKind::Stopped,
            Self::Unreached(_)
            | Self::Sending(_)
            | Self::NotLetIn(_)
            | Self::FieldMissing { .. }
            | Self::FieldType { .. }
            | Self::FieldsUnread { .. }
            | Self::KeyNotLetIn(_)
            | Self::AccountUnread(_)
            | Self::AccountChanging => ErrorKind::Network,
            Self::Unwritable(..) | Self::NoRuntime(_) => ErrorKind::File,
            Self::NeedsV3 { .. } | Self::NoSnapshot | Self::FieldRemapped { .. } => {
                ErrorKind::Config
            }
            _ => ErrorKind::Input,
        }
    }

    fn hint(&self) -> Option<String> {
        let hint = match self {
            Self::Unfinished(_) => say!("sync-hint-unfinished"),
            Self::UnfinishedBefore(_) => say!("sync-hint-unfinished-before"),
            Self::Applied { .. } => say!("sync-hint-applied"),
            Self::Busy(_) => say!("sync-hint-busy"),
            Self::Unreached(_) => say!("sync-hint-unreached"),
            Self::KeyNotLetIn(_) => say!("sync-hint-key-stored"),
            Self::AccountUnread(_) => say!("sync-hint-account-unread"),
            Self::AccountChanging => say!("sync-hint-account-changing"),
            Self::NoSnapshot => say!("sync-hint-no-snapshot"),
            Self::NeedsV3 { .. } => say!("sync-hint-needs-v3"),
            Self::NotLetIn(_) => say!("sync-hint-key-sent"),
            Self::FieldMissing { .. } => say!("sync-hint-field-missing"),
            Self::FieldRemapped { key, then, .. } => {
                return Some(say!("sync-hint-field-remapped", key, then));
            }
            Self::FieldType { .. } => say!("sync-hint-field-type"),
            Self::Sending(_)
            | Self::Unwritable(..)
            | Self::FieldsUnread { .. }
            | Self::NoRuntime(_) => return None,
            Self::NoCorrections { .. } => say!("sync-hint-no-corrections"),
            Self::ForeignRows { .. } => say!("sync-hint-foreign-rows"),
            Self::NoColumn { .. } => say!("sync-hint-no-column"),
            Self::Reading => say!("sync-hint-reading"),
            Self::MissingColumn(_, column) => return Some(present(column)),
            Self::LettersLost { fault, .. } => match fault {
                TextFault::QuestionMarks => say!("sync-hint-question-marks"),
                _ => say!("sync-hint-double-encoded"),
            },
            Self::NoRun(_) => say!("sync-hint-history"),
            Self::ConditionColumn { near, .. } => {
                let near = near.as_ref();
                return near.map(|near| say!("sync-hint-meant", near));
            }
            Self::NoRecord(_) | Self::NoRow(_) => say!("sync-hint-codes"),
        };
        Some(hint)
    }
}
