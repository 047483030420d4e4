//! Which calls of an old plan must be sent before a new plan is made.
//!
//! A new plan starts from a known state, so calls in doubt are settled first; and no record may stay at a temporary
//! code, so a cycle that has begun is finished first, with all its dependencies, even those that need only be
//! settled: if this process dies too, `resume` sends the rest. It sends nothing itself. Invariant: the other calls of
//! the old plan can be given up without harm.

use std::collections::BTreeSet;

use super::{is_temporary, needed_calls::needed};
use crate::{
    codec::{Links, Snapshot, StoredHead},
    error::Result,
    model::{CallId, CallState, Code, Entity},
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
    let by_name = Entity::LOOKUPS.into_iter();
    for entity in by_name.filter(|entity| entity.is_referred_to_by_name()) {
        for known in snapshot.known(entity)? {
            let content = snapshot.known_content(entity, &known.code)?;
            let name = content.text(entity.name_attribute());
            if name.is_some_and(is_temporary) {
                codes.insert((entity, known.code));
            }
        }
    }
    Ok(codes)
}

/// Selects the calls to send from the unapplied calls of the old plan, which are added in the order of that plan.
#[derive(Debug)]
pub struct UnfinishedCalls {
    links: Links,
    /// The records with a temporary code. A group gets its name back under the code that it has by then.
    away: BTreeSet<(Entity, Code)>,
    /// The calls that are needed for their own sake.
    first: Vec<CallId>,
}

impl UnfinishedCalls {
    /// `temporary` is the result of the function of that name.
    #[must_use]
    pub fn new(temporary: BTreeSet<(Entity, Code)>) -> Self {
        Self {
            links: Links::default(),
            away: temporary,
            first: Vec::new(),
        }
    }

    /// Adds a call that is not applied.
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

    /// Whether the call belongs to a record with a temporary code.
    fn brings_back(&mut self, entity: Entity, (code, new): (&str, Option<&str>)) -> bool {
        if self.away.is_empty() {
            return false;
        }
        let record = (entity, Code::from(code));
        if !self.away.contains(&record) {
            return false;
        }
        if let Some(to) = new.filter(|_| entity.is_referred_to_by_name()) {
            self.away.remove(&record);
            self.away.insert((entity, Code::from(to)));
        }
        true
    }

    /// The needed calls, with all their dependencies.
    #[must_use]
    pub fn needed(self) -> BTreeSet<CallId> {
        needed(&self.links, self.first)
    }
}
