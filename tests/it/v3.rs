//! Nights against a v3 account: what is sent, what is read, and what is refused.
//!
//! Invariant: whatever the account did in between, it ends as the sheets want it.

use serde_json::{Value, json};
use vbot_sync::sandbox::Arrival;

use crate::v3_account::{Sheets, V3Account, sheets};

/// The second night: values change and are cleared, codes and names change hands, records come and go.
pub fn second() -> Sheets {
    let mut sheets = sheets();
    sheets.insert("status", vec!["S2,Mới,S1", "S1,Cũ,S2"]);
    sheets.insert("group", vec!["G9,Hà Nội,G1", "G2,Huế,"]);
    sheets.insert(
        "customer",
        vec![
            "KH1,Nguyễn An,0912345678,,an@example.com,S1,T1,Hà Nội,,5,",
            "KH9,Trần Bình,0912345679,,,S2,T1,Huế,,,KH2",
            "KH5,Mới Tinh,0912345671,2 Phố,moi@example.com,S1,T1,Hà Nội,,7,",
        ],
    );
    sheets
}

fn bodies<'a>(sent: &'a [Arrival], path: &str) -> Vec<&'a Value> {
    let sent = sent.iter().filter(|arrival| arrival.path == path);
    sent.map(|arrival| &*arrival.body).collect()
}

#[test]
fn two_nights_make_the_account_equal_to_the_sheets() {
    let account = V3Account::start("", &sheets());
    account.sync().exits(0);
    account.equals(&sheets());
    account.sent();
    account.sync().exits(0).prints(&["with 0 requests"]);
    assert_eq!(account.sent(), [], "an empty plan sends nothing");
    account.sheets(&second());
    account.sync().exits(0);
    account.equals(&second());
    account.sync().exits(0).prints(&["with 0 requests"]);
}

#[test]
fn an_update_sends_what_changes_and_keeps_the_colours() {
    let account = V3Account::start("", &sheets());
    account.sync().exits(0);
    let colours = json!({
        "customer_field_option_code": "G2", "customer_field_code": "NHOM", "name": "Đà Nẵng",
        "color": "#ABCDEF", "text_color": "#FEDCBA", "number": 7,
    });
    account.call("/api/customerfield/option/update", &colours);
    let mut next = sheets();
    next.insert("group", vec!["G1,Hà Nội,", "G2,Huế,"]);
    let customers = next.get_mut("customer").expect("there are customers");
    customers[0] = "KH1,Nguyễn An,0912345678,1 Tràng Tiền,,S1,T1,Hà Nội,1990-02-01,5,";
    customers[1] = "KH2,Trần Bình,0912345679,,,S2,T1,Huế,,,";
    account.sheets(&next);
    account.sent();
    account.sync().exits(0);
    let sent = account.sent();
    let updates = bodies(&sent, "/api/customer/update");
    assert_eq!(
        updates,
        [
            &json!({"customer_code": "KH1", "fields": {"phone": "0912345678", "SDT_2": "", "EMAIL": ""}})
        ],
        "a group's new name sends no customer again"
    );
    let option = bodies(&sent, "/api/customerfield/option/update");
    let repeated = json!({
        "customer_field_option_code": "G2", "customer_field_code": "NHOM", "name": "Huế",
        "color": "#ABCDEF", "text_color": "#FEDCBA", "number": 7,
    });
    assert_eq!(option, [&repeated]);
    account.equals(&next);
}

/// After a write without a clear answer, no other write names the code before a read of it has succeeded.
fn assert_read_before_written_again(log: &[Arrival]) {
    let named = |arrival: &Arrival| arrival.body["customer_code"].as_str().map(str::to_owned);
    let code = |arrival: &Arrival| {
        named(arrival).or_else(|| {
            let code = arrival.body["fields"]["customer_code"].as_str();
            code.map(str::to_owned)
        })
    };
    let mut doubtful = std::collections::BTreeSet::new();
    for arrival in log
        .iter()
        .filter(|it| it.path.starts_with("/api/customer/"))
    {
        let Some(code) = code(arrival) else {
            continue;
        };
        if arrival.path.ends_with("get-detail") {
            if arrival.fault.is_none() {
                doubtful.remove(&code);
            }
            continue;
        }
        assert!(!doubtful.contains(&code), "{code} is written unread");
        let is_clear = matches!(
            arrival.fault,
            None | Some("http_429" | "http_503" | "slow" | "duplicate")
        );
        if !is_clear {
            doubtful.insert(code);
        }
    }
}

