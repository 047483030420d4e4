//! Rows that failed, with their cells and all reasons.

use std::sync::Arc;

use super::{CallState, Cell, Code, Entity, Operation, Problem, RowTexts, UnsentCall};

/// One reason why a row failed.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct RowFault {
    /// The header of the column that is the cause, if one is.
    pub column: Option<Arc<str>>,
    /// The problem.
    pub reason: Reason,
}

/// The kind of reason.
#[derive(Clone, Debug, Eq, PartialEq)]
pub enum Reason {
    /// The row can't be used as it is.
    Rejected(Problem),
    /// Its call waits for that of a record that failed.
    #[expect(missing_docs, reason = "its call, and the record")]
    Waits {
        operation: Operation,
        entity: Entity,
        code: Code,
    },
    /// Its call was sent and failed.
    Refused {
        /// The call.
        operation: Operation,
        /// Its call state.
        state: CallState,
        /// The server's error code, if there is one.
        error: Option<i64>,
        /// The server's answer.
        message: String,
    },
}

/// One row with its cells.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct FailedRow {
    /// The row, 1-based.
    pub number: u32,
    /// The record's code, if it is readable.
    pub code: Option<Code>,
    /// The cells by column, as many as the header has or fewer.
    pub cells: Vec<Cell>,
    /// Never empty.
    pub faults: Vec<RowFault>,
}

/// The failed rows of one table.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct FailedTable {
    /// The entity.
    pub entity: Entity,
    /// The source, by its name across runs.
    pub source: String,
    /// The file.
    pub file: Arc<str>,
    /// The sheet; `None` for CSV.
    pub sheet: Option<Arc<str>>,
    /// The headers, verbatim.
    pub headers: Vec<String>,
    /// The rows, in the order of the sheet.
    pub rows: Vec<FailedRow>,
}

impl FailedTable {
    /// The sheet that maps the workbook's sheets to sources.
    pub const LIST: &str = "vbot-sync";

    /// The headers of that sheet.
    pub const LISTED: [&str; 3] = ["sheet", "entity", "source"];

    /// The header in that sheet above the names of the hidden sheets, one for each other sheet, which store the rows'
    /// content from when the workbook was written.
    pub const LISTED_MEMORY: &str = "memory";

    /// The header in a hidden sheet above a row's content, after the columns with its origin.
    pub const MEMORY: &str = "vbot-sync: said";

    /// The headers after the row's own with the reasons.
    pub const ISSUE: [&str; 3] = [
        "vbot-sync: problem",
        "vbot-sync: what to do",
        "vbot-sync: answer of the server",
    ];

    /// The headers after those, with the row's origin and former code.
    pub const ORIGIN: [&str; 4] = [
        "vbot-sync: file",
        "vbot-sync: sheet",
        "vbot-sync: row",
        "vbot-sync: code",
    ];

    /// The texts of one of its rows.
    #[must_use]
    pub fn texts(&self, row: &FailedRow) -> RowTexts {
        let headers = self.headers.iter().map(String::as_str);
        let cells = row.cells.iter();
        RowTexts::of(headers, cells.map(|cell| cell.shown().unwrap_or_default()))
    }
}

/// All failed rows and calls.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub struct Failed {
    /// The newest run; its failed calls are included.
    pub run: Option<i64>,
    /// By table, in the order of the configuration.
    pub tables: Vec<FailedTable>,
    /// Failed calls without a row, or whose row is gone: deletes, and rows that have vanished since.
    pub without_row: Vec<UnsentCall>,
    /// Whether the customers' data is masked: then nothing can be corrected in a workbook of them.
    pub redacted: bool,
}

impl Failed {
    /// The number of rows.
    #[must_use]
    pub fn rows(&self) -> usize {
        self.tables.iter().map(|table| table.rows.len()).sum()
    }

    /// Whether nothing failed.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.rows() == 0 && self.without_row.is_empty()
    }
}
