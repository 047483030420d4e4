//! Reads the rows and cells of one sheet.
//!
//! Invariant: repeated rows and cells are made only if they are not blank, and a text beside the cell's own, such as
//! a note, never becomes part of it.

use super::super::excess::Excess;
use std::{collections::HashMap, io::Read, rc::Rc};

use quick_xml::events::BytesStart;

use super::{
    failure::OdsFailure,
    shown::{self, CellAttributes},
    styles::OdsStyles,
    tags::{SheetTables, Tag, Tags, attribute, count, repetitions},
    text,
};
use crate::{
    model::{Cell, Merged},
    read::{format::Format, row_limits::MOST_TEXT, rows::RowGatherer},
};

const MOST_ROWS: u32 = 1_048_576;
const MOST_COLUMNS: u32 = 16_384;
/// The limit of cells in a sheet, since a tag may repeat them any number of times.
const MOST_CELLS: u32 = 10_000_000;
/// The limit of cells in a sheet that are merged over rows.
const MOST_MERGED: u32 = 1_000_000;

/// Reads the sheet with this number into rows. Then it reads the rest of the file: only its end proves that it was
/// complete.
pub(super) fn read<R: Read>(
    mut tags: Tags<R>,
    wanted: usize,
    styles: &OdsStyles,
    rows: &mut RowGatherer<'_>,
) -> Result<(), OdsFailure> {
    let (mut sheet, mut tables) = (OdsSheet::new(styles), SheetTables::default());
    let (mut number, mut is_open) = (0, false);
    while let Some(tag) = tags.next()? {
        if tables.pass(&tag).is_some() {
            is_open = number == wanted;
            number += 1;
        }
        is_open &= tables.are_within();
        let cell = match &tag {
            Tag::Open(tag) if is_open => sheet.opened(tag),
            Tag::Close(tag) if is_open && tag.name().as_ref() == "table:table-row" => {
                sheet.end_row(rows)?;
                None
            }
            _ => None,
        };
        if let Some(cell) = cell {
            let text = text::of_cell(&mut tags)?;
            sheet.cell(cell, text, rows)?;
        }
    }
    Ok(())
}

/// The sheet that is being read.
struct OdsSheet<'a> {
    styles: &'a OdsStyles,
    /// The formats of the cell styles used so far.
    formats: HashMap<String, Option<Rc<Format>>>,
    /// The styles of cells without their own: the end of a run of columns, and its style.
    columns: Vec<(u32, String)>,
    row: OdsRow,
    /// The number of the next row, 1-based.
    next: u32,
    /// The number of cells so far.
    cells: u32,
    /// The number of those that are merged over rows.
    merged: u32,
}

/// The row that is being read.
#[derive(Default)]
struct OdsRow {
    repeated: u32,
    is_hidden: bool,
    style: Option<String>,
    /// The column of the next cell, from 0.
    column: u32,
    /// Cells that are not blank: the first column, the repeat count, and the cell.
    cells: Vec<(u32, u32, Cell)>,
    /// The bytes of their texts.
    size: usize,
}

/// The attributes of a cell's tag.
#[derive(Default)]
struct CellTag {
    written: CellAttributes,
    style: Option<String>,
    repeated: u32,
    /// The number of merged rows and columns.
    spanned: (u32, u32),
}

impl<'a> OdsSheet<'a> {
    fn new(styles: &'a OdsStyles) -> Self {
        Self {
            styles,
            formats: HashMap::new(),
            columns: Vec::new(),
            row: OdsRow::default(),
            next: 1,
            cells: 0,
            merged: 0,
        }
    }

    /// Handles a tag; returns its attributes if it is a cell's.
    fn opened(&mut self, tag: &BytesStart<'_>) -> Option<CellTag> {
        match tag.name().as_ref() {
            "table:table-column" => {
                let before = self.columns.last().map_or(0, |(end, _)| *end);
                if before < MOST_COLUMNS {
                    let end = before.saturating_add(count(tag, "table:number-columns-repeated"));
                    let style = attribute(tag, "table:default-cell-style-name");
                    let style = style.filter(|style| self.styles.has(style));
                    self.columns.push((end, style.unwrap_or_default()));
                }
            }
            "table:table-row" => {
                let visibility = attribute(tag, "table:visibility");
                self.row = OdsRow {
                    repeated: count(tag, "table:number-rows-repeated"),
                    is_hidden: matches!(visibility.as_deref(), Some("collapse" | "filter")),
                    style: attribute(tag, "table:default-cell-style-name"),
                    ..OdsRow::default()
                };
            }
            "table:table-cell" | "table:covered-table-cell" => return Some(CellTag::of(tag)),
            _ => {}
        }
        None
    }

