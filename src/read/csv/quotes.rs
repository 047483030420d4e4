//! The cells of a row as they are written, with their quotes.
//!
//! csv-core knows quotes as RFC 4180 has them. Programs also write a blank before an opening quote, and a backslash
//! before a quote within a cell; a row with such quotes is cut here. Invariant: a row without them is cut as csv-core
//! cuts it.

use memchr::{memchr, memchr_iter, memchr2, memchr3};

/// How the cells of a file are written.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) struct Quoting {
    pub delimiter: u8,
    /// Whether a backslash before a quote makes it a part of the text, as a second quote does.
    pub has_backslashes: bool,
}

/// What ends a cell.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) enum CellEnd {
    Delimiter,
    Line,
    /// The end of the text.
    Text,
}

/// One cell.
#[derive(Clone, Copy, Debug)]
pub(super) struct RawCell<'a> {
    /// What stands between its quotes; `None` where it has none.
    pub quoted: Option<&'a [u8]>,
    /// Whether the quote that opens it is closed.
    pub is_closed: bool,
    /// Whether a blank stands before that quote.
    pub is_behind_blank: bool,
    /// What stands behind the quotes, or all of a cell without them.
    pub plain: &'a [u8],
    /// Its bytes, without what ends it.
    pub length: usize,
    pub end: CellEnd,
}

/// The cells of one row, one by one.
pub(super) struct RawCells<'a> {
    quoting: Quoting,
    rest: Option<&'a [u8]>,
}

impl<'a> Iterator for RawCells<'a> {
    type Item = RawCell<'a>;

    fn next(&mut self) -> Option<RawCell<'a>> {
        let text = self.rest.take()?;
        let cell = self.quoting.cell(text);
        if cell.end == CellEnd::Delimiter {
            self.rest = text.get(cell.length + 1..);
        }
        Some(cell)
    }
}

impl Quoting {
    pub const fn new(delimiter: u8) -> Self {
        Self {
            delimiter,
            has_backslashes: false,
        }
    }

