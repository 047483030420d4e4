//! Rows that did not get through, as they stand in their sheets, with everything there is to say against them.

use std::sync::Arc;

use super::{CallState, Cell, Code, Entity, Operation, Problem, RowTexts, UnsentCall};

/// One reason why a row did not get through.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct RowFault {
    /// The header of the column that is to blame, where one is.
    pub column: Option<Arc<str>>,
    /// What is wrong.
    pub reason: Reason,
}

/// Why a row did not get through.
#[derive(Clone, Debug, Eq, PartialEq)]
pub enum Reason {
    /// The row can't be used as it is.
    Rejected(Problem),
    /// Its call waits for that of a record which did not get through.
    #[expect(missing_docs, reason = "its call, and the record")]
    Waits {
        operation: Operation,
        entity: Entity,
        code: Code,
    },
    /// Its call was sent and did not get through.
    Refused {
        /// The call.
        operation: Operation,
        /// What became of it.
        state: CallState,
        /// The server's error code, where it gave one.
        error: Option<i64>,
        /// What the server answered.
        message: String,
    },
}

/// One row with its cells.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct FailedRow {
    /// The row, 1-based.
    pub number: u32,
    /// The record's code, where it can be read.
    pub code: Option<Code>,
    /// The cells by column, as many as the header has or fewer.
    pub cells: Vec<Cell>,
    /// Never empty.
    pub faults: Vec<RowFault>,
}

/// The failed rows of one table.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct FailedTable {
    /// What its rows are.
    pub entity: Entity,
    /// The source, by the name that it has from night to night.
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
    /// The sheet of a workbook that says which of its sheets belongs to which source.
    pub const LIST: &str = "vbot-sync";

    /// The headers of that sheet.
    pub const LISTED: [&str; 3] = ["sheet", "entity", "source"];

    /// The header in that sheet above the names of the hidden sheets, one for each of the others, that remember what
    /// the rows said when the workbook was written.
    pub const LISTED_MEMORY: &str = "memory";

    /// The header in a hidden sheet above what a row said, behind where it came from.
    pub const MEMORY: &str = "vbot-sync: said";

    /// The headers behind the row's own that say what is wrong.
    pub const COMPLAINT: [&str; 3] = [
        "vbot-sync: problem",
        "vbot-sync: what to do",
        "vbot-sync: answer of the server",
    ];

    /// The headers behind those that say where the row came from, and which code it had.
    pub const ORIGIN: [&str; 4] = [
        "vbot-sync: file",
        "vbot-sync: sheet",
        "vbot-sync: row",
        "vbot-sync: code",
    ];

    /// What one of its rows says.
    #[must_use]
    pub fn said(&self, row: &FailedRow) -> RowTexts {
        let headers = self.headers.iter().map(String::as_str);
        let cells = row.cells.iter();
        RowTexts::of(headers, cells.map(|cell| cell.shown().unwrap_or_default()))
    }
}

/// Everything that did not get through.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub struct Failed {
    /// The newest run, whose failed calls are among the faults.
    pub run: Option<i64>,
    /// By table, in the order of the configuration.
    pub tables: Vec<FailedTable>,
    /// Failed calls of which there is no row, or not any more: deletes, and rows that have gone since.
    pub without_row: Vec<UnsentCall>,
}

impl Failed {
    /// How many rows there are.
    #[must_use]
    pub fn rows(&self) -> usize {
        self.tables.iter().map(|table| table.rows.len()).sum()
    }

    /// Whether everything got through.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.rows() == 0 && self.without_row.is_empty()
    }
}
