//! Vanished records that may be the same record, in the account, as one that was adopted there under another case.
//!
//! A server that ignores case answered 409 to the create of `kh1` because it has `KH1`; deleting that one deletes
//! both. Invariant: only an adopted record prevents the delete of another.

use std::{
    collections::{HashMap, HashSet},
    hash::{DefaultHasher, Hash, Hasher},
};

use crate::{
    codec::{Snapshot, SnapshotRecords},
    error::Result,
    model::{Code, Entity},
};

/// Those of the vanished records that have such a twin, with the twin's code.
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

/// A hash of the code without its case. It runs for all records, so it allocates no string.
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
