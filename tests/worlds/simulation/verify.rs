//! What must hold: of a plan, after every acknowledged call, and at the end of a night.
//!
//! Account, snapshot and rows are compared with each other, never with what a run says of itself.

use vbot_sync::{
    codec::{Plan, Snapshot},
    model::{Attribute, Call, Entity, Key, differences},
};

use super::{network::TIMEOUT, runs::World};
use crate::{calls::calls, desired::Desired};

impl World {
    /// What the snapshot says of the call's record stands in the account.
    pub fn claims_hold(&mut self, call: &Call) {
        for code in call.action.codes() {
            let claimed = self
                .memory
                .content(call.entity, code)
                .expect("memory can be read");
            let held = self.network.account.content(call.entity, code);
            match (claimed, held) {
                (Some(claimed), Some(held)) => {
                    let mut wrong = differences(held, &claimed);
                    let unsure =
                        self.rewrites_unasked || self.memory.is_unsettled(call.entity, code);
                    if unsure && call.entity == Entity::Customer {
                        // Until it is sent again, nobody can know what the customer names.
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
                (Some(_), None) => panic!("{} {code} is claimed and not there", call.entity),
                (None, _) => {}
            }
        }
    }

    /// The end of a night: the account, the snapshot and the rows say the same, and nothing is left to do.
    pub fn verify(&mut self, desired: &Desired) {
        self.now += 4 * TIMEOUT;
        self.network.pass(self.now);
        assert!(self.temporary().is_empty(), "a temporary code is left");
        for entity in Entity::ALL {
            let rows = desired.sheet(entity).records;
            assert_eq!(
                self.network.account.count(entity),
                rows.len(),
                "{entity}: {}",
                self.network.account.state()
            );
            for row in rows {
                let held = self.network.account.content(entity, &row.code);
                let held = held.unwrap_or_else(|| panic!("{entity} {} is missing", row.code));
                let (one, other) = (
                    differences(held, &row.content),
                    differences(&row.content, held),
                );
                assert!(
                    one.is_empty() && other.is_empty(),
                    "{entity} {}: {one:?} {other:?}",
                    row.code
                );
            }
        }
        let claims: Vec<_> = self.memory.claims().map(|(key, _)| key.clone()).collect();
        assert_eq!(
            claims.len(),
            desired.records.len(),
            "the snapshot claims {claims:?}"
        );
        let again = self.plan(desired);
        assert!(
            again.calls.is_empty(),
            "a further plan has {} calls",
            again.calls.len()
        );
    }
}

/// No child before its parent, and every call once.
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
