//! What becomes of the rows of each table: every row has one fate.
//!
//! A plan decides which rows it holds and leaves out; the calls in the journal decide the rest. It reads neither. Invariant:
//! the fates of a table add up to its rows, or there are no counts.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::{CallState, Cause, Entity, Origin};

/// A table that an entity is read from.
#[derive(Clone, Debug, Eq, Ord, PartialEq, PartialOrd, Deserialize, Serialize)]
pub struct RowTable {
    /// The entity of its rows.
    pub entity: Entity,
    /// The file, as in every origin.
    pub file: Arc<str>,
    /// The sheet's name; a CSV file has none.
    pub sheet: Option<Arc<str>>,
}

impl RowTable {
    /// The table of a row.
    #[must_use]
    pub fn of(entity: Entity, origin: &Origin) -> Self {
        Self {
            entity,
            file: origin.file.clone(),
            sheet: origin.sheet.clone(),
        }
    }
}

/// The rows of one table as the plan decides on them, by their numbers.
#[derive(Clone, Debug, Default, Eq, PartialEq, Deserialize, Serialize)]
pub struct TableRows {
    /// Whether it is a source; corrected rows are in a workbook that is none.
    pub is_source: bool,
    /// How many sources read it for the same entity.
    #[serde(default)]
    pub readings: usize,
    /// Rows that were not blank.
    pub rows: usize,
    /// Those of them that are no records, such as totals, which have no number here.
    pub excluded: usize,
    /// Those that are held.
    pub held: Vec<u32>,
    /// Those with a call that is left out, and held ones that no condition selects.
    pub left_out: Vec<u32>,
    /// Those that equal a row in the same table, which shares its fate with them.
    pub repeated: Vec<(u32, u32)>,
    /// The same with a row in another table, or with a corrected row.
    pub repeated_elsewhere: Vec<(u32, RowTable, u32)>,
}

/// The rows of all tables as the plan decides on them.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub struct PlannedRows(BTreeMap<RowTable, TableRows>);

impl PlannedRows {
    /// Adds a table that is a source, with its rows as often as it was read. It has each row once, with the calls of all readings.
    pub fn add_table(&mut self, table: RowTable, rows: usize, excluded: usize, readings: usize) {
        let table = self.0.entry(table).or_default();
        table.is_source = true;
        table.readings += readings;
        table.rows = table.rows.max(rows / readings.max(1));
        table.excluded += excluded / readings.max(1);
    }

    /// Adds a row that is held.
    pub fn hold(&mut self, entity: Entity, origin: &Origin) {
        if let Some((rows, row)) = self.row(entity, origin) {
            rows.held.push(row);
        }
    }

    /// Adds a row that is left out.
    pub fn leave_out(&mut self, entity: Entity, origin: &Origin) {
        if let Some((rows, row)) = self.row(entity, origin) {
            rows.left_out.push(row);
        }
    }

    /// Adds a row that equals another one, or that a corrected one replaces: it shares the other's fate.
    pub fn repeat(&mut self, entity: Entity, origin: &Origin, first: &Origin) {
        let elsewhere = RowTable::of(entity, first);
        let is_same = elsewhere == RowTable::of(entity, origin);
        if let (Some((rows, row)), Some(first)) = (self.row(entity, origin), first.row) {
            if is_same {
                rows.repeated.push((row, first));
            } else {
                rows.repeated_elsewhere
                    .push((row, elsewhere.clone(), first));
                // Corrected rows have fates as well, although their workbook is no source.
                self.0.entry(elsewhere).or_default();
            }
        }
    }

    fn row(&mut self, entity: Entity, origin: &Origin) -> Option<(&mut TableRows, u32)> {
        let row = origin.row?;
        Some((self.0.entry(RowTable::of(entity, origin)).or_default(), row))
    }
}

impl Serialize for PlannedRows {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(&self.0)
    }
}

impl<'de> Deserialize<'de> for PlannedRows {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let tables = Vec::<(RowTable, TableRows)>::deserialize(deserializer)?;
        Ok(Self(tables.into_iter().collect()))
    }
}

/// What became of a row that the plan did not leave as it was. Of several fates a row has the greatest.
#[derive(Clone, Copy, Debug, Eq, Ord, PartialEq, PartialOrd)]
enum RowFate {
    /// All of its calls were acknowledged.
    Accepted,
    /// A call was not sent, because it was left out.
    LeftOut,
    /// A call was refused, or not sent because one before it was.
    Failed,
    /// It was held.
    Held,
}

/// A call of the run, as far as it decides on a row.
#[derive(Clone, Copy, Debug)]
pub struct RowCall<'a> {
    /// The entity of its record.
    pub entity: Entity,
    /// What requires it.
    pub cause: Cause,
    /// The row.
    pub origin: &'a Origin,
    /// Its state when the run had ended.
    pub state: CallState,
}

/// How many rows of a table have which fate.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
#[expect(missing_docs, reason = "each count is named for what it counts")]
pub struct FateCounts {
    pub rows: usize,
    pub accepted: usize,
    pub failed: usize,
    pub held: usize,
    pub unchanged: usize,
    pub left_out: usize,
}

/// The fates of the rows of all tables.
#[derive(Debug)]
pub struct RowFates {
    planned: PlannedRows,
    fates: BTreeMap<RowTable, BTreeMap<u32, RowFate>>,
}

