//! The rows of one entity, and the forms in which they are passed to the comparison.
//!
//! A row that equals the snapshot may be passed without its content, and any content may be spilled.
//! Invariant: the plan does not depend on the form.

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

/// The rows of one entity: accepted and held ones.
#[derive(Clone, Debug, Default)]
pub struct Sheet {
    pub records: Vec<Record>,
    pub held: Vec<HeldRow>,
}

/// The form in which rows are passed to the comparison.
#[derive(Clone, Copy, Debug, Default)]
pub struct Delivery {
    /// Rows that equal the snapshot are passed without their content.
    pub elided: bool,
    /// Contents are spilled, and their references are numbered.
    pub spilled: bool,
}

impl Delivery {
    /// All forms; the first is the plain one.
    pub const ALL: [Self; 4] = [
        Self::new(false, false),
        Self::ELIDED,
        Self::new(false, true),
        Self::new(true, true),
    ];

    /// Only the contents of unchanged rows are left out.
    pub const ELIDED: Self = Self::new(true, false);

    const fn new(elided: bool, spilled: bool) -> Self {
        Self { elided, spilled }
    }

    /// The store of contents.
    pub fn content_store(self) -> Box<dyn ContentStore> {
        if self.spilled {
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

/// A spill file in memory.
#[derive(Debug, Default)]
struct MemorySpill(Mutex<Vec<Packed>>);

impl MemorySpill {
    fn put(self: &Arc<Self>, content: Packed) -> StoredContent {
        let mut all = self.0.lock().expect("the lock is not poisoned");
        all.push(content);
        StoredContent::Spilled(self.clone(), all.len() as u64)
    }
}

impl SpilledContents for MemorySpill {
    fn show(&self, at: u64, work: &mut dyn FnMut(PackedRef<'_>)) -> Result<()> {
        let all = self.0.lock().expect("the lock is not poisoned");
        let place = usize::try_from(at - 1).expect("the content is in the spill file");
        work(all[place].pack());
        Ok(())
    }
}

impl Sheet {
    /// The rows as `shape` would pass them on.
    pub fn shaped(self, known: &SnapshotRecords, moves: &Moves, delivery: Delivery) -> ShapedRows {
        let content_store = delivery.content_store();
        let watched = |_: RowContent<'_>| !delivery.elided;
        let read = || {
            let mut copy = SnapshotRecords::default();
            for number in known.numbers() {
                copy.push(known.get(number));
            }
            Ok(copy)
        };
        let snapshot = LazySnapshot::new(&read, moves, &watched);
        let mut shaped = ShapedRows {
            held: self.held,
            ..ShapedRows::default()
        };
        for record in self.records {
            let table = table(&mut shaped.tables, &record);
            let content = Packed::of(&record.content);
            let row = if let Some(known) = same(&snapshot, &record, &content) {
                AcceptedRow::Unchanged {
                    known,
                    table: u16::try_from(table).expect("there are few tables"),
                    row: record.origin.row.unwrap_or_default(),
                }
            } else {
                let body = content_store.put(content.pack());
                let body = body.expect("a content can be stored in memory");
                let table = shaped.tables[table].clone();
                AcceptedRow::Changed(Box::new(PackedRecord::of(record, body, table)))
            };
            shaped.rows.push(row);
        }
        shaped
    }
}

/// The number of the snapshot record that a row equals.
fn same(snapshot: &LazySnapshot<'_>, record: &Record, content: &Packed) -> Option<u32> {
    let content_of_row = RowContent {
        code: &record.code,
        identity: record.identity.as_deref(),
        content: content.pack(),
        fingerprint: content.pack().fingerprint(),
    };
    let asks = record.previous_no.is_some() || !record.kept.is_empty();
    snapshot.same(content_of_row).filter(|_| !asks)
}

/// The place of a row's table among those so far: all rows of a table have the same keys.
fn table(tables: &mut Vec<Arc<TablePlace>>, record: &Record) -> usize {
    let origin = Origin {
        row: None,
        ..record.origin.clone()
    };
    let kept = record.kept.iter().cloned();
    let keys: BTreeSet<Key> = record.content.keys().chain(kept).collect();
    let keys = keys.into_iter().collect();
    let own = Arc::new(TablePlace {
        origin,
        keys,
        ..TablePlace::default()
    });
    let found = tables.iter().position(|table| *table == own);
    found.unwrap_or_else(|| {
        tables.push(own);
        tables.len() - 1
    })
}
