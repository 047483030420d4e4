//! Reads the rows of a CSV file.
//!
//! It does not interpret cells and turns no text into a number: `00123` stays as it is. Invariant: every row of the
//! file becomes a row of the table, is blank, or ends the reading with an error.

mod backslash;
mod buffer;
mod classes;
mod damage;
mod delimiter;
mod parser;
mod pattern;
mod quotes;
mod sample;
mod swallowed;
mod uneven;

#[cfg(test)]
mod tests;

use std::{
    cell::RefCell,
    collections::BTreeMap,
    fs::File,
    io::{self, Read},
    path::Path,
};

use self::{
    damage::CsvError,
    delimiter::Separated,
    parser::{CsvRow, CsvRows, Unreadable},
    pattern::RowShape,
    quotes::Quoting,
    sample::SampleRow,
    uneven::Evenness,
};
use super::{
    ReadError,
    charset::Charset,
    charset_search, encoding,
    header::{self, HeaderSigns},
    header_letters::is_header_in_any,
    letters,
    place::row_of,
    sheet_letters::SheetLetters,
    table::TableWriter,
    text_cell,
};
use crate::{
    codec::RowSink,
    error::{Error, Result, RoomError},
    model::{Damage, Ending, Origin, Source, TableFacts},
};

/// A text file.
pub(super) struct TextFile<'a> {
    pub path: &'a Path,
    pub file: File,
    pub origin: &'a Origin,
    /// Whether its extension is that of a table.
    pub is_sure: bool,
    /// How it ended at the last successful run.
    pub before: Option<Ending>,
    /// The encoding, once it is known.
    pub letters: SheetLetters<'a>,
}

/// Reads the file into the sink and returns how it was read; `None` if neither its text nor its extension looks like
/// a table.
pub(super) fn read(
    mut text: TextFile<'_>,
    source: &Source,
    is_header: &dyn Fn(&str) -> bool,
    sink: &mut dyn RowSink,
) -> Result<Option<TableFacts>> {
    let origin = text.origin;
    let failed = |error| not_read(origin, Unreadable::File(error));
    let charset = charset_search::settle(&mut text.file, &source.encoding).map_err(failed)?;
    let charset = charset.map_err(|error| error.at(origin.clone()))?;
    // The first rows are split in several ways, and the search for a header costs more than splitting a row.
    let asked = RefCell::new(BTreeMap::new());
    let is_header = &|text: &str| {
        let mut asked = asked.borrow_mut();
        let known = asked.get(text).copied();
        known.unwrap_or_else(|| *asked.entry(text.to_owned()).or_insert(is_header(text)))
    };
    let is_known = |text: &str| {
        let text = letters::from_bytes(text, charset);
        text.is_some_and(|text| is_header_in_any(&text, is_header))
    };
    let wanted = source.delimiter.map(possible).transpose()?;
    let mut decoded = encoding::decoded(text.file, charset.encoding);
    let settled = delimiter::settle(&mut decoded, wanted, &is_known);
    let (separated, start) = settled.map_err(failed)?;
    let sample = sample::rows(&start, separated.delimiter, usize::MAX);
    if let Some(refusal) = separated.refused(&sample, &is_known) {
        return Err(refusal.at(origin.clone()));
    }
    if !text.is_sure && !separated.is_table {
        return Ok(None);
    }
    let pattern = RowShape::of(&sample, header_place(&sample, source, &is_known));
    let again = || -> io::Result<Box<dyn Read>> {
        Ok(encoding::decoded(File::open(text.path)?, charset.encoding))
    };
    let has_backslashes = || backslash::is_meant(&again, separated.delimiter);
    let rows = CsvRows::new(start, decoded, Quoting::new(separated.delimiter));
    let mut filler = Filler {
        are_themselves: letters::are_themselves(charset) && text.letters.are_themselves(),
        rows: rows.knowing(&has_backslashes, pattern.cells),
        charset,
        evenness: Evenness::of(&pattern),
        ending: Ending::LineEnd,
        before: text.before,
        origin,
    };
    let mut table = TableWriter::new(origin.clone(), source.header_row, is_header, sink);
    if charset.font.is_none() {
        table.letters = text.letters;
    }
    let read = filler.fill(&mut table);
    let facts = table.finish(read)?;
    Ok(Some(filler.add_facts(separated, facts)))
}