/// Two nights with these faults lead to the account that the sheets describe.
fn settled_by_reading(faults: &str, rules: &str) {
    let account = V3Account::start(rules, &sheets());
    account.faults(&format!("{faults},retry_after=0"));
    for night in [sheets(), second()] {
        account.sheets(&night);
        for _ in 0..5 {
            if account.sync().code == Some(0) {
                break;
            }
        }
        account.equals(&night);
    }
    assert_read_before_written_again(&account.sent());
}

#[test]
fn calls_answered_500_are_settled_by_reading() {
    settled_by_reading("error_500=0.3,seed=0", "");
}

#[test]
fn lost_calls_are_settled_by_reading() {
    let faults = "apply_drop=0.2,drop_before=0.2,seed=1";
    settled_by_reading(faults, "cleared_by=silent_null");
}

#[test]
fn calls_with_broken_answers_are_settled_by_reading() {
    let faults = "html_200=0.2,cut_body=0.2,html_502=0.1,seed=2";
    settled_by_reading(faults, "cleared_by=null,unknown_customer=form");
}

#[test]
fn calls_that_arrive_twice_are_settled_by_reading() {
    let faults = "http_429=0.1,http_503=0.1,duplicate=0.2,seed=3";
    settled_by_reading(faults, "unknown_customer=null,http_errors=true");
}

#[test]
fn a_killed_run_is_resumed_by_reading() {
    let account = V3Account::start("", &sheets());
    account.kill_sync_at_first_customer();
    account.run(&["resume"]).exits(0);
    account.equals(&sheets());
}

#[test]
fn a_wrong_key_ends_before_the_first_call() {
    let mut account = V3Account::start("", &sheets());
    account.environment[0].1 = "wrong-key".to_owned();
    let ran = account.sync().fails_with(1, &["VBOT_API_KEY"]);
    assert!(!format!("{ran}").contains("wrong-key"));
    assert_eq!(account.server.log().len(), 1);
    account.environment[0] = ("VBOT_TOKEN", "sandbox".to_owned());
    account
        .sync()
        .fails_with(1, &["needs an API key", "VBOT_API_KEY"]);
}

#[test]
fn a_named_field_that_is_missing_or_of_another_type_ends_the_run() {
    let account = V3Account::start("", &sheets());
    account.configure("email = \"EMAIL\"", "email = \"THU\"");
    account.sync().fails_with(1, &["`THU`", "`email`"]);
    account.insert_field("THU", "NUMBER");
    account.sync().fails_with(1, &["`THU`", "NUMBER", "STRING"]);
    assert_eq!(account.customers(), json!({}));
    account.configure("email = \"THU\"", "email = \"EMAIL\"");
    account.sync().exits(0);
    account.equals(&sheets());
}

#[test]
fn what_has_no_field_is_refused_by_check() {
    let account = V3Account::start("", &sheets());
    account.configure("address = \"DIA_CHI\"\n", "");
    let line = "add `address = \"CODE\"` under [api.v3]";
    account
        .run(&["check"])
        .exits(1)
        .stderr_has(&["customer_address", line]);
}

#[test]
fn rows_that_the_account_would_refuse_are_held() {
    let mut wrong = sheets();
    let customers = wrong.get_mut("customer").expect("there are customers");
    customers.extend([
        "KH 4,An,0912345671,,,S1,T1,Hà Nội,,",
        "KH5,An,0912345672;0912345673;0912345674,,,S1,T1,Hà Nội,,",
        "KH6,An,0912345675,,,S1,T1,Hà Nội,31/02/1990,",
        "KH7,An,0912345676,,,S1,T1,Hà Nội,,1.5.2",
    ]);
    let account = V3Account::start("", &wrong);
    let check = account.run(&["check", "--json"]).exits(3).json();
    let issues = check["issues"].as_array().expect("there are issues");
    let rules: Vec<&str> = issues
        .iter()
        .filter(|issue| issue["severity"] == "error")
        .filter_map(|issue| issue["rule"].as_str())
        .collect();
    assert_eq!(
        rules,
        ["code.signs", "row.phones", "row.value", "row.value"]
    );
    account.sync().exits(3);
    account.equals(&sheets());
}

#[test]
fn a_named_field_in_the_field_sheet_is_never_deleted() {
    let mut listed = sheets();
    let fields = listed.get_mut("field").expect("there are fields");
    fields.push("EMAIL_2,E-mail,STRING");
    let account = V3Account::start("", &listed);
    account.configure("email = \"EMAIL\"", "email = \"EMAIL_2\"");
    account.sync().exits(0);
    account.sheets(&sheets());
    account.sync().exits(0).prints(&["with 0 requests"]);
    let state = account.server.state();
    assert!(state["fields"]["EMAIL_2"].is_object());
}
