//! What happens to customers when a lookup that they refer to gets another code or name.

use super::*;

/// Gives every lookup another code, the group another name.
fn rename_all(account: &mut Account) {
    for (path, body) in [
        (
            "status/updateNo",
            json!({"status_no_old": "MOI", "status_no_new": "MOI2"}),
        ),
        (
            "type/updateNo",
            json!({"type_no_old": "LE", "type_no_new": "LE2"}),
        ),
        (
            "group/update",
            json!({"group_no": "G1", "group_name": "Thủ đô"}),
        ),
        (
            "field/updateNo",
            json!({"field_no_old": "NS", "field_no_new": "NS2"}),
        ),
    ] {
        assert!(call(account, path, body).is_success(), "{path}");
    }
}

fn named_by(account: &Account) -> Json {
    let state = &account.state()["customer"]["KH1"];
    json!([
        state["customer_status_code"],
        state["customer_type_code"],
        state["customer_group_name"],
        state["fields"]
    ])
}

#[test]
fn with_cascade_customers_follow() {
    let mut account = account(true);
    rename_all(&mut account);
    let followed = json!(["MOI2", "LE2", "Thủ đô", {"NS2": "01/02/1990"}]);
    assert_eq!(named_by(&account), followed);
    refused(
        &mut account,
        "group/delete",
        &json!({"group_no": "G1"}),
        -1,
        "G1",
    );
}

#[test]
fn without_cascade_customers_keep_the_old_text() {
    let mut account = account(false);
    rename_all(&mut account);
    let old = json!(["MOI", "LE", "Hà Nội", {"NS": "01/02/1990"}]);
    assert_eq!(named_by(&account), old);
    assert!(call(&mut account, "group/delete", json!({"group_no": "G1"})).is_success());
    assert!(call(&mut account, "field/delete", json!({"field_no": "NS2"})).is_success());
}
