//! Whether two texts are the same value, by the type of their field.
//!
//! The account writes a value in other ways than it was sent: a number with zeros, a phone with a country code. It
//! knows no record. Invariant: values that a person would call the same are equal, and no others.

use super::{FieldType, text};

/// Whether two texts are the same value of a field of that type.
#[must_use]
pub fn is_same(kind: Option<FieldType>, one: &str, other: &str) -> bool {
    let (one, other) = (text::clean(one), text::clean(other));
    one == other || normal(kind, &one) == normal(kind, &other)
}

/// The one form of a value of that type.
fn normal(kind: Option<FieldType>, text: &str) -> String {
    let form = match kind {
        Some(FieldType::Number) => number(text),
        Some(FieldType::Date) => day(text),
        Some(FieldType::Phone) => Some(phone(text)),
        Some(FieldType::Text) => Some(text.replace("\r\n", "\n")),
        _ => None,
    };
    form.unwrap_or_else(|| text.to_owned())
}

/// A number without the zeros that do not count.
fn number(text: &str) -> Option<String> {
    let (sign, digits) = match text.strip_prefix('-') {
        Some(digits) => ("-", digits),
        None => ("", text),
    };
    let (whole, part) = digits.split_once('.').unwrap_or((digits, ""));
    let is_plain = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    if digits.is_empty() || !is_plain(whole) || !is_plain(part) {
        return None;
    }
    let (whole, part) = (whole.trim_start_matches('0'), part.trim_end_matches('0'));
    let sign = if whole.is_empty() && part.is_empty() {
        ""
    } else {
        sign
    };
    Some(format!("{sign}{whole}.{part}"))
}

/// A day as `year-month-day`.
fn day(text: &str) -> Option<String> {
    let date = text.split([' ', 'T']).next()?;
    let mut parts = date.split(['/', '-', '.']).map(str::parse::<u32>);
    let [one, two, three] = [
        parts.next()?.ok()?,
        parts.next()?.ok()?,
        parts.next()?.ok()?,
    ];
    let [year, day] = if one > 31 { [one, three] } else { [three, one] };
    Some(format!("{year}-{two}-{day}"))
}

/// A phone as it is dialled within the country.
fn phone(text: &str) -> String {
    let digits: String = text.chars().filter(char::is_ascii_digit).collect();
    let is_foreign = text.trim_start().starts_with('+') || digits.starts_with("00");
    let bare = digits.trim_start_matches("00");
    let national = bare
        .strip_prefix("84")
        .filter(|rest| is_foreign || (9..=10).contains(&rest.len()));
    national.map_or_else(|| digits.clone(), |rest| format!("0{rest}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_value_in_another_form_is_no_drift() {
        for (kind, one, other) in [
            (FieldType::Number, "1500000", "1500000.000000"),
            (FieldType::Number, "-0.50", "-.5"),
            (FieldType::Date, "01/02/2026", "2026-02-01T00:00:00"),
            (FieldType::Phone, "0912345678", "+84 912 345 678"),
            (FieldType::Phone, "+84912345678", "0084912345678"),
            (FieldType::Text, "one\ntwo", "one\r\ntwo "),
            (FieldType::String, "Ho\u{e0}", "Hoa\u{300}"),
        ] {
            assert!(is_same(Some(kind), one, other), "{one} {other}");
        }
        for (kind, one, other) in [
            (FieldType::Number, "1", "10"),
            (FieldType::Date, "01/02/2026", "01/02/2027"),
            (FieldType::Phone, "0912345678", ""),
            (FieldType::Select, "A", "a"),
        ] {
            assert!(!is_same(Some(kind), one, other), "{one} {other}");
        }
    }
}
