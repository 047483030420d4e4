//! What the account has of a record, as a content of ours; and how the two compare by meaning.
//!
//! Pure: it reads nothing. Invariant: a value that means the same in the account is never a difference.

use std::collections::BTreeMap;

use super::left_keys::LeftKeys;
use crate::{
    model::{
        Attribute, Changes, Code, Content, CustomerFields, Entity, FieldType, Key, Value, meaning,
        text,
    },
    send::RemoteRecord,
};

/// The fields of every account, which are no custom fields.
const DEFAULTS: [&str; 3] = ["customer_code", "name", "phone"];

/// What is known of the account's fields and options.
#[derive(Clone, Debug, Default)]
pub(super) struct AccountForms {
    /// `[api.v3]`.
    pub fields: CustomerFields,
    /// The types of all fields.
    pub kinds: BTreeMap<Code, FieldType>,
    /// Of the groups: each option's name by its code.
    pub groups: BTreeMap<String, String>,
    /// The values that are left to the account: a difference in them is none.
    pub left: LeftKeys,
}

impl AccountForms {
    /// The content of a record; a custom field that is blank is left out.
    pub fn content(&self, entity: Entity, record: &RemoteRecord) -> Content {
        let plain = |key: &str| text::clean(&record.value(key).text).into_owned();
        let mut content = Content::default();
        let attributes = &mut content.attributes;
        match entity {
            Entity::Customer => return self.customer(record),
            Entity::Field => {
                let description = plain("description");
                attributes.insert(Attribute::FieldName, Value::Text(plain("name")));
                attributes.insert(Attribute::FieldType, Value::Text(plain("type")));
                attributes.insert(Attribute::FieldDescription, Value::Text(description));
            }
            Entity::Status | Entity::Type | Entity::Group => {
                attributes.insert(entity.name_attribute(), Value::Text(plain("name")));
            }
        }
        content
    }

    fn customer(&self, record: &RemoteRecord) -> Content {
        let plain = |key: &str| text::clean(&record.value(key).text).into_owned();
        let mut content = Content::default();
        for attribute in Entity::Customer.attributes() {
            let value = match attribute {
                Attribute::CustomerName => Value::Text(plain("name")),
                Attribute::CustomerPhones => {
                    let phones = self.fields.phones.iter().map(|code| plain(code));
                    Value::List(phones.filter(|phone| !phone.is_empty()).collect())
                }
                attribute => match self.fields.of(*attribute) {
                    None => continue,
                    Some(field) if attribute.refers_to() == Some(Entity::Group) => {
                        let code = plain(field);
                        let name = self.groups.get(&code).cloned();
                        Value::Text(name.unwrap_or(code))
                    }
                    Some(field) => Value::Text(plain(field)),
                },
            };
            content.attributes.insert(*attribute, value);
        }
        for (code, value) in &record.values {
            let is_own = !DEFAULTS.contains(&code.as_str()) && !self.fields.names(code);
            let value = text::clean(&value.text);
            if is_own && !value.is_empty() {
                content
                    .fields
                    .insert(Code::from(code.as_str()), value.into_owned());
            }
        }
        content
    }

    /// The values of ours that mean something else in the account, ours and theirs, but for those left to it.
    pub fn differences(&self, entity: Entity, ours: &Content, theirs: &Content) -> Changes {
        let left = self.left.get(&entity);
        let is_left = |key: &Key| left.is_some_and(|left| left.contains(key));
        let keys = ours.keys().filter(|key| !is_left(key));
        self.differing(keys, ours, theirs)
    }

    fn differing(
        &self,
        keys: impl Iterator<Item = Key>,
        ours: &Content,
        theirs: &Content,
    ) -> Changes {
        let differs = |key: Key| {
            let (one, other) = (ours.value(&key), theirs.value(&key));
            let is_same = self.is_same(&key, one.as_ref(), other.as_ref());
            (!is_same).then_some((key, [one, other]))
        };
        keys.filter_map(differs).collect()
    }

    /// Our content with the account's values where they mean something else.
    pub fn settled(&self, entity: Entity, ours: &Content, theirs: &Content) -> Content {
        let mut settled = self.with_left(entity, ours, theirs);
        replace(&mut settled, self.differences(entity, ours, theirs));
        settled
    }

    /// Our content with those of the account's values that are left to it.
    pub fn with_left(&self, entity: Entity, ours: &Content, theirs: &Content) -> Content {
        let left = self.left.get(&entity).into_iter().flatten().cloned();
        let mut with_left = ours.clone();
        replace(&mut with_left, self.differing(left, ours, theirs));
        with_left
    }

    /// The name of a group. Without a sheet of groups, sheets may call it by its code.
    fn group_name<'t>(&'t self, text: &'t str) -> &'t str {
        let is_name = || self.groups.values().any(|name| name == text);
        let name = self.groups.get(text).filter(|_| !is_name());
        name.map_or(text, String::as_str)
    }

