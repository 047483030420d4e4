//! A snapshot and a journal in memory: a short model of the store, used as an oracle.

use std::collections::{BTreeMap, BTreeSet};

use vbot_sync::{
    codec::{Snapshot, StoredHead},
    error::Result,
    model::{
        Call, CallId, CallState, Cascade, Code, Content, Effect, Entity, Finding, SnapshotRecord,
    },
    plan::UnfinishedCalls,
};

#[derive(Clone, Debug)]
struct Stored {
    content: Content,
    identity: Option<String>,
    previous_no: Option<Code>,
    temporary_for: Option<Code>,
    unsettled: bool,
}

/// The state that survives a crash.
#[derive(Clone, Debug, Default)]
pub struct TestSnapshot {
    records: BTreeMap<(Entity, Code), Stored>,
    pub calls: BTreeMap<CallId, (Call, CallState)>,
}

impl Snapshot for TestSnapshot {
    fn known(&self, entity: Entity) -> Result<Vec<SnapshotRecord>> {
        let own = self
            .records
            .iter()
            .filter(|((found, _), _)| *found == entity);
        let known = |((_, code), stored): (&(Entity, Code), &Stored)| SnapshotRecord {
            code: code.clone(),
            identity: stored.identity.clone(),
            fingerprint: stored.content.fingerprint(),
            previous_no: stored.previous_no.clone(),
            temporary_for: stored.temporary_for.clone(),
            unsettled: stored.unsettled,
        };
        Ok(own.map(known).collect())
    }

    fn content(&self, entity: Entity, code: &Code) -> Result<Option<Content>> {
        Ok(self
            .records
            .get(&(entity, code.clone()))
            .map(|stored| stored.content.clone()))
    }

    fn customers(&self, visit: &mut dyn FnMut(Code, Content)) -> Result<()> {
        for ((entity, code), stored) in &self.records {
            if *entity == Entity::Customer {
                visit(code.clone(), stored.content.clone());
            }
        }
        Ok(())
    }
}

impl TestSnapshot {
    /// Every record of the snapshot, with its content.
    pub fn claims(&self) -> impl Iterator<Item = (&(Entity, Code), &Content)> {
        self.records
            .iter()
            .map(|(key, stored)| (key, &stored.content))
    }

    /// Whether the references of the record are unknown until it is sent again.
    pub fn is_unsettled(&self, entity: Entity, code: &Code) -> bool {
        self.records
            .get(&(entity, code.clone()))
            .is_some_and(|stored| stored.unsettled)
    }

    pub fn note(&mut self, note: vbot_sync::model::Note) {
        let stored = self
            .records
            .get_mut(&(note.entity, note.code))
            .expect("a note is about a record");
        stored.identity = note.identity.or(stored.identity.take());
        stored.previous_no = note.previous_no.or(stored.previous_no.take());
    }

    /// The state `Applied` and the record change together, or not at all.
    pub fn settle(&mut self, id: CallId, state: CallState) {
        self.settle_with(id, state, None);
    }

    /// The same, with its finding.
    pub fn settle_with(&mut self, id: CallId, state: CallState, finding: Option<Finding>) {
        let (call, now) = self.calls.get_mut(&id).expect("the call was planned");
        assert!(
            *now != CallState::Applied,
            "call {id} must not be settled twice"
        );
        *now = state;
        if state == CallState::Applied {
            let call = call.clone();
            self.apply(&call, finding.is_some_and(Finding::is_by_another_way));
        }
    }

    /// Marks the record of a call that was given up although it may have been applied.
    pub fn unsettle(&mut self, call: &Call) {
        let key = (call.entity, call.action.code().clone());
        if let Some(stored) = self.records.get_mut(&key) {
            stored.unsettled = true;
        }
    }

    fn apply(&mut self, call: &Call, by_another_way: bool) {
        match call.effect.clone() {
            Effect::Put {
                code,
                content,
                identity,
                previous_no,
            } => {
                let old = self.records.remove(&(call.entity, code.clone()));
                let (old_identity, old_previous, temporary_for) = old
                    .map_or((None, None, None), |old| {
                        (old.identity, old.previous_no, old.temporary_for)
                    });
                let (identity, previous_no) =
                    (identity.or(old_identity), previous_no.or(old_previous));
                self.records.insert(
                    (call.entity, code),
                    Stored {
                        content,
                        identity,
                        previous_no,
                        temporary_for,
                        unsettled: false,
                    },
                );
            }
            Effect::Move {
                from,
                to,
                temporary_for,
                identity,
                previous_no,
            } => {
                let mut stored = self
                    .records
                    .remove(&(call.entity, from))
                    .expect("the moved record is in the snapshot");
                stored.temporary_for = temporary_for;
                stored.identity = identity.or(stored.identity);
                stored.previous_no = previous_no.or(stored.previous_no);
                let taken = self.records.insert((call.entity, to), stored);
                assert!(
                    taken.is_none(),
                    "a record must not move to the code of another one"
                );
            }
            Effect::Remove { code } => drop(self.records.remove(&(call.entity, code))),
        }
        if let Some(Cascade { from, to, certain }) = &call.cascade {
            for ((entity, _), stored) in &mut self.records {
                if *entity == Entity::Customer && stored.content.names(call.entity, from) {
                    stored.content =
                        std::mem::take(&mut stored.content).renamed(call.entity, from, to);
                    stored.unsettled |= !certain || by_another_way;
                }
            }
        }
    }

    /// The calls without a final state.
    pub fn open(&self) -> impl Iterator<Item = (&Call, CallState)> + Clone {
        let open = [CallState::Planned, CallState::InFlight, CallState::Unknown];
        self.calls
            .values()
            .filter(move |(_, state)| open.contains(state))
            .map(|(call, state)| (call, *state))
    }

    /// The calls that have to be sent before a new plan is made, if these records have temporary codes.
    pub fn leftover(&self, away: BTreeSet<(Entity, Code)>) -> BTreeSet<CallId> {
        let mut leftover = UnfinishedCalls::new(away);
        for (call, state) in self.open() {
            leftover.add(&StoredHead::of(call), state);
        }
        leftover.needed()
    }

    /// Whether a call was acknowledged.
    pub fn is_applied(&self, id: CallId) -> bool {
        let call = self.calls.get(&id);
        call.is_some_and(|(_, state)| *state == CallState::Applied)
    }

    pub fn count(&self, wanted: CallState) -> usize {
        self.calls
            .values()
            .filter(|(_, state)| *state == wanted)
            .count()
    }
}
