//! Compares records with the snapshot: new, changed, moved and vanished ones.
//!
//! It decides which row is which record (`matching`), whether two contents differ (`compare`) and which row can't
//! have the code it wants (`occupancy`); it makes no calls and orders nothing. Invariant: a record whose row was
//! rejected is neither changed nor treated as vanished.

mod classifier;
mod compare;
mod content;
mod folded;
mod indexed_row;
mod input;
mod lazy_snapshot;
mod matches;
mod matching;
mod occupancy;
mod previous;
mod record_index;
mod suggest;
#[cfg(test)]
mod tests;
mod twins;
mod unwritten;

use crate::{
    codec::{Diff, ShapedRows},
    error::Result,
    model::Entity,
};
use classifier::Classifier;
use content::ContentAccess;
use record_index::RecordIndex;

pub use input::DiffInput;
pub use lazy_snapshot::LazySnapshot;

/// Compares the rows of one entity with the snapshot.
///
/// # Errors
/// The snapshot or a spilled content can't be read.
pub fn diff(entity: Entity, mut shaped: ShapedRows, against: DiffInput<'_>) -> Result<Diff> {
    let mut issues = std::mem::take(&mut shaped.issues);
    let twins = std::mem::take(&mut shaped.twins);
    let replaced = std::mem::take(&mut shaped.replaced);
    let contents = ContentAccess::new(against.snapshot, against.contents);
    let mut book = RecordIndex::new(entity, against.known, shaped, contents);
    issues.extend(twins::refuse(&mut book, &twins, against.policy.codes));
    let group_names = group_names(&book)?;
    let matching = loop {
        let matching = matching::matches(&book, against.policy)?;
        let refused = occupancy::refused(&book, &matching, &group_names, against.policy)?;
        if refused.is_empty() {
            break matching;
        }
        issues.extend(book.refuse(refused));
    };
    issues.extend(previous::idle(&book, &matching));
    let fields = compare::doubtful(&book, against.snapshot, against.moves)?;
    let found = Diff {
        held: book.held_places(),
        known: book.known.len(),
        issues,
        replaced,
        ..Diff::default()
    };
    Classifier {
        entity,
        against,
        contents: book.contents.clone(),
        fields,
        found,
        kept: unwritten::KeptValues::default(),
    }
    .sort(book, &matching)
}

/// The names in the snapshot, by position, of an entity that customers refer to by name; other names need not be
/// unique.
fn group_names(book: &RecordIndex<'_>) -> Result<Vec<Option<String>>> {
    let entity = book.entity;
    if !entity.is_referred_to_by_name() {
        return Ok(Vec::new());
    }
    let name = |known: u32| {
        let code = book.known.code(known);
        let content = book.contents.acknowledged(entity, code)?;
        let name = content.text(entity.name_attribute());
        Ok(name.map(str::to_owned))
    };
    book.known.numbers().map(name).collect()
}
