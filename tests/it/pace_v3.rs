//! Reads of a v3 account side by side: never more in a second than `read_rate`, as the server sees them.
//!
//! As for sending, only the upper bound is measured, and a measurement that the machine distorts is repeated.

use std::fmt::Write;

use serde_json::json;

use crate::{
    pace::{RATE, TRIES, too_many},
    shared_sandbox::SharedSandbox,
    v3_account::{V3Account, sheets},
};

const CUSTOMERS: usize = 60;

/// An account with customers whose notes no page brings, so that each is read by itself.
fn account() -> V3Account {
    let account = V3Account::start("text_in_pages=false,page_base=0", &sheets());
    account.insert_field("GHI_CHU", "TEXT");
    account.configure("DIEM = \"Điểm\"", "GHI_CHU = \"Ghi chú\"");
    account.configure(
        "rate = \"1000/s\"",
        &format!("rate = \"1000/s\"\nread_rate = \"{RATE}/s\"\nconcurrency = 8"),
    );
    account.configure("[[source]]\nentity = \"field\"\npath = \"field.csv\"\n", "");
    account.configure("phones = [", "page_size = 10\nphones = [");
    let mut rows = "customer_no,customer_name,customer_phones,customer_status_code,customer_type_code,customer_group_name,Ngày sinh,Ghi chú\n".to_owned();
    for number in 0..CUSTOMERS {
        let code = format!("KH{number:03}");
        writeln!(
            rows,
            "{code},An,0912345{number:03},S1,T1,Hà Nội,,ghi {number}"
        )
        .expect("a text");
        let fields =
            json!({"customer_code": code, "name": "An", "GHI_CHU": format!("ghi {number}")});
        account.call("/api/customer/insert", &json!({"fields": fields}));
    }
    account.write("customer.csv", &rows);
    account.sent();
    account
}

#[test]
fn reads_side_by_side_keep_to_the_read_rate() {
    let _alone = SharedSandbox::enter(true);
    let account = account();
    let mut violations = String::new();
    for _ in 0..TRIES {
        // Some answers are late, so connections are opened in the middle of the reading.
        account.faults("slow=0.3,slow_ms=150,seed=4");
        let ran = account.run(&["adopt", "--from-account", "--yes"]).exits(0);
        ran.prints(&[&format!("customers: {CUSTOMERS} ours")]);
        let log = account.sent();
        assert!(log.len() > CUSTOMERS + RATE / 5, "{} requests", log.len());
        match too_many(&log) {
            None => return,
            Some(violation) => writeln!(violations, "{violation}").expect("a text"),
        }
    }
    panic!("{violations}");
}
