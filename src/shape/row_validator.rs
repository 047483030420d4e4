//! Checks all rows of an entity together: duplicates, conflicts, and missing references of customers.
//!
//! It runs once, after the last row. Similar rows are found by hashes of their texts, which take little memory, and
//! then compared. Invariant: every row ends up as a record, held, or merged with the same row before it; of rows that
//! contradict each other none wins.

use std::{collections::BTreeMap, mem};

use super::collector::RowCollector;
use super::context::ShapeContext;
use super::hash;
use super::row_entry::RowEntry;
use crate::error::Result;
use crate::model::alike::look_of;
use crate::{
    codec::ShapedRows,
    model::{Code, Entity, Identity, Issue, LookupName, Origin, Problem},
};

impl RowCollector {
    /// Checks the rows.
    ///
    /// # Errors
    /// The spill file fails.
    pub fn finish(mut self, context: ShapeContext<'_>) -> Result<ShapedRows> {
        if let Some(error) = self.failure {
            return Err(error);
        }
        let mut looks = self.all_looks(context.snapshot);
        looks.sort_unstable();
        let alike = runs(&looks);
        drop(looks);
        let clashing = vec![false; self.entries.len()];
        let mut sorter = RowValidator {
            collector: self,
            context,
            clashing,
        };
        sorter.merge_repeated(&alike)?;
        sorter.find_clashes(UniqueKey::Code, &alike)?;
        let identities = sorter.identities();
        sorter.find_clashes(UniqueKey::Identity, &identities)?;
        let names = sorter.group_names();
        sorter.find_clashes(UniqueKey::Name, &names)?;
        let twins = sorter.twins(&alike);
        Ok(sorter.shaped(&twins))
    }
}

/// Values that must be unique.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum UniqueKey {
    Code,
    Identity,
    Name,
}

impl UniqueKey {
    /// The issue of a row that shares the text with another one.
    fn clash(self, text: &str, other: Origin) -> Problem {
        match self {
            Self::Code => Problem::CodeTwice {
                code: Code::from(text),
                other,
            },
            Self::Identity => Problem::IdentityTwice {
                identity: Identity::new(text),
                other,
            },
            Self::Name => Problem::GroupNameTwice {
                name: LookupName::new(text),
                other,
            },
        }
    }
}

/// The rows while they are checked.
pub struct RowValidator<'a> {
    pub collector: RowCollector,
    pub context: ShapeContext<'a>,
    clashing: Vec<bool>,
}

