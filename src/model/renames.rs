//! The changes of code in a plan, as the guards see them.
//!
//! Temporary codes are not included: they are gone before the run ends.

use serde::{Deserialize, Serialize};

use super::Code;

/// A record's code before and after.
#[derive(Clone, Debug, Eq, PartialEq, Deserialize, Serialize)]
pub struct CodeChange {
    /// The old code.
    pub old: Code,
    /// The new code.
    pub new: Code,
}

/// The changes of code of one entity.
#[derive(Clone, Debug, Default, Eq, PartialEq, Deserialize, Serialize)]
pub struct Renames {
    /// The number of changes.
    pub count: usize,
    /// The first of them, in the order of the sheets.
    pub first: Vec<CodeChange>,
    /// What all of them have in common, if anything.
    pub kind: Option<RenameKind>,
}

/// A pattern common to all changes of code, which suggests its cause.
#[derive(Clone, Debug, Eq, PartialEq, Deserialize, Serialize)]
pub enum RenameKind {
    /// `00123` becomes `123`.
    ZerosLost,
    /// `123` becomes `00123`.
    ZerosGained,
    /// `kh1` becomes `KH1`.
    Case,
    /// Blanks, invisible characters, or letters of another script that look the same.
    LookAlike,
    /// `KH1` becomes `HN1`: another prefix, blank if there is none.
    Prefix {
        /// The old one.
        old: String,
        /// The new one.
        new: String,
    },
    /// `1001` becomes `1001.0`: another suffix, blank if there is none.
    Suffix {
        /// The old one.
        old: String,
        /// The new one.
        new: String,
    },
}
