//! The rules of the account, call by call.

use serde_json::json;

use super::*;

mod cascade;

/// An account with one record of each lookup and one customer that refers to them all.
fn account(cascade: bool) -> Account {
    let mut account = Account::new(Rules {
        cascade,
        ..Rules::default()
    });
    for (path, body) in [
        (
            "status/create",
            json!({"status_no": "MOI", "status_name": "Khách mới"}),
        ),
        (
            "type/create",
            json!({"type_no": "LE", "type_name": "Khách lẻ"}),
        ),
        (
            "group/create",
            json!({"group_no": "G1", "group_name": "Hà Nội"}),
        ),
        (
            "field/create",
            json!({"field_no": "NS", "field_name": "Ngày sinh", "field_type": "DATE"}),
        ),
        ("customer/create", customer("KH1")),
    ] {
        assert_eq!(call(&mut account, path, body).error, 0, "{path}");
    }
    account
}

fn customer(code: &str) -> Json {
    json!({
        "customer_no": code, "customer_name": "Nguyễn Văn An", "customer_phones": ["0912345678"],
        "customer_status_code": "MOI", "customer_type_code": "LE", "customer_group_name": "Hà Nội",
        "fileds": [{"field_key": "NS", "field_value": "01/02/1990"}]
    })
}

fn customer_with(code: &str, key: &str, value: Json) -> Json {
    let mut body = customer(code);
    body[key] = value;
    body
}

fn call(account: &mut Account, path: &str, mut body: Json) -> SandboxAnswer {
    body["vbot_id"] = json!("45681");
    body["project_code"] = json!("PR20210223152");
    account.call(&format!("/api/crm/{path}"), &body)
}

/// Refused with that code and a message that contains `says`; and nothing has changed.
fn refused(account: &mut Account, path: &str, body: &Json, error: i64, says: &str) {
    let before = account.state();
    let answer = call(account, path, body.clone());
    assert_eq!(answer.error, error, "{path} {body}: {}", answer.message);
    assert!(answer.message.contains(says), "{}", answer.message);
    assert_eq!(account.state(), before, "{path} {body}");
}

#[test]
fn a_create_answers_with_the_trimmed_code() {
    let answer = call(&mut account(false), "customer/create", customer(" KH2 "));
    assert_eq!(answer, SandboxAnswer::success(json!("KH2")));
}

#[test]
fn an_existing_code_is_a_conflict_and_a_missing_one_not_found() {
    let mut account = account(false);
    refused(
        &mut account,
        "customer/create",
        &customer("KH1"),
        409,
        "KH1",
    );
    refused(
        &mut account,
        "customer/update",
        &customer("KH9"),
        404,
        "KH9",
    );
    refused(
        &mut account,
        "type/delete",
        &json!({"type_no": "X"}),
        404,
        "X",
    );
    let moves = |from, to| json!({"status_no_old": from, "status_no_new": to});
    refused(&mut account, "status/updateNo", &moves("X", "Y"), 404, "X");
    refused(
        &mut account,
        "status/updateNo",
        &moves("X", "MOI"),
        404,
        "X",
    );
    assert!(call(&mut account, "status/updateNo", moves("MOI", "MOI")).is_success());
    let second = json!({"status_no": "CU", "status_name": "Khách cũ"});
    assert!(call(&mut account, "status/create", second).is_success());
    refused(
        &mut account,
        "status/updateNo",
        &moves("MOI", "CU"),
        409,
        "CU",
    );
}

#[test]
fn another_tenant_is_refused_and_none_is_a_missing_key() {
    let mut account = account(false);
    let answer = account.call("/api/crm/status/delete", &json!({"status_no": "MOI"}));
    assert_eq!(answer.error, -1);
    assert!(answer.message.contains("vbot_id, project_code"));
    let foreign = json!({"vbot_id": "1", "project_code": "PR20210223152", "status_no": "MOI"});
    assert_eq!(account.call("/api/crm/status/delete", &foreign).error, 403);
}

