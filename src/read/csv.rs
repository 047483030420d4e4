//! A CSV file becomes rows of cells.
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
    table::Table,
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
    let mut record = ByteRecord::new();
    while advance(records, &mut record, origin)? {
        let number = records.get_mut().next_number();
        let number = number.ok_or_else(|| unreadable(origin))?;
        table.begin_row(number);
        cells(&record, charset, table).ok_or_else(|| foreign(number, charset, origin))?;
        table.end_row()?;
    }
    Ok(())
}

/// Sets the cells of a row; `None` where its bytes are not in the file's encoding.
fn cells(record: &ByteRecord, charset: Charset, table: &mut Table<'_>) -> Option<()> {
    let text = simdutf8::basic::from_utf8(record.as_slice()).ok()?;
    for column in 0..record.len() {
        // A letter that is cut in two by a delimiter is none.
        let cell = text.get(record.range(column)?)?;
        let cell = letters::from_bytes(cell, charset)?;
        if cell.starts_with(['#', '=']) {
            table.set(column, &value::text(unwrapped(&cell)));
        } else {
            table.set_text(column, &cell);
        }
    }
    Some(())
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
