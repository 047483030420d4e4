//! Names in several columns: a family name, a given name, perhaps a middle name.
//!
//! Invariant: the parts are in the order of the written name, and a column of full names has priority.

use super::{
    profile::{ColumnProfile, ValueKind},
    rank::Rank,
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

/// Whether a text is the header of a part of a name, and unlikely to be a person's name itself, as `Ho` can be.
#[must_use]
pub fn is_part_of_a_name(text: &str) -> bool {
    let key = key(text);
    let mut parts = [FAMILY, MIDDLE, GIVEN].into_iter().flatten();
    key.len() > 3 && parts.any(|part| *part == key)
}

/// The columns of a name in written order, if no column has the full name.
pub(super) fn parts(columns: &[ColumnProfile], rank: Rank<'_>) -> Option<Vec<usize>> {
    let keys: Vec<String> = columns.iter().map(|column| key(&column.header)).collect();
    let position = |names: &[&str]| keys.iter().position(|key| names.contains(&key.as_str()));
    let is_whole = |(column, key): (&ColumnProfile, &String)| {
        let ranked = rank(Entity::Customer, NAME, &column.header).is_some();
        ranked && !column.is_blank() && key != "ten"
    };
    if columns.iter().zip(&keys).any(is_whole) {
        return None;
    }
    let (family, given) = (position(FAMILY)?, position(GIVEN)?);
    let middle = position(MIDDLE).filter(|middle| !columns[*middle].is_blank());
    let is_western = matches!(&*keys[family], "lastname" | "familyname")
        && columns[family].share(ValueKind::Surname) < 50;
    let (first, last) = if is_western {
        (given, family)
    } else {
        (family, given)
    };
    let parts = [Some(first), middle, Some(last)];
    Some(parts.into_iter().flatten().collect())
}
