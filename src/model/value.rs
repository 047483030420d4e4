//! The value of one attribute or custom field.
//!
//! It does not know which. Invariant: a blank text and an empty list mean that there is no value.

use serde::{Deserialize, Serialize};

/// The value of one attribute or custom field.
#[derive(Clone, Debug, Eq, Ord, PartialEq, PartialOrd, Deserialize, Serialize)]
pub enum Value {
    /// Anything but phones.
    Text(String),
    /// `customer_phones`: normalised, without duplicates, in the order of the sheet.
    List(Vec<String>),
}

impl Value {
    /// Whether it is blank: sending it clears the attribute.
    #[must_use]
    pub fn is_blank(&self) -> bool {
        match self {
            Self::Text(text) => text.is_empty(),
            Self::List(list) => list.is_empty(),
        }
    }

    /// The text, or the list joined for a person to read.
    #[must_use]
    pub fn shown(&self) -> String {
        match self {
            Self::Text(text) => text.clone(),
            Self::List(list) => list.join(", "),
        }
    }
}

impl From<&str> for Value {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}
