//! The rows of one entity, and the ways in which they may reach the comparison.
//!
//! A row that says what the snapshot says may be handed on without its content, and any content may be put
//! away meanwhile. None of that may be seen in the plan.

use std::{
    collections::BTreeSet,
    sync::{Arc, Mutex},
};

use vbot_sync::{
    codec::{
        AcceptedRow, ContentStore, InMemory, Packed, PackedRecord, PackedRef, RowContent,
        ShapedRows, SnapshotLookup, SnapshotRecords, SpilledContents, StoredContent,
    },
    diff::LazySnapshot,
    error::Result,
    model::{HeldRow, Key, Moves, Origin, Record, TablePlace},
};

/// The rows of one entity: those that are accepted, and those that are set aside.
#[derive(Clone, Debug, Default)]
pub struct Sheet {
    pub records: Vec<Record>,
    pub held: Vec<HeldRow>,
}

/// How rows reach the comparison.
#[derive(Clone, Copy, Debug, Default)]
pub struct Manner {
    /// Rows that say what is remembered come without their content.
    pub sieved: bool,
    /// Contents are put away, and what they name is numbered.
    pub shelved: bool,
}

impl Manner {
    /// All there are; the first is the plainest.
    pub const ALL: [Self; 4] = [
        Self::new(false, false),
        Self::SIEVED,
        Self::new(false, true),
        Self::new(true, true),
    ];

    /// Only the rows are sieved.
    pub const SIEVED: Self = Self::new(true, false);

    const fn new(sieved: bool, shelved: bool) -> Self {
        Self { sieved, shelved }
    }

    /// Whoever puts contents away.
    pub fn content_store(self) -> Box<dyn ContentStore> {
        if self.shelved {
            Box::new(SpilledStore::default())
        } else {
            Box::new(InMemory)
        }
    }
}

/// Spills everything to one place.
#[derive(Default)]
struct SpilledStore(Arc<MemorySpill>);

impl ContentStore for SpilledStore {
    fn put(&self, content: PackedRef<'_>) -> Result<StoredContent> {
        Ok(self.0.put(content.owned()))
    }
}

/// A spill file that stays in memory. It gives everything back, but nothing that it was not given.
#[derive(Debug, Default)]
struct MemorySpill(Mutex<Vec<Packed>>);

impl MemorySpill {
    fn put(self: &Arc<Self>, content: Packed) -> StoredContent {
        let mut all = self.0.lock().expect("nobody panics with it");
        all.push(content);
        StoredContent::Spilled(self.clone(), all.len() as u64)
    }
}

impl SpilledContents for MemorySpill {
    fn show(&self, at: u64, work: &mut dyn FnMut(PackedRef<'_>)) -> Result<()> {
        let all = self.0.lock().expect("nobody panics with it");
        let place = usize::try_from(at - 1).expect("it was put there");
        work(all[place].pack());
        Ok(())
    }
}

impl Sheet {
    /// As the shaping room would hand the rows on.
    pub fn shaped(self, known: &SnapshotRecords, moves: &Moves, manner: Manner) -> ShapedRows {
        let content_store = manner.content_store();
        let watched = |_: RowContent<'_>| !manner.sieved;
        let read = || {
            let mut copy = SnapshotRecords::default();
            for number in known.numbers() {
                copy.push(known.get(number));
            }
            Ok(copy)
        };
        let memory = LazySnapshot::new(&read, moves, &watched);
        let mut shaped = ShapedRows {
            held: self.held,
            ..ShapedRows::default()
        };
        for record in self.records {
            let table = table(&mut shaped.tables, &record);
            let content = Packed::of(&record.content);
            let row = if let Some(known) = same(&memory, &record, &content) {
                AcceptedRow::Unchanged {
                    known,
                    table: u16::try_from(table).expect("there are few tables"),
                    row: record.origin.row.unwrap_or_default(),
                }
            } else {
                let body = content_store.put(content.pack());
                let body = body.expect("a heap takes everything");
                let table = shaped.tables[table].clone();
                AcceptedRow::Changed(Box::new(PackedRecord::of(record, body, table)))
            };
            shaped.rows.push(row);
        }
        shaped
    }
}

/// The number of the record of which a row says what is remembered.
fn same(memory: &LazySnapshot<'_>, record: &Record, content: &Packed) -> Option<u32> {
    let said = RowContent {
        code: &record.code,
        identity: record.identity.as_deref(),
        content: content.pack(),
        fingerprint: content.pack().fingerprint(),
    };
    let asks = record.previous_no.is_some() || !record.kept.is_empty();
    memory.same(said).filter(|_| !asks)
}

/// The place of a row's table among those so far: rows of one table all say something under the same keys.
fn table(tables: &mut Vec<Arc<TablePlace>>, record: &Record) -> usize {
    let origin = Origin {
        row: None,
        ..record.origin.clone()
    };
    let kept = record.kept.iter().cloned();
    let keys: BTreeSet<Key> = record.content.keys().chain(kept).collect();
    let keys = keys.into_iter().collect();
    let own = Arc::new(TablePlace { origin, keys });
    let found = tables.iter().position(|table| *table == own);
    found.unwrap_or_else(|| {
        tables.push(own);
        tables.len() - 1
    })
}
