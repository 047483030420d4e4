//! Watches the text of a CSV file on its way to the parser and counts rows as Excel does.
//!
//! The parser's own line numbers can't be used: it skips blank lines silently and counts line breaks,
//! not rows. This steps through the same states as the parser and changes no byte. Invariant: exactly
//! one row number waits for each record that the parser will return.

use std::{
    collections::VecDeque,
    io::{self, Read},
};

use super::{encoding::Malformed, plain};

/// Bytes that one cell may have; Excel's own limit is 32,767 characters.
const LONGEST_CELL: usize = 1 << 20;
/// Line breaks that one cell may have; Excel shows 253.
const MOST_BREAKS: usize = 2_000;
/// Columns that a row may have, as in Excel.
const MOST_COLUMNS: usize = 16_384;

/// What makes a text file unreadable.
#[derive(Debug, thiserror::Error)]
pub(super) enum Trouble {
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

/// A trouble and the row that it is in.
#[derive(Debug, thiserror::Error)]
#[error("row {row}: {trouble}")]
pub(super) struct Located {
    pub row: u32,
    #[source]
    pub trouble: Trouble,
}

/// Where the parser stands.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
enum State {
    Record,
    AfterReturn,
    Field,
    Plain,
    Quoted,
    QuoteInQuoted,
}

/// A reader that hands its text through unchanged and keeps the numbers of the rows.
pub(super) struct Scanner<R> {
    text: R,
    delimiter: u8,
    state: State,
    row: u32,
    columns: usize,
    length: usize,
    breaks: usize,
    numbers: VecDeque<u32>,
    /// Which bytes mean something outside of quotes.
    marks: [bool; 256],
    /// What is wrong with the bytes that come next.
    trouble: Option<Trouble>,
}

impl<R: Read> Scanner<R> {
    /// A scanner that starts in row 1.
    pub(super) fn new(text: R, delimiter: u8) -> Self {
        let mut marks = [false; 256];
        for byte in [0, b'\r', b'\n', delimiter] {
            marks[usize::from(byte)] = true;
        }
        Self {
            text,
            delimiter,
            marks,
            trouble: None,
            state: State::Record,
            row: 1,
            columns: 0,
            length: 0,
            breaks: 0,
            numbers: VecDeque::new(),
        }
    }

    /// The number of the row that the parser has returned last.
    pub(super) fn next_number(&mut self) -> Option<u32> {
        self.numbers.pop_front()
    }

    /// How many bytes are right, and what is wrong with the next one.
    fn scan(&mut self, bytes: &[u8]) -> (usize, Option<Trouble>) {
        let mut at = 0;
        while let Some(rest) = bytes.get(at..).filter(|rest| !rest.is_empty()) {
            if let Some(length) = self.plain_row(rest) {
                at += length;
                continue;
            }
            let plain = self.plain_run(rest);
            let step = match (plain, rest.get(plain)) {
                (1.., _) | (_, None) => self.run(plain),
                (0, Some(byte)) => self.step(*byte),
            };
            if let Err(trouble) = step {
                return (at, Some(trouble));
            }
            at += plain.max(1);
        }
        (at, None)
    }

    /// Steps over a whole row in which nothing can be wrong, and tells its length with its end.
    fn plain_row(&mut self, bytes: &[u8]) -> Option<usize> {
        let begins = match self.state {
            State::Record => true,
            State::AfterReturn => bytes.first() != Some(&b'\n'),
            _ => false,
        };
        if !begins {
            return None;
        }
        let bytes = bytes.get(..MOST_COLUMNS).unwrap_or(bytes);
        let end = plain::row(bytes, self.delimiter)?;
        self.numbers.push_back(self.row);
        self.end_row(bytes[end]);
        Some(end + 1)
    }

    /// How many bytes come that are nothing but a part of the cell.
    fn plain_run(&self, bytes: &[u8]) -> usize {
        let is_mark = |byte: &u8| match self.state {
            State::Plain => self.marks[usize::from(*byte)],
            _ => matches!(byte, b'"' | b'\r' | b'\n' | 0),
        };
        match self.state {
            State::Plain | State::Quoted => bytes.iter().position(is_mark).unwrap_or(bytes.len()),
            _ => 0,
        }
    }

