//! What only customers have: a group by name or code, phones, an e-mail address.
//!
//! The general walk over a row's attributes stands next door. Invariant: an odd phone or address is
//! never a reason to reject a row; having no phone at all is.

use super::phones;
use super::place::{PhoneCell, Said};
use super::row::RowShaper;
use super::table::Settled;
use crate::model::{Attribute, Entity, Target, Value};

const GROUP_NAME: Target = Target::Attribute(Attribute::CustomerGroupName);

impl RowShaper<'_> {
    /// A group is named by its name; where only its code is there, the name is looked up.
    pub fn group(&mut self) -> Settled {
        let (name, number) = (self.said(GROUP_NAME), self.said(Target::GroupNo));
        if let (Said::Text(name), Said::Text(number)) = (&name, &number) {
            self.compare_group(name, number);
        }
        if matches!(name, Said::Text(_)) {
            return self.table.settled(GROUP_NAME, name);
        }
        match self.table.settled(Target::GroupNo, number) {
            Settled::Text(number) => self.group_of(&number),
            settled => match self.table.settled(GROUP_NAME, name) {
                Settled::Absent => settled,
                own => own,
            },
        }
    }

    fn compare_group(&mut self, name: &str, number: &str) {
        let known = self.table.references.group_name(number);
        if let Some(known) = known.filter(|known| *known != name) {
            let message = format!(
                "the group's code `{number}` means “{known}”, but “{name}” is given as its name and is sent"
            );
            let column = self.table.column(Target::GroupNo);
            self.complaints.warning("row.group", column, message);
        }
    }

    fn group_of(&mut self, number: &str) -> Settled {
        let references = self.table.references;
        if let Some(name) = references.group_name(number) {
            return Settled::Text(name.to_owned());
        }
        let column = self.table.column(Target::GroupNo);
        let manages = references.manages(Entity::Group);
        match references.moved_to(Entity::Group, number) {
            Some(new) => self.complaints.moved(column, Entity::Group, number, new),
            None if manages && self.table.policy.create_missing => {
                return Settled::Text(number.to_owned());
            }
            None if manages => {
                let near = self.table.suggestions.group_code(references, number);
                self.complaints
                    .missing(column, "group with the code", number, near);
            }
            None => {
                let message = format!(
                    "the name of the group `{number}` is not known, because groups have no source"
                );
                self.complaints.error("row.reference", column, message);
            }
        }
        Settled::Absent
    }

    pub fn phones(&mut self) {
        let attribute = Attribute::CustomerPhones;
        let target = Target::Attribute(attribute);
        let (texts, said) = self.phone_cells(target);
        if !texts.is_empty() {
            return self.put_phones(&texts);
        }
        match self.table.settled(target, said) {
            Settled::Text(default) => self.put_phones(&[(None, default, false)]),
            settled => self.put_nothing(attribute, &settled),
        }
    }

    fn phone_cells(&mut self, target: Target) -> (Vec<PhoneCell>, Said) {
        let Some(place) = self.table.layout.targets.get(&target) else {
            return (Vec::new(), Said::Nothing);
        };
        let faults = place.faults(self.row);
        if !faults.is_empty() {
            self.complaints.cell_errors("customer_phones", faults);
            return (Vec::new(), Said::Nothing);
        }
        (place.each(self.row), Said::Blank)
    }

    fn put_phones(&mut self, cells: &[PhoneCell]) {
        let mut numbers: Vec<String> = Vec::new();
        for (column, text, numeric) in cells {
            for phone in phones::read(text, *numeric, self.table.policy) {
                self.complaints.phone(*column, &phone);
                let number = phone.number.filter(|number| !numbers.contains(number));
                numbers.extend(number);
            }
        }
        if numbers.is_empty() {
            let column = self.column_of(Attribute::CustomerPhones);
            let message = "`customer_phones` is required and holds no phone number";
            self.complaints.error("row.required", column, message);
            return;
        }
        self.put(Attribute::CustomerPhones, Value::List(numbers));
    }

    pub fn check_email(&mut self) {
        let attribute = Attribute::CustomerEmail;
        let odd = self.content.text(attribute).filter(|text| !is_email(text));
        if let Some(text) = odd {
            let message = format!("“{text}” does not look like an e-mail address");
            let column = self.column_of(attribute);
            self.complaints.warning("email.invalid", column, message);
        }
    }
}

/// Only what no address can be without; the page's own example would not pass a stricter test.
pub fn is_email(text: &str) -> bool {
    let Some((local, domain)) = text.split_once('@') else {
        return false;
    };
    let odd = |letter: char| letter.is_whitespace() || matches!(letter, '@' | ',' | ';');
    let dotted = domain.contains('.') && !domain.starts_with('.') && !domain.ends_with('.');
    !local.is_empty() && dotted && !local.contains(odd) && !domain.contains(odd)
}
