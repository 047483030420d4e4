//! Validates single values: a text, a number, one of a few words, an amount.
//!
//! It knows no section. Each function takes the key for its error. Invariant: a value that is out of its bounds is
//! refused and never clamped.

use std::time::Duration;

use toml::Value;

use super::{amounts, error::AmountError, error::ConfigError};
use crate::model::Share;

type Validated<T> = Result<T, ConfigError>;

/// The trimmed text, refused if it is blank.
pub fn filled(key: &'static str, text: &str) -> Validated<String> {
    match text.trim() {
        "" => Err(ConfigError::Blank(key)),
        text => Ok(text.to_owned()),
    }
}

/// `true` or `false`.
#[expect(
    clippy::trivially_copy_pass_by_ref,
    clippy::unnecessary_wraps,
    reason = "all these functions are called in the same way"
)]
pub fn switch(_key: &'static str, value: &bool) -> Validated<bool> {
    Ok(*value)
}

/// A whole number from 1 to `most`.
pub fn whole<T: TryFrom<i64>>(most: u32) -> impl Fn(&'static str, &i64) -> Validated<T> {
    move |key, number| {
        let inside = (1..=i64::from(most)).contains(number);
        let number = inside.then(|| T::try_from(*number).ok()).flatten();
        let (least, most) = ("1", most.to_string());
        number.ok_or(ConfigError::OutOfBounds { key, least, most })
    }
}

/// One of a few words.
pub fn word<T: Copy>(choices: &[(&'static str, T)]) -> impl Fn(&'static str, &str) -> Validated<T> {
    move |key, word| {
        let chosen = choices.iter().find(|(name, _)| *name == word);
        let refused = || ConfigError::NoChoice {
            key,
            word: word.to_owned(),
            choices: choices.iter().map(|(name, _)| *name).collect(),
        };
        chosen.map(|(_, value)| *value).ok_or_else(refused)
    }
}

/// A rate, in requests a second.
pub fn rate(key: &'static str, text: &str) -> Validated<f64> {
    amount(key, amounts::rate(text))
}

/// A duration of any length.
pub fn duration(key: &'static str, text: &str) -> Validated<Duration> {
    amount(key, amounts::duration(text))
}

/// A duration from `least` to `most`.
pub fn duration_within(
    least: &'static str,
    most: &'static str,
) -> impl Fn(&'static str, &str) -> Validated<Duration> {
    move |key, text| {
        let value = duration(key, text)?;
        let bound = |bound| amount(key, amounts::duration(bound));
        let inside = (bound(least)?..=bound(most)?).contains(&value);
        let most = most.to_owned();
        inside
            .then_some(value)
            .ok_or(ConfigError::OutOfBounds { key, least, most })
    }
}

/// A share, as a text or as a plain number.
pub fn share(key: &'static str, value: &Value) -> Validated<Share> {
    let share = match value {
        Value::String(text) => amounts::share(text),
        other => amounts::share(&other.to_string()),
    };
    amount(key, share)
}

fn amount<T>(key: &'static str, read: Result<T, AmountError>) -> Validated<T> {
    read.map_err(|error| ConfigError::Amount { key, error })
}
