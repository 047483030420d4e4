//! Details of customers, and their timelines.

use super::*;
use crate::sandbox::UnknownCustomer;

#[test]
fn the_code_of_no_customer_is_answered_as_the_rules_say() {
    let query = json!({"customer_code": "KH9"});
    let of = |unknown_customer| {
        let mut account = account(RulesV3 {
            unknown_customer,
            ..RulesV3::default()
        });
        call(&mut account, "customer/get-detail", &query)
    };
    assert_eq!(of(UnknownCustomer::NotFound).error, 404);
    assert_eq!(
        of(UnknownCustomer::NullData),
        SandboxAnswer::success(Json::Null)
    );
    let form = of(UnknownCustomer::Form).data;
    assert_eq!(form["customer_code"], "");
    let fields = form["fields"].as_array().expect("a list");
    assert_eq!(fields.len(), 10);
    assert!(fields.iter().all(|field| field["value"] == ""));
    let mut account = account(RulesV3::default());
    assert_eq!(
        accepted(&mut account, "customer/get-detail", &json!({})),
        form
    );
}

#[test]
fn details_have_every_field_and_every_option() {
    let mut account = account(RulesV3::default());
    let query = json!({"customer_code": "KH1"});
    let details = accepted(&mut account, "customer/get-detail", &query);
    assert_eq!(details["customer_code"], "KH1");
    let fields = details["fields"].as_array().expect("a list");
    assert_eq!(
        fields[9],
        json!({
            "code": "TT", "name": "Trường TT", "type": "SELECT", "color": "#FFFFFF",
            "text_color": "#000000", "is_required": false, "value": "MOI", "number": 10,
            "is_unique": false,
            "value_options": [
                {"code": "MOI", "is_select": true, "name": "Khách MOI", "color": "#00ff00",
                 "text_color": "#000000", "number": 1, "type": "OPTION",
                 "customer_field_option_code": "MOI"},
                {"code": "CU", "is_select": false, "name": "Khách CU", "color": "#00ff00",
                 "text_color": "#000000", "number": 2, "type": "OPTION",
                 "customer_field_option_code": "CU"},
            ]
        })
    );
    assert_eq!(
        (&fields[8]["value"], &fields[8]["value_options"]),
        (&json!(""), &json!([]))
    );
}

#[test]
fn a_timeline_has_the_newest_entry_first() {
    let mut account = account(RulesV3::default());
    let change = change("DT", json!("2"));
    account.call_by_other("/api/customer/update", &change, NOW + 5);
    let query = json!({"customer_code": "KH1", "type": "CUSTOMER"});
    let entries = accepted(&mut account, "ActionTimeline/get-all", &query);
    assert_eq!(
        entries[0],
        json!({
            "create_at": NOW + 5, "member_no": "900", "type": "CUSTOMER",
            "type_sub": "CUSTOMER_UPDATE", "content": "", "customer_code": "KH1"
        })
    );
    assert_eq!(entries[1]["type_sub"], "CUSTOMER_CREATE");
    assert_eq!(entries[1]["member_no"], Json::Null);
    assert_eq!(
        accepted(&mut account, "ActionTimeline/count-all", &query),
        json!(2)
    );
    let calls = json!({"customer_code": "KH1", "type": "HISTORY_CALL"});
    assert_eq!(
        accepted(&mut account, "ActionTimeline/count-all", &calls),
        json!(0)
    );
}
