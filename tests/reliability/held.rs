//! What the sandbox's account holds, of v1 or v3, as the sheets have it.
//!
//! The state is made of the account's own description of itself, not by the product. Invariant: fields that the
//! configuration names, and default fields, are no records.

use serde_json::{Map, Value, json};
use vbot_sync::{
    model::{Code, Content, CustomerFields, Dialect, Entity},
    sandbox::{Account, AccountV3, SandboxAnswer, Server},
};

/// The fields of a v3 account that hold statuses, types and groups.
const OPTIONS: [(Entity, &str); 3] = [
    (Entity::Status, "TT"),
    (Entity::Type, "LOAI"),
    (Entity::Group, "NHOM"),
];
/// Those that hold phones.
const PHONES: [&str; 2] = ["phone", "SDT_2"];

/// `[api.v3]` of every fixture.
pub const CONFIGURATION: &str = "[api.v3]\nstatus = \"TT\"\ntype = \"LOAI\"\ngroup = \"NHOM\"\nphones = [\"phone\", \"SDT_2\"]\n";

fn named() -> CustomerFields {
    CustomerFields {
        options: OPTIONS
            .map(|(entity, code)| (entity, Code::from(code)))
            .into(),
        phones: PHONES.map(Code::from).into(),
        ..CustomerFields::default()
    }
}

/// A copy of an account.
#[derive(Clone)]
pub enum HeldAccount {
    V1(Box<Account>),
    V3(Box<AccountV3>),
}

impl HeldAccount {
    /// Copies the account of a server.
    pub fn of(server: &Server, dialect: Dialect) -> Self {
        match dialect {
            Dialect::V3 => Self::V3(Box::new(server.with_account_v3(|it| it.clone()))),
            _ => Self::V1(Box::new(server.with_account(|it| it.clone()))),
        }
    }

    /// Puts the copy in place of the account of a server.
    pub fn restore(self, server: &Server) {
        match self {
            Self::V1(account) => server.with_account(|held| *held = *account),
            Self::V3(account) => server.with_account_v3(|held| *held = *account),
        }
    }

    /// Gives a new account the fields that the configuration names.
    pub fn prepare(server: &Server, dialect: Dialect) {
        if dialect == Dialect::V3 {
            for (_, code, kind) in named().named() {
                server.with_account_v3(|account| account.seed_field(code, kind, 0));
            }
        }
    }

    /// Answers a call.
    pub fn call(&mut self, path: &str, body: &Value) -> SandboxAnswer {
        match self {
            Self::V1(account) => account.call(path, body),
            Self::V3(account) => account.call(path, body, 0),
        }
    }

    pub fn count(&self, entity: Entity) -> usize {
        match self {
            Self::V1(account) => account.count(entity),
            Self::V3(account) => account.records(&named(), entity).len(),
        }
    }

    pub fn content(&self, entity: Entity, code: &Code) -> Option<Content> {
        match self {
            Self::V1(account) => account.content(entity, code),
            Self::V3(account) => account.content(&named(), entity, code),
        }
    }

    /// All records, in the form of `Night::state`.
    pub fn state(&self) -> Value {
        match self {
            Self::V1(account) => account.state(),
            Self::V3(account) => in_form_of_sheets(&account.state()),
        }
    }
}

/// The state of a v3 account as that of a v1 account with the same records.
fn in_form_of_sheets(state: &Value) -> Value {
    let objects = |value: &Value| value.as_object().cloned().unwrap_or_default();
    let mut records = Map::new();
    for (entity, field) in OPTIONS {
        let options = objects(&state["fields"][field]["options"]);
        let options = options.into_iter().map(|(code, option)| {
            let mut record = crate::sheets::blank(entity);
            record[entity.name_attribute().as_str()] = option["name"].clone();
            (code, record)
        });
        records.insert(entity.to_string(), options.collect());
    }
    let is_own = |code: &str, field: &Value| {
        let mut named = OPTIONS.iter().map(|(_, code)| *code).chain(PHONES);
        field["is_default"] != true && named.all(|named| named != code)
    };
    let fields = objects(&state["fields"]).into_iter();
    let fields = fields
        .filter(|(code, field)| is_own(code, field))
        .map(|(code, field)| {
            let record = json!({
                "field_name": field["name"], "field_type": field["type"],
                "field_description": field["description"],
            });
            (code, record)
        });
    records.insert("field".to_owned(), fields.collect());
    let customers = objects(&state["customers"]).into_iter();
    let customers = customers.map(|(code, values)| {
        let group = values["NHOM"].as_str().unwrap_or_default();
        let phones: Vec<Value> = PHONES
            .iter()
            .filter_map(|it| values.get(it).cloned())
            .collect();
        let mut record = crate::sheets::blank(Entity::Customer);
        record["customer_name"] = values["name"].clone();
        record["customer_phones"] = phones.into();
        record["customer_status_code"] = values["TT"].clone();
        record["customer_type_code"] = values["LOAI"].clone();
        record["customer_group_name"] = state["fields"]["NHOM"]["options"][group]["name"].clone();
        for (field, value) in objects(&values) {
            if crate::sheets::FIELDS.contains(&field.as_str()) {
                record["fields"][field] = value;
            }
        }
        (code, record)
    });
    records.insert("customer".to_owned(), customers.collect());
    Value::Object(records)
}
