//! The errors of reading a spreadsheet: message, kind and hint.
//!
//! The reader adds file and place. Invariant: a damaged row that only holds itself is no error but an issue
//! (`model::Damage`); damage to a text file as a whole is listed in `csv/damage.rs`.

use std::{error::Error as Cause, io, path::PathBuf};

use crate::{
    error::{ErrorKind, RoomError},
    model::TextEncoding,
};

const EXCEL: &str = "open it in Excel and save it again";

/// The problem with the name, the file or the workbook.
#[derive(Debug, thiserror::Error)]
pub(super) enum ReadError {
    #[error("{} is a folder", .0.display())]
    Folder(PathBuf),
    #[error("{0} is not a pattern")]
    Pattern(String, #[source] glob::PatternError),
    #[error("{} can't be looked through", .0.display())]
    Unlisted(PathBuf, #[source] io::Error),
    #[error("the name of the file {} has characters that are not Unicode", .0.display())]
    Unnamed(PathBuf),
    #[error("no file matches {}", path.display())]
    NoMatch { path: PathBuf, near: String },
    #[error("there is no file {}", path.display())]
    NoFile { path: PathBuf, near: String },
    #[error("“{0}” is not the name of an encoding")]
    UnknownEncoding(String),
    #[error("the file is not UTF-8, and which other encoding it is in is not clear")]
    UnclearEncoding { candidates: String },
    #[error("“{0}” can't stand between the cells of a CSV file")]
    Delimiter(String),
    #[error("the cells of the file seem to stand between “{0}”, which is no usual delimiter")]
    Separator(char),
    #[error("each row of the file stands between quotes as a whole, so that it is one cell")]
    Wrapped,
    #[error("the file can't be opened")]
    Unopened(#[source] io::Error),
    #[error("the file can't be read to its end")]
    Unread(#[source] io::Error),
    #[error("the file was changed while it was read")]
    Changed,
    #[error("this is a folder, not a file")]
    NotFile,
    #[error("this is not an ordinary file")]
    NotOrdinary,
    /// What the file is instead, and what to do with such a file.
    #[error("the file is {0}, not a table")]
    Foreign(&'static str, FileAdvice),
    /// The beginning of a text in front of an old workbook.
    #[error("a text stands in front of the old workbook (.xls): “{}”", .0.escape_debug())]
    InFront(String),
    #[error("the file is neither a workbook nor, for sure, a table in text")]
    NoTable,
    #[error("the file is not a workbook, though its name says so")]
    NoWorkbook { is_empty: bool },
    #[error("the workbook is protected by a password")]
    Locked,
    #[error("the workbook is too large for its format (over 64 MiB)")]
    TooLarge,
    #[error("the workbook is more than a workbook can be: {0}")]
    TooMuch(&'static str),
    #[error("the workbook can't be read to its end")]
    Damaged(#[source] Option<Box<dyn Cause + Send + Sync>>),
    /// The requested sheet, and the sheets of the workbook.
    #[error("the workbook has no {wanted}")]
    NoSheet { wanted: String, there: String },
    /// A sheet without cells, and the sheets that have some.
    #[error("the sheet “{name}” is a chart, a dialog or a macro, not a table")]
    NoCells { name: String, there: String },
    #[error("the workbook's rows are not in order")]
    Disordered,
    #[error("the row has more than 16,384 columns")]
    Wide,
    #[error("the table is empty: it has no header row")]
    EmptyTable,
    /// The first sheet has no table; this one has.
    #[error("the first sheet is not the table: the columns are on the sheet “{0}”")]
    OtherSheet(String),
    #[error("the header row is blank")]
    NoHeader,
    /// Such letters would reach VBot as an unreadable text.
    #[error("the texts are typed with the old font {}, which the configuration does not say", name(*.0))]
    OldFont(TextEncoding),
    /// The text is in another font than the configured one.
    #[error("the texts are typed with the old font {}, not with the one that is named", name(*.0))]
    OtherFont(TextEncoding),
    #[error("the texts of the sheet are typed with two old fonts, TCVN3 and VNI")]
    TwoFonts,
    #[error("the row can be read in two ways: as it stands, and as an old font shows it")]
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
