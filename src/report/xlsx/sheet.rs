//! One sheet: cells that are safe to open, a frozen head, a filter.
//!
//! It knows no plan. Invariant: it writes no text that Excel would refuse, neither for its length nor for its
//! characters.

use std::{borrow::Cow, collections::BTreeMap};

use rust_xlsxwriter::{Format, IgnoreError, Note, Workbook, Worksheet, XlsxError};

use super::palette::CellFormat;
use crate::report::text::{clean, turns, width as text_width, wrap};

/// Excel's limit for the text of a cell, in UTF-16 units.
const CELL: usize = 32_767;

/// The length of a note; longer changes are only in the column of changes.
const NOTE: usize = 1_000;

/// The greatest height of a row, in lines; the rest of a text is visible when its cell is opened.
const LINES: usize = 12;

/// Rows that get an explicit height, because the library keeps each in about 400 bytes of memory. Excel needs none;
/// in other programs the long text of later rows overlaps its neighbours.
const HIGH_ROWS: u32 = 20_000;

/// The height of a line, in points.
const LINE: u32 = 15;

/// A sheet that is being written, row after row.
pub(super) struct SheetWriter<'w> {
    cells: &'w mut Worksheet,
    /// The formats used so far.
    formats: BTreeMap<CellFormat, Format>,
    row: u32,
    /// The width of every column so far, in characters.
    widths: Vec<f64>,
    /// The lines of the highest cell in the row.
    lines: usize,
}

impl<'w> SheetWriter<'w> {
    pub(super) fn add(workbook: &'w mut Workbook, name: &str) -> Result<Self, XlsxError> {
        let sheet = workbook.add_worksheet_with_constant_memory()?;
        sheet.set_name(name)?;
        // A4 landscape, one page wide and as many pages long as needed.
        sheet.set_landscape().set_paper_size(9);
        sheet.set_print_fit_to_pages(1, 0);
        Ok(Self {
            cells: sheet,
            formats: BTreeMap::new(),
            row: 0,
            widths: Vec::new(),
            lines: 1,
        })
    }

    /// Hides the sheet; a person can unhide it.
    pub(super) fn hide(&mut self) {
        self.cells.set_hidden(true);
    }

    /// Writes the head of a table: it is frozen, filtered and repeated on every page; `fixed` columns are frozen as
    /// well.
    pub(super) fn table(
        &mut self,
        headers: &[(String, f64)],
        rows: usize,
        fixed: u16,
    ) -> Result<(), XlsxError> {
        self.head(headers, fixed)?;
        self.filter(rows, headers.len())
    }

    /// Writes the head of a table whose number of rows is not known yet; `filter` follows.
    pub(super) fn head(&mut self, headers: &[(String, f64)], fixed: u16) -> Result<(), XlsxError> {
        for (column, (header, width)) in (0..).zip(headers) {
            self.text(column, header, CellFormat::Header)?;
            self.width(column, *width)?;
        }
        self.cells.set_freeze_panes(1, fixed)?;
        self.cells.set_repeat_rows(0, 0)?;
        self.next()
    }

    /// Gives the head a filter over so many rows and columns.
    pub(super) fn filter(&mut self, rows: usize, columns: usize) -> Result<(), XlsxError> {
        let last = u32::try_from(rows).unwrap_or(u32::MAX);
        let end = u16::try_from(columns.saturating_sub(1)).unwrap_or(u16::MAX);
        self.cells.autofilter(0, 0, last, end)?;
        let numbers = IgnoreError::NumberStoredAsText;
        self.cells.ignore_error_range(0, 0, last, end, numbers)?;
        Ok(())
    }

    /// Sets a column's width. Columns are set from the left, before cells are written.
    pub(super) fn width(&mut self, column: u16, width: f64) -> Result<(), XlsxError> {
        self.cells.set_column_width(column, width)?;
        self.widths.push(width);
        Ok(())
    }

    /// Ends the row and sets its height, because not every program adjusts it to the text. The height is bounded, so
    /// that a single row can't fill the screen.
    pub(super) fn next(&mut self) -> Result<(), XlsxError> {
        if let lines @ 2.. = self.lines.min(LINES)
            && self.row < HIGH_ROWS
        {
            let lines = u32::try_from(lines).unwrap_or(1);
            self.cells.set_row_height(self.row, lines * LINE)?;
        }
        self.lines = 1;
        self.row += 1;
        Ok(())
    }

    fn grow(&mut self, column: u16, text: &str) {
        if let Some(width) = self.widths.get(usize::from(column)) {
            self.lines = self.lines.max(lines(text, *width));
        }
    }

    /// Writes text into the current row; an empty text still gets its format.
    pub(super) fn text(
        &mut self,
        column: u16,
        text: &str,
        look: CellFormat,
    ) -> Result<(), XlsxError> {
        let text = cut(safe(text), CELL);
        let row = self.row;
        if look.wraps() {
            self.grow(column, &text);
        }
        let format = self.formats.entry(look).or_insert_with(|| look.format());
        match &*text {
            "" if matches!(look, CellFormat::Plain | CellFormat::Place) => {}
            "" => drop(self.cells.write_blank(row, column, format)?),
            text => drop(
                self.cells
                    .write_string_with_format(row, column, text, format)?,
            ),
        }
        Ok(())
    }

