//! What every exported table has in common: headers, rows, and the value of a cell.
//!
//! It knows no format. Invariant: a text keeps every character until a format has to change it.

use std::{
    borrow::Cow,
    io::{self, Write},
    ops::ControlFlow,
};

/// The value of a cell.
#[derive(Clone, Debug, PartialEq)]
pub(in crate::report) enum ExportCell<'a> {
    /// A value of a record, which is written in full or not at all.
    Exact(Cow<'a, str>),
    /// A text for people, which a workbook may cut.
    Remark(Cow<'a, str>),
    /// A number of vbot-sync, never one from a spreadsheet.
    Number(f64),
    /// Nothing.
    Blank,
}

impl<'a> ExportCell<'a> {
    /// A text, or nothing.
    pub fn exact(text: Option<&'a str>) -> Self {
        text.map_or(Self::Blank, |text| Self::Exact(text.into()))
    }

    /// A text for people, or nothing.
    pub fn remark(text: Option<&'a str>) -> Self {
        text.map_or(Self::Blank, |text| Self::Remark(text.into()))
    }

    #[expect(
        clippy::cast_precision_loss,
        reason = "counts and numbers of runs are far below 2^53"
    )]
    pub const fn count(count: usize) -> Self {
        Self::Number(count as f64)
    }

    #[expect(
        clippy::cast_precision_loss,
        reason = "numbers of runs and error codes are far below 2^53"
    )]
    pub const fn integer(number: i64) -> Self {
        Self::Number(number as f64)
    }
}

/// One row: as cells, and as an object.
pub(in crate::report) trait ExportRow {
    /// Its cells, in the order of the headers.
    fn cells(&self) -> Vec<ExportCell<'_>>;

    /// Writes it as a JSON object.
    fn json(&self, out: &mut dyn Write) -> io::Result<()>;
}

/// Takes a row, and says whether it wants another one.
pub(in crate::report) type RowVisitor<'v> =
    &'v mut dyn FnMut(&dyn ExportRow) -> io::Result<ControlFlow<()>>;

/// One table. Its rows can be passed more than once, because a workbook may need several sheets for them.
pub(in crate::report) trait ExportTable {
    /// The name of its sheet.
    fn name(&self) -> &str;

    /// Its headers.
    fn headers(&self) -> Vec<String>;

    /// Passes its rows in order until the visitor has enough.
    fn each(&self, visit: RowVisitor<'_>) -> io::Result<()>;
}
