//! The numbers in `samples/README.md` about the two nights, counted from the rows themselves.
//!
//! It compares the nights by code, as a reader would, and uses nothing of the generator.

use std::collections::BTreeMap;

use super::{
    customer::Customer,
    lookups::{FIELDS, Night, TYPES, groups, statuses},
};

/// How the second night differs from the first, in customers.
#[derive(Debug, Default, Eq, PartialEq)]
pub struct Facts {
    pub customers: [usize; 2],
    pub added: usize,
    pub with_new_status: usize,
    pub vanished: usize,
    pub changed: usize,
    pub regrouped: usize,
    pub recoded: usize,
    pub swapped: usize,
    pub unknown_status: usize,
    pub without_phone: usize,
}

impl Facts {
    /// Compares two nights.
    pub fn of([first, second]: &[Vec<Customer>; 2]) -> Self {
        let old: BTreeMap<_, _> = first.iter().map(|row| (row.code.as_str(), row)).collect();
        let mut facts = Self {
            customers: [first.len(), second.len()],
            ..Self::default()
        };
        let mut seen = 0;
        for row in second {
            let before = if row.previous.is_empty() {
                &row.code
            } else {
                &row.previous
            };
            match old.get(before.as_str()) {
                Some(before) => {
                    seen += 1;
                    facts.compare(before, row, old.contains_key(row.code.as_str()));
                }
                None => facts.add(row),
            }
        }
        facts.vanished = first.len() - seen;
        facts
    }

    fn add(&mut self, row: &Customer) {
        self.added += 1;
        let known = statuses(Night::One)
            .iter()
            .any(|(_, name)| *name == row.status);
        self.with_new_status += usize::from(!known);
    }

    fn compare(&mut self, before: &Customer, row: &Customer, code_was_known: bool) {
        let grouped = Customer {
            group: row.group,
            ..before.clone()
        };
        let count = if before.code != row.code && code_was_known {
            &mut self.swapped
        } else if before.code != row.code {
            &mut self.recoded
        } else if !statuses(Night::Two)
            .iter()
            .any(|(_, name)| *name == row.status)
        {
            &mut self.unknown_status
        } else if row.phones.iter().all(String::is_empty) {
            &mut self.without_phone
        } else if before == row {
            return;
        } else if grouped == *row {
            &mut self.regrouped
        } else {
            &mut self.changed
        };
        *count += 1;
    }

    /// The lines that the README must contain.
    pub fn lines(&self) -> Vec<String> {
        let [first, second] = self.customers;
        let lookups = |night| [statuses(night).len(), groups(night).len()];
        let ([statuses_1, groups_1], [statuses_2, groups_2]) =
            (lookups(Night::One), lookups(Night::Two));
        let (types, fields) = (TYPES.len(), FIELDS.len());
        vec![
            format!("| customers | {first} | {second} |"),
            format!("| statuses | {statuses_1} | {statuses_2} |"),
            format!("| types | {types} | {types} |"),
            format!("| groups | {groups_1} | {groups_2} |"),
            format!("| custom fields | {fields} | {fields} |"),
            format!(
                "| new, {} of them with the new status | {} |",
                self.with_new_status, self.added
            ),
            format!(
                "| changed in a phone, an address, a status or a note | {} |",
                self.changed
            ),
            format!(
                "| changed only in the name of their group | {} |",
                self.regrouped
            ),
            format!("| no longer in the export | {} |", self.vanished),
            format!("| with a new code | {} |", self.recoded),
            format!("| with each other's code | {} |", self.swapped),
            format!(
                "| with a status that the catalogue does not have | {} |",
                self.unknown_status
            ),
            format!("| without any phone | {} |", self.without_phone),
        ]
    }
}
