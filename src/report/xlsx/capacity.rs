//! How much of a plan a workbook can hold.
//!
//! It counts nothing itself. Invariant: the usual capacity is Excel's.

/// Excel's limits; lower only in tests, which would take too long otherwise.
#[derive(Clone, Copy)]
pub(in crate::report) struct Capacity {
    /// Rows of one sheet below its head.
    pub rows: usize,
    /// Cells of the workbook with a note. The library keeps each note in about 12 kB of memory, and Excel needs long
    /// to open a workbook with tens of thousands of them.
    pub notes: usize,
}

impl Capacity {
    pub(in crate::report) const EXCEL: Self = Self {
        rows: 1_048_575,
        notes: 5_000,
    };
}
