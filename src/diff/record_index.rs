//! Both sides of the comparison with their indexes: the snapshot's records and the rows.
//!
//! It finds the record with a code, and pairs nothing. Invariant: a position never changes its row or record.

use std::collections::{HashMap, HashSet};

use super::{content::ContentAccess, indexed_row::IndexedRow};
use crate::{
    codec::{
        AcceptedRow, Packed, PackedRecord, RareParts, ShapedRows, SnapshotRecords, StoredContent,
    },
    error::Result,
    model::{Code, Entity, HeldPlace, HeldRow, HeldScope, Issue, Origin},
};

/// Rows and snapshot records of one entity, addressed by position.
pub(super) struct RecordIndex<'a> {
    pub entity: Entity,
    /// The snapshot's records, by code.
    pub known: &'a SnapshotRecords,
    pub contents: ContentAccess<'a>,
    /// The accepted rows, in the order of the sheets.
    pub rows: Vec<AcceptedRow>,
    /// For each snapshot record, whether a rejected row may be that record.
    pub held: Vec<bool>,
    /// For each row, whether the comparison has rejected it.
    pub refused: Vec<bool>,
    /// Records that were left at a temporary code, by the code that they were to get.
    bound: HashMap<Code, usize>,
    /// Records that got their code by the `previous_no` that their row still has.
    arrived: HashSet<usize>,
    rejected: Vec<HeldRow>,
}

impl<'a> RecordIndex<'a> {
    pub fn new(
        entity: Entity,
        known: &'a SnapshotRecords,
        shaped: ShapedRows,
        contents: ContentAccess<'a>,
    ) -> Self {
        let bound = known.bound().map(|(at, code)| (code.clone(), position(at)));
        let (held, refused) = (vec![false; known.len()], vec![false; shaped.rows.len()]);
        let mut book = Self {
            entity,
            known,
            contents: contents.of(shaped.tables),
            rows: shaped.rows,
            held,
            refused,
            bound: bound.collect(),
            arrived: HashSet::new(),
            rejected: Vec::new(),
        };
        let arrived = |(_, row): (_, IndexedRow<'_>)| book.arrived(row.code, row.previous_no?);
        book.arrived = book.fresh().filter_map(arrived).collect();
        for row in shaped.held {
            book.hold(row);
        }
        book
    }

    /// A row without its content.
    pub fn row(&self, row: usize) -> IndexedRow<'_> {
        match &self.rows[row] {
            AcceptedRow::Unchanged { known, .. } => IndexedRow {
                code: self.known.code(*known),
                identity: self.known.identity(*known),
                previous_no: None,
                kept: &[],
                is_damaged: false,
                same: Some(position(*known)),
            },
            AcceptedRow::Changed(record) => IndexedRow {
                code: &record.code,
                identity: record.identity(),
                previous_no: record.previous_no(),
                kept: record.kept(),
                is_damaged: record.is_damaged(),
                same: None,
            },
        }
    }

    /// The record that a row leaves unchanged.
    pub fn same(&self, row: usize) -> Option<usize> {
        match self.rows[row] {
            AcceptedRow::Unchanged { known, .. } => Some(position(known)),
            AcceptedRow::Changed(_) => None,
        }
    }

    /// The number of rows that are not unchanged.
    pub fn others(&self) -> usize {
        let is_other = |row: &&AcceptedRow| matches!(row, AcceptedRow::Changed(_));
        self.rows.iter().filter(is_other).count()
    }

    /// The place of a row in its sheet.
    pub fn origin(&self, row: usize) -> Origin {
        match &self.rows[row] {
            AcceptedRow::Unchanged { table, row, .. } => self.contents.table(*table).at(*row),
            AcceptedRow::Changed(record) => record.origin(),
        }
    }

    /// The name of the record, if it can be read.
    fn name(&self, row: usize) -> Option<String> {
        let content = self.content(row).ok()?;
        let name = content.pack().text(self.entity.name_attribute());
        name.map(str::to_owned)
    }

    /// The content that a row wants for its record.
    pub fn content(&self, row: usize) -> Result<Packed> {
        match &self.rows[row] {
            AcceptedRow::Unchanged { known, table, .. } => {
                self.contents
                    .same(self.entity, self.known.code(*known), *table)
            }
            AcceptedRow::Changed(record) => record.content.packed(),
        }
    }

    /// Removes a row from the index and returns it.
    pub fn take(&mut self, row: usize) -> AcceptedRow {
        let nothing = AcceptedRow::Unchanged {
            known: u32::MAX,
            table: 0,
            row: 0,
        };
        std::mem::replace(&mut self.rows[row], nothing)
    }

    /// An unchanged row, as if the snapshot had no such record.
    pub fn packed(&self, known: u32, table: u16, row: u32) -> Result<PackedRecord> {
        let code = self.known.code(known);
        let identity = self.known.identity(known).map(str::to_owned);
        let rest = RareParts {
            identity,
            ..RareParts::default()
        };
        Ok(PackedRecord {
            code: Code::from(code),
            content: StoredContent::Inline(self.contents.same(self.entity, code, table)?),
            table: self.contents.table(table),
            row,
            rest: rest.identity.is_some().then(|| Box::new(rest)),
        })
    }

