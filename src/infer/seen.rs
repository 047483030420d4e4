//! The profile of a table: its columns' profiles and its first rows.
//!
//! It is collected while the table is read. Invariant: it takes as much memory for a million rows as for a thousand,
//! apart from the stored values.

use std::collections::BTreeMap;

use super::{
    header_forms,
    meaning::Meaning,
    profile::{ColumnProfile, text},
};
use crate::error::Error;
use crate::{
    codec::{Batch, RowSink, RowView},
    model::{Cell, Colour, Header, TableFacts, Target},
};

/// A longer table is no catalogue.
const KEPT: usize = 500;

/// One table of one file, or of several that look the same.
#[derive(Clone, Debug, Default)]
pub struct SampledTable {
    /// The path or pattern, as it will be written.
    pub path: String,
    /// Whether the workbook has no other sheet.
    pub alone: bool,
    /// How it was read; the rows are those of all files.
    pub facts: TableFacts,
    /// The fill colours that mark some of its rows, and how many rows each of them marks.
    pub marks: BTreeMap<Colour, usize>,
    /// The number of further files with the same shape.
    pub(super) more_files: usize,
    pub(super) columns: Vec<ColumnProfile>,
    /// Whether a cell has a letter beyond ASCII, so that the encoding is known.
    has_letters: bool,
    /// What a person has decided about columns.
    pub(super) decided: BTreeMap<usize, Meaning>,
    /// What a person has decided about values that every record has.
    pub(super) defaults: Vec<(Target, String)>,
    /// The texts of the first rows.
    pub(super) rows: Vec<Vec<String>>,
}

impl RowSink for SampledTable {
    fn header(&mut self, header: &Header) -> Result<(), Error> {
        let names = header.names.iter().map(String::as_str);
        let filled = names.clone().filter(|name| !name.is_empty());
        let prefix = header_forms::common_prefix(filled);
        self.columns = names.map(|name| ColumnProfile::new(name, prefix)).collect();
        self.has_letters = !header.names.iter().all(|name| name.is_ascii());
        Ok(())
    }

    fn rows(&mut self, batch: &mut Batch) -> Result<(), Error> {
        for row in batch.rows().map(RowView::owned) {
            let mut texts = row.cells.iter().filter_map(Cell::shown);
            self.has_letters = self.has_letters || texts.any(|text| !text.is_ascii());
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

impl SampledTable {
    /// The name that people would use for it.
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

    /// The encoding of a text file, unless it is pure ASCII, which proves nothing for later files.
    pub(super) fn encoding(&self) -> Option<&str> {
        let found = self.facts.encoding.as_deref();
        found.filter(|found| self.has_letters || *found != "UTF-8")
    }

    /// The headers of all columns that have one.
    pub fn named_headers(&self) -> impl Iterator<Item = &str> {
        self.headers().filter(|header| !header.is_empty())
    }

    pub(super) fn cell(&self, row: usize, column: usize) -> &str {
        let cell = self.rows.get(row).and_then(|row| row.get(column));
        cell.map_or("", String::as_str)
    }

    /// Adds the same table of the next file.
    pub(super) fn absorb(&mut self, other: Self) {
        self.more_files += 1 + other.more_files;
        self.facts.rows += other.facts.rows;
        if self.encoding().is_none() {
            self.facts.encoding = other.facts.encoding;
        }
        self.has_letters |= other.has_letters;
        for (mine, its) in self.columns.iter_mut().zip(other.columns) {
            mine.absorb(its);
        }
        for (colour, rows) in other.marks {
            *self.marks.entry(colour).or_default() += rows;
        }
        let free = KEPT.saturating_sub(self.rows.len());
        self.rows.extend(other.rows.into_iter().take(free));
    }
}
