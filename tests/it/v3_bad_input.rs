//! A wrong key, address, type or code under v3, through the real binary.

use serde_json::json;

use crate::{
    program::eventually,
    v3_account::{V3Account, sheets},
};

/// A key that can be told apart from every other word of the output.
const KEY: &str = "sk-opa-7f3a91c2";

fn account(rules: &str) -> V3Account {
    V3Account::with_key(rules, KEY, &sheets())
}

#[test]
fn a_disabled_key_ends_before_the_first_call() {
    let account = account("");
    account.server.enable_key(false);
    for command in [
        &["sync", "--yes"] as &[&str],
        &["adopt", "--from-account", "--yes"],
    ] {
        account.sent();
        let ran = account
            .run(command)
            .fails_with(1, &["VBOT_API_KEY", "Api Key"]);
        assert!(!format!("{ran}").contains(KEY), "{ran}");
        assert_eq!(account.server.log().len(), 1);
    }
    assert_eq!(account.customers(), json!({}));
    account.server.enable_key(true);
    account.sync().exits(0);
}

#[test]
fn a_key_that_is_disabled_in_the_middle_stops_the_run_at_once() {
    const CONCURRENCY: usize = 4;
    for rules in ["", "http_401=false"] {
        let account = account(rules);
        account.configure(
            "timeout = \"1s\"",
            &format!("timeout = \"1s\"\nconcurrency = {CONCURRENCY}"),
        );
        let rows = (0..200)
            .map(|number| format!("KH{number},An {number},09{number:08},,,S1,T1,Hà Nội,,,\n"));
        let header = "customer_no,customer_name,customer_phones,customer_address,customer_email,customer_status_code,customer_type_code,customer_group_name,Ngày sinh,Điểm,previous_no\n";
        account.write(
            "customer.csv",
            &rows.fold(header.to_owned(), |text, row| text + &row),
        );
        account.faults("slow=1,slow_ms=20");
        let running = account.begin(&["sync", "--yes"]);
        eventually("customers are sent", || {
            let log = account.server.log();
            let sent = log.iter().filter(|it| it.path == "/api/customer/insert");
            sent.count() > 10
        });
        account.server.enable_key(false);
        let ran = running.end().exits(5);
        let ran = ran.prints(&["vbot-sync resume", "VBOT_API_KEY"]);
        assert!(!format!("{ran}").contains(KEY), "{ran}");
        let log = account.sent();
        let refused = log.iter().filter(|it| it.code == Some(401)).count();
        assert!((1..=CONCURRENCY + 1).contains(&refused), "{refused}");
        account.faults("");
        account.server.enable_key(true);
        account.run(&["resume"]).exits(0);
        let customers = account.customers();
        assert_eq!(customers.as_object().map(serde_json::Map::len), Some(200));
    }
}

#[test]
fn a_field_of_the_account_with_another_type_is_left_as_it_is() {
    let account = account("");
    account.insert_field("DIEM", "STRING");
    account
        .sync()
        .exits(3)
        .prints(&["create field DIEM", "type"]);
    let state = account.server.state();
    assert_eq!(state["fields"]["DIEM"]["type"], "STRING");
    assert_eq!(state["fields"]["DIEM"]["name"], "DIEM");
}

#[test]
fn an_option_with_other_letters_is_held_with_its_customers() {
    let mut wrong = sheets();
    wrong.insert("status", vec!["S1,Mới", "CŨ,Cũ"]);
    let customers = wrong.get_mut("customer").expect("there are customers");
    customers[1] = "KH2,Trần Bình,0912345679,,,CŨ,T1,Đà Nẵng,,";
    let account = account("");
    account.sheets(&wrong);
    account
        .run(&["check"])
        .exits(3)
        .prints(&["“CŨ” can't be sent"]);
    account.sync().exits(3);
    assert_eq!(account.options("TT").len(), 1);
    let customers = account.customers();
    assert!(customers["KH1"].is_object() && customers["KH2"].is_null());
}

#[test]
fn the_address_may_end_with_a_slash() {
    let account = account("");
    let (with, without) = (
        format!("base_url = \"{}/\"", account.server.url()),
        format!("base_url = \"{}\"", account.server.url()),
    );
    account.sync().exits(0);
    account.configure(&with, &without);
    account.sync().exits(0).prints(&["with 0 requests"]);
    let elsewhere = format!("base_url = \"{}/v9.9\"", account.server.url());
    account.configure(&without, &elsewhere);
    account.sync().fails_with(1, &["belongs to"]);
}

#[test]
fn the_tenant_of_v1_is_refused() {
    for key in ["vbot_id", "project_code"] {
        let account = account("");
        account.configure(
            "dialect = \"v3\"",
            &format!("dialect = \"v3\"\n{key} = \"1\""),
        );
        account
            .run(&["check"])
            .fails_with(1, &["line 4", key, "v3"]);
    }
}
