//! Collects all rows of an entity; a row equal to the snapshot is kept as a record number.
//!
//! It does not compare rows with each other. Invariant: a row counts as unchanged only if its content can be rebuilt
//! from the snapshot and the table's columns.

use std::{collections::BTreeSet, mem, sync::Arc};

use hashbrown::HashSet;

use super::batch::{ShapedBatch, ShapedRow};
use super::context::ShapeContext;
use super::correction_tally::CorrectionTally;
use super::hash;
use super::missing::MissingNames;
use super::row_entry::RowEntry;
use super::unchanged_rows::UnchangedRows;
use crate::error::Error;
use crate::{
    codec::{PackedEntry, PackedRecord, PackedRef, RareParts, RowContent, SnapshotLookup},
    model::{Code, HeldRow, HeldScope, Issue, Key, Origin, TablePlace},
};

/// All rows so far, and their issues by row number.
#[derive(Debug, Default)]
pub struct RowCollector {
    /// By number, in the order of the sheets.
    pub entries: Vec<RowEntry>,
    /// Hashes of the codes' skeletons, with the number of the row; without those of unchanged rows, since codes in
    /// the snapshot differ from each other.
    pub looks: Vec<(u64, u32)>,
    /// The records that have an unchanged row.
    pub same: UnchangedRows,
    /// Issues, by the number of their row.
    pub issues: Vec<(usize, Issue)>,
    /// Rows that a corrected one replaces, each with that one.
    pub replaced: Vec<(Origin, Origin)>,
    /// The tables so far.
    pub tables: Vec<Arc<TablePlace>>,
    /// Whether any row has an identity.
    pub has_identity: bool,
    /// With `create_missing`: referenced records that do not exist.
    pub missing: MissingNames,
    /// What became of the learned corrections.
    pub corrections: CorrectionTally,
    /// The error of the spill file, if there was one.
    pub failure: Option<Error>,
}

impl RowCollector {
    /// Starts another table: its index among all.
    pub fn table(&mut self, place: TablePlace) -> u32 {
        self.tables.push(Arc::new(place));
        u32::try_from(self.tables.len() - 1).unwrap_or(u32::MAX)
    }

    pub fn complain(&mut self, issues: impl IntoIterator<Item = Issue>) {
        let next = self.entries.len();
        let issues = issues.into_iter();
        self.issues.extend(issues.map(|issue| (next, issue)));
    }

    /// Takes the next rows of a table. Rows with a value that may still be withdrawn are kept with their content.
    pub fn take(
        &mut self,
        batch: ShapedBatch,
        undecided: &BTreeSet<u32>,
        table: u32,
        context: ShapeContext<'_>,
    ) {
        let first = self.entries.len();
        for row in batch.rows() {
            let index = self.entries.len();
            self.has_identity |= row.identity.is_some();
            let entry = match row.code {
                Some(code) if !row.facts.is_held => {
                    let is_decided = !undecided.contains(&row.facts.number);
                    self.settled(index, code, is_decided, row, table, context)
                }
                code => RowEntry::Held(Box::new(HeldRow {
                    code: code.map(Code::from),
                    previous_no: row.previous_no.map(Code::from),
                    identity: row.identity.map(str::to_owned),
                    origin: self.place(table).at(row.facts.number),
                    name: row
                        .content
                        .text(context.entity.name_attribute())
                        .map(str::to_owned),
                    reach: row.facts.reach,
                })),
            };
            match &entry {
                RowEntry::Unchanged { known, .. } => self.same.add(*known),
                _ if row.code.is_some() => self.looks.push((row.facts.looks, self.next_number())),
                _ => {}
            }
            self.entries.push(entry);
        }
        let issues = batch.issues.into_iter();
        self.issues
            .extend(issues.map(|(row, issue)| (first + row, issue)));
    }

    /// Hashes of the skeletons of all codes that may be compared with others, with the number of the row.
    pub fn all_looks(&mut self, remembered: &dyn SnapshotLookup) -> Vec<(u64, u32)> {
        let mut looks = mem::take(&mut self.looks);
        if self.same.is_there.is_empty() {
            return looks;
        }
        let look = |known: &u32| hash::look(remembered.code(*known));
        let mut wanted: HashSet<u64> = looks.iter().map(|(look, _)| *look).collect();
        wanted.extend(self.same.again.iter().map(look));
        if wanted.is_empty() {
            return looks;
        }
        for (number, entry) in (0..).zip(&self.entries) {
            if let RowEntry::Unchanged { known, .. } = entry {
                let look = look(known);
                looks.extend(wanted.contains(&look).then_some((look, number)));
            }
        }
        looks
    }

    /// Gives the rows from an index on the canonical form of their codes; returns those that are held instead, each
    /// with its number and its former code.
    pub fn settle_codes(
        &mut self,
        first: usize,
        settled: fn(&str) -> Option<&str>,
        sure: bool,
    ) -> Vec<(u32, String)> {
        let mut held = Vec::new();
        for index in first..self.entries.len() {
            held.extend(self.entries[index].settle_code(settled, sure));
            let number = u32::try_from(index).unwrap_or(u32::MAX);
            let place = self.looks.binary_search_by_key(&number, |(_, row)| *row);
            if let (Ok(place), Some(code)) = (place, self.entries[index].own_code()) {
                self.looks[place].0 = hash::look(code);
            }
        }
        held
    }

