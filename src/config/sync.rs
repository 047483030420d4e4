//! `[sync]`: how differences are handled.

use super::section::section;
use super::values::{switch, word};
use crate::model::{CodeComparison, OnExists, OnMissing, Phones, Policy};

section! {
    /// `[sync]`.
    WrittenSync for Policy {
        deletes: bool => switch;
        detect_renames: String => word(&[("exact", true), ("off", false)]);
        renames_cascade: bool => switch;
        codes: String => word(&[
            ("strict", CodeComparison::Strict),
            ("exact", CodeComparison::Exact),
        ]);
        create_missing: bool => switch;
        on_exists: String => word(&[
            ("adopt", OnExists::Adopt),
            ("fail", OnExists::Fail),
            ("skip", OnExists::Skip),
        ]);
        on_missing: String => word(&[
            ("create", OnMissing::Create),
            ("fail", OnMissing::Fail),
        ]);
        phones: String => word(&[
            ("national", Phones::National),
            ("e164", Phones::E164),
            ("raw", Phones::Raw),
        ]);
        upgrade_old_mobile: bool => switch;
    }
}
