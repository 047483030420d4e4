//! Columns that are sent only while the account has no value: `write = "if-empty"`.
//!
//! Invariant: a value that others have entered is never replaced.

use serde_json::{Value, json};

use crate::v3_account::{Sheets, V3Account, sheets};

/// An account that someone else has filled from the sheets, and a folder without a snapshot, whose configuration says
/// `write` of the e-mail address and of a number.
fn filled(write: &str) -> V3Account {
    let account = V3Account::start("", &sheets());
    let state = ["sync", "--yes", "--state", "other.db"];
    account.run(&state).exits(0);
    account.configure(
        "[source.fields]",
        &format!(
            "[source.columns]\ncustomer_email = {{ column = \"customer_email\", write = \"{write}\" }}\n[source.fields]"
        ),
    );
    account.configure(
        "DIEM = \"Điểm\"",
        &format!("DIEM = {{ column = \"Điểm\", write = \"{write}\" }}"),
    );
    account.sent();
    account
}

fn update(account: &V3Account, code: &str, fields: &Value) {
    let body = json!({"customer_code": code, "fields": fields});
    account.call("/api/customer/update", &body);
}

/// The sheets with other e-mail addresses and numbers in every row.
fn others() -> Sheets {
    let mut next = sheets();
    let customers = next.get_mut("customer").expect("there are customers");
    *customers = vec![
        "KH1,Nguyễn An,0912345678;0987654321,1 Tràng Tiền,moi@example.com,S1,T1,Hà Nội,1990-02-01,6",
        "KH2,Trần Bình,0912345679,,binh@example.com,S2,T1,Đà Nẵng,,8",
        "KH3,Lê Chi,0912345670,2 Phố,,S1,T1,Hà Nội,,9",
    ];
    next
}

fn plan(account: &V3Account) -> Value {
    let ran = account.run(&["plan", "--json"]).exits(0);
    serde_json::from_str(&ran.stdout).expect("one JSON object")
}

/// The bodies of the calls of the next plan.
fn bodies(account: &V3Account) -> Vec<Value> {
    let plan = plan(account);
    let calls = plan["calls"].as_array().expect("calls").iter();
    calls.map(|call| call["body"].clone()).collect()
}

/// The rules of the next plan's issues, with their columns.
fn issues(account: &V3Account) -> Vec<String> {
    let plan = plan(account);
    let issues = plan["issues"].as_array().expect("issues").iter();
    issues
        .map(|issue| issue["rule"].as_str().unwrap_or_default().to_owned())
        .collect()
}

#[test]
fn a_value_is_sent_only_where_the_account_has_none() {
    let account = filled("if-empty");
    account.run(&["adopt", "--from-account", "--yes"]).exits(0);
    account.sheets(&others());
    let sent =
        json!({"customer_code": "KH2", "fields": {"EMAIL": "binh@example.com", "DIEM": "8"}});
    assert_eq!(bodies(&account), [sent]);
    assert_eq!(issues(&account), ["value.kept", "value.kept"]);
    account
        .run(&["check"])
        .exits(0)
        .prints(&["sent only while the account has no value (if-empty): customer_email"]);
    account
        .run(&["explain", "customer", "KH1"])
        .exits(0)
        .prints(&[
            "customer_email stays an@example.com in the account (`write = \"if-empty\"`); the row has moi@example.com",
            "the row differs only in values that are left to the account",
        ]);
    account.sync().exits(0);
    let customers = account.customers();
    assert_eq!(customers["KH1"]["EMAIL"], "an@example.com");
    assert_eq!(customers["KH2"]["EMAIL"], "binh@example.com");
    assert_eq!(customers["KH3"]["DIEM"], "7");
    account.run(&["drift"]).exits(0);
    account.sent();
    account.sync().exits(0);
    assert_eq!(account.sent(), []);
}

#[test]
fn what_others_enter_there_is_no_drift_and_counts_once_it_is_read() {
    for write in ["if-empty", "create"] {
        let account = filled(write);
        account.run(&["adopt", "--from-account", "--yes"]).exits(0);
        update(&account, "KH1", &json!({"EMAIL": "", "DIEM": "50"}));
        account.run(&["drift"]).exits(0);
        account.run(&["drift", "--sample", "3"]).exits(0);
        account.sheets(&others());
        account.run(&["drift", "--accept"]).exits(0);
        let of_an = bodies(&account);
        let of_an = of_an.iter().find(|body| body["customer_code"] == "KH1");
        let sent = json!({"customer_code": "KH1", "fields": {"EMAIL": "moi@example.com"}});
        assert_eq!(of_an, (write == "if-empty").then_some(&sent), "{write}");
        update(
            &account,
            "KH1",
            &json!({"name": "Khác", "EMAIL": "ho@example.com"}),
        );
        account.run(&["drift", "--repair", "back.plan"]).exits(6);
        account.sent();
        account.run(&["apply", "back.plan", "--yes"]).exits(0);
        let name = json!({"customer_code": "KH1", "fields": {"name": "Nguyễn An"}});
        let repaired = account.sent();
        let mut repaired = repaired.iter().filter(|it| it.path.ends_with("/update"));
        assert_eq!(repaired.next().map(|it| &*it.body), Some(&name), "{write}");
    }
}