    /// Keeps a cell until the row ends; of cells beyond the last column, for which the row is refused, one is kept.
    fn cell(
        &mut self,
        tag: CellTag,
        text: String,
        rows: &mut RowGatherer<'_>,
    ) -> Result<(), OdsFailure> {
        let column = self.row.column;
        self.row.column = column.saturating_add(tag.repeated);
        let (height, width) = tag.spanned;
        if height > 1 {
            self.merged += 1;
            if self.merged > MOST_MERGED {
                return Err(OdsFailure::Much(Excess::MergedCells));
            }
            rows.merge(Merged {
                rows: (self.next, self.next.saturating_add(height - 1)),
                columns: (
                    column as usize,
                    column.saturating_add(width.max(1) - 1) as usize,
                ),
            });
        }
        let format = if tag.written.is_number() {
            self.format(tag.style, column)
        } else {
            None
        };
        let cell = shown::cell(&tag.written, text, format.as_deref());
        let last = self.row.cells.last().map_or(0, |(column, ..)| *column);
        if cell == Cell::Empty || last >= MOST_COLUMNS {
            return Ok(());
        }
        self.row.size += cell.shown().unwrap_or_default().len();
        if self.row.size > MOST_TEXT {
            return Err(OdsFailure::Much(Excess::RowText));
        }
        self.row.cells.push((column, tag.repeated, cell));
        Ok(())
    }

    /// The format of a cell's style, of its row's or of its column's.
    fn format(&mut self, style: Option<String>, column: u32) -> Option<Rc<Format>> {
        let own = style.or_else(|| self.row.style.clone());
        let style = own.or_else(|| {
            let at = self.columns.partition_point(|(end, _)| *end <= column);
            self.columns.get(at).map(|(_, style)| style.clone())
        })?;
        if let Some(known) = self.formats.get(&style) {
            return known.clone();
        }
        let format = self.styles.format(&style);
        if self.styles.has(&style) {
            self.formats.insert(style, format.clone());
        }
        format
    }

    fn end_row(&mut self, rows: &mut RowGatherer<'_>) -> Result<(), OdsFailure> {
        let row = std::mem::take(&mut self.row);
        let first = self.next;
        self.next = first.saturating_add(row.repeated);
        if row.cells.is_empty() {
            return Ok(());
        }
        if first > MOST_ROWS {
            return Err(OdsFailure::Much(Excess::Rows));
        }
        let last = (self.next - 1).min(MOST_ROWS);
        if row.is_hidden {
            rows.hide((first, last));
        }
        for number in first..=last {
            for (column, repeated, cell) in &row.cells {
                let end = column.saturating_add(*repeated).min(MOST_COLUMNS + 1);
                for column in *column..end {
                    self.count_cell()?;
                    rows.cell((number - 1, column), cell)?;
                }
            }
        }
        Ok(())
    }

    fn count_cell(&mut self) -> Result<(), OdsFailure> {
        self.cells += 1;
        if self.cells > MOST_CELLS {
            return Err(OdsFailure::Much(Excess::Cells));
        }
        Ok(())
    }
}

impl CellTag {
    fn of(tag: &BytesStart<'_>) -> Self {
        let mut cell = Self {
            repeated: 1,
            spanned: (1, 1),
            ..Self::default()
        };
        let mut attributes = tag.attributes();
        for attribute in attributes.with_checks(false).flatten() {
            let value = attribute.normalized_value(quick_xml::XmlVersion::Implicit1_0);
            if let Ok(value) = value {
                cell.set(attribute.key.as_ref(), &value);
            }
        }
        cell
    }

    fn set(&mut self, name: &str, value: &str) {
        let number = || repetitions(value);
        match name {
            "table:number-columns-repeated" => self.repeated = number(),
            "table:number-rows-spanned" => self.spanned.0 = number(),
            "table:number-columns-spanned" => self.spanned.1 = number(),
            "table:style-name" => self.style = Some(value.to_owned()),
            name => self.written.set(name, value),
        }
    }
}
