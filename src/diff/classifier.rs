//! Sorts the records of one entity into changed, unchanged, vanished and staying ones.
//!
//! `matching` has decided which row is which record. It orders nothing. Invariant: every record of the snapshot is in
//! exactly one of the four.

use std::collections::BTreeSet;

use super::{
    compare,
    content::ContentAccess,
    folded,
    input::DiffInput,
    matches::Matches,
    record_index::{RecordIndex, number},
    suggest,
    unwritten::{KeptValues, unwritten},
};
use crate::{
    codec::{AcceptedRow, Change, Diff, Packed, PackedRecord, SnapshotRecordRef, StoredContent},
    error::Result,
    model::{Cause, Code, Entity, HeldScope, Issue, Note, Problem, Record, RecordRef, differences},
};

/// Sorts the records into changed, unchanged, vanished and staying ones.
pub(super) struct Classifier<'a> {
    pub entity: Entity,
    pub against: DiffInput<'a>,
    pub contents: ContentAccess<'a>,
    /// The fields under which a customer may have an unknown value.
    pub fields: BTreeSet<Code>,
    pub found: Diff,
    pub kept: KeptValues,
}

impl Classifier<'_> {
    /// Sorts all of them.
    pub fn sort(mut self, mut book: RecordIndex<'_>, matching: &Matches) -> Result<Diff> {
        let known = self.against.known;
        let reach = book.unread_reach();
        let held = known.numbers().filter(|at| book.is_held(*at as usize));
        let staying = held.map(|at| Code::from(known.code(at)));
        self.found.staying.extend(staying);
        let vanished = known.numbers().filter(|at| {
            matching.of_known.of(*at as usize).is_none() && !book.is_held(*at as usize)
        });
        let vanished: Vec<u32> = vanished.collect();
        self.found.changes.reserve(book.others());
        for at in 0..book.rows.len() {
            if !book.refused[at] {
                let row = book.take(at);
                self.listing(&book, row, matching.of_row.of(at))?;
            }
        }
        self.vanish(&vanished, reach)?;
        self.found
            .issues
            .extend(std::mem::take(&mut self.kept).issues(self.entity));
        suggest::near_misses(&mut self.found)?;
        Ok(self.found)
    }

    /// Most rows need no call; a new record is added to the plan without reading its content.
    fn listing(
        &mut self,
        book: &RecordIndex<'_>,
        row: AcceptedRow,
        partner: Option<usize>,
    ) -> Result<()> {
        let record = match row {
            AcceptedRow::Unchanged { known, .. } if Some(known as usize) == partner => {
                self.found.unchanged += 1;
                return Ok(());
            }
            AcceptedRow::Unchanged { known, table, row } => {
                Box::new(book.packed(known, table, row)?)
            }
            AcceptedRow::Changed(record) => record,
        };
        if let Some(partner) = partner {
            return self.row(record, partner);
        }
        self.create(record);
        Ok(())
    }

    fn create(&mut self, mut record: Box<PackedRecord>) {
        if let Some(rest) = &mut record.rest {
            rest.kept.clear();
        }
        self.change(None, Some(record), true, Cause::Row);
    }

    fn row(&mut self, mut packed: Box<PackedRecord>, partner: usize) -> Result<()> {
        let mut row = packed.open(self.entity)?;
        let known = self.against.known.get(number(partner));
        let stays = *known.code == *row.code;
        if stays && self.is_surely_unchanged(&row, known) {
            self.unchanged(&row, known);
            return Ok(());
        }
        let (moves, rewrites) = (self.against.moves, self.against.policy.renames_cascade);
        let packed_old = self.contents.packed(self.entity, known.code)?;
        let old = packed_old.pack().open();
        let followed = moves.follow(old.clone());
        let basis = moves.basis(&old, rewrites);
        let settled = BTreeSet::new();
        let doubtful = if known.unsettled {
            &self.fields
        } else {
            &settled
        };
        let sent = (&self.contents, &followed);
        let unwritten = unwritten(&row, known.code, &packed.table, sent)?;
        self.kept.add(&row, unwritten.kept);
        compare::complete(&mut row, &unwritten.keys, (&basis, &followed), doubtful);
        let differs = !differences(&basis, &row.content).is_empty();
        let follows = differences(&followed, &row.content).is_empty();
        let follow = moves.must_follow(&old, rewrites);
        let sends = differs || known.unsettled || follow;
        if stays && !sends {
            self.unchanged(&row, known);
            return Ok(());
        }
        let cause = if follows { Cause::Follows } else { Cause::Row };
        // An identity that both sides have proves that it is the same person.
        let unsure = stays && (row.identity.is_none() || known.identity.is_none());
        let another = unsure.then(|| suggest::another_person(&old, &row));
        self.found.issues.extend(another.flatten());
        packed.content = self.stored(&Packed::of(&row.content))?;
        let old = self.stored(&packed_old)?;
        self.change(Some((known, old)), Some(packed), sends, cause);
        Ok(())
    }

    fn stored(&self, content: &Packed) -> Result<StoredContent> {
        self.contents.store.put(content.pack())
    }

    /// Compares the fingerprints only, without reading the content.
    fn is_surely_unchanged(&self, row: &Record, known: SnapshotRecordRef<'_>) -> bool {
        row.kept.is_empty()
            && !known.unsettled
            && row.content.fingerprint() == known.fingerprint
            && !row
                .content
                .references()
                .any(|(entity, name)| self.against.moves.concern(entity, name))
    }

    fn change(
        &mut self,
        old: Option<(SnapshotRecordRef<'_>, StoredContent)>,
        new: Option<Box<PackedRecord>>,
        sends: bool,
        cause: Cause,
    ) {
        let unsettled = old.as_ref().is_some_and(|(known, _)| known.unsettled);
        let old = old.map(|(known, content)| Box::new((Code::from(known.code), content)));
        self.found.changes.push(Change {
            entity: self.entity,
            old,
            new,
            sends,
            cause,
            unsettled,
        });
    }

    fn unchanged(&mut self, row: &Record, known: SnapshotRecordRef<'_>) {
        self.found.unchanged += 1;
        let identity = row
            .identity
            .clone()
            .filter(|_| row.identity.as_deref() != known.identity);
        let previous_no = row
            .previous_no
            .clone()
            .filter(|_| row.previous_no.as_deref() != known.previous_no);
        if identity.is_some() || previous_no.is_some() {
            let (entity, code) = (self.entity, Code::from(known.code));
            self.found.notes.push(Note {
                entity,
                code,
                identity,
                previous_no,
            });
        }
    }

    fn vanish(&mut self, vanished: &[u32], reach: Option<HeldScope>) -> Result<()> {
        let known = self.against.known;
        if self.against.policy.deletes && reach.is_none() {
            let snapshot = self.against.snapshot;
            let mut twins = folded::twins(self.entity, vanished, known, snapshot)?;
            for at in vanished {
                let known = known.get(*at);
                if let Some(twin) = twins.remove(at) {
                    self.keep_for(twin, known);
                    continue;
                }
                let content = self.contents.packed(self.entity, known.code)?;
                let content = self.stored(&content)?;
                self.change(Some((known, content)), None, false, Cause::Row);
            }
            return Ok(());
        }
        let codes: Vec<&str> = vanished.iter().map(|at| known.code(*at)).collect();
        let staying = codes.iter().map(|code| Code::from(*code));
        self.found.staying.extend(staying);
        if !codes.is_empty() {
            self.found.issues.push(kept(self.entity, &codes, reach));
        }
        Ok(())
    }

    /// Keeps a record that may be the same as another.
    fn keep_for(&mut self, twin: Code, known: SnapshotRecordRef<'_>) {
        let record = RecordRef::new(self.entity, known.code);
        let problem = Problem::DeleteOfTwin { record, twin };
        self.found.issues.push(Issue::new(problem, None));
        self.found.staying.insert(Code::from(known.code));
    }
}

/// The issue that vanished records are kept, with the reason.
fn kept(entity: Entity, vanished: &[&str], reach: Option<HeldScope>) -> Issue {
    let count = vanished.len();
    let first = vanished.iter().take(5).map(|code| Code::from(*code));
    let first = first.collect();
    let problem = match reach {
        Some(reach) => Problem::DeletesWithheld {
            entity,
            count,
            first,
            reach,
        },
        None => Problem::DeletesOff {
            entity,
            count,
            first,
        },
    };
    Issue::new(problem, None)
}
