//! What only customers have: a group by name or code, phones, an e-mail address.
//!
//! The general walk over a row's attributes stands next door. Invariant: an odd phone or address is
//! never a reason to reject a row; having no phone at all is.

use super::phones;
use super::place::{PhoneCell, Said};
use super::row::RowShaper;
use super::table::Settled;
use crate::model::{
    Attribute, CellText, Code, Entity, LookupName, Privacy, Problem, Target, Value,
};

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
            let problem = Problem::GroupNameDiffers {
                code: number.into(),
                known: LookupName::new(known),
                given: LookupName::new(name),
            };
            self.complaints
                .add(self.table.column(Target::GroupNo), problem);
        }
    }

    fn group_of(&mut self, number: &str) -> Settled {
        let references = self.table.references;
        if let Some(name) = references.group_name(number) {
            return Settled::Text(name.to_owned());
        }
        let column = self.table.column(Target::GroupNo);
        let manages = references.manages(Entity::Group);
        let code = number.into();
        let problem = match references.moved_to(Entity::Group, number) {
            Some(new) => Problem::ReferenceMoved {
                entity: Entity::Group,
                old: LookupName::new(number),
                new: LookupName::new(new),
            },
            None if manages && self.table.policy.create_missing => {
                return Settled::Text(number.to_owned());
            }
            None if manages => {
                let near = self.table.suggestions.group_code(references, number);
                let near = near.map(Code::new);
                Problem::GroupCodeMissing { code, near }
            }
            None => Problem::GroupNameUnknown { code },
        };
        self.complaints.add(column, problem);
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
            self.complaints.add(column, Problem::NoPhone {});
            return;
        }
        self.put(Attribute::CustomerPhones, Value::List(numbers));
    }

    pub fn check_email(&mut self) {
        let attribute = Attribute::CustomerEmail;
        let odd = self.content.text(attribute).filter(|text| !is_email(text));
        if let Some(text) = odd {
            let text = CellText::new(text, Privacy::Email);
            let column = self.column_of(attribute);
            self.complaints.add(column, Problem::EmailDoubtful { text });
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
