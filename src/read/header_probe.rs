//! Reads the sheet that has the table, and suggests another one if the first has no known column.
//!
//! `workbook` reads the cells. Another sheet is looked for only after the first could not be used. Invariant: it
//! suggests a sheet only if the first one has no known column and the other has.

use std::path::Path;

use super::{
    ReadError, header_letters::is_header_in_any, open, sheet_letters::SheetLetters,
    table::was_empty, workbook,
};
use crate::{
    codec::{Batch, RowSink},
    error::{Error, ErrorKind, Result, RoomError},
    model::{Header, Origin, SheetChoice, Source, TableFacts},
};

/// The number of sheets that are tried, because each has to be opened.
const MOST_SHEETS: usize = 20;

/// Reads no further than the header, and counts its known names.
struct HeaderProbe<'a> {
    is_header: &'a dyn Fn(&str) -> bool,
    known: Option<usize>,
}

impl RowSink for HeaderProbe<'_> {
    fn header(&mut self, header: &Header) -> Result<()> {
        let names = header.names.iter();
        self.known = Some(names.filter(|name| (self.is_header)(name)).count());
        Err(Error::new(ErrorKind::Stopped, "only the header was wanted"))
    }

    fn rows(&mut self, _: &mut Batch) -> Result<()> {
        Ok(())
    }
}

/// Reads the sheet of a workbook into the sink, and returns how it was read. If the source chooses no sheet, the error
/// may suggest another one than the first.
pub(super) fn read(
    (path, letters): (&Path, SheetLetters<'_>),
    source: &Source,
    origin: &Origin,
    is_header: &dyn Fn(&str) -> bool,
    sink: &mut dyn RowSink,
) -> Result<TableFacts> {
    let read = workbook::read((path, letters), source, origin, is_header, sink);
    if source.sheet != SheetChoice::First {
        return read;
    }
    read.map_err(|error| named(path, source, origin, is_header).unwrap_or(error))
}

/// The error that suggests the sheet with the columns, if the first sheet has none of them.
fn named(
    path: &Path,
    source: &Source,
    origin: &Origin,
    is_header: &dyn Fn(&str) -> bool,
) -> Option<Error> {
    let tables = open::open(path, origin).ok()?.book.tables();
    let known = |name: &str| known(path, &at(source, name), origin, is_header);
    let (first, others) = tables.split_first()?;
    if known(first)? > 0 {
        return None;
    }
    let others = others.iter().take(MOST_SHEETS);
    let counted = others.filter_map(|name| Some((known(name)?, name)));
    // Of several with as many columns, the leftmost one is suggested.
    let (_, name) = counted
        .filter(|(count, _)| *count > 0)
        .rev()
        .max_by_key(|(count, _)| *count)?;
    Some(ReadError::OtherSheet(name.clone()).at(origin.clone()))
}

fn at(source: &Source, name: &str) -> Source {
    Source {
        sheet: SheetChoice::Name(name.to_owned()),
        ..source.clone()
    }
}

/// The number of known names in a sheet's header; `None` if the sheet can't be read.
fn known(
    path: &Path,
    source: &Source,
    origin: &Origin,
    is_header: &dyn Fn(&str) -> bool,
) -> Option<usize> {
    let in_any = |text: &str| is_header_in_any(text, is_header);
    let mut probe = HeaderProbe {
        is_header: &in_any,
        known: None,
    };
    let letters = SheetLetters::plain();
    match workbook::read((path, letters), source, origin, &in_any, &mut probe) {
        Err(error) if was_empty(&error) => Some(0),
        _ => probe.known,
    }
}
