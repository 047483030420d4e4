//! What a file is, by its content; its name only promises.
//!
//! It looks at the first bytes, at the list of a ZIP archive, and at the names in an OLE container; it
//! reads no cells. Invariant: only a file that can be read as a table comes out, whatever else it may be
//! is named in the error.

use std::{
    fs::{self, File},
    io::{self, Read, Seek},
    path::Path,
};

use zip::ZipArchive;

use super::{
    ReadError,
    error::Advice::{self, Encode, Export, SaveAgain, Unpack},
};
use crate::{
    error::{Result, RoomError},
    model::Origin,
};

/// Bytes that tell what a file is.
const LOOKED_AT: u64 = 4096;
/// Bytes of an OLE container that are looked through at a time.
const PART: usize = 64 * 1024;
/// The length of an entry in its list of contents, and where one may begin.
const ENTRY: usize = 128;

/// What a file is that is no table, and what to do with it.
type Stranger = (&'static str, Advice);

/// What an OLE container may hold, what tells most first: workbooks hold documents and the other way round.
const CONTENTS: [(&str, Result<Kind, Stranger>); 6] = [
    ("EncryptedPackage", Ok(Kind::Locked)),
    ("Workbook", Ok(Kind::Xls)),
    ("Book", Ok(Kind::Xls)),
    ("WordDocument", Err(("a Word document", Export))),
    ("PowerPoint Document", Err(("a presentation", Export))),
    ("__properties_version1.0", Err(("an e-mail", Export))),
];

/// A file that can be read as a table.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) enum Kind {
    /// Nothing in it.
    Empty,
    Text,
    /// Also a ZIP archive that says nothing of what is in it, as broken ones do.
    Xlsx,
    Xlsb,
    Ods,
    /// Also such an OLE container.
    Xls,
    /// A workbook behind a password.
    Locked,
}

/// How files begin that are something else, and what it is.
const STRANGERS: [(&[u8], Stranger); 18] = [
    (b"%PDF-", ("a PDF", Export)),
    (b"{\\rtf", ("a text document (RTF)", Export)),
    (b"\x1f\x8b", ("a compressed file (gzip)", Unpack)),
    (b"BZh91AY", ("a compressed file (bzip2)", Unpack)),
    (b"\xfd7zXZ\0", ("a compressed file (xz)", Unpack)),
    (b"\x28\xb5\x2f\xfd", ("a compressed file (zstd)", Unpack)),
    (b"7z\xbc\xaf\x27\x1c", ("an archive (7z)", Unpack)),
    (b"Rar!\x1a\x07", ("an archive (RAR)", Unpack)),
    (b"PK\x05\x06", ("an empty archive (ZIP)", Unpack)),
    (b"\x89PNG\r\n", ("a picture", Export)),
    (b"\xff\xd8\xff", ("a picture", Export)),
    (b"GIF89a", ("a picture", Export)),
    (b"SQLite format 3\0", ("a database (SQLite)", Export)),
    (b"PAR1\x15", ("a Parquet file", Export)),
    (b"\x7fELF", ("a program", Export)),
    (b"MZ\x90\0", ("a program", Export)),
    (b"\xff\xfe\0\0", ("text in UTF-32", Encode)),
    (b"\0\0\xfe\xff", ("text in UTF-32", Encode)),
];

/// How pages begin, in small letters.
const PAGES: &str = "<!doctype <html <head <body <meta <style <?xml <table <div <!-- <script";

/// Opens a file that is one, and not a folder or a pipe, on which reading might never end.
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

/// Finds out what the file is and leaves it at its start.
pub(super) fn of(file: &mut File, origin: &Origin) -> Result<Kind> {
    let found = found(file).and_then(|found| file.rewind().map(|()| found));
    let found = found.map_err(|error| ReadError::Unread(error).at(origin.clone()))?;
    found.map_err(|(what, advice)| ReadError::Foreign(what, advice).at(origin.clone()))
}

