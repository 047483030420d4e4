//! The limits of a row of a workbook.
//!
//! It checks nothing itself. Invariant: a row of Excel's largest size is within them.

/// Columns that a sheet may have in Excel.
pub(super) const MOST_COLUMNS: usize = 16_384;

/// Size limit of all texts in a row. A compressed file of a few kilobytes can have rows of gigabytes.
pub(super) const MOST_TEXT: usize = 16 << 20;
