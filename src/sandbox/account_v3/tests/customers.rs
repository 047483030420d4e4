//! Customers: how they are made, changed and deleted, and what a value must be like.

use super::*;
use crate::sandbox::ClearedBy;

#[test]
fn a_customer_is_made_changed_and_deleted() {
    let mut account = account(RulesV3::default());
    let made = accepted(&mut account, "customer/insert", &customer("KH-2_b"));
    assert_eq!(made, json!(true));
    let changed = accepted(&mut account, "customer/update", &change("DT", json!("2.5")));
    assert_eq!(changed, json!(true));
    assert_eq!(detail(&mut account, "DT"), "2.5");
    assert_eq!(detail(&mut account, "NS"), "01/02/1990");
    let code = json!({"customer_code": "KH1"});
    assert_eq!(
        accepted(&mut account, "customer/delete", &code),
        json!(true)
    );
    assert_eq!(account.customer_count(), 1);
    refused(&mut account, "customer/delete", &code, 404, "KH1");
}

#[test]
fn an_existing_code_is_a_conflict_and_a_missing_one_not_found() {
    let mut account = account(RulesV3::default());
    refused(
        &mut account,
        "customer/insert",
        &customer("KH1"),
        409,
        "KH1",
    );
    let unknown = json!({"customer_code": "KH9", "fields": {"name": "An"}});
    refused(&mut account, "customer/update", &unknown, 404, "KH9");
    accepted(&mut account, "customer/insert", &customer("KH2"));
    let taken = change("customer_code", json!("KH2"));
    refused(&mut account, "customer/update", &taken, 409, "KH2");
    let kept = change("customer_code", json!("KH1"));
    accepted(&mut account, "customer/update", &kept);
}

#[test]
fn a_code_changes_through_an_update() {
    let mut account = account(RulesV3::default());
    accepted(
        &mut account,
        "customer/update",
        &change("customer_code", json!("KH8")),
    );
    assert!(account.customer("KH1").is_none());
    assert_eq!(
        account.customer("KH8").expect("it is there")["DT"],
        "1500000"
    );
    accepted(&mut account, "customer/insert", &customer("KH1"));
}

#[test]
fn what_is_wrong_with_a_body_is_a_wrong_parameter() {
    let mut account = account(RulesV3::default());
    for (path, body, says) in [
        ("customer/insert", json!({}), "fields"),
        ("customer/insert", json!([]), "JSON"),
        ("customer/insert", json!({"fields": {}}), "fields"),
        ("customer/insert", json!({"fields": []}), "fields"),
        (
            "customer/insert",
            json!({"fields": {"name": "An"}}),
            "customer_code",
        ),
        (
            "customer/insert",
            json!({"fields": {"customer_code": "KH2"}}),
            "name",
        ),
        (
            "customer/insert",
            json!({"vbot_id": "1", "fields": {"name": "An"}}),
            "vbot_id",
        ),
        (
            "customer/update",
            json!({"fields": {"name": "An"}}),
            "customer_code",
        ),
        ("customer/update", json!({"customer_code": "KH1"}), "fields"),
        (
            "customer/update",
            json!({"customer_code": "KH1", "fields": {}}),
            "fields",
        ),
        (
            "customer/delete",
            json!({"customer_code": "KH1", "customer_name": "An"}),
            "customer_name",
        ),
        (
            "customer/insert",
            customer_with(" KH2", "NS", json!("01/02/1990")),
            "customer_code",
        ),
        (
            "customer/insert",
            customer_with("KH.2", "NS", json!("01/02/1990")),
            "customer_code",
        ),
    ] {
        refused(&mut account, path, &body, -1, says);
    }
}

