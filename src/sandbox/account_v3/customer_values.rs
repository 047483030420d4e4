//! The values of a customer, packed, since a rehearsal may have a million customers.
//!
//! It knows no field. Invariant: what is packed opens as it was, in the order of the fields' codes.

use std::collections::BTreeMap;

use crate::{
    codec::{Packed, PackedEntry},
    model::{Code, Content},
};

/// The values of all fields but the code, by the fields' codes.
#[derive(Clone, Debug, Default)]
pub struct CustomerValues(Packed);

impl CustomerValues {
    /// Packs values.
    pub fn of(fields: BTreeMap<Code, String>) -> Self {
        let content = Content {
            fields,
            ..Content::default()
        };
        Self(Packed::of(&content))
    }

    /// To work on.
    pub fn open(&self) -> BTreeMap<Code, String> {
        self.0.pack().open().fields
    }

    /// Each field's code, with the value.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &str)> {
        let entries = self.0.pack().entries();
        entries.filter_map(|entry| match entry {
            PackedEntry::Field(code, value) => Some((code, value)),
            PackedEntry::Text(..) | PackedEntry::List(..) => None,
        })
    }

    /// The value of a field.
    pub fn get(&self, field: &str) -> Option<&str> {
        self.iter()
            .find(|(code, _)| *code == field)
            .map(|(_, value)| value)
    }

    /// Sets the value of a field.
    pub fn set(&mut self, field: &Code, value: &str) {
        let mut values = self.open();
        values.insert(field.clone(), value.to_owned());
        *self = Self::of(values);
    }

    /// Takes the value of a field out.
    pub fn remove(&mut self, field: &str) -> Option<String> {
        self.get(field)?;
        let mut values = self.open();
        let value = values.remove(field);
        *self = Self::of(values);
        value
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_are_kept_changed_and_removed() {
        let given = [("B", "2"), ("A", "một")];
        let given = given.map(|(code, value)| (Code::from(code), value.to_owned()));
        let mut values = CustomerValues::of(given.into());
        assert_eq!(
            values.iter().collect::<Vec<_>>(),
            [("A", "một"), ("B", "2")]
        );
        values.set(&Code::from("C"), "3");
        values.set(&Code::from("A"), "1");
        assert_eq!((values.get("A"), values.get("D")), (Some("1"), None));
        assert_eq!(
            (values.remove("B").as_deref(), values.remove("B")),
            (Some("2"), None)
        );
        assert_eq!(values.iter().collect::<Vec<_>>(), [("A", "1"), ("C", "3")]);
    }
}
