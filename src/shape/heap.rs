//! Every row so far, and the sieve that they go through: what is remembered needs no room.
//!
//! It compares no row with another. Invariant: a row is listed as remembered only where everything it
//! says, and that it says nothing else, can be told from there.

use std::{collections::BTreeMap, mem, sync::Arc};

use super::entry::{Entry, Shape};
use super::hash;
use super::namings::Namings;
use super::references::{References, Verdict};
use super::swift::Quick;
use crate::error::Error;
use crate::model::{
    Body, Code, Entity, Held, Issue, Keeper, Key, Origin, Pack, Packed, PackedRecord, Packing,
    Policy, Record, Remembered, Rest, Said, TablePlace,
};

/// Whom a heap asks.
#[derive(Clone, Copy)]
pub struct Surroundings<'a> {
    pub entity: Entity,
    pub policy: Policy,
    pub references: &'a References,
    pub remembered: &'a dyn Remembered,
    pub keeper: &'a dyn Keeper,
}

/// Every row so far with every complaint, each under the number of its row.
#[derive(Debug, Default)]
pub struct Heap {
    /// By number, in the order of the sheets.
    pub entries: Vec<Entry>,
    /// The codes in lower case, as numbers, with the number of the row.
    pub lowered: Vec<(u64, u32)>,
    /// Complaints under the number of the row that they belong to.
    pub issues: Vec<(usize, Issue)>,
    /// The tables so far.
    pub tables: Vec<Arc<TablePlace>>,
    /// Whether any row has an identity.
    pub has_identity: bool,
    /// With `create_missing`: what rows name that is nowhere, and the numbers of those rows.
    pub missing: BTreeMap<(Entity, String), Vec<usize>>,
    /// What the rows name that were put away.
    pub namings: Namings,
    /// Why a content could not be put away.
    pub failure: Option<Error>,
}

impl Heap {
    /// Another table: its place among all.
    pub fn table(&mut self, place: TablePlace) -> u32 {
        self.tables.push(Arc::new(place));
        u32::try_from(self.tables.len() - 1).unwrap_or(u32::MAX)
    }

    pub fn complain(&mut self, issues: impl IntoIterator<Item = Issue>) {
        let next = self.entries.len();
        self.issues
            .extend(issues.into_iter().map(|issue| (next, issue)));
    }

    /// A row that went the quick way.
    pub fn quick(&mut self, row: Quick<'_>, (table, number): (u32, u32), with: Surroundings<'_>) {
        let said = Said {
            code: row.code,
            identity: row.identity,
            content: row.content,
            fingerprint: row.fingerprint,
        };
        self.number(row.lowered);
        self.has_identity |= row.identity.is_some();
        let known = same(said, row.previous_no.is_none(), table, with);
        let entry = if let Some((known, table)) = known {
            let row = number;
            Entry::Same { known, table, row }
        } else {
            let rest = Rest {
                previous_no: row.previous_no.map(Code::from),
                identity: row.identity.map(str::to_owned),
                kept: Vec::new(),
            };
            let code = Code::from(row.code);
            self.kept(code, row.content, rest, (table, number), with)
        };
        self.entries.push(entry);
    }

    /// A row that went the long way; while its table may take values back, it stays open.
    pub fn take(&mut self, shape: Shape, stays_open: bool, table: u32, with: Surroundings<'_>) {
        let entry = match shape {
            Shape::Held(held) => Entry::Held(held),
            Shape::Record(record) => Entry::Open(table, record),
        };
        if let Some(code) = entry.own_code() {
            let lowered = hash::lowered(code);
            self.number(lowered);
        }
        self.has_identity |= match &entry {
            Entry::Open(_, record) => record.identity.is_some(),
            Entry::Held(held) => held.identity.is_some(),
            _ => false,
        };
        self.entries.push(entry);
        if !stays_open {
            self.close(self.entries.len() - 1, with);
        }
    }

    /// What was open is settled, from that row on.
    pub fn close(&mut self, first: usize, with: Surroundings<'_>) {
        for index in first..self.entries.len() {
            if matches!(self.entries[index], Entry::Open(..))
                && let Entry::Open(table, record) =
                    mem::replace(&mut self.entries[index], Entry::Gone)
            {
                self.entries[index] = self.settled(index, table, *record, with);
            }
        }
    }

    fn settled(
        &mut self,
        index: usize,
        table: u32,
        record: Record,
        with: Surroundings<'_>,
    ) -> Entry {
        let packed = Packed::of(&record.content);
        let content = packed.pack();
        let number = record.origin.row.unwrap_or_default();
        let keeps_nothing = record.previous_no.is_none() && record.kept.is_empty();
        let place = usize::try_from(table).ok();
        let place = place.and_then(|place| self.tables.get(place));
        let says_all = place.is_some_and(|place| says(content, &place.keys));
        let names_missing = self.note_missing(index, &record, with);
        let said = Said {
            code: &record.code,
            identity: record.identity.as_deref(),
            content,
            fingerprint: Some(content.fingerprint()),
        };
        let may = keeps_nothing && says_all && !names_missing;
        if let Some((known, table)) = same(said, may, table, with) {
            return Entry::Same {
                known,
                table,
                row: number,
            };
        }
        let rest = Rest {
            previous_no: record.previous_no,
            identity: record.identity,
            kept: record.kept,
        };
        self.kept(record.code, content, rest, (table, number), with)
    }

