//! What is done about drift: a plan that puts ours back, or the snapshot takes theirs.
//!
//! Invariant: what is not ours is never in a repair, and in the snapshot only if that is asked for.

use std::collections::BTreeMap;

use jiff::Timestamp;

use super::{
    compare_input::stored_sources,
    drift::{DriftedContent, FoundDrift},
    sealed::must_be_spent,
};
use crate::{
    codec::{Change, Diff, Proposal},
    config::Config,
    error::Result,
    model::{Code, Content, Entity, Figures, Origin, Overrides, Policy, Record},
    observe::Observer,
    plan,
    store::{ReadRecord, Store},
};

/// Plans the calls that put ours back: an update for what was changed, a create for what is gone.
///
/// # Errors
/// The snapshot can't be read, or the observer ends the work.
pub fn repair(
    config: &Config,
    store: &Store,
    contents: &[DriftedContent],
    observer: &dyn Observer,
) -> Result<Proposal> {
    let mut diffs = BTreeMap::<Entity, Diff>::new();
    let mut known = BTreeMap::new();
    for entity in Entity::ALL {
        let count = store.count(entity)?;
        known.insert(entity, count);
        diffs.insert(
            entity,
            Diff {
                known: count,
                ..Diff::default()
            },
        );
    }
    for drifted in contents {
        let Some(ours) = &drifted.ours else {
            continue;
        };
        let old = drifted.theirs.clone();
        let old = old.map(|theirs| (drifted.code.clone(), theirs));
        let row = record(drifted.entity, &drifted.code, ours);
        let change = Change::of(drifted.entity, old, Some(row));
        diffs
            .entry(drifted.entity)
            .or_default()
            .changes
            .push(change);
    }
    let policy = Policy {
        detect_renames: false,
        create_missing: false,
        ..config.policy
    };
    let mut plan = plan::plan(diffs, store, (&policy, &config.tenant), observer)?;
    plan.id = plan.calls.id(&config.tenant)?;
    let figures = Figures {
        known,
        ..Figures::default()
    };
    plan.guards = plan::guards(&plan, &figures, &config.safety, &Overrides::default());
    Ok(Proposal {
        plan,
        sources: stored_sources(Some(store))?,
        figures,
        ..Proposal::default()
    })
}

/// A row that has what the snapshot has.
fn record(entity: Entity, code: &Code, content: &Content) -> Record {
    Record {
        entity,
        code: code.clone(),
        previous_no: None,
        identity: None,
        content: content.clone(),
        kept: Vec::new(),
        origin: Origin::default(),
    }
}

/// Takes theirs into the snapshot; with `all` also what is not ours. Returns how many records.
///
/// # Errors
/// A run has calls left, or the snapshot can't be written.
pub fn accept(store: &mut Store, found: &FoundDrift, all: bool) -> Result<usize> {
    must_be_spent(store)?;
    let taken: Vec<&DriftedContent> = found
        .contents
        .iter()
        .filter(|drifted| all || drifted.ours.is_some())
        .collect();
    store.accept_read(Timestamp::now(), &mut |write| {
        for drifted in &taken {
            let (entity, code) = (drifted.entity, drifted.code.clone());
            write(match &drifted.theirs {
                None => ReadRecord::Gone(entity, code),
                Some(theirs) => ReadRecord::Held {
                    entity,
                    code,
                    content: theirs.clone(),
                    identity: None,
                },
            })?;
        }
        for (entity, code, content) in &found.left {
            write(ReadRecord::Held {
                entity: *entity,
                code: code.clone(),
                content: content.clone(),
                identity: None,
            })?;
        }
        Ok(())
    })?;
    store.note_read(Entity::Customer, &found.customer_keys)?;
    Ok(taken.len())
}
