//! Fields and options: how they are made, changed and deleted.

use super::*;

fn with(mut body: Json, key: &str, value: Json) -> Json {
    body[key] = value;
    body
}

#[test]
fn a_field_is_made_changed_and_deleted() {
    let mut account = account(RulesV3::default());
    let made = accepted(
        &mut account,
        "customerfield/insert",
        &field("EMAIL", "STRING"),
    );
    assert_eq!(made, json!("EMAIL"));
    let named = with(field("EMAIL", "STRING"), "name", json!("Thư điện tử"));
    assert_eq!(
        accepted(&mut account, "customerfield/update", &named),
        json!("EMAIL")
    );
    let code = json!({"customer_field_code": "EMAIL"});
    assert_eq!(
        accepted(&mut account, "customerfield/get-detail", &code),
        json!({
            "create_at": NOW, "number": 11, "code": "EMAIL", "name": "Thư điện tử",
            "color": "#FFFFFF", "text_color": "#000000", "description": "", "type": "STRING",
            "is_required": false, "is_unique": false, "is_default": false
        })
    );
    let moved = with(code.clone(), "customer_field_code_new", json!("MAIL"));
    assert_eq!(
        accepted(&mut account, "customerfield/update-code", &moved),
        json!(true)
    );
    refused(
        &mut account,
        "customerfield/get-detail",
        &code,
        404,
        "EMAIL",
    );
    let code = json!({"customer_field_code": "MAIL"});
    assert_eq!(
        accepted(&mut account, "customerfield/check-exist-code", &code),
        json!(true)
    );
    assert_eq!(
        accepted(&mut account, "customerfield/delete", &code),
        json!(true)
    );
    assert_eq!(
        accepted(&mut account, "customerfield/check-exist-code", &code),
        json!(false)
    );
}

#[test]
fn wrong_fields_are_refused() {
    let mut account = account(RulesV3::default());
    let good = || field("EMAIL", "STRING");
    let insert = "customerfield/insert";
    for (body, error, says) in [
        (with(good(), "name", json!("")), -1, "name"),
        (with(good(), "name", json!("Thư <điện> tử")), -1, "name"),
        (with(good(), "type", json!("MAIL")), -1, "type"),
        (with(good(), "color", json!("red")), -1, "color"),
        (with(good(), "is_unique", json!("true")), -1, "is_unique"),
        (
            with(good(), "project_code", json!("PR1")),
            -1,
            "project_code",
        ),
        (
            with(good(), "customer_field_code", json!("E MAIL")),
            -1,
            "customer_field_code",
        ),
        (
            with(good(), "customer_field_code", json!("phone")),
            409,
            "phone",
        ),
    ] {
        refused(&mut account, insert, &body, error, says);
    }
    for key in ["color", "text_color", "type", "name"] {
        let mut body = good();
        body.as_object_mut().expect("an object").remove(key);
        refused(&mut account, insert, &body, -1, key);
    }
}

#[test]
fn default_fields_can_t_be_changed() {
    let mut account = account(RulesV3::default());
    let code = json!({"customer_field_code": "phone"});
    refused(&mut account, "customerfield/delete", &code, -1, "phone");
    let moved = with(code, "customer_field_code_new", json!("sdt"));
    refused(
        &mut account,
        "customerfield/update-code",
        &moved,
        -1,
        "phone",
    );
    refused(
        &mut account,
        "customerfield/update",
        &field("name", "STRING"),
        -1,
        "name",
    );
}

#[test]
fn what_customers_use_can_t_be_deleted() {
    let field = json!({"customer_field_code": "TT"});
    let option = json!({"customer_field_code": "TT", "customer_field_option_code": "MOI"});
    let unused = json!({"customer_field_code": "TT", "customer_field_option_code": "CU"});
    let mut strict = account(RulesV3::default());
    refused(&mut strict, "customerfield/delete", &field, -1, "TT");
    refused(
        &mut strict,
        "customerfield/option/delete",
        &option,
        -1,
        "MOI",
    );
    accepted(&mut strict, "customerfield/option/delete", &unused);
    let mut lenient = account(RulesV3 {
        delete_used: true,
        ..RulesV3::default()
    });
    accepted(&mut lenient, "customerfield/option/delete", &option);
    assert_eq!(detail(&mut lenient, "TT"), "");
    accepted(&mut lenient, "customerfield/delete", &field);
}

