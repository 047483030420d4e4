//! A table as it was seen: its columns' profiles and its first rows.
//!
//! It collects them while the table is read. Invariant: it takes as much memory for a million rows as for a
//! thousand, but for the remembered values.

use super::profile::{Profile, text};
use crate::error::Error;
use crate::model::{Batch, Header, RowSink, RowView, TableFacts};

/// A catalogue that is longer than this is none.
const KEPT: usize = 500;

/// One table of one file, or of several that look the same.
#[derive(Clone, Debug, Default)]
pub struct Seen {
    /// The path or pattern, as it is to be written.
    pub path: String,
    /// Whether the workbook has no other sheet.
    pub alone: bool,
    /// The encoding that had to be named for the file to be read.
    pub encoding: Option<String>,
    /// How it was read; the rows are those of all files.
    pub facts: TableFacts,
    /// How many more files look like that.
    pub(super) more_files: usize,
    pub(super) columns: Vec<Profile>,
    /// The texts of the first rows.
    pub(super) rows: Vec<Vec<String>>,
}

impl RowSink for Seen {
    fn header(&mut self, header: &Header) -> Result<(), Error> {
        self.columns = header.names.iter().map(|name| Profile::new(name)).collect();
        Ok(())
    }

    fn rows(&mut self, batch: &mut Batch) -> Result<(), Error> {
        for row in batch.rows().map(RowView::owned) {
            for (number, column) in self.columns.iter_mut().enumerate() {
                column.add(row.cells.get(number));
            }
            if self.rows.len() < KEPT {
                self.rows.push(row.cells.iter().map(text).collect());
            }
        }
        Ok(())
    }
}

impl Seen {
    /// What the person who named it would call it.
    #[must_use]
    pub fn name(&self) -> String {
        match &self.facts.sheet {
            Some(sheet) if !self.alone => format!("{} [{sheet}]", self.path),
            _ => self.path.clone(),
        }
    }

    pub(super) fn headers(&self) -> impl Iterator<Item = &str> {
        self.columns.iter().map(|column| column.header.as_str())
    }

    /// The headers of all columns that have one.
    pub(super) fn named_headers(&self) -> impl Iterator<Item = &str> {
        self.headers().filter(|header| !header.is_empty())
    }

    pub(super) fn cell(&self, row: usize, column: usize) -> &str {
        let cell = self.rows.get(row).and_then(|row| row.get(column));
        cell.map_or("", String::as_str)
    }

    /// The same table of the next file.
    pub(super) fn absorb(&mut self, other: Self) {
        self.more_files += 1 + other.more_files;
        self.facts.rows += other.facts.rows;
        for (mine, its) in self.columns.iter_mut().zip(other.columns) {
            mine.absorb(its);
        }
        let free = KEPT.saturating_sub(self.rows.len());
        self.rows.extend(other.rows.into_iter().take(free));
    }
}
