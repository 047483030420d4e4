//! Codes that differ only in case, for an account that keeps one record for them.
//!
//! Only a record's own code is folded, not a customer's references. Invariant: without the rule a code is unchanged.

use super::Account;
use crate::{
    model::{Code, Entity},
    sandbox::dialect::RequestedCall,
};

impl Account {
    /// The call with the code under which the record is kept.
    pub(super) fn folded(&self, entity: Entity, wanted: RequestedCall) -> RequestedCall {
        if !self.rules.fold_case {
            return wanted;
        }
        let folded = wanted.code.to_lowercase();
        let mut codes = self.of(entity).keys();
        let kept = codes.find(|code| code.to_lowercase() == folded).cloned();
        let code = kept.unwrap_or(wanted.code);
        RequestedCall { code, ..wanted }
    }

    /// Whether another record has the code.
    pub(super) fn is_taken(&self, entity: Entity, from: &Code, to: &Code) -> bool {
        let folded = to.to_lowercase();
        let is_folded = |code: &Code| code != from && code.to_lowercase() == folded;
        let records = self.of(entity);
        records.contains_key(to) || self.rules.fold_case && records.keys().any(is_folded)
    }
}
