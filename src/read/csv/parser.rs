//! Drives csv-core over the text of a CSV file and counts rows as Excel does.
//!
//! csv-core skips blank lines silently and counts line feeds, not rows. So blank lines are skipped and counted here,
//! and csv-core only splits rows into cells. It reports no damage; [`super::damage`] does, and [`super::quotes`]
//! splits rows that csv-core can't. Invariant: a row has the number that Excel shows beside its first line.

use std::{
    io::{self, Read},
    ops::Range,
};

use csv_core::{ReadRecordResult, Reader, ReaderBuilder};
use memchr::{memchr3, memmem};

use super::{
    buffer::{STEP, TextBuffer},
    damage::{self, CsvError, LONGEST_CELL, MOST_COLUMNS, RawRow},
    quotes::{Quoting, unified},
    swallowed::rows_within,
};
use crate::{
    model::{Damage, Ending},
    read::encoding::Malformed,
};

/// Why no further row can be read.
#[derive(Debug)]
pub(super) enum Unreadable {
    /// The damage, and the row that has it.
    Row(u32, CsvError),
    /// An I/O error.
    File(io::Error),
}

/// Finds out from the whole text, read from its start, whether backslashes are escapes.
pub(super) type BackslashTest<'a> = &'a dyn Fn() -> io::Result<bool>;

/// The rows of a text.
pub(super) struct CsvRows<'a, R> {
    text: TextBuffer<R>,
    quoting: Quoting,
    /// Until it is known whether backslashes are escapes.
    has_backslashes: Option<BackslashTest<'a>>,
    /// The number of cells of most rows; 0 if unknown.
    usual: usize,
    core: Reader,
    /// The number of rows so far.
    rows: u32,
    /// Whether the text ends with a DOS end-of-file mark.
    has_end_mark: bool,
    /// The row that contains only that mark.
    pub end_mark: Option<u32>,
    cells: Vec<u8>,
    ends: Vec<usize>,
}

/// The length of one row in the text and in the other buffers.
#[derive(Clone, Copy, Default)]
struct RowBounds {
    seen: usize,
    length: usize,
    columns: usize,
    is_last: bool,
}

/// A row that is not a blank line.
#[derive(Debug)]
pub(super) struct CsvRow<'a> {
    /// The row number in Excel, 1-based.
    pub number: u32,
    /// The cell texts, concatenated.
    pub cells: &'a [u8],
    /// The end of each cell in that text.
    pub ends: &'a [usize],
    /// Whether the file ends without a line end after this row.
    pub is_last: bool,
    /// The reason why the row is damaged.
    pub damage: Option<Damage>,
    /// Misplaced quotes.
    pub faults: usize,
}

impl<'a, R: Read> CsvRows<'a, R> {
    /// A parser of bytes that were read before, if any, and of the rest of the text.
    pub(super) fn new(start: Vec<u8>, text: R, quoting: Quoting) -> Self {
        Self {
            text: TextBuffer::new(start, text),
            quoting,
            has_backslashes: None,
            usual: 0,
            core: reader(quoting.delimiter),
            rows: 0,
            has_end_mark: false,
            end_mark: None,
            cells: vec![0; STEP],
            ends: vec![0; MOST_COLUMNS],
        }
    }

    /// The same parser, with a way to find out how quotes are escaped, and the width of most rows.
    pub(super) fn knowing(self, has_backslashes: BackslashTest<'a>, usual: usize) -> Self {
        let has_backslashes = Some(has_backslashes);
        Self {
            has_backslashes,
            usual,
            ..self
        }
    }