    /// The snapshot record that was left at a temporary code and was to get this code.
    pub fn bound_for(&self, code: &str) -> Option<usize> {
        self.bound.get(code).copied()
    }

    /// The snapshot record with that code.
    pub fn at(&self, code: &str) -> Option<usize> {
        self.known.with_code(code).map(position)
    }

    /// The snapshot record with the row's code.
    pub fn home(&self, row: IndexedRow<'_>) -> Option<usize> {
        row.same.or_else(|| self.at(row.code))
    }

    /// The snapshot record with the row's identity.
    pub fn identified(&self, row: IndexedRow<'_>) -> Option<usize> {
        self.known.with_identity(row.identity?).map(position)
    }

    /// The snapshot record that the row's `previous_no` refers to, if it has not been followed before and may be
    /// followed: a record that got this code by its own row's `previous_no` is not the one that is meant.
    pub fn previous(&self, row: IndexedRow<'_>) -> Option<usize> {
        self.claimed(row.code, row.previous_no)
    }

    fn claimed(&self, code: &str, previous: Option<&Code>) -> Option<usize> {
        let claimed = self.claimed_by(code, previous);
        claimed.filter(|known| !self.arrived.contains(known))
    }

    /// The snapshot record with the code of a row's `previous_no`, if it has not been followed before.
    pub fn claimed_by(&self, code: &str, previous: Option<&Code>) -> Option<usize> {
        let previous = previous.filter(|previous| self.arrived(code, previous).is_none())?;
        self.at(previous)
    }

    /// The record with that code, if it got it by that `previous_no`.
    fn arrived(&self, code: &str, previous: &str) -> Option<usize> {
        let at = self.at(code)?;
        (self.known.get(number(at)).previous_no == Some(previous)).then_some(at)
    }

    /// Whether the identities allow row and record to be the same; they decide if both have one.
    pub fn compatible(&self, row: usize, known: usize) -> bool {
        if !self.known.have_identities() {
            return true;
        }
        match (self.row(row).identity, self.known.identity(number(known))) {
            (Some(row), Some(known)) => row == known,
            _ => true,
        }
    }

    pub fn is_held(&self, known: usize) -> bool {
        self.held[known]
    }

    pub fn holds_any(&self) -> bool {
        self.held.contains(&true)
    }

    /// Whether a rejected row might be any record at all.
    pub fn unreadable(&self) -> bool {
        self.unread_reach().is_some()
    }

    /// The scope of a rejected row that might be any record at all, the widest first.
    pub fn unread_reach(&self) -> Option<HeldScope> {
        let is_known = |code: &Code| self.at(code).is_some();
        let unread = self.rejected.iter().filter(|row| match row.reach {
            HeldScope::Any => true,
            HeldScope::OwnIfKnown => !row.code.as_ref().is_some_and(is_known),
            HeldScope::Own => row.code.is_none(),
        });
        unread.map(|row| row.reach).max()
    }

    pub fn held_places(&self) -> Vec<HeldPlace> {
        let place = |row: &HeldRow| row.place(self.entity);
        self.rejected.iter().map(place).collect()
    }

    /// The rows that are still accepted, with their positions.
    pub fn accepted(&self) -> impl Iterator<Item = (usize, IndexedRow<'_>)> {
        self.places().map(|row| (row, self.row(row)))
    }

    /// The positions of the rows that are still accepted.
    pub fn places(&self) -> impl Iterator<Item = usize> {
        (0..self.rows.len()).filter(|row| !self.refused[*row])
    }

    /// The accepted rows that are not unchanged, with their positions.
    pub fn fresh(&self) -> impl Iterator<Item = (usize, IndexedRow<'_>)> {
        let fresh = self.places().filter(|row| self.same(*row).is_none());
        fresh.map(|row| (row, self.row(row)))
    }

    /// Rejects rows that can't be carried out; their records are held from now on.
    pub fn refuse(&mut self, refused: Vec<(usize, Issue)>) -> Vec<Issue> {
        let mut issues = Vec::with_capacity(refused.len());
        for (position, issue) in refused {
            self.refused[position] = true;
            let row = self.row(position);
            let held = HeldRow {
                code: Some(Code::from(row.code)),
                previous_no: row.previous_no.cloned(),
                identity: row.identity.map(str::to_owned),
                origin: self.origin(position),
                name: self.name(position),
                reach: HeldScope::Own,
            };
            self.hold(held);
            issues.push(issue);
        }
        issues
    }

    /// Holds every record that a rejected row might be.
    fn hold(&mut self, row: HeldRow) {
        let identity = row.identity.as_ref();
        let identified = identity.and_then(|identity| self.known.with_identity(identity));
        let code = row.code.as_deref();
        let at = code.and_then(|code| self.at(code));
        let previous = self.claimed(code.unwrap_or_default(), row.previous_no.as_ref());
        let bound = code.and_then(|code| self.bound_for(code));
        let all = [identified.map(position), at, previous, bound];
        for position in all.into_iter().flatten() {
            self.held[position] = true;
        }
        self.rejected.push(row);
    }
}

/// The position of a record in a list.
pub(super) const fn position(number: u32) -> usize {
    number as usize
}

/// The number of the record at a position; there are never more records than numbers.
pub(super) fn number(position: usize) -> u32 {
    u32::try_from(position).unwrap_or(u32::MAX)
}
