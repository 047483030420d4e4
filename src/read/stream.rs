//! The stream of an old workbook, looked through before its parser gets it.
//!
//! The parser makes a grid of every sheet, as large as its outermost cells are apart or as the sheet
//! claims to be, and tells no formats. Here the grids are measured first, and the formats noted.
//! Invariant: the parser never makes more cells than the limit.

use std::collections::HashMap;

use encoding_rs::{UTF_16LE, mem};

use super::{compound::word, format::Styles};

/// Cells of all grids together, each of about 50 bytes in the parser's memory.
const MOST_CELLS: u64 = 16_000_000;

const FORMULA: u16 = 0x0006;
const END: u16 = 0x000a;
const BOUND_SHEET: u16 = 0x0085;
const NUMBERS: u16 = 0x00bd;
const STYLE: u16 = 0x00e0;
const DIMENSIONS: u16 = 0x0200;
const NUMBER: u16 = 0x0203;
const PACKED: u16 = 0x027e;
const CODE: u16 = 0x041e;
const BEGIN: u16 = 0x0809;
/// Of no record of Excel.
const NO_RECORD: u16 = 0x7fff;

/// What is known of an old workbook before it is parsed.
#[derive(Debug, Default)]
pub(super) struct Old {
    /// Where each of its sheets begins in the stream.
    sheets: Vec<usize>,
    pub(super) styles: Styles,
    is_newest: bool,
    shown: Vec<HashMap<(u32, u32), u16>>,
}

/// One record: its kind, where its body begins, and the body.
struct Record<'a> {
    kind: u16,
    at: usize,
    body: &'a [u8],
}

/// The records from a place on; the last one may be cut off.
fn records(stream: &[u8], mut at: usize) -> impl Iterator<Item = Record<'_>> {
    std::iter::from_fn(move || {
        let kind = number(stream, at)?;
        let length = usize::from(number(stream, at + 2)?);
        let start = at + 4;
        let end = stream.len().min(start + length);
        at = start + length;
        let body = &stream[start..end];
        let at = start;
        Some(Record { kind, at, body })
    })
}

fn number(bytes: &[u8], at: usize) -> Option<u16> {
    let bytes = bytes.get(at..at.checked_add(2)?)?;
    Some(u16::from_le_bytes(bytes.try_into().ok()?))
}

impl Old {
    /// Looks through the stream and takes out what sheets claim of their size; `None` where the grids
    /// would be too large.
    pub(super) fn new(stream: &mut [u8]) -> Option<Self> {
        let mut old = Self::default();
        for record in records(stream, 0).take_while(|record| record.kind != END) {
            old.global(&record);
        }
        let mut all = 0;
        for start in old.sheets.clone() {
            let mut sheet = Sheet::default();
            let left = MOST_CELLS.checked_sub(all)?;
            sheet.walk(stream, start, left)?;
            all += sheet.grid() + sheet.records;
            for at in &sheet.claims {
                stream[*at - 4..*at - 2].copy_from_slice(&NO_RECORD.to_le_bytes());
            }
            old.shown.push(sheet.shown);
        }
        (all <= MOST_CELLS).then_some(old)
    }

    fn global(&mut self, record: &Record<'_>) {
        let body = record.body;
        match record.kind {
            BEGIN => self.is_newest = number(body, 0) != Some(0x0500),
            STYLE => self.styles.numbers.extend(number(body, 2)),
            CODE => self.styles.codes.extend(self.code(body)),
            BOUND_SHEET => {
                let start = word(body, 0).and_then(|start| usize::try_from(start).ok());
                self.sheets.push(start.unwrap_or(usize::MAX));
            }
            _ => {}
        }
    }

    /// A format and its number; its letters are Latin or UTF-16.
    fn code(&self, body: &[u8]) -> Option<(u16, String)> {
        let id = number(body, 0)?;
        let text = body.get(if self.is_newest { 5 } else { 3 }..)?;
        let is_wide = self.is_newest && body[4] & 1 == 1;
        let text = if is_wide {
            UTF_16LE.decode_without_bom_handling(text).0
        } else {
            mem::decode_latin1(text)
        };
        Some((id, text.into_owned()))
    }

    /// The style of a number in a sheet, counted from 0.
    pub(super) fn style(&self, sheet: usize, place: (u32, u32)) -> Option<usize> {
        let style = self.shown.get(sheet)?.get(&place)?;
        Some(usize::from(*style))
    }
}

/// What is seen of one sheet.
#[derive(Default)]
struct Sheet {
    rows: Option<(u16, u16)>,
    columns: Option<(u16, u16)>,
    records: u64,
    claims: Vec<usize>,
    shown: HashMap<(u32, u32), u16>,
}

impl Sheet {
    /// Goes through the records to the sheet's end, but not into what is embedded in it.
    fn walk(&mut self, stream: &[u8], start: usize, most: u64) -> Option<()> {
        let mut depth = 0_u32;
        for record in records(stream, start) {
            self.records += 1;
            if self.records > most {
                return None;
            }
            match record.kind {
                BEGIN => depth += 1,
                END if depth <= 1 => break,
                END => depth -= 1,
                _ if depth > 1 => {}
                DIMENSIONS => self.claims.push(record.at),
                _ => self.cell(&record),
            }
        }
        Some(())
    }

    fn cell(&mut self, record: &Record<'_>) {
        let body = record.body;
        let (Some(row), Some(column)) = (number(body, 0), number(body, 2)) else {
            return;
        };
        let last = match record.kind {
            NUMBERS => number(body, body.len().saturating_sub(2)),
            FORMULA | NUMBER | PACKED | 0x0204 | 0x0205 | 0x00d6 | 0x00fd => Some(column),
            _ => return,
        };
        for column in [column, last.unwrap_or(column)] {
            self.rows = Some(spread(self.rows, row));
            self.columns = Some(spread(self.columns, column));
        }
        let columns = match record.kind {
            NUMBERS => body
                .get(4..body.len().saturating_sub(2))
                .unwrap_or_default(),
            FORMULA | NUMBER | PACKED => body.get(4..10).unwrap_or_default(),
            _ => &[],
        };
        let styles = columns.as_chunks::<6>().0.iter();
        for (column, style) in (u32::from(column)..).zip(styles) {
            let style = u16::from_le_bytes([style[0], style[1]]);
            self.shown.insert((u32::from(row), column), style);
        }
    }

    fn grid(&self) -> u64 {
        let length = |range: Option<(u16, u16)>| {
            range.map_or(0, |(first, last)| u64::from(last - first) + 1)
        };
        length(self.rows) * length(self.columns)
    }
}

fn spread(range: Option<(u16, u16)>, number: u16) -> (u16, u16) {
    range.map_or((number, number), |(first, last)| {
        (first.min(number), last.max(number))
    })
}
