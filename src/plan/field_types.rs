//! The types of custom fields under v3, and the form in which a value of a type is on the wire.
//!
//! The field sheet and the snapshot have the types, and what was read of the account has those of other fields; of a
//! field in none of them nothing is known, and its values are sent as they are. Invariant: a value is changed only in its form, never in its meaning.

use std::collections::BTreeMap;

use jiff::civil::Date;

use crate::{
    codec::{Diff, Snapshot},
    error::Result,
    model::{Code, Content, Entity, FieldType},
};

/// The types by the codes of the fields.
#[derive(Clone, Debug, Default)]
pub(super) struct FieldTypes(BTreeMap<Code, FieldType>);

impl FieldTypes {
    /// The types of the snapshot's fields, and of those that the plan creates or renames.
    pub fn of(diffs: &BTreeMap<Entity, Diff>, snapshot: &dyn Snapshot) -> Result<Self> {
        let form = snapshot.account_form()?.unwrap_or_default();
        let read = form.fields.into_iter();
        let mut types: BTreeMap<Code, FieldType> = read
            .filter_map(|field| Some((field.code, field.kind?)))
            .collect();
        let mut add = |code: Code, content: &Content| {
            types.extend(FieldType::of_field(content).map(|kind| (code, kind)));
        };
        for known in snapshot.known(Entity::Field)? {
            let content = snapshot.known_content(Entity::Field, &known.code)?;
            add(known.code, &content);
        }
        let changes = diffs.get(&Entity::Field).into_iter();
        for change in changes.flat_map(|diff| &diff.changes) {
            if let Some(record) = change.new_record()? {
                add(record.code, &record.content);
            }
        }
        Ok(Self(types))
    }

    pub fn of_field(&self, code: &Code) -> Option<FieldType> {
        self.0.get(code).copied()
    }

    /// Brings every value into the form of the wire.
    pub fn put_in_form(&self, content: &mut Content) {
        for (code, value) in &mut content.fields {
            if self.0.get(code) == Some(&FieldType::Date)
                && let Some(date) = date(value)
            {
                *value = date.strftime("%d/%m/%Y").to_string();
            }
        }
    }
}

/// A day, with the day first or the year first; a time after it is not looked at.
pub(super) fn date(text: &str) -> Option<Date> {
    let day = text.trim().split([' ', 'T']).next()?;
    let parts: Vec<&str> = day.split(['/', '-', '.']).collect();
    let [one, two, three] = parts.as_slice() else {
        return None;
    };
    let number = |part: &str| {
        let is_number = !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
        is_number.then(|| part.parse::<i16>().ok()).flatten()
    };
    let (year, month, day) = match (one.len(), three.len()) {
        (4, 1..=2) => (number(one)?, number(two)?, number(three)?),
        (1..=2, 4) => (number(three)?, number(two)?, number(one)?),
        _ => return None,
    };
    Date::new(year, month.try_into().ok()?, day.try_into().ok()?).ok()
}

/// Whether a text is a number of at most 18 digits, 6 of them after the point.
pub(super) fn is_number(text: &str) -> bool {
    const DIGITS: usize = 18;
    const DECIMALS: usize = 6;
    let digits = text.strip_prefix('-').unwrap_or(text);
    let (whole, decimals) = digits.split_once('.').unwrap_or((digits, "0"));
    let is_plain = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    let count = digits.bytes().filter(u8::is_ascii_digit).count();
    is_plain(whole) && is_plain(decimals) && decimals.len() <= DECIMALS && count <= DIGITS
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_have_the_day_first_or_the_year_first() {
        for (text, expected) in [
            ("01/02/1990", Some("01/02/1990")),
            ("1/2/1990", Some("01/02/1990")),
            ("1990-02-01", Some("01/02/1990")),
            ("01.02.1990 00:00", Some("01/02/1990")),
            ("29/02/2024", Some("29/02/2024")),
            ("29/02/2023", None),
            ("31/04/1990", None),
            ("01/02/90", None),
            ("Hà Nội", None),
            ("", None),
        ] {
            let found = date(text).map(|date| date.strftime("%d/%m/%Y").to_string());
            assert_eq!(found.as_deref(), expected, "{text}");
        }
    }

    #[test]
    fn numbers_have_few_digits() {
        for text in ["0", "-1.5", "123456789012345678", "1.123456"] {
            assert!(is_number(text), "{text}");
        }
        for text in [
            "",
            "1,5",
            "1.",
            "1234567890123456789",
            "1.1234567",
            "1e5",
            "+1",
        ] {
            assert!(!is_number(text), "{text}");
        }
    }
}
