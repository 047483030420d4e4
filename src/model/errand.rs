//! A call as it is sent: without what only the journal and people need of it.
//!
//! Invariant: it says what its call says.

use super::{Action, Call, CallId, Entity, Origin, Ripple};

/// A call on its way to the server.
#[derive(Clone, Debug, Eq, PartialEq)]
#[expect(missing_docs, reason = "as in `Call`")]
pub struct Errand {
    pub id: CallId,
    pub entity: Entity,
    pub action: Action,
    pub origin: Option<Origin>,
    pub ripple: Option<Ripple>,
}

impl From<&Call> for Errand {
    fn from(call: &Call) -> Self {
        Self {
            id: call.id,
            entity: call.entity,
            action: call.action.clone(),
            origin: call.origin.clone(),
            ripple: call.ripple.clone(),
        }
    }
}
