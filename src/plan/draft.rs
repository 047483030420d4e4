//! The calls before they are ordered: one or two for each change.
//!
//! A draft knows which codes and group names it frees and takes, and which it names; it knows no other
//! draft but those of its own record, its lane. Invariant: a lane is in the order in which it is sent.

use super::edges::Slot;
use crate::model::{
    Action, Attribute, Cause, Change, Changes, Code, Content, Effect, Entity, Moves, Operation,
    Origin, Policy, Record, Ripple, Value, differences,
};

/// A call without a number.
pub(super) struct Draft {
    pub entity: Entity,
    pub action: Action,
    pub effect: Effect,
    pub changes: Changes,
    pub origin: Option<Origin>,
    pub cause: Cause,
    pub cycle: Option<u32>,
    pub ripple: Option<Ripple>,
    /// What is free for others once this is acknowledged.
    pub frees: Vec<Slot>,
    /// What must be free before this is sent, and is defined once it is acknowledged.
    pub takes: Vec<Slot>,
    /// Lookup records that this customer's body names, or its claim afterwards.
    pub names: Vec<Slot>,
    /// Fields that its body clears, under the record that has the code now as well as under the next.
    pub clears: Vec<Slot>,
    /// Lookup records that this customer named up to now.
    pub releases: Vec<Slot>,
    /// It may name any lookup record at this moment.
    pub unsettled: bool,
    /// The lookup record that this delete removes.
    pub removes: Option<Slot>,
    /// The acknowledged content of a group, which a detour over a temporary name sends again.
    pub group: Option<Content>,
    /// The lane that it belongs to.
    pub lane: usize,
}

/// All drafts, and the lanes that they form.
pub(super) struct Drafts {
    pub all: Vec<Draft>,
    /// Positions in `all`, by record, in the order in which they are sent.
    pub lanes: Vec<Vec<usize>>,
    moves: Moves,
    /// Whether the server is known to rewrite its customers.
    pub rewrites: bool,
}

impl Drafts {
    pub fn of(changes: impl Iterator<Item = Change>, moves: Moves, policy: &Policy) -> Self {
        let (all, lanes) = (Vec::new(), Vec::new());
        let mut drafts = Self {
            all,
            lanes,
            moves,
            rewrites: policy.renames_cascade,
        };
        for change in changes {
            drafts.lanes.push(Vec::new());
            drafts.change(change);
        }
        drafts
    }

    fn change(&mut self, change: Change) {
        let (moves, unsettled, first) = (change.moves(), change.unsettled, self.all.len());
        match (change.old, change.new) {
            (Some((code, content)), None) => self.delete(change.entity, code, &content),
            (None, Some(record)) => self.create(record, change.cause),
            (Some((code, content)), Some(record)) => {
                if moves {
                    self.update_no(&code, content.clone(), &record);
                }
                if change.sends {
                    self.update(&content, record, change.cause);
                }
            }
            (None, None) => {}
        }
        for draft in &mut self.all[first..] {
            draft.unsettled = unsettled && draft.action.operation() != Operation::UpdateNo;
            if draft.unsettled {
                draft.names.append(&mut draft.clears);
            }
        }
    }

    fn push(&mut self, draft: Draft) {
        self.lanes[draft.lane].push(self.all.len());
        self.all.push(draft);
    }

    pub fn blank(&self, entity: Entity, action: Action, effect: Effect) -> Draft {
        Draft {
            entity,
            action,
            effect,
            changes: Changes::new(),
            origin: None,
            cause: Cause::Row,
            cycle: None,
            ripple: None,
            frees: Vec::new(),
            takes: Vec::new(),
            names: Vec::new(),
            clears: Vec::new(),
            releases: Vec::new(),
            unsettled: false,
            removes: None,
            group: None,
            lane: self.lanes.len() - 1,
        }
    }

    fn create(&mut self, record: Record, cause: Cause) {
        let Record {
            entity,
            code,
            content,
            origin,
            identity,
            previous_no,
            ..
        } = record;
        let effect = Effect::Put {
            code: code.clone(),
            content: content.clone(),
            identity,
            previous_no,
        };
        let mut draft = self.blank(
            entity,
            Action::Create {
                code: code.clone(),
                content: content.clone(),
            },
            effect,
        );
        draft.changes = one_sided(&content, |value| [None, Some(value)]);
        draft.takes = [
            Some(Slot::code(entity, &code)),
            Slot::name(entity, &content),
        ]
        .into_iter()
        .flatten()
        .collect();
        draft.names = Slot::sent(&content);
        draft.origin = Some(origin);
        draft.cause = cause;
        self.push(draft);
    }

