//! The names that calls and issues share, written once: files with their sheets, attributes, rules, columns.
//!
//! A hundred thousand rows refer to the same few, and a number is shorter than a name. Invariant: every name that
//! occurs has a number, and the numbers follow the order of the names.

use std::{borrow::Borrow, collections::BTreeMap, io, sync::Arc};

use crate::{
    codec::Plan,
    model::{Entity, Origin},
};

use super::values::values;

/// A file and its sheet; the sheet of a CSV file is empty.
type SheetPlace = (Arc<str>, Arc<str>);

/// The tables of one plan.
#[derive(Default)]
pub(super) struct NameTables {
    pub places: NameTable<SheetPlace>,
    pub attributes: NameTable<String>,
    pub rules: NameTable<String>,
    pub columns: NameTable<String>,
}

impl NameTables {
    pub fn of(plan: &Plan) -> io::Result<Self> {
        let mut tables = Self::default();
        for call in plan.calls.iter() {
            let call = call.map_err(io::Error::other)?;
            tables.add_place(call.origin.as_ref());
            for (name, _) in values(&call) {
                tables.attributes.add(&*name);
            }
        }
        for issue in &plan.issues {
            let origin = issue.origin.as_ref();
            tables.add_place(origin);
            tables.rules.add(issue.rule());
            if let Some(column) = origin.and_then(|origin| origin.column.as_deref()) {
                tables.columns.add(column);
            }
        }
        tables.places.count();
        tables.attributes.count();
        tables.rules.count();
        tables.columns.count();
        Ok(tables)
    }

    fn add_place(&mut self, origin: Option<&Origin>) {
        if let Some(origin) = origin {
            self.places.add(&place(origin));
        }
    }

    /// The number of a place, from 1; 0 means no place.
    pub fn place(&self, origin: Option<&Origin>) -> usize {
        origin.map_or(0, |origin| self.places.number(&place(origin)) + 1)
    }

    /// The number of a column, from 1; 0 means no column.
    pub fn column(&self, origin: Option<&Origin>) -> usize {
        let column = origin.and_then(|origin| origin.column.as_deref());
        column.map_or(0, |column| self.columns.number(column) + 1)
    }
}

fn place(origin: &Origin) -> SheetPlace {
    let none = || Arc::from("");
    (
        origin.file.clone(),
        origin.sheet.clone().unwrap_or_else(none),
    )
}

/// Names and their numbers, which are assigned when all names are known.
#[derive(Default)]
pub(super) struct NameTable<T>(BTreeMap<T, usize>);

impl<T: Ord> NameTable<T> {
    fn add<Q: Ord + ToOwned<Owned = T> + ?Sized>(&mut self, name: &Q)
    where
        T: Borrow<Q>,
    {
        if !self.0.contains_key(name) {
            self.0.insert(name.to_owned(), 0);
        }
    }

    fn count(&mut self) {
        let numbers = self.0.values_mut().zip(0..);
        numbers.for_each(|(number, place)| *number = place);
    }

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

/// An attribute in a person's words: `customer_status_code` is a customer's `status code`. A custom field is shown by
/// its code.
pub(super) fn label(name: &str) -> (Option<Entity>, String) {
    let known = Entity::ALL.into_iter().find(|entity| {
        let mut own = entity.attributes().iter();
        own.any(|attribute| attribute.as_str() == name)
    });
    let Some(entity) = known else {
        return (None, name.to_owned());
    };
    let word = name.strip_prefix(entity.as_str()).unwrap_or(name);
    (known, word.trim_start_matches('_').replace('_', " "))
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
        let mut table = NameTable::<String>::default();
        for name in ["b", "a", "b"] {
            table.add(name);
        }
        table.count();
        assert_eq!((table.number("a"), table.number("b")), (0, 1));
        assert!(table.names().eq(["a", "b"]));
    }
}
