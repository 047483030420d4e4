//! The 20 calls of VBot's page, copied from it call by call.
//!
//! The table depends on neither the sandbox nor the client, so both are tested against it. The page lists
//! the keys of a body twice, in a table and in an example; where the two differ, this table has both.

/// The `data` of a successful answer.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Data {
    /// The record's code; after an `updateNo` the new one.
    Code,
    /// `true`.
    True,
}

/// One call. The tenant's keys, which every body has, are left out of all lists.
#[derive(Debug)]
pub struct Fact {
    pub entity: &'static str,
    pub operation: &'static str,
    /// The path of dialect v1.
    pub v1: &'static str,
    /// The path of dialect v2.
    pub v2: &'static str,
    /// The keys that the table marks `Bắt buộc`, as the table spells them.
    pub by_table: &'static [&'static str],
    /// The keys that a server written from the example would require: the required keys as the
    /// example spells them, and keys that are not in the table.
    pub by_example: &'static [&'static str],
    /// All keys of the example.
    pub example: &'static [&'static str],
    /// The keys that v2 requires.
    pub by_v2: &'static [&'static str],
    pub data: Data,
}

/// The keys that name the tenant.
pub const TENANT: [&str; 2] = ["vbot_id", "project_code"];

const CUSTOMER_REQUIRED: &[&str] = &[
    "customer_no",
    "customer_name",
    "customer_phones",
    "customer_status_code",
    "customer_type_code",
    "customer_group_name",
];

const CUSTOMER_EXAMPLE: &[&str] = &[
    "customer_name",
    "customer_no",
    "customer_address",
    "customer_email",
    "customer_phones",
    "customer_status_code",
    "customer_type_code",
    "customer_group_name",
    "fileds",
];

const STATUS: &[&str] = &["status_name", "status_no"];
const TYPE: &[&str] = &["type_name", "type_no"];
const GROUP: &[&str] = &["group_no", "group_name"];
const FIELD: &[&str] = &["field_name", "field_no", "field_type"];

macro_rules! fact {
    ($entity:literal $operation:literal at $last:literal, table $table:expr, example $by_example:expr,
     shown $example:expr, v2 $v2:expr, $data:ident) => {
        Fact {
            entity: $entity,
            operation: $operation,
            v1: concat!("/api/crm/", $entity, "/", $last),
            v2: concat!("/api/crm/", $entity, "/", $operation),
            by_table: $table,
            by_example: $by_example,
            example: $example,
            by_v2: $v2,
            data: Data::$data,
        }
    };
    // Table, example and v2 agree, and the example has no other key.
    ($entity:literal $operation:literal, all $keys:expr, $data:ident) => {
        fact!($entity $operation at $operation, table $keys, example $keys, shown $keys, v2 $keys, $data)
    };
    // The example also has optional keys.
    ($entity:literal $operation:literal, all $keys:expr, shown $example:expr, $data:ident) => {
        fact!($entity $operation at $operation, table $keys, example $keys, shown $example, v2 $keys, $data)
    };
}

/// All of them, in the order of the page.
pub const FACTS: [Fact; 20] = [
    fact!("customer" "create", all CUSTOMER_REQUIRED, shown CUSTOMER_EXAMPLE, Code),
    fact!("customer" "update", all CUSTOMER_REQUIRED, shown CUSTOMER_EXAMPLE, Code),
    fact!("customer" "delete" at "delete", table &["customer_no"],
        example &["customer_name", "customer_no"], shown &["customer_name", "customer_no"],
        v2 &["customer_no"], True),
    fact!("customer" "updateNo" at "updateNO", table &["customer_no_old", "customer_no_new"],
        example &["customer_no_old", "customer_no_new"],
        shown &["customer_no_old", "customer_no_new"],
        v2 &["customer_no_old", "customer_no_new"], Code),
    fact!("status" "create" at "create", table &["stattus_no", "status_name"], example STATUS,
        shown STATUS, v2 STATUS, Code),
    fact!("status" "update" at "update", table &["stattus_no", "status_name"], example STATUS,
        shown STATUS, v2 STATUS, Code),
    fact!("status" "updateNo", all &["status_no_old", "status_no_new"], Code),
    fact!("status" "delete", all &["status_no"], True),
    fact!("type" "create", all TYPE, Code),
    fact!("type" "update", all TYPE, Code),
    fact!("type" "updateNo", all &["type_no_old", "type_no_new"], Code),
    fact!("type" "delete" at "delete", table &["type_no"], example &["status_no"],
        shown &["status_no"], v2 &["type_no"], True),
    fact!("group" "create", all GROUP, shown &["group_no", "group_name", "group_description"], Code),
    fact!("group" "update", all GROUP, shown &["group_no", "group_name", "group_description"], Code),
    fact!("group" "updateNo" at "updateNo", table &["customer_no_old", "customer_name_new"],
        example &["group_no_old", "group_no_new"], shown &["group_no_old", "group_no_new"],
        v2 &["group_no_old", "group_no_new"], Code),
    fact!("group" "delete" at "delete", table &["group_no"], example &["status_no"],
        shown &["status_no"], v2 &["group_no"], True),
    fact!("field" "create", all FIELD,
        shown &["field_name", "field_no", "field_type", "field_description"], Code),
    fact!("field" "update", all FIELD,
        shown &["field_name", "field_no", "field_type", "field_description"], Code),
    fact!("field" "updateNo" at "updateNo", table &["field_no_old", "field_no_new"],
        example &["field_name", "field_no_old", "field_no_new"],
        shown &["field_name", "field_no_old", "field_no_new"],
        v2 &["field_no_old", "field_no_new"], Code),
    fact!("field" "delete", all &["field_no"], True),
];

impl Fact {
    /// The keys of a body that satisfies both readings of v1.
    pub fn union(&self) -> Vec<&'static str> {
        let mut keys = self.by_example.to_vec();
        let more = self
            .by_table
            .iter()
            .filter(|key| !self.by_example.contains(key));
        keys.extend(more);
        keys
    }
}

#[test]
fn the_table_has_all_twenty_calls() {
    for entity in ["status", "type", "group", "field", "customer"] {
        let of = FACTS.iter().filter(|fact| fact.entity == entity);
        let mut operations: Vec<_> = of.map(|fact| fact.operation).collect();
        operations.sort_unstable();
        assert_eq!(
            operations,
            ["create", "delete", "update", "updateNo"],
            "{entity}"
        );
    }
    for fact in &FACTS {
        let mut required = fact.by_example.iter();
        assert!(
            required.all(|key| fact.example.contains(key)),
            "{}",
            fact.v1
        );
        assert_eq!(
            fact.data == Data::True,
            fact.operation == "delete",
            "{}",
            fact.v1
        );
    }
}
