//! What may be wrong with cells and rows that a program or a person has damaged, and what was made of it.
//!
//! It finds and repairs nothing. Invariant: nothing here holds a text of the sheet.

use serde::{Deserialize, Serialize};

/// Why a row is no record.
#[derive(Clone, Copy, Debug, Eq, Ord, PartialEq, PartialOrd, Deserialize, Serialize)]
pub enum ExcludedAs {
    /// The header once more.
    Header,
    /// `Tổng cộng`, `Total` and the like.
    Total,
    /// Who has made the list, and where people sign.
    Signature,
    /// A heading above some rows, in one cell.
    Section,
    /// The configuration skips it (`skip`).
    Skipped,
    /// The mark that DOS programs set where a text file ends.
    EndMark,
}

/// Why the text of a cell is not what a person typed.
#[derive(Clone, Copy, Debug, Eq, PartialEq, Deserialize, Serialize)]
pub enum TextFault {
    /// A number in scientific notation: digits are lost.
    Scientific,
    /// A date or a time where a code, a phone or a number belongs.
    Date,
    /// It holds U+FFFD, which replaces a letter that could not be decoded.
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

/// What was changed in cells of a column, because it can only mean one thing.
#[derive(Clone, Copy, Debug, Eq, Ord, PartialEq, PartialOrd, Deserialize, Serialize)]
pub enum Repair {
    /// The `.0` that programs put behind a whole number.
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
    /// The name or code of another record, spelled as that has it.
    Spelling,
    /// The name of a record that is to be created, spelled as the first row that names it.
    Respelled,
    /// No repair: a number of more than 15 digits in a workbook.
    LongNumber,
    /// No repair: a cell without a value of its own, since it is merged with one above.
    Merged,
    /// A landline with an area code of before 2017.
    OldLandline,
    /// A word that the configuration names for a blank cell.
    BlankWord,
}
