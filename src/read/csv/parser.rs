//! Drives csv-core over the text of a CSV file and counts rows as Excel does.
//!
//! csv-core skips blank lines in silence and counts line feeds, not rows. So blank lines are stepped over and
//! counted here, and csv-core only cuts rows into cells. It says nothing of what is wrong with one, which is
//! left to [`super::damage`]. Invariant: a row has the number that Excel shows beside its first line.

use std::{
    io::{self, Read},
    ops::Range,
};

use csv_core::{ReadRecordResult, Reader, ReaderBuilder};
use memchr::memchr3;

use super::damage::{self, CsvError, LONGEST_CELL, MOST_COLUMNS};
use crate::read::encoding::Malformed;

/// Bytes of text that are read at once, at least.
const STEP: usize = 64 * 1024;

/// Why no further row can be read.
#[derive(Debug)]
pub(super) enum Unreadable {
    /// What is wrong, and the row that it is in.
    Row(u32, CsvError),
    /// The file itself can't be read.
    File(io::Error),
}

/// The rows of a text, one by one.
pub(super) struct CsvRows<R> {
    text: R,
    delimiter: u8,
    core: Reader,
    /// What has been read and not yet been given out: from `start` to `end`.
    buffer: Vec<u8>,
    start: usize,
    end: usize,
    /// How many rows came before.
    rows: u32,
    /// Whether the last row ended with a carriage return, to which a line feed may belong.
    after_return: bool,
    cells: Vec<u8>,
    ends: Vec<usize>,
}

/// How much of the text is one row, and of the other buffers.
#[derive(Default)]
struct Cut {
    seen: usize,
    length: usize,
    columns: usize,
    is_last: bool,
}

/// A row that is not a blank line.
#[derive(Debug)]
pub(super) struct CsvRow<'a> {
    /// The row as Excel shows it, 1-based.
    pub number: u32,
    /// What is in the cells, without anything between them.
    pub cells: &'a [u8],
    /// Where in that each cell ends.
    pub ends: &'a [usize],
    /// As it stands in the file.
    written: &'a [u8],
    delimiter: u8,
    /// Whether the file ends without a line end behind it.
    is_last: bool,
}

impl<R: Read> CsvRows<R> {
    /// A parser of what was read before, if anything, and of what can still be read.
    pub(super) fn new(buffer: Vec<u8>, text: R, delimiter: u8) -> Self {
        let mut core = ReaderBuilder::new().delimiter(delimiter).build();
        // At its first call csv-core leaves out a byte-order mark, and with it a row where nothing else is in
        // that row. So its first call is one without text.
        core.read_record(&[], &mut [], &mut []);
        Self {
            text,
            delimiter,
            core,
            end: buffer.len(),
            buffer,
            start: 0,
            rows: 0,
            after_return: false,
            cells: vec![0; STEP],
            ends: vec![0; MOST_COLUMNS],
        }
    }

    /// The next row that is not a blank line, if there is one.
    pub(super) fn next(&mut self) -> Result<Option<CsvRow<'_>>, Unreadable> {
        if !self.begin().map_err(|error| self.failed(0, error))? {
            return Ok(None);
        }
        let cut = self.cut()?;
        let written = self.start..self.start + cut.seen;
        self.start = written.end;
        self.rows = self.rows.saturating_add(1);
        self.after_return = self.buffer[..written.end].ends_with(b"\r");
        Ok(Some(CsvRow {
            number: self.rows,
            cells: &self.cells[..cut.length],
            ends: &self.ends[..cut.columns],
            written: &self.buffer[written],
            delimiter: self.delimiter,
            is_last: cut.is_last,
        }))
    }

    /// Has a row cut into cells, reading on where it does not end in what has been read.
    fn cut(&mut self) -> Result<Cut, Unreadable> {
        let mut cut = Cut::default();
        loop {
            let (result, seen, length, columns) = self.core.read_record(
                &self.buffer[self.start + cut.seen..self.end],
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
                ReadRecordResult::InputEmpty => {
                    let more = self.fill();
                    cut.is_last = !more.map_err(|error| self.failed(cut.seen, error))?;
                }
            }
            let begun = cut.columns.checked_sub(1).map_or(0, |last| self.ends[last]);
            if cut.length - begun > LONGEST_CELL {
                return Err(self.damaged(cut.seen, CsvError::Long));
            }
        }
    }

    /// Steps over blank lines, and tells whether anything follows them.
    fn begin(&mut self) -> io::Result<bool> {
        loop {
            if self.start == self.end && !self.fill()? {
                return Ok(false);
            }
            let after_return = std::mem::take(&mut self.after_return);
            match self.buffer[self.start] {
                b'\n' if after_return => {}
                byte @ (b'\r' | b'\n') => {
                    self.rows = self.rows.saturating_add(1);
                    self.after_return = byte == b'\r';
                }
                _ => return Ok(true),
            }
            self.start += 1;
        }
    }

    /// Reads on, behind what is still needed; `false` at the end of the text.
    fn fill(&mut self) -> io::Result<bool> {
        if self.start > 0 {
            self.buffer.copy_within(self.start..self.end, 0);
            (self.start, self.end) = (0, self.end - self.start);
        }
        if self.buffer.len() < self.end + STEP {
            self.buffer.resize(self.end + STEP, 0);
        }
        let count = self.text.read(&mut self.buffer[self.end..])?;
        self.end += count;
        Ok(count > 0)
    }

    /// What is wrong with the row that has been seen so far, since something is.
    fn damaged(&self, seen: usize, likely: CsvError) -> Unreadable {
        let row = &self.buffer[self.start..self.start + seen];
        let damage = damage::is_open(row, self.delimiter).err();
        Unreadable::Row(self.rows.saturating_add(1), damage.unwrap_or(likely))
    }

    /// The text can't be read on in the middle of a row; what is wrong with it before that comes first.
    fn failed(&self, seen: usize, error: io::Error) -> Unreadable {
        match error.downcast::<Malformed>() {
            Ok(Malformed(name)) => self.damaged(seen, CsvError::Encoding(name)),
            Err(error) => Unreadable::File(error),
        }
    }
}

impl CsvRow<'_> {
    /// Where each cell is in the bytes of all.
    pub(super) fn ranges(&self) -> impl Iterator<Item = Range<usize>> {
        let starts = [0].into_iter().chain(self.ends.iter().copied());
        starts.zip(self.ends).map(|(start, end)| start..*end)
    }

    /// Fails where the row can't be what was meant. Nearly every row is one line, which is all that has to be
    /// known of it.
    pub(super) fn check(&self) -> Result<(), Unreadable> {
        let is_plain = self.cells.len() <= LONGEST_CELL
            && memchr3(0, b'\r', b'\n', self.cells).is_none()
            && !self.is_last;
        if is_plain {
            return Ok(());
        }
        let damage = match damage::is_open(self.written, self.delimiter) {
            Ok(false) => return Ok(()),
            Ok(true) => CsvError::Quote,
            Err(damage) => damage,
        };
        Err(Unreadable::Row(self.number, damage))
    }
}