    /// The next row that is not a blank line.
    pub(super) fn next(&mut self) -> Result<Option<CsvRow<'_>>, Unreadable> {
        let blank = self.text.blank_lines();
        let Some(blank) = blank.map_err(|error| self.failed(0, error))? else {
            return Ok(None);
        };
        self.rows = self.rows.saturating_add(blank);
        let mut cut = self.cut()?;
        if cut.seen == 0 {
            self.end_mark = Some(self.rows.saturating_add(1));
            return Ok(None);
        }
        let (mut damage, mut faults) = (None, 0);
        if !self.is_plain(cut) {
            let row = self.look(cut)?;
            if row.is_unusual || row.bytes != cut.seen {
                cut = self.cut_again(row);
            }
            damage = self.damage(row)?;
            faults = row.faults;
            let (cells, ends) = (&mut self.cells[..cut.length], &mut self.ends[..cut.columns]);
            if cut.is_last
                && let Some(whole) = damage::before_cut_letter(cells)
            {
                damage = Some(Damage::CutOff(Ending::InCell));
                cut.length = whole;
                for end in ends.iter_mut() {
                    *end = whole.min(*end);
                }
            }
            cut.length = unified(&mut cells[..cut.length], ends);
        }
        self.rows = self.rows.saturating_add(1);
        self.text.take(cut.seen);
        Ok(Some(CsvRow {
            number: self.rows,
            cells: &self.cells[..cut.length],
            ends: &self.ends[..cut.columns],
            is_last: cut.is_last && !self.has_end_mark,
            damage,
            faults,
        }))
    }

    /// Splits one row into cells, and reads more text if the row goes on.
    fn cut(&mut self) -> Result<RowBounds, Unreadable> {
        let mut cut = RowBounds::default();
        loop {
            let (result, seen, length, columns) = self.core.read_record(
                &self.text.rest()[cut.seen..],
                &mut self.cells[cut.length..],
                &mut self.ends[cut.columns..],
            );
            cut.seen += seen;
            cut.length += length;
            cut.columns += columns;
            match result {
                ReadRecordResult::Record | ReadRecordResult::End => return Ok(cut),
                ReadRecordResult::OutputEndsFull => {
                    return Err(self.damaged(cut.seen, CsvError::Wide));
                }
                ReadRecordResult::OutputFull => self.cells.resize(2 * cut.length, 0),
                ReadRecordResult::InputEmpty => self.read_on(&mut cut)?,
            }
            let begun = cut.columns.checked_sub(1).map_or(0, |last| self.ends[last]);
            if cut.length - begun > LONGEST_CELL {
                return Err(self.damaged(cut.seen, CsvError::Long));
            }
        }
    }

    /// Reads more in the middle of a row; the row starts again if an end-of-file mark is dropped behind it.
    fn read_on(&mut self, cut: &mut RowBounds) -> Result<(), Unreadable> {
        let more = self.text.fill();
        cut.is_last = !more.map_err(|error| self.failed(cut.seen, error))?;
        if cut.is_last && self.text.drop_end_mark() {
            self.has_end_mark = true;
            self.core = reader(self.quoting.delimiter);
            *cut = RowBounds::default();
        }
        Ok(())
    }

    /// The fast case: nearly every row is one line with regular quotes and needs no further check.
    fn is_plain(&self, cut: RowBounds) -> bool {
        cut.length <= LONGEST_CELL
            && memchr3(0, b'\r', b'\n', &self.cells[..cut.length]).is_none()
            && !cut.is_last
            && self.quoting.is_plain(&self.text.rest()[..cut.seen])
    }

    /// Checks the raw row, because csv-core may have ended it too early.
    fn look(&mut self, cut: RowBounds) -> Result<RawRow, Unreadable> {
        if memmem::find(&self.text.rest()[..cut.seen], b"\\\"").is_some() {
            self.settle().map_err(Unreadable::File)?;
        }
        loop {
            let row = damage::look(self.text.rest(), self.quoting);
            let row = row.map_err(|damage| self.at_row(damage))?;
            if self.text.is_over() || !row.is_last {
                return Ok(row);
            }
            let more = self.text.fill();
            more.map_err(|error| self.failed(row.bytes, error))?;
        }
    }

    /// Finds out from the whole text, once, whether backslashes are escapes.
    fn settle(&mut self) -> io::Result<()> {
        if let Some(has_backslashes) = self.has_backslashes.take() {
            self.quoting.has_backslashes = has_backslashes()?;
        }
        Ok(())
    }

    /// Splits a row that csv-core can't split.
    fn cut_again(&mut self, row: RawRow) -> RowBounds {
        let (mut cells, mut columns) = (Vec::new(), 0);
        for (cell, end) in self.quoting.cells(self.text.rest()).zip(&mut self.ends) {
            self.quoting.write(&cell, &mut cells);
            *end = cells.len();
            columns += 1;
        }
        if self.cells.len() < cells.len() {
            self.cells.resize(cells.len(), 0);
        }
        self.cells[..cells.len()].copy_from_slice(&cells);
        RowBounds {
            seen: row.bytes,
            length: cells.len(),
            columns,
            is_last: row.is_last,
        }
    }

    /// Why a readable row is damaged.
    fn damage(&self, row: RawRow) -> Result<Option<Damage>, Unreadable> {
        let written = &self.text.rest()[..row.bytes];
        let rows = match row.breaks {
            0 => 0,
            _ => rows_within(written, self.quoting.delimiter, self.usual),
        };
        // If the quote is never closed, the last line may be the rest of this row.
        if row.is_open && rows > 1 {
            return Err(self.at_row(CsvError::Quote));
        }
        Ok(match row.loose {
            _ if row.is_open => Some(Damage::CutOff(Ending::InCell)),
            _ if rows > 0 => Some(Damage::RowsSwallowed(rows)),
            loose => loose.map(Damage::QuoteInside),
        })
    }

    /// The damage in the row so far; the caller knows that there is some.
    fn damaged(&self, seen: usize, likely: CsvError) -> Unreadable {
        let damage = damage::look(&self.text.rest()[..seen], self.quoting).err();
        self.at_row(damage.unwrap_or(likely))
    }

    fn at_row(&self, damage: CsvError) -> Unreadable {
        Unreadable::Row(self.rows.saturating_add(1), damage)
    }

    /// The text ends with an error in the middle of a row; damage before that place comes first.
    fn failed(&self, seen: usize, error: io::Error) -> Unreadable {
        match error.downcast::<Malformed>() {
            Ok(Malformed(name)) => self.damaged(seen, CsvError::Encoding(name)),
            Err(error) => Unreadable::File(error),
        }
    }
}

impl CsvRow<'_> {
    /// The position of each cell in the concatenated text.
    pub(super) fn ranges(&self) -> impl Iterator<Item = Range<usize>> {
        let starts = [0].into_iter().chain(self.ends.iter().copied());
        starts.zip(self.ends).map(|(start, end)| start..*end)
    }
}

fn reader(delimiter: u8) -> Reader {
    let mut core = ReaderBuilder::new().delimiter(delimiter).build();
    // At its first call csv-core drops a byte-order mark, and with it a row that has nothing else. So its first call
    // has an empty text.
    core.read_record(&[], &mut [], &mut []);
    core
}
