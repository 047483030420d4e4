//! A record of the snapshot without its content.
//!
//! Invariant: its fingerprint is that of the content that the server acknowledged last.

use super::{Code, Fingerprint};

/// One record of the snapshot without its content.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct SnapshotRecord {
    /// Its code in the account.
    pub code: Code,
    /// Its identity, if a sheet ever had one.
    pub identity: Option<String>,
    /// The fingerprint of the acknowledged content.
    pub fingerprint: Fingerprint,
    /// The `previous_no` that is done: it is not applied again.
    pub previous_no: Option<Code>,
    /// Set if its code is a temporary one: the code that it will get.
    pub temporary_for: Option<Code>,
    /// A lookup that it refers to was renamed since, and it is unknown whether the server has rewritten it: it has to
    /// be sent again.
    pub unsettled: bool,
}
