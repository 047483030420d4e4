//! The delimiter of a CSV file.
//!
//! It uses the first rows only and consumes nothing but Excel's own `sep=` line. Invariant: the configuration wins
//! over `sep=`, which wins over detection.

use std::io::{self, Read};

use super::sample::{self, LOOKED_THROUGH, SampleRow};
use crate::read::{ReadError, encoding::Malformed, header::LOOKED_AT};

/// The candidates, the likeliest first.
const CANDIDATES: [u8; 4] = [b',', b';', b'\t', b'|'];
/// Rare delimiters that are common in texts: they are used only if configured.
const UNUSUAL: [u8; 3] = [b'^', b'~', b':'];

/// The byte-order mark in UTF-8.
const MARK: &[u8] = "\u{feff}".as_bytes();

/// How the text is split into cells.
#[derive(Clone, Copy, Debug)]
pub(super) struct Separated {
    pub delimiter: u8,
    /// Whether the text proves it: by Excel's own line, by two known headers, or by rows of one width.
    pub is_table: bool,
    /// Another delimiter that the text suggests, unless the delimiter is configured.
    unusual: Option<u8>,
}

impl Separated {
    /// Checks that rows are split without ambiguity.
    ///
    /// # Errors
    /// Cells are separated by an unusual delimiter, or whole rows are quoted.
    pub fn refused(
        self,
        rows: &[SampleRow],
        is_header: &dyn Fn(&str) -> bool,
    ) -> Option<ReadError> {
        if let Some(delimiter) = self.unusual {
            return Some(ReadError::Separator(char::from(delimiter)));
        }
        is_wrapped(rows, self.delimiter, is_header).then_some(ReadError::Wrapped)
    }
}

/// Decides the delimiter and returns the bytes read so far, without byte-order marks and the `sep=` line, which Excel
/// does not count as a row.
///
/// # Errors
/// The text can't be read. Undecodable bytes are reported later, when their row is read.
pub(super) fn settle(
    text: &mut impl Read,
    wanted: Option<u8>,
    is_header: &dyn Fn(&str) -> bool,
) -> io::Result<(Separated, Vec<u8>)> {
    let mut start = Vec::new();
    let limit = u64::try_from(LOOKED_THROUGH).unwrap_or(u64::MAX);
    match text.take(limit).read_to_end(&mut start) {
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
    let is_given = wanted.is_some() || instruction.is_some();
    let unusual = if is_given {
        None
    } else {
        unusual(&start, delimiter, is_header)
    };
    let separated = Separated {
        delimiter,
        is_table,
        unusual,
    };
    Ok((separated, start))
}

/// Some programs write more than one mark.
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

/// Whether a byte can be a delimiter at all.
pub(super) fn is_possible(delimiter: u8) -> bool {
    delimiter.is_ascii() && !matches!(delimiter, b'"' | b'\r' | b'\n' | 0)
}

/// The candidate that gives the most known headers; otherwise the one that splits the most rows alike.
fn found(start: &[u8], is_header: &dyn Fn(&str) -> bool) -> u8 {
    let scored = CANDIDATES.map(|delimiter| (score(start, delimiter, is_header), delimiter));
    let best = scored.into_iter().rev().max_by_key(|(score, _)| *score);
    best.map_or(b',', |(_, delimiter)| delimiter)
}

/// The unusual delimiter that gives known headers, if the detected one gives at most one.
fn unusual(start: &[u8], found: u8, is_header: &dyn Fn(&str) -> bool) -> Option<u8> {
    let headers = |delimiter: u8| score(start, delimiter, is_header).0;
    if headers(found) > 1 {
        return None;
    }
    UNUSUAL
        .into_iter()
        .find(|delimiter| headers(*delimiter) > 1)
}

/// The most known headers in one row, the number of rows that have the commonest width above one, and that width.
fn score(start: &[u8], delimiter: u8, is_header: &dyn Fn(&str) -> bool) -> (usize, usize, usize) {
    let rows = rows(start, delimiter);
    let known = |row: &SampleRow| known(row.cells.iter().map(Vec::as_slice), is_header);
    let headers = rows.iter().map(known).max().unwrap_or(0);
    let alike = |width: usize| rows.iter().filter(|row| row.cells.len() == width).count();
    let widths = rows.iter().map(|row| row.cells.len());
    let common = widths.filter(|width| *width > 1);
    let common = common.map(|width| (alike(width), width)).max();
    let (count, width) = common.unwrap_or((0, 0));
    (headers, count, width)
}

fn rows(start: &[u8], delimiter: u8) -> Vec<SampleRow> {
    sample::rows(start, delimiter, LOOKED_AT)
}

/// The number of cells that are known headers.
fn known<'c>(cells: impl Iterator<Item = &'c [u8]>, is_header: &dyn Fn(&str) -> bool) -> usize {
    let is_known = |cell: &&[u8]| std::str::from_utf8(cell).is_ok_and(is_header);
    cells.filter(is_known).count()
}

/// Whether each row is one quoted cell that contains the whole row: Excel saves it so if rows were pasted into one
/// column.
fn is_wrapped(rows: &[SampleRow], delimiter: u8, is_header: &dyn Fn(&str) -> bool) -> bool {
    let is_header = |row: &SampleRow| {
        let headers = |delimiter| known(parts(row, delimiter), is_header);
        CANDIDATES
            .into_iter()
            .any(|delimiter| headers(delimiter) > 1)
    };
    if rows.iter().take(LOOKED_AT).any(is_header) {
        return true;
    }
    let Some((header, below)) = rows.split_first() else {
        return false;
    };
    let wide = header.cells.len();
    let is_row = |row: &&SampleRow| parts(row, delimiter).count() >= wide;
    wide > 1 && 2 * below.iter().filter(is_row).count() > below.len()
}

/// The cells inside a row's only cell; nothing if the row has more cells.
fn parts(row: &SampleRow, delimiter: u8) -> impl Iterator<Item = &[u8]> {
    let only = Some(&row.cells).filter(|cells| cells.len() == 1);
    let cells = only.into_iter().flatten();
    cells.flat_map(move |cell| cell.split(move |byte| *byte == delimiter))
}
