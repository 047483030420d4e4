//! The bodies of the page's examples, adapted to an account with records.
//!
//! Each entity has the records `CO` (the one that calls change) and `KHAC` (whose code is taken and which is in use).

use serde_json::{Map, Value, json};
use vbot_sync::model::{Code, Content, Entity};

use crate::{
    facts::{Fact, TENANT},
    support::{self, Sandbox, SandboxBuilder},
};

/// A code that no record has.
pub const NEW: &str = "MOI";

/// Two records of each entity: `CO`, and `KHAC`, to which all customers refer.
pub fn seeded(builder: SandboxBuilder) -> Sandbox {
    let sandbox = builder.start();
    sandbox.server.with_account(|account| {
        for entity in Entity::ALL {
            account.put(entity, Code::from("CO"), content(entity, "CO"));
            account.put(entity, Code::from("KHAC"), content(entity, "KHAC"));
        }
    });
    sandbox
}

/// Names that differ between the records; the customers refer to the lookups named `KHAC`.
fn content(entity: Entity, code: &str) -> Content {
    let name = format!("Tên {code}");
    let content = match entity {
        Entity::Customer => json!({
            "customer_name": name, "customer_phones": ["0912345678"],
            "customer_status_code": "KHAC", "customer_type_code": "KHAC",
            "customer_group_name": "Tên KHAC", "fields": {"KHAC": "giá trị"}
        }),
        _ => json!({entity.name_attribute().as_str(): name}),
    };
    support::content(content)
}

/// The page's example value under that key, adapted to what the account holds.
fn value(fact: &Fact, key: &str) -> Value {
    let code = match fact.operation {
        "create" => NEW,
        _ => "CO",
    };
    match key {
        "vbot_id" => json!("45681"),
        "project_code" => json!("PR20210223152"),
        "customer_phones" => json!(["0365296111", "0965713222"]),
        "customer_email" => json!("canh.dsa"),
        "customer_status_code" | "customer_type_code" => json!("KHAC"),
        "customer_group_name" => json!("Tên KHAC"),
        "fileds" => json!([{"field_key": "KHAC", "field_value": "giá trị của thông tin khác"}]),
        "field_type" => json!("KIEU_THONG_TIN_KHACH_HANG"),
        "customer_name_new" => json!(NEW),
        "customer_no" => json!(format!(" {code}")),
        _ if key.ends_with("_no_old") => json!("CO"),
        _ if key.ends_with("_no_new") => json!(NEW),
        _ if key.ends_with("_no") => json!(code),
        _ => json!(format!("Giá trị của {key}")),
    }
}

/// A body with the tenant's keys and these.
pub fn body(fact: &Fact, keys: &[&str]) -> Value {
    let keys = TENANT.iter().chain(keys);
    let pairs = keys.map(|key| ((*key).to_owned(), value(fact, key)));
    Value::Object(pairs.collect::<Map<_, _>>())
}

/// The example's body for another record: `code` replaces the current code, `new` the new code.
pub fn about(fact: &Fact, code: &str, new: &str) -> Value {
    let mut body = body(fact, fact.example);
    let object = body.as_object_mut().expect("a body is an object");
    for (key, value) in object {
        if key.ends_with("_no") || key.ends_with("_no_old") {
            *value = json!(code);
        } else if key.ends_with("_no_new") {
            *value = json!(new);
        }
    }
    body
}
