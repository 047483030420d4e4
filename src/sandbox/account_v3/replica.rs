//! A copy of the account that is behind, for an API whose reads don't see the newest writes.
//!
//! It repeats the calls that changed the account, once they are due. Invariant: it holds what the account held then.

use std::collections::VecDeque;

use super::data::AccountData;
use crate::sandbox::{
    dialect::v3::{calls::V3Call, parameters::Parameters},
    rules_v3::RulesV3,
};

/// The copy, and the calls that it still lacks.
#[derive(Clone, Debug)]
pub struct Replica {
    pub data: AccountData,
    waiting: VecDeque<PastWrite>,
}

/// A call that changed the account.
#[derive(Clone, Debug)]
pub struct PastWrite {
    pub call: V3Call,
    pub parameters: Parameters,
    pub member: Option<String>,
    pub at: i64,
    pub request: u64,
}

impl Replica {
    /// A copy, if reads lag behind at all.
    pub fn new(rules: &RulesV3, data: &AccountData) -> Option<Self> {
        let lags = rules.lag_requests > 0 || rules.lag_ms > 0;
        lags.then(|| Self {
            data: data.clone(),
            waiting: VecDeque::new(),
        })
    }

    pub fn push(&mut self, write: PastWrite) {
        self.waiting.push_back(write);
    }

    /// The next write that is due at that time, in the request of that number.
    pub fn due(&mut self, rules: &RulesV3, at: i64, request: u64) -> Option<PastWrite> {
        self.waiting.pop_front_if(|write| {
            request.saturating_sub(write.request) > rules.lag_requests
                && at.saturating_sub(write.at) >= rules.lag_ms
        })
    }
}