impl RowFates {
    /// The fates that the plan decides.
    #[must_use]
    pub fn new(planned: PlannedRows) -> Self {
        let mut fates = BTreeMap::new();
        for (table, rows) in &planned.0 {
            let held = rows.held.iter().map(|row| (*row, RowFate::Held));
            let left_out = rows.left_out.iter().map(|row| (*row, RowFate::LeftOut));
            let mut decided = BTreeMap::new();
            for (row, fate) in held.chain(left_out) {
                raise(&mut decided, row, fate);
            }
            fates.insert(table.clone(), decided);
        }
        Self { planned, fates }
    }

    /// Adds a call of the run, with its state at the end. A call without a row, or of a row of another run, decides none.
    pub fn add(&mut self, call: RowCall<'_>) {
        let RowCall { entity, origin, .. } = call;
        // The row of a missing record is the customer's that refers to it.
        let entity = match call.cause {
            Cause::Missing => Entity::Customer,
            _ => entity,
        };
        let fate = match call.state {
            CallState::Applied | CallState::Skipped => RowFate::Accepted,
            _ => RowFate::Failed,
        };
        let fates = self.fates.get_mut(&RowTable::of(entity, origin));
        if let (Some(fates), Some(row)) = (fates, origin.row) {
            raise(fates, row, fate);
        }
    }

    /// Rows of each entity that no call and no decision of the plan concerns; rows that are the same record count once.
    /// The comparison with the snapshot has counted them as well, in another way. With whether each row is one record.
    #[must_use]
    pub fn unconcerned(&self) -> BTreeMap<Entity, (usize, bool)> {
        let mut counts = BTreeMap::<Entity, (usize, bool)>::new();
        let (mut repeats, mut repeats_of) = (BTreeMap::new(), BTreeMap::<Entity, usize>::new());
        for (table, rows) in &self.planned.0 {
            let here = rows.repeated.iter();
            let here = here.map(|(row, first)| (*row, (table, *first)));
            let other = rows.repeated_elsewhere.iter();
            let elsewhere = other.map(|(row, table, first)| (*row, (table, *first)));
            let all = here.chain(elsewhere);
            repeats.extend(all.map(|(row, first)| ((table, row), first)));
            if rows.is_source {
                let decided = self.fates[table].len() + rows.excluded;
                let count = counts.entry(table.entity).or_insert((0, true));
                count.0 += rows.rows.saturating_sub(decided);
                count.1 &= rows.readings == 1;
            }
        }
        let has_fate = |(table, row): (&RowTable, u32)| {
            let fates = self.fates.get(table);
            fates.is_some_and(|fates| fates.contains_key(&row))
        };
        let is_source = |table| self.planned.0.get(table).is_some_and(|rows| rows.is_source);
        let mut corrected = BTreeSet::new();
        for (row, first) in repeats {
            if !has_fate(row) {
                *repeats_of.entry(row.0.entity).or_default() += 1;
            }
            // A corrected row is in no source, and counts instead of those that it replaces.
            if !is_source(first.0) && !has_fate(first) && corrected.insert(first) {
                counts.entry(row.0.entity).or_insert((0, true)).0 += 1;
            }
        }
        for (entity, (rows, _)) in &mut counts {
            *rows = rows.saturating_sub(repeats_of.get(entity).copied().unwrap_or_default());
        }
        counts
    }

    /// The counts of each table that is a source.
    ///
    /// # Errors
    /// A table has fewer rows than fates, so that its counts would be wrong.
    pub fn counts(mut self) -> Result<BTreeMap<RowTable, FateCounts>, RowTable> {
        self.share();
        let mut counts = BTreeMap::new();
        for (table, planned) in self.planned.0 {
            let TableRows { rows, excluded, .. } = planned;
            if !planned.is_source {
                continue;
            }
            let fates = self.fates.remove(&table).unwrap_or_default();
            let of = |fate| fates.values().filter(|own| **own == fate).count();
            let decided = fates.len() + excluded;
            let Some(unchanged) = rows.checked_sub(decided) else {
                return Err(table);
            };
            let count = FateCounts {
                rows,
                accepted: of(RowFate::Accepted),
                failed: of(RowFate::Failed),
                held: of(RowFate::Held),
                unchanged,
                left_out: of(RowFate::LeftOut) + excluded,
            };
            counts.insert(table, count);
        }
        Ok(counts)
    }

    /// Gives rows that equal another one its fate.
    fn share(&mut self) {
        for (table, rows) in &self.planned.0 {
            let here = rows
                .repeated
                .iter()
                .map(|(row, first)| (*row, table, *first));
            let elsewhere = rows.repeated_elsewhere.iter();
            let elsewhere = elsewhere.map(|(row, table, first)| (*row, table, *first));
            for (row, other, first) in here.chain(elsewhere) {
                let fate = self.fates.get(other).and_then(|fates| fates.get(&first));
                if let (Some(fate), Some(fates)) = (fate.copied(), self.fates.get_mut(table)) {
                    raise(fates, row, fate);
                }
            }
        }
    }
}

fn raise(fates: &mut BTreeMap<u32, RowFate>, row: u32, fate: RowFate) {
    let own = fates.entry(row).or_insert(fate);
    *own = fate.max(*own);
}
