//! What a v3 account holds is read: adopted into the snapshot, or compared with it.
//!
//! Invariant: nothing is stored of an account that could not be read as a whole.

use serde_json::{Value, json};

use crate::v3_account::{Sheets, V3Account, sheets};

/// Behaviours that the documentation leaves open.
const RULES: [&str; 6] = [
    "",
    "page_base=0,largest_page=2,order=newest",
    "largest_page=1,over_size=refused,unset=null",
    "brought=asked,text_in_pages=false,unset=blank",
    "brought=default,page_base=0,six_decimals=true",
    "national_phones=true,unknown_customer=form,order=code",
];

/// An account that was filled from the sheets by someone else, and a folder without a snapshot.
fn filled(rules: &str) -> V3Account {
    let account = V3Account::start(rules, &sheets());
    account
        .run(&["sync", "--yes", "--state", "other.db"])
        .exits(0);
    account.sent();
    account
}

fn update(account: &V3Account, code: &str, fields: &Value) {
    let body = json!({"customer_code": code, "fields": fields});
    account.call("/api/customer/update", &body);
}

fn insert(account: &V3Account, code: &str) {
    let body = json!({"fields": {"customer_code": code, "name": "Ai đó"}});
    account.call("/api/customer/insert", &body);
}

fn drift(account: &V3Account, exit: i32) -> Value {
    let ran = account.run(&["drift", "--json"]).exits(exit);
    serde_json::from_str(&ran.stdout).expect("one JSON object")
}

/// Operation, entity and code of each call of the next plan.
fn planned(account: &V3Account) -> Vec<String> {
    let ran = account.run(&["plan", "--json"]).exits(0);
    let plan: Value = serde_json::from_str(&ran.stdout).expect("one JSON object");
    let calls = plan["calls"].as_array().expect("calls").iter();
    let text = |call: &Value, key: &str| call[key].as_str().unwrap_or_default().to_owned();
    calls
        .map(|call| {
            format!(
                "{} {} {}",
                text(call, "op"),
                text(call, "entity"),
                text(call, "code")
            )
        })
        .collect()
}

#[test]
fn after_adoption_the_plan_has_exactly_what_differs() {
    for rules in RULES {
        let account = filled(rules);
        insert(&account, "LA1");
        account.run(&["adopt", "--from-account", "--yes"]).exits(0);
        assert_eq!(planned(&account), [""; 0], "{rules}");
        let mut next: Sheets = sheets();
        next.insert("status", vec!["S1,Rất mới", "S2,Cũ"]);
        let customers = next.get_mut("customer").expect("there are customers");
        customers[1] = "KH2,Trần Bình,0912345679,,,S2,T1,Đà Nẵng,,8";
        customers.push("KH4,Mới,0912345671,,,S1,T1,Hà Nội,,");
        account.sheets(&next);
        let mut calls = planned(&account);
        calls.sort();
        let expected = [
            "create customer KH4",
            "update customer KH2",
            "update status S1",
        ];
        assert_eq!(calls, expected, "{rules}");
        let changing = ["insert", "update", "delete"];
        let sent = account.sent();
        let is_change = |path: &str| changing.iter().any(|last| path.ends_with(last));
        assert!(!sent.iter().any(|arrival| is_change(&arrival.path)));
    }
}

#[test]
fn what_is_not_ours_is_counted_and_taken_only_with_all() {
    let account = filled("");
    insert(&account, "LA1");
    account.insert_field("CUA_HO", "STRING");
    let ran = account.run(&["adopt", "--from-account", "--yes"]).exits(0);
    ran.prints(&["customers: 3 ours, 1 not ours, 0 not in the account"]);
    account
        .run(&["explain", "customer", "KH1"])
        .exits(0)
        .prints(&["read"]);
    assert_eq!(drift(&account, 6)["summary"]["customer"]["not_ours"], 1);
    account
        .run(&["adopt", "--from-account", "--all", "--yes"])
        .exits(0);
    assert_eq!(
        planned(&account),
        ["delete customer LA1"],
        "a field of theirs stays"
    );
    assert_eq!(drift(&account, 0)["summary"]["customer"]["same"], 4);
}

