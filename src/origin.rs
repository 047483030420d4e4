//! The place that a value came from, so that every error and issue can point to it.
//!
//! Plain data, not a cell itself. Invariant: rows are numbered as Excel shows them.

use std::{fmt, sync::Arc};

use serde::{Deserialize, Serialize};

use crate::language::say;

/// A place in a spreadsheet; rows are 1-based, as Excel shows them.
#[derive(Clone, Debug, Default, Eq, Ord, PartialEq, PartialOrd, Deserialize, Serialize)]
pub struct Origin {
    /// The file, by a path that a person can find it under.
    pub file: Arc<str>,
    /// The sheet's name; a CSV file has none.
    pub sheet: Option<Arc<str>>,
    /// The row; `None` for the table as a whole.
    pub row: Option<u32>,
    /// The column's header.
    pub column: Option<Arc<str>>,
}

impl Origin {
    /// The same place with a column.
    #[must_use]
    pub fn at_column(&self, header: &str) -> Self {
        Self {
            column: Some(header.into()),
            ..self.clone()
        }
    }
}

impl fmt::Display for Origin {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.file)?;
        if let Some(sheet) = &self.sheet {
            write!(formatter, " [{sheet}]")?;
        }
        if let Some(row) = self.row {
            write!(formatter, " {}", say!("place-row", row))?;
        }
        match &self.column {
            Some(column) => write!(formatter, ", {}", say!("place-column", column)),
            None => Ok(()),
        }
    }
}