    fn is_same(&self, key: &Key, one: Option<&Value>, other: Option<&Value>) -> bool {
        let kind = match key {
            Key::Attribute(Attribute::CustomerPhones) => Some(FieldType::Phone),
            Key::Field(code) => self.kinds.get(code).copied(),
            _ => None,
        };
        let is_kind = *key == Key::Attribute(Attribute::FieldType);
        let is_group = *key == Key::Attribute(Attribute::CustomerGroupName);
        let list = |value: Option<&Value>| match value {
            Some(Value::List(list)) => list.clone(),
            Some(Value::Text(text)) if is_kind => vec![text.trim().to_uppercase()],
            Some(Value::Text(text)) if is_group => vec![self.group_name(text).to_owned()],
            Some(Value::Text(text)) => vec![text.clone()],
            None => Vec::new(),
        };
        let filled = |value| {
            let texts = list(value).into_iter();
            texts
                .filter(|text| !text.trim().is_empty())
                .collect::<Vec<_>>()
        };
        let (mut one, mut other) = (filled(one), filled(other));
        if kind == Some(FieldType::Phone) {
            // The account has no more places for phones than it has fields.
            one.truncate(self.fields.phones.len().max(1));
            other.truncate(self.fields.phones.len().max(1));
        }
        one.len() == other.len()
            && one
                .iter()
                .zip(&other)
                .all(|(one, other)| meaning::is_same(kind, one, other))
    }
}

/// Puts the second side of each change in place of the first.
fn replace(content: &mut Content, changes: Changes) {
    for (key, [_, value]) in changes {
        let text = value.as_ref().map(Value::shown).unwrap_or_default();
        match key {
            Key::Code => {}
            Key::Attribute(attribute) => {
                let value = value.unwrap_or(Value::Text(text));
                content.attributes.insert(attribute, value);
            }
            Key::Field(code) => drop(content.fields.insert(code, text)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::send::RemoteValue;

    fn forms() -> AccountForms {
        let kinds = [("DIEM", FieldType::Number), ("NGAY", FieldType::Date)];
        AccountForms {
            fields: CustomerFields {
                options: [
                    (Entity::Group, Code::from("NHOM")),
                    (Entity::Status, Code::from("TT")),
                ]
                .into(),
                phones: vec![Code::from("phone"), Code::from("SDT_2")],
                email: Some(Code::from("EMAIL")),
                ..CustomerFields::default()
            },
            kinds: kinds.map(|(code, kind)| (Code::from(code), kind)).into(),
            groups: [("G1".to_owned(), "Hà Nội".to_owned())].into(),
            left: LeftKeys::new(),
        }
    }

    fn remote(values: &[(&str, &str)]) -> RemoteRecord {
        let value = |text: &str| RemoteValue {
            kind: None,
            text: text.to_owned(),
        };
        let values = values
            .iter()
            .map(|(key, text)| ((*key).to_owned(), value(text)));
        RemoteRecord {
            values: values.collect(),
            ..RemoteRecord::default()
        }
    }

    fn ours(phones: &[&str], fields: &[(&str, &str)]) -> Content {
        let list = phones.iter().map(|phone| (*phone).to_owned()).collect();
        Content {
            attributes: [
                (Attribute::CustomerName, Value::from("An")),
                (Attribute::CustomerPhones, Value::List(list)),
                (Attribute::CustomerEmail, Value::from("")),
                (Attribute::CustomerGroupName, Value::from("Hà Nội")),
            ]
            .into(),
            fields: fields
                .iter()
                .map(|(code, text)| (Code::from(*code), (*text).to_owned()))
                .collect(),
        }
    }

    #[test]
    fn a_customer_is_read_by_meaning() {
        let theirs = forms().content(
            Entity::Customer,
            &remote(&[
                ("customer_code", "KH1"),
                ("name", " An "),
                ("phone", "+84912345678"),
                ("SDT_2", ""),
                ("NHOM", "G1"),
                ("TT", "MOI"),
                ("DIEM", "7.000000"),
                ("NGAY", "2026-02-01"),
                ("member_no", ""),
            ]),
        );
        assert_eq!(theirs.text(Attribute::CustomerGroupName), Some("Hà Nội"));
        assert_eq!(theirs.text(Attribute::CustomerStatusCode), Some("MOI"));
        assert_eq!(theirs.fields.len(), 2, "the blank one is left out");
        let own = ours(
            &["0912345678"],
            &[("DIEM", "7"), ("NGAY", "01/02/2026"), ("GHI_CHU", "")],
        );
        assert_eq!(
            forms().differences(Entity::Customer, &own, &theirs),
            Changes::new()
        );
        assert_eq!(
            forms().settled(Entity::Customer, &own, &theirs),
            own,
            "our form stays"
        );
    }

    #[test]
    fn what_differs_has_both_sides() {
        let theirs = forms().content(
            Entity::Customer,
            &remote(&[
                ("name", "An"),
                ("phone", "0912345678"),
                ("SDT_2", "0987654321"),
                ("NHOM", "G9"),
                ("DIEM", "8"),
            ]),
        );
        let own = ours(&["0912345678"], &[("DIEM", "7")]);
        let found = forms().differences(Entity::Customer, &own, &theirs);
        let names: Vec<_> = found
            .keys()
            .map(|key| key.name(Entity::Customer).into_owned())
            .collect();
        assert_eq!(names, ["customer_phones", "customer_group_name", "DIEM"]);
        let settled = forms().settled(Entity::Customer, &own, &theirs);
        assert_eq!(
            forms().differences(Entity::Customer, &settled, &theirs),
            Changes::new()
        );
    }
}
