//! Cells of a workbook, one after the other, become the rows of a table.
//!
//! It knows neither formats nor values. Nearly every cell of nearly every row goes the quick way, straight
//! to where the row will be handed on; as soon as one can't, its row is taken back and becomes a line,
//! which alone decides. Invariant: both ways hand on the same rows.

use super::{
    table::{Line, Table},
    unusable, value,
};
use crate::{
    error::Result,
    model::{Cell, Origin, TableFacts},
};

/// Columns that a sheet may have in Excel.
const MOST_COLUMNS: usize = 16_384;

/// Row and column, both from 0.
pub(super) type Place = (u32, u32);

/// Gathers cells into rows.
pub(super) struct Rows<'a> {
    table: Table<'a>,
    origin: Origin,
    /// The present row. While it has no cells, they are where there was room for them in the table.
    line: Line,
    doubt: Option<String>,
}

impl<'a> Rows<'a> {
    pub(super) fn new(table: Table<'a>, origin: Origin) -> Self {
        Self {
            table,
            origin,
            line: Line::default(),
            doubt: None,
        }
    }

    /// The next cell, as a person sees it.
    pub(super) fn cell(&mut self, place: Place, cell: Cell) -> Result<()> {
        let column = self.at(place)?;
        match cell.shown() {
            None => Ok(()),
            Some(text) if self.line.cells.is_empty() => match self.table.room(column, text) {
                Some(batch) => {
                    batch.add(&cell);
                    Ok(())
                }
                None => self.keep(column, cell),
            },
            Some(_) => self.keep(column, cell),
        }
    }

    /// The next cell, which is a text.
    pub(super) fn text(&mut self, place: Place, text: &str) -> Result<()> {
        if text.is_empty() || text.starts_with('#') {
            return self.cell(place, value::text(text.to_owned()));
        }
        let column = self.at(place)?;
        if self.line.cells.is_empty()
            && let Some(batch) = self.table.room(column, text)
        {
            batch.add_text(text);
            return Ok(());
        }
        self.keep(column, Cell::Text(text.to_owned()))
    }

    /// Goes on to the row of this place, and tells its column.
    fn at(&mut self, (row, column): Place) -> Result<usize> {
        let number = row.saturating_add(1);
        if number < self.line.number {
            let message = "the workbook's rows are not in order";
            return Err(unusable(&self.origin, Some(number), message)
                .hint("open it in Excel and save it again"));
        }
        if number > self.line.number {
            self.next_line(number)?;
        }
        self.doubt = None;
        Ok(usize::try_from(column).unwrap_or(usize::MAX))
    }

    /// Takes a cell that there is no room for, with those of its row that there was room for.
    fn keep(&mut self, column: usize, cell: Cell) -> Result<()> {
        if self.line.cells.is_empty() {
            self.line.cells = self.table.take_back();
        }
        if column >= MOST_COLUMNS || self.line.cells.len() >= MOST_COLUMNS {
            let message = "the row has more than 16,384 columns";
            return Err(unusable(&self.origin, Some(self.line.number), message)
                .hint("open it in Excel and save it again"));
        }
        self.line.cells.push((column, cell));
        Ok(())
    }

    fn next_line(&mut self, number: u32) -> Result<()> {
        let next = Line {
            number,
            cells: Vec::new(),
            fault: self.doubt.take(),
        };
        let mut line = std::mem::replace(&mut self.line, next);
        if line.number == 0 {
            return Ok(());
        }
        if line.cells.is_empty() {
            if line.fault.is_none() {
                return self.table.written(line.number);
            }
            line.cells = self.table.take_back();
        }
        self.table.line(line)
    }

    /// An error that the parser knows the text of, but not the place: in this row, or in the next one
    /// if no other cell of this row follows.
    pub(super) fn unplaced(&mut self, text: &str) {
        let fault = format!("the row, or one beside it, holds the Excel error {text}");
        self.line.fault = Some(fault.clone());
        self.doubt = Some(fault);
    }

    /// There are no more cells, or they could not be read.
    pub(super) fn finish(mut self, read: Result<()>) -> Result<TableFacts> {
        let read = read.and_then(|()| self.next_line(u32::MAX));
        self.table.finish(read)
    }
}
