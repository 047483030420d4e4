//! A CSV file becomes lines of cells.
//!
//! It does not know what the cells mean and takes no number out of a text: `00123` stays as it is.
//! Invariant: a record that the parser returns and the row number that the scanner kept belong together.

use std::{fs::File, io, path::Path};

use csv::{ByteRecord, Reader, ReaderBuilder};

use super::{
    delimiter::{self, Stream},
    encoding::Decoded,
    scanner::{Located, Scanner, Trouble},
    table::{Line, Table},
    unusable, value,
};
use crate::{
    error::{Error, Kind, Result},
    model::{Origin, RowSink, Source, TableFacts},
};

type Records = Reader<Scanner<Stream<Decoded<File>>>>;

/// Reads the file into the sink and tells how.
pub(super) fn read(
    path: &Path,
    source: &Source,
    origin: &Origin,
    is_header: &dyn Fn(&str) -> bool,
    sink: &mut dyn RowSink,
) -> Result<TableFacts> {
    let (mut records, encoding, delimiter) = records(path, source, origin, is_header)?;
    let mut table = Table::new(origin.clone(), source.header_row, is_header, sink);
    let mut record = ByteRecord::new();
    while advance(&mut records, &mut record, origin)? {
        let number = records.get_mut().next_number();
        let number = number.ok_or_else(|| unreadable(origin))?;
        table.line(line(number, &record, origin)?)?;
    }
    Ok(TableFacts {
        encoding: Some(encoding.to_owned()),
        delimiter: Some(char::from(delimiter)),
        ..table.finish()?
    })
}

fn records(
    path: &Path,
    source: &Source,
    origin: &Origin,
    is_header: &dyn Fn(&str) -> bool,
) -> Result<(Records, &'static str, u8)> {
    let failed = |error| not_read(origin, error);
    let file = File::open(path).map_err(failed)?;
    let text = Decoded::new(file, &source.encoding).map_err(failed)??;
    let encoding = text.name();
    let wanted = source.delimiter.map(possible).transpose()?;
    let (delimiter, stream) = delimiter::settle(text, wanted, is_header).map_err(failed)?;
    let records = ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(delimiter)
        .buffer_capacity(1 << 16)
        .from_reader(Scanner::new(stream, delimiter));
    Ok((records, encoding, delimiter))
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

fn line(number: u32, record: &ByteRecord, origin: &Origin) -> Result<Line> {
    let mut cells = Vec::with_capacity(record.len());
    for (column, bytes) in record
        .iter()
        .enumerate()
        .filter(|(_, bytes)| !bytes.is_empty())
    {
        let text = std::str::from_utf8(bytes).map_err(|_| unreadable(origin))?;
        cells.push((column, value::text(unwrapped(text))));
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
