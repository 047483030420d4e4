//! Vanished records that may be one, in the account, with a record that was taken over there under another case.
//!
//! A server that does not tell capitals from small letters answered 409 to the create of `kh1` because it has `KH1`; to
//! delete that is to delete both. Invariant: only a record that was taken over keeps another from being deleted.

use std::{
    collections::{HashMap, HashSet},
    hash::{DefaultHasher, Hash, Hasher},
};

use super::Classifier;
use crate::{
    error::Result,
    model::{
        Code, Entity, Issue, Problem, RecordRef, Snapshot, SnapshotRecordRef, SnapshotRecords,
    },
};

impl Classifier<'_> {
    /// Does not delete what may be the same record as another.
    pub(super) fn keep_for(&mut self, twin: Code, known: SnapshotRecordRef<'_>) {
        let record = RecordRef::new(self.entity, known.code);
        let problem = Problem::DeleteOfTwin { record, twin };
        self.found.issues.push(Issue::new(problem, None));
        self.found.staying.insert(Code::from(known.code));
    }
}

/// Such of the vanished records, each with the code of the other.
pub(super) fn twins(
    entity: Entity,
    vanished: &[u32],
    known: &SnapshotRecords,
    snapshot: &dyn Snapshot,
) -> Result<HashMap<u32, Code>> {
    let mut twins = HashMap::new();
    if vanished.is_empty() {
        return Ok(twins);
    }
    let mut by_look: HashMap<u64, Vec<u32>> = HashMap::new();
    for at in vanished {
        by_look.entry(look(known.code(*at))).or_default().push(*at);
    }
    let gone: HashSet<u32> = vanished.iter().copied().collect();
    for other in known.numbers() {
        let code = known.code(other);
        for at in by_look.get(&look(code)).into_iter().flatten() {
            let is_twin = !gone.contains(&other) && is_twin(code, known.code(*at));
            let other = Code::from(code);
            if is_twin && snapshot.is_taken_over(entity, &other)? {
                twins.insert(*at, other);
            }
        }
    }
    Ok(twins)
}

fn is_twin(one: &str, other: &str) -> bool {
    one != other && one.to_lowercase() == other.to_lowercase()
}

/// Of all records: without a text of its own for each.
fn look(code: &str) -> u64 {
    let mut hasher = DefaultHasher::new();
    for letter in code.chars() {
        if letter.is_ascii() {
            letter.to_ascii_lowercase().hash(&mut hasher);
        } else {
            letter
                .to_lowercase()
                .for_each(|small| small.hash(&mut hasher));
        }
    }
    hasher.finish()
}
