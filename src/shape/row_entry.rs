//! The result for one row in the least memory.
//!
//! Invariant: sixteen bytes a row, and more only if the snapshot does not have it.

use crate::{
    codec::{AcceptedRow, PackedRecord, SnapshotLookup},
    model::{Code, HeldRow, HeldScope},
};

/// The result for a row.
#[derive(Clone, Debug)]
pub enum RowEntry {
    /// Accepted and equal to the snapshot: as in [`crate::codec::AcceptedRow::Unchanged`].
    Unchanged { known: u32, table: u16, row: u32 },
    /// Accepted, with its content.
    Other(Box<PackedRecord>),
    /// Rejected.
    Held(Box<HeldRow>),
    /// Merged with an earlier one.
    Gone,
}

impl RowEntry {
    /// The code that it stores itself; an unchanged row has its code in the snapshot.
    pub fn own_code(&self) -> Option<&Code> {
        match self {
            Self::Other(record) => Some(&record.code),
            Self::Held(held) => held.code.as_ref(),
            Self::Unchanged { .. } | Self::Gone => None,
        }
    }

    /// The code of the row, if it was readable.
    pub fn code<'e>(&'e self, remembered: &'e dyn SnapshotLookup) -> Option<&'e str> {
        match self {
            Self::Unchanged { known, .. } => Some(remembered.code(*known)),
            entry => entry.own_code().map(Code::as_str),
        }
    }

    /// The identity of the row, if it has one.
    pub fn identity<'e>(&'e self, remembered: &'e dyn SnapshotLookup) -> Option<&'e str> {
        match self {
            Self::Unchanged { known, .. } => remembered.identity(*known),
            Self::Other(record) => record.identity(),
            Self::Held(held) => held.identity.as_deref(),
            Self::Gone => None,
        }
    }

    /// Gives a row the canonical form of its code, if it differs. A row that is not `sure` is held from now on, under
    /// that code: its number and former code are returned.
    pub fn settle_code(
        &mut self,
        settled: fn(&str) -> Option<&str>,
        sure: bool,
    ) -> Option<(u32, String)> {
        let code = self.own_code()?.clone();
        let better = Code::from(settled(&code)?);
        match self {
            Self::Other(record) if sure => record.code = better,
            Self::Other(record) => {
                let row = record.row;
                let held = HeldRow {
                    code: Some(better),
                    previous_no: record.previous_no().cloned(),
                    identity: record.identity().map(str::to_owned),
                    origin: record.origin(),
                    name: None,
                    reach: HeldScope::Own,
                };
                *self = Self::Held(Box::new(held));
                return Some((row, code.to_string()));
            }
            Self::Held(held) => held.code = Some(better),
            Self::Unchanged { .. } | Self::Gone => {}
        }
        None
    }

    /// The row, if it was rejected.
    pub fn held(self) -> Option<HeldRow> {
        match self {
            Self::Held(held) => Some(*held),
            _ => None,
        }
    }

    /// Whether it was accepted.
    pub const fn is_record(&self) -> bool {
        matches!(self, Self::Unchanged { .. } | Self::Other(_))
    }

    /// As a row of the result; `None` if it is none.
    pub fn listed(self) -> Option<AcceptedRow> {
        match self {
            Self::Unchanged { known, table, row } => {
                Some(AcceptedRow::Unchanged { known, table, row })
            }
            Self::Other(record) => Some(AcceptedRow::Changed(record)),
            Self::Held(_) | Self::Gone => None,
        }
    }
}
