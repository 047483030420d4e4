//! `[safety]`: the limits beyond which a plan is not sent.

use toml::Value;

use super::section::section;
use super::values::ShareOrCount;
use crate::model::GuardLimits;

section! {
    /// The guards: a plan beyond one of these limits is not sent until you confirm the number on the command line.
    WrittenSafety for GuardLimits {
        /// Records of one entity that may be deleted: a share (the default is `10%`) or a number; of a share, 5 are
        /// always allowed.
        max_deletes: Value => ShareOrCount;
        /// Records of one entity that may be updated: a share (the default is `50%`) or a number; of a share, 20 are
        /// always allowed.
        max_updates: Value => ShareOrCount;
        /// Records of one entity whose code may change: a share (the default is `10%`) or a number; of a share, 5 are
        /// always allowed.
        max_renames: Value => ShareOrCount;
        /// The share of its rows at the last successful run that each file must have; the default is `50%`.
        min_rows: Value => ShareOrCount;
    }
}
