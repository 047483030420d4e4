//! Reads a sheet of a workbook as rows of cells.
//!
//! Sheets are streamed cell by cell if the format allows it, because a sheet with two cells in opposite corners would
//! fill the memory as a grid. Invariant: a formula without a value is an error in its cell, never a blank, since a
//! blank clears the attribute.

use std::{hint::black_box, io, mem, ops::BitXor, path::Path, rc::Rc};

use calamine::{DataRef, Xlsb, XlsbError, Xlsx, XlsxCellReader, XlsxError};

use super::{
    ReadError,
    archive::Archive,
    areas::Areas,
    findings::{Findings, StyledValue as Watched},
    format::Format,
    ods::OdsFailure,
    open::{self, OpenWorkbook, Opened, Parser},
    rows::{CellPosition, RowGatherer},
    sheet_letters::SheetLetters,
    table::TableWriter,
    text_cell, value,
};
use crate::{
    codec::RowSink,
    error::{Result, RoomError},
    model::{MergedCells, Origin, Source, TableFacts},
};

/// Cells that are taken from a parser at once: catching panics costs as much for one cell as copying it.
const AT_ONCE: usize = 512;

/// The length of unshared texts after which a batch of cells ends.
const TEXT_AT_ONCE: usize = 64 * 1024;

/// A cell and the index of its style.
type StyledCell<'a> = (calamine::Cell<DataRef<'a>>, usize);

/// Reads the sheet that the source refers to into the sink, and returns how it was read.
pub(super) fn read(
    (path, letters): (&Path, SheetLetters<'_>),
    source: &Source,
    origin: &Origin,
    is_header: &dyn Fn(&str) -> bool,
    sink: &mut dyn RowSink,
) -> Result<TableFacts> {
    let Opened { book, mut parser } = open::open(path, origin)?;
    let (name, is_hidden) = book.sheet(&source.sheet, origin)?;
    parser.origin.sheet = Some(name.as_str().into());
    let origin = parser.origin.clone();
    let mut table = TableWriter::new(origin.clone(), source.header_row, is_header, sink);
    table.letters = letters;
    if source.merged == MergedCells::Fill {
        table.areas = Areas::filling();
        parser.notes.borrow_mut().looks_ahead = true;
    }
    let mut rows = RowGatherer::new(table, origin);
    let read = cells(book, &name, &parser, &mut rows);
    let mut facts = rows.finish(read)?;
    let notes = mem::take(&mut parser.notes.borrow_mut().found.merged);
    if source.merged == MergedCells::Keep {
        facts.merged.extend(notes);
    } else {
        // The merged cells below the header have given every row their values.
        facts.merged.retain(|area| area.rows.0 <= facts.header_row);
    }
    Ok(TableFacts { is_hidden, ..facts })
}

fn cells(
    book: OpenWorkbook,
    name: &str,
    parser: &Parser,
    rows: &mut RowGatherer<'_>,
) -> Result<()> {
    match book {
        OpenWorkbook::Xlsx(mut book) => xlsx(&mut book, name, parser, rows),
        OpenWorkbook::Xlsb(mut book) => xlsb(&mut book, name, parser, rows),
        OpenWorkbook::Xls(book) => {
            let number = book.tabs().iter().position(|tab| tab.name == name);
            book.read(number.unwrap_or_default(), &parser.origin, rows)
        }
        OpenWorkbook::Ods(mut book) => {
            let number = book.tabs().iter().position(|tab| tab.name == name);
            let read = parser.guarded(|| book.read(number.unwrap_or_default(), rows))?;
            read.or_else(|failure| match failure {
                OdsFailure::File(error) => parser.caused(Err(error)),
                OdsFailure::Much(reason) => {
                    Err(ReadError::TooMuch(reason).at(parser.origin.clone()))
                }
                OdsFailure::Rows(error) => Err(error),
            })
        }
    }
}

fn xlsx(
    book: &mut Xlsx<Archive>,
    name: &str,
    parser: &Parser,
    rows: &mut RowGatherer<'_>,
) -> Result<()> {
    let is_1904 = book.has_1904_epoch();
    let mut cells = parser.asked(|| book.worksheet_cells_reader(name))?;
    looked_ahead(parser, rows);
    let formats: Vec<Format> = cells.styles().iter().map(format).collect();
    let usual = Format::default();
    let (mut number, mut some) = (0, Vec::with_capacity(AT_ONCE));
    loop {
        let has_more = parser.guarded(|| xlsx_some(&mut cells, &mut some));
        fetch(&some);
        let mut notes = parser.notes.borrow_mut();
        hide(&mut notes, rows);
        for (cell, style) in some.drain(..) {
            let place = cell.get_position();
            let is_formula = notes.is_formula(number);
            number += 1;
            match cell.get_value() {
                DataRef::SharedString(text) => rows.text(place, text)?,
                DataRef::String(text) => rows.text(place, text)?,
                DataRef::Empty if is_formula => {
                    rows.cell(place, &text_cell::missing(text_cell::NO_VALUE))?;
                }
                value => {
                    let format = formats.get(style).unwrap_or(&usual);
                    rows.cell(place, &value::cell(value.clone().into(), format, is_1904))?;
                }
            }
        }
        drop(notes);
        match has_more? {
            Ok(true) => {}
            Ok(false) => break,
            Err(XlsxError::CellError(text)) => {
                rows.unplaced(&text);
                number += 1;
            }
            Err(error) => return parser.caused(Err(error)),
        }
    }
    parser.asked(|| xlsx_rest(&mut cells))
}

/// The next cells; `false`: these are the last. They include the cells before an error or a panic.
fn xlsx_some<'a>(
    cells: &mut XlsxCellReader<'a, Archive>,
    some: &mut Vec<StyledCell<'a>>,
) -> Result<bool, XlsxError> {
    let mut text = 0;
    while some.len() < AT_ONCE && text < TEXT_AT_ONCE {
        let Some(next) = cells.next_cell_with_style_id()? else {
            return Ok(false);
        };
        if let DataRef::String(own) = next.0.get_value() {
            text += own.len();
        }
        some.push(next);
    }
    Ok(true)
}

