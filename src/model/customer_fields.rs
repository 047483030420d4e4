//! `[api.v3]`: which fields of the account have what the sheets know as attributes.
//!
//! Under v3 a customer is a set of fields, and a status, type or group is an option of one of them. It knows no calls.
//! Invariant: no field has two meanings.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::{Attribute, Code, Content, Entity};

/// The field of the account that has a customer's first phone, unless `phones` names another.
pub const PHONE: &str = "phone";

/// The fields that the configuration names; none under v1 and v2.
#[derive(Clone, Debug, Default, Eq, PartialEq, Deserialize, Serialize)]
pub struct CustomerFields {
    /// The fields whose options are the statuses, types and groups.
    pub options: BTreeMap<Entity, Code>,
    /// The field with the address.
    pub address: Option<Code>,
    /// The field with the e-mail address.
    pub email: Option<Code>,
    /// The fields with the phones, in the order of the list.
    pub phones: Vec<Code>,
    /// How many records a page of a list is asked for; `None`: the usual number.
    pub page_size: Option<u32>,
}

/// The usual number of records on a page.
const PAGE_SIZE: u32 = 100;

/// The type of a field.
#[derive(Clone, Copy, Debug, Eq, PartialEq, Deserialize, Serialize)]
#[serde(rename_all = "UPPERCASE")]
pub enum FieldType {
    /// A text of up to 255 characters.
    String,
    /// A long text.
    Text,
    /// A number of up to 18 digits.
    Number,
    /// A day.
    Date,
    /// A phone number.
    Phone,
    /// One option of a list.
    Select,
    /// Options that are ticked.
    Checkbox,
    /// One option of a few.
    Radio,
}

impl FieldType {
    /// All of them, in the order of the documentation.
    pub const ALL: [Self; 8] = [
        Self::String,
        Self::Text,
        Self::Number,
        Self::Date,
        Self::Phone,
        Self::Select,
        Self::Checkbox,
        Self::Radio,
    ];

    /// Its name in the API.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::String => "STRING",
            Self::Text => "TEXT",
            Self::Number => "NUMBER",
            Self::Date => "DATE",
            Self::Phone => "PHONE",
            Self::Select => "SELECT",
            Self::Checkbox => "CHECKBOX",
            Self::Radio => "RADIO",
        }
    }

    /// The type of that name, in any case.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        let known = |it: &Self| it.as_str().eq_ignore_ascii_case(name.trim());
        Self::ALL.into_iter().find(known)
    }

    /// The type of a field with that content.
    #[must_use]
    pub fn of_field(content: &Content) -> Option<Self> {
        Self::from_name(content.text(Attribute::FieldType)?)
    }

    /// Whether its values are codes of options.
    #[must_use]
    pub const fn has_options(self) -> bool {
        matches!(self, Self::Select | Self::Checkbox | Self::Radio)
    }
}

impl CustomerFields {
    /// How many records a page of a list is asked for.
    #[must_use]
    pub fn page_size(&self) -> u32 {
        self.page_size.unwrap_or(PAGE_SIZE)
    }

    /// The field that has a customer's attribute; `None` for the name and the phones, which have more or other fields,
    /// and for what the configuration does not name.
    #[must_use]
    pub fn of(&self, attribute: Attribute) -> Option<&Code> {
        match attribute {
            Attribute::CustomerAddress => self.address.as_ref(),
            Attribute::CustomerEmail => self.email.as_ref(),
            _ => self.options.get(&attribute.refers_to()?),
        }
    }

    /// Each named field, with the key that names it and the type that it must have.
    pub fn named(&self) -> impl Iterator<Item = (&'static str, &Code, FieldType)> {
        let options = self.options.iter();
        let options = options.map(|(entity, code)| (entity.as_str(), code, FieldType::Select));
        let address = self.address.iter();
        let address = address.map(|code| ("address", code, FieldType::String));
        let email = self.email.iter();
        let email = email.map(|code| ("email", code, FieldType::String));
        let phones = self.phones.iter();
        let phones = phones.map(|code| ("phones", code, FieldType::Phone));
        options.chain(address).chain(email).chain(phones)
    }

    /// Whether the field has a meaning of its own, so that it is never deleted.
    #[must_use]
    pub fn names(&self, code: &str) -> bool {
        self.named().any(|(_, named, _)| named.as_str() == code)
    }

    /// The key of `[api.v3]` that a mapped name needs, if it is missing: an attribute of customers, or the entity of a
    /// sheet.
    #[must_use]
    pub fn missing_key(
        &self,
        entity: Entity,
        attribute: Option<Attribute>,
    ) -> Option<&'static str> {
        let key = match (entity, attribute) {
            (Entity::Status | Entity::Type | Entity::Group, _) => {
                return (!self.options.contains_key(&entity)).then_some(entity.as_str());
            }
            (_, Some(Attribute::CustomerAddress)) => "address",
            (_, Some(Attribute::CustomerEmail)) => "email",
            (_, Some(attribute)) => attribute.refers_to()?.as_str(),
            (_, None) => return None,
        };
        let is_named = attribute.is_some_and(|attribute| self.of(attribute).is_some());
        (!is_named).then_some(key)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fields() -> CustomerFields {
        CustomerFields {
            options: [(Entity::Status, Code::from("TT"))].into(),
            email: Some(Code::from("EMAIL")),
            phones: vec![Code::from(PHONE), Code::from("SDT_2")],
            ..CustomerFields::default()
        }
    }

    #[test]
    fn what_is_mapped_but_not_named_needs_a_key() {
        let missing = |entity, attribute| fields().missing_key(entity, attribute);
        let customer = |attribute| missing(Entity::Customer, Some(attribute));
        assert_eq!(customer(Attribute::CustomerAddress), Some("address"));
        assert_eq!(customer(Attribute::CustomerTypeCode), Some("type"));
        assert_eq!(customer(Attribute::CustomerGroupName), Some("group"));
        assert_eq!(customer(Attribute::CustomerEmail), None);
        assert_eq!(customer(Attribute::CustomerStatusCode), None);
        assert_eq!(customer(Attribute::CustomerName), None);
        assert_eq!(missing(Entity::Group, None), Some("group"));
        assert_eq!(missing(Entity::Status, None), None);
        assert_eq!(missing(Entity::Field, None), None);
    }

    #[test]
    fn named_fields_have_their_types() {
        let named = fields();
        let named: Vec<_> = named
            .named()
            .map(|(_, code, kind)| format!("{} {}", code.as_str(), kind.as_str()))
            .collect();
        assert_eq!(
            named,
            ["TT SELECT", "EMAIL STRING", "phone PHONE", "SDT_2 PHONE"]
        );
    }
}
