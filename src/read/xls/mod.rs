//! Old workbooks (.xls), as Excel 5 to 2003 wrote them: a stream of records.
//!
//! calamine reads them too, but it makes a grid of every sheet, decodes texts by a meaningless code page, decides by
//! its own list of formats and omits formulas. Correcting that from outside would take as much code as reading the
//! records. Invariant: an unreadable cell is an error in its place, never a blank, and a sheet is read to its end or
//! refused.

mod globals;
mod letters;
mod password;
mod records;
mod result;

use std::rc::Rc;

use calamine::Sheet as Tab;

use self::{
    globals::Globals,
    records::{
        BEGIN, BiffRecord, BiffRecords, END, FORMULA, FORMULA_3, FORMULA_4, MERGED, NUMBER,
        PACKED_NUMBER, PACKED_NUMBERS, RICH_TEXT, ROW, SHARED_TEXT, TEXT, TRUTH,
    },
};
use super::{
    ReadError,
    compound::{number, word},
    excess::Excess,
    format::Format,
    place::row_of,
    rows::RowGatherer,
    text_cell, value,
};
use crate::{
    error::{Result, RoomError},
    model::{Cell, Merged, Origin},
};

/// The limit of merged cells, as in the newer formats.
const MOST_MERGED: usize = 1_000_000;

/// An old workbook whose cells can be read.
pub(super) struct OldWorkbook {
    stream: Vec<u8>,
    globals: Globals,
    formats: Vec<Rc<Format>>,
}

/// The records of a sheet.
#[derive(Default)]
struct SheetRecords {
    /// The position and row of each cell record.
    cells: Vec<(u16, u32)>,
    /// The hidden rows, from 0.
    hidden: Vec<u16>,
    merged: Vec<Merged>,
    /// Every merged cell, also within a row.
    areas: usize,
}

impl SheetRecords {
    /// Adds a row's own record, or one of merged cells; a truncated one is ignored.
    fn area(&mut self, record: &BiffRecord<'_>) {
        const HIDDEN: u8 = 0x20;
        let body = record.body;
        if record.kind == ROW {
            let is_hidden = body.get(12).is_some_and(|flags| flags & HIDDEN != 0);
            self.hidden.extend(number(body, 0).filter(|_| is_hidden));
            return;
        }
        let areas = body.get(2..).unwrap_or_default().as_chunks::<8>().0;
        self.areas += areas.len();
        if self.areas > MOST_MERGED {
            return;
        }
        for area in areas {
            let corner = |at| number(area, at).map(u32::from).unwrap_or_default();
            let (rows, columns) = ((corner(0), corner(2)), (corner(4), corner(6)));
            self.merged.extend(Merged::over_rows(rows, columns));
        }
    }
}

/// A column, from 0, and its cell.
type Placed = (u32, Cell);

impl OldWorkbook {
    /// Reads the stream of a workbook up to its sheets.
    pub(super) fn new(stream: Vec<u8>) -> std::result::Result<Self, ReadError> {
        let stream = password::opened(stream)?;
        let globals = Globals::read(&stream)?;
        let formats = globals.styles.formats();
        Ok(Self {
            stream,
            globals,
            formats,
        })
    }

    /// The sheets, in the order of their tabs.
    pub(super) fn tabs(&self) -> &[Tab] {
        &self.globals.tabs
    }

    /// Reads the cells of a sheet, by the index of its tab.
    pub(super) fn read(
        &self,
        tab: usize,
        origin: &Origin,
        rows: &mut RowGatherer<'_>,
    ) -> Result<()> {
        let damaged = |origin: Origin| ReadError::Damaged(None).at(origin);
        let mut sheet = self.sheet(tab).ok_or_else(|| damaged(origin.clone()))?;
        if sheet.areas > MOST_MERGED {
            return Err(ReadError::TooMuch(Excess::Names).at(origin.clone()));
        }
        // Not every program writes its cells row by row.
        sheet.cells.sort_by_key(|(row, _)| *row);
        sheet.hidden.sort_unstable();
        sheet.merged.sort_by_key(|area| area.rows.0);
        for row in sheet.hidden.drain(..) {
            let number = u32::from(row) + 1;
            rows.hide((number, number));
        }
        for area in sheet.merged.drain(..) {
            rows.merge(area);
        }
        let mut cells = Vec::new();
        for (row, at) in sheet.cells {
            let row = u32::from(row);
            let read = usize::try_from(at).ok();
            let read = read.and_then(|at| self.cells(at, &mut cells));
            read.ok_or_else(|| damaged(row_of(origin, row + 1)))?;
            for (column, cell) in cells.drain(..) {
                rows.cell((row, column), &cell)?;
            }
        }
        Ok(())
    }

