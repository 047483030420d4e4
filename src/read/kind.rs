//! Detects the kind of a file from its content, not from its name.
//!
//! It checks the first bytes, the directory of a ZIP archive, and the names at the root of an OLE container; it reads
//! no cells. Invariant: it returns only kinds that can be read as a table; for any other kind the error has its name.

use std::{
    fs::{self, File},
    io::{Read, Seek},
    path::Path,
};

use zip::ZipArchive;

use super::{
    ReadError,
    compound::{CompoundFile, MARK},
    error::FileAdvice::{self, Convert, Encode, Export, SaveAgain, Unpack},
    foreign_file::ForeignFile,
    front, other_formats,
};
use crate::{
    error::{Result, RoomError},
    model::{InFront, Origin},
};

/// The number of bytes that the kind is decided by.
const LOOKED_AT: usize = 4096;

/// The number of bytes in which an archive may begin: a program may have written many error messages in front of it.
const FRONT: u64 = 64 * 1024;

/// The first bytes of an archive.
const ARCHIVE: &[u8] = b"PK\x03\x04";

/// The description of a page with such a message in front.
const REPORTED_PAGE: UnknownFile = (ForeignFile::ReportedPage, Convert);

/// What the file is, if it is no table, and what to do with it.
pub(super) type UnknownFile = (ForeignFile, FileAdvice);

/// Streams at the root of an OLE container, the most significant first.
const CONTENTS: [(&str, Result<FileKind, UnknownFile>); 7] = [
    ("EncryptedPackage", Ok(FileKind::Encrypted)),
    // A server manages its rights; the other streams only hold a text that it can't be read.
    ("\tDRMContent", Ok(FileKind::Encrypted)),
    ("Workbook", Ok(FileKind::Xls)),
    ("Book", Ok(FileKind::Xls)),
    ("WordDocument", Err((ForeignFile::WordDocument, Export))),
    (
        "PowerPoint Document",
        Err((ForeignFile::Presentation, Export)),
    ),
    ("__properties_version1.0", Err((ForeignFile::Email, Export))),
];

/// A file that can be read as a table.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) enum FileKind {
    /// Nothing in it.
    Empty,
    Text,
    /// Also a ZIP archive without a readable directory, as broken ones are.
    Xlsx,
    Xlsb,
    Ods,
    /// Also such an OLE container, and a workbook stream without one.
    Xls,
    /// A workbook that has to be decrypted first.
    Encrypted,
}

/// What Excel 2, 3 and 4 wrote.
pub(super) const OLD_WORKBOOK: UnknownFile = (ForeignFile::OldWorkbook, Convert);

/// The first bytes of other kinds of files, and their names.
const STRANGERS: [(&[u8], UnknownFile); 21] = [
    (b"%PDF-", (ForeignFile::Pdf, Export)),
    (b"{\\rtf", (ForeignFile::Rtf, Export)),
    (b"\x1f\x8b", (ForeignFile::Gzip, Unpack)),
    (b"BZh91AY", (ForeignFile::Bzip2, Unpack)),
    (b"\xfd7zXZ\0", (ForeignFile::Xz, Unpack)),
    (b"\x28\xb5\x2f\xfd", (ForeignFile::Zstd, Unpack)),
    (b"7z\xbc\xaf\x27\x1c", (ForeignFile::SevenZip, Unpack)),
    (b"Rar!\x1a\x07", (ForeignFile::Rar, Unpack)),
    (b"PK\x05\x06", (ForeignFile::EmptyZip, Unpack)),
    (b"\x89PNG\r\n", (ForeignFile::Picture, Export)),
    (b"\xff\xd8\xff", (ForeignFile::Picture, Export)),
    (b"GIF89a", (ForeignFile::Picture, Export)),
    (b"SQLite format 3\0", (ForeignFile::Sqlite, Export)),
    (b"PAR1\x15", (ForeignFile::Parquet, Export)),
    (b"\x7fELF", (ForeignFile::Program, Export)),
    (b"MZ\x90\0", (ForeignFile::Program, Export)),
    (b"\x09\0\x04\0", OLD_WORKBOOK),
    (b"\x09\x02\x06\0", OLD_WORKBOOK),
    (b"\x09\x04\x06\0", OLD_WORKBOOK),
    (b"\xff\xfe\0\0", (ForeignFile::Utf32, Encode)),
    (b"\0\0\xfe\xff", (ForeignFile::Utf32, Encode)),
];

/// The beginnings of pages, in lower case.
const PAGES: &str = "<!doctype <html <head <body <meta <style <?xml <table <div <!-- <script";

/// Opens a regular file, not a folder or a pipe, on which reading might never end.
pub(super) fn opened(path: &Path, origin: &Origin) -> Result<File> {
    let unopened = |error| ReadError::Unopened(error).at(origin.clone());
    let facts = fs::metadata(path).map_err(unopened)?;
    if facts.is_dir() {
        return Err(ReadError::NotFile.at(origin.clone()));
    }
    if !facts.is_file() {
        return Err(ReadError::NotOrdinary.at(origin.clone()));
    }
    File::open(path).map_err(unopened)
}

/// Detects the kind of the file and leaves it at its start.
pub(super) fn of(file: &mut File, origin: &Origin) -> Result<FileKind> {
    behind(file, origin).map(|(kind, _)| kind)
}

