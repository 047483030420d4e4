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
