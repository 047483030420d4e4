//! Names in several columns: a family name, a given name, perhaps a middle name.
//!
//! Invariant: the parts are in the order of the written name, and a column of full names has priority.

use super::{
    profile::{ColumnProfile, ValueKind},
    rank::{self, Rank},
    targets::NAME,
};
use crate::model::{Entity, text::key};

const FAMILY: &[&str] = &[
    "ho",
    "hovadem",
    "hodem",
    "hotendem",
    "hovatendem",
    "holot",
    "lastname",
    "surname",
    "familyname",
];
const MIDDLE: &[&str] = &["middlename", "additionalname", "tendem"];
const GIVEN: &[&str] = &["ten", "firstname", "givenname"];

/// Usual headers of a name that are those of a company beside a person's.
const COMPANY: &[&str] = &["accountname", "customer", "khachhang"];

/// Whether a text is the header of a part of a name, and unlikely to be a person's name itself, as `Ho` can be.
#[must_use]
pub fn is_part_of_a_name(text: &str) -> bool {
    let key = key(text);
    let mut parts = [FAMILY, MIDDLE, GIVEN].into_iter().flatten();
    key.len() > 3 && parts.any(|part| *part == key)
}

/// The columns of a name in written order, if no column has the full name.
pub(super) fn parts(columns: &[ColumnProfile], rank: Rank<'_>) -> Option<Vec<usize>> {
    let is_part = |column: &ColumnProfile, names: &[&str]| {
        let mut forms = column.forms.iter().map(|form| key(form));
        forms.any(|form| names.contains(&form.as_str()))
    };
    let position = |names| columns.iter().position(|column| is_part(column, names));
    let is_whole = |column: &ColumnProfile| {
        let ranked = rank::of(rank, Entity::Customer, NAME, column).is_some();
        let is_other = is_part(column, GIVEN) || is_part(column, COMPANY);
        ranked && !column.is_blank() && !is_other
    };
    if columns.iter().any(is_whole) {
        return None;
    }
    let (family, given) = (position(FAMILY)?, position(GIVEN)?);
    let middle = position(MIDDLE).filter(|middle| !columns[*middle].is_blank());
    let is_western = is_part(&columns[family], &["lastname", "familyname"])
        && columns[family].share(ValueKind::Surname) < 50;
    let (first, last) = if is_western {
        (given, family)
    } else {
        (family, given)
    };
    let parts = [Some(first), middle, Some(last)];
    Some(parts.into_iter().flatten().collect())
}
