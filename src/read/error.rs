//! The errors of reading a spreadsheet: message, kind and hint.
//!
//! The reader adds file and place. Invariant: a damaged row that only holds itself is no error but an issue
//! (`model::Damage`); damage to a text file as a whole is listed in `csv/damage.rs`.

use super::excess::Excess;
use super::foreign_file::ForeignFile;
use crate::language::say;
use std::{error::Error as Cause, io, path::PathBuf};

use crate::{
    error::{ErrorKind, RoomError},
    model::TextEncoding,
};

/// The problem with the name, the file or the workbook.
#[derive(Debug, thiserror::Error)]
pub(super) enum ReadError {
    #[error("{}", say!("read-folder", path = .0.display()))]
    Folder(PathBuf),
    #[error("{}", say!("read-pattern", path = .0))]
    Pattern(String, #[source] glob::PatternError),
    #[error("{}", say!("read-unlisted", path = .0.display()))]
    Unlisted(PathBuf, #[source] io::Error),
    #[error("{}", say!("read-unnamed", path = .0.display()))]
    Unnamed(PathBuf),
    #[error("{}", say!("read-no-match", path = path.display()))]
    NoMatch { path: PathBuf, near: String },
    #[error("{}", say!("read-no-file", path = path.display()))]
    NoFile { path: PathBuf, near: String },
    #[error("{}", say!("read-unknown-encoding", name = .0))]
    UnknownEncoding(String),
    #[error("{}", say!("read-unclear-encoding"))]
    UnclearEncoding { candidates: String },
    #[error("{}", say!("read-delimiter", sign = .0))]
    Delimiter(String),
    #[error("{}", say!("read-separator", sign = .0))]
    Separator(char),
    #[error("{}", say!("read-wrapped"))]
    Wrapped,
    #[error("{}", say!("read-unopened"))]
    Unopened(#[source] io::Error),
    #[error("{}", say!("read-unread"))]
    Unread(#[source] io::Error),
    #[error("{}", say!("read-changed"))]
    Changed,
    #[error("{}", say!("read-not-file"))]
    NotFile,
    #[error("{}", say!("read-not-ordinary"))]
    NotOrdinary,
    /// What the file is instead, and what to do with such a file.
    #[error("{}", say!("read-foreign", kind = .0))]
    Foreign(ForeignFile, FileAdvice),
    /// The beginning of a text in front of an old workbook.
    #[error("{}", say!("read-in-front", text = .0.escape_debug()))]
    InFront(String),
    #[error("{}", say!("read-no-table"))]
    NoTable,
    #[error("{}", say!("read-no-workbook"))]
    NoWorkbook { is_empty: bool },
    #[error("{}", say!("read-locked"))]
    Locked,
    #[error("{}", say!("read-too-large"))]
    TooLarge,
    #[error("{}", say!("read-too-much", what = .0))]
    TooMuch(Excess),
    #[error("{}", say!("read-damaged"))]
    Damaged(#[source] Option<Box<dyn Cause + Send + Sync>>),
    /// The requested sheet, and the sheets of the workbook.
    #[error("{}", say!("read-no-sheet", wanted))]
    NoSheet { wanted: String, there: String },
    /// A sheet without cells, and the sheets that have some.
    #[error("{}", say!("read-no-cells", name))]
    NoCells { name: String, there: String },
    #[error("{}", say!("read-disordered"))]
    Disordered,
    #[error("{}", say!("read-wide"))]
    Wide,
    #[error("{}", say!("read-empty-table"))]
    EmptyTable,
    /// The first sheet has no table; this one has.
    #[error("{}", say!("read-other-sheet", sheet = .0))]
    OtherSheet(String),
    #[error("{}", say!("read-no-header"))]
    NoHeader,
    /// Such letters would reach VBot as an unreadable text.
    #[error("{}", say!("read-old-font", name = name(*.0)))]
    OldFont(TextEncoding),
    /// The text is in another font than the configured one.
    #[error("{}", say!("read-other-font", name = name(*.0)))]
    OtherFont(TextEncoding),
    #[error("{}", say!("read-two-fonts"))]
    TwoFonts,
    #[error("{}", say!("read-letters-unclear"))]
    LettersUnclear,
}

/// The usual name of a font.
const fn name(font: TextEncoding) -> &'static str {
    match font {
        TextEncoding::Vni => "VNI",
        _ => "TCVN3",
    }
}

/// What to do with a file that is no table.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) enum FileAdvice {
    /// Excel opens it as a table, but it may be any other page.
    SaveAgain,
    /// Excel and other programs can still open it.
    Convert,
    Unpack,
    /// It is text in an encoding that is not supported.
    Encode,
    /// The program that made it may save the table in another format.
    Export,
}

impl FileAdvice {
    fn text(self) -> String {
        match self {
            Self::SaveAgain => say!("read-advice-save-again"),
            Self::Convert => say!("read-advice-convert"),
            Self::Unpack => say!("read-advice-unpack"),
            Self::Encode => say!("read-advice-encode"),
            Self::Export => say!("read-advice-export"),
        }
    }
}

impl RoomError for ReadError {
    fn kind(&self) -> ErrorKind {
        match self {
            Self::Pattern(..) | Self::UnknownEncoding(_) | Self::Delimiter(_) => ErrorKind::Config,
            _ => ErrorKind::Input,
        }
    }

    fn hint(&self) -> Option<String> {
        let hint = match self {
            Self::Folder(_) => say!("read-hint-folder"),
            Self::Unnamed(_) => say!("read-hint-unnamed"),
            Self::NoMatch { near, .. } | Self::NoFile { near, .. } => near.clone(),
            Self::UnknownEncoding(_) => say!("read-hint-encodings"),
            Self::UnclearEncoding { candidates } => {
                return Some(say!("read-hint-unclear", candidates));
            }
            Self::Separator(delimiter) => {
                return Some(say!("read-hint-delimiter", delimiter));
            }
            Self::Wrapped => say!("read-hint-wrapped"),
            Self::Unopened(_) => say!("read-hint-unopened"),
            Self::Changed => say!("read-hint-changed"),
            Self::NotOrdinary => say!("read-hint-not-ordinary"),
            Self::Foreign(_, advice) => advice.text(),
            Self::InFront(_) => say!("read-hint-in-front"),
            Self::NoTable => say!("read-hint-kinds"),
            Self::NoWorkbook { is_empty: true } => say!("read-hint-empty"),
            Self::NoWorkbook { is_empty: false } => say!("read-hint-no-workbook"),
            Self::Locked => say!("read-hint-locked"),
            Self::TooLarge => say!("read-hint-too-large"),
            Self::TooMuch(_) => say!("read-hint-too-much"),
            Self::Damaged(_) => say!("read-hint-damaged"),
            Self::NoSheet { there, .. } | Self::NoCells { there, .. } => there.clone(),
            Self::OtherSheet(name) => return Some(say!("read-hint-sheet", name)),
            Self::OldFont(font) | Self::OtherFont(font) => {
                return Some(say!("read-hint-font", font = font.as_str()));
            }
            Self::TwoFonts => say!("read-hint-two-fonts"),
            Self::LettersUnclear => say!("read-hint-letters"),
            Self::Disordered | Self::Wide => say!("read-hint-excel"),
            Self::NoHeader => say!("read-hint-header-row"),
            Self::Pattern(..)
            | Self::Unlisted(..)
            | Self::Delimiter(_)
            | Self::Unread(_)
            | Self::NotFile
            | Self::EmptyTable => return None,
        };
        Some(hint)
    }
}
