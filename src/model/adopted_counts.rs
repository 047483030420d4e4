//! How the records of an account compare with those of the sheets.
//!
//! Invariant: each record is counted once.

/// Records of one entity.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
pub struct AdoptedCounts {
    /// The sheets or the snapshot have them, and the account too.
    pub ours: usize,
    /// Only the account has them.
    pub others: usize,
    /// The sheets have them, and the account has not: the next plan creates them.
    pub missing: usize,
}
