//! Rows of a source as its sheets show them, for use without shaping: workbooks of failed rows and their origins.
//!
//! It interprets no value. Invariant: a row has the same texts here when it is written and when it is compared later.

use std::collections::BTreeSet;

use crate::{
    codec::{Batch, RowSink, RowView},
    error::Result,
    model::{Cell, Form, Header, Origin, RowTexts, Source, TablePlace},
    read,
    shape::Shaper,
};

/// Headers of columns whose dates are sent in their own form: they are read as calendar dates, and not as they are
/// displayed.
pub(super) struct DatedColumns<'s>(BTreeSet<&'s str>);

impl<'s> DatedColumns<'s> {
    pub(super) fn of(source: &'s Source) -> Self {
        let mapping = &source.mapping;
        let columns = mapping.columns.values().chain(mapping.fields.values());
        let dated = columns.filter(|column| matches!(column.form, Some(Form::Date { .. })));
        let headers = dated.flat_map(|column| &column.headers);
        Self(headers.map(|header| header.trim()).collect())
    }

    /// The cells of a row below these headers.
    pub(super) fn cells(&self, row: RowView<'_>, headers: &[String]) -> Vec<Cell> {
        let is_dated = |column: usize| {
            let header = headers.get(column);
            header.is_some_and(|header| self.0.contains(header.trim()))
        };
        let cells = row.owned().cells.into_iter().enumerate();
        let cells = cells.map(|(column, cell)| match cell {
            cell if is_dated(column) => plain(cell),
            cell => cell,
        });
        cells.collect()
    }
}

/// A date in a form that can't be mistaken for another day.
fn plain(cell: Cell) -> Cell {
    match cell {
        Cell::Date(date) => Cell::Text(date.moment.date().to_string()),
        other => other,
    }
}

/// The texts of the rows at these places, as far as they belong to this source.
///
/// # Errors
/// A file of the source can't be read.
pub(super) fn at(source: &Source, places: &BTreeSet<Origin>) -> Result<Vec<(Origin, RowTexts)>> {
    let files: BTreeSet<&str> = places.iter().map(|place| &*place.file).collect();
    let mut rows = Vec::new();
    if files.is_empty() {
        return Ok(rows);
    }
    for path in read::pick(source)?.picked {
        if !files.contains(path.display().to_string().as_str()) {
            continue;
        }
        let is_header = |text: &str| Shaper::is_header(source.entity, &source.mapping, text);
        let mut picker = SheetRowPicker {
            places,
            dated: DatedColumns::of(source),
            headers: Vec::new(),
            table: TablePlace::default(),
            rows,
        };
        read::read(&path, source, &is_header, &mut picker)?;
        rows = picker.rows;
    }
    Ok(rows)
}

struct SheetRowPicker<'a> {
    places: &'a BTreeSet<Origin>,
    dated: DatedColumns<'a>,
    headers: Vec<String>,
    table: TablePlace,
    rows: Vec<(Origin, RowTexts)>,
}

impl RowSink for SheetRowPicker<'_> {
    fn header(&mut self, header: &Header) -> Result<()> {
        self.headers.clone_from(&header.names);
        self.table.origin = Origin {
            file: header.file.clone(),
            sheet: header.sheet.clone(),
            ..Origin::default()
        };
        Ok(())
    }

    fn rows(&mut self, batch: &mut Batch) -> Result<()> {
        for row in batch.rows() {
            let place = self.table.at(row.number());
            if self.places.contains(&place) {
                let cells = self.dated.cells(row, &self.headers);
                let headers = self.headers.iter().map(String::as_str);
                let cells = cells.iter().map(|cell| cell.shown().unwrap_or_default());
                self.rows.push((place, RowTexts::of(headers, cells)));
            }
        }
        Ok(())
    }
}
