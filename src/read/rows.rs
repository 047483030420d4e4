//! Cells of a workbook, one after the other, become the rows of a table.
//!
//! It knows neither formats nor values. Invariant: rows are handed on in the order of their numbers, and what
//! is kept of one is bounded by a sheet's width, however many cells the file has for it.

use super::{ReadError, areas::Range, row_of, table::TableWriter, value};
use crate::{
    error::{Result, RoomError},
    model::{Cell, Damage, ExcelError, Merged, Origin, TableFacts},
};

/// Columns that a sheet may have in Excel.
pub(super) const MOST_COLUMNS: usize = 16_384;

/// Bytes of text that a row may have in all of its cells. A compressed file of a few kilobytes can have rows of
/// gigabytes.
pub(super) const MOST_TEXT: usize = 16 << 20;
pub(super) const TOO_MUCH_TEXT: &str = "one of its rows has more than 16 MiB of text";

/// Row and column, both from 0.
pub(super) type CellPosition = (u32, u32);

/// Gathers cells into rows.
pub(super) struct RowGatherer<'a> {
    table: TableWriter<'a>,
    origin: Origin,
    /// The present row, 1-based; 0 before the first.
    number: u32,
    /// How many cells were set in it, and the bytes of their texts.
    cells: usize,
    size: usize,
    /// What is wrong with the next row, unless another cell of this one follows.
    doubt: Option<Damage>,
}

impl<'a> RowGatherer<'a> {
    pub(super) fn new(table: TableWriter<'a>, origin: Origin) -> Self {
        Self {
            table,
            origin,
            number: 0,
            cells: 0,
            size: 0,
            doubt: None,
        }
    }

    /// Cells are merged over several rows, the first of which is still to come.
    pub(super) fn merge(&mut self, area: Merged) {
        self.table.areas.merge(area);
    }

    /// Rows are hidden that are still to come, at least in part.
    pub(super) fn hide(&mut self, rows: Range) {
        self.table.areas.hide(rows);
    }

    /// The next cell, as a person sees it.
    pub(super) fn cell(&mut self, place: CellPosition, cell: &Cell) -> Result<()> {
        self.go_on(place.0)?;
        if *cell != Cell::Empty {
            let column = self.column(place, cell.shown().map_or(0, str::len))?;
            self.table.set(column, cell);
        }
        Ok(())
    }

    /// The next cell, which is a text.
    pub(super) fn text(&mut self, place: CellPosition, text: &str) -> Result<()> {
        if text.is_empty() || text.starts_with('#') {
            return self.cell(place, &value::text(text.to_owned()));
        }
        self.go_on(place.0)?;
        let column = self.column(place, text.len())?;
        self.table.set_text(column, text);
        Ok(())
    }

    /// Goes on to the row of the next cell.
    fn go_on(&mut self, row: u32) -> Result<()> {
        let number = row.saturating_add(1);
        if number < self.number {
            return Err(ReadError::Disordered.at(row_of(&self.origin, number)));
        }
        if number > self.number {
            self.end_row()?;
            self.table.begin_row(number);
            (self.number, self.cells, self.size) = (number, 0, 0);
            if let Some(fault) = self.doubt.take() {
                self.table.set_fault(fault);
            }
        }
        self.doubt = None;
        Ok(())
    }

    /// The column of a cell that is to be set, with a text of so many bytes.
    fn column(&mut self, place: CellPosition, size: usize) -> Result<usize> {
        let column = usize::try_from(place.1).unwrap_or(usize::MAX);
        self.cells += 1;
        self.size += size;
        let refusal = match () {
            () if column >= MOST_COLUMNS || self.cells > MOST_COLUMNS => ReadError::Wide,
            () if self.size > MOST_TEXT => ReadError::TooMuch(TOO_MUCH_TEXT),
            () => return Ok(column),
        };
        Err(refusal.at(row_of(&self.origin, self.number)))
    }

    fn end_row(&mut self) -> Result<()> {
        if self.number == 0 {
            return Ok(());
        }
        self.table.end_row()
    }

    /// An error that the parser knows the text of, but not the place: in this row, or in the next one
    /// if no other cell of this row follows.
    pub(super) fn unplaced(&mut self, text: &str) {
        let fault = Damage::ExcelError(ExcelError::new(text));
        if self.number > 0 {
            self.table.set_fault(fault.clone());
        }
        self.doubt = Some(fault);
    }

    /// There are no more cells, or they could not be read.
    pub(super) fn finish(mut self, read: Result<()>) -> Result<TableFacts> {
        let read = read.and_then(|()| self.end_row());
        self.table.finish(read)
    }
}
