//! The first calls of a run, by which it is judged before the rest is sent.
//!
//! It does not judge. Invariant: every kind of call gets its share, from both ends of the sheets in turn.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use super::needed_calls::needed;
use crate::{
    codec::{Calls, Links},
    error::Result,
    model::{CallId, Entity, Operation},
};

/// So many calls, shared evenly over entities and operations, with everything that they need on top.
///
/// # Errors
/// Spilled content can't be read.
pub fn canary(calls: &Calls, links: &Links, count: usize) -> Result<BTreeSet<CallId>> {
    let mut kinds = BTreeMap::<(Entity, Operation), VecDeque<CallId>>::new();
    for head in calls.heads() {
        let head = head?;
        let kind = (head.entity, head.operation);
        kinds.entry(kind).or_default().push_back(head.id);
    }
    let mut drawn = Vec::new();
    let mut from_front = true;
    while drawn.len() < count && kinds.values().any(|calls| !calls.is_empty()) {
        for calls in kinds.values_mut() {
            let call = if from_front {
                calls.pop_front()
            } else {
                calls.pop_back()
            };
            drawn.extend(call.filter(|_| drawn.len() < count));
        }
        from_front = !from_front;
    }
    Ok(needed(links, drawn))
}
