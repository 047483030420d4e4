//! The first rows of a text, read before any row is passed on.
//!
//! Invariant: incomplete and damaged rows are left out.

use std::io::{self, Cursor, Read};

use super::{backslash, parser::CsvRows, quotes::Quoting};

/// Bytes of text that the sample has.
pub(super) const LOOKED_THROUGH: usize = 64 * 1024;

/// A row of the beginning.
pub(super) struct SampleRow {
    pub number: u32,
    pub cells: Vec<Vec<u8>>,
}

/// The first rows of a text, up to a limit.
pub(super) fn rows(start: &[u8], delimiter: u8, most: usize) -> Vec<SampleRow> {
    let again = || -> io::Result<Box<dyn Read>> { Ok(Box::new(Cursor::new(start.to_vec()))) };
    let rows = CsvRows::new(Vec::new(), start, Quoting::new(delimiter));
    let has_backslashes = || backslash::is_meant(&again, delimiter);
    let mut rows = rows.knowing(&has_backslashes, 0);
    let is_cut = start.len() >= LOOKED_THROUGH;
    let mut seen = Vec::new();
    while seen.len() < most
        && let Ok(Some(row)) = rows.next()
    {
        let cells = row.ranges().map(|range| row.cells[range].to_vec());
        if row.damage.is_none() && !(is_cut && row.is_last) {
            seen.push(SampleRow {
                number: row.number,
                cells: cells.collect(),
            });
        }
    }
    seen
}
