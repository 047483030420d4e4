//! Parts of sentences, by what they are about.
//!
//! Invariant: a part fits into the sentences of `problems` and is no sentence of its own.

use std::fmt::Display;

use super::words::{escaped, section};
use crate::{
    language::say,
    model::{
        CellText, Code, DateFault, DateOrder, DecimalMark, Entity, ExcelError, ExcludedAs,
        Likeness, LookupName, Origin, PhoneDoubt, ReferredBy, Repair, TextFault, alike::told_apart,
    },
};

/// Two codes that look the same, shown so that they don't.
pub(super) fn twins(code: &Code, other: &Code, place: Option<&Origin>) -> String {
    let (code, other) = told_apart(code, other);
    match place {
        Some(place) => say!("part-twins-in", code, other, place),
        None => say!("part-twins-before", code, other),
    }
}

/// What a cell says, or that it says nothing.
pub(super) fn quoted_cell(text: Option<&CellText>) -> String {
    text.map_or_else(|| say!("part-blank"), |text| format!("“{}”", escaped(text)))
}

/// What a cell has in place of a value.
pub(super) fn cell_error(error: &ExcelError) -> String {
    match &*error.0 {
        ExcelError::NO_VALUE => say!("part-no-value"),
        ExcelError::NO_TEXT => say!("part-no-text"),
        text => text.to_owned(),
    }
}

/// How many columns differ besides the one that is named.
pub(super) fn more_columns(more: usize) -> String {
    match more {
        0 => String::new(),
        _ => format!(" {}", say!("part-more-columns", more)),
    }
}

pub(super) fn unreadable(fault: TextFault) -> String {
    match fault {
        TextFault::Scientific => say!("part-fault-scientific"),
        TextFault::Date => say!("part-fault-date"),
        TextFault::Replacement => say!("part-fault-replacement"),
        TextFault::Control => say!("part-fault-control"),
        TextFault::PointZero => say!("part-fault-point-zero"),
        TextFault::QuestionMarks => say!("part-fault-question-marks"),
        TextFault::DoubleEncoded => say!("part-fault-double"),
    }
}

pub(super) fn left_out(reason: ExcludedAs) -> String {
    match reason {
        ExcludedAs::Header => say!("part-excluded-header"),
        ExcludedAs::Total => say!("part-excluded-total"),
        ExcludedAs::Signature => say!("part-excluded-signature"),
        ExcludedAs::Section => say!("part-excluded-section"),
        ExcludedAs::Skipped => say!("part-excluded-skip"),
        ExcludedAs::EndMark => say!("part-excluded-end"),
    }
}

pub(super) fn repaired(repair: Repair, rows: &str) -> String {
    match repair {
        Repair::PointZero => say!("repaired-point-zero", rows),
        Repair::Apostrophe => say!("repaired-apostrophe", rows),
        Repair::Invisible => say!("repaired-invisible", rows),
        Repair::Blanks => say!("repaired-blanks", rows),
        Repair::Eth => say!("repaired-eth", rows),
        Repair::FullWidth => say!("repaired-full-width", rows),
        Repair::Spelling => say!("repaired-spelling", rows),
        Repair::Respelled => say!("repaired-respelled", rows),
        Repair::LongNumber => say!("repaired-long-number", rows),
        Repair::BlankWord => say!("repaired-blank-word", rows),
        Repair::Merged => say!("repaired-merged", rows),
        Repair::OldLandline => say!("repaired-landline", rows),
    }
}

pub(super) fn phone(doubt: PhoneDoubt) -> String {
    match doubt {
        PhoneDoubt::NoPhone => say!("part-phone-none"),
        PhoneDoubt::RetiredPrefix => say!("part-phone-retired"),
        PhoneDoubt::MayBeLandline => say!("part-phone-landline"),
    }
}

pub(super) fn date(fault: DateFault) -> String {
    match fault {
        DateFault::NoDate => say!("part-date-none"),
        DateFault::Order(DateOrder::DayFirst) => say!("part-date-day-first"),
        DateFault::Order(DateOrder::MonthFirst) => say!("part-date-month-first"),
        DateFault::Order(DateOrder::YearFirst) => say!("part-date-year-first"),
        DateFault::MonthFirst => say!("part-date-month"),
    }
}

pub(super) fn alike(likeness: Likeness) -> String {
    match likeness {
        Likeness::PhoneAndName => say!("part-alike-both"),
        Likeness::Name => say!("part-alike-name"),
        Likeness::Phones => say!("part-alike-phones"),
    }
}

/// What was probably meant, and the line that says so.
pub(super) fn meant_in(entity: Entity, name: &LookupName, near: Option<&LookupName>) -> String {
    near.map_or(String::new(), |near| {
        let (_, shown) = told_apart(&name.0, &near.0);
        if entity.spec().referred_by == Some(ReferredBy::FieldKey) {
            return say!("part-meant", name = shown);
        }
        let line = line(entity, name, near);
        say!("part-meant-line", name = shown, line)
    })
}

/// The line of the configuration that translates what customers name.
pub(super) fn line(entity: Entity, sheet: &LookupName, meant: &LookupName) -> String {
    let quoted =
        |name: &LookupName| format!("\"{}\"", name.0.replace('\\', "\\\\").replace('"', "\\\""));
    let section = section(entity);
    say!(
        "part-line",
        line = format!("{} = {}", quoted(sheet), quoted(meant)),
        section
    )
}

pub(super) fn meant(near: Option<&impl Display>) -> String {
    near.map_or(String::new(), |name| say!("part-meant", name))
}

pub(super) fn nearest(near: Option<&impl Display>) -> String {
    near.map_or(String::new(), |name| say!("part-nearest", name))
}

pub(super) fn dates(count: usize) -> String {
    say!("part-dates", count)
}

pub(super) fn dates_held(count: usize) -> String {
    match count {
        0 => String::new(),
        _ => say!("part-dates-held", count),
    }
}

pub(super) fn numbers(count: usize) -> String {
    say!("part-numbers", count)
}

/// How many dates have their month first, and where the first of them is.
pub(super) fn month_first(count: usize, row: u32) -> String {
    say!("part-month-first", count, row)
}

/// How many numbers show a fraction, and where the first of them is.
pub(super) fn fractions(count: usize, row: u32) -> String {
    say!("part-fractions", count, row)
}

pub(super) fn rows_from(count: usize, row: u32) -> String {
    say!("part-rows", count, row)
}

/// Rows that Excel hides, the first of which are named.
pub(super) fn hidden(count: usize, first: &[u32]) -> String {
    let named: Vec<String> = first.iter().map(u32::to_string).collect();
    let named = named.join(", ");
    let more = if count > first.len() { ", …" } else { "" };
    say!("part-hidden", count, rows = named + more)
}

pub(super) fn sign(mark: DecimalMark) -> String {
    match mark {
        DecimalMark::Comma => say!("part-sign-comma"),
        DecimalMark::Point => say!("part-sign-point"),
    }
}

pub(super) fn settles(mark: DecimalMark) -> String {
    match mark {
        DecimalMark::Comma => say!("part-settles-comma"),
        DecimalMark::Point => say!("part-settles-point"),
    }
}

/// The option with that name, which is sent by its code.
pub(super) fn named_option(code: Option<&CellText>) -> String {
    code.map_or_else(String::new, |code| say!("part-named-option", code))
}
