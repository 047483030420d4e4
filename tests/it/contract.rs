//! The sandbox against the page: each of the 20 calls over HTTP, with valid and invalid bodies.
//!
//! The module `example` has the account and the bodies.

use serde_json::{Value, json};
use vbot_sync::model::Dialect;

use crate::{
    example::{NEW, about, body, seeded},
    facts::{Data, FACTS, Fact, TENANT},
    support::{Reply, Sandbox, with_tenant},
};

fn without(mut body: Value, key: &str) -> Value {
    let object = body.as_object_mut().expect("a body is an object");
    assert!(object.remove(key).is_some(), "{key} was in the body");
    body
}

fn code_in(fact: &Fact) -> &'static str {
    match fact.operation {
        "create" | "updateNo" => NEW,
        _ => "CO",
    }
}

fn assert_accepted(fact: &Fact, reply: &Reply, status: Option<i64>) {
    assert_eq!(reply.http, 200, "{}: {}", fact.v1, reply.text);
    assert_eq!(reply.error(), 0, "{}: {}", fact.v1, reply.text);
    assert_eq!(reply.json.get("status"), status.map(Value::from).as_ref());
    let data = match fact.data {
        Data::Code => json!(code_in(fact)),
        Data::True => json!(true),
    };
    assert_eq!(reply.json["data"], data, "{}", fact.v1);
}

/// The call is refused with HTTP 200, `status` 0, that error code and that message, and it changes nothing.
fn assert_refused(sandbox: &Sandbox, path: &str, body: &Value, error: i64, message: &str) {
    let before = sandbox.server.state();
    let reply = sandbox.post(path, body);
    assert_eq!(
        (reply.http, reply.error()),
        (200, error),
        "{path} {body}: {}",
        reply.text
    );
    assert!(
        reply.message().contains(message),
        "{path} {body}: {}",
        reply.text
    );
    if sandbox.dialect == Dialect::V1 {
        assert_eq!(reply.json["status"], 0);
    }
    assert_eq!(sandbox.server.state(), before, "{path} {body}");
}

#[test]
fn every_example_body_is_accepted() {
    for fact in &FACTS {
        let sandbox = seeded(Sandbox::builder());
        let reply = sandbox.post(fact.v1, &body(fact, fact.example));
        assert_accepted(fact, &reply, Some(1));
    }
}

#[test]
fn every_table_s_required_keys_are_enough() {
    for fact in &FACTS {
        let sandbox = seeded(Sandbox::builder());
        let reply = sandbox.post(fact.v1, &body(fact, fact.by_table));
        assert_accepted(fact, &reply, Some(1));
    }
}

#[test]
fn a_body_that_satisfies_neither_reading_is_refused() {
    let sandbox = seeded(Sandbox::builder());
    for fact in &FACTS {
        for reading in [fact.by_table, fact.by_example] {
            for key in reading.iter().chain(&TENANT) {
                let body = without(body(fact, reading), key);
                let satisfies = |wanted: &[&str]| wanted.iter().all(|key| body.get(key).is_some());
                // Without a key that only the example has, the body still satisfies the table.
                if !TENANT.contains(key) && satisfies(fact.by_table) {
                    continue;
                }
                assert_refused(&sandbox, fact.v1, &body, -1, "Thiếu tham số");
            }
        }
    }
}

#[test]
fn a_missing_key_is_named_in_the_refusal() {
    let sandbox = seeded(Sandbox::builder());
    for fact in FACTS.iter().filter(|fact| fact.by_table == fact.by_example) {
        for key in fact.by_table.iter().chain(&TENANT) {
            let body = without(body(fact, fact.example), key);
            assert_refused(&sandbox, fact.v1, &body, -1, key);
        }
    }
}

#[test]
fn a_blank_key_counts_as_missing() {
    let sandbox = seeded(Sandbox::builder());
    for fact in FACTS.iter().filter(|fact| fact.by_table == fact.by_example) {
        for key in fact.by_table {
            for blank in [json!(" "), json!([]), json!(null)] {
                let mut body = body(fact, fact.example);
                body[key] = blank;
                assert_refused(&sandbox, fact.v1, &body, -1, key);
            }
        }
    }
}

#[test]
fn strict_requires_every_key_of_both_readings() {
    for fact in &FACTS {
        let sandbox = seeded(Sandbox::builder().strict());
        let union = body(fact, &fact.union());
        for key in fact.union() {
            let body = without(union.clone(), key);
            assert_refused(&sandbox, fact.v1, &body, -1, key);
        }
        let reply = sandbox.post(fact.v1, &union);
        assert_accepted(fact, &reply, Some(1));
    }
}

