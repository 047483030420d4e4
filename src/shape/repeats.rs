//! Rows that stand in the sheets more than once.
//!
//! Invariant: two rows are one only where they say the same and nothing else.

use super::collector::says;
use super::entry::Entry;
use super::validate::{Shared, Sorter};
use crate::error::Result;
use crate::model::{Code, Issue, PackedRecord, Problem, Said};

impl Sorter<'_> {
    /// The same record with the same content twice is one.
    pub fn merge_repeated(&mut self, alike: &[Vec<usize>]) -> Result<()> {
        for (code, group) in self.groups(alike, Shared::Code)? {
            let mut kept: Vec<usize> = Vec::new();
            for index in group {
                if !self.entry(index).is_record() {
                    continue;
                }
                match self.first_same(&kept, index)? {
                    Some(before) => {
                        let issue = self.repeats(&code, index, before);
                        self.collector.entries[index] = Entry::Gone;
                        self.collector.issues.push((index, issue));
                    }
                    None => kept.push(index),
                }
            }
        }
        Ok(())
    }

    fn first_same(&self, kept: &[usize], index: usize) -> Result<Option<usize>> {
        for before in kept {
            if self.is_same(*before, index)? {
                return Ok(Some(*before));
            }
        }
        Ok(None)
    }

    /// Whether two rows of one code say the same and nothing else.
    fn is_same(&self, one: usize, other: usize) -> Result<bool> {
        Ok(match (self.entry(one), self.entry(other)) {
            (
                Entry::Same { known, table, .. },
                Entry::Same {
                    known: other,
                    table: another,
                    ..
                },
            ) => known == other && self.collector.keys(*table) == self.collector.keys(*another),
            (Entry::Other(one), Entry::Other(other)) => {
                one.rest == other.rest && one.content.packed()? == other.content.packed()?
            }
            (Entry::Same { known, table, .. }, Entry::Other(record))
            | (Entry::Other(record), Entry::Same { known, table, .. }) => {
                self.is_remembered(record, *known, *table)?
            }
            _ => false,
        })
    }

    fn is_remembered(&self, record: &PackedRecord, known: u32, table: u16) -> Result<bool> {
        let packed = record.content.packed()?;
        let content = packed.pack();
        let said = Said {
            code: &record.code,
            identity: record.identity(),
            content,
            fingerprint: content.fingerprint(),
        };
        let plain = record.previous_no().is_none() && record.kept().is_empty();
        Ok(plain
            && record.identity() == self.context.remembered.identity(known)
            && says(content, self.collector.keys(table))
            && self.context.remembered.same(said) == Some(known))
    }

    fn repeats(&self, code: &str, index: usize, before: usize) -> Issue {
        let problem = Problem::RowRepeated {
            code: Code::from(code),
            first: self.origin(before),
        };
        Issue::new(problem, self.origin(index))
    }
}