#[test]
fn drift_shows_who_changed_what_and_a_repair_puts_it_back() {
    let account = V3Account::start("", &sheets());
    account.sync().exits(0);
    let quiet = drift(&account, 0);
    assert_eq!(quiet["complete"], true);
    assert_eq!(
        quiet["summary"]["group"],
        json!({"same": 2, "changed": 0, "gone": 0, "not_ours": 0, "unreadable": 0})
    );
    update(
        &account,
        "KH1",
        &json!({"name": "Nguyễn Ân", "SDT_2": "", "DIEM": "5.000"}),
    );
    account.call("/api/customer/delete", &json!({"customer_code": "KH2"}));
    insert(&account, "LA1");
    let found = drift(&account, 6);
    let counts = json!({"same": 1, "changed": 1, "gone": 1, "not_ours": 1, "unreadable": 0});
    assert_eq!(found["summary"]["customer"], counts);
    let changed = &found["records"][0];
    assert_eq!(
        changed["changes"],
        json!({
            "customer_name": ["Nguyễn An", "Nguyễn Ân"],
            "customer_phones": [["0912345678", "0987654321"], ["0912345678"]],
        })
    );
    assert_eq!(
        (&changed["by"], &changed["code"]),
        (&json!("900"), &json!("KH1"))
    );
    assert!(
        changed["at"]
            .as_str()
            .is_some_and(|at| at.starts_with("1970-01-01"))
    );
    account
        .run(&["drift"])
        .exits(6)
        .prints(&["KH1", "member 900", "Nguyễn Ân"]);
    account.run(&["drift", "--repair", "back.plan"]).exits(6);
    account.sent();
    account.run(&["apply", "back.plan", "--yes"]).exits(0);
    let bodies: Vec<Value> = account
        .sent()
        .iter()
        .filter(|it| it.path == "/api/customer/update")
        .map(|it| (*it.body).clone())
        .collect();
    assert_eq!(
        bodies,
        [
            json!({"customer_code": "KH1", "fields": {"name": "Nguyễn An", "phone": "0912345678", "SDT_2": "0987654321"}})
        ]
    );
    account.call("/api/customer/delete", &json!({"customer_code": "LA1"}));
    assert_eq!(drift(&account, 0)["records"], json!([]));
}

#[test]
fn accepted_drift_is_in_the_snapshot_and_the_next_plan_undoes_it() {
    let account = V3Account::start("", &sheets());
    account.sync().exits(0);
    update(&account, "KH1", &json!({"name": "Khác"}));
    account.call("/api/customer/delete", &json!({"customer_code": "KH2"}));
    insert(&account, "LA1");
    account.run(&["drift", "--accept"]).exits(6);
    assert_eq!(
        planned(&account),
        ["update customer KH1", "create customer KH2"]
    );
    assert_eq!(drift(&account, 6)["summary"]["customer"]["not_ours"], 1);
    account.run(&["drift", "--accept", "--all"]).exits(6);
    assert!(planned(&account).contains(&"delete customer LA1".to_owned()));
    drift(&account, 0);
}

#[test]
fn a_sample_says_how_sure_it_is() {
    let account = V3Account::start("", &sheets());
    account.sync().exits(0);
    let ran = account.run(&["drift", "--json", "--sample", "2"]).exits(0);
    let found: Value = serde_json::from_str(&ran.stdout).expect("one JSON object");
    assert_eq!(found["complete"], false);
    let sample = &found["sample"];
    assert_eq!(
        (&sample["asked"], &sample["of"], &sample["drifted"]),
        (&json!(2), &json!(3), &json!(0))
    );
    assert!(sample["at_most"].as_f64().is_some_and(|most| most > 0.5));
}

#[test]
fn an_account_that_keeps_changing_is_not_adopted() {
    let account = filled("others_insert=1");
    let ran = account.run(&["adopt", "--from-account", "--yes"]);
    ran.fails_with(1, &["changed again and again"]);
    assert_eq!(planned(&account).len(), 10, "nothing was stored");
}

#[test]
fn bad_answers_conclude_nothing() {
    let account = V3Account::start("", &sheets());
    account.sync().exits(0);
    account.server.enable_key(false);
    for arguments in [vec!["drift"], vec!["adopt", "--from-account", "--yes"]] {
        let ran = account.run(&arguments);
        ran.fails_with(1, &["VBOT_API_KEY"]);
    }
    account.server.enable_key(true);
    account.configure(
        "timeout = \"1s\"",
        "timeout = \"1s\"\nmax_attempts = 1\nwait_for_server = \"1s\"",
    );
    account.faults("html_200=1");
    let export = ["export", "records", "--format", "ndjson"];
    let before = account.run(&export).exits(0).stdout;
    for arguments in [vec!["drift"], vec!["adopt", "--from-account", "--yes"]] {
        account.run(&arguments).exits(1);
    }
    assert_eq!(account.run(&export).exits(0).stdout, before);
}

#[test]
fn a_named_field_that_is_missing_or_of_another_type_is_named() {
    let account = V3Account::start("", &sheets());
    account.configure("address = \"DIA_CHI\"", "address = \"DIA_CHI_2\"");
    let ran = account.run(&["adopt", "--from-account", "--yes"]);
    ran.fails_with(1, &["DIA_CHI_2"]);
    account.configure("address = \"DIA_CHI_2\"", "address = \"TT_2\"");
    account.insert_field("TT_2", "NUMBER");
    let ran = account.run(&["adopt", "--from-account", "--yes"]);
    ran.fails_with(1, &["TT_2", "NUMBER"]);
}

#[test]
fn v1_can_not_read() {
    let scene = crate::fixture::Fixture::builder().customers(&[]).start();
    for arguments in [vec!["drift"], vec!["adopt", "--from-account", "--yes"]] {
        scene.run(&arguments).fails_with(1, &["v3"]);
    }
}