#[test]
fn what_was_never_read_is_not_replaced() {
    let account = filled("if-empty");
    let column = "DIEM = { column = \"Điểm\", write = \"if-empty\" }";
    account.configure(column, "#");
    account.run(&["adopt", "--from-account", "--yes"]).exits(0);
    account.configure("#", column);
    let mut next = sheets();
    next.insert(
        "customer",
        vec!["KH2,Trần Bình,0912345679,,,S2,T1,Đà Nẵng,,8"],
    );
    let customers = next.get_mut("customer").expect("there are customers");
    customers.extend(&sheets()["customer"]);
    customers.remove(2);
    account.sheets(&next);
    assert_eq!(
        (bodies(&account), issues(&account)),
        (vec![], vec!["value.unread".to_owned()])
    );
    account
        .run(&["explain", "customer", "KH2"])
        .exits(0)
        .prints(&["DIEM: what the account has was never read"]);
    account.run(&["drift", "--accept"]).exits(0);
    let sent = json!({"customer_code": "KH2", "fields": {"DIEM": "8"}});
    assert_eq!((bodies(&account), issues(&account)), (vec![sent], vec![]));
}

#[test]
fn what_a_create_has_left_out_is_sent_later() {
    let account = V3Account::start("", &sheets());
    account.configure(
        "DIEM = \"Điểm\"",
        "DIEM = { column = \"Điểm\", write = \"if-empty\" }",
    );
    account.sync().exits(0);
    account.sheets(&others());
    let sent: Vec<Value> = bodies(&account)
        .into_iter()
        .map(|body| body["fields"]["DIEM"].clone())
        .collect();
    assert_eq!(sent, [Value::Null, json!("8"), Value::Null]);
}

#[test]
fn an_update_that_sends_everything_leaves_those_values_out() {
    for write in ["if-empty", "create"] {
        let account = filled(write);
        account.configure("[limits]", "[sync]\nrenames_cascade = true\n[limits]");
        account.run(&["adopt", "--from-account", "--yes"]).exits(0);
        // Someone gives the option its new code first, so it is unknown whether its customers have followed.
        let moved = json!({
            "customer_field_code": "TT",
            "customer_field_option_code": "S1", "customer_field_option_code_new": "S3",
        });
        account.call("/api/customerfield/option/update-code", &moved);
        let mut next = sheets();
        next.insert("status", vec!["S3,Mới,S1", "S2,Cũ"]);
        let customers = next.get_mut("customer").expect("there are customers");
        customers[0] = "KH1,Nguyễn An,0912345678;0987654321,1 Tràng Tiền,an@example.com,S3,T1,Hà Nội,1990-02-01,5";
        customers.truncate(2);
        account.sheets(&next);
        account.sync().exits(0);
        let others = json!({"EMAIL": "ho@example.com", "DIEM": "50"});
        update(&account, "KH1", &others);
        account.sent();
        account.sync().exits(0);
        let sent = account.sent();
        let of_an = |it: &&vbot_sync::sandbox::Arrival| {
            it.path.ends_with("customer/update") && it.body["customer_code"] == "KH1"
        };
        let updates: Vec<_> = sent.iter().filter(of_an).collect();
        assert_eq!(updates.len(), 1, "{write}: {sent:?}");
        let fields = &updates[0].body["fields"];
        let left = ["EMAIL", "DIEM"].map(|key| fields.get(key));
        assert_eq!(
            (&fields["TT"], left),
            (&json!("S3"), [None, None]),
            "{write}"
        );
        let customers = account.customers();
        assert_eq!(customers["KH1"]["TT"], "S3", "{write}");
        assert_eq!(customers["KH1"]["EMAIL"], "ho@example.com", "{write}");
        assert_eq!(customers["KH1"]["DIEM"], "50", "{write}");
        assert!(bodies(&account).is_empty(), "{write}");
    }
}
