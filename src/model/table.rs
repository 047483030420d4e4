//! A spreadsheet as it comes in: a header row and rows of cells, whatever the file's format.

use std::sync::Arc;

use jiff::civil::DateTime;

use super::{Batch, Damage, Ending, TextEncoding};
use crate::error::Error;

/// One cell, as Excel shows it.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub enum Cell {
    /// Nothing in it.
    #[default]
    Empty,
    /// Text, verbatim: not trimmed and not normalised.
    Text(String),
    /// A number in a workbook, in the digits that Excel shows (`00123` where the format is `00000`).
    Number(String),
    /// A number in a workbook whose format makes a text of it, for example `15%`.
    Formatted(Box<Formatted>),
    /// A date in a workbook: how it is shown depends on its format, what it is does not.
    Date(Box<Dated>),
    /// An Excel error such as `#N/A`.
    Error(String),
}

/// A date as Excel shows it, and which day it is.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Dated {
    /// As Excel shows it, for example `1/2/90`.
    pub shown: String,
    /// The day and the time of day; midnight where there is none.
    pub moment: DateTime,
}

/// A number as Excel shows it, and which number it is.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Formatted {
    /// As Excel shows it, for example `12 tháng`.
    pub shown: String,
    /// The number alone, with a point before its fraction: `12`.
    pub plain: String,
}

impl Cell {
    /// The text that a person sees, be it an error's; `None` where the cell is empty.
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
    /// The file, as a person would find it.
    pub file: Arc<str>,
    /// The sheet's name; `None` for CSV.
    pub sheet: Option<Arc<str>>,
    /// The row it stands in, 1-based.
    pub row: u32,
    /// The texts, verbatim, by column; a column without a header is an empty text.
    pub names: Vec<String>,
}

/// One data row below the header. A wholly blank row is never handed on.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub struct DataRow {
    /// The row as Excel shows it, 1-based.
    pub number: u32,
    /// The cells by column, as many as the header has or fewer.
    pub cells: Vec<Cell>,
    /// Why the row as a whole can't be trusted (for example cells beyond the last header), if so.
    pub fault: Option<Damage>,
}

/// How a table was read, for a person to see whether it was read rightly.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub struct TableFacts {
    /// The file, as a person would find it.
    pub file: Arc<str>,
    /// The sheet's name; `None` for CSV.
    pub sheet: Option<Arc<str>>,
    /// Whether the sheet, which was asked for by its name, is hidden: Excel does not show it.
    pub is_hidden: bool,
    /// How the bytes of a text file were understood, by the encoding's usual name; `None` for workbooks
    /// whose cells are taken as they are.
    pub encoding: Option<String>,
    /// What stands between the cells; `None` for workbooks.
    pub delimiter: Option<char>,
    /// The row that the header stands in, 1-based.
    pub header_row: u32,
    /// Rows below the header that are not blank.
    pub rows: usize,
    /// The old font that the texts of the cells were typed with, where one was named or found.
    pub font: Option<TextEncoding>,
    /// A text that was taken as it stands, in a table that may be typed with an old font as a whole.
    pub in_old_font: Option<Revealed>,
    /// Cells that are merged over several rows.
    pub merged: Vec<Merged>,
    /// Rows that are handed on although Excel hides them, by a person's wish or by a filter.
    pub hidden: HiddenRows,
    /// How a text file ends; `None` for workbooks.
    pub ending: Option<Ending>,
    /// Rows of a text file that have more or fewer cells than the others, where there are any.
    pub uneven: Option<UnevenRows>,
    /// Cells of a sheet to the right of the last header, where there are any.
    pub beyond: Option<CellsBeyond>,
    /// What a program has written in front of the table.
    pub in_front: Option<InFront>,
    /// The row of the mark that DOS programs set where a text file ends, where it stands in a row of its own.
    pub end_mark: Option<u32>,
}

/// Cells that are merged over several rows. Only the first of them has a value, the others are blank.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct Merged {
    /// The first row and the last one, 1-based.
    pub rows: (u32, u32),
    /// The first column and the last one, from 0.
    pub columns: (usize, usize),
}

impl Merged {
    /// The cells between these rows and columns, all from 0, if they lie in several rows.
    #[must_use]
    pub fn over_rows((top, bottom): (u32, u32), (left, right): (u32, u32)) -> Option<Self> {
        (top < bottom).then_some(Self {
            rows: (top.saturating_add(1), bottom.saturating_add(1)),
            columns: (left as usize, right as usize),
        })
    }

    /// Whether a cell is one of them, and not the one with the value.
    #[must_use]
    pub const fn covers(&self, row: u32, column: usize) -> bool {
        let (top, bottom) = self.rows;
        let (left, right) = self.columns;
        top < row && row <= bottom && left <= column && column <= right
    }
}

/// Rows that are hidden, of those that were handed on.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub struct HiddenRows {
    /// How many there are.
    pub rows: usize,
    /// The first of them, by their numbers.
    pub first: Vec<u32>,
}

/// Rows that have more or fewer cells than the others, and are read all the same.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub struct UnevenRows {
    /// How many there are.
    pub rows: usize,
    /// The first of them, by their numbers.
    pub first: Vec<u32>,
    /// The cells of the first.
    pub cells: usize,
    /// The cells of the others.
    pub usual: usize,
}

/// Cells of a sheet to the right of the last header, which belong to no column.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub struct CellsBeyond {
    /// How many rows have one.
    pub rows: usize,
    /// The first of them, by their numbers.
    pub first: Vec<u32>,
    /// Where in the first of them the leftmost is, from 0.
    pub column: usize,
    /// What it shows.
    pub text: String,
}

/// What a program has written in front of a table.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub struct InFront {
    /// How many bytes, which were skipped; 0 in a text file, where it takes up rows above the header.
    pub bytes: usize,
    /// How it begins.
    pub text: String,
    /// Whether there is more of it.
    pub is_cut: bool,
}

/// A text that an old font shows as another one.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Revealed {
    /// The row it stands in, 1-based.
    pub row: u32,
    /// As the cell holds it.
    pub text: String,
    /// As the font shows it.
    pub shown: String,
    /// Which font that is.
    pub letters: TextEncoding,
}

/// What a reader hands a table to: the header first, then the rows, many at a time.
pub trait RowSink {
    /// Called once for each table.
    ///
    /// # Errors
    /// Whatever makes the table unusable, for example a mapped column that it does not have.
    fn header(&mut self, header: &Header) -> Result<(), Error>;

    /// Called with the rows that are not blank, in the order of the sheet. The reader clears the batch
    /// afterwards; a sink that hands it on puts an empty one in its place.
    ///
    /// # Errors
    /// Whatever makes reading on pointless.
    fn rows(&mut self, batch: &mut Batch) -> Result<(), Error>;
}
