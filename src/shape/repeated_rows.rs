//! Rows that occur more than once in the sheets.
//!
//! Invariant: two rows are merged only if they are equal in everything.

use std::collections::{BTreeMap, HashMap};

use super::collector::has_values;
use super::row_entry::RowEntry;
use super::row_validator::{RowValidator, UniqueKey};
use crate::error::Result;
use crate::{
    codec::{PackedRecord, RareParts, RowContent},
    model::{Code, Fingerprint, Issue, Problem},
};

/// What two equal rows of one code have in common, so that a row is compared with the few that share it and not with
/// all before it: an export may give all of its rows one code.
type RowSignature = (Fingerprint, Option<RareParts>);

/// The distinct rows of one code so far.
#[derive(Default)]
struct KeptRows {
    others: Vec<usize>,
    signed: HashMap<RowSignature, Vec<usize>>,
    /// Rows equal to the snapshot: one for each distinct set of constant values of a table.
    same: Vec<usize>,
    /// For the unchanged rows of a table and a record, the one that stays.
    unchanged: BTreeMap<(u32, u16), usize>,
}

impl RowValidator<'_> {
    /// Merges equal rows of the same record.
    pub fn merge_repeated(&mut self, alike: &[Vec<usize>]) -> Result<()> {
        for (code, group) in self.groups(alike, UniqueKey::Code)? {
            let mut kept = KeptRows::default();
            for index in group {
                if let Some(before) = self.kept_before(&mut kept, index)? {
                    let issue = self.repeats(&code, index, before);
                    self.collector.entries[index] = RowEntry::Gone;
                    self.collector.issues.push((index, issue));
                }
            }
        }
        Ok(())
    }

    /// The row that stays instead of this one; a distinct row is added.
    fn kept_before(&self, kept: &mut KeptRows, index: usize) -> Result<Option<usize>> {
        match self.entry(index) {
            RowEntry::Unchanged { known, table, .. } => {
                let key = (*known, *table);
                if let Some(before) = kept.unchanged.get(&key) {
                    return Ok(Some(*before));
                }
                // Once for each table, so that the rows may be all of it.
                let before = self.first_same(&kept.same, index)?;
                let before = match before {
                    None => self.first_same(&kept.others, index)?,
                    before => before,
                };
                kept.unchanged.insert(key, before.unwrap_or(index));
                if before.is_none() {
                    kept.same.push(index);
                }
                Ok(before)
            }
            RowEntry::Other(record) => {
                let sign = sign(record)?;
                let signed = kept.signed.entry(sign).or_default();
                let before = self.first_same(signed, index)?;
                let before = match before {
                    None => self.first_same(&kept.same, index)?,
                    before => before,
                };
                if before.is_none() {
                    signed.push(index);
                    kept.others.push(index);
                }
                Ok(before)
            }
            RowEntry::Held(_) | RowEntry::Gone => Ok(None),
        }
    }

    fn first_same(&self, kept: &[usize], index: usize) -> Result<Option<usize>> {
        for before in kept {
            if self.is_same(*before, index)? {
                return Ok(Some(*before));
            }
        }
        Ok(None)
    }

    /// Whether two rows of one code are equal in everything.
    fn is_same(&self, one: usize, other: usize) -> Result<bool> {
        Ok(match (self.entry(one), self.entry(other)) {
            (
                RowEntry::Unchanged { known, table, .. },
                RowEntry::Unchanged {
                    known: other,
                    table: another,
                    ..
                },
            ) => known == other && self.collector.keys(*table) == self.collector.keys(*another),
            (RowEntry::Other(one), RowEntry::Other(other)) => {
                one.rest == other.rest && one.content.packed()? == other.content.packed()?
            }
            (RowEntry::Unchanged { known, table, .. }, RowEntry::Other(record))
            | (RowEntry::Other(record), RowEntry::Unchanged { known, table, .. }) => {
                self.is_remembered(record, *known, *table)?
            }
            _ => false,
        })
    }

    fn is_remembered(&self, record: &PackedRecord, known: u32, table: u16) -> Result<bool> {
        let packed = record.content.packed()?;
        let content = packed.pack();
        let row = RowContent {
            code: &record.code,
            identity: record.identity(),
            content,
            fingerprint: content.fingerprint(),
        };
        let plain = record.previous_no().is_none() && record.kept().is_empty();
        Ok(plain
            && record.identity() == self.context.snapshot.identity(known)
            && has_values(content, self.collector.keys(table))
            && self.context.snapshot.same(row) == Some(known))
    }

    fn repeats(&self, code: &str, index: usize, before: usize) -> Issue {
        let problem = Problem::RowRepeated {
            code: Code::from(code),
            first: self.origin(before),
        };
        Issue::new(problem, self.origin(index))
    }
}

fn sign(record: &PackedRecord) -> Result<RowSignature> {
    let fingerprint = record.content.packed()?.pack().fingerprint();
    Ok((fingerprint, record.rest.as_deref().cloned()))
}
