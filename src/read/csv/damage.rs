//! What is wrong with a row of a CSV file, as it stands there.
//!
//! csv-core makes something of every text, so what can't have been meant is looked for here: in rows of several
//! lines, in those that are too long, and where the file ends. It changes nothing. Invariant: the first thing
//! that is wrong is the one that is named.

use memchr::{memchr, memchr_iter, memchr2_iter, memchr3};

use crate::error::{Kind, RoomError};

/// Bytes that one cell may have; Excel's own limit is 32,767 characters.
pub(super) const LONGEST_CELL: usize = 1 << 20;
/// Columns that a row may have, as in Excel.
pub(super) const MOST_COLUMNS: usize = 16_384;
/// Line breaks that one cell may have; Excel shows 253.
const MOST_BREAKS: usize = 2_000;

/// What makes a text file unreadable, in the row that it is found in.
#[derive(Debug, thiserror::Error)]
pub(super) enum CsvError {
    /// Bytes that are not in the file's encoding.
    #[error("the row holds bytes that are not {0}")]
    Encoding(&'static str),
    /// A zero byte.
    #[error(
        "the row holds a NUL byte: this is UTF-16 without a byte-order mark, or not text at all"
    )]
    Nul,
    /// A quote opens in this row and is not closed where it should be.
    #[error("the file can't be read to its end: a quote that opens in this row is not closed")]
    Quote,
    /// A cell longer than anybody means.
    #[error("the row has a cell of more than 1 MiB")]
    Long,
    /// A row with more columns than a sheet can have.
    #[error("the row has more than 16,384 columns")]
    Wide,
}

impl RoomError for CsvError {
    fn kind(&self) -> Kind {
        Kind::Input
    }

    fn hint(&self) -> Option<String> {
        let hint = match self {
            Self::Encoding("UTF-8") => {
                "save it as “CSV UTF-8”, or set `encoding` to what it is, for example \"windows-1258\""
            }
            Self::Encoding(_) => "set `encoding` to what the file is, or save it as “CSV UTF-8”",
            Self::Nul => "save it as “CSV UTF-8”, or set `encoding = \"utf-16le\"`",
            Self::Quote => "close the quote, or double it (\"\") where it is part of the text",
            Self::Long => "look for a missing line end or delimiter in this row",
            Self::Wide => "look for a missing line end in this row",
        };
        Some(hint.into())
    }
}

/// Goes over a row, or the beginning of one, cell by cell, and tells whether it ends within quotes.
pub(super) fn is_open(row: &[u8], delimiter: u8) -> Result<bool, CsvError> {
    let mut rest = row;
    for _ in 0..MOST_COLUMNS {
        let Some(quoted) = quoted(rest)? else {
            return Ok(true);
        };
        let tail = &rest[quoted.bytes..];
        let length = memchr3(delimiter, b'\r', b'\n', tail).unwrap_or(tail.len());
        let plain = &tail[..length];
        // Text behind a closing quote, in a cell of several lines: the quote that closes here was meant to
        // open, so the one before was left open and has swallowed the rows between.
        if quoted.breaks > 0 && !matches!(plain, [] | [0 | b' ' | b'\t', ..]) {
            return Err(CsvError::Quote);
        }
        let (sound, has_nul) = up_to_nul(plain);
        if quoted.length + sound.len() > LONGEST_CELL {
            return Err(CsvError::Long);
        }
        if has_nul {
            return Err(CsvError::Nul);
        }
        match tail.get(length) {
            Some(byte) if *byte == delimiter => rest = &tail[length + 1..],
            _ => return Ok(false),
        }
    }
    Err(CsvError::Wide)
}

/// What stands between quotes at the beginning of a cell.
#[derive(Default)]
struct Quoted {
    /// The bytes of it, with the quotes.
    bytes: usize,
    /// The bytes that come out of it.
    length: usize,
    breaks: usize,
}

/// The part of a cell between quotes, nothing where it has none; `None` where it does not end.
fn quoted(cell: &[u8]) -> Result<Option<Quoted>, CsvError> {
    if cell.first() != Some(&b'"') {
        return Ok(Some(Quoted::default()));
    }
    let close = closing(cell);
    let inner = &cell[1..close.unwrap_or(cell.len())];
    let (sound, has_nul) = up_to_nul(inner);
    let breaks = memchr2_iter(b'\r', b'\n', sound).count();
    let length = sound.len() - memchr_iter(b'"', sound).count() / 2;
    if breaks > MOST_BREAKS || length > LONGEST_CELL {
        return Err(CsvError::Quote);
    }
    if has_nul {
        return Err(CsvError::Nul);
    }
    Ok(close.map(|close| Quoted {
        bytes: close + 1,
        length,
        breaks,
    }))
}

/// Where the quote is that closes a cell which begins with one; two in a row are part of the text.
fn closing(cell: &[u8]) -> Option<usize> {
    let mut at = 1;
    loop {
        at += memchr(b'"', &cell[at..])?;
        if cell.get(at + 1) != Some(&b'"') {
            return Some(at);
        }
        at += 2;
    }
}

/// What stands before the first zero byte, and whether there is one.
fn up_to_nul(text: &[u8]) -> (&[u8], bool) {
    match memchr(0, text) {
        Some(at) => (&text[..at], true),
        None => (text, false),
    }
}
