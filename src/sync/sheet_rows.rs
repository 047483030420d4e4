//! Rows of a source as its sheets show them, for use without shaping: workbooks of failed rows and their origins.
//!
//! It interprets no value. Invariant: a row has the same texts here when it is written and when it is compared later.

use std::collections::BTreeSet;

use crate::{
    codec::{Batch, RowSink},
    error::Result,
    model::{Header, Origin, RowTexts, Source, TablePlace},
    read,
    shape::{DatedColumns, Shaper},
};

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
            dated: DatedColumns::of(&source.mapping),
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
