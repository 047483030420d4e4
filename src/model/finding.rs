//! What a call has met in the account that its plan did not expect, told apart from what it has done.
//!
//! Nothing can be read back from the account, so that such a meeting is the only sign of a record that
//! somebody else has made or removed. The journal keeps it by its number ([`super::Numbered`]). Invariant:
//! its sentence is for showing only.

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
}

impl Finding {
    /// Everything that is somebody else's doing; an unanswered attempt was our own.
    pub const FOREIGN: [Self; 4] = [
        Self::Adopted,
        Self::LeftAlone,
        Self::Recreated,
        Self::Absent,
    ];

    /// One sentence for a person.
    #[must_use]
    pub const fn sentence(self) -> &'static str {
        match self {
            Self::Adopted => "it was in the account already",
            Self::LeftAlone => "it is in the account already and was left alone",
            Self::Recreated => "it was missing in the account and was created again",
            Self::Absent => "already absent",
            Self::Confirmed => "an unanswered attempt had been applied",
        }
    }
}
