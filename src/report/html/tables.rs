//! What calls and issues have in common, written once: files with their sheets, attributes, rules, columns.
//!
//! A hundred thousand rows name the same few; a number takes less room than a name. Invariant: every name
//! that occurs has a number, and the numbers follow the order of the names.

use std::{
    borrow::Borrow,
    collections::{BTreeMap, BTreeSet},
    io,
    sync::Arc,
};

use crate::model::{Attribute, Entity, Origin, Plan};

use super::values::names;

/// A file and its sheet; the sheet of a CSV file is blank.
type Place = (Arc<str>, Arc<str>);

/// The tables of one plan.
pub(super) struct Tables {
    pub places: Table<Place>,
    pub attributes: Table<String>,
    pub rules: Table<String>,
    pub columns: Table<String>,
}

impl Tables {
    pub fn of(plan: &Plan) -> io::Result<Self> {
        let mut found = Found::default();
        for call in plan.calls.iter() {
            let call = call.map_err(io::Error::other)?;
            found.place(call.origin.as_ref());
            for name in names(&call) {
                add(&mut found.attributes, &name);
            }
        }
        for issue in &plan.issues {
            found.place(issue.origin.as_ref());
            add(&mut found.rules, issue.rule());
            let column = issue
                .origin
                .as_ref()
                .and_then(|origin| origin.column.as_deref());
            if let Some(column) = column {
                add(&mut found.columns, column);
            }
        }
        Ok(Self {
            places: found.places.into_iter().collect(),
            attributes: found.attributes.into_iter().collect(),
            rules: found.rules.into_iter().collect(),
            columns: found.columns.into_iter().collect(),
        })
    }

    /// The number of a place, from 1; 0 is nowhere.
    pub fn place(&self, origin: Option<&Origin>) -> usize {
        origin.map_or(0, |origin| self.places.number(&place(origin)) + 1)
    }

    /// The number of a column, from 1; 0 is none.
    pub fn column(&self, origin: Option<&Origin>) -> usize {
        let column = origin.and_then(|origin| origin.column.as_deref());
        column.map_or(0, |column| self.columns.number(column) + 1)
    }
}

/// Names without their numbers, which can only be given when all are known.
#[derive(Default)]
struct Found {
    places: BTreeSet<Place>,
    attributes: BTreeSet<String>,
    rules: BTreeSet<String>,
    columns: BTreeSet<String>,
}

impl Found {
    fn place(&mut self, origin: Option<&Origin>) {
        self.places.extend(origin.map(place));
    }
}

fn add(names: &mut BTreeSet<String>, name: &str) {
    if !names.contains(name) {
        names.insert(name.to_owned());
    }
}

fn place(origin: &Origin) -> Place {
    let none = || Arc::from("");
    (
        origin.file.clone(),
        origin.sheet.clone().unwrap_or_else(none),
    )
}

/// Names and their numbers.
pub(super) struct Table<T>(BTreeMap<T, usize>);

impl<T: Ord> Table<T> {
    /// The number of a name, from 0.
    pub fn number<Q: Ord + ?Sized>(&self, name: &Q) -> usize
    where
        T: Borrow<Q>,
    {
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
        let table: Table<String> = ["b", "a", "b"].into_iter().map(str::to_owned).collect();
        assert_eq!((table.number("a"), table.number("b")), (0, 1));
        assert!(table.names().eq(["a", "b"]));
    }
}