    fn delete(&mut self, entity: Entity, code: Code, content: &Content) {
        let effect = Effect::Remove { code: code.clone() };
        let (slot, name) = (Slot::code(entity, &code), Slot::name(entity, content));
        let action = Action::Delete {
            code,
            content: content.clone(),
        };
        let mut draft = self.blank(entity, action, effect);
        draft.changes = one_sided(content, |value| [Some(value), None]);
        draft.group = Some(content.clone()).filter(|_| entity == Entity::Group);
        draft.removes = match entity {
            Entity::Customer => None,
            Entity::Group => name.clone(),
            _ => Some(slot.clone()),
        };
        draft.frees = [Some(slot), name].into_iter().flatten().collect();
        draft.releases = Slot::references(content);
        self.push(draft);
    }

    fn update_no(&mut self, from: &Code, content: Content, record: &Record) {
        let (entity, to) = (record.entity, record.code.clone());
        let effect = Effect::Move {
            from: from.clone(),
            to: to.clone(),
            temporary_for: None,
            identity: record.identity.clone(),
            previous_no: record.previous_no.clone(),
        };
        let mut draft = self.blank(
            entity,
            Action::UpdateNo {
                from: from.clone(),
                to: to.clone(),
                content,
            },
            effect,
        );
        draft.changes = code_change(entity, from, &to);
        draft.frees = vec![Slot::code(entity, from)];
        draft.takes = vec![Slot::code(entity, &to)];
        draft.origin = Some(record.origin.clone());
        draft.ripple = self.ripple(entity, from, &to);
        self.push(draft);
    }

    fn update(&mut self, old: &Content, record: Record, cause: Cause) {
        let Record {
            entity,
            code,
            content,
            origin,
            identity,
            previous_no,
            ..
        } = record;
        let changes = differences(old, &content);
        let (before, after) = (Slot::name(entity, old), Slot::name(entity, &content));
        let releases = Slot::references(old);
        let ripple = match (
            old.text(Attribute::GroupName),
            content.text(Attribute::GroupName),
        ) {
            (Some(from), Some(to)) if from != to => Some(self.rippling(from, to)),
            _ => None,
        };
        let group = Some(old.clone()).filter(|_| entity == Entity::Group);
        let mut acknowledged = self.moves.follow(old.clone()).overlaid(&content);
        // A field that was cleared is as good as one that was never sent.
        acknowledged.fields.retain(|_, value| !value.is_empty());
        // What the row does not map is claimed by its next name, so that name is waited for too.
        let followed = self.moves.followed(old, &acknowledged);
        let followed = followed.map(|(entity, name)| Slot::reference(entity, name));
        let followed: Vec<_> = followed.filter(|_| entity == Entity::Customer).collect();
        let effect = Effect::Put {
            code: code.clone(),
            content: acknowledged,
            identity,
            previous_no,
        };
        let (clears, mut names): (Vec<_>, Vec<_>) = Slot::sent(&content)
            .into_iter()
            .partition(|slot| self.clears(slot, old, &content));
        names.extend(followed);
        let mut draft = self.blank(entity, Action::Update { code, content }, effect);
        if before != after {
            (draft.frees, draft.takes) =
                (before.into_iter().collect(), after.into_iter().collect());
        }
        (draft.names, draft.clears) = (names, clears);
        (draft.releases, draft.changes) = (releases, changes);
        (draft.origin, draft.cause, draft.ripple, draft.group) =
            (Some(origin), cause, ripple, group);
        self.push(draft);
    }

    /// Whether a blank value takes away what was said under that very field, and nothing else: then it does
    /// not matter to it who has the code afterwards. A value that comes there with its field is another
    /// matter.
    fn clears(&self, slot: &Slot, old: &Content, new: &Content) -> bool {
        let Slot::Code(Entity::Field, code) = slot else {
            return false;
        };
        let says = |content: &Content| content.names(Entity::Field, code);
        if says(new) || !says(old) {
            return false;
        }
        let mut others = old.clone();
        others.fields.remove(code);
        !says(&self.moves.follow(others))
    }

    pub fn ripple(&self, entity: Entity, from: &Code, to: &Code) -> Option<Ripple> {
        // Customers name a group by its name, so its code can change without their knowing.
        let named = !matches!(entity, Entity::Customer | Entity::Group);
        named.then(|| self.rippling(from, to))
    }

    pub fn rippling(&self, from: &str, to: &str) -> Ripple {
        Ripple {
            from: from.to_owned(),
            to: to.to_owned(),
            certain: self.rewrites,
        }
    }
}

fn one_sided(content: &Content, side: impl Fn(Value) -> [Option<Value>; 2]) -> Changes {
    let said = content
        .keys()
        .filter_map(|key| Some((key.to_string(), content.value(&key)?)));
    said.filter(|(_, value)| !value.is_blank())
        .map(|(key, value)| (key, side(value)))
        .collect()
}

pub(super) fn code_change(entity: Entity, from: &Code, to: &Code) -> Changes {
    let side = |code: &Code| Some(Value::from(code.as_str()));
    [(entity.code_key().to_owned(), [side(from), side(to)])].into()
}
