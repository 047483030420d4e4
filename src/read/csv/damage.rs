//! The damage of a row in a CSV file, before it is decoded.
//!
//! csv-core accepts every text, so damage is looked for here: in rows of several lines, in rows with unusual quotes,
//! in rows that are too long, and at the end of the file. It changes nothing. Invariant: it reports the first damage
//! in the row.

use crate::language::say;
use memchr::{memchr, memchr_iter, memchr2_iter};

use super::quotes::{CellEnd, Quoting, RawCell};
use crate::error::{ErrorKind, RoomError};

/// Size limit of one cell; Excel's own limit is 32,767 characters.
pub(super) const LONGEST_CELL: usize = 1 << 20;
/// Columns of one row, the same limit as in Excel.
pub(super) const MOST_COLUMNS: usize = 16_384;
/// Line breaks that one cell may have; Excel shows 253.
const MOST_BREAKS: usize = 2_000;

/// The reasons why a row of a text file can't be read.
#[derive(Debug, thiserror::Error)]
pub(super) enum CsvError {
    /// Bytes that are invalid in the file's encoding.
    #[error("{}", say!("csv-encoding", encoding = .0))]
    Encoding(&'static str),
    /// A zero byte.
    #[error("{}", say!("csv-nul"))]
    Nul,
    /// A quote opens in this row and is not closed where it should be.
    #[error("{}", say!("csv-quote"))]
    Quote,
    /// A cell beyond the size limit.
    #[error("{}", say!("csv-long"))]
    Long,
    /// A row with more columns than a sheet can have.
    #[error("{}", say!("csv-wide"))]
    Wide,
}

impl RoomError for CsvError {
    fn kind(&self) -> ErrorKind {
        ErrorKind::Input
    }

    fn hint(&self) -> Option<String> {
        let hint = match self {
            Self::Encoding("UTF-8") => say!("csv-hint-utf8"),
            Self::Encoding(_) => say!("csv-hint-encoding"),
            Self::Nul => say!("csv-hint-nul"),
            Self::Quote => say!("csv-hint-quote"),
            Self::Long => say!("csv-hint-long"),
            Self::Wide => say!("csv-hint-wide"),
        };
        Some(hint)
    }
}

/// A raw row, or the beginning of one.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
pub(super) struct RawRow {
    /// Its bytes, including the line end.
    pub bytes: usize,
    /// Whether the text ends with this row.
    pub is_last: bool,
    /// Whether it ends within quotes.
    pub is_open: bool,
    /// Whether csv-core can't split it.
    pub is_unusual: bool,
    /// Line breaks within its cells.
    pub breaks: usize,
    /// The first column with text after a closing quote.
    pub loose: Option<usize>,
    /// Misplaced quotes.
    pub faults: usize,
}

/// Splits a row, or the beginning of one, into cells.
pub(super) fn look(text: &[u8], quoting: Quoting) -> Result<RawRow, CsvError> {
    let mut row = RawRow::default();
    for (column, cell) in quoting.cells(text).enumerate() {
        if column == MOST_COLUMNS {
            return Err(CsvError::Wide);
        }
        row.add(column, &cell, quoting)?;
    }
    Ok(row)
}

impl RawRow {
    fn add(&mut self, column: usize, cell: &RawCell<'_>, quoting: Quoting) -> Result<(), CsvError> {
        let quoted = cell.quoted.unwrap_or_default();
        let (breaks, length) = measured(quoted)?;
        self.bytes += cell.length + usize::from(cell.end != CellEnd::Text);
        self.is_last = cell.end == CellEnd::Text;
        self.is_open = !cell.is_closed;
        self.breaks += breaks;
        self.is_unusual |= cell.is_behind_blank || quoting.has_backslash(cell);
        if self.is_open {
            return Ok(());
        }
        let is_loose = cell.quoted.is_some() && !matches!(cell.plain.trim_ascii(), [] | [0, ..]);
        // Text after a closing quote, in a cell of several lines: the closing quote was meant to open a cell, so the
        // quote before it was never closed and swallowed the rows in between.
        if breaks > 0 && is_loose {
            return Err(CsvError::Quote);
        }
        if is_loose {
            self.loose.get_or_insert(column);
        }
        self.faults += usize::from(is_loose) + quoting.stray_quotes(cell.plain);
        let (sound, has_nul) = up_to_nul(cell.plain);
        if length + sound.len() > LONGEST_CELL {
            return Err(CsvError::Long);
        }
        if has_nul {
            return Err(CsvError::Nul);
        }
        Ok(())
    }
}

/// The line breaks of a quoted text, and the bytes of its decoded form.
fn measured(quoted: &[u8]) -> Result<(usize, usize), CsvError> {
    let (sound, has_nul) = up_to_nul(quoted);
    let breaks = memchr2_iter(b'\r', b'\n', sound).count();
    let length = sound.len() - memchr_iter(b'"', sound).count() / 2;
    if breaks > MOST_BREAKS || length > LONGEST_CELL {
        return Err(CsvError::Quote);
    }
    if has_nul {
        return Err(CsvError::Nul);
    }
    Ok((breaks, length))
}

/// The text before the first zero byte, and whether there is one.
fn up_to_nul(text: &[u8]) -> (&[u8], bool) {
    match memchr(0, text) {
        Some(at) => (&text[..at], true),
        None => (text, false),
    }
}

/// The length of a text without an incomplete letter at its end.
pub(super) fn before_cut_letter(text: &[u8]) -> Option<usize> {
    let error = std::str::from_utf8(text).err()?;
    error.error_len().is_none().then_some(error.valid_up_to())
}
