//! The network between client and account, with all its faults, in virtual time.

use fastrand::Rng;
use serde_json::{Map, Value as Json};
use vbot_sync::{
    model::{AccountId, Action, Dialect, Entity},
    sandbox::{self, ClearedBy, Rules, RulesV3, UnknownCustomer, UnsetValue},
    send::{self, Answer},
};

use super::{
    account::SimulatedAccount,
    wire::{Reply, SimulatedRequest, Wire, milliseconds},
};

/// How long the client waits for an answer, in ticks of virtual time.
pub const TIMEOUT: u64 = 100;

/// The account behind an unreliable network.
pub struct Network {
    pub account: SimulatedAccount,
    pub tenant: AccountId,
    /// Requests that are applied later: the time, the path and the parameters.
    late: Vec<(u64, String, Json)>,
    /// That many of 256 requests have a fault.
    faults: u8,
    /// Until then the server is down and at most a proxy answers.
    away_until: u64,
    /// Every call about this record is answered with 500, except probes and reads.
    broken: Option<(Entity, String)>,
    /// Records whose last request to change them had no clear answer, and that were not read since (v3).
    unread: Unread,
}

/// Entities and codes.
type Unread = std::collections::BTreeSet<(Entity, String)>;

/// A v3 account that behaves in one of the ways that the documentation leaves open.
pub fn random_rules(rng: &mut Rng) -> RulesV3 {
    let cleared_by = [ClearedBy::Blank, ClearedBy::Null, ClearedBy::SilentNull];
    let unknown_customer = [
        UnknownCustomer::NotFound,
        UnknownCustomer::Form,
        UnknownCustomer::NullData,
    ];
    let unset = [UnsetValue::Documented, UnsetValue::Null, UnsetValue::Blank];
    RulesV3 {
        cleared_by: cleared_by[rng.usize(..3)],
        unknown_customer: unknown_customer[rng.usize(..3)],
        unset: unset[rng.usize(..3)],
        unknown_is_404: rng.bool(),
        six_decimals: rng.bool(),
        // Less than the client waits before it reads.
        lag_ms: [0, 0, 200, 500][rng.usize(..4)],
        ..RulesV3::default()
    }
}

/// The same of an account whose refusals and reads are true at that moment.
pub fn truthful_rules(rng: &mut Rng) -> RulesV3 {
    RulesV3 {
        lag_ms: 0,
        unknown_is_404: true,
        ..random_rules(rng)
    }
}

fn lost(message: &str, timed_out: bool) -> Answer {
    Answer::Unknown {
        message: message.to_owned(),
        wait: None,
        overloaded: false,
        away: false,
        timed_out,
        by_api: false,
    }
}

impl Network {
    pub fn new(dialect: Dialect, (cascade, v3): (bool, RulesV3), faults: u8) -> Self {
        let rules = Rules {
            cascade,
            dialect,
            v3,
            ..Rules::default()
        };
        let (account, tenant) = SimulatedAccount::new(rules);
        Self {
            account,
            tenant,
            late: Vec::new(),
            faults,
            away_until: 0,
            broken: None,
            unread: Unread::new(),
        }
    }

    /// From now on every call about this record is answered with 500.
    pub fn set_broken(&mut self, broken: Option<(Entity, String)>) {
        self.broken = broken;
    }

    /// Whether an action is about the broken record.
    pub fn is_broken(&self, entity: Entity, action: &Action) -> bool {
        let broken = self.broken.as_ref().filter(|(found, _)| *found == entity);
        broken.is_some_and(|(_, code)| action.codes().any(|named| named.as_str() == code))
    }

    /// The server is down until that time.
    pub fn go_down(&mut self, until: u64) {
        self.away_until = until;
    }

    /// Whether requests have no faults.
    pub fn is_reliable(&self) -> bool {
        self.faults == 0
    }

    pub fn is_away(&self, now: u64) -> bool {
        now < self.away_until
    }

    pub fn stop_faults(&mut self) {
        (self.faults, self.away_until, self.broken) = (0, 0, None);
    }

    /// Applies the late requests that are due by then.
    pub fn pass(&mut self, now: u64) {
        self.late.sort_by_key(|(due, _, _)| *due);
        while self.late.first().is_some_and(|(due, _, _)| *due <= now) {
            let (due, path, parameters) = self.late.remove(0);
            self.account.call(&path, &parameters, milliseconds(due));
        }
    }

    /// Sends one request at that time.
    pub fn send(&mut self, now: u64, request: SimulatedRequest<'_>, rng: &mut Rng) -> Reply {
        self.assert_read(request);
        let wire = Wire::of(&self.tenant, request);
        let (delivery, ticks) = self.carried(now, &wire, rng);
        let (answer, kept) = match delivery {
            Ok(body) => wire.read(&self.tenant, (200, &body)),
            Err(answer) => (answer, Map::new()),
        };
        self.note(request, &answer);
        Reply {
            answer,
            ticks,
            kept,
        }
    }