/// Prefetches the shared texts together. They are scattered in memory, and loading them one by one would wait for
/// each: that was a tenth of the reader's time.
fn fetch(some: &[StyledCell<'_>]) {
    let first = |cell: &StyledCell<'_>| match cell.0.get_value() {
        DataRef::SharedString(text) => text.as_bytes().first().copied(),
        _ => None,
    };
    black_box(some.iter().filter_map(first).fold(0, BitXor::bitxor));
}

/// Reads to the end of the sheet's file, where its checksum is verified: before that the rows that were passed on are
/// not certain.
fn xlsx_rest(cells: &mut XlsxCellReader<'_, Archive>) -> Result<(), XlsxError> {
    loop {
        match cells.next_cell() {
            Err(error @ (XlsxError::Xml(_) | XlsxError::Io(_) | XlsxError::Zip(_))) => {
                return Err(error);
            }
            Err(_) => return Ok(()),
            Ok(_) => {}
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

fn xlsb(
    book: &mut Xlsb<Archive>,
    name: &str,
    parser: &Parser,
    rows: &mut RowGatherer<'_>,
) -> Result<()> {
    let is_1904 = book.has_1904_epoch();
    let formats = parser.notes.borrow().found.styles.formats();
    let usual = Format::default();
    let mut cells = parser.asked(|| book.worksheet_cells_reader(name))?;
    looked_ahead(parser, rows);
    loop {
        let cell = match parser.guarded(|| cells.next_cell())? {
            // An error value that the guard knows and the parser does not.
            Err(XlsbError::CellError(_)) => continue,
            cell => parser.caused(cell)?,
        };
        let Some(cell) = cell else { break };
        hide(&mut parser.notes.borrow_mut(), rows);
        let place = cell.get_position();
        let styled = xlsb_style(place, parser, rows)?;
        if let Some(number) = styled.and_then(|styled| styled.text) {
            match parser.notes.borrow().found.texts.get(number) {
                Some(text) => rows.text(place, text)?,
                None => rows.cell(place, &text_cell::missing(text_cell::NO_TEXT))?,
            }
            continue;
        }
        let format = styled.and_then(|styled| formats.get(styled.style));
        let data = cell.get_value().clone().into();
        let shown = value::cell(data, format.map_or(&usual, Rc::as_ref), is_1904);
        rows.cell(place, &shown)?;
    }
    xlsb_style((u32::MAX, u32::MAX), parser, rows)?;
    parser.asked(|| xlsb_rest(|| cells.next_cell().map(drop)))
}

/// The guard's facts about a cell. Cells that the parser has omitted before it are errors.
fn xlsb_style(
    place: CellPosition,
    parser: &Parser,
    rows: &mut RowGatherer<'_>,
) -> Result<Option<Watched>> {
    loop {
        let next = parser.notes.borrow_mut().found.styled.pop_front();
        let Some(styled) = next else {
            return Ok(None);
        };
        if styled.place == place {
            return Ok(Some(styled));
        }
        if let Some(what) = styled.missing {
            rows.cell(styled.place, &text_cell::missing(what))?;
        }
    }
}

/// As in the other format: to the end of the file, for its checksum.
fn xlsb_rest(mut next: impl FnMut() -> Result<(), XlsbError>) -> Result<(), XlsbError> {
    loop {
        match next() {
            Err(XlsbError::Io(error)) if error.kind() == io::ErrorKind::UnexpectedEof => {
                return Ok(());
            }
            Err(error @ (XlsbError::Io(_) | XlsbError::Zip(_))) => return Err(error),
            _ => {}
        }
    }
}

/// Passes on the merged cells, if the sheet was read in advance for them.
fn looked_ahead(parser: &Parser, rows: &mut RowGatherer<'_>) {
    let mut notes = parser.notes.borrow_mut();
    notes.looks_ahead = false;
    for area in mem::take(&mut notes.ahead) {
        rows.merge(area);
    }
}

/// Passes on the hidden rows: the guard reports them before their cells are read.
fn hide(notes: &mut Findings, rows: &mut RowGatherer<'_>) {
    for range in notes.found.hidden.drain(..) {
        rows.hide(range);
    }
}