/// The texts of a row by column.
fn texts(row: &SampleRow) -> Vec<(usize, &str)> {
    let cells = row.cells.iter().enumerate();
    let texts = cells.filter_map(|(column, cell)| Some((column, str::from_utf8(cell).ok()?)));
    texts.collect()
}

/// The index of the header among the first rows.
fn header_place(sample: &[SampleRow], source: &Source, is_header: &dyn Fn(&str) -> bool) -> usize {
    if let Some(wanted) = source.header_row {
        let place = sample.iter().position(|row| row.number == wanted);
        return place.unwrap_or(usize::MAX);
    }
    let mut signs = Vec::new();
    for (at, row) in sample.iter().enumerate() {
        let own = texts(row);
        let above = at.checked_sub(1).map(|above| &sample[above]);
        let above = above
            .filter(|above| above.number + 1 == row.number)
            .map(texts);
        let above =
            above.filter(|above| header::interlock(above.iter().copied(), own.iter().copied()));
        let above = above.map(Vec::into_iter);
        signs.push(HeaderSigns::of_texts(above, own.into_iter(), is_header));
        if signs.len() >= header::LOOKED_AT && header::place(&signs).1 {
            break;
        }
    }
    header::place(&signs).0
}

/// Reads every row into a table.
struct Filler<'a, R> {
    rows: CsvRows<'a, R>,
    charset: Charset,
    /// Whether the text is the decoded bytes without a change.
    are_themselves: bool,
    evenness: Evenness<'a>,
    ending: Ending,
    /// How the file ended at the last run.
    before: Option<Ending>,
    origin: &'a Origin,
}

impl<R: Read> Filler<'_, R> {
    fn fill(&mut self, table: &mut TableWriter<'_>) -> Result<()> {
        let (origin, charset) = (self.origin, self.charset);
        let are_themselves = self.are_themselves;
        let failed = |why| not_read(origin, why);
        while let Some(row) = self.rows.next().map_err(failed)? {
            table.begin_row(row.number);
            cells(&row, (charset, are_themselves), table).ok_or_else(|| {
                let foreign = CsvError::Encoding(charset.name());
                not_read(origin, Unreadable::Row(row.number, foreign))
            })?;
            let mut damage = None;
            if row.is_last && !row.cells.trim_ascii().is_empty() {
                self.ending = self.evenness.ending(&row);
                let is_cut = self.ending.is_cut(self.before);
                damage = is_cut.then_some(Damage::CutOff(self.ending));
            }
            damage = damage.or_else(|| row.damage.clone());
            let moved = self.evenness.look(&row);
            if let Some(damage) = damage.or(moved)
                && !table.has_fault()
            {
                table.set_fault(damage);
            }
            table.end_row()?;
        }
        Ok(())
    }

    /// How the file was read.
    fn add_facts(self, separated: Separated, facts: TableFacts) -> TableFacts {
        TableFacts {
            encoding: Some(self.charset.name().to_owned()),
            delimiter: Some(char::from(separated.delimiter)),
            ending: Some(self.ending),
            uneven: self.evenness.finish(),
            end_mark: self.rows.end_mark,
            ..facts
        }
    }
}

/// Fills the cells of a row; `None` if its bytes are invalid in the file's encoding.
fn cells(
    row: &CsvRow<'_>,
    (charset, are_themselves): (Charset, bool),
    table: &mut TableWriter<'_>,
) -> Option<()> {
    let text = simdutf8::basic::from_utf8(row.cells).ok()?;
    // A delimiter in the middle of a letter makes both parts invalid.
    let is_special =
        |start: &usize| matches!(text.as_bytes().get(*start), Some(b'#' | b'=' | 0x80..=0xbf));
    let has_special = is_special(&0) || row.ends.iter().any(is_special);
    if are_themselves && !has_special {
        table.set_texts(text, row.ends);
        return Some(());
    }
    for (column, range) in row.ranges().enumerate() {
        let cell = letters::from_bytes(text.get(range)?, charset)?;
        table.set(column, &text_cell::text(unwrapped(&cell)));
    }
    Some(())
}

fn possible(delimiter: u8) -> Result<u8> {
    if delimiter::is_possible(delimiter) {
        return Ok(delimiter);
    }
    let shown = char::from(delimiter).escape_default();
    Err(ReadError::Delimiter(shown.to_string()).into())
}

/// Exports write `="00123"` to keep the zeros in Excel, which shows the text inside the quotes.
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
