//! Sends calls through the simulated network, several at a time, until the process crashes or all calls are settled.
//!
//! The decisions are the real ones; only the order of events is simulated. Invariant: no two calls with
//! a common code are in flight at the same time.

use std::{
    collections::{BTreeMap, BTreeSet},
    time::Duration,
};

use vbot_sync::{
    model::{Call, CallId, CallState, Settled},
    send::{self, Answer, CallGraph, NextAction, Outage, SendDecision},
};

use super::{
    flight::{ATTEMPTS, Flight, ticks, time},
    network::TIMEOUT,
    runs::World,
};

/// How long a run waits for the server.
pub const WAIT_FOR_SERVER: Duration = Duration::from_mins(2);

/// More requests than any call needs in one run.
const MOST_REQUESTS: u32 = 400;

impl World {
    /// Sends calls of the journal until no more can be sent; `false`: the process has crashed.
    pub fn send(&mut self, ids: &BTreeSet<CallId>, crashes: bool) -> bool {
        let calls: Vec<(Call, bool)> = self
            .snapshot
            .open()
            .filter(|(call, _)| ids.contains(&call.id))
            .map(|(call, state)| (call.clone(), state != CallState::Planned))
            .collect();
        let mut graph = CallGraph::of(calls.iter().map(|(call, _)| call));
        let calls: BTreeMap<CallId, (Call, bool)> = calls
            .into_iter()
            .map(|(call, doubt)| (call.id, (call, doubt)))
            .collect();
        for (call, _) in calls.values().filter(|(_, doubt)| *doubt) {
            self.cooldown.extend(call, self.now + 2 * TIMEOUT);
        }
        let concurrency = self.rng.usize(1..5);
        let mut crash_in = if crashes {
            self.rng.usize(..=calls.len() * 4)
        } else {
            usize::MAX
        };
        let mut flights: BTreeMap<CallId, Flight> = BTreeMap::new();
        self.outage = Outage::new(WAIT_FOR_SERVER);
        loop {
            if let SendDecision::InVain(reason) = self.outage.decision() {
                self.give_up_on_server(&reason, &flights, &calls, &mut graph);
                return true;
            }
            while flights.len() < concurrency {
                let Some(id) = graph.take() else { break };
                let flight = self.begin(&calls[&id], &flights, &calls);
                flights.insert(id, flight);
            }
            let Some(id) = self.pick(&flights) else {
                return true;
            };
            if crash_in == 0 {
                return false;
            }
            crash_in -= 1;
            // What two reads show together is true only if nobody changes the account in between.
            if !flights.values().any(|flight| flight.course.step.is_look()) {
                self.intrude();
            }
            let flight = flights.get_mut(&id).expect("the call is in flight");
            if let Some(settled) = self.step(&calls[&id].0, flight) {
                flights.remove(&id);
                self.settled(&calls[&id].0, &settled, &mut graph);
            }
        }
    }

    fn begin(
        &self,
        (call, doubt): &(Call, bool),
        flights: &BTreeMap<CallId, Flight>,
        calls: &BTreeMap<CallId, (Call, bool)>,
    ) -> Flight {
        for other in flights
            .keys()
            .map(|id| &calls[id].0)
            .filter(|other| other.entity == call.entity)
        {
            let shared = other
                .action
                .codes()
                .any(|code| call.action.codes().any(|own| own == code));
            assert!(
                !shared,
                "{call:?} and {other:?} share a code and are in flight together"
            );
        }
        let rested = self.cooldown.until(call, self.now);
        let due = rested.filter(|_| !doubt).unwrap_or(self.now);
        Flight::begin(self, call, *doubt, due)
    }

    /// Picks one of the calls in flight; time passes until it is due.
    fn pick(&mut self, flights: &BTreeMap<CallId, Flight>) -> Option<CallId> {
        let ids: Vec<CallId> = flights.keys().copied().collect();
        let soon = flights.values().map(|flight| flight.due).min()?;
        let id = *self.rng.choice(&ids)?;
        let id = if flights[&id].due <= soon + 3 {
            id
        } else {
            *flights.iter().min_by_key(|(_, flight)| flight.due)?.0
        };
        self.now = self.now.max(flights[&id].due);
        if let SendDecision::Probe(next) = self.outage.decision() {
            self.now = self.now.max(ticks(next));
        }
        self.network.pass(self.now);
        Some(id)
    }

