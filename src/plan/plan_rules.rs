//! The settings that decide which calls a plan has.
//!
//! Plain references. Invariant: the same rules and differences make the same plan.

use crate::model::{AccountId, CustomerFields, Policy};

/// The settings of a plan.
#[derive(Clone, Copy, Debug)]
pub struct PlanRules<'a> {
    /// `[sync]`.
    pub policy: &'a Policy,
    /// `[api.v3]`, if the account speaks v3: then customers hold the codes of groups, and calls have what changes.
    pub fields: Option<&'a CustomerFields>,
}

impl<'a> From<&'a Policy> for PlanRules<'a> {
    fn from(policy: &'a Policy) -> Self {
        Self {
            policy,
            fields: None,
        }
    }
}

impl<'a> From<(&'a Policy, &'a AccountId)> for PlanRules<'a> {
    fn from((policy, account): (&'a Policy, &'a AccountId)) -> Self {
        Self {
            policy,
            fields: account.customer_fields(),
        }
    }
}
