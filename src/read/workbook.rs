//! A sheet of a workbook becomes lines of cells.
//!
//! Sheets are streamed cell by cell where the format allows it, because a sheet with two cells in its
//! corners would fill the memory as a grid. Invariant: a formula that has no value is an error in its
//! cell, never a blank, since a blank clears what was sent.

use std::{collections::BTreeSet, path::Path};

use calamine::{Data, Range, Reader, Xlsb, Xlsx, XlsxError};

use super::{
    format::Format,
    open::{self, Book, Bytes, caused, guarded},
    table::{Line, Table},
    unusable, value,
};
use crate::{
    error::Result,
    model::{Cell, Origin, RowSink, Source, TableFacts},
};

/// What a cell says whose formula was never calculated, or whose error the parser leaves out.
const NO_VALUE: &str = "a formula without a value";

/// Row and column, both from 0.
type Place = (u32, u32);

/// Reads the sheet into the sink and tells how.
pub(super) fn read(
    path: &Path,
    source: &Source,
    origin: &Origin,
    is_header: &dyn Fn(&str) -> bool,
    sink: &mut dyn RowSink,
) -> Result<TableFacts> {
    let book = open::open(path, origin)?;
    let name = book.sheet(&source.sheet, origin)?;
    let origin = Origin {
        sheet: Some(name.as_str().into()),
        ..origin.clone()
    };
    let table = Table::new(origin.clone(), source.header_row, is_header, sink)
        .in_letters(source.text_encoding);
    let mut rows = Rows::new(table, origin);
    match book {
        Book::Xlsx(mut book) => xlsx(&mut book, &name, &mut rows)?,
        Book::Xlsb(mut book) => xlsb(&mut book, &name, &mut rows)?,
        Book::Xls(mut book) => {
            let range = guarded(&rows.origin, || book.worksheet_range(&name))?;
            dense(
                &caused(&rows.origin, range)?,
                book.has_1904_epoch(),
                &mut rows,
            )?;
        }
        Book::Ods(mut book) => {
            let range = guarded(&rows.origin, || book.worksheet_range(&name))?;
            dense(&caused(&rows.origin, range)?, false, &mut rows)?;
        }
    }
    rows.finish()
}

fn xlsx(book: &mut Xlsx<Bytes>, name: &str, rows: &mut Rows<'_>) -> Result<()> {
    let origin = rows.origin.clone();
    let holes = guarded(&origin, || xlsx_holes(book, name))?;
    rows.holes = caused(&origin, holes)?;
    let is_1904 = book.has_1904_epoch();
    let mut cells = caused(&origin, book.worksheet_cells_reader(name))?;
    let formats: Vec<Format> = cells.styles().iter().map(format).collect();
    let usual = Format::default();
    loop {
        match guarded(&origin, || cells.next_cell_with_style_id())? {
            Ok(Some((cell, style))) => {
                let format = formats.get(style).unwrap_or(&usual);
                let shown = value::cell(cell.get_value().clone().into(), format, is_1904);
                rows.cell(cell.get_position(), shown)?;
            }
            Ok(None) => return Ok(()),
            Err(XlsxError::CellError(text)) => rows.unplaced(&text),
            Err(error) => return caused(&origin, Err(error)),
        }
    }
}

fn format(style: &calamine::Style) -> Format {
    style
        .number_format
        .as_ref()
        .map_or_else(Format::default, |format| {
            Format::new(&format.format_code, format.format_id)
        })
}

/// The formulas without a value, found in a pass of its own that also reads to the end of the sheet's
/// file, where its checksum is verified, before the first row is handed on.
fn xlsx_holes(book: &mut Xlsx<Bytes>, name: &str) -> Result<BTreeSet<Place>, XlsxError> {
    let mut cells = book.worksheet_cells_reader(name)?;
    let mut holes = BTreeSet::new();
    loop {
        match cells.next_cell_with_formula_metadata() {
            Ok(Some(cell)) if cell.formula.is_some() && cell.value == calamine::DataRef::Empty => {
                holes.insert(cell.pos);
            }
            Ok(Some(_)) | Err(XlsxError::CellError(_)) => {}
            Ok(None) => break,
            Err(error) => return Err(error),
        }
    }
    loop {
        match cells.next_cell() {
            Err(error @ (XlsxError::Xml(_) | XlsxError::Io(_) | XlsxError::Zip(_))) => {
                return Err(error);
            }
            Err(_) => return Ok(holes),
            Ok(_) => {}
        }
    }
}

