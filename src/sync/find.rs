//! Finds records by a phone or a name, for `explain`.
//!
//! It explains none of them. Invariant: names are equal but for case, blanks, dashes and the place of the accent, and
//! phones are the same number; similar ones are not found.

use std::collections::BTreeMap;

use crate::{
    codec::{ShapedRows, Snapshot},
    error::Result,
    model::{Attribute, Code, Content, Entity, FoundRecord, Origin, Value, alike::loose},
    shape::comparable_phones,
};

/// Fewer digits are no phone that could be searched for.
const FEWEST_DIGITS: usize = 6;

/// The records found so far.
pub(super) type FoundRecords = BTreeMap<Code, FoundRecord>;

/// What is searched for.
pub(super) struct Search {
    entity: Entity,
    name: String,
    phones: Vec<String>,
}

impl Search {
    /// A search for a text that may be a phone or a name.
    pub fn new(entity: Entity, text: &str) -> Self {
        let digits = text.chars().filter(|letter| letter.is_numeric()).count();
        let is_phone = entity == Entity::Customer
            && digits >= FEWEST_DIGITS
            && !text.chars().any(char::is_alphabetic);
        Self {
            entity,
            name: loose(text),
            phones: if is_phone {
                comparable_phones(text)
            } else {
                Vec::new()
            },
        }
    }

    /// The rows that have it.
    pub fn in_sheets(&self, shaped: &ShapedRows) -> Result<FoundRecords> {
        let mut found = FoundRecords::new();
        for row in shaped.others() {
            let content = row.content.open()?;
            self.add(&mut found, row.code.clone(), &content, Some(row.origin()));
        }
        Ok(found)
    }

    /// The records of the snapshot that have it as well; the row of a record comes first.
    pub fn with_snapshot(
        &self,
        mut found: FoundRecords,
        snapshot: &dyn Snapshot,
    ) -> Result<Vec<FoundRecord>> {
        let mut stored = FoundRecords::new();
        if self.entity == Entity::Customer {
            snapshot.customers(&mut |code, content| self.add(&mut stored, code, &content, None))?;
        } else {
            for known in snapshot.known(self.entity)? {
                let content = snapshot.known_content(self.entity, &known.code)?;
                self.add(&mut stored, known.code, &content, None);
            }
        }
        for (code, record) in stored {
            found.entry(code).or_insert(record);
        }
        Ok(found.into_values().collect())
    }

    fn add(&self, found: &mut FoundRecords, code: Code, content: &Content, origin: Option<Origin>) {
        let name = content.text(self.entity.name_attribute());
        let name = name.unwrap_or_default();
        let is_named = !self.name.is_empty() && loose(name) == self.name;
        if is_named || self.has_phone(content) {
            let name = name.to_owned();
            let record = FoundRecord {
                code: code.clone(),
                name,
                origin,
            };
            found.entry(code).or_insert(record);
        }
    }

    fn has_phone(&self, content: &Content) -> bool {
        if self.phones.is_empty() {
            return false;
        }
        let is_wanted = |phone: &String| {
            let mut numbers = comparable_phones(phone).into_iter();
            numbers.any(|number| self.phones.contains(&number))
        };
        match content.attributes.get(&Attribute::CustomerPhones) {
            Some(Value::List(phones)) => phones.iter().any(is_wanted),
            Some(Value::Text(phone)) => is_wanted(phone),
            None => false,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        codec::fixture::{FixtureSnapshot, rows},
        model::fixture::{customer, row},
    };

    fn codes(text: &str) -> Vec<String> {
        let snapshot = FixtureSnapshot::default()
            .with(
                Entity::Customer,
                "A",
                customer("Nguyễn Hòa", "0912345678", "NEW"),
            )
            .with(
                Entity::Customer,
                "B",
                customer("Bình", "+84987654321", "NEW"),
            );
        let sheet = rows(vec![row(
            Entity::Customer,
            "C",
            customer("nguyễn  hoà", "0912345678", "NEW"),
        )]);
        let search = Search::new(Entity::Customer, text);
        let found = search.in_sheets(&sheet).expect("it is in memory");
        let found = search.with_snapshot(found, &snapshot);
        let found = found.expect("it is in memory").into_iter();
        found.map(|record| record.code.to_string()).collect()
    }

    #[test]
    fn a_phone_is_found_however_it_is_written() {
        for phone in [
            "0912345678",
            "+84 912 345 678",
            "0912.345.678",
            "84912345678",
            "912345678",
        ] {
            assert_eq!(codes(phone), ["A", "C"], "{phone}");
        }
        assert_eq!(codes("0987 654 321"), ["B"]);
        assert_eq!(codes("091234567"), [""; 0]);
    }

    #[test]
    fn a_name_is_found_without_regard_to_case_and_the_place_of_the_accent() {
        assert_eq!(codes("NGUYỄN HOÀ"), ["A", "C"]);
        assert_eq!(
            codes("Nguyễn Hoa"),
            [""; 0],
            "another accent is another name"
        );
        assert_eq!(codes("Nguyễn"), [""; 0]);
    }
}
