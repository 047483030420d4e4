//! What a row has become, in the least space that it can be told from.
//!
//! Invariant: sixteen bytes a row, and what a row needs besides only where it is not known already.

use super::batch::ShapedRow;
use crate::model::{Code, Held, Key, Listing, Packed, PackedRecord, Remembered, Rest};

/// What a row has become.
#[derive(Clone, Debug)]
pub enum Entry {
    /// Understood, and it says what is remembered: as in [`Listing::Same`].
    Same { known: u32, table: u16, row: u32 },
    /// Understood.
    Other(Box<PackedRecord>),
    /// Understood, but one of its values may be withdrawn at the end of its table.
    Open(Box<OpenRow>),
    /// Rejected.
    Held(Box<Held>),
    /// Merged with an earlier one.
    Gone,
}

/// A row on its own, until it is decided how its column is written.
#[derive(Clone, Debug)]
pub struct OpenRow {
    /// The table's place among all tables.
    pub table: u32,
    /// 1-based.
    pub number: u32,
    pub code: Code,
    pub content: Packed,
    rest: Rest,
}

impl OpenRow {
    pub(super) fn of(code: &str, row: ShapedRow<'_>, table: u32) -> Self {
        Self {
            table,
            number: row.number,
            code: Code::from(code),
            content: row.content.owned(),
            rest: row.rest(),
        }
    }

    /// As it was shaped, but for what was withdrawn since.
    pub(super) fn row(&self) -> ShapedRow<'_> {
        let content = self.content.pack();
        ShapedRow {
            number: self.number,
            code: Some(&self.code),
            previous_no: self.rest.previous_no.as_deref(),
            identity: self.rest.identity.as_deref(),
            content,
            kept: &self.rest.kept,
            fingerprint: Some(content.fingerprint()),
            lowered: 0,
            is_held: false,
            names_missing: true,
        }
    }

    /// Takes a value out, so that what was last sent stays.
    pub fn withdraw(&mut self, key: &Key) {
        let mut content = self.content.pack().open();
        let was_there = match key {
            Key::Attribute(attribute) => content.attributes.remove(attribute).is_some(),
            Key::Field(code) => content.fields.remove(code).is_some(),
            Key::Code => false,
        };
        if was_there {
            self.content = Packed::of(&content);
            self.rest.kept.push(key.clone());
        }
    }
}

impl Entry {
    /// The code that it has by itself; the others have theirs where they are remembered.
    pub fn own_code(&self) -> Option<&Code> {
        match self {
            Self::Other(record) => Some(&record.code),
            Self::Open(open) => Some(&open.code),
            Self::Held(held) => held.code.as_ref(),
            Self::Same { .. } | Self::Gone => None,
        }
    }

    /// The code of the row, where it could be read.
    pub fn code<'e>(&'e self, remembered: &'e dyn Remembered) -> Option<&'e str> {
        match self {
            Self::Same { known, .. } => Some(remembered.code(*known)),
            entry => entry.own_code().map(Code::as_str),
        }
    }

    /// The identity of the row, where it has one.
    pub fn identity<'e>(&'e self, remembered: &'e dyn Remembered) -> Option<&'e str> {
        match self {
            Self::Same { known, .. } => remembered.identity(*known),
            Self::Other(record) => record.identity(),
            Self::Held(held) => held.identity.as_deref(),
            Self::Open(_) | Self::Gone => None,
        }
    }

    /// The row, where it was rejected.
    pub fn held(self) -> Option<Held> {
        match self {
            Self::Held(held) => Some(*held),
            _ => None,
        }
    }

    /// Whether it was understood.
    pub const fn is_record(&self) -> bool {
        matches!(self, Self::Same { .. } | Self::Other(_) | Self::Open(_))
    }

    /// As a row of the result; `None` where it is none.
    pub fn listed(self) -> Option<Listing> {
        match self {
            Self::Same { known, table, row } => Some(Listing::Same { known, table, row }),
            Self::Other(record) => Some(Listing::Other(record)),
            Self::Open(_) | Self::Held(_) | Self::Gone => None,
        }
    }
}