    /// The cells of the row that a text begins with.
    pub const fn cells(self, text: &[u8]) -> RawCells<'_> {
        let (quoting, rest) = (self, Some(text));
        RawCells { quoting, rest }
    }

    /// Whether csv-core has cut a row, which is one line, as it was meant.
    pub fn is_plain(self, row: &[u8]) -> bool {
        let mut at = 0;
        while let Some(next) = memchr(b'"', &row[at..]) {
            let open = at + next;
            let before = open.checked_sub(1).map(|before| row[before]);
            let Some(length) = closing(&row[open..], false) else {
                return false;
            };
            at = open + length + 1;
            let is_whole = match row.get(at) {
                None | Some(b'\r' | b'\n') => true,
                Some(byte) => *byte == self.delimiter,
            };
            // Whether a backslash means anything is for others to say.
            let is_cell = before.is_none_or(|byte| byte == self.delimiter) && is_whole;
            if !is_cell || row[at - 2] == b'\\' {
                return false;
            }
        }
        !self.has_backslashes || memchr(b'\\', row).is_none()
    }

    /// The cell that a text begins with.
    fn cell(self, text: &[u8]) -> RawCell<'_> {
        let blanks = text.iter().take_while(|byte| self.is_blank(**byte)).count();
        if text.get(blanks) != Some(&b'"') {
            return self.plain(text, 0, None);
        }
        let close = closing(&text[blanks..], self.has_backslashes).map(|close| blanks + close);
        let quoted = self.quoted(text, blanks, close);
        // A quote behind a blank that does not end its cell was typed: ` "x" y`.
        let is_meant = blanks == 0 || (close.is_some() && self.are_blanks(quoted.plain));
        if is_meant {
            return quoted;
        }
        self.plain(text, 0, None)
    }

    fn quoted(self, text: &[u8], open: usize, close: Option<usize>) -> RawCell<'_> {
        let inner = &text[open + 1..close.unwrap_or(text.len())];
        let behind = close.map_or(text.len(), |close| close + 1);
        RawCell {
            is_closed: close.is_some(),
            is_behind_blank: open > 0,
            ..self.plain(text, behind, Some(inner))
        }
    }

    /// A cell whose quotes end where the plain part of it begins.
    fn plain<'a>(self, text: &'a [u8], start: usize, quoted: Option<&'a [u8]>) -> RawCell<'a> {
        let tail = &text[start..];
        let length = memchr3(self.delimiter, b'\r', b'\n', tail).unwrap_or(tail.len());
        RawCell {
            quoted,
            is_closed: true,
            is_behind_blank: false,
            plain: &tail[..length],
            length: start + length,
            end: match tail.get(length) {
                None => CellEnd::Text,
                Some(byte) if *byte == self.delimiter => CellEnd::Delimiter,
                Some(_) => CellEnd::Line,
            },
        }
    }

    fn is_blank(self, byte: u8) -> bool {
        byte == b' ' || (byte == b'\t' && self.delimiter != b'\t')
    }

    fn are_blanks(self, text: &[u8]) -> bool {
        text.iter().all(|byte| self.is_blank(*byte))
    }

    /// Whether a backslash in a cell may mean something.
    pub fn has_backslash(self, cell: &RawCell<'_>) -> bool {
        let quoted = cell.quoted.unwrap_or_default();
        self.has_backslashes
            && [quoted, cell.plain]
                .iter()
                .any(|text| text.contains(&b'\\'))
    }

    /// Quotes in a text that is not between quotes.
    pub fn stray_quotes(self, plain: &[u8]) -> usize {
        let is_escaped = |at: &usize| self.has_backslashes && plain[..*at].ends_with(b"\\");
        memchr_iter(b'"', plain)
            .filter(|at| !is_escaped(at))
            .count()
    }

    /// Writes what a cell says behind the others.
    pub fn write(self, cell: &RawCell<'_>, out: &mut Vec<u8>) {
        if let Some(quoted) = cell.quoted {
            self.unescape(quoted, true, out);
        }
        self.unescape(cell.plain, false, out);
    }

    fn unescape(self, text: &[u8], is_quoted: bool, out: &mut Vec<u8>) {
        let mut rest = text;
        while let Some(at) = memchr2(b'"', b'\\', rest) {
            let (sign, next) = (rest[at], rest.get(at + 1).copied());
            let is_pair = match sign {
                b'"' => is_quoted && next == Some(b'"'),
                _ => self.has_backslashes && matches!(next, Some(b'"' | b'\\')),
            };
            out.extend_from_slice(&rest[..at]);
            out.push(next.filter(|_| is_pair).unwrap_or(sign));
            rest = &rest[at + 1 + usize::from(is_pair)..];
        }
        out.extend_from_slice(rest);
    }
}

/// Where the quote is that closes a cell which begins with one; two in a row are part of the text.
fn closing(cell: &[u8], has_backslashes: bool) -> Option<usize> {
    let mut at = 1;
    loop {
        let rest = cell.get(at..)?;
        at += if has_backslashes {
            memchr2(b'"', b'\\', rest)?
        } else {
            memchr(b'"', rest)?
        };
        let next = cell.get(at + 1);
        let is_pair = match cell[at] {
            b'"' if next != Some(&b'"') => return Some(at),
            b'"' => true,
            _ => matches!(next, Some(b'"' | b'\\')),
        };
        at += 1 + usize::from(is_pair);
    }
}

/// Makes every line break in the cells a line feed, and tells how many bytes are left: programs differ in them, and
/// nobody sees which it is.
pub(super) fn unified(cells: &mut [u8], ends: &mut [usize]) -> usize {
    if memchr(b'\r', cells).is_none() {
        return cells.len();
    }
    let (mut from, mut to) = (0, 0);
    for end in ends {
        while from < *end {
            let is_return = cells[from] == b'\r';
            cells[to] = if is_return { b'\n' } else { cells[from] };
            from += 1 + usize::from(is_return && cells[from + 1..*end].starts_with(b"\n"));
            to += 1;
        }
        *end = to;
    }
    to
}
