//! What the corridor itself refuses: the sentence, the kind, and the hint.
//!
//! It is not for single rows, whose problems are issues. Invariant: every error has a kind.

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
    #[error("run {0} is unfinished")]
    Unfinished(RunId),
    #[error("run {0} is unfinished, and belongs to the account as it was")]
    UnfinishedBefore(RunId),
    #[error("the saved plan was applied already, by run {run} of {started:.0}")]
    Applied { run: RunId, started: Timestamp },
    #[error("the server can't be reached: {0}")]
    Unreached(String),
    /// The sentence of the reason.
    #[error("{0}")]
    NotLetIn(String),
    #[error("the account has no field `{code}`, which `{key}` of [api.v3] names")]
    FieldMissing { key: String, code: Code },
    #[error(
        "the field `{code}`, which `{key}` of [api.v3] names, has the type {kind}, and not {wanted}"
    )]
    FieldType {
        key: String,
        code: Code,
        kind: String,
        wanted: &'static str,
    },
    #[error(
        "`{key}` of [api.v3] is {now}, and the snapshot has what was sent to {then}: those values would stay there, and the other field would lack them"
    )]
    FieldRemapped {
        key: &'static str,
        then: String,
        now: String,
    },
    #[error("the account's fields can't be read: {message} ({code})")]
    FieldsUnread { code: i64, message: String },
    /// The sentence of the reason; what was asked for only reads.
    #[error("{0}")]
    KeyNotLetIn(String),
    #[error("the account can't be read: {0}")]
    AccountUnread(String),
    #[error(
        "the account changed again and again while it was read, so what it holds is not confirmed"
    )]
    AccountChanging,
    #[error("there is no snapshot yet, so there is nothing to compare the account with")]
    NoSnapshot,
    #[error(
        "{what} reads the account, which is only possible with dialect v3, and this one is {dialect:?}"
    )]
    NeedsV3 {
        what: &'static str,
        dialect: Dialect,
    },
    /// Another program blocked writes in the middle of a run.
    #[error("the run was stopped, since its outcomes could not be noted")]
    Busy(#[source] Error),
    #[error("sending has broken down")]
    Sending(#[source] JoinError),
    #[error("the rehearsal can't begin")]
    NoRuntime(#[source] io::Error),
    #[error("{} is no workbook of failed rows", path.display())]
    NoCorrections {
        path: PathBuf,
        source: Option<Error>,
    },
    #[error("{} corrects rows of {listed}, which is no source of the configuration", path.display())]
    ForeignRows { path: PathBuf, listed: String },
    #[error("{} [{sheet}] no longer has the column for {column}", path.display())]
    NoColumn {
        path: PathBuf,
        sheet: String,
        column: String,
    },
    #[error("{} can't be written", .0.display())]
    Unwritable(PathBuf, #[source] io::Error),
    #[error("the sheets could not be read, by a fault of the program")]
    Reading,
    #[error("{}", without(*.0, .1))]
    MissingColumn(Entity, MissingColumn),
    #[error("{file}: {damaged} of {texts} texts have lost letters, the first in row {row}")]
    LettersLost {
        file: String,
        damaged: usize,
        texts: usize,
        row: u32,
        fault: TextFault,
    },
    #[error("there is no run {0}")]
    NoRun(RunId),
    #[error("--where: no source has a column “{column}”")]
    ConditionColumn {
        column: String,
        near: Option<String>,
    },
    #[error("--rename {}: the snapshot has no {} {}", typed(.0), .0.entity, .0.from)]
    NoRecord(Rename),
    #[error("--rename {}: no row that could be used has the {} code {}", typed(.0), .0.entity, .0.to)]
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
        [] => format!("there is no column for {name}, which every {entity} needs"),
        wanted if wanted.len() > WANTED => {
            let first = wanted[..WANTED].join("”, “");
            format!("there is no column “{first}”, or with another usual header, for {name}")
        }
        wanted => format!("there is no column “{}” for {name}", wanted.join("” or “")),
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
        more => format!("{first} and {} more", number(more)),
    };
    match &column.suggestion {
        Some(suggestion) => format!("did you mean “{suggestion}”? The headers are {headers}"),
        None if column.required => format!(
            "map it under [source.columns], or give it a value under [source.defaults]; the headers are {headers}"
        ),
        None => format!("the headers are {headers}"),
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
            Self::Unfinished(_) => {
                "`vbot-sync resume` finishes it; `vbot-sync sync` settles what is in doubt and plans afresh"
            }
            Self::UnfinishedBefore(_) => {
                "put [api] back as it was and run `vbot-sync resume` to its end; then change [api] and run this again"
            }
            Self::Applied { .. } => {
                "`vbot-sync status` tells whether that run is finished, `vbot-sync plan` what is left"
            }
            Self::Busy(_) => {
                "wait until the other program has finished; `vbot-sync resume` then finds out what became of the calls that were on their way, and goes on"
            }
            Self::Unreached(_) => {
                "nothing was sent; `vbot-sync resume` or `vbot-sync sync` tries again"
            }
            Self::KeyNotLetIn(_) => {
                "make a key in VBot's console (“Cài đặt nhóm”, “Api Key”) and put it into VBOT_API_KEY (or its _FILE); nothing was stored"
            }
            Self::AccountUnread(_) => "nothing was concluded and nothing was stored",
            Self::AccountChanging => "try again when fewer people work in it; nothing was stored",
            Self::NoSnapshot => "`vbot-sync adopt --from-account` stores what the account holds",
            Self::NeedsV3 { .. } => {
                "under v1 and v2 the snapshot is the only memory of the account"
            }
            Self::NotLetIn(_) => {
                "make a key in VBot's console (“Cài đặt nhóm”, “Api Key”) and put it into VBOT_API_KEY (or its _FILE); nothing was sent"
            }
            Self::FieldMissing { .. } => {
                "make the field in VBot's console, or correct its code in [api.v3]; no customer was sent"
            }
            Self::FieldRemapped { key, then, .. } => {
                return Some(format!(
                    "write `{key} = {then}` under [api.v3] again; or read the account anew with `vbot-sync adopt --from-account`, and the next plan sends what the other field lacks"
                ));
            }
            Self::FieldType { .. } => {
                "a field never changes its type: name another field in [api.v3]; no customer was sent"
            }
            Self::Sending(_)
            | Self::Unwritable(..)
            | Self::FieldsUnread { .. }
            | Self::NoRuntime(_) => return None,
            Self::NoCorrections { .. } => {
                "`vbot-sync failures --xlsx FILE` writes one; its last sheet has to stay in it"
            }
            Self::ForeignRows { .. } => {
                "write the workbook again with `vbot-sync failures --xlsx FILE`"
            }
            Self::NoColumn { .. } => "leave the columns as they were, and correct the cells only",
            Self::Reading => "nothing was sent; please report it, with what was printed before",
            Self::MissingColumn(_, column) => return Some(present(column)),
            Self::LettersLost { fault, .. } => match fault {
                TextFault::QuestionMarks => {
                    "there are question marks in place of letters, as Excel writes them: save it as “CSV UTF-8”, not as “CSV”"
                }
                _ => {
                    "its letters were encoded twice: export it again, and open it as UTF-8 wherever it is opened on the way"
                }
            },
            Self::NoRun(_) => "`vbot-sync history` lists the runs",
            Self::ConditionColumn { near, .. } => {
                let near = near.as_ref();
                return near.map(|near| format!("did you mean “{near}”?"));
            }
            Self::NoRecord(_) | Self::NoRow(_) => {
                "the code up to now comes first, the code in the sheets second"
            }
        };
        Some(hint.into())
    }
}
