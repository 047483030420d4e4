//! Vanished records that may be the same record, in the account, as one that was adopted there under another case.
//!
//! A server that ignores case answered 409 to the create of `kh1` because it has `KH1`; deleting that one deletes
//! both. Invariant: only an adopted record prevents the delete of another.

use std::{
    collections::HashMap,
    hash::{DefaultHasher, Hash, Hasher},
};

use crate::{
    codec::{Snapshot, SnapshotRecords},
    error::Result,
    model::{Code, Entity},
};

/// Those of the vanished records, which ascend, that have such a twin, with the twin's code.
pub(super) fn twins(
    entity: Entity,
    vanished: &[u32],
    known: &SnapshotRecords,
    snapshot: &dyn Snapshot,
) -> Result<HashMap<u32, Code>> {
    let mut twins = HashMap::new();
    let mut looks: Vec<(u64, u32)> = vanished
        .iter()
        .map(|at| (look(known.code(*at)), *at))
        .collect();
    looks.sort_unstable();
    let is_gone = |other: &u32| vanished.binary_search(other).is_ok();
    for other in known.numbers().filter(|other| !is_gone(other)) {
        let code = known.code(other);
        let own = look(code);
        let first = looks.partition_point(|(look, _)| *look < own);
        let alike = looks[first..].iter().take_while(|(look, _)| *look == own);
        for (_, at) in alike.filter(|(_, at)| is_twin(code, known.code(*at))) {
            let other = Code::from(code);
            if snapshot.is_taken_over(entity, &other)? {
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
