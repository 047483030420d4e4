//! The invariants of a plan, after every acknowledged call, and at the end of a night.
//!
//! Account, snapshot and rows are compared with each other, never with the reports of a run.

use vbot_sync::{
    codec::{Plan, Snapshot},
    model::{Attribute, Call, Entity, Key, differences},
};

use super::{network::TIMEOUT, runs::World};
use crate::{calls::calls, desired::Desired};

impl World {
    /// The account has the call's record as the snapshot claims it.
    pub fn assert_claims_hold(&mut self, call: &Call) {
        for code in call.action.codes() {
            let claimed = self
                .snapshot
                .content(call.entity, code)
                .expect("the snapshot can be read");
            let held = self.network.account.content(call.entity, code);
            match (claimed, held) {
                (Some(claimed), Some(held)) => {
                    let mut wrong = differences(&held, &claimed);
                    let unsure =
                        self.undeclared_cascade || self.snapshot.is_unsettled(call.entity, code);
                    if unsure && call.entity == Entity::Customer {
                        // Until the customer is sent again, its references are unknown.
                        wrong.retain(|key, _| {
                            matches!(
                                key,
                                Key::Attribute(Attribute::CustomerName | Attribute::CustomerPhones)
                            )
                        });
                    }
                    assert!(
                        wrong.is_empty(),
                        "{} {code}: the snapshot claims {wrong:?}",
                        call.entity
                    );
                }
                (Some(_), None) => {
                    panic!("the account lacks {} {code} of the snapshot", call.entity)
                }
                (None, _) => {}
            }
        }
    }

    /// The end of a night: the account, the snapshot and the rows are equal, and the next plan is empty.
    pub fn verify(&mut self, desired: &Desired) {
        self.now += 4 * TIMEOUT;
        self.network.pass(self.now);
        assert!(
            self.temporary().is_empty(),
            "no record may keep a temporary code"
        );
        for entity in Entity::ALL {
            let rows = desired.sheet(entity).records;
            assert_eq!(
                self.network.account.records(entity).len(),
                rows.len(),
                "{entity}: {}",
                self.network.account.state()
            );
            for row in rows {
                let held = self.network.account.content(entity, &row.code);
                let held =
                    held.unwrap_or_else(|| panic!("the account lacks {entity} {}", row.code));
                let (one, other) = (
                    differences(&held, &row.content),
                    differences(&row.content, &held),
                );
                assert!(
                    one.is_empty() && other.is_empty(),
                    "{entity} {}: {one:?} {other:?}",
                    row.code
                );
            }
        }
        let claims: Vec<_> = self.snapshot.claims().map(|(key, _)| key.clone()).collect();
        assert_eq!(
            claims.len(),
            desired.records.len(),
            "the snapshot claims {claims:?}"
        );
        let again = self.plan(desired);
        assert!(
            again.calls.is_empty(),
            "the next plan must be empty, but has {} calls",
            again.calls.len()
        );
    }
}

/// No child before its parent, and each call once.
pub fn check(plan: &Plan) {
    for (position, call) in calls(plan).iter().enumerate() {
        assert_eq!(call.id as usize, position + 1);
        assert!(
            call.after.iter().all(|before| *before < call.id),
            "{call:?}"
        );
    }
    assert!(plan.guards.is_empty());
}
