//! Parts of sentences in English, by what they are about.
//!
//! Invariant: a part fits into the sentences of `english` and is no sentence of its own.

use std::fmt::Display;

use super::words::{escaped, section};
use crate::{
    model::{
        CellText, Code, DateFault, DateOrder, DecimalMark, Entity, ExcludedAs, Likeness,
        LookupName, Origin, PhoneDoubt, ReferredBy, Repair, TextFault, alike::told_apart, number,
    },
    report::figures::counted,
};

/// Two codes that look the same, shown so that they don't.
pub(super) fn twins(code: &Code, other: &Code, place: Option<&Origin>) -> String {
    let (code, other) = told_apart(code, other);
    match place {
        Some(place) => format!("the code `{code}` can hardly be told from `{other}` in {place}"),
        None => {
            format!("the code `{code}` can hardly be told from `{other}`, which was sent before")
        }
    }
}

/// What a cell says, or that it says nothing.
pub(super) fn quoted_cell(text: Option<&CellText>) -> String {
    text.map_or_else(|| "blank".to_owned(), |text| format!("“{}”", escaped(text)))
}

/// How many columns differ besides the one that is named.
pub(super) fn more_columns(more: usize) -> String {
    match more {
        0 => String::new(),
        1 => " (and one more column)".to_owned(),
        _ => format!(" (and {} more columns)", number(more)),
    }
}

pub(super) const fn unreadable(fault: TextFault) -> &'static str {
    match fault {
        TextFault::Scientific => {
            "is a number in scientific notation, whose digits are lost: format the column as text in Excel and export it again"
        }
        TextFault::Date => {
            "is a date, into which Excel turns what looks like one: format the column as text and type the value again"
        }
        TextFault::Replacement => {
            "holds the sign for a letter that could not be decoded: export the file again as UTF-8"
        }
        TextFault::Control => "holds a control character: type the value again",
        TextFault::PointZero => {
            "ends with .0, which other codes of the column don't: write it as the others are"
        }
        TextFault::QuestionMarks => {
            "has a question mark in place of a letter: save the sheet as “CSV UTF-8”, not as “CSV”"
        }
        TextFault::DoubleEncoded => {
            "has letters that were encoded twice: open the source with the encoding UTF-8 and export it again"
        }
    }
}

pub(super) const fn left_out(reason: ExcludedAs) -> &'static str {
    match reason {
        ExcludedAs::Header => "the header once more",
        ExcludedAs::Total => "a total",
        ExcludedAs::Signature => "a signature",
        ExcludedAs::Section => "a heading without a record",
        ExcludedAs::Skipped => "`skip` says",
        ExcludedAs::EndMark => "the end of a file of DOS",
    }
}

pub(super) fn repaired(repair: Repair, rows: &str) -> String {
    match repair {
        Repair::PointZero => format!("the “.0” behind whole numbers was left out in {rows}"),
        Repair::Apostrophe => format!("the apostrophe before digits was left out in {rows}"),
        Repair::Invisible => format!("invisible characters were left out in {rows}"),
        Repair::Blanks => {
            format!("several blanks, or one that does not break, became one blank in {rows}")
        }
        Repair::Eth => format!("the letter Ð (U+00D0) was read as Đ in {rows}"),
        Repair::FullWidth => {
            format!("full-width letters and digits became ordinary ones in {rows}")
        }
        Repair::Spelling => {
            format!("another spelling became that of the record that is meant in {rows}")
        }
        Repair::Respelled => {
            format!("another spelling became that of the first row that names the record in {rows}")
        }
        Repair::LongNumber => format!(
            "a number in {rows} has more than 15 digits, of which Excel keeps 15: format the column as text and type it again if the last digits are zeros"
        ),
        Repair::BlankWord => {
            format!("a word for a blank cell (`blanks`) was read as blank in {rows}")
        }
        Repair::Merged => format!(
            "no value in {rows} since a cell is merged with one above: what was sent last stays (in Excel, unmerge the cells and fill the value in, or set `merged = \"fill\"`)"
        ),
        Repair::OldLandline => {
            format!("a landline got the area code that it has had since 2017 in {rows}")
        }
    }
}

