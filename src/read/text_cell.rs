//! Texts as cells, and cells that have no value that can be read.
//!
//! It knows no formats. Invariant: a text of an error value is always an error.

use crate::model::{Cell, ExcelError};

/// The error values of Excel's cells.
const ERRORS: [&str; 15] = [
    "#N/A",
    "#NAME?",
    "#REF!",
    "#VALUE!",
    "#DIV/0!",
    "#NULL!",
    "#NUM!",
    "#SPILL!",
    "#CALC!",
    "#FIELD!",
    "#BLOCKED!",
    "#CONNECT!",
    "#UNKNOWN!",
    "#BUSY!",
    "#GETTING_DATA",
];

pub(super) const NO_VALUE: &str = ExcelError::NO_VALUE;
pub(super) const NO_TEXT: &str = ExcelError::NO_TEXT;

/// A text as a cell; the text of an Excel error, as in a CSV export or pasted values, is an error.
pub(super) fn text(text: String) -> Cell {
    if text.is_empty() {
        Cell::Empty
    } else if text.starts_with('#') && ERRORS.contains(&text.as_str()) {
        Cell::Error(text)
    } else {
        Cell::Text(text)
    }
}

/// A cell with this text only.
pub(super) fn missing(what: &str) -> Cell {
    Cell::Error(what.to_owned())
}
