//! `[safety]`: the limits beyond which a plan is not sent.

use toml::Value;

use super::section::section;
use super::values::share;
use crate::model::GuardLimits;

section! {
    /// `[safety]`.
    WrittenSafety for GuardLimits {
        max_deletes: Value => share;
        max_updates: Value => share;
        max_renames: Value => share;
        min_rows: Value => share;
    }
}