    /// Notes what the row names that is nowhere; whether there is anything.
    fn note_missing(&mut self, index: usize, record: &Record, with: Surroundings<'_>) -> bool {
        let mut any = false;
        if !with.policy.create_missing {
            return any;
        }
        for (entity, name) in record.content.references() {
            if with.references.verdict(entity, name) == Verdict::Missing {
                any = true;
                let rows = self.missing.entry((entity, name.to_owned())).or_default();
                rows.push(index);
            }
        }
        any
    }

    fn kept(
        &mut self,
        code: Code,
        content: Pack<'_>,
        rest: Rest,
        (table, row): (u32, u32),
        with: Surroundings<'_>,
    ) -> Entry {
        let naming = match with.entity {
            Entity::Customer => self.namings.of(content),
            _ => None,
        };
        let content = with.keeper.put(content).unwrap_or_else(|error| {
            self.failure.get_or_insert(error);
            Body::Here(Packed::default())
        });
        let table = usize::try_from(table).ok();
        let table = table.and_then(|table| self.tables.get(table)).cloned();
        Entry::Other(Box::new(PackedRecord {
            code,
            content,
            table: table.unwrap_or_default(),
            row,
            naming,
            rest: (rest != Rest::default()).then(|| Box::new(rest)),
        }))
    }

    /// Where a row stands.
    pub fn origin(&self, entry: &Entry) -> Origin {
        match entry {
            Entry::Same { table, row, .. } => {
                let table = self.tables.get(usize::from(*table));
                table.map(|table| table.at(*row)).unwrap_or_default()
            }
            Entry::Other(record) => record.origin(),
            Entry::Open(_, record) => record.origin.clone(),
            Entry::Held(held) => held.origin.clone(),
            Entry::Gone => Origin::default(),
        }
    }

    /// What every row of a table says.
    pub fn keys(&self, table: u16) -> &[Key] {
        let table = self.tables.get(usize::from(table));
        table.map_or(&[], |table| &table.keys)
    }

    /// Sets a row aside that was understood, or was set aside before.
    pub fn set_aside(&mut self, index: usize, with: Surroundings<'_>) -> Option<Held> {
        let entry = &self.entries[index];
        if !entry.is_record() {
            return self.take_held(index);
        }
        let (previous_no, identity) = match entry {
            Entry::Same { known, .. } => (None, with.remembered.identity(*known)),
            Entry::Other(record) => (record.previous_no().cloned(), record.identity()),
            _ => (None, None),
        };
        let held = Held {
            code: entry.code(with.remembered).map(Code::from),
            previous_no,
            identity: identity.map(str::to_owned),
            origin: self.origin(entry),
        };
        self.entries[index] = Entry::Gone;
        Some(held)
    }

    /// A row that is held.
    pub fn take_held(&mut self, index: usize) -> Option<Held> {
        if !matches!(self.entries[index], Entry::Held(_)) {
            return None;
        }
        match mem::replace(&mut self.entries[index], Entry::Gone) {
            Entry::Held(held) => Some(*held),
            _ => None,
        }
    }

    fn number(&mut self, lowered: u64) {
        let index = u32::try_from(self.entries.len()).unwrap_or(u32::MAX);
        self.lowered.push((lowered, index));
    }
}

/// The record that is remembered just so, and the table in the space that a listing has for it. Names of
/// groups must be unique, so that each has to be at hand.
fn same(said: Said<'_>, may: bool, table: u32, with: Surroundings<'_>) -> Option<(u32, u16)> {
    let table = u16::try_from(table).ok()?;
    if !may || with.entity == Entity::Group {
        return None;
    }
    let known = with.remembered.same(said)?;
    // A row that says no identity leaves the one that is remembered, and yet has none itself.
    let is_its = with.remembered.identity(known) == said.identity;
    is_its.then_some((known, table))
}

/// Whether a content says just that.
pub fn says(content: Pack<'_>, keys: &[Key]) -> bool {
    let mut keys = keys.iter();
    let all = content.entries().all(|entry| match (entry, keys.next()) {
        (Packing::Text(said, _) | Packing::List(said, _), Some(Key::Attribute(key))) => {
            said == *key
        }
        (Packing::Field(said, _), Some(Key::Field(key))) => *said == **key,
        _ => false,
    });
    all && keys.next().is_none()
}
