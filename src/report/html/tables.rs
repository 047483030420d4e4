//! What calls and issues have in common, written once: files with their sheets, attributes, rules, columns.
//!
//! A hundred thousand rows name the same few; a number takes less room than a name. Invariant: every name
//! that occurs has a number, and the numbers follow the order of the names.

use std::collections::{BTreeMap, BTreeSet};

use crate::model::{Attribute, Call, Entity, Issue, Origin, Plan};

use super::values::names;

/// A file and its sheet; the sheet of a CSV file is blank.
type Place<'a> = (&'a str, &'a str);

/// The tables of one plan.
pub(super) struct Tables<'a> {
    pub places: Table<Place<'a>>,
    pub attributes: Table<&'a str>,
    pub rules: Table<&'a str>,
    pub columns: Table<&'a str>,
}

impl<'a> Tables<'a> {
    pub fn of(plan: &'a Plan) -> Self {
        let (calls, issues) = (plan.calls.iter(), plan.issues.iter());
        let about = |issue: &'a Issue| issue.origin.as_ref();
        let asked = calls.clone().filter_map(|call: &Call| call.origin.as_ref());
        let columns = issues
            .clone()
            .filter_map(about)
            .filter_map(|origin| origin.column.as_deref());
        Self {
            places: asked
                .chain(issues.clone().filter_map(about))
                .map(place)
                .collect(),
            attributes: calls.flat_map(names).collect(),
            rules: issues.map(|issue| issue.rule.as_str()).collect(),
            columns: columns.collect(),
        }
    }

    /// The number of a place, from 1; 0 is nowhere.
    pub fn place(&self, origin: Option<&'a Origin>) -> usize {
        origin.map_or(0, |origin| self.places.number(&place(origin)) + 1)
    }

    /// The number of a column, from 1; 0 is none.
    pub fn column(&self, origin: Option<&'a Origin>) -> usize {
        let column = origin.and_then(|origin| origin.column.as_deref());
        column.map_or(0, |column| self.columns.number(&column) + 1)
    }
}

fn place(origin: &Origin) -> Place<'_> {
    (&origin.file, origin.sheet.as_deref().unwrap_or_default())
}

/// Names and their numbers.
pub(super) struct Table<T>(BTreeMap<T, usize>);

impl<T: Ord> Table<T> {
    /// The number of a name, from 0.
    pub fn number(&self, name: &T) -> usize {
        self.0.get(name).copied().unwrap_or_default()
    }

    /// The names in the order of their numbers.
    pub fn names(&self) -> impl Iterator<Item = &T> {
        self.0.keys()
    }
}

impl<T: Ord> FromIterator<T> for Table<T> {
    fn from_iter<I: IntoIterator<Item = T>>(names: I) -> Self {
        // A set first: numbers can only be given when all names are known.
        let names: BTreeSet<T> = names.into_iter().collect();
        Self(names.into_iter().zip(0..).collect())
    }
}

/// An attribute as a person would call it: `customer_status_code` is a customer's `status code`. A custom
/// field goes by its code.
pub(super) fn label(name: &str) -> (Option<Entity>, String) {
    let known = Entity::ALL.into_iter().find(|entity| {
        let mut own = entity.attributes().iter().copied().map(Attribute::as_str);
        own.any(|attribute| attribute == name)
    });
    let word = known.map_or(name, |entity| {
        let word = name.strip_prefix(entity.as_str()).unwrap_or(name);
        word.trim_start_matches('_')
    });
    match known {
        Some(_) => (known, word.replace('_', " ")),
        None => (None, word.to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn attributes_have_names_for_people() {
        let customer = Some(Entity::Customer);
        let expected = (customer, "status code".to_owned());
        assert_eq!(label("customer_status_code"), expected);
        assert_eq!(label("customer_phones"), (customer, "phones".to_owned()));
        assert_eq!(label("NGAY_SINH"), (None, "NGAY_SINH".to_owned()));
    }

    #[test]
    fn numbers_follow_the_names() {
        let table: Table<&str> = ["b", "a", "b"].into_iter().collect();
        assert_eq!((table.number(&"a"), table.number(&"b")), (0, 1));
        assert!(table.names().eq(&["a", "b"]));
    }
}
