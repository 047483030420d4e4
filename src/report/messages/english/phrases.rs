//! Parts of English sentences that several problems share, or that depend on a figure.

use std::fmt::Display;

use crate::model::{
    Attribute, Code, Damage, DateFault, DateOrder, DecimalMark, Entity, Likeness, PhoneDoubt,
    RecordRef, Share, number,
};

pub(super) const fn phone(doubt: PhoneDoubt) -> &'static str {
    match doubt {
        PhoneDoubt::NoPhone => "is not a Vietnamese phone number",
        PhoneDoubt::RetiredPrefix => {
            "has a mobile prefix that was retired in 2018 (`upgrade_old_mobile = true` renews it)"
        }
    }
}

pub(super) fn damaged(damage: &Damage) -> String {
    match damage {
        Damage::BeyondHeader(column) => {
            let letters = letters(*column);
            format!("column {letters} has a value but lies beyond the last header")
        }
        Damage::ExcelError(error) => {
            format!("the row, or one beside it, holds the Excel error {error}")
        }
    }
}

/// The name that Excel gives a column counted from 0: `A`, `Z`, `AA`, `XFD`.
fn letters(column: usize) -> String {
    let mut letters = Vec::new();
    let mut rest = column + 1;
    while rest > 0 {
        let letter = u8::try_from((rest - 1) % 26).unwrap_or(0);
        letters.push(char::from(b'A' + letter));
        rest = (rest - 1) / 26;
    }
    letters.iter().rev().collect()
}

pub(super) const fn date(fault: DateFault) -> &'static str {
    match fault {
        DateFault::NoDate => "is not a date",
        DateFault::Order(DateOrder::DayFirst) => "is not a date in the order day, month, year",
        DateFault::Order(DateOrder::MonthFirst) => "is not a date in the order month, day, year",
        DateFault::Order(DateOrder::YearFirst) => "is not a date in the order year, month, day",
        DateFault::MonthFirst => "has its month first (`date_from = \"mdy\"` reads it)",
    }
}

pub(super) const fn alike(likeness: Likeness) -> &'static str {
    match likeness {
        Likeness::PhoneAndName => "with the same name and a phone in common",
        Likeness::Name => "with the same name",
        Likeness::Phones => "with the same phones",
    }
}

pub(super) fn meant(near: Option<&impl Display>) -> String {
    near.map_or(String::new(), |near| format!("; did you mean `{near}`?"))
}

/// The section that translates what customers name of an entity.
pub(super) fn section(entity: Entity) -> String {
    let attributes = Entity::Customer.attributes().iter().copied();
    let mut naming = attributes.filter(|attribute| Attribute::names(*attribute) == Some(entity));
    match naming.next() {
        Some(attribute) => format!("source.values.{attribute}"),
        None => "source.values".to_owned(),
    }
}

pub(super) fn named(record: &RecordRef) -> String {
    format!("{} “{}”", record.entity, record.code)
}

pub(super) fn not_made(record: &RecordRef) -> String {
    format!(
        "{}, which can't be made what the sheets want",
        named(record)
    )
}

pub(super) fn code_taken(record: &RecordRef, by: &str) -> String {
    let RecordRef { entity, code } = record;
    format!("{entity} code “{code}” still belongs to a record that {by}")
}

/// How many dates can be read in two ways.
pub(super) fn dates(either: usize) -> String {
    match either {
        1 => "1 date fits".to_owned(),
        count => format!("{} dates fit", number(count)),
    }
}

/// What becomes of the dates that can be read in two ways.
pub(super) fn dates_held(either: usize) -> String {
    let dates = dates(either);
    match either {
        0 => String::new(),
        1 => format!("; {dates} both and is not sent"),
        _ => format!("; {dates} both and are not sent"),
    }
}

/// How many dates can only be read with the month first.
pub(super) fn month_first(count: usize, row: u32) -> String {
    match count {
        1 => format!("1 date (row {row}) fits"),
        count => format!("{} dates (the first in row {row}) fit", number(count)),
    }
}

/// How many numbers can be read in two ways.
pub(super) fn grouped(either: usize, mark: DecimalMark) -> String {
    let mark = match mark {
        DecimalMark::Comma => "a comma",
        DecimalMark::Point => "a point",
    };
    match either {
        1 => format!("1 number has {mark} before three digits"),
        count => format!("{} numbers have {mark} before three digits", number(count)),
    }
}

/// How many numbers have the mark before a fraction.
pub(super) fn fractions(count: usize, row: u32) -> String {
    match count {
        1 => format!("1 number (row {row}) shows"),
        count => format!("{} numbers (the first in row {row}) show", number(count)),
    }
}

pub(super) const fn settles(mark: DecimalMark) -> &'static str {
    match mark {
        DecimalMark::Comma => "(`decimal = \".\"` or `\",\"` settles it)",
        DecimalMark::Point => "(`decimal = \",\"` or `\".\"` settles it)",
    }
}

pub(super) fn whole_column(percent: usize, known: usize, entity: Entity) -> String {
    let known = number(known);
    format!(
        "in {percent} % of {known} rows of {entity}: is it still read from the right column, and written as before?"
    )
}

pub(super) fn kept(entity: Entity, count: usize, first: &[Code], why: &str) -> String {
    let more = if count > first.len() { ", …" } else { "" };
    let first = joined(first);
    format!(
        "{count} {entity} record(s) are no longer in the sheets and are kept, because {why}: {first}{more}"
    )
}

pub(super) fn joined(codes: &[Code]) -> String {
    let codes: Vec<&str> = codes.iter().map(Code::as_str).collect();
    codes.join(", ")
}

/// As a shell takes it for one word.
pub(super) fn shell_word(word: &str) -> String {
    let plain = |letter: char| letter.is_alphanumeric() || matches!(letter, '.' | '=' | '-' | '_');
    if word.chars().all(plain) {
        return word.to_owned();
    }
    format!("'{}'", word.replace('\'', "'\\''"))
}

pub(super) fn limit(share: Share) -> String {
    match share {
        Share::Percent(percent) => format!("{percent}%"),
        Share::Count(count) => format!("limit {count}"),
    }
}