    fn settled(
        &mut self,
        index: usize,
        code: &str,
        is_decided: bool,
        row: ShapedRow<'_>,
        table: u32,
        context: ShapeContext<'_>,
    ) -> RowEntry {
        let (mut names_missing, mut respelled) = (false, None);
        if row.facts.names_missing {
            (names_missing, respelled) =
                self.missing
                    .note((index, row.facts.number), row.content, context);
        }
        let row = match &respelled {
            Some(packed) => row.with(packed.pack()),
            None => row,
        };
        let has_all_values = row.kept.is_empty();
        debug_assert!(!has_all_values || has_values(row.content, &self.place(table).keys));
        let value = RowContent {
            code,
            identity: row.identity,
            content: row.content,
            fingerprint: row.facts.fingerprint,
        };
        let may = is_decided && row.previous_no.is_none() && has_all_values && !names_missing;
        match same(value, may, table, context) {
            Some((known, table)) => RowEntry::Unchanged {
                known,
                table,
                row: row.facts.number,
            },
            None => self.kept(code, row, table, context),
        }
    }

    fn kept(
        &mut self,
        code: &str,
        row: ShapedRow<'_>,
        table: u32,
        context: ShapeContext<'_>,
    ) -> RowEntry {
        let body = match context.contents.put(row.content) {
            Ok(body) => body,
            Err(error) => {
                self.failure.get_or_insert(error);
                return RowEntry::Gone;
            }
        };
        let rest = row.rest();
        RowEntry::Other(Box::new(PackedRecord {
            code: Code::from(code),
            content: body,
            table: self.place(table).clone(),
            row: row.facts.number,
            rest: (rest != RareParts::default()).then(|| Box::new(rest)),
        }))
    }

    /// A table that was started.
    fn place(&self, table: u32) -> &Arc<TablePlace> {
        &self.tables[table as usize]
    }

    /// The place of a row.
    pub fn origin(&self, entry: &RowEntry) -> Origin {
        match entry {
            RowEntry::Unchanged { table, row, .. } => {
                let table = self.tables.get(usize::from(*table));
                table.map(|table| table.at(*row)).unwrap_or_default()
            }
            RowEntry::Other(record) => record.origin(),
            RowEntry::Held(held) => held.origin.clone(),
            RowEntry::Gone => Origin::default(),
        }
    }

    /// The constant values of every row in a table.
    pub fn keys(&self, table: u16) -> &[Key] {
        let table = self.tables.get(usize::from(table));
        table.map_or(&[], |table| &table.keys)
    }

    /// Removes a row that is held, or will be.
    pub fn hold(&mut self, index: usize, context: ShapeContext<'_>) -> Option<HeldRow> {
        let entry = mem::replace(&mut self.entries[index], RowEntry::Gone);
        let (previous_no, name) = match &entry {
            RowEntry::Unchanged { .. } => (None, None),
            RowEntry::Other(record) => (record.previous_no().cloned(), record.name(context.entity)),
            RowEntry::Held(_) | RowEntry::Gone => return entry.held(),
        };
        Some(HeldRow {
            code: entry.code(context.snapshot).map(Code::from),
            previous_no,
            identity: entry.identity(context.snapshot).map(str::to_owned),
            origin: self.origin(&entry),
            name,
            reach: HeldScope::Own,
        })
    }

    /// The number of the next row, as the type that row entries use.
    pub fn next_number(&self) -> u32 {
        u32::try_from(self.entries.len()).unwrap_or(u32::MAX)
    }
}

/// The snapshot record with this content, and the table as the type that row entries use. Names of groups must be
/// unique, so that a group's name is always needed.
fn same(
    row: RowContent<'_>,
    may: bool,
    table: u32,
    context: ShapeContext<'_>,
) -> Option<(u32, u16)> {
    let table = u16::try_from(table).ok()?;
    if !may || context.entity.is_referred_to_by_name() {
        return None;
    }
    let known = context.snapshot.same(row)?;
    // A row without an identity keeps the one in the snapshot, but has none itself.
    let is_its = context.snapshot.identity(known) == row.identity;
    is_its.then_some((known, table))
}

/// Whether a content has exactly these values.
pub fn has_values(content: PackedRef<'_>, keys: &[Key]) -> bool {
    let mut keys = keys.iter();
    let all = content.entries().all(|entry| match (entry, keys.next()) {
        (PackedEntry::Text(own, _) | PackedEntry::List(own, _), Some(Key::Attribute(key))) => {
            own == *key
        }
        (PackedEntry::Field(own, _), Some(Key::Field(key))) => *own == **key,
        _ => false,
    });
    all && keys.next().is_none()
}
