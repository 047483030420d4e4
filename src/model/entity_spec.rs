//! What is particular to each entity, in one table: a row is all that a new lookup needs besides its attributes.
//!
//! It has no record. Invariants: the first attribute is the name that people know a record by; a number is in every
//! snapshot, so it never changes and is never given twice.

use std::fmt;

use super::{Attribute, Entity};

/// How customers refer to the records of a lookup.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum ReferredBy {
    /// By their code.
    Code,
    /// By their name, which only one of them has at a time.
    Name,
    /// By their code, as the key of a custom field.
    FieldKey,
}

/// One entity.
#[derive(Clone, Copy, Debug)]
pub struct EntitySpec {
    /// Which one.
    pub entity: Entity,
    /// Its name in the API, in JSON, in reports and in the configuration.
    pub name: &'static str,
    /// Its number in files.
    pub number: u8,
    /// The name of the code in the API, for example `status_no`.
    pub code_key: &'static str,
    /// The attributes besides the code, in the order of the API's documentation: the name first.
    pub attributes: &'static [Attribute],
    /// How customers refer to its records; `None` if they do not.
    pub referred_by: Option<ReferredBy>,
    /// Of the calls that could come next, the one with the lowest rank does.
    pub send_rank: u8,
    /// The English word for several records.
    pub plural: &'static str,
    /// The name of its sheet in a workbook.
    pub title: &'static str,
    /// The Vietnamese word for a record.
    pub vietnamese: &'static str,
    /// The usual headers of the code's column, the best first, between bars.
    pub code_headers: &'static str,
    /// Words in the name of a sheet or file that hint at it, as [`super::text::key`] has them.
    pub hint_words: &'static [&'static str],
    /// Of several entities that a name hints at, the one with the lowest rank is meant.
    pub hint_rank: u8,
}

/// In the order of the declaration.
static TABLE: [EntitySpec; Entity::ALL.len()] = [
    EntitySpec {
        entity: Entity::Status,
        name: "status",
        number: 0,
        code_key: "status_no",
        attributes: &[Attribute::StatusName],
        referred_by: Some(ReferredBy::Code),
        send_rank: 1,
        plural: "statuses",
        title: "Status",
        vietnamese: "trạng thái",
        code_headers: "Mã trạng thái | Mã tình trạng | Status code | Mã | Code",
        hint_words: &["trangthai", "tinhtrang", "status"],
        hint_rank: 1,
    },
    EntitySpec {
        entity: Entity::Type,
        name: "type",
        number: 1,
        code_key: "type_no",
        attributes: &[Attribute::TypeName],
        referred_by: Some(ReferredBy::Code),
        send_rank: 2,
        plural: "types",
        title: "Type",
        vietnamese: "kiểu",
        code_headers: "Mã loại | Mã kiểu | Mã loại khách hàng | Mã loại KH | Mã kiểu khách hàng | Type code | \
            Mã | Code",
        hint_words: &["loai", "kieu", "type"],
        hint_rank: 4,
    },
    EntitySpec {
        entity: Entity::Group,
        name: "group",
        number: 2,
        code_key: "group_no",
        attributes: &[Attribute::GroupName, Attribute::GroupDescription],
        referred_by: Some(ReferredBy::Name),
        send_rank: 3,
        plural: "groups",
        title: "Group",
        vietnamese: "nhóm",
        code_headers: "Mã nhóm | Mã nhóm khách hàng | Mã nhóm KH | Group code | Mã | Code",
        hint_words: &["nhom", "group"],
        hint_rank: 3,
    },
    EntitySpec {
        entity: Entity::Field,
        name: "field",
        number: 3,
        code_key: "field_no",
        attributes: &[
            Attribute::FieldName,
            Attribute::FieldType,
            Attribute::FieldDescription,
        ],
        referred_by: Some(ReferredBy::FieldKey),
        send_rank: 4,
        plural: "fields",
        title: "Field",
        vietnamese: "trường thông tin",
        code_headers: "Mã trường | Mã trường thông tin | Field code | Mã | Code",
        hint_words: &["truong", "field"],
        hint_rank: 2,
    },
    EntitySpec {
        entity: Entity::Customer,
        name: "customer",
        number: 4,
        code_key: "customer_no",
        attributes: &[
            Attribute::CustomerName,
            Attribute::CustomerPhones,
            Attribute::CustomerAddress,
            Attribute::CustomerEmail,
            Attribute::CustomerStatusCode,
            Attribute::CustomerTypeCode,
            Attribute::CustomerGroupName,
        ],
        referred_by: None,
        send_rank: 5,
        plural: "customers",
        title: "Customer",
        vietnamese: "khách hàng",
        code_headers: "Mã KH | Mã khách hàng | Mã khách | Mã số KH | Mã số khách hàng | Customer code | \
            Customer number | Mã số | Mã | Code | Mã liên hệ | Mã tiềm năng | ID khách hàng | \
            Customer ID | Contact ID | Record ID | Account number | ID",
        hint_words: &["khachhang", "customer", "contact"],
        hint_rank: 5,
    },
];

const _: () = {
    let mut at = 0;
    while at < TABLE.len() {
        assert!(
            TABLE[at].entity as usize == at,
            "a row is in the wrong place"
        );
        at += 1;
    }
};

impl Entity {
    /// Its row of the table.
    #[must_use]
    pub const fn spec(self) -> &'static EntitySpec {
        &TABLE[self as usize]
    }

    /// Its name in the API, in JSON, in reports and in the configuration.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        self.spec().name
    }

    /// The entity with that name, as in the configuration or on the command line.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|entity| entity.as_str() == name)
    }

    /// The name of the code in the API, for example `status_no`.
    #[must_use]
    pub const fn code_key(self) -> &'static str {
        self.spec().code_key
    }

    /// The attributes besides the code, in the order of the API's documentation: the name first.
    #[must_use]
    pub const fn attributes(self) -> &'static [Attribute] {
        self.spec().attributes
    }

    /// The attribute with the name that people know the record by.
    #[must_use]
    pub const fn name_attribute(self) -> Attribute {
        self.attributes()[0]
    }

    /// Whether customers refer to its records.
    #[must_use]
    pub const fn is_lookup(self) -> bool {
        self.spec().referred_by.is_some()
    }

    /// Whether customers refer to its records by name: then names are unique, and a change of name concerns customers
    /// while a change of code does not.
    #[must_use]
    pub const fn is_referred_to_by_name(self) -> bool {
        matches!(self.spec().referred_by, Some(ReferredBy::Name))
    }

    /// Whether customers refer to its records by code, also as the key of a custom field.
    #[must_use]
    pub const fn is_referred_to_by_code(self) -> bool {
        matches!(
            self.spec().referred_by,
            Some(ReferredBy::Code | ReferredBy::FieldKey)
        )
    }
}

impl fmt::Display for Entity {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.pad(self.as_str())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lookups_are_what_customers_refer_to() {
        let lookups: Vec<_> = Entity::ALL
            .into_iter()
            .filter(|entity| entity.is_lookup())
            .collect();
        assert_eq!(lookups, Entity::LOOKUPS);
    }

    #[test]
    fn names_in_json_are_those_of_the_table() {
        for entity in Entity::ALL {
            let json = serde_json::to_value(entity).expect("an entity has a name");
            assert_eq!(json, entity.as_str());
        }
    }
}