    /// The records of a sheet, without those of embedded objects.
    fn sheet(&self, tab: usize) -> Option<SheetRecords> {
        let mut records = BiffRecords::new(&self.stream, *self.globals.starts.get(tab)?);
        if records.next()?.kind != BEGIN {
            return None;
        }
        let mut sheet = SheetRecords::default();
        let mut depth = 0_u32;
        loop {
            let record = records.next()?;
            match record.kind {
                BEGIN => depth += 1,
                END if depth == 0 => return Some(sheet),
                END => depth -= 1,
                kind if depth == 0 && is_cell(kind) => {
                    let at = u32::try_from(record.at).ok()?;
                    sheet.cells.push((number(record.body, 0)?, at));
                }
                ROW | MERGED if depth == 0 => sheet.area(&record),
                _ => {}
            }
        }
    }

    /// The cells of the record at a position.
    fn cells(&self, at: usize, cells: &mut Vec<Placed>) -> Option<()> {
        let mut records = BiffRecords::new(&self.stream, at);
        let record = records.next()?;
        let body = record.body;
        let column = u32::from(number(body, 2)?);
        if record.kind == PACKED_NUMBERS {
            let packed = body.get(4..body.len().checked_sub(2)?)?;
            let packed = packed.as_chunks::<6>().0.iter();
            let numbers = packed.map(|packed| self.packed(packed));
            cells.extend((column..).zip(numbers.collect::<Option<Vec<Cell>>>()?));
            return Some(());
        }
        let cell = match record.kind {
            NUMBER => self.number(number(body, 4)?, float(body.get(6..14)?)?),
            PACKED_NUMBER => self.packed(body.get(4..10)?)?,
            TRUTH => result::truth(body.get(6..8)?)?,
            SHARED_TEXT => self.shared(word(body, 6)?),
            TEXT | RICH_TEXT => self.text(record, 6)?,
            _ => self.result(&record, records)?,
        };
        cells.push((column, cell));
        Some(())
    }

    fn number(&self, style: u16, number: f64) -> Cell {
        let format = self.formats.get(usize::from(style));
        let usual = Format::default();
        let format = format.map_or(&usual, Rc::as_ref);
        value::number(number, format, self.globals.is_1904)
    }

    /// A style and a number in four bytes.
    fn packed(&self, bytes: &[u8]) -> Option<Cell> {
        Some(self.number(number(bytes, 0)?, unpacked(word(bytes, 2)?)))
    }

    fn shared(&self, number: u32) -> Cell {
        let text = self.globals.texts.get(number);
        text.map_or_else(
            || text_cell::missing(text_cell::NO_TEXT),
            |text| text_cell::text(text.to_owned()),
        )
    }

    fn text(&self, record: BiffRecord<'_>, from: usize) -> Option<Cell> {
        let text = self.globals.letters.text(&mut record.bytes(from)?)?;
        Some(text_cell::text(text))
    }
}

fn is_cell(kind: u16) -> bool {
    matches!(
        kind,
        NUMBER
            | PACKED_NUMBER
            | PACKED_NUMBERS
            | TRUTH
            | SHARED_TEXT
            | TEXT
            | RICH_TEXT
            | FORMULA
            | FORMULA_3
            | FORMULA_4
    )
}

fn float(bytes: &[u8]) -> Option<f64> {
    Some(f64::from_le_bytes(bytes.try_into().ok()?))
}

/// A number of 30 bits: the upper ones of a float or an integer, to be divided by 100 or not.
fn unpacked(packed: u32) -> f64 {
    let number = if packed & 2 == 0 {
        f64::from_bits(u64::from(packed & !3) << 32)
    } else {
        f64::from(packed.cast_signed() >> 2)
    };
    if packed & 1 == 0 {
        number
    } else {
        number / 100.0
    }
}
