//! Writes rows as they are shaped, one behind the other, and their fingerprints.
//!
//! It is used for a batch of rows, so that an ordinary row allocates nothing. Invariant: what is fingerprinted is
//! what was written, without its blank entries.

use std::mem;

use super::batch::{RowEnds, ShapedBatch};
use super::hash;
use super::phone_list::PhoneList;
use super::stats::ColumnStats;
use crate::model::{Attribute, Entity, Fingerprint, HeldScope, Issue, Key, Severity, packed};

/// What becomes of the rows of a batch.
pub(super) struct RowWriter {
    pub batch: ShapedBatch,
    /// Where the row begins that is being written.
    begin: RowEnds,
    is_rejected: bool,
    /// Which other records it may speak of, if it is.
    pub reach: HeldScope,
    /// Where its blank entries begin and end.
    blanks: Vec<(usize, usize)>,
    /// Its content without them.
    filled: Vec<u8>,
    /// The texts so far that have lost letters.
    damaged: usize,
    /// Whether anybody asks for fingerprints: they take a tenth of the time in which rows are shaped.
    is_fingerprinted: bool,
    /// Its phones.
    pub phones: PhoneList,
    /// The records that it names and that are not valid, with the columns of the names.
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

    /// What was counted of a reader's column.
    pub fn stats(&mut self, reader: usize) -> &mut ColumnStats {
        &mut self.batch.stats.0[reader]
    }

    /// Something is wrong with the row.
    pub fn report(&mut self, issue: Issue) {
        self.is_rejected |= issue.severity() == Severity::Error;
        self.batch.issues.push((self.batch.rows.len(), issue));
    }

    /// A text of the row; the caller keeps the order.
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

    /// The phones that were collected, of which there is one at least.
    pub fn put_phones(&mut self) {
        let (count, numbers) = (self.phones.len(), self.phones.numbers());
        let attribute = Attribute::CustomerPhones;
        packed::put_list(&mut self.batch.content, attribute, count, numbers);
    }

    /// What was last sent stays.
    pub fn keep(&mut self, key: Key) {
        self.batch.kept.push(key);
    }

    /// The row has ended. One that is rejected, or has no code, is held and has no content.
    /// `names_missing` tells whether it names what is nowhere, `is_damaged` whether a text has lost letters.
    pub fn end(
        &mut self,
        number: u32,
        [code, previous_no, identity]: [Option<&str>; 3],
        names_missing: bool,
        is_damaged: bool,
    ) {
        let is_held = self.is_rejected || code.is_none();
        if is_held {
            self.batch.content.truncate(self.begin.content);
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

    /// Whether texts have lost letters since this was asked last.
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
