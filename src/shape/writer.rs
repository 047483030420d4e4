//! Writes shaped rows into one buffer, with their fingerprints.
//!
//! It is reused for a batch of rows, so that an ordinary row allocates nothing. Invariant: a fingerprint is made of
//! the written content without its blank entries.

use std::mem;

use super::batch::{RowEnds, ShapedBatch};
use super::hash;
use super::phone_list::PhoneList;
use super::stats::ColumnStats;
use crate::{
    codec::packed,
    model::{Attribute, Entity, Fingerprint, HeldScope, Issue, Key, Severity},
};

/// The result of a batch of rows.
pub(super) struct RowWriter {
    pub batch: ShapedBatch,
    /// The start of the current row.
    begin: RowEnds,
    is_rejected: bool,
    /// The codes of records that the row may belong to, if it is held.
    pub reach: HeldScope,
    /// The start and end of its blank entries.
    blanks: Vec<(usize, usize)>,
    /// Its content without them.
    filled: Vec<u8>,
    /// The row's texts so far that have lost letters.
    damaged: usize,
    /// Whether fingerprints are needed: they take a tenth of the time in which rows are shaped.
    is_fingerprinted: bool,
    /// Its phones.
    pub phones: PhoneList,
    /// References that are not valid, with their columns.
    pub invalid: Vec<(Entity, String, Option<usize>)>,
}

impl RowWriter {
    pub fn new(columns: usize, rows: usize, is_fingerprinted: bool) -> Self {
        Self {
            batch: ShapedBatch::with_room(columns, rows),
            begin: RowEnds::default(),
            is_rejected: false,
            reach: HeldScope::Own,
            blanks: Vec::new(),
            filled: Vec::new(),
            damaged: 0,
            is_fingerprinted,
            phones: PhoneList::default(),
            invalid: Vec::new(),
        }
    }

    /// The counts of a reader's column.
    pub fn stats(&mut self, reader: usize) -> &mut ColumnStats {
        &mut self.batch.stats.0[reader]
    }

    /// Adds an issue of the row.
    pub fn report(&mut self, issue: Issue) {
        self.is_rejected |= issue.severity() == Severity::Error;
        self.batch.issues.push((self.batch.rows.len(), issue));
    }

    /// Adds a text; the caller keeps the order.
    pub fn put(&mut self, key: &Key, text: &str) {
        let content = &mut self.batch.content;
        let start = content.len();
        match key {
            Key::Attribute(attribute) => packed::put_text(content, *attribute, text),
            Key::Field(code) => packed::put_field(content, code, text),
            Key::Code => {}
        }
        if text.is_empty() {
            self.blanks.push((start, content.len()));
        }
    }

    /// Adds the collected phones, at least one.
    pub fn put_phones(&mut self) {
        let (count, numbers) = (self.phones.len(), self.phones.numbers());
        let attribute = Attribute::CustomerPhones;
        packed::put_list(&mut self.batch.content, attribute, count, numbers);
    }

    /// Keeps the value in the snapshot.
    pub fn keep(&mut self, key: Key) {
        self.batch.kept.push(key);
    }

    /// Ends the row. A row that is rejected, or has no code, is held; its content may lack entries. `names_missing`: it refers
    /// to a missing record; `is_damaged`: a text has lost letters.
    pub fn end(
        &mut self,
        number: u32,
        [code, previous_no, identity]: [Option<&str>; 3],
        names_missing: bool,
        is_damaged: bool,
    ) {
        let is_held = self.is_rejected || code.is_none();
        if is_held {
            self.blanks.clear();
            self.batch.kept.truncate(self.begin.kept);
        }
        let fingerprint = self.fingerprint();
        let mut put = |text: Option<&str>| {
            self.batch.texts.push_str(text.unwrap_or_default());
            self.batch.texts.len()
        };
        let ends = RowEnds {
            number,
            code: put(code),
            previous_no: put(previous_no),
            identity: put(identity),
            content: self.batch.content.len(),
            kept: self.batch.kept.len(),
            fingerprint,
            looks: code.map_or(0, hash::look),
            is_held,
            reach: mem::take(&mut self.reach),
            names_missing,
            is_damaged,
        };
        self.batch.rows.push(ends);
        self.begin = ends;
        self.is_rejected = false;
        self.blanks.clear();
    }

    /// Whether texts have lost letters since the last call.
    pub fn lost_letters(&mut self) -> bool {
        let columns = self.batch.stats.0.iter();
        let damaged = columns.map(|column| column.letters.damaged).sum();
        let before = mem::replace(&mut self.damaged, damaged);
        damaged > before
    }

    fn fingerprint(&mut self) -> Fingerprint {
        let content = &self.batch.content;
        if !self.is_fingerprinted {
            return Fingerprint::default();
        }
        if self.blanks.is_empty() {
            return Fingerprint::of_bytes(&content[self.begin.content..]);
        }
        self.filled.clear();
        let mut from = self.begin.content;
        for (blank, end) in &self.blanks {
            self.filled.extend_from_slice(&content[from..*blank]);
            from = *end;
        }
        self.filled.extend_from_slice(&content[from..]);
        Fingerprint::of_bytes(&self.filled)
    }

    pub fn finish(&mut self) -> ShapedBatch {
        mem::take(&mut self.batch)
    }
}