fn xlsb(book: &mut Xlsb<Bytes>, name: &str, rows: &mut Rows<'_>) -> Result<()> {
    let origin = rows.origin.clone();
    let holes = guarded(&origin, || xlsb_holes(book, name))?;
    rows.holes = caused(&origin, holes)?;
    let is_1904 = book.has_1904_epoch();
    let cells = guarded(&origin, || book.worksheet_cells_reader(name))?;
    let mut cells = caused(&origin, cells)?;
    while let Some(cell) = caused(&origin, guarded(&origin, || cells.next_cell())?)? {
        let data = cell.get_value().clone().into();
        let shown = value::cell(data, &Format::default(), is_1904);
        rows.cell(cell.get_position(), shown)?;
    }
    Ok(())
}

/// The formulas for which the parser has no value: it leaves out those whose value is an error.
fn xlsb_holes(book: &mut Xlsb<Bytes>, name: &str) -> Result<BTreeSet<Place>, calamine::XlsbError> {
    let mut holes = BTreeSet::new();
    let mut formulas = book.worksheet_cells_reader(name)?;
    while let Some(formula) = formulas.next_formula()? {
        holes.insert(formula.get_position());
    }
    drop(formulas);
    let mut cells = book.worksheet_cells_reader(name)?;
    while let Some(cell) = cells.next_cell()? {
        holes.remove(&cell.get_position());
    }
    Ok(holes)
}

fn dense(range: &Range<Data>, is_1904: bool, rows: &mut Rows<'_>) -> Result<()> {
    let (first_row, first_column) = range.start().unwrap_or_default();
    for (number, cells) in (first_row..).zip(range.rows()) {
        for (column, data) in (first_column..).zip(cells) {
            let shown = value::cell(data.clone(), &Format::default(), is_1904);
            rows.cell((number, column), shown)?;
        }
    }
    Ok(())
}

/// Gathers cells into lines.
struct Rows<'a> {
    table: Table<'a>,
    origin: Origin,
    line: Line,
    holes: BTreeSet<Place>,
    doubt: Option<String>,
}

impl<'a> Rows<'a> {
    fn new(table: Table<'a>, origin: Origin) -> Self {
        Self {
            table,
            origin,
            line: Line::default(),
            holes: BTreeSet::new(),
            doubt: None,
        }
    }

    fn cell(&mut self, place: Place, cell: Cell) -> Result<()> {
        while let Some(hole) = self.holes.first().copied().filter(|hole| hole.0 < place.0) {
            self.holes.remove(&hole);
            self.put(hole, Cell::Error(NO_VALUE.to_owned()))?;
        }
        self.put(place, cell)
    }

    fn put(&mut self, (row, column): Place, cell: Cell) -> Result<()> {
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
        if cell != Cell::Empty {
            let column = usize::try_from(column).unwrap_or(usize::MAX);
            self.line.cells.push((column, cell));
        }
        Ok(())
    }

    fn next_line(&mut self, number: u32) -> Result<()> {
        let next = Line {
            number,
            cells: Vec::new(),
            fault: self.doubt.take(),
        };
        let line = std::mem::replace(&mut self.line, next);
        if line.number == 0 {
            return Ok(());
        }
        self.table.line(line)
    }

    /// An error that the parser knows the text of, but not the place: in this row, or in the next one
    /// if no other cell of this row follows.
    fn unplaced(&mut self, text: &str) {
        let fault = format!("the row, or one beside it, holds the Excel error {text}");
        self.line.fault = Some(fault.clone());
        self.doubt = Some(fault);
    }

    fn finish(mut self) -> Result<TableFacts> {
        for hole in std::mem::take(&mut self.holes) {
            self.put(hole, Cell::Error(NO_VALUE.to_owned()))?;
        }
        self.next_line(u32::MAX)?;
        self.table.finish()
    }
}