/// The same, with the prefix in front of the table.
pub(super) fn behind(file: &mut File, origin: &Origin) -> Result<(FileKind, Option<InFront>)> {
    let unread = |error| ReadError::Unread(error).at(origin.clone());
    let mut start = Vec::new();
    { &mut *file }
        .take(FRONT)
        .read_to_end(&mut start)
        .map_err(unread)?;
    let found = found(file, &start);
    file.rewind().map_err(unread)?;
    match found {
        Err((what, advice)) => Err(ReadError::Foreign(what, advice).at(origin.clone())),
        Ok(FileKind::Text) if let Some(at) = front::before(MARK, &start) => {
            let text = front::skipped(&start[..at]).text;
            Err(ReadError::InFront(text).at(origin.clone()))
        }
        Ok(FileKind::Text) => Ok((FileKind::Text, message(&start))),
        Ok(kind) => {
            let at = front::before(ARCHIVE, &start).filter(|_| !start.starts_with(MARK));
            Ok((kind, at.map(|at| front::skipped(&start[..at]))))
        }
    }
}

fn found(file: &mut File, all: &[u8]) -> Result<FileKind, UnknownFile> {
    let start = &all[..all.len().min(LOOKED_AT)];
    if start.starts_with(ARCHIVE) {
        return zip(file);
    }
    if start.starts_with(MARK) {
        return ole(file);
    }
    if start.starts_with(b"\x09\x08\x08\0") || start.starts_with(b"\x09\x08\x10\0") {
        return Ok(FileKind::Xls);
    }
    let stranger = STRANGERS.iter().find(|(sign, _)| start.starts_with(sign));
    let stranger = stranger.map(|(_, stranger)| *stranger);
    let table = || other_formats::table(start).map(|table| (table, Convert));
    match stranger.or_else(table) {
        Some(stranger) => Err(stranger),
        None if start.is_empty() => Ok(FileKind::Empty),
        None if front::before(ARCHIVE, all).is_some() => zip(file),
        None => markup(start).map_or(Ok(FileKind::Text), Err),
    }
}

/// The message at the beginning of a text file.
fn message(start: &[u8]) -> Option<InFront> {
    let start = &start[..start.len().min(LOOKED_AT)];
    let text = String::from_utf8_lossy(start);
    let text = text.trim_start_matches(is_nothing);
    let found = || InFront {
        bytes: 0,
        ..front::skipped(text.as_bytes())
    };
    front::is_message(&text.to_lowercase()).then(found)
}

/// Bytes that may come before the first letter of a text.
fn is_nothing(letter: char) -> bool {
    letter.is_whitespace() || matches!(letter, '\u{feff}' | '\u{fffd}')
}

/// The kind of an archive.
pub(super) fn zip(file: impl Read + Seek) -> Result<FileKind, UnknownFile> {
    let Ok(archive) = ZipArchive::new(file) else {
        return Ok(FileKind::Xlsx);
    };
    let names: Vec<_> = archive.file_names().filter_map(Result::ok).collect();
    let has = |name: &str| names.iter().any(|entry| entry.eq_ignore_ascii_case(name));
    let below = |folder: &str| names.iter().any(|entry| entry.starts_with(folder));
    match () {
        () if has("xl/workbook.bin") => Ok(FileKind::Xlsb),
        () if below("xl/") => Ok(FileKind::Xlsx),
        () if below("word/") => Err((ForeignFile::WordDocument, Export)),
        () if below("ppt/") => Err((ForeignFile::Presentation, Export)),
        () if has("Index/Document.iwa") => Err((ForeignFile::Iwork, Export)),
        () if has("content.xml") => Ok(FileKind::Ods),
        () if below("") && !has("[Content_Types].xml") => Err((ForeignFile::Zip, Unpack)),
        () => Ok(FileKind::Xlsx),
    }
}

fn ole(file: &mut File) -> Result<FileKind, UnknownFile> {
    let Ok(container) = CompoundFile::new(file) else {
        return Ok(FileKind::Xls);
    };
    let mut contents = CONTENTS.iter();
    let found = contents.find(|(name, _)| container.length(name).is_some());
    found.map_or(Ok(FileKind::Xls), |(_, what)| *what)
}

/// HTML and XML that programs save under the name of a workbook, and JSON.
fn markup(start: &[u8]) -> Option<UnknownFile> {
    let plain: Vec<u8> = start.iter().copied().filter(|byte| *byte != 0).collect();
    let text = String::from_utf8_lossy(&plain).to_lowercase();
    let text = text.trim_start_matches(is_nothing);
    let begins = |signs: &[&str]| signs.iter().any(|sign| text.starts_with(sign));
    match () {
        () if other_formats::is_web_archive(text) => Some((ForeignFile::WebArchive, Convert)),
        () if begins(&["<?xml"]) && text.contains("excel.sheet") => {
            Some((ForeignFile::XmlSpreadsheet, SaveAgain))
        }
        () if begins(&["<?xml"]) && !text.contains("<html") => Some((ForeignFile::Xml, SaveAgain)),
        () if PAGES.split(' ').any(|sign| text.starts_with(sign)) => {
            let is_table = text.contains("<table");
            Some((
                ForeignFile::HtmlPage,
                if is_table { Convert } else { SaveAgain },
            ))
        }
        () if front::is_message(text) && front::has_page(text) => Some(REPORTED_PAGE),
        () if begins(&["{\"", "[{\"", "{\n", "[\n", "{\r", "[\r"]) => {
            Some((ForeignFile::Json, Export))
        }
        () => None,
    }
}
