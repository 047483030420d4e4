//! Makes one call from one change: the request, the effect on the snapshot, and what a person sees of it.
//!
//! It knows no other call. Invariant: the same change makes the same call every time.

use std::borrow::Cow;

use super::{
    error::PlanError,
    lookup_codes::{self, LookupCodes, PlanMoment},
};
use crate::{
    codec::Change,
    error::Result,
    model::{
        ANY_VALUE, Action, Attribute, Cascade, Cause, Changes, Code, Content, Effect, Entity, Key,
        Moves, Origin, Policy, Record, TablePlace, Value, differences,
    },
};

/// A call without its number and its dependencies.
#[derive(Clone, Debug)]
pub(super) struct UnnumberedCall {
    pub action: Action,
    pub effect: Effect,
    pub changes: Changes,
    pub origin: Option<Origin>,
    pub cause: Cause,
    pub cascade: Option<Cascade>,
    /// The acknowledged content of a group, which a temporary rename sends again.
    pub group: Option<Content>,
}

/// Makes calls.
#[derive(Debug)]
pub(super) struct CallMaker {
    pub moves: Moves,
    /// Whether the server rewrites its customers when a lookup is renamed.
    pub rewrites: bool,
    /// Under v3: what customers hold of lookups.
    pub lookups: Option<LookupCodes>,
}

impl CallMaker {
    pub const fn new(moves: Moves, policy: &Policy, lookups: Option<LookupCodes>) -> Self {
        let rewrites = policy.renames_cascade;
        Self {
            moves,
            rewrites,
            lookups,
        }
    }

    /// The call of a change that does not change a code.
    pub fn alone(&self, change: &Change) -> Result<UnnumberedCall> {
        let old = change.old.as_deref().zip(change.old_content()?);
        Ok(match (old, change.new_record()?) {
            (Some(((code, _), old)), None) => Self::delete(change.entity, code.clone(), old),
            (None, Some(record)) => self.create(record, change.cause),
            (Some((_, old)), Some(record)) => self.update(&old, record, change),
            (None, None) => return Err(PlanError::EmptyChange(change.entity).into()),
        })
    }

    pub fn create(&self, record: Record, cause: Cause) -> UnnumberedCall {
        let effect = put(&record, record.content.clone());
        let (code, content) = (record.code, record.content);
        let mut made = UnnumberedCall {
            origin: Some(record.origin),
            cause,
            ..UnnumberedCall::of(Action::Create { code, content }, effect)
        };
        if let (Some(lookups), Action::Create { content, .. }) = (&self.lookups, &mut made.action) {
            *content = lookups.on_wire(content, PlanMoment::After);
        }
        made
    }

    pub fn delete(entity: Entity, code: Code, content: Content) -> UnnumberedCall {
        let effect = Effect::Remove { code: code.clone() };
        let group = Some(content.clone()).filter(|_| entity.is_referred_to_by_name());
        UnnumberedCall {
            group,
            ..UnnumberedCall::of(Action::Delete { code, content }, effect)
        }
    }

    pub fn update_no(&self, from: &Code, content: Content, record: &Record) -> UnnumberedCall {
        let (from, to) = (from.clone(), record.code.clone());
        let cascade = self.cascade(record.entity, (&from, &to), &content);
        let content = match &self.lookups {
            Some(lookups) => lookups.on_wire(&content, PlanMoment::Before),
            None => content,
        };
        let effect = Effect::Move {
            from: from.clone(),
            to: to.clone(),
            temporary_for: None,
            identity: record.identity.clone(),
            previous_no: record.previous_no.clone(),
        };
        UnnumberedCall {
            origin: Some(record.origin.clone()),
            cascade,
            ..UnnumberedCall::of(Action::UpdateNo { from, to, content }, effect)
        }
    }

    pub fn update(&self, old: &Content, record: Record, change: &Change) -> UnnumberedCall {
        let is_by_name = record.entity.is_referred_to_by_name();
        let name = |content: &Content| {
            let name = content.text(record.entity.name_attribute());
            name.map(str::to_owned)
        };
        let cascade = match (name(old), name(&record.content)) {
            (Some(from), Some(to)) if is_by_name && from != to => Some(self.renaming(&from, &to)),
            _ => None,
        };
        let followed = self.moves.follow(old.clone());
        let changes = differences(&self.seen(old, &followed), &record.content);
        let left = match &change.new {
            Some(row) if change.unsettled && self.lookups.is_some() => {
                left_values(&record.content, &row.table, &followed)
            }
            _ => Vec::new(),
        };
        let mut acknowledged = followed.overlaid(&record.content);
        // A cleared field equals one that was never sent.
        acknowledged.fields.retain(|_, value| !value.is_empty());
        let effect = put(&record, acknowledged);
        let (code, mut content) = (record.code, record.content);
        for key in left {
            match key {
                Key::Code => {}
                Key::Attribute(attribute) => drop(content.attributes.remove(&attribute)),
                Key::Field(code) => drop(content.fields.remove(&code)),
            }
        }
        let (content, before) = self.sent(old, content, change.unsettled);
        UnnumberedCall {
            changes,
            origin: Some(record.origin),
            cause: change.cause,
            cascade,
            group: Some(old.clone()).filter(|_| is_by_name),
            ..UnnumberedCall::of(
                Action::Update {
                    code,
                    content,
                    before,
                },
                effect,
            )
        }
    }