#[test]
fn strict_refuses_keys_that_the_page_does_not_have() {
    let sandbox = seeded(Sandbox::builder().strict());
    for fact in &FACTS {
        let mut body = body(fact, &fact.union());
        body["ghi_chu"] = json!("x");
        assert_refused(&sandbox, fact.v1, &body, -1, "ghi_chu");
    }
}

#[test]
fn v2_requires_the_clean_keys_and_sends_no_status() {
    for strict in [false, true] {
        for fact in &FACTS {
            let builder = Sandbox::builder().dialect(Dialect::V2);
            let sandbox = seeded(if strict { builder.strict() } else { builder });
            for key in fact.by_v2 {
                let body = without(body(fact, fact.by_v2), key);
                assert_refused(&sandbox, fact.v2, &body, -1, key);
            }
            let reply = sandbox.post(fact.v2, &body(fact, fact.by_v2));
            assert_accepted(fact, &reply, None);
        }
    }
}

#[test]
fn a_missing_or_wrong_token_changes_nothing() {
    let sandbox = seeded(Sandbox::builder());
    let before = sandbox.server.state();
    for fact in &FACTS {
        for token in [None, Some("wrong"), Some("")] {
            let reply = sandbox.post_as(token, fact.v1, &body(fact, fact.example));
            assert_eq!((reply.http, reply.error()), (401, 401), "{}", fact.v1);
        }
    }
    assert_eq!(sandbox.server.state(), before);
}

#[test]
fn another_tenant_is_forbidden() {
    let sandbox = seeded(Sandbox::builder());
    for fact in &FACTS {
        for key in TENANT {
            let mut body = body(fact, fact.example);
            body[key] = json!("99999");
            assert_refused(&sandbox, fact.v1, &body, 403, "no permission");
        }
    }
}

#[test]
fn existing_codes_conflict_and_unknown_codes_are_not_found() {
    let sandbox = seeded(Sandbox::builder());
    for fact in &FACTS {
        match fact.operation {
            "create" => assert_refused(&sandbox, fact.v1, &about(fact, "CO", ""), 409, "CO"),
            "updateNo" => {
                assert_refused(&sandbox, fact.v1, &about(fact, "CO", "KHAC"), 409, "KHAC");
                assert_refused(&sandbox, fact.v1, &about(fact, "X9", "KHAC"), 404, "X9");
                assert_refused(&sandbox, fact.v1, &about(fact, "X9", NEW), 404, "X9");
            }
            _ => assert_refused(&sandbox, fact.v1, &about(fact, "X9", ""), 404, "X9"),
        }
    }
}

#[test]
fn a_record_in_use_is_not_deleted() {
    let sandbox = seeded(Sandbox::builder());
    let deletes = FACTS.iter().filter(|fact| fact.operation == "delete");
    for fact in deletes.filter(|fact| fact.entity != "customer") {
        let message = "đang được sử dụng bởi 2 khách hàng";
        assert_refused(&sandbox, fact.v1, &about(fact, "KHAC", ""), -1, message);
    }
}

#[test]
fn codes_are_trimmed_on_arrival() {
    let sandbox = seeded(Sandbox::builder());
    for fact in FACTS.iter().filter(|fact| fact.operation == "updateNo") {
        let reply = sandbox.post(fact.v1, &about(fact, " CO\u{a0}", " CO2 "));
        assert_eq!(reply.json["data"], "CO2", "{}", reply.text);
    }
}

#[test]
fn an_unknown_path_is_answered_with_an_html_page() {
    let sandbox = seeded(Sandbox::builder());
    for path in [
        "/api/crm/customer/updateNo",
        "/api/crm/lead/create",
        "/v2.0/x",
        "/",
    ] {
        let reply = sandbox.post(path, &with_tenant(json!({})));
        assert_eq!(reply.http, 404, "{path}");
        assert!(reply.text.starts_with("<html>"), "{path}: {}", reply.text);
    }
}

#[test]
fn every_request_is_in_the_log() {
    let sandbox = seeded(Sandbox::builder());
    for fact in &FACTS {
        sandbox.post(fact.v1, &body(fact, fact.example));
    }
    let log = sandbox.server.log();
    let paths: Vec<_> = log.iter().map(|arrival| arrival.path.as_str()).collect();
    assert_eq!(paths, FACTS.each_ref().map(|fact| fact.v1));
    assert!(
        log.iter()
            .zip(log.iter().skip(1))
            .all(|(one, next)| one.at <= next.at)
    );
}
