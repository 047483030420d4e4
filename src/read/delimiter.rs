//! Which character stands between the cells of a CSV file.
//!
//! It looks at the first rows only and takes nothing away but Excel's own `sep=` line. Invariant: the
//! configuration wins over `sep=`, which wins over what is found.

use std::io::{self, Chain, Cursor, Read};

use csv::{ByteRecord, ReaderBuilder};

use super::{encoding::Malformed, table::LOOKED_AT};

/// Bytes of text that are looked at.
const LOOKED_THROUGH: u64 = 64 * 1024;
/// What may stand between cells, the likeliest first.
const CANDIDATES: [u8; 4] = [b',', b';', b'\t', b'|'];

/// The text with what has been looked at put back in front.
pub(super) type Stream<R> = Chain<Cursor<Vec<u8>>, R>;

/// How the text is cut into cells.
#[derive(Clone, Copy, Debug)]
pub(super) struct Separated {
    pub delimiter: u8,
    /// Whether the text shows it: by Excel's own line, by two known headers, or by rows of one width.
    pub is_table: bool,
}

/// Settles the delimiter and takes the `sep=` line away, which Excel does not count as a row.
///
/// # Errors
/// The text can't be read. Bytes that can't be decoded come up again when the stream reaches them.
pub(super) fn settle<R: Read>(
    mut text: R,
    wanted: Option<u8>,
    is_header: &dyn Fn(&str) -> bool,
) -> io::Result<(Separated, Stream<R>)> {
    let mut start = Vec::new();
    let read = (&mut text).take(LOOKED_THROUGH).read_to_end(&mut start);
    match read {
        Err(error) if !is_malformed(&error) => return Err(error),
        _ => {}
    }
    let instruction = instruction(&start);
    if let Some((_, length)) = instruction {
        start.drain(..length);
    }
    let delimiter = wanted
        .or(instruction.map(|(delimiter, _)| delimiter))
        .unwrap_or_else(|| found(&start, is_header));
    let is_table = instruction.is_some() || is_table(&start, delimiter, is_header);
    let separated = Separated {
        delimiter,
        is_table,
    };
    Ok((separated, Cursor::new(start).chain(text)))
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
    let known = |row: &ByteRecord| row.iter().filter(|cell| is_known(cell, is_header)).count();
    let headers = rows.iter().map(known).max().unwrap_or(0);
    let alike = |width: usize| rows.iter().filter(|row| row.len() == width).count();
    let widths = rows.iter().map(ByteRecord::len).filter(|width| *width > 1);
    let common = widths.map(|width| (alike(width), width)).max();
    let (count, width) = common.unwrap_or((0, 0));
    (headers, count, width)
}

fn is_known(cell: &[u8], is_header: &dyn Fn(&str) -> bool) -> bool {
    std::str::from_utf8(cell).is_ok_and(is_header)
}

fn rows(start: &[u8], delimiter: u8) -> Vec<ByteRecord> {
    let reader = ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(delimiter)
        .from_reader(start);
    let rows = reader.into_byte_records().map_while(Result::ok);
    rows.take(LOOKED_AT).collect()
}
