//! A spreadsheet as it is read: a header row and rows of cells, independent of the file's format.

use std::sync::Arc;

use jiff::civil::DateTime;

use super::{Damage, Ending, TextEncoding};

/// One cell, as Excel shows it.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub enum Cell {
    /// An empty cell.
    #[default]
    Empty,
    /// Text, verbatim: neither trimmed nor normalised.
    Text(String),
    /// A number in a workbook, in the digits that Excel shows (`00123` with the format `00000`).
    Number(String),
    /// A number in a workbook that its format shows as a text, for example `15%`.
    Formatted(Box<Formatted>),
    /// A date in a workbook: its format changes the shown text, not the date.
    Date(Box<Dated>),
    /// An Excel error such as `#N/A`.
    Error(String),
}

/// A date as Excel shows it, and its day.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Dated {
    /// As Excel shows it, for example `1/2/90`.
    pub shown: String,
    /// The day and the time of day; midnight if there is none.
    pub moment: DateTime,
}

/// A number as Excel shows it, and its value.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Formatted {
    /// As Excel shows it, for example `12 tháng`.
    pub shown: String,
    /// The value alone, with a decimal point: `12`.
    pub plain: String,
}

impl Cell {
    /// The shown text, also of an error; `None` if the cell is empty.
    #[must_use]
    pub fn shown(&self) -> Option<&str> {
        match self {
            Self::Empty => None,
            Self::Text(text) | Self::Number(text) | Self::Error(text) => Some(text),
            Self::Formatted(number) => Some(&number.shown),
            Self::Date(date) => Some(&date.shown),
        }
    }
}

/// The header row of one table.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub struct Header {
    /// The file, as shown to people.
    pub file: Arc<str>,
    /// The sheet's name; `None` for CSV.
    pub sheet: Option<Arc<str>>,
    /// Its row, 1-based.
    pub row: u32,
    /// The texts, verbatim, by column; a column without a header has an empty text.
    pub names: Vec<String>,
}

/// One data row below the header. A blank row is never passed on.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub struct DataRow {
    /// The row as Excel shows it, 1-based.
    pub number: u32,
    /// The cells by column, as many as the header has or fewer.
    pub cells: Vec<Cell>,
    /// The damage of the row as a whole (for example cells beyond the last header), if any.
    pub fault: Option<Damage>,
}

/// How a table was read, so that a person can check it.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub struct TableFacts {
    /// The file, as shown to people.
    pub file: Arc<str>,
    /// The sheet's name; `None` for CSV.
    pub sheet: Option<Arc<str>>,
    /// Whether the sheet, which was requested by name, is hidden in Excel.
    pub is_hidden: bool,
    /// The encoding of a text file, by its usual name; `None` for workbooks whose cells are read as Unicode.
    pub encoding: Option<String>,
    /// The delimiter; `None` for workbooks.
    pub delimiter: Option<char>,
    /// The header's row, 1-based.
    pub header_row: u32,
    /// Rows below the header that are not blank.
    pub rows: usize,
    /// The old font that the texts were typed with, if it was configured or detected.
    pub font: Option<TextEncoding>,
    /// A text that was read as Unicode, in a table that may be typed with an old font as a whole.
    pub in_old_font: Option<Revealed>,
    /// Cells that are merged over several rows.
    pub merged: Vec<Merged>,
    /// Rows that are read although Excel hides them, by hand or by a filter.
    pub hidden: HiddenRows,
    /// The ending of a text file; `None` for workbooks.
    pub ending: Option<Ending>,
    /// Rows of a text file that have more or fewer cells than the others, if any.
    pub uneven: Option<UnevenRows>,
    /// Cells of a sheet to the right of the last header, if any.
    pub beyond: Option<CellsBeyond>,
    /// Program output in front of the table.
    pub in_front: Option<InFront>,
    /// The row of a DOS end-of-file mark, if it has a row of its own.
    pub end_mark: Option<u32>,
}

/// Cells that are merged over several rows. Only the first has a value, the others are blank.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct Merged {
    /// The first row and the last one, 1-based.
    pub rows: (u32, u32),
    /// The first column and the last one, from 0.
    pub columns: (usize, usize),
}

impl Merged {
    /// The cells between these rows and columns, all from 0, if they span several rows.
    #[must_use]
    pub fn over_rows((top, bottom): (u32, u32), (left, right): (u32, u32)) -> Option<Self> {
        (top < bottom).then_some(Self {
            rows: (top.saturating_add(1), bottom.saturating_add(1)),
            columns: (left as usize, right as usize),
        })
    }

    /// Whether a cell is one of them without the value.
    #[must_use]
    pub const fn covers(&self, row: u32, column: usize) -> bool {
        let (top, bottom) = self.rows;
        let (left, right) = self.columns;
        top < row && row <= bottom && left <= column && column <= right
    }
}

/// Rows that are hidden, among those that were passed on.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub struct HiddenRows {
    /// The number of hidden rows.
    pub rows: usize,
    /// The numbers of the first ones.
    pub first: Vec<u32>,
}

/// Rows that have more or fewer cells than the others, and are accepted.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub struct UnevenRows {
    /// The number of these rows.
    pub rows: usize,
    /// The numbers of the first ones.
    pub first: Vec<u32>,
    /// The number of cells in the first one.
    pub cells: usize,
    /// The number of cells in the others.
    pub usual: usize,
}

/// Cells of a sheet to the right of the last header, which belong to no column.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub struct CellsBeyond {
    /// The number of rows with one.
    pub rows: usize,
    /// The numbers of the first ones.
    pub first: Vec<u32>,
    /// The column of the leftmost cell in the first of them, from 0.
    pub column: usize,
    /// The shown text of that cell.
    pub text: String,
}

/// Program output in front of a table.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub struct InFront {
    /// The number of skipped bytes; 0 in a text file, where it takes up rows above the header.
    pub bytes: usize,
    /// Its beginning.
    pub text: String,
    /// Whether there is more of it.
    pub is_cut: bool,
}

/// A text that an old font shows differently.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Revealed {
    /// Its row, 1-based.
    pub row: u32,
    /// The text in the cell.
    pub text: String,
    /// The text as the font shows it.
    pub shown: String,
    /// The font.
    pub letters: TextEncoding,
}
