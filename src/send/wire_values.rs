//! The values of a record by their keys on the wire, and how they compare with what the account has.
//!
//! The account writes the same value in other ways: a number with zeros, a phone with a country code, null for blank.
//! It knows no requests. Invariant: values that a person would call the same are equal.

use std::collections::BTreeMap;

use super::remote_record::{RemoteRecord, RemoteValue};
use crate::model::{ANY_VALUE, meaning};

/// The key of a field's type, which never changes.
pub(super) const TYPE: &str = "type";

/// Values by their keys on the wire; a blank one is none.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub struct WireValues(BTreeMap<String, String>);

/// What a read shows of a record, compared with a call.
#[derive(Clone, Debug, Eq, PartialEq)]
pub enum Seen {
    /// There is no record of that code.
    Absent,
    /// It has every value of the call.
    New,
    /// It has no value but those of the call and those before it, and not all of the call: it may be sent again. Some
    /// may be the call's already, since a server can rewrite customers when an option gets another code.
    Old,
    /// It has values that are neither of the call nor from before it, under these keys.
    Other(Vec<String>),
    /// When it was made, in Unix milliseconds, as far as the account says so.
    Made(Option<i64>),
}

impl WireValues {
    /// Values by their keys.
    pub fn of(values: impl IntoIterator<Item = (String, String)>) -> Self {
        Self(values.into_iter().collect())
    }

    /// The values of these keys alone.
    #[must_use]
    pub fn only(&self, keep: impl Fn(&str, &str) -> bool) -> Self {
        let kept = self.0.iter().filter(|(key, value)| keep(key, value));
        Self::of(kept.map(|(key, value)| (key.clone(), value.clone())))
    }

    /// The value of a key; blank if it has none.
    #[must_use]
    pub fn value(&self, key: &str) -> &str {
        self.0.get(key).map_or("", String::as_str)
    }

    /// The keys.
    pub fn keys(&self) -> impl Iterator<Item = &str> {
        self.0.keys().map(String::as_str)
    }

    /// Compares the values of a call, and those before it if they are known, with the account's.
    #[must_use]
    pub fn seen(&self, before: Option<&Self>, remote: &RemoteRecord) -> Seen {
        let has = |value: &str, key: &str| same(value, &remote.value(key));
        let missing: Vec<&String> = self
            .0
            .iter()
            .filter(|(key, value)| !has(value, key))
            .map(|(key, _)| key)
            .collect();
        if missing.is_empty() {
            return Seen::New;
        }
        let is_old = |key: &String| {
            before
                .is_some_and(|before| before.value(key) == ANY_VALUE || has(before.value(key), key))
        };
        let other = missing.into_iter().filter(|key| !is_old(key));
        let other: Vec<String> = other.cloned().collect();
        if other.is_empty() {
            return Seen::Old;
        }
        Seen::Other(other)
    }
}

/// Whether a value that was sent is what the account has.
fn same(sent: &str, remote: &RemoteValue) -> bool {
    meaning::is_same(remote.kind, sent, &remote.text)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::FieldType;

    fn is_same(kind: FieldType, one: &str, other: &str) -> bool {
        let remote = RemoteValue {
            kind: Some(kind),
            text: other.to_owned(),
        };
        same(one, &remote)
    }

    #[test]
    fn a_value_is_the_same_in_another_form() {
        for (kind, one, other) in [
            (FieldType::Number, "1500000", "1500000.000000"),
            (FieldType::Number, "-0", "0"),
            (FieldType::Number, "007.50", "7.5"),
            (FieldType::Date, "01/02/2026", "1/2/2026"),
            (FieldType::Date, "01/02/2026", "2026-02-01"),
            (FieldType::Phone, "0912345678", "+84912345678"),
            (FieldType::Phone, "0912345678", "84 912 345 678"),
            (FieldType::String, "An", " An "),
            (FieldType::String, "", ""),
            (FieldType::Select, "G1", "G1"),
        ] {
            assert!(is_same(kind, one, other), "{one} {other}");
        }
        for (kind, one, other) in [
            (FieldType::Number, "15", "1.5"),
            (FieldType::Number, "-1", "1"),
            (FieldType::Date, "01/02/2026", "02/01/2026"),
            (FieldType::Phone, "0912345678", "0912345679"),
            (FieldType::String, "1.0", "1"),
            (FieldType::String, "An", ""),
        ] {
            assert!(!is_same(kind, one, other), "{one} {other}");
        }
    }

    #[test]
    fn a_read_shows_the_new_values_the_old_ones_or_others() {
        let values = |all: &[(&str, &str)]| {
            WireValues::of(
                all.iter()
                    .map(|(key, value)| ((*key).into(), (*value).into())),
            )
        };
        let remote = |all: &[(&str, &str)]| RemoteRecord {
            values: all
                .iter()
                .map(|(key, text)| {
                    let (kind, text) = (None, (*text).to_owned());
                    ((*key).to_owned(), RemoteValue { kind, text })
                })
                .collect(),
            ..RemoteRecord::default()
        };
        let sent = values(&[("name", "B"), ("EMAIL", "")]);
        let before = values(&[("name", "A"), ("EMAIL", "a@b.vn")]);
        let seen = |found: &[(&str, &str)]| sent.seen(Some(&before), &remote(found));
        assert_eq!(seen(&[("name", "B")]), Seen::New);
        assert_eq!(seen(&[("name", "A"), ("EMAIL", "a@b.vn")]), Seen::Old);
        assert_eq!(seen(&[("name", "B"), ("EMAIL", "a@b.vn")]), Seen::Old);
        let third = Seen::Other(vec!["name".to_owned()]);
        assert_eq!(seen(&[("name", "C")]), third);
        assert_eq!(sent.seen(None, &remote(&[("name", "A")])), third);
    }
}
