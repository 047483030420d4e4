//! Words in unusual headers that are evidence for a meaning, or against it.
//!
//! Invariant: a word alone never decides; the values have to agree.

use super::{
    header_words::{CODES, COUNTED, NAMES, NO_CUSTOMERS, contains, is_about_others},
    profile::{ColumnProfile, ValueKind},
    targets::{NAME, PHONES},
};
use crate::model::{Attribute, Target, text::key};

/// A code or a name of customers in another trade.
pub(super) fn is_of_a_trade(target: Target, column: &ColumnProfile) -> bool {
    let words = match target {
        Target::Code => CODES,
        NAME => NAMES,
        _ => return false,
    };
    let mut forms = column.forms.iter().map(|form| key(form));
    forms.any(|form| words.contains(&form.as_str()))
}

/// A running number of the rows.
pub(super) fn is_running_number(header: &str) -> bool {
    matches!(
        key(header).as_str(),
        "stt" | "sott" | "sothutu" | "tt" | "no" | "rownumber" | "rowno"
    ) || header == "#"
}

/// `Phone 1 - Label` (`Type` in older exports): the kind of phone in `Phone 1 - Value`.
pub(super) fn is_label(header: &str) -> bool {
    let key = key(header);
    let kind = key
        .strip_suffix("label")
        .or_else(|| key.strip_suffix("type"));
    kind.is_some_and(|entry| {
        let entries = ["phone", "email"];
        entry.ends_with(char::is_numeric) || entries.iter().any(|one| entry.ends_with(one))
    })
}

pub(super) fn is_counted(header: &str) -> bool {
    contains(header, COUNTED)
}

pub(super) fn says_phone(header: &str) -> bool {
    contains(header, Attribute::CustomerPhones.spec().hint_words)
}

/// A table with such a column and without a customer's code has another subject.
pub(super) fn is_about_else(header: &str) -> bool {
    let key = key(header);
    NO_CUSTOMERS.iter().any(|word| key == *word)
}

/// Whether header and values together are evidence for that meaning.
pub(super) fn speaks_for(target: Target, column: &ColumnProfile) -> bool {
    let header = &column.header;
    let is_named =
        matches!(target, Target::Attribute(one) if contains(header, one.spec().hint_words));
    let fits = fits(target, column);
    (is_named && !is_about_others(header) && !is_label(header) && fits == Some(true))
        || (is_of_a_trade(target, column) && fits != Some(false))
}

/// Whether the values have that shape; `None` without evidence.
pub(super) fn fits(target: Target, column: &ColumnProfile) -> Option<bool> {
    if column.is_blank() {
        return None;
    }
    match target {
        Target::Code => Some(column.tells_apart()),
        Target::Attribute(attribute) => fits_attribute(attribute, column),
        _ => None,
    }
}

fn fits_attribute(attribute: Attribute, column: &ColumnProfile) -> Option<bool> {
    let odd =
        [ValueKind::Phone, ValueKind::Email, ValueKind::Date].map(|kind| column.share(kind) > 50);
    let odd = odd.contains(&true);
    let no_text = odd || column.share(ValueKind::Number) > 50;
    match attribute {
        Attribute::CustomerPhones => Some(column.share(ValueKind::Phone) >= 80),
        Attribute::CustomerEmail => Some(column.share(ValueKind::Email) >= 80),
        Attribute::CustomerName if column.share(ValueKind::Name) >= 60 => Some(true),
        Attribute::CustomerName => no_text.then_some(false),
        Attribute::CustomerAddress => Some(!no_text),
        _ if attribute.refers_to().is_some() => Some(!odd && column.choices.is_some()),
        _ => Some(!odd),
    }
}

/// Whether the values alone fit, which is never enough for a mapping.
pub(super) fn could_be(target: Target, column: &ColumnProfile) -> bool {
    if column.is_blank() || column.header.is_empty() || is_label(&column.header) {
        return false;
    }
    match target {
        Target::Code => column.tells_apart() && column.share(ValueKind::Date) < 50,
        NAME | PHONES | Target::Attribute(Attribute::CustomerEmail) => {
            fits(target, column) == Some(true)
        }
        Target::Attribute(attribute) if attribute.refers_to().is_some() => {
            let mut choices = column.choices.iter();
            let several = choices.any(|choices| choices.len() > 1);
            several && column.is_choice() && !is_about_others(&column.header)
        }
        _ => false,
    }
}
