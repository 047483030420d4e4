//! Values that are stored by their number, for `#[serde(with = "by_number")]`.
//!
//! The numbers themselves are in [`Numbered`]. Invariant: a number without a value is refused.

use serde::{Deserialize, Deserializer, Serializer, de::Error as _};

use crate::model::Numbered;

pub(super) fn serialize<T: Numbered + Copy, S: Serializer>(
    value: &T,
    serializer: S,
) -> Result<S::Ok, S::Error> {
    serializer.serialize_u8(value.number())
}

pub(super) fn deserialize<'de, T: Numbered, D: Deserializer<'de>>(
    deserializer: D,
) -> Result<T, D::Error> {
    let number = u8::deserialize(deserializer)?;
    T::numbered(number)
        .ok_or_else(|| D::Error::custom(format!("{number} is the number of nothing")))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Attribute, Entity};

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
