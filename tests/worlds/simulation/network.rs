//! The network between client and account, with all its faults, in virtual time.

use fastrand::Rng;
use serde_json::Value as Json;
use vbot_sync::{
    model::{AccountId, Action, Dialect, Entity},
    sandbox::{self, Account, Rules},
    send::{self, Answer},
};

/// How long the client waits for an answer, in ticks of virtual time.
pub const TIMEOUT: u64 = 100;

/// The account behind an unreliable network.
pub struct Network {
    pub account: Account,
    tenant: AccountId,
    /// Requests that are applied later: the time, the path and the body.
    late: Vec<(u64, String, Json)>,
    /// That many of 256 requests have a fault.
    faults: u8,
    /// Until then the server is down and at most a proxy answers.
    away_until: u64,
    /// Every call about this record is answered with 500, except probes.
    broken: Option<(Entity, String)>,
}

/// The answer to a request, and the time that it takes.
pub struct Reply {
    pub answer: Answer,
    pub ticks: u64,
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
    pub fn new(cascade: bool, faults: u8) -> Self {
        let rules = Rules {
            cascade,
            ..Rules::default()
        };
        let tenant = AccountId {
            base_url: String::new(),
            dialect: Dialect::V1,
            vbot_id: rules.vbot_id.clone(),
            project_code: rules.project_code.clone(),
            fields: vbot_sync::model::CustomerFields::default(),
        };
        Self {
            account: Account::new(rules),
            tenant,
            late: Vec::new(),
            faults,
            away_until: 0,
            broken: None,
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
            let (_, path, body) = self.late.remove(0);
            self.account.call(&path, &body);
        }
    }

    /// Sends one request at that time.
    pub fn send(&mut self, now: u64, entity: Entity, action: &Action, rng: &mut Rng) -> Reply {
        let path = send::path(self.tenant.dialect, entity, action.operation());
        let body = send::sealed(&self.tenant, entity, action);
        if self.is_away(now) {
            let answer = self.proxy(&path, &body, rng);
            return Reply { answer, ticks: 1 };
        }
        if self.is_broken(entity, action) && !action.is_look() {
            if rng.bool() {
                self.deliver(&path, &body);
            }
            let body = br#"{"status":0,"error":500,"message":"broken"}"#;
            let answer = send::read(self.tenant.dialect, 200, None, body);
            return Reply { answer, ticks: 3 };
        }
        if rng.u8(..) >= self.faults {
            return Reply {
                answer: self.deliver(&path, &body),
                ticks: rng.u64(1..5),
            };
        }
        match rng.u8(..8) {
            0 => Reply {
                answer: Answer::NotSent("refused".into()),
                ticks: 1,
            },
            1 => Reply {
                answer: lost("reset before it arrived", false),
                ticks: 2,
            },
            2 => {
                self.deliver(&path, &body);
                Reply {
                    answer: lost("reset after it was applied", false),
                    ticks: 2,
                }
            }
            3 => {
                // Later than the client waits, but within the time in which it expects late requests.
                self.late.push((now + rng.u64(1..TIMEOUT * 2), path, body));
                Reply {
                    answer: lost("no answer in time", true),
                    ticks: TIMEOUT,
                }
            }
            4 => {
                self.deliver(&path, &body);
                Reply {
                    answer: lost("500", false),
                    ticks: 3,
                }
            }
            5 => Reply {
                answer: Answer::Throttled { wait: None },
                ticks: 1,
            },
            6 => {
                self.deliver(&path, &body);
                Reply {
                    answer: lost("no answer in time", true),
                    ticks: TIMEOUT,
                }
            }
            _ => {
                let answers = [self.deliver(&path, &body), self.deliver(&path, &body)];
                let answer = rng.choice(answers).expect("the list is not empty");
                Reply { answer, ticks: 2 }
            }
        }
    }

    /// The answer while the server is down; with a page of a gateway the request may have been applied.
    fn proxy(&mut self, path: &str, body: &Json, rng: &mut Rng) -> Answer {
        let (http, retry_after) = match rng.u8(..5) {
            0 => return Answer::NotSent("refused".into()),
            1 => (429, None),
            2 => (429, Some("7.5")),
            3 => (503, Some("2")),
            _ => (502, None),
        };
        if http == 502 && rng.u8(..) < 30 {
            self.deliver(path, body);
        }
        let wait = send::asked(retry_after, None, jiff::Timestamp::UNIX_EPOCH);
        send::read(self.tenant.dialect, http, wait, b"<html>away</html>")
    }

    /// A request of another client, without a fault.
    pub fn intrude(&mut self, entity: Entity, action: &Action) {
        let path = send::path(self.tenant.dialect, entity, action.operation());
        let body = send::sealed(&self.tenant, entity, action);
        self.account.call(&path, &body);
    }

    fn deliver(&mut self, path: &str, body: &Json) -> Answer {
        let answer = self.account.call(path, body);
        let envelope = sandbox::envelope(self.tenant.dialect, &answer).to_string();
        send::read(self.tenant.dialect, 200, None, envelope.as_bytes())
    }
}
