//! Temporary renames: a record leaves its code or name at once for a temporary one that is not in use.
//!
//! The first half frees the code for the records that wait for it; the second half is the planned call, starting at
//! the temporary code. It does not choose the records, which `cycles` does. Invariant: both halves are in the plan,
//! so no temporary code is left.

use std::collections::BTreeSet;

use super::{
    call_maker::UnnumberedCall,
    draft::{Draft, DraftCalls, Drafts},
    error::PlanError,
    slot::Slot,
};
use crate::{
    codec::Snapshot,
    error::{Error, Result},
    model::{
        Action, Cause, Code, Content, Effect, Entity, Key, Operation, TEMPORARY, TEMPORARY_DIGITS,
        Value, is_temporary,
    },
};

/// Codes and group names that look temporary and are in use, now or afterwards.
pub(super) struct TakenNames(BTreeSet<(Entity, String)>);

impl TakenNames {
    /// Reads the snapshot; only plans with a cycle need it.
    pub fn of(drafts: &Drafts, snapshot: &dyn Snapshot) -> Result<Self> {
        let mut taken = BTreeSet::new();
        for entity in Entity::ALL {
            let known = snapshot.records(entity)?;
            let codes = known.numbers().map(|number| known.code(number));
            let temporary = codes.filter(|code| is_temporary(code));
            taken.extend(temporary.map(|code| (entity, code.to_owned())));
        }
        let slots = drafts
            .all
            .iter()
            .flat_map(|draft| draft.takes.iter().chain(&draft.frees));
        let temporary = slots
            .map(Slot::parts)
            .filter(|(_, name)| is_temporary(name));
        taken.extend(temporary.map(|(entity, name)| (entity, name.to_owned())));
        Ok(Self(taken))
    }

    /// Consists of letters, digits and `-`, and is the same for the same record every time, so that plans are
    /// reproducible.
    fn temporary(&mut self, entity: Entity, code: &str) -> String {
        for attempt in 0_u32.. {
            let hash = blake3::hash(format!("{entity}\n{code}\n{attempt}").as_bytes()).to_hex();
            let name = format!("{TEMPORARY}{}", &hash[..TEMPORARY_DIGITS]);
            if self.0.insert((entity, name.clone())) {
                return name;
            }
        }
        unreachable!("there are more attempts than names in use")
    }
}

impl Drafts {
    /// Makes the record of a draft leave that slot before the draft itself is sent.
    pub fn detour(&mut self, position: usize, slot: &Slot, taken: &mut TakenNames) -> Result<()> {
        self.all[position].frees.retain(|freed| freed != slot);
        let lane = self.all[position].lane;
        let origin = self.made(position)?.origin.clone();
        let positions = self.lanes.entry(lane).or_default();
        let place = positions.iter().position(|other| *other == position);
        let place = place.ok_or_else(|| self.broken(position))?;
        let (mut first, place) = if slot.is_code() {
            (self.leave_code(position, taken)?, place)
        } else {
            // A name is left before anything else, while the record still has its present code.
            (self.leave_name(position, taken)?, 0)
        };
        if let Some(made) = first.made_mut() {
            (made.origin, made.cause) = (origin, Cause::Detour);
        }
        let next = self.all.len();
        self.lanes.entry(lane).or_default().insert(place, next);
        self.all.push(Draft {
            frees: vec![slot.clone()],
            ..first
        });
        Ok(())
    }

    /// The call of a draft that needs a temporary rename; grouped customers hand no slot over, so they need none.
    fn made(&self, position: usize) -> Result<&UnnumberedCall> {
        let made = self.all[position].made();
        made.ok_or_else(|| self.broken(position))
    }

    fn broken(&self, position: usize) -> Error {
        PlanError::Detour(self.all[position].entity).into()
    }

    /// A server that rewrites its customers has moved their values to the temporary field: a customer with a value
    /// under the old field clears it there, or the field could not be deleted.
    fn clear_under(&mut self, slot: &Slot, temporary: &Code) {
        for draft in self
            .all
            .iter_mut()
            .filter(|draft| draft.operation == Operation::Update && draft.releases.contains(slot))
        {
            match &mut draft.work {
                DraftCalls::One(made) => made.clear_under(temporary),
                DraftCalls::Many { cleared, .. } => cleared.push(temporary.clone()),
            }
            draft.names.push(Slot::code(Entity::Field, temporary));
        }
    }