#[test]
fn the_references_of_a_customer_must_exist() {
    let mut account = account(false);
    let field = json!([{"field_key": "XX", "field_value": ""}]);
    for (key, value, says) in [
        ("customer_status_code", json!("XX"), "trạng thái"),
        ("customer_type_code", json!("XX"), "kiểu"),
        ("customer_group_name", json!("G1"), "nhóm"),
        ("fileds", field, "trường thông tin"),
    ] {
        for (path, code) in [("customer/create", "KH2"), ("customer/update", "KH1")] {
            let body = customer_with(code, key, value.clone());
            refused(&mut account, path, &body, 404, says);
        }
    }
}

#[test]
fn an_update_keeps_what_it_does_not_carry() {
    let mut account = account(false);
    let address = customer_with("KH1", "customer_address", json!("Hà Nội"));
    assert!(call(&mut account, "customer/update", address).is_success());
    let mut bare = customer_with("KH1", "customer_name", json!("An"));
    bare.as_object_mut().expect("an object").remove("fileds");
    assert!(call(&mut account, "customer/update", bare).is_success());
    let state = &account.state()["customer"]["KH1"];
    assert_eq!(state["customer_name"], "An");
    assert_eq!(state["customer_address"], "Hà Nội");
    assert_eq!(state["fields"], json!({"NS": "01/02/1990"}));
}

#[test]
fn what_is_in_use_is_not_deleted() {
    let mut account = account(false);
    for (path, key, code) in [
        ("status/delete", "status_no", "MOI"),
        ("type/delete", "status_no", "LE"),
        ("group/delete", "group_no", "G1"),
        ("field/delete", "field_no", "NS"),
    ] {
        let says = "đang được sử dụng bởi 1 khách hàng";
        refused(&mut account, path, &json!({key: code}), -1, says);
    }
}

#[test]
fn a_field_without_a_value_is_not_in_use() {
    let mut account = account(false);
    let cleared = json!([{"field_key": "NS", "field_value": ""}]);
    let body = customer_with("KH1", "fileds", cleared);
    assert!(call(&mut account, "customer/update", body).is_success());
    let answer = call(&mut account, "field/delete", json!({"field_no": "NS"}));
    assert_eq!(answer.data, json!(true));
}

#[test]
fn a_group_name_belongs_to_one_group() {
    let mut account = account(false);
    let second = |name| json!({"group_no": "G2", "group_name": name});
    refused(
        &mut account,
        "group/create",
        &second("Hà Nội"),
        409,
        "Hà Nội",
    );
    assert!(call(&mut account, "group/create", second("Huế")).is_success());
    refused(
        &mut account,
        "group/update",
        &second("Hà Nội"),
        409,
        "Hà Nội",
    );
    assert!(call(&mut account, "group/update", second("Huế")).is_success());
}

#[test]
fn two_keys_of_one_code_must_agree() {
    let mut account = account(false);
    let body = json!({"type_no": "LE", "status_no": "KHAC"});
    refused(&mut account, "type/delete", &body, -1, "mâu thuẫn");
}

#[test]
fn strict_wants_both_readings_and_no_more() {
    let mut account = account(false);
    account.rules.strict = true;
    refused(
        &mut account,
        "type/delete",
        &json!({"type_no": "LE"}),
        -1,
        "status_no",
    );
    let mut body = customer("KH2");
    body["fields"] = json!([]);
    refused(&mut account, "customer/create", &body, -1, "fields");
    assert!(call(&mut account, "customer/create", customer("KH2")).is_success());
}

#[test]
fn a_value_of_the_wrong_kind_is_refused_by_name() {
    let mut account = account(false);
    for (key, value) in [
        ("customer_name", json!(5)),
        ("customer_phones", json!("0912345678")),
        ("customer_phones", json!([912_345_678])),
        ("fileds", json!({"NS": "x"})),
        ("fileds", json!([{"field_key": "NS"}])),
    ] {
        let body = customer_with("KH1", key, value);
        refused(&mut account, "customer/update", &body, -1, key);
    }
}

#[test]
fn the_state_shows_what_was_never_given_as_blank() {
    let state = account(false).state();
    assert_eq!(state["customer"]["KH1"]["customer_email"], "");
    assert_eq!(
        state["group"]["G1"],
        json!({"group_name": "Hà Nội", "group_description": ""})
    );
    let entities: Vec<_> = state.as_object().expect("an object").keys().collect();
    assert_eq!(entities, ["status", "type", "group", "field", "customer"]);
}