fn found(file: &mut File) -> io::Result<Result<Kind, Stranger>> {
    let mut start = Vec::new();
    file.take(LOOKED_AT).read_to_end(&mut start)?;
    if start.starts_with(b"PK\x03\x04") {
        return Ok(zip(file));
    }
    if start.starts_with(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1") {
        return ole(file);
    }
    let stranger = STRANGERS.iter().find(|(sign, _)| start.starts_with(sign));
    Ok(match stranger {
        Some((_, stranger)) => Err(*stranger),
        None if start.is_empty() => Ok(Kind::Empty),
        None => markup(&start).map_or(Ok(Kind::Text), Err),
    })
}

fn zip(file: &mut File) -> Result<Kind, Stranger> {
    let Ok(archive) = ZipArchive::new(file) else {
        return Ok(Kind::Xlsx);
    };
    let names: Vec<_> = archive.file_names().filter_map(Result::ok).collect();
    let has = |name: &str| names.iter().any(|entry| entry.eq_ignore_ascii_case(name));
    let below = |folder: &str| names.iter().any(|entry| entry.starts_with(folder));
    match () {
        () if has("xl/workbook.bin") => Ok(Kind::Xlsb),
        () if below("xl/") => Ok(Kind::Xlsx),
        () if below("word/") => Err(("a Word document", Export)),
        () if below("ppt/") => Err(("a presentation", Export)),
        () if has("Index/Document.iwa") => Err(("a Numbers or Pages document", Export)),
        () if has("content.xml") => Ok(Kind::Ods),
        () if below("") && !has("[Content_Types].xml") => Err(("an archive (ZIP)", Unpack)),
        () => Ok(Kind::Xlsx),
    }
}

fn ole(file: &mut File) -> io::Result<Result<Kind, Stranger>> {
    file.rewind()?;
    let mut first = CONTENTS.len();
    let mut part = Vec::with_capacity(PART);
    while {
        part.clear();
        file.take(PART as u64).read_to_end(&mut part)? > 0
    } {
        let holds = |at: &usize| {
            part.chunks(ENTRY)
                .any(|entry| is_named(entry, CONTENTS[*at].0))
        };
        first = (0..first).find(holds).unwrap_or(first);
    }
    Ok(CONTENTS.get(first).map_or(Ok(Kind::Xls), |(_, what)| *what))
}

/// An entry begins with its name in UTF-16 and says how many bytes that takes, its zero included.
fn is_named(entry: &[u8], name: &str) -> bool {
    let mut wide: Vec<u8> = name.encode_utf16().flat_map(u16::to_le_bytes).collect();
    wide.extend([0, 0]);
    let length = u16::try_from(wide.len()).unwrap_or(0).to_le_bytes();
    entry.starts_with(&wide) && entry.get(64..66) == Some(&length[..])
}

/// HTML and XML as programs save them under the name of a workbook, and JSON.
fn markup(start: &[u8]) -> Option<Stranger> {
    let plain: Vec<u8> = start.iter().copied().filter(|byte| *byte != 0).collect();
    let text = String::from_utf8_lossy(&plain).to_lowercase();
    let text = text.trim_start_matches(|letter: char| {
        letter.is_whitespace() || matches!(letter, '\u{feff}' | '\u{fffd}')
    });
    let begins = |signs: &[&str]| signs.iter().any(|sign| text.starts_with(sign));
    match () {
        () if begins(&["<?xml"]) && text.contains("excel.sheet") => {
            Some(("an XML Spreadsheet of 2003", SaveAgain))
        }
        () if begins(&["<?xml"]) && !text.contains("<html") => Some(("XML", SaveAgain)),
        () if PAGES.split(' ').any(|sign| text.starts_with(sign)) => {
            Some(("an HTML page", SaveAgain))
        }
        () if begins(&["{\"", "[{\"", "{\n", "[\n", "{\r", "[\r"]) => Some(("JSON", Export)),
        () => None,
    }
}
