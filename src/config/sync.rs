//! `[sync]`: how differences are handled.

use super::section::section;
use super::values::{Switch, Words};
use crate::model::{CodeComparison, OnExists, OnMissing, Phones, Policy};

section! {
    /// How differences between the sheets and the account are handled.
    WrittenSync for Policy {
        /// `false`: rows missing from the sheet are reported, not deleted. The default is `true`.
        deletes: bool => Switch;
        /// `exact` (the default): if one record has vanished and one new record has the same content, they are one
        /// record whose code has changed; `off`: this is not looked for.
        detect_renames: String => Words(&[("exact", true), ("off", false)]);
        /// `true`: when a code or a group's name changes, the account updates its customers itself. The default is
        /// `false`.
        renames_cascade: bool => Switch;
        /// `strict` (the default): codes that differ only in case are never two records, and their rows are held;
        /// `exact`: they are two records.
        codes: String => Words(&[
            ("strict", CodeComparison::Strict),
            ("exact", CodeComparison::Exact),
        ]);
        /// `true`: a status, type, group or field that appears only in customer rows is created, even if it has no
        /// source. The default is `false`.
        create_missing: bool => Switch;
        /// What to do if a record to be created exists already: `adopt` it with a full update (the default), let the
        /// row `fail`, or `skip` it.
        on_exists: String => Words(&[
            ("adopt", OnExists::Adopt),
            ("fail", OnExists::Fail),
            ("skip", OnExists::Skip),
        ]);
        /// What to do if a record to be updated does not exist: `create` it (the default), or let the row `fail`.
        on_missing: String => Words(&[
            ("create", OnMissing::Create),
            ("fail", OnMissing::Fail),
        ]);
        /// How phone numbers are sent: `national` (0912345678, the default), `e164` (+84912345678), `raw` (as in the
        /// sheet).
        phones: String => Words(&[
            ("national", Phones::National),
            ("e164", Phones::E164),
            ("raw", Phones::Raw),
        ]);
        /// `true`: the mobile prefixes of 11-digit numbers that were retired in 2018 are replaced by their successors.
        /// The default is `false`.
        upgrade_old_mobile: bool => Switch;
    }
}
