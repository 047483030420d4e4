//! Which account the sandbox has, and how it behaves where the API's page is silent.
//!
//! Plain data. Invariant: the default is the page as it is written.

use crate::model::Dialect;

/// Which account it is, and how it behaves where the page is silent.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Rules {
    /// The tenant's `vbot_id`; another one is refused with 403.
    pub vbot_id: String,
    /// The tenant's `project_code`; another one is refused with 403.
    pub project_code: String,
    /// Which paths, keys and answers.
    pub dialect: Dialect,
    /// Whether customers are rewritten when a status, type or field code or a group name changes.
    /// The page doesn't say.
    pub cascade: bool,
    /// Demands the keys of the page's table *and* of its example, and no key that neither has.
    /// Without it, either of the two readings will do, and unknown keys are ignored.
    pub strict: bool,
    /// Keeps one record for codes that differ only in case, under the case that came first.
    pub fold_case: bool,
}

impl Default for Rules {
    /// The tenant of the configuration's example, as the page describes it, without cascade.
    fn default() -> Self {
        Self {
            vbot_id: "45681".to_owned(),
            project_code: "PR20210223152".to_owned(),
            dialect: Dialect::V1,
            cascade: false,
            strict: false,
            fold_case: false,
        }
    }
}
