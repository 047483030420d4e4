//! The effect of a stored call: the change of the snapshot when the call is acknowledged.
//!
//! Invariant: a content that the call sends is not stored twice.

use serde::{Deserialize, Serialize};

use crate::{
    codec::PackedRef,
    model::{Code, Effect},
};

/// An [`Effect`], borrowed.
#[derive(Clone, Copy, Debug, Eq, PartialEq, Deserialize, Serialize)]
#[expect(missing_docs, reason = "as in `Effect`")]
pub enum StoredEffect<'a> {
    /// The record has this content.
    Put {
        code: &'a str,
        /// `None` if it is the sent content.
        #[serde(borrow)]
        content: Option<PackedRef<'a>>,
        identity: Option<&'a str>,
        previous_no: Option<&'a str>,
    },
    /// The record has another code.
    Move {
        from: &'a str,
        to: &'a str,
        temporary_for: Option<&'a str>,
        identity: Option<&'a str>,
        previous_no: Option<&'a str>,
    },
    /// The record is gone.
    Remove { code: &'a str },
    /// The record has this content, and the call sends only what differs from `before` (v3).
    Change {
        code: &'a str,
        #[serde(borrow)]
        content: Option<PackedRef<'a>>,
        identity: Option<&'a str>,
        previous_no: Option<&'a str>,
        before: PackedRef<'a>,
    },
}

impl<'a> StoredEffect<'a> {
    /// Borrows an effect; `content` is its own, if it differs from the sent one.
    pub(super) fn of(
        effect: &'a Effect,
        content: Option<PackedRef<'a>>,
        before: Option<PackedRef<'a>>,
    ) -> Self {
        match effect {
            Effect::Put {
                code,
                identity,
                previous_no,
                ..
            } => match before {
                None => Self::Put {
                    code,
                    content,
                    identity: identity.as_deref(),
                    previous_no: previous_no.as_deref(),
                },
                Some(before) => Self::Change {
                    code,
                    content,
                    identity: identity.as_deref(),
                    previous_no: previous_no.as_deref(),
                    before,
                },
            },
            Effect::Move {
                from,
                to,
                temporary_for,
                identity,
                previous_no,
            } => Self::Move {
                from,
                to,
                temporary_for: temporary_for.as_deref(),
                identity: identity.as_deref(),
                previous_no: previous_no.as_deref(),
            },
            Effect::Remove { code } => Self::Remove { code },
        }
    }

    /// The former values of what the call changes.
    pub(super) const fn before(&self) -> Option<PackedRef<'a>> {
        match self {
            Self::Change { before, .. } => Some(*before),
            _ => None,
        }
    }

    /// As a value to work on; `sent` is the content of its call.
    pub(super) fn open(self, sent: PackedRef<'_>) -> Effect {
        let text = |text: Option<&str>| text.map(str::to_owned);
        match self {
            Self::Put {
                code,
                content,
                identity,
                previous_no,
            }
            | Self::Change {
                code,
                content,
                identity,
                previous_no,
                ..
            } => Effect::Put {
                code: code.into(),
                content: content.unwrap_or(sent).open(),
                identity: text(identity),
                previous_no: previous_no.map(Code::from),
            },
            Self::Move {
                from,
                to,
                temporary_for,
                identity,
                previous_no,
            } => Effect::Move {
                from: from.into(),
                to: to.into(),
                temporary_for: temporary_for.map(Code::from),
                identity: text(identity),
                previous_no: previous_no.map(Code::from),
            },
            Self::Remove { code } => Effect::Remove { code: code.into() },
        }
    }
}
