//! A batch of shaped rows, on its way to the thread that collects them.
//!
//! The texts of all rows are concatenated in one buffer. Invariant: the rows are those of the batch that was read, in
//! its order.

use super::cell_corrections::FoundCell;
use super::excluded_rows::ExcludedRows;
use super::stats::TableStats;
use crate::{
    codec::{PackedRef, RareParts},
    model::{Code, Fingerprint, HeldScope, Issue, Key},
};

/// The result of shaping a batch of rows.
#[derive(Debug, Default)]
pub struct ShapedBatch {
    /// Codes, previous codes and identities.
    pub(super) texts: String,
    /// Contents, packed.
    pub(super) content: Vec<u8>,
    /// Attributes that keep their value in the snapshot.
    pub(super) kept: Vec<Key>,
    pub(super) rows: Vec<RowEnds>,
    /// Each with the number of its row in the batch.
    pub(super) issues: Vec<(usize, Issue)>,
    pub(super) stats: TableStats,
    pub(super) left_out: ExcludedRows,
    /// Cells with a learned correction.
    pub(super) found: Vec<FoundCell>,
}

/// The end of a row's parts in the buffers, and what is not in a buffer.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct RowEnds {
    /// 1-based.
    pub number: u32,
    pub code: usize,
    pub previous_no: usize,
    pub identity: usize,
    pub content: usize,
    pub kept: usize,
    /// The fingerprint of its content, if there is a snapshot to compare with.
    pub fingerprint: Fingerprint,
    /// The hash of its code's skeleton.
    pub looks: u64,
    /// Whether it was rejected.
    pub is_held: bool,
    /// The codes of records that it may belong to, if it was rejected.
    pub reach: HeldScope,
    /// Whether it refers to a record that has to be created.
    pub names_missing: bool,
    /// Whether one of its texts has lost letters.
    pub is_damaged: bool,
}

/// One row.
#[derive(Clone, Copy, Debug)]
pub(super) struct ShapedRow<'a> {
    /// Its number and the fields that are not in a buffer.
    pub facts: RowEnds,
    /// As in a record; a rejected row may have none.
    pub code: Option<&'a str>,
    /// As in a record.
    pub previous_no: Option<&'a str>,
    /// As in a record.
    pub identity: Option<&'a str>,
    /// As in a record, packed.
    pub content: PackedRef<'a>,
    /// As in a record.
    pub kept: &'a [Key],
}

impl<'a> ShapedRow<'a> {
    /// The same row with another content.
    pub fn with(self, content: PackedRef<'a>) -> Self {
        let facts = RowEnds {
            fingerprint: content.fingerprint(),
            ..self.facts
        };
        Self {
            facts,
            content,
            ..self
        }
    }

    /// The fields that few rows have.
    pub fn rest(&self) -> RareParts {
        RareParts {
            previous_no: self.previous_no.map(Code::from),
            identity: self.identity.map(str::to_owned),
            kept: self.kept.to_vec(),
            is_damaged: self.facts.is_damaged,
        }
    }
}

impl ShapedBatch {
    pub(super) fn with_room(columns: usize, rows: usize) -> Self {
        Self {
            texts: String::with_capacity(16 * rows),
            content: Vec::with_capacity(256 * rows),
            rows: Vec::with_capacity(rows),
            stats: TableStats::of(columns),
            ..Self::default()
        }
    }

    /// Every row, in order.
    pub(super) fn rows(&self) -> impl Iterator<Item = ShapedRow<'_>> {
        let none = RowEnds::default();
        let begins = std::iter::once(none).chain(self.rows.iter().copied());
        begins
            .zip(&self.rows)
            .map(|(begin, end)| self.row(begin, end))
    }

    fn row(&self, begin: RowEnds, end: &RowEnds) -> ShapedRow<'_> {
        let text =
            |from: usize, to: usize| Some(&self.texts[from..to]).filter(|text| !text.is_empty());
        ShapedRow {
            facts: *end,
            code: text(begin.identity, end.code),
            previous_no: text(end.code, end.previous_no),
            identity: text(end.previous_no, end.identity),
            content: PackedRef::of(&self.content[begin.content..end.content]),
            kept: &self.kept[begin.kept..end.kept],
        }
    }
}