    fn leave_code(&mut self, position: usize, taken: &mut TakenNames) -> Result<Draft> {
        let (entity, lane) = (self.all[position].entity, self.all[position].lane);
        let from = self.made(position)?.action.code().clone();
        let to = Code::new(taken.temporary(entity, &from));
        let (content, goal) = self.all[position].start_at(&to)?;
        let cascade = self.maker.cascade(entity, (&from, &to), &content);
        let effect = Effect::Move {
            from: from.clone(),
            to: to.clone(),
            temporary_for: Some(goal),
            identity: None,
            previous_no: None,
        };
        if let Some(slot) = self.all[position]
            .removes
            .clone()
            .filter(|_| entity == Entity::Field)
        {
            self.clear_under(&slot, &to);
        }
        let taken = vec![Slot::code(entity, &to)];
        let made = UnnumberedCall {
            cascade,
            ..UnnumberedCall::of(Action::UpdateNo { from, to, content }, effect)
        };
        Ok(Draft {
            takes: taken,
            ..Draft::one(entity, made, lane)
        })
    }

    fn leave_name(&mut self, position: usize, taken: &mut TakenNames) -> Result<Draft> {
        let lane = self.all[position].lane;
        let positions = self.lanes.get(&lane).cloned().unwrap_or_default();
        // The record has the code at which the first call of its lane starts.
        let first = positions.first().ok_or_else(|| self.broken(position))?;
        let code = self.made(*first)?.action.code().clone();
        let entity = self.all[position].entity;
        let attribute = entity.name_attribute();
        let to = taken.temporary(entity, &code);
        let group = self.made(position)?.group.clone();
        let old = group.and_then(|content| {
            let name = content.text(attribute)?.to_owned();
            Some((content, name))
        });
        let (mut content, from) = old.ok_or_else(|| self.broken(position))?;
        content
            .attributes
            .insert(attribute, Value::from(to.as_str()));
        if let Some(made) = self.all[position].made_mut() {
            if let Some(cascade) = &mut made.cascade {
                cascade.from.clone_from(&to);
            }
            if let Action::Update {
                before: Some(before),
                ..
            } = &mut made.action
            {
                before
                    .attributes
                    .insert(attribute, Value::from(to.as_str()));
            }
        }
        for at in positions {
            if let Some(UnnumberedCall {
                action: Action::UpdateNo {
                    content: probed, ..
                },
                cascade,
                ..
            }) = self.all[at].made_mut()
            {
                probed.clone_from(&content);
                // Under v3 a change of code concerns the customers that have the name in the snapshot.
                if let Some(cascade) = cascade {
                    (cascade.from, cascade.to) = (to.clone(), to.clone());
                }
            }
        }
        let side = |name: &str| Some(Value::from(name));
        let key = Key::Attribute(attribute);
        let changes = [(key, [side(&from), side(&to)])].into();
        let cascade = Some(self.maker.renaming(&from, &to));
        let (identity, previous_no) = (None, None);
        let effect = Effect::Put {
            code: code.clone(),
            content: content.clone(),
            identity,
            previous_no,
        };
        let made = UnnumberedCall {
            changes,
            cascade,
            ..UnnumberedCall::of(
                Action::Update {
                    code,
                    content,
                    before: None,
                },
                effect,
            )
        };
        Ok(Draft::one(entity, made, lane))
    }
}

impl Draft {
    /// Makes the call start at a temporary code; returns the acknowledged content and the code that it was to leave.
    fn start_at(&mut self, temporary: &Code) -> Result<(Content, Code)> {
        let entity = self.entity;
        let made = self.made_mut().ok_or(PlanError::Detour(entity))?;
        let (content, goal) = match (&mut made.action, &mut made.effect) {
            (Action::UpdateNo { from, to, content }, Effect::Move { from: left, .. }) => {
                from.clone_from(temporary);
                left.clone_from(temporary);
                let ends = (content.clone(), to.clone());
                made.changes = made.action.own_changes();
                ends
            }
            (Action::Delete { code, content }, Effect::Remove { code: removed }) => {
                let goal = std::mem::replace(code, temporary.clone());
                removed.clone_from(temporary);
                (content.clone(), goal)
            }
            _ => return Err(PlanError::Detour(entity).into()),
        };
        if let Some(cascade) = made
            .cascade
            .as_mut()
            .filter(|_| entity.is_referred_to_by_code())
        {
            temporary.as_str().clone_into(&mut cascade.from);
        }
        Ok((content, goal))
    }
}
