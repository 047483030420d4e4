//! Unexpected account state met by a successful call.
//!
//! Nothing can be read back from the account, so a finding is the only sign of a record that was created or removed
//! by another client. The journal stores it by its number ([`super::Numbered`]). Invariant: its sentence is only for
//! display.

use crate::language::say;

use super::Operation;

/// An unexpected state of the account.
#[derive(Clone, Copy, Debug, Eq, Ord, PartialEq, PartialOrd)]
pub enum Finding {
    /// A create found its record, and took it over with a full update.
    Adopted,
    /// A create found its record, and left it unchanged (`on_exists = "skip"`).
    LeftAlone,
    /// An update found no record, and created it again.
    Recreated,
    /// A delete found no record.
    Absent,
    /// An earlier attempt without an answer had been applied.
    Confirmed,
    /// A change of code found no record at the old code and one at the new, and took that over with a full update.
    Moved,
    /// A change of code found no record at either code, and created it at the new one.
    CreatedAnew,
    /// The temporary code of a record no longer exists in the account: the record counts as missing.
    TemporaryLost,
}

impl Finding {
    /// Whether another client is the cause; an unanswered attempt was our own.
    pub const FOREIGN: [Self; 7] = [
        Self::Adopted,
        Self::LeftAlone,
        Self::Recreated,
        Self::Absent,
        Self::Moved,
        Self::CreatedAnew,
        Self::TemporaryLost,
    ];

    /// Whether the account reached the state in another way than by this call, so that further effects on the server
    /// are unknown.
    #[must_use]
    pub const fn is_by_another_way(self) -> bool {
        matches!(self, Self::Recreated | Self::Moved | Self::CreatedAnew)
    }

    /// Whether a record that was already in the account was taken over under the call's code, or may have been: a 409
    /// on a create in doubt may be about another record than ours.
    #[must_use]
    pub const fn is_taken_over(self, operation: Operation) -> bool {
        match self {
            Self::Adopted | Self::Moved => true,
            Self::Confirmed => matches!(operation, Operation::Create),
            _ => false,
        }
    }

    /// One sentence for a person.
    #[must_use]
    pub fn sentence(self) -> String {
        match self {
            Self::Adopted => say!("finding-adopted"),
            Self::LeftAlone => say!("finding-left-alone"),
            Self::Recreated => say!("finding-recreated"),
            Self::Absent => say!("finding-absent"),
            Self::Confirmed => say!("finding-confirmed"),
            Self::Moved => say!("finding-moved"),
            Self::CreatedAnew => say!("finding-created-anew"),
            Self::TemporaryLost => say!("finding-temporary-lost"),
        }
    }
}
