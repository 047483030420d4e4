//! What of an old plan must still be sent before a new one is made.
//!
//! A new plan starts from what is known, so calls in doubt are settled first; and no record may stay at a
//! temporary code, so a cycle that has begun is finished first, with whatever it waits for, be it only to
//! be settled: should this die too, a `resume` sends what is left here. The rest of the old plan can be
//! given up.

use std::collections::{BTreeMap, BTreeSet};

use super::is_temporary;
use crate::{
    error::Result,
    model::{Attribute, CallId, CallState, Code, Entity, Links, Snapshot, StoredHead},
};

/// The records that have a temporary code or group name at this moment.
///
/// # Errors
/// The snapshot can't be read.
pub fn temporary(snapshot: &dyn Snapshot) -> Result<BTreeSet<(Entity, Code)>> {
    let mut codes = BTreeSet::new();
    for entity in Entity::ALL {
        let away = snapshot.away(entity)?;
        codes.extend(away.into_iter().map(|code| (entity, code)));
    }
    for known in snapshot.known(Entity::Group)? {
        let content = snapshot.known_content(Entity::Group, &known.code)?;
        if content.text(Attribute::GroupName).is_some_and(is_temporary) {
            codes.insert((Entity::Group, known.code));
        }
    }
    Ok(codes)
}

/// The calls to send, out of those of the old plan that are not applied; they come in the order of the plan.
#[derive(Debug)]
pub struct UnfinishedCalls {
    links: Links,
    /// The records that are away. A group gets its name back under the code that it has by then.
    away: BTreeSet<(Entity, Code)>,
    /// What is needed for its own sake.
    first: Vec<CallId>,
}

impl UnfinishedCalls {
    /// `temporary` as the function of that name has it.
    #[must_use]
    pub fn new(temporary: BTreeSet<(Entity, Code)>) -> Self {
        Self {
            links: Links::default(),
            away: temporary,
            first: Vec::new(),
        }
    }

    /// One more call that is not applied.
    pub fn add(&mut self, stored: &StoredHead<'_>, state: CallState) {
        let (head, codes) = (&stored.head, (stored.code, stored.new_code));
        let doubtful = matches!(state, CallState::InFlight | CallState::Unknown);
        if !doubtful && state != CallState::Planned {
            return;
        }
        self.links.push(head);
        if self.brings_back(head.entity, codes) || doubtful {
            self.first.push(head.id);
        }
    }

    /// Whether the call is one of a record that is away.
    fn brings_back(&mut self, entity: Entity, (code, new): (&str, Option<&str>)) -> bool {
        if self.away.is_empty() {
            return false;
        }
        let record = (entity, Code::from(code));
        if !self.away.contains(&record) {
            return false;
        }
        if let Some(to) = new.filter(|_| entity == Entity::Group) {
            self.away.remove(&record);
            self.away.insert((entity, Code::from(to)));
        }
        true
    }

    /// What is needed, with all that it waits for.
    #[must_use]
    pub fn needed(self) -> BTreeSet<CallId> {
        let mut cycles: BTreeMap<u32, Vec<CallId>> = BTreeMap::new();
        for (id, cycle) in self.links.cycles() {
            cycles.entry(cycle).or_default().push(id);
        }
        let (mut reached, mut next) = (BTreeSet::new(), self.first);
        while let Some(id) = next.pop() {
            let Some(place) = self.links.place(id).filter(|_| reached.insert(id)) else {
                continue;
            };
            next.extend(self.links.befores(place));
            // Whoever sends one call of a cycle sends all of them.
            let cycle = self.links.cycle(id).and_then(|cycle| cycles.remove(&cycle));
            next.extend(cycle.unwrap_or_default());
        }
        reached
    }
}
