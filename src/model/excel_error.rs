//! The error value of a cell.
//!
//! It is not the reason why the formula failed. Invariant: a text that may be a customer's is not plain.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::language::say;

/// Excel's error value, such as `#N/A`; a file may have any text in its place.
#[derive(Clone, Debug, Eq, PartialEq, Deserialize, Serialize)]
#[serde(transparent)]
pub struct ExcelError(pub String);

impl ExcelError {
    /// For a formula that was never calculated, or an unknown error.
    pub const NO_VALUE: &str = "a formula without a value";

    /// For a cell whose text is missing or stored in an unsupported way.
    pub const NO_TEXT: &str = "a text that can't be read";

    /// The text.
    pub fn new(text: impl Into<String>) -> Self {
        Self(text.into())
    }

    /// Whether the text is one of Excel's or this program's, not one of the file.
    pub(super) fn is_plain(&self) -> bool {
        let sign = |letter: char| letter.is_ascii_uppercase() || "#/!?_0".contains(letter);
        let is_excels = self.0.starts_with('#') && self.0.chars().all(sign);
        is_excels || [Self::NO_VALUE, Self::NO_TEXT].contains(&&*self.0)
    }
}

impl fmt::Display for ExcelError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &*self.0 {
            Self::NO_VALUE => formatter.pad(&say!("excel-no-value")),
            Self::NO_TEXT => formatter.pad(&say!("excel-no-text")),
            text => formatter.pad(text),
        }
    }
}
