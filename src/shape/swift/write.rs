//! A row as it is written, and the fingerprint of its content.
//!
//! Invariant: what is fingerprinted is what was written, without its blank entries.

use std::mem;

use crate::model::{Attribute, Fingerprint, packed};

/// Writes row behind row.
#[derive(Debug, Default)]
pub struct Writer {
    bytes: Vec<u8>,
    /// Where the blank entries of this row begin and end.
    blanks: Vec<(usize, usize)>,
    /// What this row says that is not blank, where that is not all of it.
    said: Vec<u8>,
    /// The phones of this row, one behind the other, and where each ends.
    pub phones: String,
    pub phone_ends: Vec<usize>,
}

impl Writer {
    pub fn with_room(bytes: usize) -> Self {
        Self {
            bytes: Vec::with_capacity(bytes),
            ..Self::default()
        }
    }

    /// Another row: where it begins.
    pub fn begin(&mut self) -> usize {
        self.blanks.clear();
        self.bytes.len()
    }

    /// Where it has got to.
    pub fn place(&self) -> usize {
        self.bytes.len()
    }

    /// Takes back what was written from there on.
    pub fn take_back(&mut self, start: usize) {
        self.bytes.truncate(start);
    }

    /// Everything that was written.
    pub fn take(&mut self) -> Vec<u8> {
        mem::take(&mut self.bytes)
    }

    /// A text without a length: where it ends.
    pub fn plain(&mut self, text: &str) -> usize {
        self.bytes.extend_from_slice(text.as_bytes());
        self.bytes.len()
    }

    pub fn text(&mut self, attribute: Attribute, text: &str) {
        let start = self.bytes.len();
        packed::put_text(&mut self.bytes, attribute, text);
        self.note(start, text.is_empty());
    }

    pub fn field(&mut self, code: &str, text: &str) {
        let start = self.bytes.len();
        packed::put_field(&mut self.bytes, code, text);
        self.note(start, text.is_empty());
    }

    /// The phones that were put ready, of which there is one at least.
    pub fn list(&mut self, attribute: Attribute) {
        let starts = [0].into_iter().chain(self.phone_ends.iter().copied());
        let texts = starts.zip(&self.phone_ends);
        let texts = texts.map(|(start, end)| &self.phones[start..*end]);
        packed::put_each(&mut self.bytes, attribute, self.phone_ends.len(), texts);
    }

    fn note(&mut self, start: usize, is_blank: bool) {
        if is_blank {
            self.blanks.push((start, self.bytes.len()));
        }
    }

    /// The fingerprint of what was written from there on.
    pub fn fingerprint(&mut self, start: usize) -> Fingerprint {
        if self.blanks.is_empty() {
            return Fingerprint::of_bytes(&self.bytes[start..]);
        }
        self.said.clear();
        let mut from = start;
        for (blank, end) in &self.blanks {
            self.said.extend_from_slice(&self.bytes[from..*blank]);
            from = *end;
        }
        self.said.extend_from_slice(&self.bytes[from..]);
        Fingerprint::of_bytes(&self.said)
    }
}
