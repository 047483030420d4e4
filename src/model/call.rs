//! One call of the plan: what is sent, what must be acknowledged before, and the effect on the snapshot.

use std::{borrow::Cow, collections::BTreeMap};

use serde::{Deserialize, Serialize};

use super::{Cause, Changes, Code, Content, Entity, Key, Origin, Value, changes::one_sided};

/// A call's number within its plan, from 1, in an order that allows sending the calls one by one.
pub type CallId = u32;

/// The four operations that the API has for every entity.
#[derive(Clone, Copy, Debug, Eq, Hash, Ord, PartialEq, PartialOrd, Deserialize, Serialize)]
pub enum Operation {
    /// A new record.
    #[serde(rename = "create")]
    Create,
    /// The whole content of an existing record.
    #[serde(rename = "update")]
    Update,
    /// Another code for an existing record.
    #[serde(rename = "updateNo")]
    UpdateNo,
    /// Removes the record.
    #[serde(rename = "delete")]
    Delete,
}

impl Operation {
    /// All four.
    pub const ALL: [Self; 4] = [Self::Create, Self::Update, Self::UpdateNo, Self::Delete];
}

/// A former value of an update that is not known: it may be any. No sheet has such a value.
pub const ANY_VALUE: &str = "\u{0}";

/// An operation with its arguments.
#[derive(Clone, Debug, Eq, PartialEq)]
pub enum Action {
    /// Content is sent in full.
    Create {
        /// The new code.
        code: Code,
        /// What is sent.
        content: Content,
    },
    /// Content is sent in full, or under v3 what changes of it.
    Update {
        /// The code.
        code: Code,
        /// The record's content afterwards.
        content: Content,
        /// Under v3: the former values of what changes, as on the wire; `None`: all of the content is sent.
        before: Option<Content>,
    },
    /// Only codes are sent.
    UpdateNo {
        /// The old code.
        from: Code,
        /// The new code.
        to: Code,
        /// The acknowledged content: it identifies the record in the request where the API requires it, and a probe
        /// sends it when the outcome is in doubt.
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
    /// The operation.
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

    /// The new code of an `updateNo`.
    #[must_use]
    pub const fn new_code(&self) -> Option<&Code> {
        match self {
            Self::UpdateNo { to, .. } => Some(to),
            _ => None,
        }
    }

    /// The content that is sent, or was acknowledged before.
    #[must_use]
    pub const fn content(&self) -> &Content {
        match self {
            Self::Create { content, .. }
            | Self::Update { content, .. }
            | Self::UpdateNo { content, .. }
            | Self::Delete { content, .. } => content,
        }
    }

    /// The changes of the call by itself: for a create its whole content, for a delete the old content, for an
    /// `updateNo` the code. The changes of an update depend on the content before.
    #[must_use]
    pub fn own_changes(&self) -> Changes {
        match self {
            Self::Create { content, .. } => one_sided(content, |value| [None, Some(value)]),
            Self::Delete { content, .. } => one_sided(content, |value| [Some(value), None]),
            Self::Update { .. } => Changes::new(),
            Self::UpdateNo { from, to, .. } => {
                let side = |code: &Code| Some(Value::from(code.as_str()));
                [(Key::Code, [side(from), side(to)])].into()
            }
        }
    }

    /// Whether it only probes for the record: a change of its code into the same code. It refers to no other record
    /// that could be missing, so that 404 has one meaning.
    #[must_use]
    pub fn is_look(&self) -> bool {
        matches!(self, Self::UpdateNo { from, to, .. } if from == to)
    }

    /// Every code of the entity in the call: one, or two for an `updateNo`.
    pub fn codes(&self) -> impl Iterator<Item = &Code> {
        std::iter::once(self.code()).chain(self.new_code())
    }
}

/// The change of the snapshot when the call is acknowledged, in the same transaction.
#[derive(Clone, Debug, Eq, PartialEq)]
pub enum Effect {
    /// The record has this content.
    Put {
        /// Its code.
        code: Code,
        /// Everything that is now acknowledged of it, including what earlier calls have sent.
        content: Content,
        /// Its identity, from the row.
        identity: Option<String>,
        /// The `previous_no` that is now done.
        previous_no: Option<Code>,
    },
    /// The record has another code.
    Move {
        /// Its old code.
        from: Code,
        /// Its new code.
        to: Code,
        /// If `to` is a temporary code: the code that it will get, or had.
        temporary_for: Option<Code>,
        /// Its identity, from the row.
        identity: Option<String>,
        /// The `previous_no` that is now done.
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
    /// The entity.
    pub entity: Entity,
    /// The action.
    pub action: Action,
    /// The calls that must be acknowledged before this one may be sent, ascending.
    pub after: Vec<CallId>,
    /// Code changes of customers that must be settled before this one is sent: it takes a name away that their probes
    /// would use.
    pub waits: Vec<CallId>,
    /// Old and new values, for people.
    pub changes: Changes,
    /// The row that requires it; a delete has none.
    pub origin: Option<Origin>,
    /// The reason for it.
    pub cause: Cause,
    /// The cycle it is part of: once one of its calls is sent, all of them must be.
    pub cycle: Option<u32>,
    /// A delete that no call waits for: sent when everything else is settled.
    pub last: bool,
    /// The change of the snapshot.
    pub effect: Effect,
    /// The cascade to customers if the call changes a lookup's code or a group's name.
    pub cascade: Option<Cascade>,
}

impl Call {
    /// Its changes under their display names, in the order of these names.
    #[must_use]
    pub fn changes_by_name(&self) -> BTreeMap<Cow<'_, str>, &[Option<Value>; 2]> {
        let changes = self.changes.iter();
        changes
            .map(|(key, sides)| (key.name(self.entity), sides))
            .collect()
    }
}

/// A lookup record gets a new code or name, which customers refer to.
///
/// The API's documentation does not define whether the server rewrites its customers then.
#[derive(Clone, Debug, Eq, PartialEq, Deserialize, Serialize)]
pub struct Cascade {
    /// The old reference of customers: a code, or a group's name.
    pub from: String,
    /// The new one.
    pub to: String,
    /// Whether the server is known to rewrite its customers (`renames_cascade`). If not, their references are unknown
    /// until they are sent again.
    pub certain: bool,
}