    /// What comes back of a request: the body of an answer, or none; and the ticks until then.
    fn carried(
        &mut self,
        now: u64,
        wire: &Wire<'_>,
        rng: &mut Rng,
    ) -> (Result<Vec<u8>, Answer>, u64) {
        let SimulatedRequest {
            entity,
            action,
            look,
            ..
        } = wire.request;
        if self.is_away(now) {
            return (Err(self.proxy(now, wire, rng)), 1);
        }
        if self.is_broken(entity, action) && !action.is_look() && look.is_none() {
            if rng.bool() {
                self.deliver(now, wire);
            }
            let body = br#"{"status":0,"error":500,"message":"broken"}"#;
            return (Ok(body.to_vec()), 3);
        }
        if rng.u8(..) >= self.faults {
            let ticks = rng.u64(1..5);
            return (Ok(self.deliver(now, wire)), ticks);
        }
        match rng.u8(..8) {
            0 => (Err(Answer::NotSent("refused".into())), 1),
            1 => (Err(lost("reset before it arrived", false)), 2),
            2 => {
                self.deliver(now, wire);
                (Err(lost("reset after it was applied", false)), 2)
            }
            3 => {
                // Later than the client waits, but within the time in which it expects late requests.
                let due = now + rng.u64(1..TIMEOUT * 2);
                self.late
                    .push((due, wire.path.clone(), wire.parameters.clone()));
                (Err(lost("no answer in time", true)), TIMEOUT)
            }
            4 => {
                self.deliver(now, wire);
                (Err(lost("500", false)), 3)
            }
            5 => (Err(Answer::Throttled { wait: None }), 1),
            6 => {
                self.deliver(now, wire);
                (Err(lost("no answer in time", true)), TIMEOUT)
            }
            _ => {
                let answers = [self.deliver(now, wire), self.deliver(now, wire)];
                let answer = rng.choice(answers).expect("the list is not empty");
                (Ok(answer), 2)
            }
        }
    }

    /// The answer while the server is down; with a page of a gateway the request may have been applied.
    fn proxy(&mut self, now: u64, wire: &Wire<'_>, rng: &mut Rng) -> Answer {
        let (http, retry_after) = match rng.u8(..5) {
            0 => return Answer::NotSent("refused".into()),
            1 => (429, None),
            2 => (429, Some("7.5")),
            3 => (503, Some("2")),
            _ => (502, None),
        };
        if http == 502 && rng.u8(..) < 30 {
            self.deliver(now, wire);
        }
        let wait = send::asked(retry_after, None, jiff::Timestamp::UNIX_EPOCH);
        send::read(self.tenant.dialect, http, wait, b"<html>away</html>")
    }

    /// A request of another client, without a fault.
    pub fn intrude(&mut self, now: u64, entity: Entity, action: &Action) {
        let kept = Map::new();
        let request = SimulatedRequest {
            entity,
            action,
            look: None,
            kept: &kept,
            by_null: false,
        };
        let wire = Wire::of(&self.tenant, request);
        self.deliver(now, &wire);
    }

    fn deliver(&mut self, now: u64, wire: &Wire<'_>) -> Vec<u8> {
        let answer = self
            .account
            .call(&wire.path, &wire.parameters, milliseconds(now));
        let envelope = sandbox::envelope(self.tenant.dialect, &answer);
        envelope.to_string().into_bytes()
    }

    /// Under v3 a request to change a record follows a read of it, if the last such request had no clear answer.
    fn assert_read(&self, request: SimulatedRequest<'_>) {
        let SimulatedRequest { entity, action, .. } = request;
        if self.tenant.dialect != Dialect::V3 || request.look.is_some() {
            return;
        }
        let is_unread = |code: &str| self.unread.contains(&(entity, code.to_owned()));
        let mut codes = action.codes();
        assert!(
            !codes.all(|code| is_unread(code)),
            "{entity} {action:?} is sent although its record was not read"
        );
    }

    fn note(
        &mut self,
        SimulatedRequest {
            entity,
            action,
            look,
            ..
        }: SimulatedRequest<'_>,
        answer: &Answer,
    ) {
        let is_overload = matches!(
            answer,
            Answer::Unknown {
                overloaded: true,
                ..
            }
        );
        match (look, answer) {
            // A read of either code of a change of code will do.
            (Some(_), Answer::Read(_)) => {
                for code in action.codes() {
                    self.unread.remove(&(entity, code.to_string()));
                }
            }
            (None, Answer::Unknown { .. }) if !is_overload => {
                let codes = action.codes().map(|code| (entity, code.to_string()));
                self.unread.extend(codes);
            }
            _ => {}
        }
    }
}
