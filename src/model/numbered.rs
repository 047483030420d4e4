//! Values that are stored by a number, and known to people and programs by a name.
//!
//! Those of entities and attributes are in their own tables, beside everything else about them. The number is not the declaration index, because the
//! declaration order may have a meaning: entities are declared in the order of their dependencies, and a new one has to
//! fit in between. Invariant: a number never changes, and is
//! never reused for another value.

use serde::{Deserialize, Deserializer, Serialize, Serializer, de::Error as _};

use super::{Attribute, CallState, Cause, Ending, Entity, Finding, Operation, Provenance};

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
        Read = 3 "read",
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

impl Numbered for Entity {
    fn number(self) -> u8 {
        self.spec().number
    }

    fn numbered(number: u8) -> Option<Self> {
        Self::ALL
            .into_iter()
            .find(|entity| entity.spec().number == number)
    }
}

/// By number: every text of a million contents is looked up here.
const BY_NUMBER: [Option<Attribute>; 32] = {
    let mut table = [None; 32];
    let mut at = 0;
    while at < Attribute::ALL.len() {
        let attribute = Attribute::ALL[at];
        table[attribute.spec().number as usize] = Some(attribute);
        at += 1;
    }
    table
};

impl Numbered for Attribute {
    fn number(self) -> u8 {
        self.spec().number
    }

    fn numbered(number: u8) -> Option<Self> {
        BY_NUMBER.get(usize::from(number)).copied().flatten()
    }
}

impl Serialize for Attribute {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_u8(self.number())
    }
}

impl<'de> Deserialize<'de> for Attribute {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let number = u8::deserialize(deserializer)?;
        Self::numbered(number)
            .ok_or_else(|| D::Error::custom(format!("{number} is the number of nothing")))
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
            [0, 1, 2, 3].map(|number| Provenance::numbered(number).map(Provenance::as_str));
        assert_eq!(
            provenances,
            ["created", "adopted", "assumed", "read"].map(Some)
        );
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

    /// They are in every snapshot, so no change of the program may change them.
    #[test]
    fn numbers_of_entities_are_what_they_were() {
        let numbers = Entity::ALL.map(|entity| (entity.as_str(), entity.number()));
        let expected = [
            ("status", 0),
            ("type", 1),
            ("group", 2),
            ("field", 3),
            ("customer", 4),
        ];
        assert_eq!(numbers, expected);
    }

    #[test]
    fn a_number_leads_back_to_its_value() {
        for number in 0..=u8::MAX {
            assert!(Entity::numbered(number).is_none_or(|entity| entity.number() == number));
        }
    }

    /// They are in every snapshot and fingerprint, so no change of the program may change them.
    #[test]
    fn numbers_of_attributes_are_what_they_were() {
        let numbers: Vec<_> = (0..=u8::MAX)
            .filter_map(|number| Some((number, Attribute::numbered(number)?.as_str())))
            .collect();
        let expected = [
            (1, "status_name"),
            (2, "type_name"),
            (3, "group_name"),
            (4, "group_description"),
            (5, "field_name"),
            (6, "field_type"),
            (7, "field_description"),
            (8, "customer_name"),
            (9, "customer_phones"),
            (10, "customer_address"),
            (11, "customer_email"),
            (12, "customer_status_code"),
            (13, "customer_type_code"),
            (14, "customer_group_name"),
        ];
        assert_eq!(numbers, expected);
    }
}
