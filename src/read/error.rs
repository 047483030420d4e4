//! The errors of reading a spreadsheet: message, kind and hint.
//!
//! The reader adds file and place. Invariant: a damaged row that only holds itself is no error but an issue
//! (`model::Damage`); damage to a text file as a whole is listed in `csv/damage.rs`.

use crate::language::say;
use std::{error::Error as Cause, io, path::PathBuf};

use crate::{
    error::{ErrorKind, RoomError},
    model::TextEncoding,
};

const EXCEL: &str = "open it in Excel and save it again";

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
    Foreign(&'static str, FileAdvice),
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
    TooMuch(&'static str),
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
    fn text(self) -> &'static str {
        match self {
            Self::SaveAgain => {
                "open it in Excel and save it as .xlsx; a page that asks for a login is no export at all"
            }
            Self::Convert => "open it in Excel or LibreOffice and save it as .xlsx",
            Self::Unpack => "unpack it and name the file that is in it",
            Self::Encode => "save it as “CSV UTF-8”",
            Self::Export => "export the table as .xlsx or as “CSV UTF-8”",
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
            Self::Folder(_) => "name a file in it, or a pattern such as *.csv",
            Self::Unnamed(_) => "rename it, or have it written under a name of plain letters",
            Self::NoMatch { near, .. } | Self::NoFile { near, .. } => near,
            Self::UnknownEncoding(_) => {
                "for example utf-8, utf-16le, windows-1258, windows-1252, tcvn3 or vni"
            }
            Self::UnclearEncoding { candidates } => {
                return Some(format!(
                    "it may be {candidates}: set `encoding` to what it is, or save it as “CSV UTF-8”"
                ));
            }
            Self::Separator(delimiter) => {
                return Some(format!("if they do, set `delimiter = \"{delimiter}\"`"));
            }
            Self::Wrapped => {
                "export it again without these quotes; or open it in Excel, select column A, choose Data – Text to \
                 Columns, and save it"
            }
            Self::Unopened(_) => {
                "see that it exists, that you may read it, and that no program holds it"
            }
            Self::Changed => {
                "wait until the program that writes it is done, and run this again; best it writes under another name \
                 and renames the file when that is whole"
            }
            Self::NotOrdinary => {
                "save it as a file first: it has to be read from its start more than once"
            }
            Self::Foreign(_, advice) => advice.text(),
            Self::InFront(_) => {
                "have the program corrected that exports it: nothing may be written before the workbook"
            }
            Self::NoTable => "use .csv, .tsv, .txt, .xlsx, .xlsm, .xlsb, .xls or .ods",
            Self::NoWorkbook { is_empty: true } => "the file has no content: export it again",
            Self::NoWorkbook { is_empty: false } => {
                "open it in Excel and save it as .xlsx; if it is text, give it the extension .csv"
            }
            Self::Locked => {
                "open it in Excel, choose File, Info, Protect Workbook, Encrypt with Password, delete the password and \
                 save it"
            }
            Self::TooLarge => "save it as .xlsx, which is read row by row",
            Self::TooMuch(_) => {
                "if Excel can open it, save the sheet that is needed in a workbook of its own, or as .csv"
            }
            Self::Damaged(_) => "open it in Excel; if Excel can, save it again as .xlsx",
            Self::NoSheet { there, .. } | Self::NoCells { there, .. } => there,
            Self::OtherSheet(name) => return Some(format!("set `sheet = \"{name}\"`")),
            Self::OldFont(font) | Self::OtherFont(font) => {
                return Some(format!("set `text_encoding = \"{}\"`", font.as_str()));
            }
            Self::TwoFonts => {
                "make two sheets of it, or change its letters to Unicode before it is exported"
            }
            Self::LettersUnclear => {
                "change the letters of the whole sheet to Unicode, or set `text_encoding` to what they are"
            }
            Self::Disordered | Self::Wide => EXCEL,
            Self::NoHeader => "correct `header_row`, or leave it out to have the header found",
            Self::Pattern(..)
            | Self::Unlisted(..)
            | Self::Delimiter(_)
            | Self::Unread(_)
            | Self::NotFile
            | Self::EmptyTable => return None,
        };
        Some(hint.to_owned())
    }
}