    /// The content before an update, as its changes show it: with the fields' codes of that moment, where the server
    /// rewrites its customers.
    fn seen<'c>(&self, old: &'c Content, followed: &Content) -> Cow<'c, Content> {
        if !self.rewrites || old.fields == followed.fields {
            return Cow::Borrowed(old);
        }
        Cow::Owned(Content {
            fields: followed.fields.clone(),
            ..old.clone()
        })
    }

    /// The content of an update as on the wire, and under v3 what it was before, unless that is unknown.
    fn sent(&self, old: &Content, content: Content, unsettled: bool) -> (Content, Option<Content>) {
        let Some(lookups) = &self.lookups else {
            return (content, None);
        };
        let (row, followed) = (content, self.moves.follow(old.clone()));
        let content = lookups.on_wire(&row, PlanMoment::After);
        if unsettled {
            return (content, None);
        }
        // Where the server rewrites its customers, they have followed before the update is sent.
        let wire = if self.rewrites {
            lookups.on_wire(&followed, PlanMoment::After)
        } else {
            lookups.on_wire(old, PlanMoment::Before)
        };
        let mut before = lookup_codes::before(&wire, &content);
        // A reference may have another meaning under the same code.
        for (entity, name) in old.references() {
            if self.moves.must_be_sent(entity, name, self.rewrites) {
                lookup_codes::add_reference(&mut before, (entity, name), (&wire, &content));
            }
        }
        // Another group may have the code of the one before.
        let group = Attribute::CustomerGroupName;
        if row.text(group) != followed.text(group) && row.text(group).is_some() {
            let was = wire.attributes.get(&group).cloned();
            let was = was.filter(|was| Some(was) != content.attributes.get(&group));
            let was = was.unwrap_or_else(|| Value::from(ANY_VALUE));
            before.attributes.insert(group, was);
        }
        lookup_codes::forget_moved(&mut before, old, &self.moves);
        // An update without a value is refused; one with all of them changes nothing more.
        let is_empty = before.attributes.is_empty() && before.fields.is_empty();
        (content, (!is_empty).then_some(before))
    }

    /// The cascade of a change of code; `content` is the record's. Under v3 customers hold the codes of groups, and
    /// the snapshot their names.
    pub fn cascade(
        &self,
        entity: Entity,
        (from, to): (&Code, &Code),
        content: &Content,
    ) -> Option<Cascade> {
        if self.lookups.is_some() && entity.is_referred_to_by_name() && !self.rewrites {
            let name = content.text(entity.name_attribute())?;
            return Some(self.rippling(name, name));
        }
        entity
            .is_referred_to_by_code()
            .then(|| self.rippling(from, to))
    }

    /// The cascade of a group's new name. Under v3 customers hold its code, so that it is their group's name at once.
    pub fn renaming(&self, from: &str, to: &str) -> Cascade {
        Cascade {
            certain: self.rewrites || self.lookups.is_some(),
            ..self.rippling(from, to)
        }
    }

    fn rippling(&self, from: &str, to: &str) -> Cascade {
        Cascade {
            from: from.to_owned(),
            to: to.to_owned(),
            certain: self.rewrites,
        }
    }
}

/// The values that the row does not write, which an update leaves out that sends everything: they belong to the people
/// who work in the account, and may be others by now. References are none of them, because their lookups may have moved.
fn left_values(content: &Content, table: &TablePlace, followed: &Content) -> Vec<Key> {
    let keys = table.create_only.iter().chain(&table.if_empty);
    let is_reference =
        |key: &Key| matches!(key, Key::Attribute(attribute) if attribute.refers_to().is_some());
    keys.filter(|key| !is_reference(key) && content.value(key) == followed.value(key))
        .cloned()
        .collect()
}

/// The snapshot's content of a record after it was sent.
fn put(record: &Record, content: Content) -> Effect {
    Effect::Put {
        code: record.code.clone(),
        content,
        identity: record.identity.clone(),
        previous_no: record.previous_no.clone(),
    }
}

impl UnnumberedCall {
    /// A call with nothing but an action and an effect; the changes of an update are added later.
    pub fn of(action: Action, effect: Effect) -> Self {
        Self {
            changes: action.own_changes(),
            action,
            effect,
            origin: None,
            cause: Cause::Row,
            cascade: None,
            group: None,
        }
    }

    /// Clears a value under a field that its record is going to leave.
    pub fn clear_under(&mut self, field: &Code) {
        if let Action::Update {
            content, before, ..
        } = &mut self.action
        {
            content.fields.insert(field.clone(), String::new());
            if let Some(before) = before {
                before.fields.insert(field.clone(), ANY_VALUE.to_owned());
            }
        }
    }
}
