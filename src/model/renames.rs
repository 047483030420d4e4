//! The changes of code that a plan makes, as the guards look at them.
//!
//! Temporary codes are none: they are gone before the run ends.

use serde::{Deserialize, Serialize};

use super::Code;

/// A record's code before and after.
#[derive(Clone, Debug, Eq, PartialEq, Deserialize, Serialize)]
pub struct CodeChange {
    /// Up to now.
    pub old: Code,
    /// From now on.
    pub new: Code,
}

/// The changes of code of one entity.
#[derive(Clone, Debug, Default, Eq, PartialEq, Deserialize, Serialize)]
pub struct Renames {
    /// How many there are.
    pub count: usize,
    /// The first of them, in the order of the sheets.
    pub first: Vec<CodeChange>,
    /// What all of them have in common, if anything.
    pub kind: Option<RenameKind>,
}

/// What all changes of code have in common; each is the trace of a program or of a hand.
#[derive(Clone, Debug, Eq, PartialEq, Deserialize, Serialize)]
pub enum RenameKind {
    /// `00123` is `123`.
    ZerosLost,
    /// `123` is `00123`.
    ZerosGained,
    /// `kh1` is `KH1`.
    Case,
    /// Blanks, invisible characters, or letters of another script that look the same.
    LookAlike,
    /// `KH1` is `HN1`: the beginning, blank where there was or will be none.
    Prefix {
        /// Up to now.
        old: String,
        /// From now on.
        new: String,
    },
    /// `1001` is `1001.0`: the end, blank where there was or will be none.
    Suffix {
        /// Up to now.
        old: String,
        /// From now on.
        new: String,
    },
}