    fn run(&mut self, count: usize) -> Result<(), Trouble> {
        self.length += count;
        match self.state {
            State::Quoted if self.length > LONGEST_CELL => Err(Trouble::Quote),
            _ => self.within_bounds(),
        }
    }

    fn step(&mut self, byte: u8) -> Result<(), Trouble> {
        if byte == 0 {
            return Err(Trouble::Nul);
        }
        match self.state {
            State::AfterReturn if byte == b'\n' => self.state = State::Record,
            State::Record | State::AfterReturn => self.begin(byte),
            State::Field if byte == b'"' => self.state = State::Quoted,
            State::Field | State::Plain => self.plain(byte)?,
            State::Quoted => self.quoted(byte)?,
            State::QuoteInQuoted if byte == b'"' => {
                self.state = State::Quoted;
                self.length += 1;
            }
            State::QuoteInQuoted => self.after_quote(byte)?,
        }
        Ok(())
    }

    /// The first byte of a row: a line end makes it a blank one, which the parser skips.
    fn begin(&mut self, byte: u8) {
        if matches!(byte, b'\r' | b'\n') {
            return self.end_row(byte);
        }
        self.numbers.push_back(self.row);
        self.columns = 1;
        self.length = 0;
        self.state = match byte {
            b'"' => State::Quoted,
            _ if byte == self.delimiter => self.next_field(),
            _ => State::Plain,
        };
        self.breaks = 0;
    }

    fn plain(&mut self, byte: u8) -> Result<(), Trouble> {
        if matches!(byte, b'\r' | b'\n') {
            self.end_row(byte);
        } else if byte == self.delimiter {
            self.state = self.next_field();
        } else {
            self.state = State::Plain;
            self.length += 1;
        }
        self.within_bounds()
    }

    fn quoted(&mut self, byte: u8) -> Result<(), Trouble> {
        if byte == b'"' {
            self.state = State::QuoteInQuoted;
        } else {
            self.length += 1;
            self.breaks += usize::from(matches!(byte, b'\r' | b'\n'));
        }
        if self.length > LONGEST_CELL || self.breaks > MOST_BREAKS {
            return Err(Trouble::Quote);
        }
        Ok(())
    }

    /// Text behind a closing quote, in a cell of several lines: the quote that closes here was meant to
    /// open, so the one before was left open and has swallowed the rows between.
    fn after_quote(&mut self, byte: u8) -> Result<(), Trouble> {
        let ends = matches!(byte, b'\r' | b'\n' | b' ' | b'\t') || byte == self.delimiter;
        if self.breaks > 0 && !ends {
            return Err(Trouble::Quote);
        }
        self.plain(byte)
    }

    fn next_field(&mut self) -> State {
        self.columns += 1;
        self.length = 0;
        self.breaks = 0;
        State::Field
    }

    fn end_row(&mut self, byte: u8) {
        self.row = self.row.saturating_add(1);
        self.state = if byte == b'\r' {
            State::AfterReturn
        } else {
            State::Record
        };
    }

    fn within_bounds(&self) -> Result<(), Trouble> {
        if self.columns > MOST_COLUMNS {
            return Err(Trouble::Wide);
        }
        if self.length > LONGEST_CELL {
            return Err(Trouble::Long);
        }
        Ok(())
    }

    fn located(&self, trouble: Trouble) -> io::Error {
        let row = self.row;
        io::Error::new(io::ErrorKind::InvalidData, Located { row, trouble })
    }

    /// Bytes that can't be decoded are in the row that has been reached.
    fn failed(&self, error: io::Error) -> io::Error {
        match error.downcast::<Malformed>() {
            Ok(Malformed(name)) => self.located(Trouble::Encoding(name)),
            Err(error) => error,
        }
    }
}

impl<R: Read> Read for Scanner<R> {
    /// Rows before one that is wrong are handed through.
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if let Some(trouble) = self.trouble.take() {
            return Err(self.located(trouble));
        }
        let count = self.text.read(buffer).map_err(|error| self.failed(error))?;
        if count == 0 && !buffer.is_empty() && self.state == State::Quoted {
            return Err(self.located(Trouble::Quote));
        }
        let (right, trouble) = self.scan(&buffer[..count]);
        self.trouble = trouble;
        match self.trouble.take_if(|_| right == 0) {
            Some(trouble) => Err(self.located(trouble)),
            None => Ok(right),
        }
    }
}
