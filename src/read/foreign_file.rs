//! What a file is that is no table which can be read.
//!
//! How it is recognised stands in `kind.rs`. Invariant: each has a name that a person knows it by.

use std::fmt;

use crate::language::say;

/// A kind of file that is not read.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) enum ForeignFile {
    ReportedPage,
    WordDocument,
    Presentation,
    Email,
    OldWorkbook,
    Pdf,
    Rtf,
    Gzip,
    Bzip2,
    Xz,
    Zstd,
    SevenZip,
    Rar,
    EmptyZip,
    Picture,
    Sqlite,
    Parquet,
    Program,
    Utf32,
    Iwork,
    Zip,
    WebArchive,
    XmlSpreadsheet,
    Xml,
    HtmlPage,
    Json,
    Sylk,
    Dif,
    Dbf,
}

impl fmt::Display for ForeignFile {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let text = match self {
            Self::ReportedPage => say!("foreign-reported-page"),
            Self::WordDocument => say!("foreign-word"),
            Self::Presentation => say!("foreign-presentation"),
            Self::Email => say!("foreign-email"),
            Self::OldWorkbook => say!("foreign-old-workbook"),
            Self::Pdf => say!("foreign-pdf"),
            Self::Rtf => say!("foreign-rtf"),
            Self::Gzip => say!("foreign-gzip"),
            Self::Bzip2 => say!("foreign-bzip2"),
            Self::Xz => say!("foreign-xz"),
            Self::Zstd => say!("foreign-zstd"),
            Self::SevenZip => say!("foreign-7z"),
            Self::Rar => say!("foreign-rar"),
            Self::EmptyZip => say!("foreign-empty-zip"),
            Self::Picture => say!("foreign-picture"),
            Self::Sqlite => say!("foreign-sqlite"),
            Self::Parquet => say!("foreign-parquet"),
            Self::Program => say!("foreign-program"),
            Self::Utf32 => say!("foreign-utf-32"),
            Self::Iwork => say!("foreign-iwork"),
            Self::Zip => say!("foreign-zip"),
            Self::WebArchive => say!("foreign-web-archive"),
            Self::XmlSpreadsheet => say!("foreign-xml-spreadsheet"),
            Self::Xml => say!("foreign-xml"),
            Self::HtmlPage => say!("foreign-html"),
            Self::Json => say!("foreign-json"),
            Self::Sylk => say!("foreign-sylk"),
            Self::Dif => say!("foreign-dif"),
            Self::Dbf => say!("foreign-dbf"),
        };
        formatter.write_str(&text)
    }
}
