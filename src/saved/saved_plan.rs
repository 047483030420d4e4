//! A saved plan in memory.
//!
//! Plain data, as `format` reads it. Invariant: the id belongs to this content.

use super::seal::Seal;
use crate::codec::Proposal;

/// A saved plan that was loaded.
#[derive(Clone, Debug, PartialEq)]
pub struct Saved {
    /// Its id: the first digits of the hash over its content.
    pub id: String,
    /// The state that it depends on.
    pub seal: Seal,
    /// The plan, and what belongs to it.
    pub proposal: Proposal,
}
