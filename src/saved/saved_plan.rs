//! A saved plan in memory.
//!
//! Plain data, as `format` reads it. Invariant: it is what was saved.

use super::seal::Seal;
use crate::codec::Proposal;

/// A saved plan that was loaded.
#[derive(Clone, Debug, PartialEq)]
pub struct Saved {
    /// The state that it depends on.
    pub seal: Seal,
    /// The plan, and what belongs to it.
    pub proposal: Proposal,
}
