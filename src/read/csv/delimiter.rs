//! Which character stands between the cells of a CSV file.
//!
//! It looks at the first rows only and takes nothing away but Excel's own `sep=` line. Invariant: the
//! configuration wins over `sep=`, which wins over what is found.

use std::io::{self, Read};

use super::parser::CsvRows;
use crate::read::{encoding::Malformed, table::LOOKED_AT};

/// Bytes of text that are looked at.
const LOOKED_THROUGH: u64 = 64 * 1024;
/// What may stand between cells, the likeliest first.
const CANDIDATES: [u8; 4] = [b',', b';', b'\t', b'|'];

/// The byte-order mark, as it is in UTF-8.
const MARK: &[u8] = "\u{feff}".as_bytes();

/// The cells of a row.
type Cells = Vec<Vec<u8>>;

/// How the text is cut into cells.
#[derive(Clone, Copy, Debug)]
pub(super) struct Separated {
    pub delimiter: u8,
    /// Whether the text shows it: by Excel's own line, by two known headers, or by rows of one width.
    pub is_table: bool,
}

/// Settles the delimiter and tells what has been read to do so, but for byte-order marks and the `sep=` line,
/// which Excel does not count as a row.
///
/// # Errors
/// The text can't be read. Bytes that can't be decoded come up again when the text is read on.
pub(super) fn settle(
    text: &mut impl Read,
    wanted: Option<u8>,
    is_header: &dyn Fn(&str) -> bool,
) -> io::Result<(Separated, Vec<u8>)> {
    let mut start = Vec::new();
    match text.take(LOOKED_THROUGH).read_to_end(&mut start) {
        Err(error) if !is_malformed(&error) => return Err(error),
        _ => {}
    }
    drop_marks(&mut start);
    let instruction = instruction(&start);
    if let Some((_, length)) = instruction {
        start.drain(..length);
        drop_marks(&mut start);
    }
    let delimiter = wanted
        .or(instruction.map(|(delimiter, _)| delimiter))
        .unwrap_or_else(|| found(&start, is_header));
    let is_table = instruction.is_some() || is_table(&start, delimiter, is_header);
    let separated = Separated {
        delimiter,
        is_table,
    };
    Ok((separated, start))
}

/// Some programs write more than one.
fn drop_marks(start: &mut Vec<u8>) {
    while start.starts_with(MARK) {
        start.drain(..MARK.len());
    }
}

fn is_table(start: &[u8], delimiter: u8, is_header: &dyn Fn(&str) -> bool) -> bool {
    let (headers, alike, _) = score(start, delimiter, is_header);
    headers > 1 || (alike > 1 && alike == rows(start, delimiter).len())
}

fn is_malformed(error: &io::Error) -> bool {
    matches!(error.get_ref(), Some(inner) if inner.is::<Malformed>())
}

/// The delimiter of a first line `sep=;`, and the length of that line with its end.
fn instruction(start: &[u8]) -> Option<(u8, usize)> {
    let (name, rest) = start.split_at_checked(4)?;
    let (delimiter, end) = rest.split_first()?;
    if !name.eq_ignore_ascii_case(b"sep=") || !is_possible(*delimiter) {
        return None;
    }
    let end = match end {
        [b'\r', b'\n', ..] => 2,
        [b'\r' | b'\n', ..] => 1,
        [] => 0,
        _ => return None,
    };
    Some((*delimiter, 5 + end))
}

/// Whether a byte can stand between cells at all.
pub(super) fn is_possible(delimiter: u8) -> bool {
    delimiter.is_ascii() && !matches!(delimiter, b'"' | b'\r' | b'\n' | 0)
}

/// The candidate that makes the most known headers; else the one that cuts the most rows alike.
fn found(start: &[u8], is_header: &dyn Fn(&str) -> bool) -> u8 {
    let scored = CANDIDATES.map(|delimiter| (score(start, delimiter, is_header), delimiter));
    let best = scored.into_iter().rev().max_by_key(|(score, _)| *score);
    best.map_or(b',', |(_, delimiter)| delimiter)
}

/// Known headers in one row, rows of the commonest width above one column, and that width.
fn score(start: &[u8], delimiter: u8, is_header: &dyn Fn(&str) -> bool) -> (usize, usize, usize) {
    let rows = rows(start, delimiter);
    let known = |row: &Cells| row.iter().filter(|cell| is_known(cell, is_header)).count();
    let headers = rows.iter().map(known).max().unwrap_or(0);
    let alike = |width: usize| rows.iter().filter(|row| row.len() == width).count();
    let widths = rows.iter().map(Vec::len).filter(|width| *width > 1);
    let common = widths.map(|width| (alike(width), width)).max();
    let (count, width) = common.unwrap_or((0, 0));
    (headers, count, width)
}

fn is_known(cell: &[u8], is_header: &dyn Fn(&str) -> bool) -> bool {
    std::str::from_utf8(cell).is_ok_and(is_header)
}

fn rows(start: &[u8], delimiter: u8) -> Vec<Cells> {
    let mut reader = CsvRows::new(Vec::new(), start, delimiter);
    let mut rows = Vec::new();
    while rows.len() < LOOKED_AT
        && let Ok(Some(row)) = reader.next()
    {
        rows.push(
            row.ranges()
                .map(|range| row.cells[range].to_vec())
                .collect(),
        );
    }
    rows
}
