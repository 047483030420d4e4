//! Collects the cells of a workbook into the rows of a table.
//!
//! It knows neither formats nor values. Invariant: rows are passed on in the order of their numbers, and the memory
//! for one is bounded by a sheet's width, however many cells the file has for it.

use super::{
    ReadError,
    areas::Range,
    excess::Excess,
    place::row_of,
    row_limits::{MOST_COLUMNS, MOST_TEXT},
    table::TableWriter,
    text_cell,
};
use crate::{
    error::{Result, RoomError},
    model::{Cell, Damage, ExcelError, Merged, Origin, TableFacts},
};

/// Row and column, both from 0.
pub(super) type CellPosition = (u32, u32);

/// Collects cells into rows.
pub(super) struct RowGatherer<'a> {
    table: TableWriter<'a>,
    origin: Origin,
    /// The current row, 1-based; 0 before the first.
    number: u32,
    /// The number of its cells, and the bytes of their texts.
    cells: usize,
    size: usize,
    /// The damage of the next row, unless another cell of this row follows.
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

    /// Adds cells that are merged over several rows below.
    pub(super) fn merge(&mut self, area: Merged) {
        self.table.areas.merge(area);
    }

    /// Adds hidden rows, of which at least some are below.
    pub(super) fn hide(&mut self, rows: Range) {
        self.table.areas.hide(rows);
    }

    /// Adds the next cell, as Excel shows it.
    pub(super) fn cell(&mut self, place: CellPosition, cell: &Cell) -> Result<()> {
        self.go_on(place.0)?;
        if *cell != Cell::Empty {
            let column = self.column(place, cell.shown().map_or(0, str::len))?;
            self.table.set(column, cell);
        }
        Ok(())
    }

    /// Adds the next cell, which is a text.
    pub(super) fn text(&mut self, place: CellPosition, text: &str) -> Result<()> {
        if text.is_empty() || text.starts_with('#') {
            return self.cell(place, &text_cell::text(text.to_owned()));
        }
        self.go_on(place.0)?;
        let column = self.column(place, text.len())?;
        self.table.set_text(column, text);
        Ok(())
    }

    /// Moves to the row of the next cell.
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

    /// The column of a new cell, with a text of this length.
    fn column(&mut self, place: CellPosition, size: usize) -> Result<usize> {
        let column = usize::try_from(place.1).unwrap_or(usize::MAX);
        self.cells += 1;
        self.size += size;
        let refusal = match () {
            () if column >= MOST_COLUMNS || self.cells > MOST_COLUMNS => ReadError::Wide,
            () if self.size > MOST_TEXT => ReadError::TooMuch(Excess::RowText),
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

    /// Adds a cell error whose place the parser does not report: it is in this row, or in the next one if no other
    /// cell of this row follows.
    pub(super) fn unplaced(&mut self, text: &str) {
        let fault = Damage::ExcelError(ExcelError::new(text));
        if self.number > 0 {
            self.table.set_fault(fault.clone());
        }
        self.doubt = Some(fault);
    }

    /// The end of the cells, or a read error.
    pub(super) fn finish(mut self, read: Result<()>) -> Result<TableFacts> {
        let read = read.and_then(|()| self.end_row());
        self.table.finish(read)
    }
}
