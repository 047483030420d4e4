//! `explain` under v3: the account's side of a record, and who changed it last.
//!
//! Invariant: the account is only read, and where it can't be asked the rest is shown.

use serde_json::{Value, json};

use crate::v3_account::{V3Account, sheets};

fn synced() -> V3Account {
    let account = V3Account::start("", &sheets());
    account.sync().exits(0);
    account
}

fn explained(account: &V3Account, arguments: &[&str]) -> Value {
    let mut all = vec!["explain", "--json"];
    all.extend(arguments);
    account.run(&all).exits(0).json()
}

#[test]
fn a_changed_customer_shows_all_three_sides_and_who_changed_it() {
    let account = synced();
    let fields = json!({"name": "Nguyễn Ân", "NHOM": "G2", "DIEM": "5.000"});
    let body = json!({"customer_code": "KH1", "fields": fields});
    account.call("/api/customer/update", &body);
    account
        .run(&["explain", "customer", "KH1"])
        .exits(0)
        .prints(&[
            "In the account",
            "it differs from the snapshot",
            "last changed by member 900, 1970-01-01",
            "customer_name Nguyễn Ân (snapshot: Nguyễn An; sheet: Nguyễn An)",
            "customer_group_name Đà Nẵng (snapshot: Hà Nội; sheet: Hà Nội)",
            "Nothing to send",
        ]);
    let found = explained(&account, &["customer", "KH1"]);
    let side = &found["account"];
    assert_eq!(
        (&side["state"], &side["by"]),
        (&json!("changed"), &json!("900"))
    );
    assert_eq!(
        side["changes"],
        json!({
            "customer_name": ["Nguyễn An", "Nguyễn Ân"],
            "customer_group_name": ["Hà Nội", "Đà Nẵng"],
        })
    );
    assert_eq!(
        found["attributes"]["customer_name"],
        json!({"snapshot": "Nguyễn An", "sheet": "Nguyễn An", "account": "Nguyễn Ân"})
    );
    assert_eq!(
        explained(&account, &["customer", "KH3"])["account"]["state"],
        "same"
    );
    let status = explained(&account, &["status", "S1"]);
    assert_eq!(status["account"]["values"], json!({"status_name": "Mới"}));
}

#[test]
fn what_only_one_of_them_has_is_said() {
    let account = synced();
    account.call("/api/customer/delete", &json!({"customer_code": "KH2"}));
    let fields = json!({"customer_code": "LA1", "name": "Ai đó"});
    account.call("/api/customer/insert", &json!({"fields": fields}));
    assert_eq!(
        explained(&account, &["customer", "KH2"])["account"]["state"],
        "gone"
    );
    assert_eq!(
        explained(&account, &["customer", "LA1"])["account"]["state"],
        "not_ours"
    );
    account
        .run(&["explain", "customer", "LA1"])
        .exits(0)
        .prints(&["the account has it, and the snapshot has not", "Ai đó"]);
    account
        .run(&["explain", "customer", "XX"])
        .fails_with(1, &["nothing is known"]);
}

#[test]
fn an_account_that_can_not_be_asked_is_said_in_a_line() {
    let mut account = synced();
    account.sent();
    let quiet = explained(&account, &["customer", "KH1", "--offline"]);
    assert_eq!(quiet["account"], Value::Null);
    assert_eq!(account.sent(), []);
    account.environment.clear();
    account
        .run(&["explain", "customer", "KH1"])
        .exits(0)
        .prints(&[
            "the account could not be asked: there is no API key",
            "Nothing to send",
        ]);
    let found = explained(&account, &["customer", "KH1"]);
    assert_eq!(found["account"]["state"], "unread");
    assert_eq!(account.sent(), []);
}

#[test]
fn an_account_that_does_not_answer_is_not_waited_for_longer_than_two_requests_may_take() {
    let account = synced();
    account.configure("timeout = \"1s\"", "timeout = \"200ms\"");
    account.faults("slow=1,slow_ms=60000");
    let found = explained(&account, &["customer", "KH1"]);
    assert_eq!(found["account"]["state"], "unread");
    assert_eq!(found["account"]["values"], json!({}));
    account
        .run(&["explain", "customer", "KH1"])
        .exits(0)
        .prints(&[
            "the account could not be asked: no answer within 0.4 s",
            "Nothing to send",
        ]);
}
