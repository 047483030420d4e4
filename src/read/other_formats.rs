//! Detects table formats that Excel opens and this program does not, independent of the file's name.
//!
//! It checks only the first bytes of a file. Invariant: a format needs more evidence than its first letters, since a
//! text table may begin with any.

use super::foreign_file::ForeignFile;

/// The byte after the columns of a DBF file.
const END_OF_COLUMNS: u8 = 0x0d;
/// The length of its header, and of each column's description.
const DBF_PART: usize = 32;
/// Its versions, by their first byte.
const DBF_VERSIONS: &[u8] = b"\x02\x03\x04\x05\x30\x31\x32\x43\x63\x83\x8b\x8e\xcb\xf5\xfb";

/// Beginnings of an archive of web pages, in lower case.
const MAIL_HEADS: [&str; 7] = [
    "mime-version:",
    "from:",
    "date:",
    "subject:",
    "message-id:",
    "content-type:",
    "snapshot-content-location:",
];

/// The table format of a file, by its first bytes.
pub(super) fn table(start: &[u8]) -> Option<ForeignFile> {
    match () {
        () if is_sylk(start) => Some(ForeignFile::Sylk),
        () if start.starts_with(b"TABLE\r\n0,1") || start.starts_with(b"TABLE\n0,1") => {
            Some(ForeignFile::Dif)
        }
        () if is_dbf(start) => Some(ForeignFile::Dbf),
        () => None,
    }
}

/// Whether a text in lower case is an archive of web pages, as Excel saves a workbook as one.
pub(super) fn is_web_archive(text: &str) -> bool {
    let has_head = MAIL_HEADS.iter().any(|head| text.starts_with(head));
    has_head && text.contains("multipart/related")
}

/// Each line begins with one or two capitals and a semicolon: `ID;PWXL;N;E`, `C;Y1;X1;K"Ma KH"`.
fn is_sylk(start: &[u8]) -> bool {
    let lines = start.split(|byte| matches!(byte, b'\r' | b'\n'));
    let mut lines = lines.filter(|line| !line.is_empty()).take(3);
    let is_record = |line: &[u8]| {
        let kind = line.split(|byte| *byte == b';').next().unwrap_or_default();
        matches!(kind.len(), 1 | 2) && kind.iter().all(u8::is_ascii_uppercase)
    };
    start.starts_with(b"ID;P") && lines.clone().count() > 1 && lines.all(is_record)
}

/// A header with a date, and columns that each have a letter for their type.
fn is_dbf(start: &[u8]) -> bool {
    let [version, _year, month, day, ..] = *start else {
        return false;
    };
    let is_dated = matches!(month, 1..=12) && matches!(day, 1..=31);
    let mut columns = start.chunks(DBF_PART).skip(1).peekable();
    let has_columns = columns
        .peek()
        .is_some_and(|first| first.first() != Some(&END_OF_COLUMNS));
    let are_columns = columns
        .take_while(|column| column.first() != Some(&END_OF_COLUMNS))
        .all(|column| column.len() < DBF_PART || column[11].is_ascii_alphabetic());
    DBF_VERSIONS.contains(&version) && is_dated && has_columns && are_columns
}