pub(super) const fn phone(doubt: PhoneDoubt) -> &'static str {
    match doubt {
        PhoneDoubt::NoPhone => "is not a Vietnamese phone number",
        PhoneDoubt::RetiredPrefix => {
            "has a mobile prefix that was retired in 2018 (`upgrade_old_mobile = true` renews it)"
        }
        PhoneDoubt::MayBeLandline => {
            "may be a mobile, or a landline with an area code of before 2017 (write that one with the code of today)"
        }
    }
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

/// What was probably meant, and the line that says so.
pub(super) fn meant_in(entity: Entity, name: &LookupName, near: Option<&LookupName>) -> String {
    near.map_or(String::new(), |near| {
        let (_, shown) = told_apart(&name.0, &near.0);
        if entity.spec().referred_by == Some(ReferredBy::FieldKey) {
            return format!("; did you mean `{shown}`?");
        }
        let line = line(entity, name, near);
        format!("; did you mean `{shown}`? Then paste {line}")
    })
}

/// The line of the configuration that translates what customers name.
pub(super) fn line(entity: Entity, sheet: &LookupName, meant: &LookupName) -> String {
    let quoted =
        |name: &LookupName| format!("\"{}\"", name.0.replace('\\', "\\\\").replace('"', "\\\""));
    let section = section(entity);
    format!("`{} = {}` under [{section}]", quoted(sheet), quoted(meant))
}

pub(super) fn meant(near: Option<&impl Display>) -> String {
    near.map_or(String::new(), |near| format!("; did you mean `{near}`?"))
}

pub(super) fn nearest(near: Option<&impl Display>) -> String {
    near.map_or(String::new(), |near| format!("; nearest is `{near}`"))
}

pub(super) fn dates(count: usize) -> String {
    counted(count, "date fits", "dates fit")
}

pub(super) fn dates_held(count: usize) -> String {
    let dates = dates(count);
    match count {
        0 => String::new(),
        1 => format!("; {dates} both and is not sent"),
        _ => format!("; {dates} both and are not sent"),
    }
}

pub(super) fn numbers(count: usize) -> String {
    counted(count, "number has", "numbers have")
}

/// How many do something, and where the first of them is.
pub(super) fn beginning(count: usize, row: u32, nouns: [&str; 2], verbs: [&str; 2]) -> String {
    match count {
        1 => format!("1 {} (row {row}) {}", nouns[0], verbs[0]),
        _ => format!(
            "{} {} (the first in row {row}) {}",
            number(count),
            nouns[1],
            verbs[1]
        ),
    }
}

pub(super) fn rows_from(count: usize, row: u32) -> String {
    match count {
        1 => format!("row {row}"),
        _ => format!("{} rows (the first is row {row})", number(count)),
    }
}

/// Rows that Excel hides, the first of which are named.
pub(super) fn hidden(count: usize, first: &[u32]) -> String {
    let named: Vec<String> = first.iter().map(u32::to_string).collect();
    let named = named.join(", ");
    if count == 1 {
        return format!("row {named} is hidden in the workbook");
    }
    let more = if count > first.len() { ", …" } else { "" };
    let count = number(count);
    format!("{count} rows are hidden in the workbook (rows {named}{more})")
}

pub(super) const fn sign(mark: DecimalMark) -> &'static str {
    match mark {
        DecimalMark::Comma => "a comma",
        DecimalMark::Point => "a point",
    }
}

pub(super) const fn settles(mark: DecimalMark) -> &'static str {
    match mark {
        DecimalMark::Comma => "(`decimal = \".\"` or `\",\"` settles it)",
        DecimalMark::Point => "(`decimal = \",\"` or `\".\"` settles it)",
    }
}

/// The option with that name, which is sent by its code.
pub(super) fn named_option(code: Option<&CellText>) -> String {
    code.map_or_else(String::new, |code| {
        format!(": “{code}” has that name; write the code, or translate it under [source.values]")
    })
}
