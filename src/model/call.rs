//! One call of the plan: what is sent, what must be acknowledged before, what the snapshot then says.

use std::{borrow::Cow, collections::BTreeMap};

use serde::{Deserialize, Serialize};

use super::{Changes, Code, Content, Entity, Key, Origin, Value};

/// A call's number within its plan, from 1, in an order in which the calls could be sent one by one.
pub type CallId = u32;

/// The four operations that the API has for every entity.
#[derive(Clone, Copy, Debug, Eq, Hash, Ord, PartialEq, PartialOrd, Deserialize, Serialize)]
pub enum Operation {
    /// A new record.
    #[serde(rename = "create")]
    Create,
    /// The whole content of a record that exists.
    #[serde(rename = "update")]
    Update,
    /// Another code for a record that exists.
    #[serde(rename = "updateNo")]
    UpdateNo,
    /// The record goes.
    #[serde(rename = "delete")]
    Delete,
}

impl Operation {
    /// All four.
    pub const ALL: [Self; 4] = [Self::Create, Self::Update, Self::UpdateNo, Self::Delete];
}

/// An operation with what it needs.
#[derive(Clone, Debug, Eq, PartialEq)]
pub enum Action {
    /// Content is sent in full.
    Create {
        /// The new code.
        code: Code,
        /// What is sent.
        content: Content,
    },
    /// Content is sent in full.
    Update {
        /// The code.
        code: Code,
        /// What is sent.
        content: Content,
    },
    /// Only codes are sent.
    UpdateNo {
        /// The code up to now.
        from: Code,
        /// The code from then on.
        to: Code,
        /// The acknowledged content: names the record on the wire where the page wants it, and is
        /// what a probe sends when the outcome is in doubt.
        content: Content,
    },
    /// Only the code is sent, and a customer's last known name.
    Delete {
        /// The code.
        code: Code,
        /// The acknowledged content.
        content: Content,
    },
}

impl Action {
    /// Which of the four.
    #[must_use]
    pub const fn operation(&self) -> Operation {
        match self {
            Self::Create { .. } => Operation::Create,
            Self::Update { .. } => Operation::Update,
            Self::UpdateNo { .. } => Operation::UpdateNo,
            Self::Delete { .. } => Operation::Delete,
        }
    }

    /// The code that the record has when the call is sent; for a create, the one it gets.
    #[must_use]
    pub const fn code(&self) -> &Code {
        match self {
            Self::Create { code, .. } | Self::Update { code, .. } | Self::Delete { code, .. } => {
                code
            }
            Self::UpdateNo { from, .. } => from,
        }
    }

    /// The code that an `updateNo` gives.
    #[must_use]
    pub const fn new_code(&self) -> Option<&Code> {
        match self {
            Self::UpdateNo { to, .. } => Some(to),
            _ => None,
        }
    }

    /// What is sent, or was acknowledged before.
    #[must_use]
    pub const fn content(&self) -> &Content {
        match self {
            Self::Create { content, .. }
            | Self::Update { content, .. }
            | Self::UpdateNo { content, .. }
            | Self::Delete { content, .. } => content,
        }
    }

    /// What the call changes by itself: a create everything that it says, a delete what was said, an
    /// `updateNo` the code. What an update changes depends on what was there.
    #[must_use]
    pub fn own_changes(&self) -> Changes {
        match self {
            Self::Create { content, .. } => content.said(|value| [None, Some(value)]),
            Self::Delete { content, .. } => content.said(|value| [Some(value), None]),
            Self::Update { .. } => Changes::new(),
            Self::UpdateNo { from, to, .. } => {
                let side = |code: &Code| Some(Value::from(code.as_str()));
                [(Key::Code, [side(from), side(to)])].into()
            }
        }
    }

    /// Whether it only asks for the record: a change of its code into the code that it has. It carries nothing
    /// that could be missing besides the record, so that 404 has one meaning.
    #[must_use]
    pub fn is_look(&self) -> bool {
        matches!(self, Self::UpdateNo { from, to, .. } if from == to)
    }

    /// Every code of the entity that the call names: one, or two for an `updateNo`.
    pub fn codes(&self) -> impl Iterator<Item = &Code> {
        std::iter::once(self.code()).chain(self.new_code())
    }
}

/// Why a call is in the plan.
#[derive(Clone, Copy, Debug, Eq, PartialEq, Deserialize, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Cause {
    /// A row says so, or its absence does.
    Row,
    /// The content is the same but for a code or group name that has moved, or is the same altogether.
    Follows,
    /// A customer names it and it is nowhere (`create_missing`).
    Missing,
    /// Part of a detour over a temporary code or name that breaks a cycle.
    Detour,
}

/// What the snapshot says once the call is acknowledged; changed in the same transaction.
#[derive(Clone, Debug, Eq, PartialEq)]
pub enum Effect {
    /// The record has this content.
    Put {
        /// Its code.
        code: Code,
        /// Everything that is now acknowledged of it, with what earlier calls have sent.
        content: Content,
        /// Its identity, as the row gives it.
        identity: Option<String>,
        /// The `previous_no` that has now been acted on.
        previous_no: Option<Code>,
    },
    /// The record has another code.
    Move {
        /// Its code up to now.
        from: Code,
        /// Its code from now on.
        to: Code,
        /// Set when `to` is a temporary code: the code it is on its way to, or had.
        temporary_for: Option<Code>,
        /// Its identity, as the row gives it.
        identity: Option<String>,
        /// The `previous_no` that has now been acted on.
        previous_no: Option<Code>,
    },
    /// The record is gone.
    Remove {
        /// Its code.
        code: Code,
    },
}

/// One node of the plan.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Call {
    /// Its number; a call comes after everything in `after`.
    pub id: CallId,
    /// Which kind of record.
    pub entity: Entity,
    /// What is done.
    pub action: Action,
    /// The calls that must be acknowledged before this one may be sent, ascending.
    pub after: Vec<CallId>,
    /// Code changes of customers that must be settled, one way or the other, before this one may be sent:
    /// it takes a name away that their probes would use.
    pub waits: Vec<CallId>,
    /// Old and new values, for people.
    pub changes: Changes,
    /// The row that asks for it; a delete has none.
    pub origin: Option<Origin>,
    /// Why it is here.
    pub cause: Cause,
    /// The cycle it is part of: once one of its calls is sent, all of them must be.
    pub cycle: Option<u32>,
    /// A delete that nothing waits for: sent when everything else is settled.
    pub last: bool,
    /// What the snapshot then says.
    pub effect: Effect,
    /// What a lookup's change of code or name does to the customers that name it.
    pub cascade: Option<Cascade>,
}

impl Call {
    /// Its changes under the names that are shown, in the order of these names.
    #[must_use]
    pub fn changes_by_name(&self) -> BTreeMap<Cow<'_, str>, &[Option<Value>; 2]> {
        let changes = self.changes.iter();
        changes
            .map(|(key, sides)| (key.name(self.entity), sides))
            .collect()
    }
}

/// A lookup record is called something else from now on, by customers as by everybody.
///
/// The page does not say whether the server rewrites its customers then.
#[derive(Clone, Debug, Eq, PartialEq, Deserialize, Serialize)]
pub struct Cascade {
    /// What customers called it up to now: a code, or a group's name.
    pub from: String,
    /// What it is called from now on.
    pub to: String,
    /// Whether the server is known to rewrite its customers (`renames_cascade`). If not, what they name is
    /// unknown until they are sent again.
    pub certain: bool,
}
