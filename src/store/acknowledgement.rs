//! The acknowledgement that a record's change rests on.
//!
//! Plain data; the journal makes it from an entry. Invariant: nothing changes a record without one.

use jiff::Timestamp;

use super::RunId;
use crate::model::Provenance;

/// By which run, when and how a call was acknowledged.
#[derive(Clone, Copy)]
pub(super) struct Acknowledgement {
    pub(super) run: RunId,
    pub(super) at: Timestamp,
    /// `None` keeps the snapshot's value; for a record that is new to the snapshot, `Created`.
    pub(super) provenance: Option<Provenance>,
    /// The account reached this state other than by the call's own effect, so it is unknown whether the customers
    /// were rewritten with it.
    pub(super) by_another_way: bool,
}