impl RowValidator<'_> {
    pub fn entry(&self, index: usize) -> &RowEntry {
        &self.collector.entries[index]
    }

    fn code(&self, index: usize) -> Option<&str> {
        self.entry(index).code(self.context.snapshot)
    }

    fn text(&self, index: usize, shared: UniqueKey) -> Result<Option<String>> {
        Ok(match shared {
            UniqueKey::Code => self.code(index).map(str::to_owned),
            UniqueKey::Identity => self
                .entry(index)
                .identity(self.context.snapshot)
                .map(str::to_owned),
            UniqueKey::Name => self.group_name(index)?,
        })
    }

    fn group_name(&self, index: usize) -> Result<Option<String>> {
        let RowEntry::Other(record) = self.entry(index) else {
            return Ok(None);
        };
        let content = record.content.packed()?;
        let name = content.pack().text(self.context.entity.name_attribute());
        Ok(name.map(str::to_owned))
    }

    pub fn origin(&self, index: usize) -> Origin {
        self.collector.origin(self.entry(index))
    }

    /// For each run, the rows that share a text, in the order of the sheets.
    pub fn groups(
        &self,
        runs: &[Vec<usize>],
        shared: UniqueKey,
    ) -> Result<Vec<(String, Vec<usize>)>> {
        let mut groups: BTreeMap<String, Vec<usize>> = BTreeMap::new();
        for index in runs.iter().flatten() {
            if let Some(text) = self.text(*index, shared)? {
                groups.entry(text).or_default().push(*index);
            }
        }
        let shared = groups.into_iter().filter(|(_, group)| group.len() > 1);
        Ok(shared.collect())
    }

    /// Rows that share a unique value: none of them can be trusted, so all are held.
    fn find_clashes(&mut self, shared: UniqueKey, runs: &[Vec<usize>]) -> Result<()> {
        for (text, group) in self.groups(runs, shared)? {
            // If every row of the group is rejected already, there is nothing more to hold.
            if !group.iter().any(|index| self.entry(*index).is_record()) {
                continue;
            }
            for (place, index) in group.iter().enumerate() {
                let other = self.origin(group[usize::from(place == 0)]);
                let issue = Issue::new(shared.clash(&text, other), self.origin(*index));
                self.clashing[*index] = true;
                self.collector.issues.push((*index, issue));
            }
        }
        Ok(())
    }

    /// The rows whose codes differ, but look alike.
    fn twins(&self, alike: &[Vec<usize>]) -> Vec<Vec<usize>> {
        let look = look_of(self.context.policy.codes);
        let mut twins = Vec::new();
        for run in alike {
            let mut looks: BTreeMap<String, Vec<usize>> = BTreeMap::new();
            for index in run.iter().filter(|index| self.is_accepted(**index)) {
                let code = self.code(*index).unwrap_or_default();
                looks.entry(look(code)).or_default().push(*index);
            }
            twins.extend(looks.into_values().filter(|rows| rows.len() > 1));
        }
        twins
    }

    fn is_accepted(&self, index: usize) -> bool {
        self.entry(index).is_record() && !self.clashing[index]
    }

    /// Rows whose identities may be the same.
    fn identities(&self) -> Vec<Vec<usize>> {
        if !self.collector.has_identity {
            return Vec::new();
        }
        let numbered = (0_u32..).zip(0..self.collector.entries.len());
        let identities = numbered.filter_map(|(number, index)| {
            let identity = self.entry(index).identity(self.context.snapshot)?;
            Some((hash::plain(identity), number))
        });
        let mut identities: Vec<_> = identities.collect();
        identities.sort_unstable();
        runs(&identities)
    }

    /// All groups at once, since there are few.
    fn group_names(&self) -> Vec<Vec<usize>> {
        if !self.context.entity.is_referred_to_by_name() {
            return Vec::new();
        }
        vec![(0..self.collector.entries.len()).collect()]
    }

    fn shaped(mut self, twins: &[Vec<usize>]) -> ShapedRows {
        let mut shaped = ShapedRows {
            missing: self.missing(),
            replaced: mem::take(&mut self.collector.replaced),
            ..ShapedRows::default()
        };
        for index in 0..self.collector.entries.len() {
            if self.clashing[index] || matches!(self.entry(index), RowEntry::Held(_)) {
                let held = self.collector.hold(index, self.context);
                shaped.held.extend(held);
            }
        }
        let mut issues = self.collector.issues;
        issues.sort_by_key(|(index, _)| *index);
        shaped.issues = issues.into_iter().map(|(_, issue)| issue).collect();
        shaped.tables = self.collector.tables;
        shaped.twins = places(&self.collector.entries, twins);
        let rows = self
            .collector
            .entries
            .into_iter()
            .filter_map(RowEntry::listed);
        shaped.rows = rows.collect();
        shaped
    }

    /// The references of rows that were not merged or held, each with its first row.
    fn missing(&mut self) -> BTreeMap<(Entity, String), Origin> {
        let missing = mem::take(&mut self.collector.missing.rows);
        let first = |rows: Vec<usize>| {
            let mut rows = rows.into_iter();
            let is_left = |index: &usize| self.is_accepted(*index);
            rows.find(is_left).map(|index| self.origin(index))
        };
        let found = missing.into_iter();
        let found = found.filter_map(|(name, rows)| Some((name, first(rows)?)));
        found.collect()
    }
}

/// The indexes of the members of each group.
fn places(entries: &[RowEntry], groups: &[Vec<usize>]) -> Vec<Vec<usize>> {
    if groups.is_empty() {
        return Vec::new();
    }
    let mut next = 0;
    let places = entries.iter().map(|entry| {
        let place = next;
        next += usize::from(entry.is_record());
        place
    });
    let places: Vec<usize> = places.collect();
    let of = |group: &Vec<usize>| group.iter().map(|index| places[*index]).collect();
    groups.iter().map(of).collect()
}

/// The rows with equal hashes, in the order of the sheets.
fn runs(numbers: &[(u64, u32)]) -> Vec<Vec<usize>> {
    let runs = numbers.chunk_by(|(one, _), (other, _)| one == other);
    let runs = runs.filter(|run| run.len() > 1);
    let index = |(_, index): &(u64, u32)| usize::try_from(*index).unwrap_or(usize::MAX);
    runs.map(|run| run.iter().map(index).collect()).collect()
}
