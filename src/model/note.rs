//! A correction of the snapshot without a call.
//!
//! It changes nothing in the account. Invariant: a field that is `None` keeps what is stored.

use serde::{Deserialize, Serialize};

use super::{Code, Entity};

/// A correction of the snapshot without a call: an identity, and a rename that is done.
#[derive(Clone, Debug, Eq, PartialEq, Deserialize, Serialize)]
pub struct Note {
    /// The entity.
    pub entity: Entity,
    /// Its code in the snapshot.
    pub code: Code,
    /// Its identity, if the row has one; `None` keeps the stored one.
    pub identity: Option<String>,
    /// The `previous_no` that is done; `None` keeps the stored one.
    pub previous_no: Option<Code>,
}