#[test]
fn an_option_is_made_changed_and_deleted() {
    let mut account = account(RulesV3::default());
    let made = accepted(&mut account, "customerfield/option/insert", &option("VIP"));
    assert_eq!(made, json!("VIP"));
    let of = json!({"customer_field_code": "TT", "customer_field_option_code": "VIP"});
    let looks = with(
        with(of.clone(), "name", json!("Rất quan trọng")),
        "color",
        json!("#000000"),
    );
    assert_eq!(
        accepted(&mut account, "customerfield/option/update", &looks),
        json!("VIP")
    );
    assert_eq!(
        accepted(&mut account, "customerfield/option/get-detail", &of),
        json!({
            "create_at": NOW, "code": "VIP", "customer_field_option_group_code": null, "number": 3,
            "name": "Rất quan trọng", "color": "#000000", "text_color": "#000000", "type": "OPTION"
        })
    );
    refused(
        &mut account,
        "customerfield/option/insert",
        &option("VIP"),
        409,
        "VIP",
    );
    let other = with(option("VIP"), "customer_field_code", json!("DIACHI"));
    refused(
        &mut account,
        "customerfield/option/insert",
        &other,
        -1,
        "customer_field_code",
    );
    let moved = with(of.clone(), "customer_field_option_code_new", json!("V1"));
    assert_eq!(
        accepted(&mut account, "customerfield/option/update-code", &moved),
        json!(true)
    );
    refused(&mut account, "customerfield/option/delete", &of, 404, "VIP");
    let of = with(of, "customer_field_option_code", json!("V1"));
    assert_eq!(
        accepted(&mut account, "customerfield/option/check-exist-code", &of),
        json!(true)
    );
    assert_eq!(
        accepted(&mut account, "customerfield/option/delete", &of),
        json!(true)
    );
}

#[test]
fn customers_follow_a_code_if_the_rules_say_so() {
    for (cascade, value, kept) in [(false, "MOI", ""), (true, "NEW", "NEW")] {
        let mut account = with_rules(Rules {
            cascade,
            ..Rules::default()
        });
        let moved = json!({
            "customer_field_code": "TT", "customer_field_option_code": "MOI",
            "customer_field_option_code_new": "NEW"
        });
        accepted(&mut account, "customerfield/option/update-code", &moved);
        assert_eq!(detail(&mut account, "TT"), value);
        let moved = json!({"customer_field_code": "TT", "customer_field_code_new": "T2"});
        accepted(&mut account, "customerfield/update-code", &moved);
        assert_eq!(detail(&mut account, "T2"), kept);
    }
}

#[test]
fn groups_hold_options_and_can_t_be_chosen() {
    let mut account = account(RulesV3::default());
    let path = "customerfield/option/insert";
    let group = with(option("NHOM"), "type", json!("OPTGROUP"));
    accepted(&mut account, path, &group);
    let parent = "customer_field_option_group_code";
    accepted(
        &mut account,
        path,
        &with(option("CON"), parent, json!("NHOM")),
    );
    accepted(&mut account, path, &with(option("LE"), parent, Json::Null));
    refused(
        &mut account,
        path,
        &with(option("X"), parent, json!("MOI")),
        -1,
        parent,
    );
    refused(
        &mut account,
        path,
        &with(option("X"), parent, json!("KHONG")),
        404,
        "KHONG",
    );
    accepted(&mut account, "customer/update", &change("TT", json!("CON")));
    refused(
        &mut account,
        "customer/update",
        &change("TT", json!("NHOM")),
        404,
        "NHOM",
    );
    let of = json!({"customer_field_code": "TT", "customer_field_option_code": "NHOM"});
    refused(&mut account, "customerfield/option/delete", &of, -1, "NHOM");
    for (query, count) in [
        (json!({"customer_field_code": "TT"}), 5),
        (json!({"customer_field_code": "TT", "type": "OPTGROUP"}), 1),
        (json!({"customer_field_code": "TT", parent: "NHOM"}), 1),
        (json!({"customer_field_code": "TT", "key": "khách m"}), 1),
    ] {
        let counted = accepted(&mut account, "customerfield/option/count-all", &query);
        assert_eq!(counted, json!(count), "{query}");
        let page = accepted(&mut account, "customerfield/option/get-all", &query);
        assert_eq!(page.as_array().map(Vec::len), Some(count), "{query}");
    }
}
