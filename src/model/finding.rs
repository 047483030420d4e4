//! What a call has met in the account that its plan did not expect, told apart from what it has done.
//!
//! Nothing can be read back from the account, so that such a meeting is the only sign of a record that
//! somebody else has made or removed. The journal keeps it by its number ([`super::Numbered`]). Invariant:
//! its sentence is for showing only.

use super::Operation;

/// Something out of the ordinary about a call that came to a good end.
#[derive(Clone, Copy, Debug, Eq, Ord, PartialEq, PartialOrd)]
pub enum Finding {
    /// A create met its record, and took it over with a full update.
    Adopted,
    /// A create met its record, and left it alone (`on_exists = "skip"`).
    LeftAlone,
    /// An update met nothing, and the record was created again.
    Recreated,
    /// A delete met nothing.
    Absent,
    /// An earlier attempt that nobody answered had been applied.
    Confirmed,
    /// A change of code met no record at the old code and one at the new, and took that over with a full update.
    Moved,
    /// A change of code met no record at either code, and the record was created at the new one.
    CreatedAnew,
    /// Nobody has the temporary code of a record any more: the record counts as missing.
    TemporaryLost,
}

impl Finding {
    /// Everything that is somebody else's doing; an unanswered attempt was our own.
    pub const FOREIGN: [Self; 7] = [
        Self::Adopted,
        Self::LeftAlone,
        Self::Recreated,
        Self::Absent,
        Self::Moved,
        Self::CreatedAnew,
        Self::TemporaryLost,
    ];

    /// Whether the account has come to it by another way than the call's own, so that nothing is known of what
    /// else the server did.
    #[must_use]
    pub const fn is_by_another_way(self) -> bool {
        matches!(self, Self::Recreated | Self::Moved | Self::CreatedAnew)
    }

    /// Whether a record that was in the account before was taken over under the call's code, or may have been: who
    /// answers a create that is in doubt by 409 may mean another record than ours.
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
    pub const fn sentence(self) -> &'static str {
        match self {
            Self::Adopted => "it was in the account already",
            Self::LeftAlone => "it is in the account already and was left alone",
            Self::Recreated => "it was missing in the account and was created again",
            Self::Absent => "already absent",
            Self::Confirmed => "an unanswered attempt had been applied",
            Self::Moved => "its old code was gone, and the record at its new code was taken over",
            Self::CreatedAnew => {
                "it was missing in the account and was created again with its new code"
            }
            Self::TemporaryLost => {
                "its temporary code is no longer in the account: it counts as missing"
            }
        }
    }
}
