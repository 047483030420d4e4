//! A CSV file becomes lines of cells.
//!
//! It does not know what the cells mean and takes no number out of a text: `00123` stays as it is.
//! Invariant: a record that the parser returns and the row number that the scanner kept belong together.

use std::{fs::File, io};

use csv::{ByteRecord, Reader, ReaderBuilder};

use super::{
    bytes::Bytes,
    charset::{self, Charset},
    delimiter::{self, Separated, Stream},
    letters,
    scanner::{Located, Scanner, Trouble},
    table::{Line, Table},
    unusable, value,
};
use crate::{
    error::{Error, Kind, Result},
    model::{Origin, RowSink, Source, TableFacts},
};

type Records = Reader<Scanner<Stream<Bytes<File>>>>;

/// Reads the file into the sink and tells how; `None`: its text does not look like a table, and the file's
/// name does not say that it is one either.
pub(super) fn read(
    file: File,
    is_sure: bool,
    source: &Source,
    origin: &Origin,
    is_header: &dyn Fn(&str) -> bool,
    sink: &mut dyn RowSink,
) -> Result<Option<TableFacts>> {
    let (mut records, charset, separated) = records(file, source, origin, is_header)?;
    if !is_sure && !separated.is_table {
        return Ok(None);
    }
    let mut table = Table::new(origin.clone(), source.header_row, is_header, sink);
    let read = rows(&mut records, charset, origin, &mut table);
    Ok(Some(TableFacts {
        encoding: Some(charset.name().to_owned()),
        delimiter: Some(char::from(separated.delimiter)),
        ..table.finish(read)?
    }))
}

fn rows(
    records: &mut Records,
    charset: Charset,
    origin: &Origin,
    table: &mut Table<'_>,
) -> Result<()> {
    let is_plain = letters::are_themselves(charset);
    let mut record = ByteRecord::new();
    let mut ends = Vec::new();
    while advance(records, &mut record, origin)? {
        let number = records.get_mut().next_number();
        let number = number.ok_or_else(|| unreadable(origin))?;
        let text = is_plain.then(|| plain(&record, &mut ends)).flatten();
        let is_taken = match text {
            Some(text) => table.texts(number, text, &ends)?,
            None => false,
        };
        if !is_taken {
            table.line(line(number, &record, charset, origin)?)?;
        }
    }
    Ok(())
}

/// The text of all cells and where each ends, up to the last that is not empty. `None`: one of them is
/// more than its text, or something is wrong, or all may be blank.
fn plain<'r>(record: &'r ByteRecord, ends: &mut Vec<usize>) -> Option<&'r str> {
    ends.clear();
    let bytes = record.as_slice();
    let mut end = 0;
    for column in 0..record.len() {
        let cell = record.range(column)?;
        if cell.is_empty() {
            continue;
        }
        // A letter that is cut in two by a delimiter is none.
        if matches!(bytes[cell.start], b'#' | b'=' | 0x80..=0xbf) {
            return None;
        }
        ends.resize(column, end);
        ends.push(cell.end);
        end = cell.end;
    }
    let is_filled = bytes.iter().any(u8::is_ascii_graphic);
    let text = simdutf8::basic::from_utf8(bytes).ok()?;
    is_filled.then_some(text)
}

fn records(
    mut file: File,
    source: &Source,
    origin: &Origin,
    is_header: &dyn Fn(&str) -> bool,
) -> Result<(Records, Charset, Separated)> {
    let failed = |error| not_read(origin, error);
    let charset = charset::settle(&mut file, &source.encoding).map_err(failed)?;
    let charset = charset.map_err(|error| error.at(origin.clone()))?;
    let text = Bytes::new(file, charset.encoding).map_err(failed)?;
    let wanted = source.delimiter.map(possible).transpose()?;
    let is_header =
        |text: &str| letters::from_bytes(text, charset).is_some_and(|text| is_header(&text));
    let (separated, stream) = delimiter::settle(text, wanted, &is_header).map_err(failed)?;
    let delimiter = separated.delimiter;
    let records = ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(delimiter)
        .buffer_capacity(1 << 16)
        .from_reader(Scanner::new(stream, delimiter));
    Ok((records, charset, separated))
}

fn possible(delimiter: u8) -> Result<u8> {
    if delimiter::is_possible(delimiter) {
        return Ok(delimiter);
    }
    let shown = char::from(delimiter).escape_default();
    Err(Error::new(
        Kind::Config,
        format!("“{shown}” can't stand between the cells of a CSV file"),
    ))
}

fn advance(records: &mut Records, record: &mut ByteRecord, origin: &Origin) -> Result<bool> {
    let read = records.read_byte_record(record);
    read.map_err(|error| match error.into_kind() {
        csv::ErrorKind::Io(error) => not_read(origin, error),
        _ => unreadable(origin),
    })
}

fn line(number: u32, record: &ByteRecord, charset: Charset, origin: &Origin) -> Result<Line> {
    let mut cells = Vec::with_capacity(record.len());
    for (column, bytes) in record
        .iter()
        .enumerate()
        .filter(|(_, bytes)| !bytes.is_empty())
    {
        let text = std::str::from_utf8(bytes).ok();
        let text = text.and_then(|text| letters::from_bytes(text, charset));
        let text = text.ok_or_else(|| foreign(number, charset, origin))?;
        cells.push((column, value::text(unwrapped(&text))));
    }
    Ok(Line {
        number,
        cells,
        fault: None,
    })
}

/// Exports write `="00123"` so that Excel keeps the zeros; Excel shows what is between the quotes.
fn unwrapped(text: &str) -> String {
    let inner = text
        .strip_prefix("=\"")
        .and_then(|rest| rest.strip_suffix('"'));
    match inner {
        Some(inner) if !inner.replace("\"\"", "").contains('"') => inner.replace("\"\"", "\""),
        _ => text.to_owned(),
    }
}

fn not_read(origin: &Origin, error: io::Error) -> Error {
    match error.downcast::<Located>() {
        Ok(Located { row, trouble }) => {
            unusable(origin, Some(row), trouble.to_string()).hint(advice(&trouble))
        }
        Err(error) => unreadable(origin).caused_by(error),
    }
}

/// Bytes that are no letter, or a letter that the font does not have.
fn foreign(number: u32, charset: Charset, origin: &Origin) -> Error {
    let trouble = Trouble::Encoding(charset.name());
    unusable(origin, Some(number), trouble.to_string()).hint(advice(&trouble))
}

fn unreadable(origin: &Origin) -> Error {
    unusable(origin, None, "the file can't be read to its end")
}

fn advice(trouble: &Trouble) -> &'static str {
    match trouble {
        Trouble::Encoding("UTF-8") => {
            "save it as “CSV UTF-8”, or set `encoding` to what it is, for example \"windows-1258\""
        }
        Trouble::Encoding(_) => "set `encoding` to what the file is, or save it as “CSV UTF-8”",
        Trouble::Nul => "save it as “CSV UTF-8”, or set `encoding = \"utf-16le\"`",
        Trouble::Quote => "close the quote, or double it (\"\") where it is part of the text",
        Trouble::Long => "look for a missing line end or delimiter in this row",
        Trouble::Wide => "look for a missing line end in this row",
    }
}