    /// Writes text into the current row, as it is; a text that a cell can't hold is an error.
    pub(super) fn exact(&mut self, column: u16, text: &str) -> Result<(), XlsxError> {
        let look = CellFormat::Place;
        let format = self.formats.entry(look).or_insert_with(|| look.format());
        self.cells
            .write_string_with_format(self.row, column, text, format)?;
        Ok(())
    }

    /// Writes a number of vbot-sync into the current row, without a format.
    pub(super) fn number(&mut self, column: u16, number: f64) -> Result<(), XlsxError> {
        self.cells.write_number(self.row, column, number)?;
        Ok(())
    }

    /// Writes texts into the current row, side by side.
    pub(super) fn texts<'t>(
        &mut self,
        first: u16,
        texts: impl IntoIterator<Item = (&'t str, CellFormat)>,
    ) -> Result<(), XlsxError> {
        let mut columns = (first..).zip(texts);
        columns.try_for_each(|(column, (text, look))| self.text(column, text, look))
    }

    /// Writes a number of this report, never one from a spreadsheet.
    pub(super) fn figure(
        &mut self,
        column: u16,
        figure: u32,
        look: CellFormat,
    ) -> Result<(), XlsxError> {
        let format = self.formats.entry(look).or_insert_with(|| look.format());
        self.cells
            .write_number_with_format(self.row, column, figure, format)?;
        Ok(())
    }

    /// Adds a note to a cell of the current row.
    pub(super) fn note(&mut self, column: u16, text: &str) -> Result<(), XlsxError> {
        let note = Note::new(cut(safe(text), NOTE));
        let note = note.set_author("vbot-sync").add_author_prefix(false);
        self.cells.insert_note(self.row, column, &note)?;
        Ok(())
    }
}

/// The name of a sheet, or of one of its continuations.
pub(super) fn part(name: &str, index: usize) -> String {
    match index {
        0 => name.to_owned(),
        _ => format!("{name} {}", index + 1),
    }
}

/// The lines of a text in a column of that width; a long word is broken.
fn lines(text: &str, width: f64) -> usize {
    // The border takes one character's width.
    let columns = columns(width).saturating_sub(1).max(1);
    // No letter is wider than its number of bytes.
    if text.len() <= columns && !text.contains('\n') {
        return 1;
    }
    let lines = text.split('\n').take(LINES);
    let wrapped = lines.flat_map(|line| wrap(line, columns));
    wrapped
        .take(LINES)
        .map(|line| text_width(&line).div_ceil(columns).max(1))
        .sum()
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a width is between 1 and 255"
)]
const fn columns(width: f64) -> usize {
    width as usize
}

/// The text without characters that XML does not allow. Its line breaks are the report's own, or harmless.
fn safe(text: &str) -> Cow<'_, str> {
    if text.chars().all(|letter| !is_odd(letter)) {
        return Cow::Borrowed(text);
    }
    let lines: Vec<_> = text.split('\n').map(clean).collect();
    let text = lines.join("\n");
    Cow::Owned(text.replace(['\u{FFFE}', '\u{FFFF}'], " "))
}

fn is_odd(letter: char) -> bool {
    letter.is_control() || turns(letter) || matches!(letter, '\u{FFFE}' | '\u{FFFF}')
}

/// The text cut to that many UTF-16 units, with an ellipsis if it was longer.
fn cut(text: Cow<'_, str>, units: usize) -> Cow<'_, str> {
    // A text never has more units than bytes.
    if text.len() <= units || text.encode_utf16().count() <= units {
        return text;
    }
    let mut left = units - 1;
    let fits = |letter: &char| {
        let rest = left.checked_sub(letter.len_utf16());
        left = rest.unwrap_or(0);
        rest.is_some()
    };
    let mut kept: String = text.chars().take_while(fits).collect();
    kept.push('…');
    Cow::Owned(kept)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_is_cut_as_excel_counts() {
        let short = |text: &'static str, units| cut(text.into(), units);
        assert_eq!(short("abc", 3), "abc");
        assert_eq!(short("abcd", 3), "ab…");
        assert_eq!(short("ạạạ", 3), "ạạạ");
        assert_eq!(short("🙂🙂", 3), "🙂…");
        assert_eq!(short("a🙂🙂", 3), "a…");
        assert_eq!(short("ab🙂🙂", 4), "ab…");
    }

    #[test]
    fn lines_are_counted_as_they_are_wrapped() {
        assert_eq!(lines("Hà Nội", 8.0), 1);
        assert_eq!(lines("one two three", 9.0), 2);
        assert_eq!(lines("a\nb", 9.0), 2);
        assert_eq!(lines("0123456789", 6.0), 2);
        assert_eq!(lines(&"x ".repeat(40_000), 9.0), LINES);
    }

    #[test]
    fn nothing_is_left_that_xml_cannot_hold() {
        assert_eq!(safe("a\u{0}b\u{FFFF}c\r\nd\u{202E}e"), "a b c \nde");
    }

    #[test]
    fn a_sheet_goes_on_under_its_name() {
        assert_eq!(
            [0, 1].map(|index| part("Customer", index)),
            ["Customer", "Customer 2"]
        );
    }
}
