//! Values that are stored by a number, and known to people and programs by a name.
//!
//! Entities and attributes have theirs in tables of their own. The number is not the declaration index, because the
//! declaration order may have a meaning: entities are declared in the order of their dependencies, and a new one has to
//! fit in between. Invariant: a number never changes, and is
//! never reused for another value.

use super::{CallState, Cause, Ending, Finding, Operation, Provenance};

/// A value with a number that is stored in files.
pub trait Numbered: Sized {
    /// The number.
    fn number(self) -> u8;

    /// The value with a number; `None` if no value has it.
    fn numbered(number: u8) -> Option<Self>;
}

macro_rules! numbers {
    ($($type:ident { $($value:ident = $number:literal $name:literal,)* })*) => {$(
        impl Numbered for $type {
            fn number(self) -> u8 {
                match self { $(Self::$value => $number),* }
            }

            fn numbered(number: u8) -> Option<Self> {
                match number { $($number => Some(Self::$value),)* _ => None }
            }
        }

        impl $type {
            /// Its name in JSON, in reports and in the configuration.
            #[must_use]
            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$value => $name),* }
            }
        }
    )*};
}

numbers! {
    Operation {
        Create = 0 "create",
        Update = 1 "update",
        UpdateNo = 2 "updateNo",
        Delete = 3 "delete",
    }
    Cause {
        Row = 0 "row",
        Follows = 1 "follows",
        Missing = 2 "missing",
        Detour = 3 "detour",
    }
    CallState {
        Planned = 0 "planned",
        InFlight = 1 "in_flight",
        Applied = 2 "applied",
        Skipped = 3 "skipped",
        Rejected = 4 "rejected",
        Unknown = 5 "unknown",
        Blocked = 6 "blocked",
        Superseded = 7 "superseded",
    }
    Provenance {
        Created = 0 "created",
        Adopted = 1 "adopted",
        Assumed = 2 "assumed",
    }
    Ending {
        LineEnd = 0 "line_end",
        WholeRow = 1 "whole_row",
        ShortRow = 2 "short_row",
        InCell = 3 "in_cell",
    }
    Finding {
        Adopted = 1 "adopted",
        LeftAlone = 2 "left_alone",
        Recreated = 3 "recreated",
        Absent = 4 "already_absent",
        Confirmed = 5 "confirmed",
        Moved = 6 "moved",
        CreatedAnew = 7 "created_anew",
        TemporaryLost = 8 "temporary_lost",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// They are in every snapshot, so no change of the program may change them.
    #[test]
    fn numbers_are_what_they_were() {
        let numbers = Operation::ALL.map(|operation| (operation.as_str(), operation.number()));
        let expected = [("create", 0), ("update", 1), ("updateNo", 2), ("delete", 3)];
        assert_eq!(numbers, expected);
        let states: Vec<_> = (0..=8)
            .map(|number| CallState::numbered(number).map(CallState::as_str))
            .collect();
        let expected = [
            "planned",
            "in_flight",
            "applied",
            "skipped",
            "rejected",
            "unknown",
            "blocked",
            "superseded",
        ];
        assert_eq!(states[..8], expected.map(Some));
        assert_eq!(states[8], None);
        let provenances =
            [0, 1, 2].map(|number| Provenance::numbered(number).map(Provenance::as_str));
        assert_eq!(provenances, ["created", "adopted", "assumed"].map(Some));
        let findings =
            [1, 2, 3, 4, 5, 6, 7, 8].map(|number| Finding::numbered(number).map(Finding::as_str));
        let expected = [
            "adopted",
            "left_alone",
            "recreated",
            "already_absent",
            "confirmed",
            "moved",
            "created_anew",
            "temporary_lost",
        ];
        assert_eq!(findings, expected.map(Some));
        let endings = [0, 1, 2, 3].map(|number| Ending::numbered(number).map(Ending::as_str));
        let expected = ["line_end", "whole_row", "short_row", "in_cell"];
        assert_eq!(endings, expected.map(Some));
        let causes = [0, 1, 2, 3].map(Cause::numbered);
        assert_eq!(
            causes,
            [Cause::Row, Cause::Follows, Cause::Missing, Cause::Detour].map(Some)
        );
    }
}
