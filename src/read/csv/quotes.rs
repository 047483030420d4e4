//! Splits a raw row into its cells, with their quotes.
//!
//! csv-core knows the quotes of RFC 4180. Programs also write a blank before an opening quote, and a backslash before
//! a quote within a cell; rows with such quotes are split here. Invariant: a row without them is split as csv-core
//! splits it.

use memchr::{memchr, memchr_iter, memchr2, memchr3};

/// The syntax of a file's cells.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) struct Quoting {
    pub delimiter: u8,
    /// Whether a backslash escapes a quote, as a second quote does.
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
    /// The text between its quotes; `None` without quotes.
    pub quoted: Option<&'a [u8]>,
    /// Whether the opening quote is closed.
    pub is_closed: bool,
    /// Whether a blank comes before that quote.
    pub is_behind_blank: bool,
    /// The text after the quotes, or the whole cell if it has none.
    pub plain: &'a [u8],
    /// Its length in bytes, without the delimiter or line end.
    pub length: usize,
    pub end: CellEnd,
}

/// The cells of one row.
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

    /// The cells of the first row in a text.
    pub const fn cells(self, text: &[u8]) -> RawCells<'_> {
        let (quoting, rest) = (self, Some(text));
        RawCells { quoting, rest }
    }

    /// Whether csv-core has split a row of one line correctly.
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
            // The caller decides whether backslashes are escapes.
            let is_cell = before.is_none_or(|byte| byte == self.delimiter) && is_whole;
            if !is_cell || row[at - 2] == b'\\' {
                return false;
            }
        }
        !self.has_backslashes || memchr(b'\\', row).is_none()
    }

    /// The first cell in a text.
    fn cell(self, text: &[u8]) -> RawCell<'_> {
        let blanks = text.iter().take_while(|byte| self.is_blank(**byte)).count();
        if text.get(blanks) != Some(&b'"') {
            return self.plain(text, 0, None);
        }
        let close = closing(&text[blanks..], self.has_backslashes).map(|close| blanks + close);
        let quoted = self.quoted(text, blanks, close);
        // If the cell does not end after the closing quote, the quote belongs to the text: ` "x" y`.
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

    /// The quoted cell whose quotes end at this position.
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

    /// Whether a backslash in a cell may be an escape.
    pub fn has_backslash(self, cell: &RawCell<'_>) -> bool {
        let quoted = cell.quoted.unwrap_or_default();
        self.has_backslashes
            && [quoted, cell.plain]
                .iter()
                .any(|text| text.contains(&b'\\'))
    }

    /// Quotes in a cell without enclosing quotes.
    pub fn stray_quotes(self, plain: &[u8]) -> usize {
        let is_escaped = |at: &usize| self.has_backslashes && plain[..*at].ends_with(b"\\");
        memchr_iter(b'"', plain)
            .filter(|at| !is_escaped(at))
            .count()
    }

    /// Appends the decoded text of a cell.
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

/// The position of the closing quote of a cell that begins with one; two quotes in a row are part of the text.
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

/// Turns every line break in the cells into a line feed, since programs differ and the difference is invisible;
/// returns the remaining length.
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
