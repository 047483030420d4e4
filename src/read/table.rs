//! Finds the header among the first rows and passes the rows below it to the sink.
//!
//! It does not know which file the rows come from: their cells are set one by one in the batch that is passed on.
//! Invariant: every row below the header that is not blank is passed on exactly once, in order, and cells beyond the
//! header are never dropped silently.

use super::{ReadError, place::row_of};
use crate::{
    codec::{Batch, RowSink, RowView},
    error::{Error, Result, RoomError},
    model::{Cell, Damage, Header, Origin, TableFacts},
    read::{
        areas::Areas,
        blank::is_blank,
        header::{self, HeaderSigns},
        header_letters::is_header_in_any,
        remark_collector::RemarkCollector,
        sheet_letters::SheetLetters,
    },
};

/// Whether reading failed only because the file or sheet was empty.
#[must_use]
pub fn was_empty(error: &Error) -> bool {
    matches!(error.downcast_ref(), Some(ReadError::EmptyTable))
}

/// One table on its way from a file to the sink.
pub(super) struct TableWriter<'a> {
    origin: Origin,
    wanted: Option<u32>,
    is_header: &'a dyn Fn(&str) -> bool,
    sink: &'a mut dyn RowSink,
    remarks: RemarkCollector,
    pub(super) letters: SheetLetters<'a>,
    /// The number of columns of the header, once it is found.
    width: Option<usize>,
    header_row: u32,
    rows: usize,
    /// Until the header is found: the evidence of each row.
    signs: Vec<HeaderSigns>,
    /// The number of the current row.
    number: u32,
    /// Until the header is found, the rows among which it is searched; then those for the sink.
    batch: Batch,
    pub(super) areas: Areas,
}

impl<'a> TableWriter<'a> {
    /// A table whose header is in the given row, or is to be found.
    pub(super) fn new(
        origin: Origin,
        wanted: Option<u32>,
        is_header: &'a dyn Fn(&str) -> bool,
        sink: &'a mut dyn RowSink,
    ) -> Self {
        Self {
            origin,
            wanted,
            is_header,
            sink,
            remarks: RemarkCollector::default(),
            letters: SheetLetters::plain(),
            width: None,
            header_row: 0,
            rows: 0,
            signs: Vec::new(),
            number: 0,
            batch: Batch::default(),
            areas: Areas::default(),
        }
    }

    /// Starts the row with this number, as Excel shows it.
    pub(super) fn begin_row(&mut self, number: u32) {
        self.number = number;
    }

    /// Sets a cell of the row, in any order; an empty one changes nothing.
    pub(super) fn set(&mut self, column: usize, cell: &Cell) {
        match cell {
            Cell::Text(text) => self.set_text(column, text),
            cell => self.put(column, cell),
        }
    }

    /// The same with a text.
    pub(super) fn set_text(&mut self, column: usize, text: &str) {
        self.letters.watch(text);
        // Until the header is found it is unknown which columns count.
        if self.width.is_none() {
            return self.put_text(column, text);
        }
        let (shown, damage) = self.letters.shown(column, text);
        self.put_text(column, &shown);
        if let Some(damage) = damage.filter(|_| !self.has_fault()) {
            self.set_fault(damage);
        }
    }

    /// Sets the first cells of a row of a text file, already decoded: all texts concatenated, with the end of each.
    pub(super) fn set_texts(&mut self, text: &str, ends: &[usize]) {
        self.letters.watch_all(text, ends);
        let width = self.width.unwrap_or(usize::MAX).min(ends.len());
        let (within, beyond) = ends.split_at(width);
        let mut start = within.last().copied().unwrap_or_default();
        self.batch.set_texts(&text[..start], within);
        for (column, end) in (width..).zip(beyond) {
            self.beyond(column, &text[start..*end]);
            start = *end;
        }
    }

    fn put(&mut self, column: usize, cell: &Cell) {
        if self.is_within(column) {
            self.batch.set(column, cell);
        } else {
            self.beyond(column, cell.shown().unwrap_or_default());
        }
    }

    fn put_text(&mut self, column: usize, text: &str) {
        if self.is_within(column) {
            self.batch.set_text(column, text);
        } else {
            self.beyond(column, text);
        }
    }

    fn is_within(&self, column: usize) -> bool {
        self.width.is_none_or(|width| column < width)
    }

    /// A cell without a header is no part of the row, but must not go unnoticed.
    fn beyond(&mut self, column: usize, text: &str) {
        match is_blank(text) {
            true => {}
            _ if self.is_sheet() => self.remarks.note(self.number, column, text),
            _ if self.has_fault() => {}
            _ => self.set_fault(Damage::BeyondHeader(column)),
        }
    }

    /// Whether the row as a whole is damaged.
    pub(super) fn has_fault(&self) -> bool {
        self.batch.has_fault()
    }

