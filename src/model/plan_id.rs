//! The id of a plan: twelve hex digits over its meaning.
//!
//! It is not computed here (`codec/plan_digest.rs`). Invariant: an id has exactly twelve lower-case hex digits.

use crate::language::say;
use std::{fmt, str::FromStr};

use serde::{Deserialize, Deserializer, Serialize, de::Error as _};

/// Short enough to type, long enough that no two plans of an account share one.
const DIGITS: usize = 12;

/// What a person approves a plan by.
#[derive(Clone, Debug, Eq, PartialEq, Serialize)]
pub struct PlanId(String);

impl PlanId {
    /// The first digits of a hash.
    #[must_use]
    pub fn of(hash: &blake3::Hash) -> Self {
        Self(hash.to_hex()[..DIGITS].to_owned())
    }

    /// As text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// The id of a plan that has no meaning yet.
impl Default for PlanId {
    fn default() -> Self {
        Self("0".repeat(DIGITS))
    }
}

impl fmt::Display for PlanId {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}

/// A text that is no plan's id.
#[derive(Clone, Copy, Debug, Eq, PartialEq, thiserror::Error)]
#[error("{}", say!("model-no-plan-id"))]
pub struct NoPlanId;

impl FromStr for PlanId {
    type Err = NoPlanId;

    fn from_str(text: &str) -> Result<Self, NoPlanId> {
        let is_digit = |byte: u8| matches!(byte, b'0'..=b'9' | b'a'..=b'f');
        if text.len() == DIGITS && text.bytes().all(is_digit) {
            Ok(Self(text.to_owned()))
        } else {
            Err(NoPlanId)
        }
    }
}

impl<'de> Deserialize<'de> for PlanId {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?
            .parse()
            .map_err(D::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_is_twelve_digits() {
        let read = |text: &str| text.parse::<PlanId>().map(|id| id.to_string());
        assert_eq!(read("8f367ed63adb"), Ok("8f367ed63adb".to_owned()));
        for wrong in [
            "",
            "8f367ed63ad",
            "8f367ed63adbb",
            "8F367ED63ADB",
            "8f367ed63adx",
        ] {
            assert_eq!(read(wrong), Err(NoPlanId), "{wrong}");
        }
        assert_eq!(read(PlanId::default().as_str()).map(|id| id.len()), Ok(12));
    }
}