#[test]
fn a_value_must_fit_its_field() {
    let mut account = account(RulesV3::default());
    for (field, value) in [
        ("name", json!("x".repeat(255))),
        ("DT", json!("123456789012.123456")),
        ("DT", json!("-0")),
        ("NS", json!("29/02/2024")),
        ("GHICHU", json!("x".repeat(3000))),
        ("TT", json!("CU")),
        ("member_no", json!("101")),
    ] {
        accepted(&mut account, "customer/update", &change(field, value));
    }
    for (field, value, error) in [
        ("name", json!("ă".repeat(256)), -1),
        ("name", json!(""), -1),
        ("DT", json!(1_500_000), -1),
        ("DT", json!("1,500"), -1),
        ("DT", json!("1234567890123456789"), -1),
        ("DT", json!("1.1234567"), -1),
        ("DT", json!("1."), -1),
        ("NS", json!("30/02/2024"), -1),
        ("NS", json!("1/2/2024"), -1),
        ("NS", json!("2024-02-01"), -1),
        ("TT", json!("Khách CU"), 404),
        ("TT", json!("CU,MOI"), 404),
        ("member_no", json!("102"), 404),
        ("EMAIL", json!("a@b.vn"), 404),
    ] {
        refused(
            &mut account,
            "customer/update",
            &change(field, value),
            error,
            field_or_value(field),
        );
    }
    let strict = RulesV3 {
        unknown_is_404: false,
        ..RulesV3::default()
    };
    let mut account = self::account(strict);
    refused(
        &mut account,
        "customer/update",
        &change("EMAIL", json!("a")),
        -1,
        "EMAIL",
    );
}

/// A member's refusal has the member, and not the field.
fn field_or_value(field: &str) -> &str {
    if field == "member_no" { "102" } else { field }
}

#[test]
fn values_are_removed_as_the_rules_say() {
    for (cleared_by, by_blank, by_null) in [
        (ClearedBy::Blank, Some(true), None),
        (ClearedBy::Null, None, Some(true)),
        (ClearedBy::SilentNull, Some(false), Some(true)),
    ] {
        for (given, wanted) in [(json!(""), by_blank), (Json::Null, by_null)] {
            let mut account = account(RulesV3 {
                cleared_by,
                ..RulesV3::default()
            });
            match wanted {
                None => refused(
                    &mut account,
                    "customer/update",
                    &change("DT", given),
                    -1,
                    "DT",
                ),
                Some(is_cleared) => {
                    accepted(&mut account, "customer/update", &change("DT", given));
                    assert_eq!(
                        detail(&mut account, "DT") == "",
                        is_cleared,
                        "{cleared_by:?}"
                    );
                }
            }
            accepted(
                &mut account,
                "customer/update",
                &change("member_no", json!("101")),
            );
            accepted(
                &mut account,
                "customer/update",
                &change("member_no", json!("")),
            );
            assert_eq!(detail(&mut account, "member_no"), "");
        }
    }
}

#[test]
fn required_and_unique_fields_are_kept_so() {
    let mut account = account(RulesV3::default());
    let mut unique = field("CCCD", "STRING");
    unique["is_unique"] = json!(true);
    accepted(&mut account, "customerfield/insert", &unique);
    accepted(
        &mut account,
        "customer/update",
        &change("CCCD", json!("079")),
    );
    accepted(
        &mut account,
        "customer/update",
        &change("CCCD", json!("079")),
    );
    refused(
        &mut account,
        "customer/insert",
        &customer_with("KH2", "CCCD", json!("079")),
        409,
        "CCCD",
    );
    for (query, taken) in [
        (json!({"customer_field_code": "CCCD", "value": "079"}), true),
        (
            json!({"customer_field_code": "CCCD", "value": "079", "customer_code": "KH1"}),
            false,
        ),
        (
            json!({"customer_field_code": "CCCD", "value": "080"}),
            false,
        ),
        (
            json!({"customer_field_code": "customer_code", "value": "KH1"}),
            true,
        ),
        (json!({"customer_field_code": "TT", "value": "MOI"}), false),
    ] {
        let answer = accepted(&mut account, "customer/check-exist-field-value", &query);
        assert_eq!(answer, json!(taken), "{query}");
    }
    let mut required = field("NGUON", "STRING");
    required["is_required"] = json!(true);
    accepted(&mut account, "customerfield/insert", &required);
    refused(
        &mut account,
        "customer/insert",
        &customer("KH2"),
        -1,
        "NGUON",
    );
    accepted(
        &mut account,
        "customer/insert",
        &customer_with("KH2", "NGUON", json!("web")),
    );
}
