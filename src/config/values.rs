//! The rules of single values: a text, a number, one of a few words, an amount.
//!
//! It knows no section. A rule takes the key for its error. Invariant: a value that is out of its bounds is refused and
//! never clamped, and what a rule validates is what it describes in the JSON schema.

use std::{marker::PhantomData, time::Duration};

use serde_json::Value as Json;
use toml::{Spanned, Value};

use super::{
    amount_error::AmountError, amounts, error::ConfigError, json_schema, page::ConfigText,
};
use crate::error::Result;
use crate::model::Share;

type Validated<T> = Result<T, ConfigError>;

/// What a value of the file has to be.
pub trait ValueRule {
    /// Its type in the file.
    type Written;
    /// What it means.
    type Meant;

    /// The meaning of a value, or what is wrong with it.
    fn validate(&self, key: &'static str, written: &Self::Written) -> Validated<Self::Meant>;

    /// The JSON schema of the values that it accepts; it may accept more where only the value's meaning is wrong.
    fn schema(&self) -> Json;

    /// The meaning of a key, if it is there.
    fn setting(
        &self,
        page: &ConfigText<'_>,
        key: &'static str,
        written: Option<&Spanned<Self::Written>>,
    ) -> Result<Option<Self::Meant>> {
        page.setting(written, |written| self.validate(key, written))
    }
}

/// A text that is not blank; it is trimmed.
pub struct Filled;

impl ValueRule for Filled {
    type Written = String;
    type Meant = String;

    fn validate(&self, key: &'static str, text: &String) -> Validated<String> {
        filled(key, text)
    }

    fn schema(&self) -> Json {
        json_schema::filled()
    }
}

/// A text; a blank one switches off what it would name.
pub struct TextOrNone;

impl ValueRule for TextOrNone {
    type Written = String;
    type Meant = Option<String>;

    fn validate(&self, _key: &'static str, text: &String) -> Validated<Option<String>> {
        let text = text.trim();
        Ok((!text.is_empty()).then(|| text.to_owned()))
    }

    fn schema(&self) -> Json {
        serde_json::json!({"type": "string"})
    }
}

/// The trimmed text, refused if it is blank.
pub fn filled(key: &'static str, text: &str) -> Validated<String> {
    match text.trim() {
        "" => Err(ConfigError::Blank(key)),
        text => Ok(text.to_owned()),
    }
}

/// `true` or `false`.
pub struct Switch;

impl ValueRule for Switch {
    type Written = bool;
    type Meant = bool;

    fn validate(&self, _key: &'static str, value: &bool) -> Validated<bool> {
        Ok(*value)
    }

    fn schema(&self) -> Json {
        serde_json::json!({"type": "boolean"})
    }
}

/// A whole number from 1 to a limit.
pub struct Whole<T> {
    most: u32,
    meant: PhantomData<T>,
}

/// A whole number from 1 to `most`.
pub const fn whole<T>(most: u32) -> Whole<T> {
    let meant = PhantomData;
    Whole { most, meant }
}

impl<T: TryFrom<i64>> ValueRule for Whole<T> {
    type Written = i64;
    type Meant = T;

    fn validate(&self, key: &'static str, number: &i64) -> Validated<T> {
        let inside = (1..=i64::from(self.most)).contains(number);
        let number = inside.then(|| T::try_from(*number).ok()).flatten();
        let (least, most) = ("1", self.most.to_string());
        number.ok_or(ConfigError::OutOfBounds { key, least, most })
    }

    fn schema(&self) -> Json {
        json_schema::whole(1, self.most.into())
    }
}

/// One of a few words, each with its meaning.
pub struct Words<T: 'static>(pub &'static [(&'static str, T)]);

impl<T: Copy> ValueRule for Words<T> {
    type Written = String;
    type Meant = T;

    fn validate(&self, key: &'static str, word: &String) -> Validated<T> {
        let chosen = self.0.iter().find(|(name, _)| name == word);
        let refused = || ConfigError::NoChoice {
            key,
            word: word.clone(),
            choices: self.0.iter().map(|(name, _)| *name).collect(),
        };
        chosen.map(|(_, value)| *value).ok_or_else(refused)
    }

    fn schema(&self) -> Json {
        json_schema::words(self.0.iter().map(|(name, _)| *name))
    }
}

/// A rate, in requests a second.
pub struct RequestRate;

impl ValueRule for RequestRate {
    type Written = String;
    type Meant = f64;

    fn validate(&self, key: &'static str, text: &String) -> Validated<f64> {
        amount(key, amounts::rate(text))
    }

    fn schema(&self) -> Json {
        json_schema::pattern(amounts::RATE)
    }
}

/// A rate that may be left out.
pub struct OwnRate;

impl ValueRule for OwnRate {
    type Written = String;
    type Meant = Option<f64>;

    fn validate(&self, key: &'static str, text: &String) -> Validated<Option<f64>> {
        RequestRate.validate(key, text).map(Some)
    }

    fn schema(&self) -> Json {
        RequestRate.schema()
    }
}

/// A duration of any length.
pub struct AnyDuration;

impl ValueRule for AnyDuration {
    type Written = String;
    type Meant = Duration;

    fn validate(&self, key: &'static str, text: &String) -> Validated<Duration> {
        amount(key, amounts::duration(text))
    }

    fn schema(&self) -> Json {
        json_schema::pattern(&amounts::duration_pattern())
    }
}

/// A duration from the first to the second one; the schema leaves the limits out.
pub struct DurationWithin(pub &'static str, pub &'static str);

impl ValueRule for DurationWithin {
    type Written = String;
    type Meant = Duration;

    fn validate(&self, key: &'static str, text: &String) -> Validated<Duration> {
        let Self(least, most) = *self;
        let value = AnyDuration.validate(key, text)?;
        let bound = |bound| amount(key, amounts::duration(bound));
        let inside = (bound(least)?..=bound(most)?).contains(&value);
        let most = most.to_owned();
        inside
            .then_some(value)
            .ok_or(ConfigError::OutOfBounds { key, least, most })
    }

    fn schema(&self) -> Json {
        AnyDuration.schema()
    }
}

/// A share, as a text or as a plain number.
pub struct ShareOrCount;

impl ValueRule for ShareOrCount {
    type Written = Value;
    type Meant = Share;

    fn validate(&self, key: &'static str, value: &Value) -> Validated<Share> {
        let share = match value {
            Value::String(text) => amounts::share(text),
            other => amounts::share(&other.to_string()),
        };
        amount(key, share)
    }

    fn schema(&self) -> Json {
        let count = json_schema::whole(0, i64::MAX);
        json_schema::one_of([json_schema::pattern(amounts::SHARE), count])
    }
}

fn amount<T>(key: &'static str, read: Result<T, AmountError>) -> Validated<T> {
    read.map_err(|error| ConfigError::Amount { key, error })
}