    /// Marks the row as a whole as damaged.
    pub(super) fn set_fault(&mut self, fault: Damage) {
        self.batch.set_fault(fault);
    }

    /// Ends the row; a blank one is dropped.
    pub(super) fn end_row(&mut self) -> Result<()> {
        if !self.batch.has_fault() && is_blank(self.batch.unfinished()) {
            self.batch.drop_row();
            return Ok(());
        }
        let Some(width) = self.width else {
            self.batch.end_row(self.number);
            return self.look_for_header();
        };
        let header = (self.header_row, width);
        let ended = self.areas.end_row(self.number, header, &mut self.batch);
        ended.map_err(|error| error.at(row_of(&self.origin, self.number)))?;
        self.rows += 1;
        if self.batch.is_full() {
            self.flush()?;
        }
        Ok(())
    }

    fn flush(&mut self) -> Result<()> {
        if self.batch.is_empty() {
            return Ok(());
        }
        self.letters.release(&mut self.batch)?;
        let taken = self.sink.rows(&mut self.batch);
        self.batch.clear();
        taken
    }

    /// Checks the last row, or all of them when there are enough.
    fn look_for_header(&mut self) -> Result<()> {
        match self.wanted {
            Some(wanted) if self.number < wanted => {
                // Of the rows above, only the last can be a part of the header.
                let last = self.batch.last().map(RowView::owned);
                self.batch.clear();
                self.batch.push(last.unwrap_or_default());
                Ok(())
            }
            Some(wanted) if self.number > wanted => Err(self.no_header(wanted)),
            Some(_) => self.found(self.batch.len() - 1),
            None if self.batch.len() < header::LOOKED_AT => Ok(()),
            None => match self.recognised() {
                (place, true) => self.found(place),
                _ => Ok(()),
            },
        }
    }

    /// The index of the header among the rows so far, and whether the search can stop.
    fn recognised(&mut self) -> (usize, bool) {
        for at in self.signs.len()..self.batch.len() {
            let above = header::row_above(&self.batch, at, self.is_sheet());
            let is_header = |text: &str| is_header_in_any(text, self.is_header);
            let signs = self
                .batch
                .row(at)
                .map(|row| HeaderSigns::of_rows(above, row, &is_header));
            self.signs.extend(signs);
        }
        header::place(&self.signs)
    }

    /// Whether it is a sheet of a workbook.
    fn is_sheet(&self) -> bool {
        self.origin.sheet.is_some()
    }

    /// Makes the row at this index the header; those below it are rows of the table.
    fn found(&mut self, place: usize) -> Result<()> {
        self.letters.settle()?;
        let first = std::mem::take(&mut self.batch);
        let above = header::row_above(&first, place, self.is_sheet());
        let mut rows = first.rows().skip(place);
        if let Some(row) = rows.next() {
            self.header(above, row)?;
        }
        rows.try_for_each(|row| self.again(row))
    }

    fn header(&mut self, above: Option<RowView<'_>>, row: RowView<'_>) -> Result<()> {
        let mut names = header::combined(above, row);
        self.letters.header(&mut names, self.is_header);
        (self.width, self.header_row) = (Some(names.len()), row.number());
        self.sink.header(&Header {
            file: self.origin.file.clone(),
            sheet: self.origin.sheet.clone(),
            row: row.number(),
            names,
        })
    }

    /// Writes a row again, now that the width of the table is known.
    fn again(&mut self, row: RowView<'_>) -> Result<()> {
        let row = row.owned();
        self.begin_row(row.number);
        if let Some(fault) = row.fault {
            self.set_fault(fault);
        }
        for (column, cell) in row.cells.iter().enumerate() {
            self.set(column, cell);
        }
        self.end_row()
    }

    /// Ends the table, with an error if the file could not be read to its end. Returns where the header was and how
    /// many rows were passed on.
    pub(super) fn finish(mut self, read: Result<()>) -> Result<TableFacts> {
        if let Err(error) = read {
            self.batch.drop_row();
            if self.width.is_some() {
                self.flush()?;
            }
            return Err(error);
        }
        if self.width.is_none() {
            if self.batch.is_empty() {
                return Err(ReadError::EmptyTable.at(self.origin));
            }
            if let Some(wanted) = self.wanted {
                return Err(self.no_header(wanted));
            }
            let (place, _) = self.recognised();
            self.found(place)?;
        }
        self.letters.finish()?;
        self.flush()?;
        let areas = self.areas.finish();
        Ok(TableFacts {
            file: self.origin.file,
            sheet: self.origin.sheet,
            header_row: self.header_row,
            rows: self.rows,
            beyond: self.remarks.finish(),
            font: self.letters.font(),
            in_old_font: self.letters.suspected(),
            ..areas
        })
    }

    fn no_header(&self, wanted: u32) -> Error {
        ReadError::NoHeader.at(row_of(&self.origin, wanted))
    }
}