    /// Sends one request and handles its answer.
    fn step(&mut self, call: &Call, flight: &mut Flight) -> Option<Settled> {
        self.snapshot.settle(call.id, CallState::InFlight);
        if self.rng.u8(..) < self.outages {
            self.network.go_down(self.now + self.rng.u64(..20_000));
        }
        let reply = self.request(call, flight);
        flight.due = self.now + reply.ticks;
        if flight.course.step.is_look() {
            flight.kept = reply.kept;
        }
        flight.attempts.all += 1;
        assert!(
            flight.attempts.all < MOST_REQUESTS,
            "{call:?} has no end: {:?}",
            flight.course
        );
        if matches!(reply.answer, Answer::Unknown { .. }) && !flight.course.step.is_look() {
            flight.readable = flight.due + ticks(send::BETWEEN_READS);
        }
        if matches!(
            reply.answer,
            send::Answer::Unknown {
                timed_out: true,
                ..
            }
        ) {
            flight.timed_out = Some((flight.due, flight.course.step));
            self.cooldown.extend(call, flight.due + 2 * TIMEOUT);
        }
        let is_probe = self.outage.is_waiting();
        let heard = self
            .outage
            .record(&reply.answer, is_probe, time(flight.due));
        if let (Some(news), true) = (heard, self.verbose) {
            println!("{:>6} {news:?}", flight.due);
        }
        let is_error = reply.answer.is_api_error();
        let counts = !reply.answer.is_away() && (!is_probe || is_error);
        match self.decide(call, flight, reply.answer) {
            NextAction::Settled(settled) => {
                let learned = send::learned(&call.action, flight.course, &settled);
                self.clears = learned.unwrap_or(self.clears);
                return Some(settled);
            }
            NextAction::Go(course) => flight.go(course),
            NextAction::Later(course, wait) => {
                flight.go(course);
                flight.due += ticks(wait);
            }
            NextAction::Again(course, _) => {
                flight.course = course;
                flight.failed += u32::from(counts);
                flight.stuck &= is_error || !counts;
            }
            next => panic!("unexpected decision {next:?} for {call:?}"),
        }
        let is_look = flight.course.step.is_look();
        if is_look {
            flight.due = flight.due.max(flight.readable);
        } else if let Some((at, _)) = flight
            .timed_out
            .filter(|(_, step)| *step != flight.course.step)
        {
            flight.due = flight.due.max(at + 2 * TIMEOUT);
        }
        let is_spent = flight.failed >= ATTEMPTS && self.reads();
        let is_stuck = is_probe && is_error && !is_spent;
        if flight.failed < ATTEMPTS && !is_stuck {
            return None;
        }
        let stuck = flight.stuck && flight.failed > 0 && !self.reads();
        let next = stuck.then(|| send::stuck(&call.action, flight.course, flight.earlier));
        match next.flatten() {
            Some(NextAction::Settled(settled)) => return Some(settled),
            Some(NextAction::Go(course)) => flight.go(course),
            _ if is_stuck => {}
            _ => return Some(send::give_up(flight.course, "given up".into())),
        }
        None
    }

    /// The run stops without failing any row, and the calls in flight keep their state.
    fn give_up_on_server(
        &mut self,
        reason: &str,
        flights: &BTreeMap<CallId, Flight>,
        calls: &BTreeMap<CallId, (Call, bool)>,
        graph: &mut CallGraph,
    ) {
        assert!(
            !self.network.is_reliable() || self.network.is_away(self.now),
            "a run gave up a server that was up: {reason}"
        );
        for (id, flight) in flights {
            let settled = send::give_up(flight.course, reason.to_owned());
            self.settled(&calls[id].0, &settled, graph);
        }
    }

    fn settled(&mut self, call: &Call, settled: &Settled, graph: &mut CallGraph) {
        if self.verbose {
            println!("       {} {settled:?}", call.id);
        }
        let state = settled.state();
        if state == CallState::Rejected {
            assert!(
                self.has_intruders,
                "call {} must be accepted: {settled:?}\n{call:?}",
                call.id
            );
            self.assert_refusal_is_true(call, settled);
        }
        if matches!(
            settled,
            Settled::Rejected {
                code: Some(500),
                ..
            }
        ) {
            self.snapshot.unsettle(call);
        }
        self.snapshot.settle_with(call.id, state, settled.finding());
        match state {
            CallState::Applied | CallState::Skipped => graph.acknowledged(call.id),
            CallState::Rejected => {
                for (blocked, _) in graph.refused(call.id) {
                    self.snapshot.settle(blocked, CallState::Blocked);
                }
            }
            _ => graph.abandoned(call.id),
        }
        match state {
            CallState::Applied if self.has_intruders => self.assert_claims_exist(call),
            CallState::Applied => self.assert_claims_hold(call),
            _ => {}
        }
    }
}
