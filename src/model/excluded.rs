//! Kinds of damage to cells and rows, and kinds of repair.
//!
//! It detects and repairs nothing. Invariant: no value here contains a text of the sheet.

use serde::{Deserialize, Serialize};

/// The reason why a row is no record.
#[derive(Clone, Copy, Debug, Eq, Ord, PartialEq, PartialOrd, Deserialize, Serialize)]
pub enum ExcludedAs {
    /// A repeated header.
    Header,
    /// `Tổng cộng`, `Total` and the like.
    Total,
    /// The author of the list, or the place for signatures.
    Signature,
    /// A heading above some rows, in a single cell.
    Section,
    /// The configuration skips it (`skip`).
    Skipped,
    /// The end-of-file mark of DOS programs.
    EndMark,
}

/// The reason why no person can have typed a cell's text.
#[derive(Clone, Copy, Debug, Eq, PartialEq, Deserialize, Serialize)]
pub enum TextFault {
    /// A number in scientific notation: digits are lost.
    Scientific,
    /// A date or a time in a column of codes, phones or numbers.
    Date,
    /// It contains U+FFFD, which replaces a letter that could not be decoded.
    Replacement,
    /// A code or a name with a control character.
    Control,
    /// `1001.0` in a column that has `1002` as well.
    PointZero,
    /// Question marks in place of letters, as in `Nguy?n`.
    QuestionMarks,
    /// Letters that were encoded twice, as in `Nguyá»…n`.
    DoubleEncoded,
}

/// A repair in the cells of a column, where only one meaning is possible.
#[derive(Clone, Copy, Debug, Eq, Ord, PartialEq, PartialOrd, Deserialize, Serialize)]
pub enum Repair {
    /// The `.0` that programs append to a whole number.
    PointZero,
    /// An apostrophe before digits.
    Apostrophe,
    /// Invisible characters within a code.
    Invisible,
    /// NBSP and runs of blanks within a code or a name that is looked up.
    Blanks,
    /// `Ð` (U+00D0) and `ð` for `Đ` and `đ`.
    Eth,
    /// Full-width letters and digits.
    FullWidth,
    /// The name or code of another record, replaced by that record's spelling.
    Spelling,
    /// The name of a record that will be created, replaced by the spelling of the first row with it.
    Respelled,
    /// No repair: a number of more than 15 digits in a workbook.
    LongNumber,
    /// No repair: a cell without its own value, because it is merged with one above.
    Merged,
    /// A landline with an area code from before 2017.
    OldLandline,
    /// A word that the configuration lists for a blank cell.
    BlankWord,
}
