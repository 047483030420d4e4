//! After a v3 account was read, the plan has exactly the records in which the sheets differ; and what the account
//! writes in another form is no drift.
//!
//! Invariant: both hold however the account brings its pages.

use std::collections::BTreeSet;

use serde_json::{Value, json};

use crate::v3_account::{V3Account, sheets};

const HEADER: &str = "customer_no,customer_name,customer_phones,customer_address,customer_email,customer_status_code,customer_type_code,customer_group_name,Ngày sinh,Điểm";

/// Customers enough for several pages.
const CUSTOMERS: u32 = 23;

/// The sheet of customers; those of `changed` have another value, each in another column.
fn customers(account: &V3Account, changed: &BTreeSet<u32>) {
    let row = |number| {
        let is = |column| changed.contains(&number) && number % 5 == column;
        let pick = |column, was, is_now| if is(column) { is_now } else { was };
        format!(
            "KH{number},{} {number},09123456{number:02},{},{number}@example.com,{},T1,{},{},{number}",
            pick(0, "An", "Ân"),
            pick(1, "1 Tràng Tiền", ""),
            pick(2, "S1", "S2"),
            pick(3, "Hà Nội", "Đà Nẵng"),
            pick(4, "1990-02-01", "1990-02-02"),
        )
    };
    let rows: Vec<String> = (0..CUSTOMERS).map(row).collect();
    account.write("customer.csv", &format!("{HEADER}\n{}\n", rows.join("\n")));
}

#[test]
fn as_many_records_are_planned_as_the_sheets_differ_in() {
    for rules in [
        "page_base=0,largest_page=7,order=newest",
        "largest_page=4,order=code,unset=blank",
    ] {
        let account = V3Account::start(rules, &sheets());
        customers(&account, &BTreeSet::new());
        account
            .run(&["sync", "--yes", "--state", "other.db"])
            .exits(0);
        account.run(&["adopt", "--from-account", "--yes"]).exits(0);
        for changed in [vec![], vec![7], vec![0, 1, 2, 3, 4, 11, 22]] {
            let changed: BTreeSet<u32> = changed.into_iter().collect();
            customers(&account, &changed);
            let plan = account.run(&["plan", "--json"]).exits(0).json();
            let calls = plan["calls"].as_array().expect("calls").iter();
            let planned: BTreeSet<String> = calls
                .map(|call| format!("{} {}", call["op"], call["code"]))
                .collect();
            let expected = changed.iter().map(|it| format!("\"update\" \"KH{it}\""));
            assert_eq!(planned, expected.collect(), "{rules}");
        }
    }
}

#[test]
fn what_the_account_writes_in_another_form_is_no_drift() {
    for rules in [
        "six_decimals=true,national_phones=true,unset=null",
        "six_decimals=true,national_phones=true,unset=blank,brought=asked,text_in_pages=false",
    ] {
        let account = V3Account::start(rules, &sheets());
        account.sync().exits(0);
        for (code, fields) in [
            (
                "KH1",
                json!({"DIEM": "5.00", "EMAIL": " an@example.com ", "phone": "84912345678"}),
            ),
            ("KH2", json!({"DIA_CHI": "", "EMAIL": null, "DIEM": ""})),
            ("KH3", json!({"DIEM": "007", "NGAY_SINH": "", "TT": "S1"})),
        ] {
            let body = json!({"customer_code": code, "fields": fields});
            let server = &account.server;
            server.with_account_v3(|it| it.call_by_other("/api/customer/update", &body, 1));
        }
        let drift: Value = account.run(&["drift", "--json"]).exits(0).json();
        assert_eq!(drift["records"], json!([]), "{rules}");
        assert_eq!(drift["complete"], true, "{rules}");
        account.run(&["drift", "--sample", "3"]).exits(0);
    }
}
