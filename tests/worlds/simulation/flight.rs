//! A call in flight: its progress, the request of its step, and what follows from an answer.
//!
//! The decisions are the real ones. Invariant: under v3 a read is sent only when what was written before it is readable.

use std::{borrow::Cow, time::Duration};

use serde_json::{Map, Value as Json};
use vbot_sync::{
    model::{Call, Dialect},
    send::{self, Answer, Attempts, CallProgress, ClearsBy, NextAction, SettleStep},
};

use super::{
    runs::World,
    wire::{self, Reply, SimulatedRequest, milliseconds},
};

/// The attempts of one request before its call is given up for this run.
pub const ATTEMPTS: u32 = 4;

/// A tick of virtual time.
const TICK: Duration = Duration::from_millis(wire::TICK);

/// A call in flight.
pub struct Flight {
    pub course: CallProgress,
    pub failed: u32,
    /// When its next request may be sent.
    pub due: u64,
    pub timed_out: Option<(u64, SettleStep)>,
    /// The API itself has failed every attempt of the step.
    pub stuck: bool,
    pub earlier: bool,
    /// The requests of all steps, and those of them that had no clear answer (v3).
    pub attempts: Attempts,
    /// Before that time reads are not sent (v3).
    pub readable: u64,
    /// What was read of a field or option (v3).
    pub kept: Map<String, Json>,
}

impl Flight {
    /// A call whose first request is due at that time.
    pub fn begin(world: &World, call: &Call, doubt: bool, due: u64) -> Self {
        let course = if world.reads() {
            let since = Some(milliseconds(world.began));
            CallProgress::begin_reading(call.entity, &call.action, doubt, since)
        } else {
            CallProgress::begin(doubt)
        };
        let readable = world.now + ticks(send::BETWEEN_READS);
        let readable = if doubt { readable } else { 0 };
        let is_look = course.step.is_look();
        Self {
            course,
            failed: 0,
            due: if is_look { due.max(readable) } else { due },
            timed_out: None,
            stuck: true,
            earlier: doubt,
            attempts: Attempts::default(),
            readable,
            kept: Map::new(),
        }
    }

    pub fn go(&mut self, course: CallProgress) {
        (self.course, self.failed, self.stuck) = (course, 0, true);
    }
}

impl World {
    /// Sends the request of the call's step.
    pub fn request(&mut self, call: &Call, flight: &mut Flight) -> Reply {
        let look = match flight.course.step {
            SettleStep::Look(look) => Some(look.at),
            _ => None,
        };
        if look.is_none() {
            flight.course = flight.course.sent(milliseconds(self.now));
        }
        let own = look.map_or_else(
            || send::request(&call.action, flight.course.step).expect("the call has such a step"),
            |_| Cow::Borrowed(&call.action),
        );
        let request = SimulatedRequest {
            entity: call.entity,
            action: &own,
            look,
            kept: &flight.kept,
            by_null: flight.course.by_null || self.clears == ClearsBy::Null,
        };
        let reply = self.network.send(self.now, request, &mut self.rng);
        if self.verbose {
            println!(
                "{:>6} {} {} {:?} {:?}",
                self.now,
                call.id,
                own.operation().as_str(),
                flight.course,
                reply.answer
            );
        }
        reply
    }

    pub fn decide(&self, call: &Call, flight: &mut Flight, answer: Answer) -> NextAction {
        let (action, course) = (&call.action, flight.course);
        if self.reads() {
            let rules = (&self.policy, self.clears);
            let attempts = (&mut flight.attempts, ATTEMPTS);
            return send::next_of_attempts(action, course, &answer, rules, attempts);
        }
        send::next(action, course, answer, &self.policy)
    }

    /// Whether calls in doubt are settled by reading.
    pub fn reads(&self) -> bool {
        self.network.tenant.dialect == Dialect::V3
    }
}

pub fn time(now: u64) -> Duration {
    TICK * u32::try_from(now).expect("the virtual time is small")
}

pub fn ticks(time: Duration) -> u64 {
    u64::try_from(time.as_millis().div_ceil(TICK.as_millis())).expect("the virtual time is small")
}
