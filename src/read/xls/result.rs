//! The result of a formula in an old workbook, and cells that are a boolean or an error.
//!
//! It reads no formula. Invariant: a formula whose text result is missing is an error, never a blank, since a blank
//! clears the attribute.

use super::{
    OldWorkbook, float, is_cell,
    records::{BEGIN, BiffRecord, BiffRecords, END, RESULT},
};
use crate::{
    model::Cell,
    read::{compound::number, text_cell},
};

impl OldWorkbook {
    /// The value that was calculated last; a text is in a record after the formula's.
    pub(super) fn result(&self, formula: &BiffRecord<'_>, behind: BiffRecords<'_>) -> Option<Cell> {
        let value = formula.body.get(6..14)?;
        if !value.ends_with(&[0xff, 0xff]) {
            return Some(self.number(number(formula.body, 4)?, float(value)?));
        }
        match value[0] {
            0 => self.promised(behind),
            1 => truth(&[value[2], 0]),
            2 => truth(&[value[2], 1]),
            3 => Some(Cell::Empty),
            _ => Some(text_cell::missing(text_cell::NO_VALUE)),
        }
    }

    /// The text that belongs to the formula before these records, with no other cell between them.
    fn promised(&self, records: BiffRecords<'_>) -> Option<Cell> {
        for record in records {
            match record.kind {
                RESULT => return self.text(record, 0),
                BEGIN | END => break,
                kind if is_cell(kind) => break,
                _ => {}
            }
        }
        Some(text_cell::missing(text_cell::NO_VALUE))
    }
}

/// A boolean or an error: its number, and whether it is an error.
pub(super) fn truth(bytes: &[u8]) -> Option<Cell> {
    let text = match bytes {
        [0, 0] => "FALSE",
        [_, 0] => "TRUE",
        [code, _] => return Some(error(*code)),
        _ => return None,
    };
    Some(Cell::Text(text.to_owned()))
}

fn error(code: u8) -> Cell {
    let text = match code {
        0x00 => "#NULL!",
        0x07 => "#DIV/0!",
        0x0f => "#VALUE!",
        0x17 => "#REF!",
        0x1d => "#NAME?",
        0x24 => "#NUM!",
        0x2a => "#N/A",
        0x2b => "#GETTING_DATA",
        _ => return text_cell::missing(text_cell::NO_VALUE),
    };
    Cell::Error(text.to_owned())
}
