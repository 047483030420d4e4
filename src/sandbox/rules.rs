//! Which account the sandbox has, and how it behaves where the API's documentation is silent.
//!
//! Plain data. Invariant: the default follows the documentation.

use super::rules_v3::RulesV3;
use crate::model::Dialect;

/// The account, and its behaviour where the documentation is silent.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Rules {
    /// The tenant's `vbot_id`; another one is refused with 403.
    pub vbot_id: String,
    /// The tenant's `project_code`; another one is refused with 403.
    pub project_code: String,
    /// The dialect of paths, keys and answers.
    pub dialect: Dialect,
    /// Whether customers are rewritten when a status, type, field or option code or a group name changes. The
    /// documentation does not say.
    pub cascade: bool,
    /// Requires the keys of the documentation's table *and* of its example, and refuses all others. Without it,
    /// either of the two readings is accepted, and unknown keys are ignored.
    pub strict: bool,
    /// Keeps one record for codes that differ only in case, under the case that came first.
    pub fold_case: bool,
    /// What only a v3 account has to decide.
    pub v3: RulesV3,
}

impl Default for Rules {
    /// The tenant of the example configuration, without cascade.
    fn default() -> Self {
        Self {
            vbot_id: "45681".to_owned(),
            project_code: "PR20210223152".to_owned(),
            dialect: Dialect::V1,
            cascade: false,
            strict: false,
            fold_case: false,
            v3: RulesV3::default(),
        }
    }
}
