//! A CSV file becomes rows of cells.
//!
//! It does not know what the cells mean and takes no number out of a text: `00123` stays as it is.
//! Invariant: every row of the file becomes a row of the table, is blank, or ends the reading with an error.

mod damage;
mod delimiter;
mod parser;

#[cfg(test)]
mod tests;

use std::{fs::File, io::Read};

use self::{
    damage::CsvError,
    delimiter::Separated,
    parser::{CsvRow, CsvRows, Unreadable},
};
use super::{
    ReadError,
    charset::{self, Charset},
    encoding, letters, row_of,
    table::Table,
    value,
};
use crate::{
    error::{Error, Result, RoomError},
    model::{Origin, RowSink, Source, TableFacts},
};

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
    let (mut rows, charset, separated) = opened(file, source, origin, is_header)?;
    if !is_sure && !separated.is_table {
        return Ok(None);
    }
    let mut table = Table::new(origin.clone(), source.header_row, is_header, sink);
    let read = fill(&mut table, &mut rows, charset, origin);
    Ok(Some(TableFacts {
        encoding: Some(charset.name().to_owned()),
        delimiter: Some(char::from(separated.delimiter)),
        ..table.finish(read)?
    }))
}

/// Reads every row into the table.
fn fill(
    table: &mut Table<'_>,
    rows: &mut CsvRows<impl Read>,
    charset: Charset,
    origin: &Origin,
) -> Result<()> {
    let failed = |why| not_read(origin, why);
    while let Some(row) = rows.next().map_err(failed)? {
        row.check().map_err(failed)?;
        table.begin_row(row.number);
        cells(&row, charset, table).ok_or_else(|| {
            let foreign = CsvError::Encoding(charset.name());
            not_read(origin, Unreadable::Row(row.number, foreign))
        })?;
        table.end_row()?;
    }
    Ok(())
}

/// Sets the cells of a row; `None` where its bytes are not in the file's encoding.
fn cells(row: &CsvRow<'_>, charset: Charset, table: &mut Table<'_>) -> Option<()> {
    let text = simdutf8::basic::from_utf8(row.cells).ok()?;
    // A letter that is cut in two by a delimiter is none.
    let is_special =
        |start: &usize| matches!(text.as_bytes().get(*start), Some(b'#' | b'=' | 0x80..=0xbf));
    let has_special = is_special(&0) || row.ends.iter().any(is_special);
    if letters::are_themselves(charset) && !has_special {
        table.set_texts(text, row.ends);
        return Some(());
    }
    for (column, range) in row.ranges().enumerate() {
        let cell = letters::from_bytes(text.get(range)?, charset)?;
        table.set(column, &value::text(unwrapped(&cell)));
    }
    Some(())
}

/// The rows of a file, and how it is to be read.
type Opened = (CsvRows<Box<dyn Read>>, Charset, Separated);

/// The rows of a file, once it is settled how to read it.
fn opened(
    mut file: File,
    source: &Source,
    origin: &Origin,
    is_header: &dyn Fn(&str) -> bool,
) -> Result<Opened> {
    let failed = |error| not_read(origin, Unreadable::File(error));
    let charset = charset::settle(&mut file, &source.encoding).map_err(failed)?;
    let charset = charset.map_err(|error| error.at(origin.clone()))?;
    let wanted = source.delimiter.map(possible).transpose()?;
    let is_header =
        |text: &str| letters::from_bytes(text, charset).is_some_and(|text| is_header(&text));
    let mut text = encoding::decoded(file, charset.encoding);
    let (separated, start) = delimiter::settle(&mut text, wanted, &is_header).map_err(failed)?;
    let rows = CsvRows::new(start, text, separated.delimiter);
    Ok((rows, charset, separated))
}

fn possible(delimiter: u8) -> Result<u8> {
    if delimiter::is_possible(delimiter) {
        return Ok(delimiter);
    }
    let shown = char::from(delimiter).escape_default();
    Err(ReadError::Delimiter(shown.to_string()).into())
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

fn not_read(origin: &Origin, why: Unreadable) -> Error {
    match why {
        Unreadable::Row(row, error) => error.at(row_of(origin, row)),
        Unreadable::File(error) => ReadError::Unread(error).at(origin.clone()),
    }
}
