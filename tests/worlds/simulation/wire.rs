//! Requests of the simulation: what a call asks for, how it is written, and how its answer is read.
//!
//! The client's own functions write and read. Invariant: it sends nothing.

use serde_json::{Map, Value as Json};
use vbot_sync::{
    model::{AccountId, Action, Entity},
    send::{self, Answer, LookAt},
};

/// The milliseconds of a tick.
pub const TICK: u64 = 10;

/// A request of a call.
#[derive(Clone, Copy)]
pub struct SimulatedRequest<'a> {
    pub entity: Entity,
    pub action: &'a Action,
    /// It only reads, to see this.
    pub look: Option<LookAt>,
    /// What an update repeats, as it was read.
    pub kept: &'a Map<String, Json>,
    /// Values are cleared by null.
    pub by_null: bool,
}

/// The answer to a request, and the time that it takes.
pub struct Reply {
    pub answer: Answer,
    pub ticks: u64,
    /// What was read of a field or option.
    pub kept: Map<String, Json>,
}

/// A request as it is on the wire, and how its answer is read.
pub struct Wire<'a> {
    pub path: String,
    pub parameters: Json,
    pub request: SimulatedRequest<'a>,
}

impl<'a> Wire<'a> {
    pub fn of(account: &AccountId, request: SimulatedRequest<'a>) -> Self {
        let SimulatedRequest {
            entity,
            action,
            look,
            kept,
            by_null,
        } = request;
        let (path, parameters) = match look {
            Some(at) => send::look_request(account, (entity, action, at)),
            None => (
                send::path(account.dialect, entity, action.operation()),
                send::sealed_repeating(account, entity, action, (kept, by_null)),
            ),
        };
        Self {
            path,
            parameters,
            request,
        }
    }

    /// The meaning of an answer, and what was read of a field or option.
    pub fn read(
        &self,
        account: &AccountId,
        (http, body): (u16, &[u8]),
    ) -> (Answer, Map<String, Json>) {
        let SimulatedRequest {
            entity,
            action,
            look,
            ..
        } = self.request;
        match look {
            Some(at) => send::look_reply(account, (entity, action, at), (http, body)),
            None => (send::read(account.dialect, http, None, body), Map::new()),
        }
    }
}

/// The time of a tick.
pub fn milliseconds(now: u64) -> i64 {
    i64::try_from(now * TICK).expect("the virtual time is small")
}
