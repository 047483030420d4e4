//! The plan as JSON.

use insta::assert_snapshot;
use serde_json::{Value, json};

use crate::{
    codec::Plan,
    model::{Call, Entity, Operation, differences, fixture::customer},
    report::{fixture, json},
};

fn written(plan: &Plan) -> String {
    let mut out = Vec::new();
    let body = |call: &Call| json!({"customer_no": call.action.code().as_str()});
    json::plan(&mut out, plan, &body).expect("memory takes it");
    String::from_utf8(out).expect("it is UTF-8")
}

#[test]
fn a_plan_as_json() {
    let mut plan = fixture::plan();
    plan.calls.edit(|calls| calls.truncate(10));
    plan.guards.push(fixture::guard());
    assert_snapshot!(written(&plan), @r#"
    {"format":1,
    "plan":"8f367ed63adb",
    "summary":{"status":{"create":1,"update":0,"updateNo":0,"delete":0,"unchanged":0,"held":0},"type":{"create":1,"update":0,"updateNo":0,"delete":0,"unchanged":0,"held":0},"group":{"create":0,"update":1,"updateNo":0,"delete":0,"unchanged":0,"held":0},"field":{"create":0,"update":0,"updateNo":0,"delete":0,"unchanged":0,"held":0},"customer":{"create":1,"update":14,"updateNo":4,"delete":1,"unchanged":1234,"held":2}},
    "left_out":{"status":{"create":0,"update":0,"updateNo":0,"delete":0},"type":{"create":0,"update":0,"updateNo":0,"delete":0},"group":{"create":0,"update":0,"updateNo":0,"delete":0},"field":{"create":0,"update":0,"updateNo":0,"delete":0},"customer":{"create":0,"update":0,"updateNo":0,"delete":0}},
    "calls":[
    {"id":1,"entity":"status","op":"create","code":"HEN_GOI","new_code":null,"after":[],"changes":{},"origin":{"file":"exports/danh-muc.xlsx","sheet":"Trạng thái","row":10},"body":{"customer_no":"HEN_GOI"}},
    {"id":2,"entity":"type","op":"create","code":"SI","new_code":null,"after":[],"changes":{},"origin":{"file":"exports/khach-hang.csv","sheet":null,"row":7},"body":{"customer_no":"SI"}},
    {"id":3,"entity":"group","op":"update","code":"005","new_code":null,"after":[],"changes":{"group_name":["Cần Thơ","Miền Tây"]},"origin":{"file":"exports/danh-muc.xlsx","sheet":"Nhóm","row":6},"body":{"customer_no":"005"}},
    {"id":4,"entity":"customer","op":"create","code":"KH1001","new_code":null,"after":[1],"changes":{},"origin":{"file":"exports/khach-hang.csv","sheet":null,"row":7},"body":{"customer_no":"KH1001"}},
    {"id":5,"entity":"customer","op":"update","code":"KH0042","new_code":null,"after":[],"changes":{"customer_email":[null,"phong@example.com"],"customer_phones":[["0912000001"],["0987000002","0243000003"]]},"origin":{"file":"exports/khach-hang.csv","sheet":null,"row":7},"body":{"customer_no":"KH0042"}},
    {"id":6,"entity":"customer","op":"update","code":"KH0043","new_code":null,"after":[],"changes":{"customer_address":["Số 318, ngõ 94 Lê Lợi, P. 2, Q. Tân Bình, TP. Hồ Chí Minh",""]},"origin":{"file":"exports/khach-hang.csv","sheet":null,"row":7},"body":{"customer_no":"KH0043"}},
    {"id":7,"entity":"customer","op":"updateNo","code":"KH0001","new_code":"KH0900","after":[],"changes":{},"origin":{"file":"exports/khach-hang.csv","sheet":null,"row":7},"body":{"customer_no":"KH0001"}},
    {"id":8,"entity":"customer","op":"updateNo","code":"KH0377","new_code":"TMP-1","after":[],"changes":{},"origin":{"file":"exports/khach-hang.csv","sheet":null,"row":7},"body":{"customer_no":"KH0377"}},
    {"id":9,"entity":"customer","op":"updateNo","code":"KH0415","new_code":"KH0377","after":[8],"changes":{},"origin":{"file":"exports/khach-hang.csv","sheet":null,"row":7},"body":{"customer_no":"KH0415"}},
    {"id":10,"entity":"customer","op":"updateNo","code":"TMP-1","new_code":"KH0415","after":[9],"changes":{},"origin":{"file":"exports/khach-hang.csv","sheet":null,"row":7},"body":{"customer_no":"TMP-1"}}
    ],
    "issues":[
    {"severity":"error","rule":"guard.max_deletes","message":"120 of 1,000 customer records would be deleted; at most 100 may be (10%) (--max-delete customer=120)","origin":null},
    {"severity":"warning","rule":"phone.invalid","message":"“091234” is not a Vietnamese phone number; it is sent all the same","origin":{"file":"exports/khach-hang.csv","sheet":null,"row":18,"column":"ĐT 2"}},
    {"severity":"error","rule":"row.reference","message":"there is no status `Chờ duyệt`","origin":{"file":"exports/khach-hang.csv","sheet":null,"row":356,"column":"Trạng thái"}},
    {"severity":"warning","rule":"run.unfinished","message":"run 12 is unfinished: `sync` first settles what is in doubt of it, so its plan may differ from this one","origin":null}
    ]}
    "#);
}

#[test]
fn an_empty_plan_as_json() {
    assert_snapshot!(written(&Plan::default()), @r#"
    {"format":1,
    "plan":"000000000000",
    "summary":{"status":{"create":0,"update":0,"updateNo":0,"delete":0,"unchanged":0,"held":0},"type":{"create":0,"update":0,"updateNo":0,"delete":0,"unchanged":0,"held":0},"group":{"create":0,"update":0,"updateNo":0,"delete":0,"unchanged":0,"held":0},"field":{"create":0,"update":0,"updateNo":0,"delete":0,"unchanged":0,"held":0},"customer":{"create":0,"update":0,"updateNo":0,"delete":0,"unchanged":0,"held":0}},
    "left_out":{"status":{"create":0,"update":0,"updateNo":0,"delete":0},"type":{"create":0,"update":0,"updateNo":0,"delete":0},"group":{"create":0,"update":0,"updateNo":0,"delete":0},"field":{"create":0,"update":0,"updateNo":0,"delete":0},"customer":{"create":0,"update":0,"updateNo":0,"delete":0}},
    "calls":[],
    "issues":[]}
    "#);
}

#[test]
fn json_is_one_object_with_everything_in_it() {
    let plan = fixture::plan();
    let value: Value = serde_json::from_str(&written(&plan)).expect("it is JSON");
    assert_eq!(value["format"], 1);
    assert_eq!(
        value["calls"].as_array().map(Vec::len),
        Some(plan.calls.len())
    );
    assert_eq!(
        value["issues"].as_array().map(Vec::len),
        Some(plan.issues.len())
    );
    assert_eq!(value["calls"][0]["new_code"], Value::Null);
}

/// An account may give a field any code, even the name of an attribute.
#[test]
fn a_field_that_is_called_like_an_attribute_changes_beside_it() {
    let content = |name: &str, status: &str, field: &str| {
        let mut content = customer(name, "0912345678", status);
        for code in ["customer_name", "fields.x", "F1"] {
            content.fields.insert(code.into(), field.to_owned());
        }
        content
    };
    let changes = differences(&content("An", "NEW", "a"), &content("Bình", "OLD", "b"));
    assert_eq!(changes.len(), 5);
    let mut call = fixture::call(Entity::Customer, Operation::Update, "KH1", "Bình");
    call.changes = changes;
    let plan = Plan {
        calls: vec![call].into(),
        ..Plan::default()
    };
    let value: Value = serde_json::from_str(&written(&plan)).expect("it is JSON");
    let expected = json!({
        "F1": ["a", "b"],
        "customer_name": ["An", "Bình"],
        "customer_status_code": ["NEW", "OLD"],
        "fields.customer_name": ["a", "b"],
        "fields.fields.x": ["a", "b"],
    });
    assert_eq!(value["calls"][0]["changes"], expected);
}
