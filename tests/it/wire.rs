//! The client against the page: paths and keys of all 20 calls in both dialects, and a strict sandbox
//! that accepts them over HTTP.

use std::collections::BTreeSet;

use serde_json::{Value, json};
use vbot_sync::{
    model::{AccountId, Action, Code, Content, Dialect, Entity, Operation},
    send,
};

use crate::{
    example::{NEW, seeded},
    facts::{FACTS, Fact, TENANT},
    support::{self, Sandbox},
};

pub fn entity(fact: &Fact) -> Entity {
    Entity::from_name(fact.entity).expect("the page's entities are ours")
}

fn operation(fact: &Fact) -> Operation {
    let mut operations = Operation::ALL.into_iter();
    let found = operations.find(|operation| operation.as_str() == fact.operation);
    found.expect("the page's operations are ours")
}

/// A value for every attribute of that entity; customers refer to lookups of the seeded account.
fn content(entity: Entity) -> Content {
    let content = match entity {
        Entity::Status => json!({"status_name": "Khách mới"}),
        Entity::Type => json!({"type_name": "Khách lẻ"}),
        Entity::Group => json!({"group_name": "Hà Nội", "group_description": "Khách lẻ"}),
        Entity::Field => json!({
            "field_name": "Ngày sinh", "field_type": "DATE", "field_description": "dd/mm/yyyy"
        }),
        Entity::Customer => json!({
            "customer_name": "Nguyễn An", "customer_phones": ["0912345678", "0987654321"],
            "customer_address": "1 Tràng Tiền", "customer_email": "an@example.com",
            "customer_status_code": "KHAC", "customer_type_code": "KHAC",
            "customer_group_name": "Tên KHAC", "fields": {"KHAC": "giá trị"},
        }),
    };
    support::content(content)
}

pub fn action(fact: &Fact) -> Action {
    let (code, new) = (Code::from("CO"), Code::from(NEW));
    let content = content(entity(fact));
    match operation(fact) {
        Operation::Create => Action::Create { code: new, content },
        Operation::Update => Action::Update {
            code,
            content,
            before: None,
        },
        Operation::UpdateNo => Action::UpdateNo {
            from: code,
            to: new,
            content,
        },
        Operation::Delete => Action::Delete { code, content },
    }
}

pub fn tenant(dialect: Dialect, base_url: String) -> AccountId {
    AccountId {
        base_url,
        dialect,
        vbot_id: "45681".to_owned(),
        project_code: "PR20210223152".to_owned(),
        fields: vbot_sync::model::CustomerFields::default(),
    }
}

/// The keys that the page lists for the call. Optional keys that only the example has belong to a whole record.
fn keys(dialect: Dialect, fact: &Fact) -> BTreeSet<&'static str> {
    let whole = matches!(fact.operation, "create" | "update");
    let shown = if whole { fact.example } else { &[] };
    match dialect {
        Dialect::V1 => fact
            .union()
            .into_iter()
            .chain(shown.iter().copied())
            .collect(),
        Dialect::V2 | Dialect::V3 => fact.by_v2.iter().chain(shown).copied().collect(),
    }
}

fn keys_of(body: &Value) -> BTreeSet<&str> {
    let object = body.as_object().expect("a body is an object");
    object.keys().map(String::as_str).collect()
}

#[test]
fn every_path_is_the_page_s() {
    for fact in &FACTS {
        let path = |dialect| send::path(dialect, entity(fact), operation(fact));
        assert_eq!(path(Dialect::V1), fact.v1);
        assert_eq!(path(Dialect::V2), fact.v2);
    }
}

#[test]
fn every_body_has_the_keys_of_the_page_and_no_other() {
    for dialect in [Dialect::V1, Dialect::V2] {
        for fact in &FACTS {
            let body = send::body(
                &vbot_sync::model::AccountId::unnamed(dialect),
                entity(fact),
                &action(fact),
            );
            assert_eq!(
                keys_of(&body),
                keys(dialect, fact),
                "{dialect:?} {}",
                fact.v1
            );
        }
    }
}

#[test]
fn a_sealed_body_has_the_tenant_s_keys_besides() {
    for dialect in [Dialect::V1, Dialect::V2] {
        let tenant = tenant(dialect, String::new());
        for fact in &FACTS {
            let body = send::sealed(&tenant, entity(fact), &action(fact));
            let wanted: BTreeSet<_> = keys(dialect, fact).into_iter().chain(TENANT).collect();
            assert_eq!(keys_of(&body), wanted, "{dialect:?} {}", fact.v1);
            assert_eq!(body["vbot_id"], "45681");
            assert_eq!(body["project_code"], "PR20210223152");
        }
    }
}

#[test]
fn codes_are_sent_under_every_name_that_the_page_gives_them() {
    for fact in &FACTS {
        let body = send::body(
            &vbot_sync::model::AccountId::unnamed(Dialect::V1),
            entity(fact),
            &action(fact),
        );
        let object = body.as_object().expect("a body is an object");
        let new = operation(fact) == Operation::Create;
        for (key, value) in object {
            if key.ends_with("_no_old") {
                assert_eq!(value, "CO", "{key} of {}", fact.v1);
            } else if key.ends_with("_no_new") || key == "customer_name_new" {
                assert_eq!(value, NEW, "{key} of {}", fact.v1);
            } else if key.ends_with("_no") {
                assert_eq!(value, if new { NEW } else { "CO" }, "{key} of {}", fact.v1);
            }
        }
    }
}

#[test]
fn a_strict_sandbox_accepts_every_call_and_holds_what_was_sent() {
    for dialect in [Dialect::V1, Dialect::V2] {
        for fact in &FACTS {
            let sandbox = seeded(Sandbox::builder().strict().dialect(dialect));
            let (entity, action) = (entity(fact), action(fact));
            let tenant = tenant(dialect, sandbox.server.url());
            let path = send::path(dialect, entity, action.operation());
            let reply = sandbox.post(&path, &send::sealed(&tenant, entity, &action));
            assert_eq!(
                (reply.http, reply.error()),
                (200, 0),
                "{path}: {}",
                reply.text
            );
            let holds = |code: &Code| {
                let held =
                    |account: &mut vbot_sync::sandbox::Account| account.content(entity, code);
                sandbox.server.with_account(held)
            };
            match &action {
                Action::Create { code, content } | Action::Update { code, content, .. } => {
                    assert_eq!(holds(code).as_ref(), Some(content), "{path}");
                }
                Action::UpdateNo { from, to, .. } => {
                    assert!(holds(from).is_none() && holds(to).is_some(), "{path}");
                }
                Action::Delete { code, .. } => assert_eq!(holds(code), None, "{path}"),
            }
            let answer = send::read(dialect, reply.http, None, reply.text.as_bytes());
            assert_eq!(answer, send::Answer::Accepted, "{path}");
        }
    }
}
